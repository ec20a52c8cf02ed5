//! Two articles explained.

use std::sync::Arc;

use crate::dedupe::articles::Given;
use crate::dedupe::explain::{and, at_least, plain, share};
use crate::dedupe::receipt::{self, Held};
use crate::dedupe::stories::{Explanation as Found, Link, Mode, Stories, Verdict, Veto};
use crate::dedupe::story_index::StoryIndex;
use crate::dedupe::{Options, inside};
use crate::model::explanation::{Explanation, Outcome, Speaks, Step};
use crate::model::story::{Side, Undo};
use crate::model::{Article, Corpus};

/// Asks the engine about two articles.
pub(super) fn explain(corpus: &Corpus, options: &Options, one: &Article, other: &Article) -> Explanation {
    let (one, other) = if one.slug <= other.slug { (one, other) } else { (other, one) };
    let read = inside::repeats(&corpus.articles, options.inside, None).value;
    let given = Given::new(&corpus.articles, &read);
    let docs = given.docs();
    let mut index = StoryIndex::new(options.stories.clone());
    let stories = index.update(&docs, &given.sketches);
    let found = index.explain(&docs, &given.sketches, one.slug.as_str(), other.slug.as_str());
    let group = Groups::of(&stories, one, other);
    let outcome = outcome(&stories, &group, one, other);
    let mut steps = words(one, other);
    steps.extend(language(one, other));
    if options.stories.mode != Mode::Merge {
        let says = if options.stories.mode == Mode::Off { "copies are not looked for" } else { "copies are proposed" };
        steps.push(plain("setting", says, "dedupe.stories: merge", Speaks::Against));
    }
    if let Some(found) = &found {
        steps.extend(numbers(options, found, one, other));
        steps.extend(vetoes(options, found, &group));
    }
    let said = said(&stories, outcome, found.as_ref(), &group, one, other);
    let passage = found.as_ref().and_then(|found| receipt::passages(&given, &found.link, &one.slug));
    Explanation {
        level: "articles",
        sides: [one, other].map(titled),
        outcome,
        said,
        steps,
        passage,
        turn: turn(&given, &stories, outcome, one, other),
    }
}

fn titled(article: &Article) -> Side {
    let text = match &article.outlet {
        Some(outlet) => format!("{} ({outlet}, {})", article.title, article.date.date),
        None => format!("{} ({})", article.title, article.date.date),
    };
    Side { id: article.slug.to_string(), file: Arc::clone(&article.origin.file), line: None, text }
}

/// The groups that two articles ended in.
struct Groups<'a> {
    one: Vec<&'a str>,
    other: Vec<&'a str>,
    together: bool,
    /// Pairs across the two groups that are linked, and were too few.
    across: usize,
}

impl<'a> Groups<'a> {
    fn of(stories: &'a Stories, one: &'a Article, other: &'a Article) -> Self {
        let group = |slug: &'a str| -> Vec<&'a str> {
            let story = stories.stories.iter().find(|story| story.members.iter().any(|member| member.id == slug));
            story.map_or(vec![slug], |story| story.members.iter().map(|member| member.id.as_str()).collect())
        };
        let (a, b) = (group(one.slug.as_str()), group(other.slug.as_str()));
        let crosses = |link: &&Link| {
            let within = |x: &str, y: &str| a.contains(&x) && b.contains(&y);
            let crosses = within(&link.one, &link.other) || within(&link.other, &link.one);
            crosses && link.verdict == Verdict::Apart(Veto::Crowd)
        };
        let across = stories.apart.iter().filter(crosses).count();
        Self { together: a.contains(&other.slug.as_str()), one: a, other: b, across }
    }
}

fn names(link: &Link, one: &Article, other: &Article) -> bool {
    link.one == one.slug.as_str() && link.other == other.slug.as_str()
}

fn outcome(stories: &Stories, group: &Groups<'_>, one: &Article, other: &Article) -> Outcome {
    if group.together {
        Outcome::Joined
    } else if is_translation(one, other) {
        Outcome::Related
    } else if stories.proposals.iter().any(|link| names(link, one, other)) {
        Outcome::Proposed
    } else if stories.contains.iter().any(|found| names(&found.link, one, other)) {
        Outcome::Contained
    } else {
        Outcome::Apart
    }
}

