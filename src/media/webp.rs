//! WebP (RFC 9649): a RIFF container of named chunks.

use super::{Reader, exif};

const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;

/// The picture without Exif, XMP and unknown chunks, and without what follows its end. `None` when it is no whole WebP.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    let [b'R', b'I', b'F', b'F', size @ ..] = reader.take(8)? else { return None };
    let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
    let mut reader = Reader::new(reader.take(size)?);
    if reader.take(4)? != b"WEBP" {
        return None;
    }
    let mut chunks: Vec<(&[u8], Vec<u8>)> = Vec::new();
    while !reader.is_at_end() {
        let name = reader.take(4)?;
        let length = usize::try_from(u32::from_le_bytes(reader.take(4)?.try_into().ok()?)).ok()?;
        let body = reader.take(length)?;
        if length % 2 == 1 {
            reader.take(1)?;
        }
        match name {
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => chunks.push((name, body.to_vec())),
            b"EXIF" => {
                let tiff = body.strip_prefix(b"Exif\0\0").unwrap_or(body);
                if let Some(tiff) = exif::only_orientation(tiff) {
                    chunks.push((name, tiff.to_vec()));
                }
            }
            _ => {}
        }
    }
    let turned = chunks.iter().any(|(name, _)| *name == b"EXIF");
    let mut clean = b"WEBP".to_vec();
    for (name, mut body) in chunks {
        if name == b"VP8X" {
            let flags = body.first_mut()?;
            *flags &= !(HAS_XMP | if turned { 0 } else { HAS_EXIF });
        }
        clean.extend(name);
        clean.extend(u32::try_from(body.len()).ok()?.to_le_bytes());
        clean.extend(&body);
        if body.len() % 2 == 1 {
            clean.push(0);
        }
    }
    let size = u32::try_from(clean.len()).ok()?;
    Some([b"RIFF".as_slice(), &size.to_le_bytes(), &clean].concat())
}
