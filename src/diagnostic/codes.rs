//! Every rule the tool can speak by: code, title, why it stands, an example and the way out.
//!
//! One table feeds the messages, `dateline explain` and `docs/diagnostics.md`.

use crate::diagnostic::Severity;

/// What is known of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code a user sees, such as `E203`.
    pub code: &'static str,
    /// The rule in a few words.
    pub title: &'static str,
    /// Why it stands.
    pub explanation: &'static str,
    /// A source that breaks it.
    pub example: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

macro_rules! rules {
    ($($name:ident $code:literal $title:literal, $explanation:literal, $example:literal, $remedy:literal;)*) => {
        /// A rule's name in the code; [`Code::rule`] has its text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every rule, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The rule's text.
            #[must_use]
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$name => &Rule {
                        code: $code, title: $title, explanation: $explanation, example: $example, remedy: $remedy,
                    },)*
                }
            }
        }
    };
}

impl Code {
    /// The code a user sees, such as `E203`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.rule().code
    }

    /// Errors begin with `E`, warnings with `W`; what is seldom a slip but could be better is advice.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::WeakSources
            | Self::OnlyInterested
            | Self::SourceNotKept
            | Self::NameNotLinked
            | Self::LinkNotKept => Severity::Advice,
            code if code.as_str().starts_with('E') => Severity::Error,
            _ => Severity::Warning,
        }
    }

    /// Every rule whose code begins so, in either case; none for a text that begins no code.
    #[must_use]
    pub fn beginning(prefix: &str) -> Vec<Self> {
        let fits = |code: &Self| code.as_str().get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix));
        if prefix.is_empty() { Vec::new() } else { Self::ALL.iter().copied().filter(fits).collect() }
    }

    /// The rule of a code as a user writes it, in either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(text))
    }
}

