//! The pieces that several page kinds are given: what a template may read, and no more.
//!
//! With the views in the page kinds' own files these are the only types of the tool that templates see. They hold
//! finished words and addresses; a template neither computes nor looks anything up.

use serde::Serialize;

use crate::locale::{DateWords, MomentWords};
use crate::model::vocabulary::{ClaimStatus, EventType, Word};
pub use crate::pages::frame::{Alternate, Head, Image, Original, SiteView, Twin};
use crate::pages::plan::Route;
pub use crate::pages::stamp::{Shared, share};

/// An address and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where it leads.
    pub url: Route,
    /// What it says.
    pub label: String,
    /// The language of what it says, when it is not the page's.
    pub lang: Option<String>,
}

impl Link {
    /// A link.
    pub fn new(url: Route, label: impl Into<String>) -> Self {
        Self { url, label: label.into(), lang: None }
    }

    /// A link that says a text in its language.
    pub fn told(url: Route, told: Told) -> Self {
        Self { url, label: told.text, lang: told.lang }
    }
}

/// An incident by its title, and its date, which is in the page's language whatever the title's is.
#[derive(Debug, Clone, Serialize)]
pub struct Titled {
    /// Its title, which leads to it.
    pub title: Link,
    /// When.
    pub date: String,
}

/// A text of the site's own, in the page's language where it is translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The text.
    pub text: String,
    /// Its language, when it is not the page's.
    pub lang: Option<String>,
}

/// A link with a word beside it, as in a list of countries with how much each holds.
#[derive(Debug, Clone, Serialize)]
pub struct NotedLink {
    /// Where it leads.
    pub url: Route,
    /// What it says.
    pub label: String,
    /// The word beside it.
    pub note: String,
    /// The mark before it, for an event type.
    pub family: Option<&'static str>,
}

/// The neighbours of a page in a row of pages.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pager {
    /// What the row is, for those who hear the page.
    pub label: String,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
    /// Where this page stands in the row.
    pub place: String,
}

/// One fact with its values.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its values.
    pub values: Vec<FactValue>,
}

/// One value of a fact.
#[derive(Debug, Clone, Serialize)]
pub struct FactValue {
    /// The value.
    pub text: String,
    /// Where it leads.
    pub url: Option<Route>,
    /// A word beside it.
    pub note: String,
}

impl Fact {
    /// A fact of one plain value.
    pub fn plain(label: &str, text: impl Into<String>, note: impl Into<String>) -> Self {
        Self { label: label.to_owned(), values: vec![FactValue { text: text.into(), url: None, note: note.into() }] }
    }
}

/// One speaker in a line of claims.
#[derive(Debug, Clone, Serialize)]
pub struct Voice {
    /// Who.
    pub by: String,
    /// The figure; nothing when the line already gives it.
    pub says: Option<String>,
    /// What is said, where nothing is counted.
    pub statement: Option<Told>,
    /// How firm it is: the word of the record format.
    pub status: &'static str,
    /// How firm it is: the word a reader sees.
    pub status_label: String,
}

/// The claims about one thing.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimLineView {
    /// What they are about.
    pub measure: String,
    /// The range of those that stand, or the one figure.
    pub range: Option<String>,
    /// The word for it where those who stand behind it differ.
    pub disputed: Option<String>,
    /// Every speaker.
    pub voices: Vec<Voice>,
}

/// The figure a short list shows of an incident.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView {
    /// The figure and what it counts.
    pub words: String,
    /// Who gives it.
    pub by: String,
    /// How firm it is; nothing when several speakers stand behind a range.
    pub status: Option<&'static str>,
    /// How firm it is, for a reader.
    pub status_label: Option<String>,
    /// From the least to the most of all that stands beside it; nothing where it stands alone.
    pub of: Option<String>,
}

/// A story as an incident names it.
#[derive(Debug, Clone, Serialize)]
pub struct StoryLink {
    /// Its page.
    pub url: Route,
    /// Its headline.
    pub title: String,
    /// Its language, when it is not the site's.
    pub lang: Option<String>,
}

