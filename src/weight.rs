//! What a file weighs on the line: its bytes as an ordinary web server compresses them. Knows bytes alone.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The level that web servers take unless they are told another.
const LEVEL: u32 = 6;

/// How many bytes a file has when it is compressed by gzip.
#[must_use]
pub fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(LEVEL));
    // Writing into memory does not fail; were it to, the file would weigh what it has.
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed.len(),
        Err(_) => bytes.len(),
    }
}

/// A weight in words: `23.4 KB`, of 1,024 bytes each.
#[must_use]
pub fn words(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_repeats_itself_weighs_little() {
        let text = "Every figure stands beside whoever gave it. ".repeat(200);
        assert!((20..200).contains(&gzip(text.as_bytes())), "{}", gzip(text.as_bytes()));
        assert!(gzip(b"") > 0);
    }

    #[test]
    fn a_weight_is_rounded_up() {
        assert_eq!([words(0), words(1), words(1024), words(1025)], ["0.0 KB", "0.1 KB", "1.0 KB", "1.1 KB"]);
    }
}
