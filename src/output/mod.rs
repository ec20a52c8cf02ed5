//! The finished site as a value, and the one way it reaches the disk.
//!
//! An [`OutputTree`] is what a build *is*: paths and bytes, in memory, in one order. Three rooms take it
//! away: [`write()`] puts it into a folder, the preview answers from it, a deploy sends it. What was
//! written is remembered in a [`Manifest`] that lies in the folder itself, so that the next build knows
//! which files are ours: we delete only what we wrote.
//!
//! This room must not know what a page is, where a path came from, or who will read the files.

mod content_type;
pub mod headers;
mod manifest;
mod path;
mod place;
mod tree;
mod write;

#[cfg(test)]
mod tests;

pub use content_type::content_type;
pub use manifest::{Entry, MANIFEST_NAME, Manifest};
pub use path::{BadPath, OutputPath, decoded};
pub use tree::{Changes, Clash, OutputTree};
pub use write::{Target, figures, standing, write};