/// An incident, milestone or running total as lists and timelines show it.
#[derive(Debug, Clone, Serialize)]
pub struct EntryCard {
    /// Its id.
    pub id: String,
    /// What the filter in place finds it by: countries, actors and people killed.
    pub filter: String,
    /// Its page.
    pub url: Route,
    /// `incident`, `milestone` or `aggregate`.
    pub kind: &'static str,
    /// The shape and colour of its type.
    pub family: &'static str,
    /// Its type.
    pub type_label: String,
    /// The page of its type.
    pub type_url: Route,
    /// Its title.
    pub title: String,
    /// The language of the title, when it is not the page's.
    pub title_lang: Option<String>,
    /// When.
    pub date: DateWords,
    /// How finely that is known, where it is not one day.
    pub date_known: Option<String>,
    /// The same as a stroke on the days it lies among.
    pub stroke: Option<Shared>,
    /// Where, in words.
    pub place: String,
    /// What a reader must know first: withdrawn, under review, not added to totals.
    pub notice: Option<String>,
    /// Its summary, where no claims tell the same.
    pub summary: Option<String>,
    /// The language of the summary, when it is not the page's.
    pub summary_lang: Option<String>,
    /// Its claims.
    pub lines: Vec<ClaimLineView>,
    /// How many more claims its page has.
    pub more_lines: Option<String>,
    /// The figure a short list shows.
    pub figure: Option<FigureView>,
    /// Stories about it.
    pub stories: Vec<StoryLink>,
    /// The words before them.
    pub stories_label: String,
}

/// A story as lists show it.
#[derive(Debug, Clone, Serialize)]
pub struct StoryCard {
    /// Its page.
    pub url: Route,
    /// Its headline.
    pub title: String,
    /// Its standfirst.
    pub summary: Option<String>,
    /// Its date for machines.
    pub date_iso: String,
    /// Its date.
    pub date: String,
    /// Where it was filed from.
    pub dateline: Option<String>,
    /// How many outlets' versions it holds.
    pub outlets: Option<String>,
    /// Its language, when it is not the site's.
    pub lang: Option<String>,
}

/// A numbered source.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// An archived copy.
    pub archive: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// What it is, how reliable, when read.
    pub detail: String,
}

/// Something added later.
#[derive(Debug, Clone, Serialize)]
pub struct UpdateView {
    /// When.
    pub at: MomentWords,
    /// What.
    pub text: String,
}

/// Something that was wrong.
#[derive(Debug, Clone, Serialize)]
pub struct CorrectionView {
    /// When it was put right.
    pub at: MomentWords,
    /// Which part.
    pub field: Option<String>,
    /// What stood there.
    pub was: String,
    /// What stands there now.
    pub now: String,
    /// Why.
    pub reason: Option<String>,
}

/// A receipt of deduplication.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptView {
    /// The rule.
    pub title: String,
    /// The decision and what it rests on.
    pub why: String,
    /// What was folded, each cut to a few lines.
    pub quotes: Vec<String>,
    /// How to overrule it.
    pub overrule: String,
}

/// A histogram as numbers; what it looks like is the drawing's business.
#[derive(Debug, Clone, Serialize)]
pub struct ChartView {
    /// Its id on the page.
    pub id: &'static str,
    /// What it shows, with the period.
    pub title: String,
    /// What a bar is, for the table's first column.
    pub unit: String,
    /// What the figures are and are not.
    pub note: String,
    /// The groups of event types that the bars are stacked of, from the ground up.
    pub families: Vec<FamilyKey>,
    /// Its bars, oldest first.
    pub bars: Vec<BarView>,
    /// Whether any period holds a milestone.
    pub has_milestones: bool,
}

/// A group of event types as a chart's key names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyKey {
    /// The shape and colour.
    pub family: &'static str,
    /// The words.
    pub label: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarView {
    /// Its period in full.
    pub name: String,
    /// Its period under the drawing.
    pub label: String,
    /// The same where there is little room.
    pub short_label: String,
    /// Where it leads; nothing for an empty period.
    pub url: Option<String>,
    /// Whether the page is about this period.
    pub is_current: bool,
    /// Incidents.
    pub incidents: usize,
    /// The same incidents by group of event types, in the order of the chart's `families`.
    pub parts: Vec<usize>,
    /// Milestones.
    pub milestones: usize,
    /// Incidents that carry no number of people killed.
    pub without_number: usize,
    /// The bar in words.
    pub title: String,
}

/// The groups of event types in the order in which charts stack them; messages name them after `group_`.
pub const FAMILIES: [&str; 6] = ["forces", "civilians", "clash", "territory", "political", "other"];

/// The shape and colour that stand for a group of event types.
#[must_use]
pub fn family(event: EventType) -> &'static str {
    match event {
        EventType::AttackOnForces => "forces",
        EventType::AttackOnCivilians | EventType::Abduction => "civilians",
        EventType::Clash | EventType::Explosive | EventType::AirStrike => "clash",
        EventType::Political | EventType::Unrest | EventType::Statement => "political",
        EventType::Peacekeeping | EventType::TerritoryChange | EventType::SiegeBlockade => "territory",
        EventType::Aggregate => "aggregate",
        EventType::Other => "other",
    }
}

/// A status as a style class names it: `no_comment` becomes `no-comment`.
#[must_use]
pub fn status_class(status: ClaimStatus) -> &'static str {
    match status {
        ClaimStatus::NoComment => "no-comment",
        status => status.as_str(),
    }
}