/// Whether one translates the other, or both translate a third.
fn is_translation(one: &Article, other: &Article) -> bool {
    let original = |article: &Article| article.translation_of.clone().unwrap_or_else(|| article.slug.clone());
    (one.translation_of.is_some() || other.translation_of.is_some()) && original(one) == original(other)
}

/// What editors say.
fn words(one: &Article, other: &Article) -> Vec<Step> {
    let mut steps = Vec::new();
    for (article, third) in [(one, other), (other, one)] {
        for word in &article.overrides.0 {
            let speaks = match word.ruling.key() {
                "same_as" if word.ruling.names() == Some(third.slug.as_str()) => Speaks::For,
                "not_same_as" if word.ruling.names() == Some(third.slug.as_str()) => Speaks::Against,
                "split" => Speaks::Against,
                _ => continue,
            };
            steps.push(plain("editor", format!("`{}` of `{}`", word.ruling.line(), article.slug), "", speaks));
        }
    }
    steps
}

fn language(one: &Article, other: &Article) -> Vec<Step> {
    let first = |article: &Article| article.lang.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let same = Speaks::when(first(one) == first(other));
    let mut steps = vec![plain("language", and(&one.lang, &other.lang), "one language", same)];
    if is_translation(one, other) {
        steps.push(plain("translation", "one translates the other", "", Speaks::Against));
    }
    steps
}

fn numbers(options: &Options, found: &Found, one: &Article, other: &Article) -> Vec<Step> {
    let evidence = &found.link.evidence;
    let words =
        if found.candidates { "enough runs of three words to be compared" } else { "too few runs of three words" };
    let mut steps = vec![
        Step {
            value: Some(evidence.containment),
            ..plain(
                "words in common",
                format!("{words}; {} of the shorter", share(evidence.containment)),
                "",
                Speaks::when(found.candidates),
            )
        },
        Step {
            value: Some(evidence.cover_one),
            ..plain(
                "sentences found",
                format!("{} of `{}` stands in the other", share(evidence.cover_one), one.slug),
                "",
                Speaks::Neither,
            )
        },
        Step {
            value: Some(evidence.cover_other),
            ..plain(
                "sentences found",
                format!("{} of `{}` stands in the other", share(evidence.cover_other), other.slug),
                "",
                Speaks::Neither,
            )
        },
    ];
    if evidence.exact {
        steps.push(plain("word for word", "the texts are equal", "", Speaks::For));
        return steps;
    }
    steps.push(at_least("share of the shorter", found.cover, found.least, share(found.cover)));
    steps.push(at_least(
        "words that carry news",
        evidence.shared,
        options.stories.min_shared,
        format!("{:.0} in the sentences found", evidence.shared.abs()),
    ));
    steps.push(at_least("agreement of the sentences", evidence.fidelity, 0.5, share(evidence.fidelity)));
    steps.push(Step {
        value: Some(evidence.title),
        ..plain("headlines", format!("{} in common", share(evidence.title)), "", Speaks::Neither)
    });
    steps.push(plain(
        "openings",
        if evidence.openings { "each stands in the other" } else { "differ" },
        "",
        Speaks::Neither,
    ));
    steps.push(at_least("score", evidence.score, options.stories.score, format!("{:.2}", evidence.score)));
    steps
}

fn vetoes(options: &Options, found: &Found, group: &Groups<'_>) -> Vec<Step> {
    let evidence = &found.link.evidence;
    let days = if evidence.exact { options.stories.exact_days } else { options.stories.days };
    // Of texts that have too little in common no veto is asked.
    let alike = found.link.verdict != Verdict::Unrelated;
    let mut steps: Vec<Step> = Vec::new();
    for (veto, holds) in &found.vetoes {
        let (name, words, needed) = match veto {
            Veto::Container => (
                "veto: container",
                if evidence.headline_in.is_some() {
                    "one has the other's headline as a line of its text, as roundups do".to_owned()
                } else if *holds && alike {
                    "one is a small part of the other, under another headline".to_owned()
                } else {
                    "neither has the other's headline as a line of its text".to_owned()
                },
                "no roundup that contains the other".to_owned(),
            ),
            Veto::Numbers => (
                "veto: numbers",
                format!("{} of {} numbers in like words changed", evidence.changed, evidence.numbers),
                format!("under 3, or under {} of them", share(options.stories.number_share)),
            ),
            Veto::Names => (
                "veto: names",
                format!("{} of {} names stand in the other", evidence.same_names, evidence.names),
                "a quarter of them".to_owned(),
            ),
            Veto::Date => (
                "veto: date",
                evidence.days.map_or("not dated".to_owned(), |days| {
                    format!("{days} {} apart", if days == 1 { "day" } else { "days" })
                }),
                format!("at most {days}"),
            ),
            Veto::Override | Veto::Crowd => continue,
        };
        let speaks = if *holds && alike { Speaks::Against } else { Speaks::Neither };
        steps.push(Step { needed, ..plain(name, words, "", speaks) });
    }
    let pairs = group.one.len() * group.other.len();
    if group.across > 0 && !group.together {
        let bar = if group.one.len() + group.other.len() >= 8 {
            options.stories.large_group_share
        } else {
            options.stories.group_share
        };
        let words = format!("{} of {pairs} pairs of the two groups are linked and could not join them", group.across);
        steps.push(Step {
            needed: format!("at least {}", share(bar)),
            ..plain("veto: crowd", words, "", Speaks::Against)
        });
    }
    steps
}

