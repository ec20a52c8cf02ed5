//! PNG (W3C, third edition): a signature and named chunks.

use super::{Reader, exif};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks that make the picture, its colours, its motion and its size on paper.
const KEPT: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// The picture without texts, times, Exif and unknown chunks, and without what follows its end. `None` when it is no
/// whole PNG.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if reader.take(SIGNATURE.len())? != SIGNATURE {
        return None;
    }
    let mut clean = SIGNATURE.to_vec();
    loop {
        let start = reader.at;
        let length = usize::try_from(u32::from_be_bytes(reader.take(4)?.try_into().ok()?)).ok()?;
        let name = reader.take(4)?;
        let body = reader.take(length)?;
        reader.take(4)?;
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            clean.extend(bytes.get(start..reader.at)?);
        } else if name == b"eXIf"
            && let Some(tiff) = exif::only_orientation(body)
        {
            clean.extend(chunk(*b"eXIf", &tiff));
        }
        if name == b"IEND" {
            return Some(clean);
        }
    }
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap_or_default();
    let named = [name.as_slice(), body].concat();
    [length.to_be_bytes().as_slice(), &named, &checksum(&named).to_be_bytes()].concat()
}

/// CRC-32 as PNG's annex D has it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}
