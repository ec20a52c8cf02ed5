//! Messages: what stands in `templates/words/`, and what a site's own files put in its place.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use unic_langid::LanguageIdentifier;
use xxhash_rust::xxh3::Xxh3;

use crate::checked::Checked;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, SourceFile};
use crate::locale::numbers::Thousands;
use crate::locale::{base, direction, icu};

/// The languages whose words are built in, with them.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("en", include_str!("../../templates/words/en.ftl")),
    ("fr", include_str!("../../templates/words/fr.ftl")),
    ("ar", include_str!("../../templates/words/ar.ftl")),
];

/// What a message is about.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A number, which may choose among forms.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Arg<'_> {
    fn from(n: u64) -> Self {
        Self::Number(n)
    }
}

impl From<usize> for Arg<'_> {
    fn from(n: usize) -> Self {
        Self::Number(n as u64)
    }
}

/// A year, which is written without thousands.
impl From<i16> for Arg<'_> {
    fn from(year: i16) -> Self {
        Self::Text(Cow::Owned(year.to_string()))
    }
}

/// The messages of one language; those it lacks are English.
pub(super) struct Messages {
    bundle: FluentBundle<Arc<FluentResource>>,
    plain: BTreeMap<String, String>,
    /// Words of the format by list and word.
    labels: HashMap<&'static str, HashMap<&'static str, String>>,
    stamp: u64,
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Messages").field("stamp", &self.stamp).finish_non_exhaustive()
    }
}

impl Messages {
    pub(super) fn new(tag: &str, files: &[Arc<SourceFile>]) -> Checked<Self> {
        let language: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Names in Latin letters would else carry the signs beside them to the wrong side.
        bundle.set_use_isolating(direction(tag) == "rtl");
        bundle.set_formatter(Some(number));
        let mut said = Diagnostics::new();
        let mut sum = Xxh3::new();
        let mut keys: Vec<String> = Vec::new();
        for language in ["en", base(tag)] {
            for (_, text) in BUILT_IN.iter().filter(|(built_in, _)| *built_in == language) {
                let (resource, _) = parsed(&typeset(language, text));
                keys.extend(names(&resource));
                bundle.add_resource_overriding(Arc::new(resource));
            }
        }
        for file in own(tag, files) {
            sum.update(file.text.as_bytes());
            let (_, faults) = parsed(&file.text);
            let (resource, _) = parsed(&typeset(base(tag), &file.text));
            for (at, fault) in faults {
                let fault = Diagnostic::new(Code::Template, fault).at(file, At::Bytes(at), "");
                said.push(fault.help("write messages as Fluent has them: https://projectfluent.org/"));
            }
            for name in names(&resource) {
                if !keys.contains(&name) && !is_label(&name) {
                    let at = file.text.find(&name).unwrap_or(0);
                    let message = format!("no page uses the message `{name}`");
                    said.push(
                        Diagnostic::new(Code::UnclaimedFile, message)
                            .at(file, At::Bytes(at..at + name.len()), "")
                            .help("`templates/words/en.ftl` of the built-in theme has every name"),
                    );
                }
            }
            keys.extend(names(&resource));
            bundle.add_resource_overriding(Arc::new(resource));
        }
        let mut messages = Self { plain: BTreeMap::new(), labels: HashMap::new(), stamp: sum.digest(), bundle };
        messages.plain = keys.into_iter().filter_map(|key| messages.fixed(&key).map(|text| (key, text))).collect();
        for (list, words) in lists() {
            let of = words
                .into_iter()
                .filter_map(|word| Some((word, messages.plain.get(&format!("{list}_{word}"))?.clone())));
            messages.labels.insert(list, of.collect());
        }
        Checked::new(messages, said)
    }

    pub(super) fn stamp(&self) -> u64 {
        self.stamp
    }

    pub(super) fn plain(&self) -> &BTreeMap<String, String> {
        &self.plain
    }

    pub(super) fn label(&self, list: &str, word: &str) -> Option<&str> {
        self.labels.get(list)?.get(word).map(String::as_str)
    }

    /// A message that needs no argument.
    fn fixed(&self, key: &str) -> Option<String> {
        let mut faults = Vec::new();
        let pattern = self.bundle.get_message(key)?.value()?;
        let text = self.bundle.format_pattern(pattern, None, &mut faults).into_owned();
        faults.is_empty().then_some(text)
    }

    pub(super) fn tell(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => given.set(*name, FluentValue::String(Cow::Borrowed(text))),
                #[expect(clippy::cast_precision_loss, reason = "counts of people and pages are far below 2^53")]
                Arg::Number(n) => given.set(*name, FluentValue::from(*n as f64)),
            }
        }
        loosened(self.bundle.format_pattern(pattern, Some(&given), &mut Vec::new()).into_owned())
    }
}

