//! Keys and passwords of the environment are in no output, however a host fails and however much is asked to be told.

use crate::double::Failure;
use crate::faults::changed;
use crate::host::{Azure, Desk, Gcs, Host, S3, Stored, WebDav};
use crate::support::ran;

/// Runs every verb with these variables (an empty one is not there at all), at a host that fails in several ways.
fn no_secret_is_in_any_output<H: Stored>(environment: &[(&str, &str)], secrets: &[&str]) {
    let host = H::start().unwrap();
    let desk = changed(&host);
    // A cut names the address that was asked; after two the host is itself again.
    for (nth, times, how) in [
        (1000, 0, Failure::Cut),
        (0, 2, Failure::Cut),
        (0, 1000, Failure::Status(403)),
        (2, 1000, Failure::Status(403)),
        (1, 1000, Failure::Status(400)),
    ] {
        for args in [
            ["deploy", "-vv"].as_slice(),
            &["deploy", "-vv", "--format", "json"],
            &["deploy", "--verify", "-vv"],
            &["rollback", "-vv"],
        ] {
            let mut command = desk.command(args);
            command.env("RUST_LOG", "trace");
            for (name, value) in environment {
                if value.is_empty() {
                    command.env_remove(name)
                } else {
                    command.env(name, value)
                };
            }
            host.double().fail(nth, times, how);
            let before = host.double().state().log.len();
            let told = ran(&mut command);
            assert!(host.double().state().log.len() > before, "the host was not asked: {told:?}");
            for secret in secrets {
                assert!(!told.stdout.contains(secret) && !told.stderr.contains(secret), "{secret}: {told:?}");
            }
        }
    }
}

#[test]
fn a_secret_for_s3_is_in_no_output() {
    let secret = "s3cr3t-never-shown";
    no_secret_is_in_any_output::<S3>(&[("AWS_SECRET_ACCESS_KEY", secret), ("AWS_SESSION_TOKEN", secret)], &[secret]);
}

#[test]
fn a_key_or_a_shared_signature_for_azure_is_in_no_output() {
    // A key signs each request.
    let key = "c2VjcmV0LW5ldmVyLXNob3du";
    no_secret_is_in_any_output::<Azure>(&[("AZURE_STORAGE_ACCOUNT_KEY", key)], &[key, "never-shown"]);
    // A shared signature goes along in each address.
    let signature = "sv=2024-11-04&sp=rwdl&sig=s3cr3t-never-shown";
    no_secret_is_in_any_output::<Azure>(
        &[("AZURE_STORAGE_ACCOUNT_KEY", ""), ("AZURE_STORAGE_SAS_TOKEN", signature)],
        &["s3cr3t-never-shown"],
    );
}

#[test]
fn a_key_for_gcs_is_in_no_output_and_what_is_no_key_is_refused_without_a_word_of_it() {
    let secret = "s3cr3t-never-shown";
    let key = format!(
        r#"{{"gcs_base_url":"http://unused","disable_oauth":true,"client_email":"desk@example.org","private_key":"{secret}","private_key_id":"{secret}"}}"#
    );
    no_secret_is_in_any_output::<Gcs>(&[("GOOGLE_SERVICE_ACCOUNT_KEY", &key)], &[secret]);
    let host = Gcs::start().unwrap();
    let desk = Desk::new(&host);
    for broken in [key.replace("true", "false"), format!(r#"{{"private_key":"{secret}"}}"#), secret.to_owned()] {
        let mut command = desk.command(&["deploy", "-vv"]);
        let told = ran(command.env("GOOGLE_SERVICE_ACCOUNT_KEY", &broken)).exits(2);
        assert!(!told.stdout.contains(secret) && !told.stderr.contains(secret), "{told:?}");
    }
    assert!(host.live().is_empty());
}

#[test]
fn a_webdav_password_goes_only_where_it_belongs() {
    let host = WebDav::start().unwrap();
    let desk = changed(&host);
    host.double().fail(2, 1000, Failure::Status(403));
    let mut command = desk.command(&["deploy", "-vv"]);
    command.env("WEBDAV_USER", "desk").env("WEBDAV_PASSWORD", "s3cr3t-never-shown");
    let told = ran(&mut command).exits(2);
    assert!(!told.stdout.contains("s3cr3t") && !told.stderr.contains("s3cr3t"), "{told:?}");
    desk.set("");
    let text = std::fs::read_to_string(desk.site.path("site.yaml")).unwrap();
    desk.site.write("site.yaml", text.replace("http://127.0.0.1", "http://desk:pa55word@127.0.0.1"));
    let told = desk.run(&["deploy"]).exits(2);
    assert!(told.stderr.contains("WEBDAV_PASSWORD") && !told.stderr.contains("pa55word"), "{}", told.stderr);
    desk.site.write("site.yaml", text.replace("http://127.0.0.1", "http://files.example.org"));
    let mut command = desk.command(&["deploy"]);
    let told = ran(command.env("WEBDAV_USER", "desk"));
    assert!(told.stderr.contains("unencrypted"), "{}", told.stderr);
}
