//! A number for all that a view holds, by which a preview knows that a page is what it was; and views that many pages
//! share, which are counted and turned into the template engine's value once.

use std::cell::Cell;
use std::io;

use serde::{Serialize, Serializer, ser};
use xxhash_rust::xxh3::Xxh3;

/// A view already turned into the template engine's value, so that the pages which show it share one copy.
#[derive(Debug, Clone)]
pub struct Shared {
    value: tera::Value,
    stamp: Option<u128>,
}

/// Turns a view into a shared one.
pub fn share(view: &impl Serialize) -> Shared {
    Shared { value: tera::Value::from_serializable(view), stamp: of(view) }
}

thread_local! {
    /// Whether this thread is counting a view. The engine's values keep their keys in no order, so that a shared view
    /// is counted by its own number.
    static COUNTS: Cell<bool> = const { Cell::new(false) };
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if COUNTS.get() {
            let stamp = self.stamp.ok_or_else(|| ser::Error::custom("it cannot be put in a row of bytes"))?;
            return stamp.serialize(serializer);
        }
        self.value.serialize(serializer)
    }
}

/// A number for all that a view holds: views of one type with equal numbers are equal. Nothing when the view cannot be
/// put in a row of bytes.
pub(super) fn of(view: &impl Serialize) -> Option<u128> {
    let mut digest = io::BufWriter::with_capacity(1 << 14, Digest(Xxh3::new()));
    let before = COUNTS.replace(true);
    let counted = serde_json::to_writer(&mut digest, view);
    COUNTS.set(before);
    counted.ok()?;
    digest.into_inner().ok().map(|digest| digest.0.digest128())
}

/// Counts the bytes of a view into a hash instead of keeping them.
struct Digest(Xxh3);

impl io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Card {
        title: &'static str,
        place: &'static str,
        date: &'static str,
        kind: &'static str,
    }

    #[derive(Serialize)]
    struct Page {
        cards: Vec<Shared>,
    }

    #[test]
    fn a_view_with_shared_parts_has_the_same_number_whenever_it_is_made() {
        let page = |title| Page {
            cards: (0..20).map(|_| share(&Card { title, place: "Mopti", date: "2025-06-01", kind: "clash" })).collect(),
        };
        let first = of(&page("A title"));
        assert!(first.is_some());
        assert_eq!(of(&page("A title")), first);
        assert_ne!(of(&page("Another title")), first);
    }

    #[test]
    fn a_template_is_given_what_a_shared_view_holds() {
        let page = Page { cards: vec![share(&Card { title: "A title", place: "", date: "", kind: "" })] };
        let value = tera::Value::try_from_serializable(&page).unwrap();
        assert!(value.to_string().contains("A title"), "{value}");
    }
}
