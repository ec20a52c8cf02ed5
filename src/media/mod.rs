//! Pictures without what they say of their makers: place, camera, time, name, and whatever lies behind the last byte
//! that is shown.
//!
//! It stands apart because a reader of binary formats that hostile files are given to should be small and know nothing
//! else. The picture itself is not touched: no pixel is decoded, so none can change. It keeps what a browser needs to
//! show it right: its colour profile and which way is up.

mod exif;
mod gif;
mod jpeg;
mod png;
mod signs;
mod size;
mod webp;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cleaned {
    /// There was nothing in it to be taken out.
    AsItWas,
    /// The file without what it said.
    Without(Vec<u8>),
    /// It may say something that cannot be taken out here: what was found, in words that follow "the file".
    MaySay(String),
}

/// Takes out of a file what it says of its maker; the path's extension tells what the file should be.
#[must_use]
pub fn cleaned(path: &str, bytes: &[u8]) -> Cleaned {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let cleaned = match extension.as_str() {
        "jpg" | "jpeg" => jpeg::cleaned(bytes),
        "png" => png::cleaned(bytes),
        "webp" => webp::cleaned(bytes),
        "gif" => gif::cleaned(bytes),
        _ => return signs::found(&extension, bytes).map_or(Cleaned::AsItWas, Cleaned::MaySay),
    };
    match cleaned {
        Some(clean) if clean == bytes => Cleaned::AsItWas,
        Some(clean) => Cleaned::Without(clean),
        None => Cleaned::MaySay(format!("is not a whole {} picture", extension.to_ascii_uppercase())),
    }
}

/// Width and height in pixels of a picture, the way up that a browser shows it; nothing for what is no picture. The path's
/// extension tells what the file should be.
#[must_use]
pub fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    size::of(&extension, bytes)
}

/// Reads bytes in order and never past their end.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(count)?;
        let part = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(part)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|part| part[0])
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.bytes.len()
    }
}

#[cfg(test)]
mod tests;
