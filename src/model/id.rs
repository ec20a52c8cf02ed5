//! Names of things: short shared strings that cannot be mistaken for one another.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a text as it stands; whether it fits its pattern is the loader's question.
            #[must_use]
            pub fn new(text: &str) -> Self {
                Self(Arc::from(text))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// An actor of the register.
    ActorId;
    /// A place of the register.
    PlaceId;
    /// A source of the register.
    SourceId;
    /// An incident record; also its page's address.
    IncidentId;
    /// A claim, unique inside its record.
    ClaimId;
    /// An article or page; also its page's address.
    Slug;
}

/// The longest id, in bytes.
pub const MAX_ID: usize = 80;
/// The longest slug, in bytes: a folder's name on every host.
pub const MAX_SLUG: usize = 160;

/// Whether a text is lower-case ASCII words and digits joined by single hyphens, at most [`MAX_SLUG`] bytes.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    text.len() <= MAX_SLUG
        && !text.is_empty()
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// A text as a slug: accents dropped, lower case, everything else a hyphen, cut at a word to [`MAX_SLUG`] bytes.
/// Letters outside ASCII that have no plain form are written as their code point, so that two Arabic titles do not meet.
#[must_use]
pub fn slugify(text: &str) -> String {
    if is_slug(text) {
        return text.to_owned();
    }
    let mut slug = String::new();
    for c in crate::model::fold::plain(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            slug.push_str(&format!("{:x}", u32::from(c)));
        } else if c != '\'' && c != '’' && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    if slug.len() > MAX_SLUG {
        let cut = slug[..=MAX_SLUG].rfind('-').unwrap_or(MAX_SLUG);
        slug.truncate(cut);
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_lower_case_ascii_words_joined_by_single_hyphens() {
        assert!(is_slug("2025-06-01-boulikessi"));
        for bad in ["", "Boulikessi", "a--b", "-a", "a-", "é", "a b", "../a"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_title_becomes_a_slug() {
        assert_eq!(slugify("L’armée, à Boulikéssi : 30 tués !"), "larmee-a-boulikessi-30-tues");
        assert!(is_slug(&slugify(&"very long words ".repeat(20))));
        assert!(is_slug(&slugify("هجوم على بوليكيسي")));
    }
}
