//! Facts for search engines (schema.org, JSON-LD) as they may stand inside a page.
//!
//! JSON-LD lies in a `<script>` element that browsers read as data and never run. The one way into it is
//! [`JsonLd::new`], which leaves nothing in the text that could end the element or begin a comment.

use serde::Serialize;

/// JSON that is safe inside an HTML script element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct JsonLd(String);

impl JsonLd {
    /// A value as text, with `<`, `>`, `&` and the line ends of JavaScript written as escapes.
    #[must_use]
    pub(super) fn new(value: &serde_json::Value) -> Self {
        let mut text = String::new();
        for c in value.to_string().chars() {
            match c {
                '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => text.push_str(&format!("\\u{:04x}", u32::from(c))),
                c => text.push(c),
            }
        }
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_it_can_end_its_element() {
        let value = serde_json::json!({"name": "</script><!-- & \u{2028}\u{2029} \"q\""});
        let JsonLd(text) = JsonLd::new(&value);
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
