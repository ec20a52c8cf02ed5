//! Other programs, run for us: git, ssh, rsync, sftp. Their talk is heard only when they fail, without passwords.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// What a program printed, and nothing when it ended with `code`; every other failure is an error.
pub(super) fn run_unless(command: &mut Command, input: &[u8], code: i32) -> Result<Option<Vec<u8>>> {
    let name = command.get_program().to_string_lossy().into_owned();
    let doing = command.get_args().find(|arg| !arg.to_string_lossy().starts_with('-')).map(OsStr::to_owned);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| match which(&name) {
        Some(remedy) => format!("cannot run `{name}`; {remedy}"),
        None => format!("cannot run `{name}`"),
    })?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        let writing = scope.spawn(move || match stdin.map(|mut pipe| pipe.write_all(input)) {
            Some(Err(error)) if error.kind() != ErrorKind::BrokenPipe => Err(error),
            _ => Ok(()),
        });
        let output = child.wait_with_output();
        // A program that ends early leaves the pipe broken; its own words say why.
        let written = writing.join().unwrap_or(Ok(()));
        output.and_then(|output| written.map(|()| output))
    });
    let output = output.with_context(|| format!("cannot talk to `{name}`"))?;
    if output.status.success() {
        return Ok(Some(output.stdout));
    }
    if output.status.code() == Some(code) {
        return Ok(None);
    }
    let said = redacted(String::from_utf8_lossy(&output.stderr).trim());
    let last: Vec<&str> = said.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = last[last.len().saturating_sub(4)..].join("; ");
    let doing = doing.map(|arg| redacted(&arg.to_string_lossy())).unwrap_or_default();
    bail!("`{name} {doing}` failed ({}): {last}", output.status)
}

/// What a program printed.
pub(super) fn run(command: &mut Command, input: &[u8]) -> Result<Vec<u8>> {
    Ok(run_unless(command, input, 0)?.unwrap_or_default())
}

fn which(name: &str) -> Option<&'static str> {
    match name {
        "git" => Some("install git"),
        "ssh" | "sftp" => Some("install the OpenSSH client"),
        "rsync" => Some("install rsync, or set `by: sftp`"),
        _ => None,
    }
}

/// A text with the name and password taken out of every address in it.
pub(super) fn redacted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (head, tail) = rest.split_at(at + 3);
        out.push_str(head);
        let end = tail.find(|c: char| c == '/' || c.is_whitespace() || c == '\'' || c == '"').unwrap_or(tail.len());
        rest = match tail[..end].rfind('@') {
            Some(at) => &tail[at + 1..],
            None => tail,
        };
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_in_an_address_is_never_shown() {
        assert_eq!(redacted("push to https://me:pa@ss@host/x.git failed"), "push to https://host/x.git failed");
        assert_eq!(redacted("a://b c://d@e"), "a://b c://e");
        assert_eq!(redacted("me@host:site"), "me@host:site");
    }

    #[test]
    fn a_program_that_fails_says_why_and_what_it_cannot_read_is_no_fault_of_ours() {
        let failed = run(Command::new("sh").args(["-c", "echo http://u:p@h/ >&2; exit 3"]), &vec![0; 200_000]);
        let said = failed.unwrap_err().to_string();
        assert!(said.ends_with("http://h/") && !said.contains("u:p"), "{said}");
        assert_eq!(run_unless(Command::new("sh").args(["-c", "exit 2"]), b"", 2).unwrap(), None);
        assert_eq!(run(Command::new("cat").arg("-"), b"through").unwrap(), b"through");
    }
}
