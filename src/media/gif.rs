//! GIF (version 89a): blocks of sub-blocks.

use super::Reader;

/// The picture without comments and without the notes of programs, except how often a film repeats. `None` when it is
/// no whole GIF.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::new(bytes);
    if !matches!(reader.take(6)?, b"GIF87a" | b"GIF89a") {
        return None;
    }
    let screen = reader.take(7)?;
    reader.take(colours(screen[4]))?;
    let mut clean = bytes.get(..reader.at)?.to_vec();
    loop {
        let start = reader.at;
        let mut keep = true;
        match reader.byte()? {
            0x3B => {
                clean.push(0x3B);
                return Some(clean);
            }
            0x2C => {
                let frame = reader.take(9)?;
                reader.take(colours(frame[8]))?;
                reader.byte()?;
                sub_blocks(&mut reader)?;
            }
            0x21 => {
                let label = reader.byte()?;
                let first = sub_blocks(&mut reader)?;
                // Graphic control and plain text are shown; a comment (0xFE) is not.
                keep =
                    matches!(label, 0xF9 | 0x01) || label == 0xFF && matches!(first, b"NETSCAPE2.0" | b"ANIMEXTS1.0");
            }
            _ => return None,
        }
        if keep {
            clean.extend(bytes.get(start..reader.at)?);
        }
    }
}

/// How many bytes a table of colours has, by the flags that announce it.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Passes over sub-blocks to their end; gives the first.
fn sub_blocks<'a>(reader: &mut Reader<'a>) -> Option<&'a [u8]> {
    let mut first = None;
    loop {
        let length = usize::from(reader.byte()?);
        let block = reader.take(length)?;
        if length == 0 {
            return Some(first.unwrap_or_default());
        }
        first.get_or_insert(block);
    }
}
