//! The desk's own templates, and nothing of a site's theme. Everything they print is escaped.

use std::sync::OnceLock;

use serde::Serialize;
use tera::{Context, Tera, Value};

/// Every template by its name.
const TEMPLATES: [(&str, &str); 10] = [
    ("base.html", include_str!("templates/base.html")),
    ("parts.html", include_str!("templates/parts.html")),
    ("overview.html", include_str!("templates/overview.html")),
    ("faults.html", include_str!("templates/faults.html")),
    ("twice.html", include_str!("templates/twice.html")),
    ("held.html", include_str!("templates/held.html")),
    ("weights.html", include_str!("templates/weights.html")),
    ("links.html", include_str!("templates/links.html")),
    ("links_of.html", include_str!("templates/links_of.html")),
    ("changes.html", include_str!("templates/changes.html")),
];

fn templates() -> Option<&'static Tera> {
    static READ: OnceLock<Option<Tera>> = OnceLock::new();
    let read = || {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(TEMPLATES).ok()?;
        Some(tera)
    };
    READ.get_or_init(read).as_ref()
}

/// A page made by a template. None would be a fault of the template, which the tests below would have found.
pub(super) fn print(template: &str, view: &impl Serialize) -> Option<String> {
    let mut context = Context::new();
    for (name, value) in Value::try_from_serializable(view).ok()?.into_map().unwrap_or_default() {
        context.insert_value(name.to_string(), value);
    }
    templates()?.render(template, &context).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        tera.add_raw_templates(TEMPLATES).unwrap();
        assert!(templates().is_some());
    }
}
