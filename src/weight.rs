//! What a file weighs on the line: its bytes as an ordinary web server compresses them. Knows bytes alone.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

/// The level that web servers take unless they are told another.
const LEVEL: u32 = 6;

/// How many bytes a file has when it is compressed by gzip.
#[must_use]
pub fn gzip(bytes: &[u8]) -> usize {
    compressed(bytes, Compression::new(LEVEL))
}

/// Whether a text weighs so much at most: what is far lighter is known to be at a small part of the cost of weighing it.
#[must_use]
pub fn is_within(bytes: &[u8], most: usize) -> bool {
    bytes.len() <= most
        || at_most(bytes) <= most
        || compressed(bytes, Compression::fast()) <= most
        || gzip(bytes) <= most
}

fn compressed(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    // Writing into memory does not fail; were it to, the file would weigh what it has.
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(compressed) => compressed.len(),
        Err(_) => bytes.len(),
    }
}

/// A bound that a text's weight never passes, at a twentieth of the cost of weighing it: what its bytes cost when each
/// is coded by how often it occurs (Shannon's entropy of order 0). gzip codes them so where it finds nothing better, and
/// adds a table and a head.
fn at_most(bytes: &[u8]) -> usize {
    const TABLE: f64 = 400.0;
    const ROUNDED: f64 = 1.03;
    let mut counts = [0_u32; 256];
    for byte in bytes {
        counts[usize::from(*byte)] += 1;
    }
    let all = counts.iter().map(|count| f64::from(*count)).sum::<f64>();
    let bits: f64 =
        counts.iter().filter(|count| **count > 0).map(|n| f64::from(*n) * (all / f64::from(*n)).log2()).sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size in memory, and never negative")]
    let bound = (bits / 8.0 * ROUNDED + TABLE) as usize;
    bound
}

/// A weight in words: `23.4 KB`, of 1,024 bytes each.
#[must_use]
pub fn words(bytes: usize) -> String {
    format!("{} KB", kilobytes(bytes, "."))
}

/// The number alone, with a language's decimal sign.
#[must_use]
pub fn kilobytes(bytes: usize, sign: &str) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}{sign}{}", tenths / 10, tenths % 10)
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
    fn no_text_weighs_more_than_its_bound() {
        let page = include_str!("../templates/pages/incident.html").as_bytes();
        let sheet = include_bytes!("../static/css/site.css");
        let digit = |n: u32| b'0' + u8::try_from(n.wrapping_mul(n).wrapping_mul(2_654_435) % 10).unwrap();
        let digits: Vec<u8> = (0..20_000).map(digit).collect();
        for text in [page, &sheet[..], &digits, b"<p>short</p>", b""] {
            let weight = gzip(text);
            assert!(is_within(text, weight.max(text.len())));
            assert!(weight >= text.len() || !is_within(text, weight - 1), "{weight}");
            assert!(gzip(text) <= at_most(text), "{} of {}", gzip(text), at_most(text));
            assert!(at_most(text) <= text.len() + 420);
        }
    }

    #[test]
    fn a_weight_is_rounded_up() {
        assert_eq!([words(0), words(1), words(1024), words(1025)], ["0.0 KB", "0.1 KB", "1.0 KB", "1.1 KB"]);
    }
}
