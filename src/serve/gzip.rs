//! Answers made smaller for browsers that ask for it.
//!
//! It stands apart because it is one coding and its rules; it knows neither pages nor sockets.

use std::io::Write as _;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::header::{self, HeaderMap};

/// Below this, the header of the coding costs more than it saves.
const WORTH_IT: usize = 512;

/// Whether files of this kind get smaller: text, whatever its name.
pub(super) fn is_text(kind: &str) -> bool {
    let name = kind.split(';').next().unwrap_or(kind);
    name.starts_with("text/") || ["json", "xml", "javascript"].iter().any(|end| name.ends_with(end))
}

/// Whether these bytes are to go out smaller.
pub(super) fn is_wanted(headers: &HeaderMap, kind: &str, bytes: &Bytes) -> bool {
    bytes.len() >= WORTH_IT && is_text(kind) && is_asked_for(headers)
}

/// Whether the browser takes the coding: by its name, or by `*` when its name is not there.
fn is_asked_for(headers: &HeaderMap) -> bool {
    let mut any = false;
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    for one in values.flat_map(|value| value.split(',')) {
        let mut parts = one.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let taken = weight.is_none_or(|weight| weight.parse().is_ok_and(|weight: f32| weight > 0.0));
        if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            return taken;
        }
        any |= name == "*" && taken;
    }
    any
}

/// The bytes made smaller: fast, since they cross a wire of a few metres. Nothing when that cannot be done.
pub(super) fn smaller(bytes: &Bytes) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    #[test]
    fn only_who_takes_the_coding_gets_it() {
        let asked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            is_asked_for(&headers)
        };
        for yes in
            ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.2", "GZIP", "*", "br, *;q=0.1", "deflate,gzip ; q=0.5"]
        {
            assert!(asked(yes), "{yes}");
        }
        for no in ["", "identity", "br", "gzip;q=0", "gzip;q=0.0, *", "*;q=0", "gzipped", "gzip;q=x"] {
            assert!(!asked(no), "{no}");
        }
        assert!(!is_asked_for(&HeaderMap::new()));
    }

    #[test]
    fn pictures_are_left_as_they_are() {
        for text in
            ["text/html; charset=utf-8", "application/json", "image/svg+xml", "application/atom+xml; charset=utf-8"]
        {
            assert!(is_text(text), "{text}");
        }
        for other in ["image/png", "application/zip", "font/woff2", "application/octet-stream"] {
            assert!(!is_text(other), "{other}");
        }
    }
}
