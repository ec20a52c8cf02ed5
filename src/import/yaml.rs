//! YAML as an importer writes it: one key a line, small mappings and lists in one line, so that a change reads well in
//! a version control's difference.

use crate::import::Part;

/// A text as a scalar: bare where YAML cannot take it for anything else, else in quotation marks.
pub(super) fn scalar(text: &str) -> String {
    const WORDS: [&str; 10] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan"];
    let plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '\''))
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_lowercase().as_str());
    if plain {
        return text.to_owned();
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A text without what a file of the site may not hold: control and hidden direction characters; inner line ends and
/// runs of blanks become one blank.
pub(super) fn clean(text: &str) -> String {
    let shown = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c });
    let kept: String = shown.filter(|c| !crate::model::fold::is_hidden(*c)).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `[a, b]`.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| scalar(item.as_ref())).collect();
    format!("[{}]", items.join(", "))
}

/// `{a: 1, b: 2}` of keys and finished values.
pub(super) fn map(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}

impl Part {
    /// A key and its finished value on one line.
    pub(super) fn new(key: &str, value: &str) -> Self {
        Self { key: key.to_owned(), text: format!("{key}: {value}") }
    }

    /// A key and a list of finished values, one a line.
    pub(super) fn lines(key: &str, values: &[String]) -> Self {
        let lines: String = values.iter().map(|value| format!("\n  - {value}")).collect();
        Self { key: key.to_owned(), text: format!("{key}:{lines}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in [
            "JNIM",
            "no",
            "15668",
            "a: b",
            "# x",
            "- y",
            "Côte d'Ivoire",
            "",
            "[a]",
            "it \"said\" \\",
            "é,",
            "1e3",
            "~",
            "Yes",
        ] {
            let yaml = format!("{{key: {}}}", scalar(text));
            let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
            assert_eq!(value["key"].as_str(), Some(text), "{yaml}");
        }
    }

    #[test]
    fn what_a_file_may_not_hold_is_taken_out() {
        assert_eq!(clean(" a\u{202e}b\n c\t\u{1}d "), "ab c d");
    }
}
