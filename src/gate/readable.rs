//! What a reader can get out of a file: its bytes, what lies packed in it, and its words however they are written.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use flate2::read::GzDecoder;
use zip::ZipArchive;

/// How deep archives in archives are opened.
const DEPTH: usize = 4;
/// Most bytes taken out of one packed file: a hostile archive grows without end.
const MOST: u64 = 256 * 1024 * 1024;

/// Shows a file and everything packed in it.
pub(super) fn each(path: &str, bytes: &[u8], see: &mut dyn FnMut(&str, &[u8])) {
    opened(path, bytes, DEPTH, see);
}

fn opened(path: &str, bytes: &[u8], depth: usize, see: &mut dyn FnMut(&str, &[u8])) {
    see(path, bytes);
    if depth == 0 {
        return;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return };
        for at in 0..archive.len() {
            let Ok(file) = archive.by_index(at) else { continue };
            let name = file.name().map_or_else(|_| format!("file {}", at + 1), |name| name.to_string());
            let mut inner = Vec::new();
            // What cannot be unpacked to its end is looked at as far as it goes.
            let _ = file.take(MOST).read_to_end(&mut inner);
            opened(&format!("{path}!{name}"), &inner, depth - 1, see);
        }
    } else if bytes.starts_with(&[0x1F, 0x8B]) {
        let mut inner = Vec::new();
        let _ = GzDecoder::new(bytes).take(MOST).read_to_end(&mut inner);
        opened(&format!("{path}!"), &inner, depth - 1, see);
    }
}

/// A text's words alone, in small letters, with one space between them: however it is punctuated, escaped or broken
/// into lines, the same sentence gives the same words.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else if c != '\u{AD}' {
            gap = true;
        }
    }
    out
}

/// A file's text with what markup and data formats make of characters undone.
pub(super) fn text(path: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    // A calendar breaks its lines after 75 bytes, in the middle of a word.
    let text = if path.ends_with(".ics") { text.replace("\r\n ", "").into() } else { text };
    unescaped(&text).into_owned()
}

/// A text without its tags: what is written across them is read as one.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out
}

/// `&amp;`, `&#39;`, `\u00e9`, `\n` as the characters they stand for.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '\\']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\']) {
        let (head, tail) = rest.split_at(at);
        out.push_str(head);
        let (c, used) = if tail.starts_with('&') { entity(tail) } else { escape(tail) };
        out.push(c);
        rest = &tail[used..];
    }
    out.push_str(rest);
    out.into()
}

fn entity(text: &str) -> (char, usize) {
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else { return ('&', 1) };
    let name = &text[1..end];
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let c = number.and_then(char::from_u32).or(match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => None,
    });
    c.map_or(('&', 1), |c| (c, end + 1))
}

fn escape(text: &str) -> (char, usize) {
    match text.as_bytes().get(1) {
        Some(b'u') => {
            let code = text.get(2..6).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
            code.map_or((' ', 1), |c| (c, 6))
        }
        Some(b'n' | b'r' | b't') => (' ', 2),
        _ => (' ', 1),
    }
}