rules! {
    UnknownKey "E101" "unknown key",
        "A key that no rule knows is most often a slip of the pen; left alone, what stands under it would be lost without a word.",
        "titel: Attack on the army post",
        "write the key as the format names it, or remove it";
    MissingKey "E102" "missing key",
        "The page cannot be made without this value.",
        "- id: \"2025-06-01-boulikessi\"\n  # no title",
        "add the key";
    WrongType "E103" "wrong type",
        "The key takes another kind of value, such as a list where a single word stands.",
        "sources: reuters",
        "write the value in the form the message names";
    UnknownValue "E104" "value not in the list",
        "The key takes one of a fixed list of words, so that pages, filters and exports mean the same everywhere.",
        "status: publshed",
        "take one of the words the message lists";
    YamlSyntax "E105" "YAML syntax",
        "The text is not YAML, so nothing in it can be read.",
        "title: Attack: the army's account",
        "put text that holds a colon, a quotation mark or a leading dash in quotation marks";
    DuplicateKey "E106" "duplicate key",
        "A key that stands twice in one mapping would silently lose one of its values.",
        "title: One\ntitle: Two",
        "keep one of the two";
    TooLong "E107" "text too long",
        "Titles are held to 120 characters and summaries to 600, so that cards, feeds and search results show them whole.",
        "title: (130 characters)",
        "shorten the text";
    Encoding "E108" "not UTF-8 text",
        "The file is in another encoding (UTF-16 or Latin-1), or it is not text at all; reading it as UTF-8 would garble names.",
        "a file saved as UTF-16",
        "save the file as UTF-8";
    ControlCharacter "E109" "hidden direction character",
        "Bidirectional overrides (U+202A to U+202E, U+2066 to U+2069) make text read otherwise than it is stored, which can hide a change of a name or a figure.",
        "title: \"Attack\\u202E\"",
        "remove the character; right-to-left text needs none";
    FrontMatter "E110" "front matter missing or not closed",
        "An article or page begins with `---`, YAML, and `---` again; without it there is no title and no date.",
        "Attack on the army post\n\nSoldiers ...",
        "begin the file with `---`, a `title:` and a `date:`, and close with `---`";
    TooLarge "E111" "file too large",
        "Front matter is held to 64 KiB and a YAML file to 8 MiB, so that a broken or hostile file cannot stop a build.",
        "a 20 MiB incidents.yaml",
        "split the file";
    BadId "E201" "id against its pattern",
        "An incident's id is its date and a few words, `YYYY[-MM[-DD]]-words`, in lower-case ASCII, 80 characters at most; the date part agrees with `date.start`. Ids of registers are lower-case words joined by hyphens.",
        "id: Boulikessi_2025",
        "write the id by the pattern";
    DuplicateId "E202" "duplicate id",
        "An id names one thing. Two records with one id would fight for one page.",
        "two records with id 2025-06-01-boulikessi",
        "give one of them another id; if both tell of one incident, join them with `same_as`";
    UnknownReference "E203" "unknown actor, place, source, claim, incident or story",
        "A reference must lead somewhere, or a figure would stand without its speaker or a link would break.",
        "by: jmin",
        "correct the id, or add the entry to its register";
    AliasTwice "E204" "name or alias held by two",
        "Names meet after folding (accents, apostrophes, hyphens and spaces do not count), so that one name must not lead to two entries.",
        "aliases: [JNIM]   # in two actors",
        "keep the alias in one entry";
    ExternalTwice "E205" "external id used twice",
        "A row of a data set is one record. Two records of one author that name the same row are a copy.",
        "external: {ucdp: [305543]}   # in two records of one author",
        "remove one record, or give each its own `recorded_by` if two authors told of it";
    DeadOverride "E206" "override that does nothing",
        "An override that names what does not exist, holds off nothing (`not_same_as` between two that nothing would join, `keep_repeats` where nothing repeats), or contradicts another, would stop working unseen. `same_as` and `canonical` may agree with the rules: they stay in force when a rule no longer does.",
        "not_same_as: [2019-10-01-boulkesi]",
        "correct the id, or remove the override";
    ImpossibleDate "E301" "impossible date",
        "Dates are ISO 8601: `2025-06-01`, or with reduced precision `2025-06` or `2025`; a time is `06:00`, a timestamp `2025-06-01T06:00:00Z`.",
        "start: \"2025-06-31\"",
        "correct the date";
    EndBeforeStart "E302" "end before start",
        "A span of time ends after it begins.",
        "date: {start: \"2025-06-02\", end: \"2025-06-01\", precision: range}",
        "swap the two, or correct one";
    RangeWithoutEnd "E303" "range without end",
        "`precision: range` says that the incident lasted; the end is what makes it a range.",
        "date: {start: \"2025-06-02\", precision: range}",
        "add `end`, or take another precision";
    DateShape "E304" "date does not fit its precision",
        "`month` goes with `2025-05`, `year` with `2025`, `day`, `week` and `range` with full dates.",
        "date: {start: \"2025-05\", precision: day}",
        "write the date to the precision named, or name the precision the date has";
    FutureDate "E305" "date in the future",
        "What is published has happened. A date in the future is a slip, or an item that is still a draft.",
        "date: \"2099-01-01\"",
        "correct the date, or set `status: draft`";
    SaidBeforeStart "E306" "said before it happened",
        "Nobody gives a toll of an incident before it begins.",
        "said_on: \"2025-05-30\"   # of an incident of 1 June",
        "correct `said_on` or the incident's date";
    CoordinateRange "E401" "coordinate out of range",
        "Latitudes run from -90 to 90, longitudes from -180 to 180, in decimal degrees.",
        "lat: 147.983",
        "correct the number; a decimal point may be missing or the two may be swapped";
    HalfCoordinate "E402" "only one coordinate",
        "A point needs both `lat` and `lon`.",
        "place: {name: Boulikessi, lat: 14.7983}",
        "add the other one";
    UnknownCountry "E403" "unknown country code",
        "Countries are ISO 3166-1 alpha-3 codes such as MLI, BFA and NER.",
        "country: ML",
        "write the three-letter code";
    AmountOrder "E501" "low, best and high out of order",
        "`low` is at most `best`, and `best` at most `high`.",
        "low: 35, best: 30",
        "correct the figures; if a data set has them so, name its row in `row`";
    AmountNumber "E502" "negative or fractional amount",
        "People are counted in whole numbers from 0.",
        "value: 2.5",
        "write a whole number";
    AmountTwice "E503" "value beside low, best or high",
        "`value` is a single figure, `low`, `best` and `high` are a range; a claim gives one or the other.",
        "value: 40, low: 30",
        "keep one form";
    ClaimSpeaker "E504" "claim without speaker or source",
        "Every figure has its speaker (`by`) and the place where it was read (`via`). This is what the tool is for.",
        "- {id: c1, about: killed, value: 40, status: reported}",
        "add `by` (an actor or source) and `via` (sources)";
    SupersededLoop "E505" "claims that replace each other in a circle",
        "A later claim replaces an earlier one; following `superseded_by` must end at a claim that stands.",
        "c1 superseded_by c2, c2 superseded_by c1",
        "remove the link that leads back";
    HeadlineMeasure "E506" "headline claim about something else",
        "`headline: {killed: c2}` shows claim c2 on cards as the number killed; c2 must be about that.",
        "headline: {killed: c7}   # c7 is about captured",
        "name a claim about that measure";
    MediaCredit "E601" "media without alternative text or credit",
        "Readers who cannot see an image need `alt`; the person who made it is owed `credit`.",
        "media: [{file: camp.jpg}]",
        "add `alt` and `credit`";
    CorrectionIncomplete "E602" "correction without was and now",
        "A correction tells readers what stood there and what stands there now.",
        "corrections: [{at: \"2025-06-05\", reason: slip}]",
        "add `was` and `now`";
    PublishedWithoutSource "E603" "published without a source",
        "What is published says where it was read. A claim's `via` counts as a source of its record.",
        "status: published   # no sources, no claims",
        "add `sources`, or set `status: draft`";
    MediaMissing "E604" "picture or document that is not there",
        "A record or article names a file that does not lie in static/. Readers would see an empty frame.",
        "media: [{file: camp.jpg, alt: …, credit: …}]   # there is no static/camp.jpg",
        "put the file into static/, or correct its name";
    Config "E801" "site.yaml cannot be used",
        "A setting in site.yaml is missing or has a value that cannot be used.",
        "base_url: sahel",
        "correct the setting as the message says";
    UnsafePath "E802" "unsafe or unusable path",
        "Slugs, aliases and file names become paths of the site. They must stay inside it and work on every host: no `..`, no leading slash in a slug, no reserved names, no trailing dot or space, 200 bytes at most.",
        "aliases: [../../etc/passwd]",
        "write a plain relative path";
    RouteCollision "E803" "two pages with one address",
        "Two sources want the same address in the built site, so one would overwrite the other.",
        "two articles with slug boulikessi",
        "give one of them another `slug`";
    Template "E804" "template cannot be used",
        "A template does not parse, names something that does not exist, or failed while a page was made.",
        "{{ page.titel }}",
        "correct the template as the message says";
    Symlink "E805" "symbolic link that cannot be followed",
        "A link out of the project could publish a file that was never meant to be read; one that leads nowhere, or into a folder that holds it, has nothing to publish.",
        "content/articles/notes.md -> /home/editor/notes.md",
        "copy the file into the project";
    PossibleDuplicate "W701" "two records may be one incident",
        "They lie within two days, at one place or within 15 km, and have a party in common, but nothing joined them. One incident told twice counts twice in every total. Silent where the records were joined, come from one data set, or name one another.",
        "two records of 1 June 2025 at Boulikessi, both with jnim",
        "join them with `same_as`, or name the one in the other under `related`";
    FarFromGazetteer "W702" "coordinates far from the gazetteer's",
        "The record names a place of the register and gives coordinates of its own more than 25 km away: one of the two is wrong, or another place is meant.",
        "place: {ref: boulikessi, lat: 16.9, lon: -1.2}",
        "correct them, or leave the coordinates to the register";
    OutsideCountry "W703" "coordinates outside the country",
        "The point lies more than 20 km outside the country that is named, by the outlines built into the program (West Africa and the Sahel).",
        "djibo: {country: BFA, lat: 14.10, lon: 1.63}",
        "correct the coordinates or the country; a minus sign may be missing";
    SwappedCoordinates "W704" "latitude and longitude exchanged",
        "As they stand the coordinates miss the place or its country; with the two exchanged they fit.",
        "lat: -1.21, lon: 14.79",
        "exchange the two";
    WeakSources "W705" "only an encyclopedia or social media",
        "Both repeat what somebody else said. The report behind them says who said it first.",
        "sources: [wikipedia-boulikessi]",
        "add the source it was read from there";
    OnlyInterested "W706" "only a party's own number",
        "The only number of a measure comes from a party to the fighting. It is shown beside its name; a second speaker would be worth more.",
        "{id: c1, about: killed, value: 200, by: jnim, status: claimed}",
        "add another speaker's figure, or `no_comment` of one who gives none";
    SourceNotKept "W707" "source without archive or access date",
        "Pages change and go. An archived copy and the day on which it was read let a reader see what the figure was taken from.",
        "report: {name: Report, type: news, url: \"https://example.org/report\"}",
        "add `archive` and `accessed`";
    FigureWithoutClaim "W708" "figure in prose that no claim holds",
        "A title, summary or story gives a number of people killed, wounded, captured, abducted or displaced that no claim of its incidents holds, so that it stands without a speaker. English and French, digits and words, are read; texts of other outlets are left alone.",
        "summary: The group killed 40 soldiers.   # the claims say more than 30",
        "correct the number, or add the claim with its speaker";
    ActorNotListed "W709" "actor named but not listed",
        "The title or summary names an armed actor that is neither among the record's actors nor speaks in its claims, so that the record is missing from the actor's page.",
        "summary: JNIM attacked the base.   # actors: [army]",
        "add the actor with its role";
    RowOrder "W710" "row of a data set with low, best and high out of order",
        "Some rows of data sets break low ≤ best ≤ high, most often where an event could not be told apart. What the data set says is kept as it is; ranges and totals run from the least to the most of the three.",
        "{row: 285444, low: 46, best: 0, high: 0}",
        "nothing, or ask the data set's makers";
    ConfirmedConflict "W711" "two confirmed claims that do not meet",
        "Both cannot be so. A confirmed figure that another replaced is superseded; where two authorities differ, one is disputed.",
        "two confirmed claims of soldiers killed, 12 and 14",
        "mark one `superseded` or `disputed`";
    TranslationMissing "W712" "translation half done",
        "A record has its title or its summary in a language, but not the other.",
        "title_i18n: {fr: …}   # no summary_i18n",
        "add the other";
    StaleFigure "W713" "figure that a newer claim has left behind",
        "The text gives a figure that its speaker has since raised, or that another claim superseded, and does not tell the newer one beside it.",
        "At least 13 soldiers were killed.   # the army now says 14",
        "bring the text up to date, or tell both with their dates";
    NameNotLinked "W714" "name in a story that leads nowhere",
        "A story names an actor or place of the registers that it does not link and that is in none of its incidents. A reader could go on from there.",
        "… fighters of Ansaru …   # no link",
        "link it, or list the incident";
    DateAgainstRecord "W715" "date in prose against the record",
        "The first date of a record's title or summary just misses the record's own, or a link to an incident gives another date than the incident has, or the sentence around it does. The day on which something was said is left alone.",
        "[2 June](incident:2025-06-01-boulikessi)",
        "make the two agree";
    LinkNotKept "W716" "link out that nobody keeps",
        "A story links to a page that is no source of the register, so that no archived copy of it is kept.",
        "[a report](https://example.org/report)",
        "add it to the sources' register, with `archive`";
    FigureChanged "W717" "published figure changed without a correction",
        "The last build into this folder published another figure for the claim. Readers who saw it are owed a correction; a later figure of the same speaker is a claim of its own. Told until the correction is there.",
        "value: 54   # published as 45",
        "add the correction the message spells out, or a new claim";
    BrokenLink "W801" "link leads nowhere",
        "A link inside the site points at a page that is not built.",
        "[see here](story:no-such-story)",
        "correct the address, or remove the link";
    RawHtml "W802" "raw HTML is shown as text",
        "Raw HTML in Markdown can carry scripts, so it is not passed through; readers see it as written.",
        "<iframe src=\"https://example.org\"></iframe>",
        "write it in Markdown, or remove it";
    LinkScheme "W803" "link scheme not allowed",
        "Links may be https, http, mailto or relative. Others (`javascript:`, `data:`, `file:`) can run code or leak paths, so the words stay and the link goes.",
        "[click](javascript:alert(1))",
        "link to an https address";
    NearRepeat "W804" "nearly repeated text kept",
        "Two passages are nearly the same but differ in a number, a name or a quotation, so both are kept.",
        "two paragraphs that differ only in 30 and 40",
        "look at both, and remove the one that is out of date";
    UnclaimedFile "W805" "file that nothing reads",
        "The file lies in content/ but has an ending or a folder that no rule reads, or it is a template that no page uses, so nothing of it is published.",
        "content/articles/notes.txt",
        "move it out of content/, or give it the ending .md or .yaml";
    HeadingSkip "W806" "heading skips a level",
        "Screen readers walk a page by its headings; a jump from level 2 to level 4 sounds like a missing part.",
        "## Part\n\n#### Detail",
        "use the next level";
    SecurityExpired "W807" "expired security contact",
        "`.well-known/security.txt` says until when its contact can be trusted; after that day readers are told not to use it.",
        "security: {contact: mailto:desk@example.org, expires: 2024-12-31}",
        "see that the contact is still right, and write a later day";
    Metadata "W808" "file that speaks of its maker",
        "Photographs, documents and films carry names, places, times and devices, and can lead to who made them. Pictures in JPEG, PNG, WebP and GIF are published without all that; of this file it could not be taken out.",
        "static/report.pdf",
        "take it out (`mat2` and `exiftool` can), or publish the picture in another format";
    OverBudget "W809" "heavier than its budget",
        "Many readers are on slow lines and old phones. What a page, a style sheet, a script or a picture may weigh, compressed by gzip, stands under `budget` in `site.yaml`; a page is weighed together with the style sheets.",
        "a story of 60 paragraphs, or a picture of 900 kB",
        "make it lighter, divide it, or write a larger budget";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        let mut errors: Vec<_> = codes.iter().filter(|c| c.starts_with('E')).collect();
        let as_written = errors.clone();
        errors.sort();
        errors.dedup();
        assert_eq!(errors, as_written);
    }

    #[test]
    fn a_code_is_found_in_either_case() {
        assert_eq!(Code::parse("e203"), Some(Code::UnknownReference));
        assert_eq!(Code::parse("E999"), None);
    }
}
