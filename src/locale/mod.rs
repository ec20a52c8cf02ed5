//! The words of pages, one language at a time: messages, labels of the format's words, names of countries, dates,
//! numbers and figures.
//!
//! Messages are Fluent files under `templates/words/`; a site lays its own over them, message by message. How a
//! language writes dates and numbers is ICU's knowledge. Everything dear is made once a language. This room knows
//! values of the model, and nothing of pages.

mod dates;
mod figures;
mod messages;
mod numbers;

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::Locale;

use crate::checked::Checked;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceFile};
use crate::model::CountryCode;
use crate::model::vocabulary::Word;
use dates::Dates;
pub use dates::{DateWords, MomentWords};
use messages::Messages;
pub use messages::{Arg, BUILT_IN};
use numbers::Thousands;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// The language, as the site writes it.
    tag: String,
    messages: Messages,
    dates: Dates,
    thousands: Thousands,
    measures: BTreeMap<figures::Counted, String>,
    /// The column of the names of countries, where there is one.
    countries: Countries,
}

/// The languages of a site's pages, its own first.
#[derive(Debug, Clone)]
pub struct Tongues(Arc<[Arc<Words>]>);

impl Default for Tongues {
    fn default() -> Self {
        tongues("en", &[], &[]).value
    }
}

impl PartialEq for Tongues {
    fn eq(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<Words>, &Arc<Words>)| a.tag == b.tag && a.messages.stamp() == b.messages.stamp();
        self.0.len() == other.0.len() && self.0.iter().zip(other.0.iter()).all(same)
    }
}

impl Tongues {
    /// The site's own language.
    #[must_use]
    pub fn own(&self) -> &Arc<Words> {
        &self.0[0]
    }

    /// Every language, the site's own first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Arc<Words>> {
        self.0.iter()
    }

    /// Where a language stands among them.
    #[must_use]
    pub fn position(&self, tag: &str) -> Option<usize> {
        self.0.iter().position(|words| words.tag == tag)
    }
}

/// The words of a site's own language and of others, with the site's own message files laid over those built in.
#[must_use]
pub fn tongues(own: &str, others: &[String], files: &[Arc<SourceFile>]) -> Checked<Tongues> {
    let mut said = Diagnostics::new();
    let tags = std::iter::once(own).chain(others.iter().map(String::as_str));
    let all: Vec<Arc<Words>> = tags.map(|tag| Arc::new(Words::new(tag, files).into_value(&mut said))).collect();
    for tag in others {
        if !messages::has(tag, files) {
            let message = format!("`languages` names `{tag}`, for which there are no words");
            let help = format!("take it out, or translate `templates/words/en.ftl` as `templates/words/{tag}.ftl`");
            said.push(Diagnostic::new(Code::Config, message).help(help));
        }
    }
    Checked::new(Tongues(all.into()), said)
}

/// Whether a file of `templates/` holds messages and is no template.
#[must_use]
pub fn is_message_file(path: &str) -> bool {
    path.starts_with("templates/words/") && path.ends_with(".ftl")
}

static COUNTRIES: &str = include_str!("countries.tsv");

/// The names of countries in one language; English where the language is not built in.
#[derive(Debug, Clone, Copy)]
pub struct Countries(Option<usize>);

impl Countries {
    /// Those of a language.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let head = COUNTRIES.lines().next().unwrap_or_default();
        Self(head.split('\t').position(|column| column == base(tag)))
    }

    /// A country's name.
    #[must_use]
    pub fn name(self, code: CountryCode) -> &'static str {
        let Some(column) = self.0 else { return code.name() };
        let row = COUNTRIES.lines().find(|line| line.starts_with(code.as_str()));
        row.and_then(|row| row.split('\t').nth(column)).unwrap_or_else(|| code.name())
    }
}

impl Words {
    fn new(tag: &str, files: &[Arc<SourceFile>]) -> Checked<Self> {
        let icu = icu(tag);
        let mut said = Diagnostics::new();
        let messages = Messages::new(tag, files).into_value(&mut said);
        let dates = Dates::new(&icu, &messages);
        let measures = figures::measures(&messages);
        let (thousands, countries) = (Thousands::new(&icu), Countries::of(tag));
        let words = Self { tag: tag.to_owned(), measures, messages, dates, thousands, countries };
        Checked::new(words, said)
    }

