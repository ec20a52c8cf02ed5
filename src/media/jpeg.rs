//! JPEG (ITU-T T.81): a chain of marked segments, with the picture's bits between them.

use super::{Reader, exif};

const START: u8 = 0xD8;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
const COMMENT: u8 = 0xFE;

/// The picture without application segments and comments, and without what follows its end (phones put a second
/// picture or a film there). `None` when it is no whole JPEG.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if reader.take(2)? != [0xFF, START] {
        return None;
    }
    let mut clean = vec![0xFF, START];
    let mut up = None;
    loop {
        let marker = marker(&mut reader)?;
        if marker == END {
            clean.extend([0xFF, END]);
            return Some(clean);
        }
        if matches!(marker, 0x01 | 0xD0..=0xD8) {
            return None;
        }
        let length = reader.take(2)?;
        let body = reader.take(usize::from(u16::from_be_bytes([length[0], length[1]])).checked_sub(2)?)?;
        if let Some(tiff) = body.strip_prefix(b"Exif\0\0")
            && marker == 0xE1
            && up.is_none()
        {
            up = exif::only_orientation(tiff);
            if let Some(tiff) = up {
                segment(&mut clean, 0xE1, &[b"Exif\0\0", tiff.as_slice()].concat())?;
            }
            continue;
        }
        match marker {
            // JFIF says how dense the dots are, and may hold a small picture of the uncropped whole.
            0xE0 if body.starts_with(b"JFIF\0") => {
                let mut head = body.get(..14)?.to_vec();
                (head[12], head[13]) = (0, 0);
                segment(&mut clean, marker, &head)?;
            }
            // What the colours mean: a profile, and how Adobe's programs stored them.
            0xE2 if body.starts_with(b"ICC_PROFILE\0") => segment(&mut clean, marker, body)?,
            0xEE if body.starts_with(b"Adobe") => segment(&mut clean, marker, body.get(..12)?)?,
            0xE0..=0xEF | COMMENT => {}
            _ => segment(&mut clean, marker, body)?,
        }
        if marker == SCAN {
            clean.extend(scan(&mut reader)?);
        }
    }
}

/// The next marker; any number of fill bytes may stand before it.
fn marker(reader: &mut Reader<'_>) -> Option<u8> {
    if reader.byte()? != 0xFF {
        return None;
    }
    loop {
        let marker = reader.byte()?;
        if marker != 0xFF {
            return (marker != 0).then_some(marker);
        }
    }
}

fn segment(clean: &mut Vec<u8>, marker: u8, body: &[u8]) -> Option<()> {
    clean.extend([0xFF, marker]);
    clean.extend(u16::try_from(body.len() + 2).ok()?.to_be_bytes());
    clean.extend(body);
    Some(())
}

/// The bits of a scan, up to the next marker that is not part of them.
fn scan<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let rest = reader.bytes.get(reader.at..)?;
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0x00 | 0xD0..=0xD7 | 0xFF);
    let length = rest.windows(2).position(is_end)?;
    reader.take(length)
}
