//! How large a picture is shown, read from its first bytes.

use super::{Reader, exif};

/// Width and height in pixels, the way up that a browser shows it.
pub(super) fn of(extension: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    let size = match extension {
        "jpg" | "jpeg" => jpeg(bytes),
        "png" => png(bytes),
        "webp" => webp(bytes),
        "gif" => gif(bytes),
        "avif" => avif(bytes),
        _ => None,
    };
    size.filter(|(width, height)| *width > 0 && *height > 0)
}

/// The first frame header, with the turn that Exif asks for.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(bytes);
    if reader.take(2)? != [0xFF, 0xD8] {
        return None;
    }
    let mut is_turned = false;
    loop {
        if reader.byte()? != 0xFF {
            return None;
        }
        let marker = loop {
            match reader.byte()? {
                0xFF => {}
                marker => break marker,
            }
        };
        let length = usize::from(u16::from_be_bytes(pair(reader.take(2)?)?)).checked_sub(2)?;
        let body = reader.take(length)?;
        match marker {
            0xE1 => is_turned |= body.strip_prefix(b"Exif\0\0").is_some_and(on_its_side),
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => {
                let side = |at: usize| Some(u32::from(u16::from_be_bytes(pair(body.get(at..)?)?)));
                return Some(turned((side(3)?, side(1)?), is_turned));
            }
            _ => {}
        }
    }
}

/// The header, with the turn that Exif asks for.
fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?);
    let (mut size, mut is_turned) = (None, false);
    while let Some(length) = reader.take(4) {
        let length = usize::try_from(u32::from_be_bytes(length.try_into().ok()?)).ok()?;
        let name = reader.take(4)?;
        let body = reader.take(length)?;
        reader.take(4)?;
        match name {
            b"IHDR" => {
                let side = |at: usize| Some(u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?));
                size = Some((side(0)?, side(4)?));
            }
            b"eXIf" => is_turned = on_its_side(body),
            b"IEND" => break,
            _ => {}
        }
    }
    size.map(|size| turned(size, is_turned))
}

fn gif(bytes: &[u8]) -> Option<(u32, u32)> {
    if !matches!(bytes.get(..6)?, b"GIF87a" | b"GIF89a") {
        return None;
    }
    let side = |at: usize| Some(u32::from(u16::from_le_bytes(pair(bytes.get(at..)?)?)));
    Some((side(6)?, side(8)?))
}

/// The canvas of an extended file, else the one frame's size.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::new(bytes);
    let [b'R', b'I', b'F', b'F', size @ ..] = reader.take(8)? else { return None };
    let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
    let mut reader = Reader::new(reader.take(size)?);
    if reader.take(4)? != b"WEBP" {
        return None;
    }
    let (mut size, mut is_turned) = (None, false);
    while let Some(name) = reader.take(4) {
        let length = usize::try_from(u32::from_le_bytes(reader.take(4)?.try_into().ok()?)).ok()?;
        let body = reader.take(length)?;
        let found = match name {
            b"VP8X" => {
                let side = |at: usize| {
                    let part = body.get(at..at + 3)?;
                    Some(u32::from_le_bytes([part[0], part[1], part[2], 0]) + 1)
                };
                Some((side(4)?, side(7)?))
            }
            b"VP8 " => {
                let side = |at: usize| Some(u32::from(u16::from_le_bytes(pair(body.get(at..)?)?) & 0x3FFF));
                Some((side(6)?, side(8)?))
            }
            b"VP8L" => {
                let bits = u32::from_le_bytes(body.get(1..5)?.try_into().ok()?);
                Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
            }
            b"EXIF" => {
                is_turned = on_its_side(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
                None
            }
            _ => None,
        };
        size = size.or(found);
        if length % 2 == 1 && reader.take(1).is_none() {
            break;
        }
    }
    size.map(|size| turned(size, is_turned))
}

/// The largest of the pictures a file says to hold (`ispe`), turned if it says so (`irot`).
fn avif(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let boxes = |name: &'static [u8; 4]| {
        let at = bytes.windows(4).enumerate().filter(move |(_, window)| *window == name);
        at.map(|(at, _)| &bytes[at + 4..])
    };
    let side = |body: &[u8], at: usize| Some(u32::from_be_bytes(body.get(at..at + 4)?.try_into().ok()?));
    let sizes = boxes(b"ispe").filter_map(|body| Some((side(body, 4)?, side(body, 8)?)));
    let size = sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    let is_turned = boxes(b"irot").next().and_then(|body| body.first()).is_some_and(|turn| turn & 1 == 1);
    Some(turned(size, is_turned))
}

fn turned((width, height): (u32, u32), is_turned: bool) -> (u32, u32) {
    if is_turned { (height, width) } else { (width, height) }
}

/// Whether Exif says that the stored picture lies on its side.
fn on_its_side(tiff: &[u8]) -> bool {
    exif::orientation(tiff).is_some_and(|up| up >= 5)
}

fn pair(bytes: &[u8]) -> Option<[u8; 2]> {
    bytes.get(..2)?.try_into().ok()
}
