//! `site.yaml`: the settings of every stage, read from one file.
//!
//! Each stage declares its own options beside the code that obeys them; this room only fills them in.

mod budget;
mod dedupe;
mod deploy;
mod gate;
mod pictures;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::check;
use crate::checked::Checked;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, Severity, SourceFile, YamlPath};
use crate::integrity;
use crate::load::fields::Fields;
use crate::load::overrides::OfSite;
use crate::load::reader::Reader;
use crate::model::vocabulary::Word;
use crate::pages;
use crate::render;

/// Every stage's options.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// What the pages say of the site.
    pub pages: pages::Options,
    /// How alike is alike.
    pub dedupe: crate::dedupe::Options,
    /// The editor's words on material that must not be touched.
    pub overrides: OfSite,
    /// How much each rule weighs.
    pub check: check::Options,
    /// What files may weigh.
    pub budget: render::budget::Options,
    /// Where the site goes.
    pub deploy: crate::deploy::Options,
    /// What may pass the last look before it goes there.
    pub gate: crate::gate::Options,
}

/// A setting of `site.yaml`, for the generated reference.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key, dotted where it is nested.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What holds without it.
    pub default: &'static str,
    /// What it does.
    pub about: &'static str,
}

/// Every setting, in the order of the reference.
pub const KEYS: &[Key] = &[
    Key { name: "title", takes: "text", default: "Briefing", about: "The name of the site." },
    Key {
        name: "title_i18n",
        takes: "texts by language",
        default: "none",
        about: "The name in other languages of the site: `{fr: …, ar: …}`.",
    },
    Key { name: "tagline", takes: "text", default: "none", about: "A few words under the name." },
    Key { name: "tagline_i18n", takes: "texts by language", default: "none", about: "These in other languages." },
    Key {
        name: "description",
        takes: "text",
        default: "none",
        about: "One or two sentences for search engines, feeds and link previews.",
    },
    Key { name: "description_i18n", takes: "texts by language", default: "none", about: "These in other languages." },
    Key {
        name: "base_url",
        takes: "https address",
        default: "none",
        about: "Where the site will live. Without it there are no feed, site map and canonical links, which need full addresses; everything else works by relative links.",
    },
    Key {
        name: "lang",
        takes: "BCP 47 tag",
        default: "en",
        about: "The language of a text that does not name its own.",
    },
    Key {
        name: "languages",
        takes: "list of BCP 47 tags",
        default: "none",
        about: "The languages that pages are made in beside the site's own, each under its tag, as in `languages: [fr, ar]`. English, French and Arabic have their words; for another, or to word something otherwise, put messages into `templates/words/TAG.ftl`.",
    },
    Key { name: "timezone", takes: "IANA zone", default: "UTC", about: "The zone in which times are printed." },
    Key {
        name: "contact",
        takes: "address or text",
        default: "none",
        about: "Where readers send corrections; printed on every page.",
    },
    Key {
        name: "licence.text",
        takes: "text",
        default: "none",
        about: "Under which licence the site's own text may be used.",
    },
    Key { name: "licence.url", takes: "https address", default: "none", about: "Where that licence stands." },
    Key {
        name: "signing.public_key",
        takes: "minisign public key",
        default: "none",
        about: "The key that `dateline keygen` printed; publishes a page that tells readers how to verify the site, and asks for `--sign` when it is built.",
    },
    Key {
        name: "security.contact",
        takes: "mailto: or https address",
        default: "none",
        about: "Where somebody who finds a weakness of the site can write; published in `.well-known/security.txt` (RFC 9116).",
    },
    Key {
        name: "security.expires",
        takes: "day",
        default: "none",
        about: "The last day on which that contact holds, at most a year ahead; needed beside `security.contact`.",
    },
    Key {
        name: "map",
        takes: "west, south, east and north in degrees",
        default: "what the incidents need",
        about: "What the front page's map shows of the earth. The maps reach from 18° W to 25° E and from the equator to 26° N.",
    },
    Key {
        name: "budget.article",
        takes: "KB of 1,024 bytes",
        default: "14",
        about: "What a story's page may weigh with the style sheets, compressed by gzip. A build warns of what is heavier (W809).",
    },
    Key { name: "budget.front", takes: "KB", default: "30", about: "The same for the front page." },
    Key { name: "budget.timeline", takes: "KB", default: "25", about: "The same for each page of the timeline." },
    Key { name: "budget.page", takes: "KB", default: "30", about: "The same for every other page." },
    Key {
        name: "budget.css",
        takes: "KB",
        default: "8",
        about: "What all style sheets may weigh together, compressed.",
    },
    Key { name: "budget.js", takes: "KB", default: "3", about: "What a script may weigh, compressed." },
    Key { name: "budget.image", takes: "KB", default: "40", about: "What a picture may weigh." },
    Key {
        name: "cards",
        takes: "recent, stories, all or none",
        default: "recent",
        about: "Which pages have a picture for link previews: the 100 newest stories and the incidents they are about, all stories and theirs, these and all other incidents, or none. They need `base_url`.",
    },
    Key {
        name: "check",
        takes: "mapping of codes to off, advice, warning or error",
        default: "each rule's own weight",
        about: "How much a rule weighs here, as in `check: {W707: off, W713: error}`; `W7` stands for all that begin so. Advice is told by `dateline check` alone. Errors (E) cannot be weighed.",
    },
    Key {
        name: "dedupe.inside",
        takes: "merge, propose or off",
        default: "merge",
        about: "What is done with text that stands twice in one article: fold it, only list it in `dateline dedupe`, or do not look.",
    },
    Key {
        name: "dedupe.stories.mode",
        takes: "merge, propose or off",
        default: "merge",
        about: "What is done with articles that are copies of one another. `dedupe.stories: propose` is the same.",
    },
    Key {
        name: "dedupe.stories.cover",
        takes: "0.2 to 0.95",
        default: "0.45",
        about: "How much of the shorter of two articles must stand in the other. Higher where desks share much background.",
    },
    Key {
        name: "dedupe.stories.days",
        takes: "0 to 60 days",
        default: "3",
        about: "Up to how many days apart edited copies are joined; later ones are proposed as reprints. Longer for weeklies.",
    },
    Key {
        name: "dedupe.stories.exact_days",
        takes: "0 to 3660 days",
        default: "31",
        about: "The same for word-for-word copies. Longer for an archive.",
    },
    Key {
        name: "dedupe.records.mode",
        takes: "merge, propose or off",
        default: "merge",
        about: "What is done with records that tell of one incident. `dedupe.records: propose` is the same. `same_as` holds in every mode.",
    },
    Key {
        name: "dedupe.records.merge",
        takes: "2 to 6",
        default: "3",
        about: "From which score records with evidence of the event itself are joined. Higher for fewer, firmer joins.",
    },
    Key {
        name: "dedupe.records.propose",
        takes: "1.5 to 6",
        default: "2.6",
        about: "From which score records are proposed as probably the same. Lower to review more pairs by hand.",
    },
    Key {
        name: "dedupe.records.days",
        takes: "0 to 7 days",
        default: "2",
        about: "Up to how many days apart records are compared. More where reports reach the desk late and undated.",
    },
    Key {
        name: "dedupe.records.kilometres",
        takes: "1 to 100 km",
        default: "40",
        about: "Up to how many kilometres apart records are compared. More where coordinates are those of districts.",
    },
    Key {
        name: "dedupe.overrides.articles",
        takes: "mapping of slugs",
        default: "none",
        about: "The words `keep_repeats`, `same_as`, `not_same_as`, `canonical` and `split` on articles whose files must not be touched.",
    },
    Key {
        name: "dedupe.overrides.records",
        takes: "mapping of record ids",
        default: "none",
        about: "The words `same_as`, `not_same_as`, `canonical` and `split` on records whose files must not be touched.",
    },
    Key {
        name: "deploy",
        takes: "mapping of targets",
        default: "none",
        about: "Where `dateline deploy NAME` brings the site: under each name a `type` and the keys of that type, below. The first is meant when none is named.",
    },
    Key {
        name: "gate.allow",
        takes: "list of marks",
        default: "none",
        about: "What `dateline deploy` found that may not go out, and that was looked at and may: the mark of each, as it was told. A mark stands for one text or link wherever it is, and no longer holds when that changes.",
    },
];

