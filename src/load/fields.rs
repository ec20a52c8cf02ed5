//! YAML read field by field: each field by its path, each fault located and told, and reading goes on.
//!
//! Knows YAML and the model's words, but no record format: which keys there are is the caller's.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, YamlPath};
use crate::model::vocabulary::Word;
use crate::model::{Moment, Origin, PartialDate, fold};

/// One mapping that is being read.
pub struct Fields<'r> {
    said: &'r RefCell<Diagnostics>,
    origin: Origin,
    map: &'r Mapping,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r> Fields<'r> {
    /// The fields of a mapping that stands at `origin`; what is said of them goes to `said`.
    pub(super) fn new(said: &'r RefCell<Diagnostics>, origin: Origin, map: &'r Mapping) -> Self {
        Self { said, origin, map, asked: RefCell::default() }
    }

    /// Where the mapping stands.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Says something of a key's value.
    pub fn say(&self, code: Code, key: &str, message: impl Into<String>, note: &str, help: &str) {
        self.say_at(code, self.origin.at(key), message, note, help);
    }

    /// Says something of a place.
    pub fn say_at(&self, code: Code, at: At, message: impl Into<String>, note: &str, help: &str) {
        let diagnostic = Diagnostic::new(code, message).at(&self.origin.file, at, note).help(help);
        self.said.borrow_mut().push(diagnostic);
    }

    /// Whether a key is there with a value.
    pub fn has(&self, key: &str) -> bool {
        self.map.get(key).is_some_and(|value| !value.is_null())
    }

    /// Whether a key is there with something under it that is not an empty list or text.
    pub fn is_given(&self, key: &str) -> bool {
        match self.map.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::Sequence(items)) => !items.is_empty(),
            Some(Value::String(text)) => !text.trim().is_empty(),
            Some(_) => true,
        }
    }

    /// A key's value, and a note that the key is known.
    fn get(&self, key: &'static str) -> Option<&'r Value> {
        self.asked.borrow_mut().push(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    fn wrong(&self, key: &str, wanted: &str, value: &Value) {
        let help = match value {
            Value::Number(_) | Value::Bool(_) if wanted.starts_with("text") => "put it in quotation marks".to_owned(),
            _ => format!("write {wanted}"),
        };
        self.say(Code::WrongType, key, format!("`{key}` takes {wanted}, found {}", kind(value)), "", &help);
    }

    /// Text.
    pub fn text(&self, key: &'static str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => self.clean(self.origin.at(key), text).filter(|text| !text.is_empty()),
            other => {
                self.wrong(key, "text", other);
                None
            }
        }
    }

    /// Text, or a number taken as text: row numbers and the like.
    pub fn text_or_number(&self, key: &'static str) -> Option<String> {
        self.scalar(key, "text or a whole number")
    }

    fn scalar(&self, key: &'static str, wanted: &str) -> Option<String> {
        match self.get(key)? {
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => self.clean(self.origin.at(key), text),
            other => {
                self.wrong(key, wanted, other);
                None
            }
        }
    }

    /// A text without the blanks around it; one with a hidden character is told and not taken.
    fn clean(&self, at: At, text: &str) -> Option<String> {
        let Some(hidden) = text.chars().find(|c| fold::is_hidden(*c)) else { return Some(text.trim().to_owned()) };
        if self.origin.file.text.contains(hidden) {
            return None; // it stands in the file as it is, and was told when the file was read
        }
        let message = format!("there is a hidden character (U+{:04X}) in the text", u32::from(hidden));
        self.say_at(Code::ControlCharacter, at, message, "", "remove it");
        None
    }

    /// Text that must be there.
    pub fn required_text(&self, key: &'static str) -> Option<String> {
        let text = self.text(key);
        if text.is_none() && !self.has(key) {
            self.missing(key);
        } else if text.is_none() && !self.is_given(key) {
            self.say(Code::MissingKey, key, format!("`{key}` is empty"), "", "write it");
        }
        text
    }

    /// Tells that a key is missing.
    pub fn missing(&self, key: &str) {
        let near = self.map.keys().filter_map(Value::as_str).filter(|k| !self.asked.borrow().contains(k));
        let help = match fold::nearest(key, near) {
            Some(near) => format!("add `{key}:` (is `{near}` meant to be it?)"),
            None => format!("add `{key}:`"),
        };
        self.say_at(Code::MissingKey, self.here(), format!("`{key}` is missing"), "", &help);
    }

    /// The mapping's own place: its `id` or `title` where it has one, else its beginning.
    pub fn here(&self) -> At {
        let named = ["id", "title", "name", "about", "ref"].into_iter().find(|key| self.has(key));
        self.origin.at(named.unwrap_or_default())
    }

    /// Text of at most so many characters.
    pub fn limited(&self, key: &'static str, text: Option<&String>, limit: usize) {
        let Some(count) = text.map(|text| text.chars().count()).filter(|count| *count > limit) else { return };
        let message = format!("`{key}` has {count} characters; the limit is {limit}");
        self.say(Code::TooLong, key, message, "", "shorten it");
    }

    /// A list of texts; a single text is taken as a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        match self.get(key) {
            None => Vec::new(),
            Some(Value::String(text)) => self.clean(self.origin.at(key), text).into_iter().collect(),
            Some(Value::Sequence(items)) => {
                items.iter().enumerate().filter_map(|(at, item)| self.item(key, at, item)).collect()
            }
            Some(other) => {
                self.wrong(key, "a list of texts", other);
                Vec::new()
            }
        }
    }

    fn item(&self, key: &str, at: usize, item: &Value) -> Option<String> {
        match item {
            Value::String(text) if !text.trim().is_empty() => {
                self.clean(self.origin.place(self.origin.path.key(key).item(at), Part::Value), text)
            }
            Value::Number(number) => Some(number.to_string()),
            other => {
                let place = self.origin.place(self.origin.path.key(key).item(at), Part::Value);
                let message = format!("`{key}` takes a list of texts, found {} in it", kind(other));
                self.say_at(
                    Code::WrongType,
                    place,
                    message,
                    "",
                    "write each item as text, in quotation marks if it looks like something else",
                );
                None
            }
        }
    }

    /// A list that must be a list, as texts.
    pub fn list(&self, key: &'static str) -> Vec<String> {
        if let Some(other @ Value::String(word)) = self.map.get(key) {
            self.asked.borrow_mut().push(key);
            let message = format!("`{key}` takes a list, found {}", kind(other));
            self.say(Code::WrongType, key, message, "", &format!("write `{key}: [{word}]`"));
            return Vec::new();
        }
        self.texts(key)
    }

    /// A word of a fixed list.
    pub fn word<W: Word>(&self, key: &'static str) -> Option<W> {
        let text = self.text(key)?;
        let word = W::parse(&text);
        if word.is_none() {
            self.unknown_value(key, &text, W::ALL.iter().map(|word| word.as_str()));
        }
        word
    }

    /// A word of a fixed list that must be there.
    pub fn required_word<W: Word>(&self, key: &'static str) -> Option<W> {
        if !self.has(key) {
            self.asked.borrow_mut().push(key);
            self.missing(key);
            return None;
        }
        self.word(key)
    }

    /// Tells that a value is not in its list.
    pub fn unknown_value<'w>(&self, key: &str, found: &str, words: impl Iterator<Item = &'w str> + Clone) {
        let all: Vec<&str> = words.clone().collect();
        let help = match fold::nearest(found, words) {
            Some(near) => format!("did you mean `{near}`? `{key}` is one of: {}", all.join(", ")),
            None => format!("`{key}` is one of: {}", all.join(", ")),
        };
        self.say(Code::UnknownValue, key, format!("`{found}` is not a value of `{key}`"), "", &help);
    }

    /// A date of full or reduced precision.
    pub fn date(&self, key: &'static str) -> Option<PartialDate> {
        let text = self.scalar(key, "a date")?;
        let date = PartialDate::parse(&text);
        if date.is_none() {
            self.say(
                Code::ImpossibleDate,
                key,
                format!("`{text}` is not a date"),
                "",
                "write it as 2025-06-01, 2025-06 or 2025",
            );
        }
        date
    }

    /// A date or a timestamp.
    pub fn moment(&self, key: &'static str) -> Option<Moment> {
        let text = self.scalar(key, "a date or time")?;
        let moment = Moment::parse(&text);
        if moment.is_none() {
            self.say(
                Code::ImpossibleDate,
                key,
                format!("`{text}` is not a date or time"),
                "",
                "write it as 2025-06-01 or 2025-06-01T06:00:00Z",
            );
        }
        moment
    }

    /// A whole number from 0.
    pub fn whole(&self, key: &'static str) -> Option<u64> {
        let value = self.get(key)?;
        let whole = value.as_u64();
        match value {
            Value::Number(number) if whole.is_none() => {
                self.say(Code::AmountNumber, key, format!("`{key}` is {number}"), "", "write a whole number from 0");
            }
            Value::Number(_) => {}
            other => self.wrong(key, "a whole number", other),
        }
        whole
    }

    /// A decimal number.
    pub fn decimal(&self, key: &'static str) -> Option<f64> {
        let value = self.get(key)?;
        let number = value.as_f64().filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(key, "a decimal number", value);
        }
        number
    }

    /// `true` or `false`; false when it is not there.
    pub fn flag(&self, key: &'static str) -> bool {
        match self.get(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.wrong(key, "true or false", other);
                false
            }
        }
    }

    /// A mapping under a key.
    pub fn map(&self, key: &'static str) -> Option<Fields<'r>> {
        match self.get(key)? {
            Value::Mapping(map) => Some(self.child(self.origin.path.key(key), map)),
            other => {
                self.wrong(key, "a mapping", other);
                None
            }
        }
    }

    /// A mapping, or the text that stands for it.
    pub fn map_or_text(&self, key: &'static str) -> Option<Result<Fields<'r>, String>> {
        match self.map.get(key) {
            Some(Value::Mapping(_)) => self.map(key).map(Ok),
            _ => self.text_or_number(key).map(Err),
        }
    }

    /// A list of mappings under a key.
    pub fn maps(&self, key: &'static str) -> Vec<Fields<'r>> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Sequence(items)) => items,
            Some(other) => {
                self.wrong(key, "a list of mappings", other);
                return Vec::new();
            }
        };
        let mut maps = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let path = self.origin.path.key(key).item(at);
            match item {
                Value::Mapping(map) => maps.push(self.child(path, map)),
                other => {
                    let message = format!("`{key}` takes a list of mappings, found {} in it", kind(other));
                    self.say_at(
                        Code::WrongType,
                        self.origin.place(path, Part::Value),
                        message,
                        "",
                        "write each item as `{key: value}`",
                    );
                }
            }
        }
        maps
    }

    /// A mapping of free keys to mappings.
    pub fn named_maps(&self, key: &'static str) -> Vec<(String, Fields<'r>)> {
        let named = self.entries(key).into_iter().filter_map(|(name, value)| {
            let path = self.origin.path.key(key).key(&name);
            if let Value::Mapping(map) = value {
                return Some((name, self.child(path, map)));
            }
            let message = format!("`{name}` takes a mapping, found {}", kind(value));
            self.say_at(
                Code::WrongType,
                self.origin.place(path, Part::Value),
                message,
                "",
                "write it as `{key: value}`",
            );
            None
        });
        named.collect()
    }

    /// A mapping of free keys to values.
    pub fn entries(&self, key: &'static str) -> Vec<(String, &'r Value)> {
        match self.get(key) {
            None => Vec::new(),
            Some(Value::Mapping(map)) => {
                map.iter().filter_map(|(k, value)| Some((k.as_str()?.to_owned(), value))).collect()
            }
            Some(other) => {
                self.wrong(key, "a mapping", other);
                Vec::new()
            }
        }
    }

    /// A mapping of free keys to texts.
    pub fn text_map(&self, key: &'static str) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for (name, value) in self.entries(key) {
            match value {
                Value::String(text) => {
                    let place = self.origin.place(self.origin.path.key(key).key(&name), Part::Value);
                    texts.extend(self.clean(place, text).map(|text| (name, text)));
                }
                other => {
                    let place = self.origin.place(self.origin.path.key(key).key(&name), Part::Value);
                    self.say_at(
                        Code::WrongType,
                        place,
                        format!("`{name}` takes text, found {}", kind(other)),
                        "",
                        "put it in quotation marks",
                    );
                }
            }
        }
        texts
    }

    fn child(&self, path: YamlPath, map: &'r Mapping) -> Fields<'r> {
        let origin = Origin { path, ..self.origin.clone() };
        Fields { said: self.said, origin, map, asked: RefCell::default() }
    }

    /// Tells every key that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.map.keys() {
            let name = match key {
                Value::String(name) => name.clone(),
                other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
            };
            if asked.iter().any(|known| *known == name) {
                continue;
            }
            let mut known: Vec<&str> = asked.clone();
            known.sort_unstable();
            known.dedup();
            let help = match fold::nearest(&name, known.iter().copied()) {
                Some(near) if self.has(near) => format!("remove it; `{near}` is already there"),
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known keys here: {}", known.join(", ")),
            };
            let place = self.origin.place(self.origin.path.key(&name), Part::Key);
            self.say_at(Code::UnknownKey, place, format!("there is no key `{name}`"), "", &help);
        }
    }
}

/// What a value is, in plain words.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Tagged(_) => "a tagged value",
    }
}
