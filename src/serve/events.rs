//! The words between the preview and its caller: what changed, what was built, what happened.
//!
//! They stand apart because both sides speak them; they know neither sockets nor builds.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

use super::Desk;
use crate::output::{Changes, OutputTree};

/// What a build has to look at. Paths are a hint for speed, never a promise: whoever builds goes by
/// the content of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nobody knows, or it is the first build: look at everything.
    Everything,
    /// Something at or below these paths, sorted; some of them may be gone.
    Paths(Vec<PathBuf>),
}

impl Changed {
    /// Both changes as one.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(more)) => {
                paths.extend(more);
                paths.sort();
                paths.dedup();
                Self::Paths(paths)
            }
            _ => Self::Everything,
        }
    }
}

/// What came of a build.
#[derive(Clone, Debug, Default)]
pub struct Built {
    /// The site, or nothing while errors stand: then the last good one stays on show.
    pub tree: Option<OutputTree>,
    /// All faults, errors and warnings, in the order in which they are to be read.
    pub problems: Vec<Problem>,
    /// One line for the terminal, such as `74 incidents, 12 stories`.
    pub summary: String,
    /// The pages whose sources have changed since the build before, by their paths; the likeliest first.
    pub edited: Vec<String>,
    /// What is laid before the editor at [`DESK`](super::DESK); without one what was laid there stays.
    pub desk: Option<Desk>,
}

/// One fault, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The code, such as `E203`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The whole message as the terminal shows it, without colours.
    pub text: String,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Worth a look.
    Warning,
}

/// What happened, for the caller to put into words.
#[derive(Clone, Debug)]
pub enum Event {
    /// The first build is done and the site can be visited. Comes last of what happens at the start.
    Listening {
        /// Where.
        url: String,
        /// The port that was wanted and is in use by somebody else.
        instead_of: Option<u16>,
    },
    /// A build gave a site, and that is on show now.
    Rebuilt {
        /// What differs from the site before.
        changes: Changes,
        /// Warnings.
        problems: Vec<Problem>,
        /// The build's own line.
        summary: String,
        /// From the start of the build until it was on show.
        took: Duration,
    },
    /// A build gave no site; the last good one stays on show.
    Failed {
        /// Why.
        problems: Vec<Problem>,
        /// The build's own line.
        summary: String,
        /// How long it took to find out.
        took: Duration,
    },
    /// The system does not tell us of changes (any more), so we look twice a second.
    Polling {
        /// Why.
        reason: String,
    },
    /// No browser could be opened.
    BrowserNotOpened {
        /// Why.
        reason: String,
    },
}
