//! Whether the things that sources name exist, each once: asked when everything has been read.

mod names;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::locate::Part;
use crate::diagnostic::source::FileKind;
use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Severity, SourceFile, YamlPath};
use crate::load::overrides::{OfSite, OnOne};
use crate::model::month::{MonthRecord, YearMonth};
use crate::model::place::Speaker;
use crate::model::{Article, Corpus, IncidentId, IncidentRecord, Origin, Overrides, Slug, SourceId, fold};
use names::{Names, Near, What};

/// Checks every reference and every name, and tells speakers that are sources from those that are actors.
/// Speaks not of what may be defined in one of the `faulty` files.
pub(super) fn check(corpus: &mut Corpus, of_site: &OfSite, faulty: Vec<Arc<SourceFile>>, said: &mut Diagnostics) {
    speakers(corpus);
    duplicates(corpus, said);
    rule(corpus, of_site);
    let mut check = Check { names: Names::of(corpus), faulty, said };
    check.subjects(What::Article, &of_site.articles);
    check.subjects(What::Incident, &of_site.records);
    for record in &corpus.records {
        check.record(record);
    }
    for article in &corpus.articles {
        check.article(article);
    }
    for outlook in corpus.months.iter().flat_map(|month| month.countries.values()) {
        check.all(What::Incident, &outlook.incidents, &outlook.origin, "incidents");
    }
    for actor in corpus.actors.values() {
        if let Some(whole) = &actor.part_of {
            check.known(What::Actor, whole.as_str(), &actor.origin, || actor.origin.path.key("part_of"));
        }
    }
    let actors = corpus.actors.values().map(|a| Named {
        id: a.id.as_str(),
        origin: &a.origin,
        names: vec![("name", &a.name)].into_iter().chain(a.acronym.iter().map(|x| ("acronym", x))).collect(),
        aliases: &a.aliases,
    });
    check.one_holder(actors, What::Actor);
    let places = corpus.places.values().map(|p| Named {
        id: p.id.as_str(),
        origin: &p.origin,
        names: vec![("name", &p.name)],
        aliases: &p.aliases,
    });
    check.one_holder(places, What::Place);
}

/// Adds what `site.yaml` says of an article or record to what it says of itself.
fn rule(corpus: &mut Corpus, of_site: &OfSite) {
    for one in &of_site.articles {
        for article in corpus.articles.iter_mut().filter(|article| article.slug.as_str() == one.id) {
            Arc::make_mut(article).overrides.0.extend(one.overrides.0.iter().cloned());
        }
    }
    for one in &of_site.records {
        for record in corpus.records.iter_mut().filter(|record| record.id.as_str() == one.id) {
            Arc::make_mut(record).overrides.0.extend(one.overrides.0.iter().cloned());
        }
    }
}

/// A claim's `by` names an actor, or else a source that speaks for itself.
fn speakers(corpus: &mut Corpus) {
    let (actors, sources) = (&corpus.actors, &corpus.sources);
    let is_source =
        |speaker: &Speaker| !actors.contains_key(speaker.as_str()) && sources.contains_key(speaker.as_str());
    for record in &mut corpus.records {
        if record.claims.iter().any(|claim| is_source(&claim.by)) {
            for claim in &mut Arc::make_mut(record).claims {
                if is_source(&claim.by) {
                    claim.by = Speaker::Source(SourceId::new(claim.by.as_str()));
                }
            }
        }
    }
}

/// The files in which an error was found: an id that is defined in one of them may be missing only for that reason.
pub(super) fn faulty(said: &Diagnostics) -> Vec<Arc<SourceFile>> {
    let errors = said.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let mut files: Vec<Arc<SourceFile>> =
        errors.filter_map(|diagnostic| Some(Arc::clone(&diagnostic.labels.first()?.file))).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    files
}

