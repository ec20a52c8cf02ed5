//! Writes a generated site into a folder: `cargo bench --bench generator -- 10000 DIR`.
//!
//! Run without a number and a folder, as `cargo bench` does with everything here, it does nothing.

mod site;
mod words;

use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let mut given = std::env::args().skip(1).filter(|word| word != "--bench");
    let (Some(articles), Some(dir)) = (given.next(), given.next()) else { return Ok(()) };
    let articles =
        articles.parse().map_err(|_| io::Error::other(format!("`{articles}` is not a number of articles")))?;
    site::write(&PathBuf::from(dir), articles)
}