fn said(
    stories: &Stories,
    outcome: Outcome,
    found: Option<&Found>,
    group: &Groups<'_>,
    one: &Article,
    other: &Article,
) -> String {
    let pair = format!("`{}` and `{}`", one.slug, other.slug);
    match outcome {
        Outcome::Joined => {
            let story = stories.stories.iter().find(|story| story.members.iter().any(|m| m.id == one.slug.as_str()));
            let direct = story.is_some_and(|story| story.links.iter().any(|link| names(link, one, other)));
            let shown = story.map_or("", |story| story.canonical.as_str());
            let how = if direct {
                "they are copies of one another"
            } else if one
                .overrides
                .joining(other.slug.as_str())
                .or(other.overrides.joining(one.slug.as_str()))
                .is_some()
            {
                "an editor says so"
            } else {
                "each is joined to a third"
            };
            format!("{pair} are one story of {} articles, shown as `{shown}`: {how}", group.one.len())
        }
        Outcome::Related => format!("{pair} are translations: related, never the same"),
        Outcome::Proposed => format!("{pair} look like one story and wait for an editor's word"),
        Outcome::Contained => {
            let whole = stories.contains.iter().find(|found| names(&found.link, one, other));
            let whole = whole.map_or("", |found| found.container.as_str());
            format!("{pair} are linked, not joined: `{whole}` contains the other as a roundup does")
        }
        Outcome::Apart => match found {
            Some(found) if !found.same_language => format!("{pair} are in different languages and are not compared"),
            Some(found) => {
                let veto = found.vetoes.iter().find(|(_, holds)| *holds).map(|(veto, _)| veto_word(*veto));
                match (found.link.verdict, veto) {
                    (Verdict::Unrelated, _) => format!("{pair} have too little in common"),
                    (_, Some(word)) => format!("{pair} share text but are kept apart by the veto on {word}"),
                    _ if group.across > 0 => {
                        format!("{pair} are alike, but too few of the articles joined to each are")
                    }
                    _ => format!("{pair} are kept apart by an editor's word"),
                }
            }
            None => format!("{pair} are not compared"),
        },
    }
}

fn veto_word(veto: Veto) -> &'static str {
    match veto {
        Veto::Numbers => "numbers",
        Veto::Names => "names",
        Veto::Container => "containers",
        Veto::Date => "dates",
        Veto::Override => "overrides",
        Veto::Crowd => "crowds",
    }
}

fn turn(given: &Given<'_>, stories: &Stories, outcome: Outcome, one: &Article, other: &Article) -> Undo {
    if outcome != Outcome::Joined {
        return receipt::joining(&one.origin, one.slug.as_str(), &one.overrides, other.slug.as_str(), &other.overrides);
    }
    let story = stories.stories.iter().find(|story| story.members.iter().any(|member| member.id == one.slug.as_str()));
    let members = story.iter().flat_map(|story| &story.members).filter_map(|member| given.article(&member.id));
    let names_one = |link: &Link| link.one == one.slug.as_str() || link.other == one.slug.as_str();
    let by_rule = story.is_some_and(|story| story.links.iter().any(names_one));
    let held = if by_rule { Held::ByRule } else { Held::ByWord };
    let against = receipt::add(&one.origin, format!("not_same_as: [{}]", other.slug));
    let others = members.map(|member| (member.slug.as_str(), &member.overrides));
    receipt::parting((one.slug.as_str(), &one.overrides), others, held, against)
}