/// Whether a faulty file looks like the home of an id: by its name, an `id:` or `slug:` line, or a register's key.
fn looks_defined(file: &SourceFile, id: &str) -> bool {
    let named = file.kind == FileKind::Article && file.stem().ends_with(id);
    named
        || file.text.lines().any(|line| {
            let line = line.trim_start_matches(['-', ' ', '{']);
            let value = line
                .strip_prefix("id:")
                .or_else(|| line.strip_prefix("slug:"))
                .map(|value| value.split([',', '}']).next().unwrap_or(value));
            let value =
                value.or_else(|| line.split_once(':').map(|(key, _)| key).filter(|_| file.kind == FileKind::Register));
            value.is_some_and(|value| value.trim().trim_matches(['"', '\'']) == id)
        })
}

struct Check<'a> {
    names: Names<'a>,
    faulty: Vec<Arc<SourceFile>>,
    said: &'a mut Diagnostics,
}

impl Check<'_> {
    fn record(&mut self, record: &IncidentRecord) {
        let (at, base) = (&record.origin, &record.origin.path);
        self.all(What::Source, &record.sources, at, "sources");
        self.all(What::Incident, &record.related, at, "related");
        if let Some(whole) = &record.part_of {
            self.known(What::Incident, whole.as_str(), at, || base.key("part_of"));
        }
        self.overrides(What::Incident, record.id.as_str(), &record.overrides);
        if let Some(place) = &record.place.place {
            self.known(What::Place, place.as_str(), at, || base.key("place").key("ref"));
        }
        for (item, involved) in record.actors.iter().enumerate() {
            self.known(What::Actor, involved.actor.as_str(), at, || base.key("actors").item(item).key("ref"));
        }
        for (item, claim) in record.claims.iter().enumerate() {
            let path = || base.key("claims").item(item);
            self.known(What::Speaker, claim.by.as_str(), at, || path().key("by"));
            for (number, source) in claim.via.iter().enumerate() {
                self.known(What::Source, source.as_str(), at, || path().key("via").item(number));
            }
        }
    }

    fn article(&mut self, article: &Article) {
        let at = &article.origin;
        self.all(What::Incident, &article.incidents, at, "incidents");
        self.all(What::Source, &article.sources, at, "sources");
        if let Some(original) = &article.translation_of {
            self.known(What::Article, original.as_str(), at, || at.path.key("translation_of"));
        }
        self.overrides(What::Article, article.slug.as_str(), &article.overrides);
    }

    fn all<T: AsRef<str>>(&mut self, what: What, ids: &[T], at: &Origin, key: &str) {
        for (item, id) in ids.iter().enumerate() {
            self.known(what, id.as_ref(), at, || at.path.key(key).item(item));
        }
    }

    fn known(&mut self, what: What, id: &str, at: &Origin, path: impl FnOnce() -> YamlPath) {
        if self.names.has(what, id) || self.faulty.iter().any(|file| looks_defined(file, id)) {
            return;
        }
        let help = match (self.names.meant(what, id), what) {
            (Some(Near::Named(near)), _) => format!("that is a name of `{near}`; write the id"),
            (Some(Near::Like(near)), _) => format!("did you mean `{near}`?"),
            (None, What::Incident) => "correct the id, or add the record to content/incidents/".to_owned(),
            (None, What::Article) => "correct the slug, or add the article to content/articles/".to_owned(),
            (None, _) => "correct the id, or add the entry to its register in content/registers/".to_owned(),
        };
        let diagnostic = Diagnostic::new(Code::UnknownReference, format!("there is no {} `{id}`", what.name()));
        self.said.push(diagnostic.at(&at.file, at.place(path(), Part::Value), "").help(help));
    }

    /// What `site.yaml` rules on must exist.
    fn subjects(&mut self, what: What, all: &[OnOne]) {
        for one in all {
            if self.is_known(what, &one.id) {
                continue;
            }
            let help = match self.names.nearest(what, &one.id) {
                Some(near) => format!("did you mean `{near}`? otherwise remove it"),
                None => "correct it, or remove it".to_owned(),
            };
            let message = format!("there is no {} `{}` to rule on", what.name(), one.id);
            let at = one.at.clone();
            self.said.push(Diagnostic::new(Code::DeadOverride, message).at(&one.file, at, "").help(help));
        }
    }

    fn is_known(&self, what: What, id: &str) -> bool {
        self.names.has(what, id) || self.faulty.iter().any(|file| looks_defined(file, id))
    }

    /// Overrides that name nothing, or themselves, or that contradict each other.
    fn overrides(&mut self, what: What, own: &str, overrides: &Overrides) {
        for word in &overrides.0 {
            let (key, Some(id)) = (word.ruling.key(), word.ruling.names()) else { continue };
            let dead = !self.is_known(what, id) || id == own;
            let message = if dead {
                format!("`{key}` names `{id}`, which matches nothing else")
            } else if key == "not_same_as" && overrides.joining(id).is_some() {
                format!("`{id}` is under both `same_as` and `not_same_as`")
            } else {
                continue;
            };
            let help = match self.names.nearest(what, id).filter(|near| dead && *near != own) {
                Some(near) => format!("did you mean `{near}`? otherwise remove it"),
                None => "correct it, or remove it".to_owned(),
            };
            let diagnostic = Diagnostic::new(Code::DeadOverride, message);
            self.said.push(diagnostic.at(&word.file, word.at.clone(), "").help(help));
        }
    }

    /// A name or alias, folded, leads to one entry of a register only.
    fn one_holder<'e>(&mut self, entries: impl Iterator<Item = Named<'e>>, what: What) {
        let mut holders: BTreeMap<String, (&str, &Origin, At)> = BTreeMap::new();
        for entry in entries {
            for (name, at) in entry.all() {
                match holders.get(&fold::key(name)) {
                    Some((holder, first, first_at)) if *holder != entry.id => {
                        let message = format!("`{name}` leads to two {}s, `{holder}` and `{}`", what.name(), entry.id);
                        let diagnostic = Diagnostic::new(Code::AliasTwice, message)
                            .at(&entry.origin.file, at, "here")
                            .at(&first.file, first_at.clone(), "and here")
                            .help("keep it in one of them");
                        self.said.push(diagnostic);
                    }
                    Some(_) => {}
                    None => {
                        holders.insert(fold::key(name), (entry.id, entry.origin, at));
                    }
                }
            }
        }
    }
}

