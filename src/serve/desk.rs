//! The desk as the preview knows it: a question that is put to whoever builds, and only when somebody looks.
//!
//! It stands apart so that a save never pays for it: what comes of a build is a closure, and the closure runs when its
//! page is asked for, beside the thread that answers. What stands on the desk is not known here.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

/// Where the desk lies.
pub const DESK: &str = "/_desk/";

/// From the path of a page to its bytes.
type Make = dyn Fn(&str) -> Option<Bytes> + Send + Sync;

/// Makes the pages of the desk of one build, by their path under [`DESK`].
#[derive(Clone)]
pub struct Desk(Arc<Make>);

impl Desk {
    /// A desk whose pages `make` makes; none where it has no such page.
    pub fn new(make: impl Fn(&str) -> Option<Bytes> + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// A page of it.
    pub(super) fn page(&self, path: &str) -> Option<Bytes> {
        (self.0)(path)
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}