/// A text without the isolates about what needs none: numbers and words that run as the text does. Only letters that run
/// the other way would carry the signs beside them to the wrong side; and a time, `10:30`, comes apart between isolates.
fn loosened(text: String) -> String {
    const OPEN: char = '\u{2068}';
    const CLOSE: char = '\u{2069}';
    if !text.contains(OPEN) {
        return text;
    }
    let runs_left = |c: char| c.is_alphabetic() && !matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fefc}');
    let mut kept = String::with_capacity(text.len());
    let mut opened: Vec<usize> = Vec::new();
    for c in text.chars() {
        match c {
            OPEN => {
                opened.push(kept.len());
                kept.push(c);
            }
            CLOSE => match opened.pop() {
                Some(at) if !kept[at..].contains(runs_left) => drop(kept.remove(at)),
                _ => kept.push(c),
            },
            c => kept.push(c),
        }
    }
    kept
}

/// Whether there are words for a language.
pub(super) fn has(tag: &str, files: &[Arc<SourceFile>]) -> bool {
    BUILT_IN.iter().any(|(built_in, _)| *built_in == base(tag)) || own(tag, files).next().is_some()
}

/// A site's own files for a language: first those of the language, then those of its region.
fn own<'f>(tag: &'f str, files: &'f [Arc<SourceFile>]) -> impl Iterator<Item = &'f Arc<SourceFile>> {
    let named = |name: &'f str| files.iter().filter(move |file| file.path == format!("templates/words/{name}.ftl"));
    named(base(tag)).chain(named(tag).filter(move |_| base(tag) != tag))
}

/// A text's messages, and what is wrong with it where.
fn parsed(text: &str) -> (FluentResource, Vec<(std::ops::Range<usize>, String)>) {
    match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, faults)) => {
            let faults = faults.into_iter().map(|fault| (fault.pos.clone(), fault.kind.to_string().to_lowercase()));
            (resource, faults.collect())
        }
    }
}

/// The names of a resource's messages.
fn names(resource: &FluentResource) -> Vec<String> {
    let name = |entry: &fluent_syntax::ast::Entry<&str>| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    };
    resource.entries().filter_map(name).collect()
}

/// French sets a space that does not break before two-part signs and inside quotation marks.
fn typeset<'t>(language: &str, text: &'t str) -> Cow<'t, str> {
    if language != "fr" {
        return Cow::Borrowed(text);
    }
    let wide = text.replace(" :", "\u{a0}:").replace("« ", "«\u{a0}").replace(" »", "\u{a0}»").replace(" %", "\u{a0}%");
    Cow::Owned(wide.replace(" ;", "\u{202f};").replace(" ?", "\u{202f}?").replace(" !", "\u{202f}!"))
}

/// The lists of the format's words whose labels readers see.
fn lists() -> Vec<(&'static str, Vec<&'static str>)> {
    use crate::model::vocabulary as v;
    fn list<W: v::Word>() -> (&'static str, Vec<&'static str>) {
        (W::LIST, W::ALL.iter().map(|word| word.as_str()).collect())
    }
    vec![
        list::<v::EntryKind>(),
        list::<v::EventType>(),
        list::<v::DatePrecision>(),
        list::<v::PlacePrecision>(),
        list::<v::Role>(),
        list::<v::Measure>(),
        list::<v::ClaimStatus>(),
        list::<v::ActorKind>(),
        list::<v::SourceType>(),
        list::<v::Arrow>(),
        list::<v::Qualifier>(),
    ]
}

/// Whether a message is the label of a word of the format, which English need not have.
fn is_label(name: &str) -> bool {
    lists().iter().any(|(list, words)| {
        name.strip_prefix(list).and_then(|rest| rest.strip_prefix('_')).is_some_and(|word| words.contains(&word))
    })
}

/// Numbers inside messages, with the language's thousands.
struct Grouped(Thousands);

impl Memoizable for Grouped {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Ok(Self(Thousands::new(&icu(&language.to_string()))))
    }
}

