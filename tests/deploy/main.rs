//! One behaviour for every target: whatever the host, a deploy sends what changed in the right order, deletes only what
//! is ours, can be repeated, refused, rolled back and verified.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../support/mod.rs"]
mod support;

mod behaviour;
#[cfg(feature = "cloud")]
mod double;
#[cfg(feature = "cloud")]
mod faults;
mod host;
mod killed;
#[cfg(feature = "cloud")]
mod look;
mod offline;
mod passage;
mod plans;
#[cfg(feature = "cloud")]
mod reader;
#[cfg(feature = "cloud")]
mod real;
mod retract;
#[cfg(feature = "cloud")]
mod secrets;
mod wire;

use host::{Directory, Git, Ssh, Zip};
#[cfg(feature = "cloud")]
use host::{Gcs, S3, WebDav};
#[cfg(feature = "cloud")]
use real::{Azurite, Moto, Wsgidav, at_hand};

/// Every behaviour as a test of its own, for one host.
macro_rules! suite {
    ($name:ident, $host:ty) => { suite!($name, $host, true); };
    // A double stands in only where the real server is not at hand.
    ($name:ident, $host:ty, $wanted:expr) => {
        mod $name {
            use super::*;
            suite!(@ $host, $wanted;
                a_first_deploy_brings_every_file_under_its_own_name,
                a_deploy_of_the_same_site_does_nothing,
                a_changed_page_is_all_that_is_sent_and_the_dry_run_said_so,
                a_page_that_is_gone_goes_and_a_fingerprinted_file_stays_for_its_time,
                many_deletions_are_refused_until_they_are_allowed,
                other_headers_are_a_change_where_a_host_takes_them,
                two_deploys_at_once_do_not_mix,
                a_rollback_brings_the_release_before_and_another_the_one_after,
                files_of_others_are_left_alone_and_never_written_over_unasked,
                nothing_of_an_earlier_release_is_left_when_it_is_to_be_forgotten,
                what_was_touched_at_the_host_is_found,
                what_is_retracted_leaves_every_copy_and_no_rollback_brings_it_back,
            );
        }
    };
    (@ $host:ty, $wanted:expr; $($behaviour:ident,)*) => {
        $(#[test] fn $behaviour() {
            let wanted: bool = $wanted;
            if let Some(host) = wanted.then(<$host as host::Host>::start).flatten() {
                behaviour::$behaviour(&host);
            }
        })*
    };
}

suite!(directory, Directory);
suite!(zip, Zip);
suite!(git, Git);
suite!(ssh, Ssh);
#[cfg(feature = "cloud")]
suite!(moto, Moto);
#[cfg(feature = "cloud")]
suite!(azurite, Azurite);
#[cfg(feature = "cloud")]
suite!(wsgidav, Wsgidav);
#[cfg(feature = "cloud")]
suite!(s3, S3, at_hand("DATELINE_TEST_S3").is_none());
#[cfg(feature = "cloud")]
suite!(gcs, Gcs);
#[cfg(feature = "cloud")]
suite!(webdav, WebDav, at_hand("DATELINE_TEST_WEBDAV").is_none());
