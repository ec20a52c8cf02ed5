//! The fixed word lists of the record format: what a source file may write, and the words a reader sees.

/// A word from a fixed list.
pub trait Word: Copy + Sized + 'static {
    /// The list's name, as message files write it before a word.
    const LIST: &'static str;
    /// Every word of the list, in the order it is shown.
    const ALL: &'static [Self];
    /// The word as a source file writes it.
    fn as_str(self) -> &'static str;
    /// The word as a reader of English sees it.
    fn label(self) -> &'static str;
    /// The word a source file wrote.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident $list:literal { $($variant:ident $text:literal $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $label] $variant,)* }

        impl Word for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            fn as_str(self) -> &'static str { match self { $(Self::$variant => $text),* } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label),* } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

words! {
    /// Whether an entry is an incident or marks a turn in events; milestones never enter a total.
    EntryKind "entry_kind" {
        Incident "incident" "incident";
        Milestone "milestone" "milestone";
    }
}

words! {
    /// What happened.
    EventType "event_type" {
        AttackOnForces "attack_on_forces" "attack on forces";
        AttackOnCivilians "attack_on_civilians" "attack on civilians";
        Clash "clash" "clash";
        Explosive "explosive" "explosive device";
        AirStrike "air_strike" "air strike";
        Abduction "abduction" "abduction";
        SiegeBlockade "siege_blockade" "siege or blockade";
        TerritoryChange "territory_change" "change of territory";
        Political "political" "political event";
        Peacekeeping "peacekeeping" "peacekeeping and foreign forces";
        Unrest "unrest" "unrest";
        Statement "statement" "statement";
        Aggregate "aggregate" "running total";
        Other "other" "other event";
    }
}

words! {
    /// Where an article or record stands between the desk and the reader.
    Status "status" {
        Draft "draft" "draft";
        Published "published" "published";
        UnderReview "under_review" "under review";
        Withdrawn "withdrawn" "withdrawn";
    }
}

words! {
    /// How finely a date is known.
    DatePrecision "date_precision" {
        Day "day" "on the day";
        Range "range" "over several days";
        Week "week" "within the week";
        Month "month" "within the month";
        Year "year" "within the year";
    }
}

words! {
    /// How finely a place is known.
    PlacePrecision "place_precision" {
        Exact "exact" "exact place";
        Near "near" "near the place";
        Adm2 "adm2" "district";
        Adm1 "adm1" "region";
        Area "area" "wider area";
        Country "country" "country";
        Sea "sea" "at sea";
    }
}

words! {
    /// What an actor was in an incident.
    Role "role" {
        Perpetrator "perpetrator" "perpetrator";
        AllegedPerpetrator "alleged_perpetrator" "alleged perpetrator";
        Target "target" "target";
        Defender "defender" "defender";
        Claimant "claimant" "claims responsibility";
        Party "party" "party";
        Mediator "mediator" "mediator";
    }
}

words! {
    /// What a claim is about.
    Measure "measure" {
        Killed "killed" "killed";
        Wounded "wounded" "wounded";
        Captured "captured" "captured";
        Abducted "abducted" "abducted";
        Arrested "arrested" "arrested";
        Displaced "displaced" "displaced";
        Casualties "casualties" "killed, wounded, missing or captured";
        Responsibility "responsibility" "responsibility";
        Control "control" "control";
        Material "material" "material losses";
        Date "date" "date";
        Place "place" "place";
        Identity "identity" "identity";
    }
}

words! {
    /// Whom a claim counts.
    Who "who" {
        Soldiers "soldiers" "soldiers";
        Police "police" "police";
        Militia "militia" "militia members";
        Fighters "fighters" "fighters";
        Peacekeepers "peacekeepers" "peacekeepers";
        ForeignForces "foreign_forces" "foreign forces";
        Attackers "attackers" "attackers";
        Civilians "civilians" "civilians";
        Children "children" "children";
        Suspects "suspects" "suspects";
        All "all" "people";
    }
}

words! {
    /// How a figure is meant.
    Qualifier "qualifier" {
        Exactly "exactly" "exactly";
        AtLeast "at_least" "at least";
        MoreThan "more_than" "more than";
        About "about" "about";
        UpTo "up_to" "up to";
        Dozens "dozens" "dozens";
        Hundreds "hundreds" "hundreds";
        Unspecified "unspecified" "some, no number";
    }
}

words! {
    /// How firm a claim is.
    ClaimStatus "claim_status" {
        Confirmed "confirmed" "confirmed";
        Reported "reported" "reported";
        Claimed "claimed" "claimed";
        Disputed "disputed" "disputed";
        Denied "denied" "denied";
        NoComment "no_comment" "no comment";
        Retracted "retracted" "retracted";
        Superseded "superseded" "superseded";
    }
}

words! {
    /// What an actor is.
    ActorKind "actor_kind" {
        StateForce "state_force" "state force";
        ArmedGroup "armed_group" "armed group";
        Militia "militia" "militia";
        ForeignForce "foreign_force" "foreign force";
        Peacekeepers "peacekeepers" "peacekeepers";
        Government "government" "government";
        Igo "igo" "intergovernmental organisation";
        Civilians "civilians" "civilians";
        Reporter "reporter" "reporter";
    }
}

words! {
    /// What a source is.
    SourceType "source_type" {
        News "news" "news";
        Ngo "ngo" "non-governmental organisation";
        Igo "igo" "intergovernmental organisation";
        Government "government" "government";
        Dataset "dataset" "data set";
        Encyclopedia "encyclopedia" "encyclopedia";
        Analysis "analysis" "analysis";
        Social "social" "social media";
    }
}

words! {
    /// How a country's month compares with the one before.
    Arrow "outlook_arrow" {
        Worse "worse" "worse";
        Better "better" "better";
        Same "same" "the same";
    }
}

impl Measure {
    /// Whether the measure counts people or things.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(
            self,
            Self::Killed
                | Self::Wounded
                | Self::Captured
                | Self::Abducted
                | Self::Arrested
                | Self::Displaced
                | Self::Casualties
                | Self::Material
        )
    }
}

impl ClaimStatus {
    /// Whether a claim of this status still counts towards the range that is shown
    /// (those superseded, retracted or denied do not; a refusal to comment holds no figure).
    #[must_use]
    pub fn stands(self) -> bool {
        !matches!(self, Self::Superseded | Self::Retracted | Self::Denied | Self::NoComment)
    }
}

impl ActorKind {
    /// Whether an actor of this kind is a party to the conflict, whose figures are an interested party's.
    #[must_use]
    pub fn is_party(self) -> bool {
        matches!(self, Self::StateForce | Self::ArmedGroup | Self::Militia | Self::ForeignForce | Self::Government)
    }
}
