//! The one thing worth keeping of an Exif block: which way is up. A reader of TIFF's first directory, and no more.

/// The tag that says which way is up (TIFF 6.0, 274).
const ORIENTATION: u16 = 0x0112;

/// Which way is up, from 1 (as stored) to 8, if a TIFF block says so.
pub(super) fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II\x2a\0" => true,
        b"MM\0\x2a" => false,
        _ => return None,
    };
    let two = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let four = tiff.get(4..8)?.try_into().ok()?;
    let directory = usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()?;
    let count = usize::from(two(directory)?);
    (0..count)
        .find_map(|n| {
            let entry = directory.checked_add(2 + n * 12)?;
            (two(entry)? == ORIENTATION).then(|| two(entry + 8)).flatten()
        })
        .and_then(|value| u8::try_from(value).ok())
        .filter(|value| (1..=8).contains(value))
}

/// A TIFF block that says which way is up and nothing else; none when the picture is stored upright.
pub(super) fn only_orientation(tiff: &[u8]) -> Option<[u8; 26]> {
    let up = orientation(tiff).filter(|up| *up != 1)?;
    let mut block = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    block[19] = up;
    Some(block)
}