/// Reads `site.yaml`; without it every setting has its default. `now` is the time of the build.
#[must_use]
pub fn read(file: Option<&Arc<SourceFile>>, now: Timestamp) -> Checked<Config> {
    let mut config = Config::default();
    let Some(file) = file else { return Checked::clean(config) };
    let reader = Reader::new(file, 0..file.text.len());
    if let Some(root) = reader.documents().iter().find(|value| !value.is_null())
        && let Some(fields) = reader.fields(0, YamlPath::default(), root)
    {
        pages(&fields, &mut config.pages, now);
        config.pages.map = pictures::map(&fields);
        config.pages.cards = pictures::cards(&fields);
        config.overrides = dedupe::read(&fields, &mut config.dedupe);
        budget::read(&fields, &mut config.budget);
        weights(&fields, &mut config.check);
        deploy::read(&fields, &mut config.deploy);
        gate::read(&fields, &mut config.gate);
        fields.finish();
    }
    Checked::new(config, reader.into_diagnostics())
}

fn pages(fields: &Fields<'_>, options: &mut pages::Options, now: Timestamp) {
    let text = |key, into: &mut String| {
        if let Some(text) = fields.text(key) {
            *into = text;
        }
    };
    text("title", &mut options.title);
    text("tagline", &mut options.tagline);
    text("description", &mut options.description);
    text("contact", &mut options.contact);
    options.title_i18n = fields.text_map("title_i18n");
    options.tagline_i18n = fields.text_map("tagline_i18n");
    options.description_i18n = fields.text_map("description_i18n");
    if let Some(lang) = fields.text("lang") {
        if is_tag(&lang) {
            options.lang = lang;
        } else {
            fields.say(
                Code::Config,
                "lang",
                format!("`{lang}` is not a language tag"),
                "",
                "write a BCP 47 tag such as en, fr or ar",
            );
        }
    }
    options.languages = languages(fields, &options.lang);
    if let Some(url) = fields.text("base_url") {
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let usable = host.is_some_and(|host| {
            !host.starts_with('/') && !host.is_empty() && !host.contains(['?', '#', ' ', '"', '<', '>', '\\'])
        });
        if usable {
            options.base_url = format!("{}/", url.trim_end_matches('/'));
        } else {
            fields.say(
                Code::Config,
                "base_url",
                format!("`{url}` is not the address of a site"),
                "",
                "write it whole, such as https://briefing.example.org/",
            );
        }
    }
    if let Some(name) = fields.text("timezone") {
        match TimeZone::get(&name) {
            Ok(zone) => options.timezone = zone,
            Err(_) => fields.say(
                Code::Config,
                "timezone",
                format!("`{name}` is not a time zone"),
                "",
                "write an IANA name such as Africa/Bamako, or UTC",
            ),
        }
    }
    if let Some(licence) = fields.map("licence") {
        options.licence = licence.text("text").unwrap_or_default();
        options.licence_url = licence.text("url").unwrap_or_default();
        if !options.licence_url.is_empty() && !options.licence_url.starts_with("https://") {
            licence.say(
                Code::Config,
                "url",
                "the licence's address does not begin with https://",
                "",
                "write it whole",
            );
        }
        licence.finish();
    }
    if let Some(map) = fields.map("signing") {
        if let Some(key) = map.required_text("public_key") {
            if integrity::is_public_key(&key) {
                options.public_key = key;
            } else {
                let said = format!("`{key}` is no public key of minisign");
                map.say(Code::Config, "public_key", said, "", "write the line that `dateline keygen` printed");
            }
        }
        map.finish();
    }
    if let Some(map) = fields.map("security") {
        options.security = security(&map, now);
        map.finish();
    }
}

