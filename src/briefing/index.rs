//! Who is where: positions of stories and incidents by id, time, country, actor, type, place and tag.
//! Every list is in the order of the briefing's own, newest first.

use std::collections::{BTreeMap, HashMap};

use crate::briefing::totals::{self, Figure, Parts};
use crate::checked::Checked;
use crate::model::vocabulary::{EventType, Measure, Status};
use crate::model::{ActorId, Corpus, CountryCode, Incident, IncidentId, PlaceId, Slug, Story, id};

/// A subject: its name as first written and what carries it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tag {
    /// The name as a reader sees it.
    pub name: String,
    /// Positions of incidents.
    pub incidents: Vec<usize>,
    /// Positions of stories.
    pub stories: Vec<usize>,
}

/// Positions in [`crate::briefing::Briefing::stories`] and [`crate::briefing::Briefing::incidents`].
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Stories by slug; the slugs of folded copies lead to their story.
    pub story: HashMap<Slug, usize>,
    /// Incidents by id; the ids of linked records lead to their incident.
    pub incident: HashMap<IncidentId, usize>,
    /// Incidents by year of their first day.
    pub by_year: BTreeMap<i16, Vec<usize>>,
    /// Incidents by country.
    pub by_country: BTreeMap<CountryCode, Vec<usize>>,
    /// Incidents by actor.
    pub by_actor: BTreeMap<ActorId, Vec<usize>>,
    /// Incidents by type.
    pub by_type: BTreeMap<EventType, Vec<usize>>,
    /// Incidents by place of the register.
    pub by_place: BTreeMap<PlaceId, Vec<usize>>,
    /// Stories by the incident they are about.
    pub stories_of_incident: BTreeMap<usize, Vec<usize>>,
    /// The incidents over several days or a wide area that cover an incident.
    pub covered_by: BTreeMap<usize, Vec<usize>>,
    /// The roundups that contain a story.
    pub roundups_of_story: BTreeMap<usize, Vec<usize>>,
    /// Stories by country: their own, and their incidents'.
    pub stories_by_country: BTreeMap<CountryCode, Vec<usize>>,
    /// Stories by actor of their incidents.
    pub stories_by_actor: BTreeMap<ActorId, Vec<usize>>,
    /// Tags by the slug of their name, with incidents and stories.
    pub tags: BTreeMap<String, Tag>,
    /// What each incident gives to a total of people killed.
    pub killed: Vec<Option<Figure>>,
    /// Which incidents are part of which.
    pub parts: Parts,
    /// Translations by the slug they translate.
    pub translations: BTreeMap<Slug, Vec<usize>>,
}

impl Index {
    /// Reads every story and incident once.
    #[must_use]
    pub fn new(corpus: &Corpus, stories: &[Story], incidents: &[Incident]) -> Self {
        let killed = Checked::par_map(incidents, |one| Checked::clean(totals::figure(one, Measure::Killed))).value;
        let mut index = Self { killed, ..Self::default() };
        let mut slugs = Slugs::default();
        for (at, incident) in incidents.iter().enumerate() {
            index.incident(corpus, at, incident, &mut slugs);
        }
        index.parts = Parts::of(incidents, &index.incident);
        for (at, story) in stories.iter().enumerate() {
            index.story(corpus, incidents, at, story, &mut slugs);
        }
        for (at, incident) in incidents.iter().enumerate() {
            for covered in index.covered(incident) {
                once(index.covered_by.entry(covered).or_default(), at);
            }
        }
        for (at, story) in stories.iter().enumerate() {
            for part in index.contained(story) {
                once(index.roundups_of_story.entry(part).or_default(), at);
            }
        }
        index
    }

    /// The incidents that an incident covers, each once, in their order.
    #[must_use]
    pub fn covered(&self, incident: &Incident) -> Vec<usize> {
        sorted(incident.covers.iter().filter_map(|id| self.incident.get(id)))
    }

    /// The stories that a roundup contains, each once, in their order.
    #[must_use]
    pub fn contained(&self, story: &Story) -> Vec<usize> {
        sorted(story.contains.iter().filter_map(|slug| self.story.get(slug)))
    }

    fn incident<'a>(&mut self, corpus: &Corpus, at: usize, incident: &'a Incident, slugs: &mut Slugs<'a>) {
        let lead = incident.lead();
        for record in &incident.records {
            self.incident.insert(record.id.clone(), at);
        }
        self.by_year.entry(lead.date.start.year).or_default().push(at);
        self.by_type.entry(lead.event).or_default().push(at);
        for record in &incident.records {
            let place = corpus.locate(&record.place);
            for country in place.countries {
                once(self.by_country.entry(country).or_default(), at);
            }
            if let Some(place) = place.place {
                once(self.by_place.entry(place.clone()).or_default(), at);
            }
        }
        for involved in incident.actors() {
            once(self.by_actor.entry(involved.actor.clone()).or_default(), at);
        }
        for name in incident.tags().into_iter().filter(|_| lead.status != Status::Withdrawn) {
            once(&mut self.tag(name, slugs).incidents, at);
        }
    }

    fn story<'a>(
        &mut self,
        corpus: &Corpus,
        incidents: &[Incident],
        at: usize,
        story: &'a Story,
        slugs: &mut Slugs<'a>,
    ) {
        let article = &story.article;
        self.story.insert(article.slug.clone(), at);
        for copy in &story.copies {
            self.story.insert(copy.article.slug.clone(), at);
        }
        if let Some(original) = &article.translation_of {
            self.translations.entry(original.clone()).or_default().push(at);
        }
        for country in &article.countries {
            once(self.stories_by_country.entry(*country).or_default(), at);
        }
        for name in article.tags.iter().filter(|_| article.status != Status::Withdrawn) {
            once(&mut self.tag(name, slugs).stories, at);
        }
        for id in &article.incidents {
            let Some(&position) = self.incident.get(id) else { continue };
            once(self.stories_of_incident.entry(position).or_default(), at);
            for involved in incidents[position].actors() {
                once(self.stories_by_actor.entry(involved.actor.clone()).or_default(), at);
            }
            for country in corpus.locate(&incidents[position].lead().place).countries {
                once(self.stories_by_country.entry(country).or_default(), at);
            }
        }
    }

    fn tag<'a>(&mut self, name: &'a str, slugs: &mut Slugs<'a>) -> &mut Tag {
        let slug = slugs.entry(name).or_insert_with(|| id::slugify(name));
        self.tags.entry(slug.clone()).or_insert_with(|| Tag { name: name.to_owned(), ..Tag::default() })
    }
}

/// The slugs of names that were met: few names stand often.
type Slugs<'a> = HashMap<&'a str, String>;

fn sorted<'p>(positions: impl Iterator<Item = &'p usize>) -> Vec<usize> {
    let mut all: Vec<usize> = positions.copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Adds a position once; positions arrive in order.
fn once(list: &mut Vec<usize>, at: usize) {
    if list.last() != Some(&at) {
        list.push(at);
    }
}