/// A register's entry with its names.
struct Named<'a> {
    id: &'a str,
    origin: &'a Origin,
    names: Vec<(&'static str, &'a String)>,
    aliases: &'a [String],
}

impl<'a> Named<'a> {
    fn all(&self) -> impl Iterator<Item = (&'a str, At)> {
        let names = self.names.iter().map(|(key, name)| (name.as_str(), self.origin.at(key)));
        let aliases = self.aliases.iter().enumerate();
        names.chain(aliases.map(|(n, alias)| {
            (alias.as_str(), self.origin.place(self.origin.path.key("aliases").item(n), Part::Value))
        }))
    }
}

/// Ids, rows and slugs that stand twice; the first stays.
fn duplicates(corpus: &mut Corpus, said: &mut Diagnostics) {
    let mut seen: HashMap<IncidentId, Arc<IncidentRecord>> = HashMap::new();
    let mut rows: HashMap<(String, String, Option<String>), Arc<IncidentRecord>> = HashMap::new();
    corpus.records.retain(|record| {
        if let Some(first) = seen.get(&record.id) {
            let diagnostic = Diagnostic::new(Code::DuplicateId, format!("two records have the id `{}`", record.id));
            said.push(
                both(diagnostic, &record.origin, &first.origin, "id")
                    .help("give one of them another id; if both tell of one incident, join them with `same_as`"),
            );
            return false;
        }
        seen.insert(record.id.clone(), Arc::clone(record));
        for (set, row) in record.external.iter().flat_map(|(set, ids)| ids.iter().map(move |id| (set, id))) {
            let key = (set.clone(), row.clone(), record.recorded_by.clone());
            if let Some(first) = rows.insert(key, Arc::clone(record)).filter(|first| first.id != record.id) {
                let diagnostic =
                    Diagnostic::new(Code::ExternalTwice, format!("row {row} of {set} is in two records of one author"));
                said.push(
                    both(diagnostic, &record.origin, &first.origin, "external")
                        .help("remove one record, or say with `recorded_by` who made each"),
                );
            }
        }
        true
    });
    let mut months: BTreeMap<YearMonth, Arc<MonthRecord>> = BTreeMap::new();
    corpus.months.retain(|month| {
        let Some(first) = months.insert(month.month, Arc::clone(month)) else { return true };
        let diagnostic = Diagnostic::new(Code::DuplicateId, "two files tell of one month".to_owned());
        said.push(both(diagnostic, &month.origin, &first.origin, "countries").help("keep one of the two"));
        false
    });
    let mut slugs: HashMap<Slug, Arc<Article>> = HashMap::new();
    corpus.articles.retain(|article| {
        if let Some(first) = slugs.get(&article.slug) {
            let diagnostic =
                Diagnostic::new(Code::RouteCollision, format!("two articles have the slug `{}`", article.slug));
            said.push(both(diagnostic, &article.origin, &first.origin, "slug").help("give one of them another `slug`"));
            return false;
        }
        slugs.insert(article.slug.clone(), Arc::clone(article));
        true
    });
}