fn number(value: &FluentValue<'_>, of: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value < 1000.0 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "made from a whole number")]
    let whole = number.value as u64;
    of.with_try_get::<Grouped, _, _>((), |grouped| grouped.0.write(whole)).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn of(language: &str) -> FluentResource {
        let (_, text) = BUILT_IN.iter().find(|(tag, _)| *tag == language).unwrap();
        let (resource, faults) = parsed(text);
        assert!(faults.is_empty(), "{language}: {faults:?}");
        resource
    }

    /// Every message with the arguments that stand in it.
    fn shapes(language: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = of(language);
        let shape = |name: String| {
            let text = resource.source();
            let start = text.find(&format!("\n{name} =")).map_or(0, |at| at + 1);
            let end = text[start..].find("\n\n").map_or(text.len(), |at| start + at);
            let lines = text[start..end].lines().enumerate();
            let own: String = lines
                .take_while(|(n, line)| *n == 0 || line.starts_with(' '))
                .map(|(_, line)| format!("{line}\n"))
                .collect();
            let args = own.split('$').skip(1).map(|rest| {
                rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default().to_owned()
            });
            (name, args.collect())
        };
        names(&resource).into_iter().map(shape).collect()
    }

    #[test]
    fn only_letters_that_run_the_other_way_stand_between_isolates() {
        let said = |text: &str| loosened(text.to_owned());
        assert_eq!(said("\u{2068}30\u{2069} إلى \u{2068}60\u{2069}"), "30 إلى 60");
        assert_eq!(said("\u{2068}10\u{2069}:\u{2068}30\u{2069}"), "10:30");
        assert_eq!(said("في \u{2068}تمبكتو، \u{2068}مالي\u{2069}\u{2069}"), "في تمبكتو، مالي");
        let latin = "قال \u{2068}JNIM\u{2069}: \u{2068}نحو \u{2068}Gao\u{2069}\u{2069}";
        assert_eq!(said(latin), latin);
    }

    #[test]
    fn every_language_has_the_same_messages_about_the_same_things() {
        let english = shapes("en");
        for language in ["fr", "ar"] {
            let mut own = shapes(language);
            own.retain(|name, _| !is_label(name));
            let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
            let more: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
            assert!(missing.is_empty() && more.is_empty(), "{language} lacks {missing:?} and has more: {more:?}");
            // Where English says "34 soldiers killed", others say "soldiers killed: 34", with a large first letter.
            for (key, args) in english.iter().filter(|(key, _)| *key != "figure_of") {
                assert_eq!(args, &own[key], "{language}: {key}");
            }
        }
    }

    #[test]
    fn every_language_has_every_word_of_the_format() {
        for language in ["fr", "ar"] {
            let own: BTreeSet<String> = names(&of(language)).into_iter().collect();
            for (list, words) in lists() {
                for word in words {
                    assert!(own.contains(&format!("{list}_{word}")), "{language} lacks {list}_{word}");
                }
            }
        }
    }

    #[test]
    fn a_message_stands_once_in_a_language() {
        for language in ["en", "fr", "ar"] {
            let mut seen = BTreeSet::new();
            for name in names(&of(language)) {
                assert!(seen.insert(name.clone()), "{language}: {name} stands twice");
            }
        }
    }

    #[test]
    fn numbers_choose_the_form_and_have_their_thousands() {
        let words = |tag: &str| Messages::new(tag, &[]).value;
        let count = |tag: &str, n: u64| words(tag).tell("incidents_counted", &[("n", n.into())]);
        assert_eq!(count("en", 1), "1 incident");
        assert_eq!(count("en", 1200), "1,200 incidents");
        assert_eq!(count("fr", 0), "0 incident");
        assert_eq!(count("fr", 1200), "1\u{202f}200 incidents");
        assert_eq!(count("ar", 2), "حادثان");
        assert_ne!(count("ar", 3), count("ar", 11));
    }

    #[test]
    fn a_site_s_own_message_takes_the_place_of_one_and_a_slip_is_told() {
        let text = "timeline = Chronik\nbylaw = x\nbroken {\n";
        let file = Arc::new(SourceFile::text(
            "templates/words/en.ftl".to_owned(),
            crate::diagnostic::source::FileKind::Template,
            text,
        ));
        let Checked { value, diagnostics } = Messages::new("en", std::slice::from_ref(&file));
        assert_eq!(value.plain()["timeline"], "Chronik");
        assert_eq!(value.plain()["stories"], "Stories");
        assert_eq!(diagnostics.iter().count(), 2, "{diagnostics:?}");
    }

    #[test]
    fn a_site_s_own_french_keeps_its_signs_with_their_words_too() {
        let (path, kind) = ("templates/words/fr.ftl".to_owned(), crate::diagnostic::source::FileKind::Template);
        let file = Arc::new(SourceFile::text(path, kind, "timeline = Le fil ; voilà\n"));
        let messages = Messages::new("fr", &[file]).value;
        assert_eq!(messages.plain()["timeline"], "Le fil\u{202f}; voilà");
    }

    #[test]
    fn french_keeps_its_signs_with_their_words() {
        assert_eq!(typeset("fr", "Sources : « a » ; b ?"), "Sources\u{a0}: «\u{a0}a\u{a0}»\u{202f}; b\u{202f}?");
        assert_eq!(typeset("en", "a : b"), "a : b");
    }
}