    /// The language, as the site writes it.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The direction it is written in.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        direction(&self.tag)
    }

    /// Every message without arguments, by its name.
    #[must_use]
    pub fn plain(&self) -> &BTreeMap<String, String> {
        self.messages.plain()
    }

    /// A message without arguments.
    #[must_use]
    pub fn say<'w>(&'w self, key: &'w str) -> &'w str {
        self.messages.plain().get(key).map_or(key, String::as_str)
    }

    /// A message with what it is about.
    #[must_use]
    pub fn tell(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.messages.tell(key, args)
    }

    /// A message about a number of things, which it calls `$n`: `1 incident`, `2 incidents`.
    #[must_use]
    pub fn count(&self, key: &str, n: usize) -> String {
        self.tell(key, &[("n", n.into())])
    }

    /// A word of the format, as a reader sees it.
    #[must_use]
    pub fn label<W: Word>(&self, word: W) -> &str {
        self.messages.label(W::LIST, word.as_str()).unwrap_or_else(|| word.label())
    }

    /// The same as the first words of a line.
    #[must_use]
    pub fn capital_label<W: Word>(&self, word: W) -> String {
        capital(self.label(word))
    }

    /// A country's name.
    #[must_use]
    pub fn country(&self, code: CountryCode) -> &'static str {
        self.countries.name(code)
    }

    /// A whole number with its thousands apart: `1,200`.
    #[must_use]
    pub fn number(&self, n: u64) -> String {
        self.thousands.write(n)
    }

    /// What stands between thousands.
    #[must_use]
    pub fn thousands(&self) -> &str {
        self.thousands.separator()
    }

    /// Words joined as a sentence has them: `a`, `a and b`, `a, b and c`.
    #[must_use]
    pub fn list(&self, words: &[&str]) -> String {
        match words {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [first @ .., last] => self.tell("list_and", &[("first", self.row(first).into()), ("last", (*last).into())]),
        }
    }

    /// Words in a row, a comma between.
    #[must_use]
    pub fn row<S: AsRef<str>>(&self, words: &[S]) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join(&format!("{} ", self.say("comma")))
    }

    /// Words in a row whose parts may hold commas.
    #[must_use]
    pub fn series<S: AsRef<str>>(&self, words: &[S]) -> String {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        words.join(&format!("{} ", self.say("semicolon")))
    }

    /// Two words with a colon between.
    #[must_use]
    pub fn colon(&self, first: &str, second: &str) -> String {
        format!("{first}{} {second}", self.say("colon"))
    }
}

/// A text whose first letter is large.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A language's own name for itself, or its tag.
#[must_use]
pub fn language(tag: &str) -> &str {
    match base(tag) {
        "en" => "English",
        "fr" => "français",
        "ar" => "العربية",
        "es" => "español",
        "pt" => "português",
        "de" => "Deutsch",
        "ha" => "Hausa",
        "ff" => "Fulfulde",
        "bm" => "bamanankan",
        "tmh" | "taq" => "Tamasheq",
        _ => tag,
    }
}

/// The direction a language is written in.
#[must_use]
pub fn direction(tag: &str) -> &'static str {
    match base(tag) {
        "ar" | "fa" | "he" | "ur" | "ps" => "rtl",
        _ => "ltr",
    }
}

/// A tag without its region.
fn base(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The locale whose dates and numbers a language has. English without a region is Britain's, whose days come first.
/// Arabic writes the digits that the press of the Maghreb and the large news sites write, and that data files hold.
fn icu(tag: &str) -> Locale {
    let tag = match tag {
        "en" => "en-GB".to_owned(),
        _ if base(tag) == "ar" => format!("{tag}-u-nu-latn"),
        _ => tag.to_owned(),
    };
    Locale::try_from_str(&tag).unwrap_or(Locale::UNKNOWN)
}