fn both(diagnostic: Diagnostic, again: &Origin, first: &Origin, key: &str) -> Diagnostic {
    diagnostic.at(&again.file, again.at(key), "again here").at(&first.file, first.at(key), "first here")
}

/// What was left at the door is no longer named by what is published.
pub(super) fn hide_what_is_held_back(corpus: &mut Corpus) {
    let records: HashSet<IncidentId> = corpus.records.iter().map(|record| record.id.clone()).collect();
    let slugs: HashSet<Slug> = corpus.articles.iter().map(|article| article.slug.clone()).collect();
    for record in &mut corpus.records {
        let gone = |id: &IncidentId| !records.contains(id);
        if record.related.iter().chain(&record.part_of).any(gone)
            || names_any(&record.overrides, |id| gone(&IncidentId::new(id)))
        {
            let record = Arc::make_mut(record);
            record.related.retain(|id| records.contains(id));
            record.part_of = record.part_of.take().filter(|id| records.contains(id));
            forget(&mut record.overrides, |id| gone(&IncidentId::new(id)));
        }
    }
    for month in &mut corpus.months {
        for outlook in Arc::make_mut(month).countries.values_mut() {
            outlook.incidents.retain(|id| records.contains(id));
        }
    }
    for article in &mut corpus.articles {
        let gone = |slug: &Slug| !slugs.contains(slug);
        let names_gone = article.incidents.iter().any(|id| !records.contains(id))
            || article.translation_of.as_ref().is_some_and(gone)
            || names_any(&article.overrides, |slug| gone(&Slug::new(slug)));
        if names_gone {
            let article = Arc::make_mut(article);
            article.incidents.retain(|id| records.contains(id));
            article.translation_of = article.translation_of.take().filter(|slug| slugs.contains(slug));
            forget(&mut article.overrides, |slug| gone(&Slug::new(slug)));
        }
    }
}

fn names_any(overrides: &Overrides, gone: impl Fn(&str) -> bool) -> bool {
    overrides.0.iter().filter_map(|word| word.ruling.names()).any(gone)
}

/// Drops the words that name what is gone.
fn forget(overrides: &mut Overrides, gone: impl Fn(&str) -> bool) {
    overrides.0.retain(|word| !word.ruling.names().is_some_and(&gone));
}