/// Whether a text has the form of a language tag.
fn is_tag(text: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.split('-').all(plain) && text.len() <= 35
}

/// The languages that pages are made in beside the site's own.
fn languages(fields: &Fields<'_>, own: &str) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for tag in fields.list("languages") {
        let fault = if !is_tag(&tag) {
            Some((format!("`{tag}` is not a language tag"), "write BCP 47 tags such as en, fr or ar"))
        } else if tag == own {
            Some((format!("`{tag}` is the site's own language"), "leave it out: `languages` names the others"))
        } else if languages.contains(&tag) {
            Some((format!("`{tag}` stands twice in `languages`"), "name each language once"))
        } else {
            None
        };
        match fault {
            Some((message, help)) => fields.say(Code::Config, "languages", message, "", help),
            None => languages.push(tag),
        }
    }
    languages
}

fn security(fields: &Fields<'_>, now: Timestamp) -> Option<pages::Security> {
    let contact = fields.required_text("contact");
    let expires = fields.required_text("expires");
    let (contact, expires) = (contact?, expires?);
    if !["mailto:", "https://"].iter().any(|scheme| contact.starts_with(scheme))
        || contact.contains(char::is_whitespace)
    {
        let said = format!("`{contact}` is no address to write to");
        fields.say(
            Code::Config,
            "contact",
            said,
            "",
            "write mailto: and an e-mail address, or an address with https://",
        );
        return None;
    }
    let Ok(expires) = expires.parse::<Date>() else {
        let said = format!("`{expires}` is not a day");
        fields.say(Code::Config, "expires", said, "", "write it as YYYY-MM-DD");
        return None;
    };
    if expires < TimeZone::UTC.to_datetime(now).date() {
        let said = format!("the contact for weaknesses held until {expires} and has expired");
        fields.say(
            Code::SecurityExpired,
            "expires",
            said,
            "",
            "see that the contact is still right, and write a later day",
        );
    }
    Some(pages::Security { contact, expires })
}

fn weights(fields: &Fields<'_>, options: &mut check::Options) {
    for (code, value) in fields.entries("check") {
        let place = fields.origin().place(fields.origin().path.key("check").key(&code), Part::Value);
        let rules = Code::beginning(&code);
        let weight = value.as_str().and_then(check::Weight::parse);
        let fault = if rules.is_empty() {
            Some((format!("there is no code `{code}`"), "`dateline explain` lists them"))
        } else if rules.iter().any(|rule| rule.severity() == Severity::Error) {
            Some((format!("`{code}` is an error, which cannot be weighed"), "weigh only codes that begin with W"))
        } else if weight.is_none() {
            Some((format!("`{code}` takes off, advice, warning or error"), "write one of the four"))
        } else {
            None
        };
        match (fault, weight) {
            (Some((message, help)), _) => fields.say_at(Code::Config, place, message, "", help),
            (None, Some(weight)) => {
                options.weights.insert(code.to_uppercase(), weight);
            }
            (None, None) => {}
        }
    }
}
