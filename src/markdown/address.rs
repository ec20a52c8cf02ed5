//! Which addresses a text may link to, and how they stand in HTML.

use crate::markdown::MARK;

/// What a link's address may become.
pub(super) enum Address {
    /// Out of the site.
    Outer,
    /// Inside the site: a page, or an anchor of this one.
    Inner,
    /// Not allowed.
    Refused,
}

/// Schemes that name a thing of the site.
const INNER: [&str; 6] = ["incident", "story", "actor", "place", "tag", "page"];

/// What an address may become; control characters and blanks in it do not count, as browsers skip them.
pub(super) fn address(target: &str) -> Address {
    let clean: String = target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let end = clean.find(['/', '?', '#']).unwrap_or(clean.len());
    match clean[..end].split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase()) {
        Some(scheme) if matches!(scheme.as_str(), "https" | "http" | "mailto") => Address::Outer,
        Some(scheme) if INNER.contains(&scheme.as_str()) => Address::Inner,
        Some(_) => Address::Refused,
        None if clean.starts_with("//") => Address::Refused,
        None => Address::Inner,
    }
}

/// A text as it may stand in an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace(MARK, "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// An address as it may stand in an attribute.
pub(super) fn escaped_href(target: &str) -> String {
    let clean: String = target.chars().filter(|c| !c.is_control()).collect();
    escaped(&clean).replace(' ', "%20").replace('\'', "&#x27;")
}
