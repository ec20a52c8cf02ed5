//! YAML read field by field: each field by its path, each fault located and told, and reading goes on.
//!
//! Knows YAML and the model's words; which keys a mapping has is told by its shape, where it has one.

mod known;

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, YamlPath};
use crate::format::{Form, Key, Shape, Takes};
use crate::model::vocabulary::Word;
use crate::model::{Moment, Origin, PartialDate, fold};

/// One mapping that is being read.
pub struct Fields<'r> {
    said: &'r RefCell<Diagnostics>,
    origin: Origin,
    map: &'r Mapping,
    shape: Option<&'static Shape>,
    asked: RefCell<Vec<&'static str>>,
    lacks: RefCell<Vec<&'static str>>,
}

impl<'r> Fields<'r> {
    /// The fields of a mapping that stands at `origin`; what is said of them goes to `said`.
    pub(super) fn new(said: &'r RefCell<Diagnostics>, origin: Origin, map: &'r Mapping) -> Self {
        Self { said, origin, map, shape: None, asked: RefCell::default(), lacks: RefCell::default() }
    }

    /// The fields as a shape of the format has them: its keys are known, and those that must be there are asked for.
    #[must_use]
    pub fn shaped(mut self, shape: &'static Shape) -> Self {
        self.shape = Some(shape);
        self
    }

    /// The shape's key of a name. What is asked for must be in the shape, in the form it has there: tests run into
    /// this wherever the two part.
    fn key(&self, name: &str, forms: &[Form]) -> Option<&'static Key> {
        let shape = self.shape?;
        let key = shape.key(name);
        debug_assert!(
            key.is_some_and(|key| forms.contains(&key.takes.form())),
            "`{name}` of {} is read as {forms:?}, but src/format/ has it as {:?}",
            shape.name,
            key.map(|key| key.takes.form())
        );
        key
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

    /// Text, no longer than its shape allows.
    pub fn text(&self, key: &'static str) -> Option<String> {
        let known = self.key(key, &[Form::Text]);
        match self.get(key)? {
            Value::String(text) => {
                let text = self.clean(self.origin.at(key), text).filter(|text| !text.is_empty());
                if let Some(Takes::Short(limit)) = known.map(|key| key.takes) {
                    self.limited(key, text.as_ref(), limit);
                }
                text
            }
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
        self.key(key, &[Form::Scalar, Form::MapOrScalar]);
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

    /// Text of at most so many characters.
    fn limited(&self, key: &'static str, text: Option<&String>, limit: usize) {
        let Some(count) = text.map(|text| text.chars().count()).filter(|count| *count > limit) else { return };
        let message = format!("`{key}` has {count} characters; the limit is {limit}");
        self.say(Code::TooLong, key, message, "", "shorten it");
    }

    /// A list of texts; a single text is taken as a list of one.
    pub fn texts(&self, key: &'static str) -> Vec<String> {
        self.key(key, &[Form::Texts, Form::List]);
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
        self.key(key, &[Form::List]);
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
        self.key(key, &[Form::Number]);
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
        self.key(key, &[Form::Number]);
        let value = self.get(key)?;
        let number = value.as_f64().filter(|number| number.is_finite());
        if number.is_none() {
            self.wrong(key, "a decimal number", value);
        }
        number
    }

    /// `true` or `false`; false when it is not there.
    pub fn flag(&self, key: &'static str) -> bool {
        self.key(key, &[Form::Flag]);
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
        let known = self.key(key, &[Form::Map, Form::MapOrScalar]);
        match self.get(key)? {
            Value::Mapping(map) => Some(self.child(known, self.origin.path.key(key), map)),
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
        let known = self.key(key, &[Form::Maps]);
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
                Value::Mapping(map) => maps.push(self.child(known, path, map)),
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
                return Some((name, self.child(None, path, map)));
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
        self.key(key, &[Form::Entries]);
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

    fn child(&self, key: Option<&'static Key>, path: YamlPath, map: &'r Mapping) -> Fields<'r> {
        let child = Fields::new(self.said, Origin { path, ..self.origin.clone() }, map);
        Fields { shape: key.and_then(|key| key.takes.shape()), ..child }
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
