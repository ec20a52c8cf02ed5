//! Figures in prose: "killed 40 soldiers", "at least thirty dead", "plus de 30 soldats tués".
//!
//! A number counts as a figure only where it stands with people and with what befell them, in one clause. What is not
//! surely such a figure is passed over: a false alarm costs more than a figure not looked at.

use std::ops::Range;

use crate::model::fold;
use crate::model::vocabulary::Measure;

/// A figure found in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number.
    pub(super) value: u64,
    /// Where the phrase stands in the text.
    pub(super) span: Range<usize>,
    /// What it counts; several where the clause names several.
    pub(super) about: Vec<Measure>,
    /// Whether it is open upwards: "at least", "more than".
    pub(super) open: bool,
    /// Whether it is rounded: "about", "nearly".
    pub(super) rough: bool,
}

impl Figure {
    /// Whether a claim about something may hold the figure: casualties are all that were not told apart.
    pub(super) fn is_of(&self, about: Measure) -> bool {
        let is_casualty = |about: &Measure| matches!(about, Measure::Killed | Measure::Wounded | Measure::Captured);
        self.about.contains(&about) || (about == Measure::Casualties && self.about.iter().any(is_casualty))
    }
}

/// A word of a text, folded, or the end of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word { folded: String, span: Range<usize> },
    Number { value: u64, span: Range<usize> },
    Break,
}

/// The figures of a text, in English and French.
pub(super) fn figures(text: &str) -> Vec<Figure> {
    let tokens = joined(&tokens(text));
    let mut found = Vec::new();
    for clause in tokens.split(|token| *token == Token::Break) {
        of_clause(clause, &mut found);
    }
    found
}

/// Every number of a text, whatever it counts.
pub(super) fn values(text: &str) -> Vec<u64> {
    let number = |token| match token {
        Token::Number { value, .. } => Some(value),
        _ => None,
    };
    joined(&tokens(text)).into_iter().filter_map(number).collect()
}

fn of_clause(clause: &[Token], found: &mut Vec<Figure>) {
    let measures: Vec<Measure> = clause.iter().filter_map(|token| measure(word(token)?)).collect();
    let mut several = measures.clone();
    several.sort_unstable();
    several.dedup();
    for (at, token) in clause.iter().enumerate() {
        let Token::Number { value, span } = token else { continue };
        // "200 to 600 people": what holds for the second holds for the first.
        let to = clause.get(at + 1).and_then(word).is_some_and(|w| matches!(w, "to" | "or" | "a" | "ou"));
        let between = at > 0 && clause.get(at - 1).and_then(word).is_some_and(|w| matches!(w, "between" | "entre"));
        let and = clause.get(at + 1).and_then(word).is_some_and(|w| matches!(w, "and" | "et"));
        let second = matches!(clause.get(at + 2), Some(Token::Number { .. })) && (to || (between && and));
        let from = if second { at + 2 } else { at };
        let Some((about, end)) = befell(clause, from) else { continue };
        let before: Vec<&str> = clause[..at].iter().rev().map_while(word).take(3).collect();
        let is = |words: &[&str]| before.iter().take(words.len()).rev().eq(words.iter());
        let open = is(&["at", "least"])
            || is(&["more", "than"])
            || is(&["over"])
            || is(&["au", "moins"])
            || is(&["plus", "de"])
            || is(&["plus", "d"]);
        let rough = ["about", "nearly", "almost", "some", "around", "roughly", "environ", "quelque", "pres"]
            .iter()
            .any(|rough| before.iter().take(2).any(|word| word == rough))
            || is(&["up", "to"])
            || is(&["jusqu", "a"])
            || is(&["moins", "de"])
            || is(&["fewer", "than"]);
        let about = if several.len() > 1 && !adjacent(clause, from) { several.clone() } else { vec![about] };
        found.push(Figure { value: *value, span: span.start..end.max(span.end), about, open, rough });
    }
}

/// Whether the word right after the number says what befell them: "13 wounded".
fn adjacent(clause: &[Token], at: usize) -> bool {
    clause.get(at + 1).and_then(word).and_then(measure).is_some()
}

/// What befell those a number counts, and where the phrase ends; `None` where it does not count people surely.
fn befell(clause: &[Token], at: usize) -> Option<(Measure, usize)> {
    let end = |at: usize| match &clause[at] {
        Token::Word { span, .. } | Token::Number { span, .. } => span.end,
        Token::Break => 0,
    };
    if let Some(about) = clause.get(at + 1).and_then(word).and_then(measure) {
        return Some((about, end(at + 1)));
    }
    // The people counted, with at most two words before them: "30 Malian soldiers", "54 of its soldiers".
    let people = (at + 1..clause.len().min(at + 4))
        .take_while(|next| word(&clause[*next]).is_some_and(|w| !is_unit(w)))
        .find(|next| word(&clause[*next]).is_some_and(is_people))?;
    let after = (people + 1..clause.len().min(people + 6)).map_while(|next| Some((next, word(&clause[next])?)));
    let mut later = None;
    for (next, w) in after {
        if let Some(about) = measure(w) {
            later = Some((about, next));
            break;
        }
        if is_active(w) || matches!(w, "and" | "et" | "but" | "mais" | "who" | "qui" | "while" | "by" | "par") {
            break;
        }
    }
    let before = clause[..at].iter().enumerate().rev().take(5);
    let mut earlier = None;
    for (_, token) in before {
        let Some(w) = word(token) else { break };
        if let Some(about) = measure(w) {
            earlier = Some(about);
            break;
        }
        if is_people(w) {
            break;
        }
    }
    if let Some((about, next)) = later {
        return Some((about, end(next)));
    }
    earlier.map(|about| (about, end(people)))
}

fn word(token: &Token) -> Option<&str> {
    match token {
        Token::Word { folded, .. } => Some(folded),
        _ => None,
    }
}

/// What a word says befell people.
fn measure(word: &str) -> Option<Measure> {
    Some(match word {
        "killed" | "killing" | "kill" | "kills" | "dead" | "died" | "deaths" | "death" | "tue" | "tues" | "tuees"
        | "tuant" | "tuer" | "morts" | "mort" | "mortes" | "deces" => Measure::Killed,
        "wounded" | "wounding" | "injured" | "injuring" | "blesse" | "blesses" | "blessees" | "blessant" => {
            Measure::Wounded
        }
        "captured" | "capturing" | "captives" | "captures" | "capturant" => Measure::Captured,
        "abducted" | "abducting" | "kidnapped" | "kidnapping" | "hostage" | "hostages" | "enleves" | "enlevees"
        | "otages" => Measure::Abducted,
        "displaced" | "displacing" | "deplaces" | "deplacees" => Measure::Displaced,
        _ => return None,
    })
}

fn is_people(word: &str) -> bool {
    matches!(
        word,
        "soldiers"
            | "troops"
            | "servicemen"
            | "gendarmes"
            | "police"
            | "policemen"
            | "officers"
            | "people"
            | "persons"
            | "civilians"
            | "villagers"
            | "men"
            | "women"
            | "children"
            | "fighters"
            | "jihadists"
            | "attackers"
            | "assailants"
            | "militants"
            | "insurgents"
            | "rebels"
            | "terrorists"
            | "militiamen"
            | "volunteers"
            | "peacekeepers"
            | "worshippers"
            | "students"
            | "victims"
            | "members"
            | "mercenaries"
            | "residents"
            | "inhabitants"
            | "others"
            | "soldats"
            | "militaires"
            | "policiers"
            | "personnes"
            | "civils"
            | "villageois"
            | "hommes"
            | "femmes"
            | "enfants"
            | "combattants"
            | "djihadistes"
            | "jihadistes"
            | "assaillants"
            | "terroristes"
            | "miliciens"
            | "volontaires"
            | "suppletifs"
            | "fideles"
            | "habitants"
            | "victimes"
            | "rebelles"
            | "autres"
    )
}

fn is_unit(word: &str) -> bool {
    matches!(
        word,
        "days"
            | "hours"
            | "weeks"
            | "months"
            | "years"
            | "minutes"
            | "kilometres"
            | "km"
            | "times"
            | "attacks"
            | "vehicles"
            | "trucks"
            | "villages"
            | "towns"
            | "jours"
            | "heures"
            | "semaines"
            | "mois"
            | "ans"
            | "annees"
            | "kilometres de"
            | "fois"
            | "attaques"
            | "vehicules"
            | "camions"
            | "percent"
            | "per"
    )
}

/// A verb that begins another thought.
fn is_active(word: &str) -> bool {
    matches!(word, "attacked" | "arrived" | "fled" | "remain" | "remained" | "joined" | "say" | "says" | "said")
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_ascii_digit() {
            let (mut end, mut digits) = (start + 1, String::from(c));
            let rest = &text[start..];
            let mut it = rest.char_indices().skip(1).peekable();
            let mut plain = true;
            while let Some((at, c)) = it.next() {
                let groups = |at: usize| {
                    rest[at..].bytes().take(3).filter(u8::is_ascii_digit).count() == 3
                        && !rest.as_bytes().get(at + 3).is_some_and(u8::is_ascii_digit)
                };
                if c.is_ascii_digit() {
                    digits.push(c);
                    end = start + at + 1;
                } else if matches!(c, ',' | '\u{a0}' | '\u{202f}') && groups(at + c.len_utf8()) {
                    end = start + at + c.len_utf8();
                } else if matches!(c, '.' | ':') && rest[at + 1..].starts_with(|c: char| c.is_ascii_digit()) {
                    plain = false;
                } else {
                    plain = plain
                        && !c.is_alphanumeric()
                        && c != '%'
                        && c != ':'
                        && !(c == '-' && it.peek().is_some_and(|(_, c)| c.is_alphanumeric()));
                    break;
                }
            }
            while chars.peek().is_some_and(|(at, _)| *at < end) {
                chars.next();
            }
            let value = digits.parse().unwrap_or(u64::MAX);
            let grouped = digits.len() < end - start;
            let year = (1900..=2100).contains(&value) && !grouped;
            tokens.push(if plain && !year && value < 1_000_000 {
                Token::Number { value, span: start..end }
            } else {
                Token::Word { folded: "#".to_owned(), span: start..end }
            });
        } else if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            while let Some((at, c)) = chars.peek().copied().filter(|(_, c)| c.is_alphanumeric()) {
                end = at + c.len_utf8();
                chars.next();
            }
            tokens.push(Token::Word { folded: fold::key(&text[start..end]), span: start..end });
        } else if matches!(c, '.' | ';' | ':' | '?' | '!' | '(' | ')' | '—' | '–' | '|' | '\n' | '“' | '”' | '«' | '»')
        {
            tokens.push(Token::Break);
        } else if c == ',' {
            tokens.push(Token::Word { folded: ",".to_owned(), span: start..start + 1 });
        }
    }
    tokens
}

/// Number words made numbers: "thirty-two", "one hundred and twenty", "soixante-dix", "deux cents".
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        if let Some((value, used, span)) = numeral(&tokens[at..]) {
            out.push(Token::Number { value, span });
            at += used;
        } else {
            out.push(tokens[at].clone());
            at += 1;
        }
    }
    out
}

/// The number that words spell from here on, how many words it takes, and where it stands. "one" and "un" alone are
/// no numbers: they are pronouns and articles too often.
fn numeral(tokens: &[Token]) -> Option<(u64, usize, Range<usize>)> {
    let (mut total, mut part, mut used) = (0_u64, 0_u64, 0);
    let mut span: Option<Range<usize>> = None;
    let mut last_end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let Token::Word { folded, span: here } = token else { break };
        let joins = at > 0 && matches!(folded.as_str(), "and" | "et");
        if joins {
            let next = tokens.get(at + 1).and_then(word);
            let hundred = part % 100 == 0 || folded == "et";
            if part > 0 && hundred && next.and_then(small).is_some_and(|n| n < 100) && (folded == "et" || part >= 100) {
                continue;
            }
            break;
        }
        match (folded.as_str(), small(folded)) {
            ("hundred" | "cent" | "cents", _) if at > 0 || folded != "hundred" => part = part.max(1) * 100,
            ("thousand" | "mille", _) if at > 0 || folded == "mille" => {
                total += part.max(1) * 1000;
                part = 0;
            }
            // quatre-vingts, quatre-vingt-dix
            ("vingt" | "vingts", _) if part % 100 == 4 && used > 0 => part += 76,
            (_, Some(n))
                if part == 0 || (part % 100 == 0 && n < 100) || (part % 10 == 0 && n < 20 && part % 100 >= 20) =>
            {
                part += n;
            }
            _ => break,
        }
        used = at + 1;
        last_end = here.end;
        span.get_or_insert(here.clone());
    }
    let value = total + part;
    let span = span?.start..last_end;
    (value > 1).then_some((value, used, span))
}

fn small(word: &str) -> Option<u64> {
    const WORDS: [&[&str]; 21] = [
        &[],
        &["one", "un", "une"],
        &["two", "deux"],
        &["three", "trois"],
        &["four", "quatre"],
        &["five", "cinq"],
        &["six"],
        &["seven", "sept"],
        &["eight", "huit"],
        &["nine", "neuf"],
        &["ten", "dix"],
        &["eleven", "onze"],
        &["twelve", "douze"],
        &["thirteen", "treize"],
        &["fourteen", "quatorze"],
        &["fifteen", "quinze"],
        &["sixteen", "seize"],
        &["seventeen"],
        &["eighteen"],
        &["nineteen"],
        &["twenty", "vingt"],
    ];
    const TENS: [(&str, u64); 11] = [
        ("thirty", 30),
        ("trente", 30),
        ("forty", 40),
        ("quarante", 40),
        ("fifty", 50),
        ("cinquante", 50),
        ("sixty", 60),
        ("soixante", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
    ];
    let at = WORDS.iter().position(|words| words.contains(&word)).and_then(|at| u64::try_from(at).ok());
    at.or_else(|| TENS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_who_were_not_told_apart_are_held_by_a_claim_about_casualties() {
        let figure = &figures("More than 60 soldiers were killed, missing or captured.")[0];
        assert!(
            figure.is_of(Measure::Casualties) && figure.is_of(Measure::Killed) && !figure.is_of(Measure::Displaced)
        );
        assert!(!figures("About 300 people were displaced.")[0].is_of(Measure::Casualties));
    }

    fn read(text: &str) -> Vec<(u64, Measure)> {
        figures(text).into_iter().map(|figure| (figure.value, figure.about[0])).collect()
    }

    #[test]
    fn a_figure_counts_people_and_says_what_befell_them() {
        use Measure::{Captured, Killed, Wounded};
        for (text, expected) in [
            ("JNIM killed 40 soldiers at the base.", vec![(40, Killed)]),
            ("Reuters reported more than 30 soldiers killed", vec![(30, Killed)]),
            ("44 civilians killed and 13 wounded", vec![(44, Killed), (13, Wounded)]),
            ("an attack that left thirty-two people dead", vec![(32, Killed)]),
            ("killing at least one hundred and twenty villagers", vec![(120, Killed)]),
            ("more than 1,200 people were killed", vec![(1200, Killed)]),
            ("au moins quarante soldats ont été tués", vec![(40, Killed)]),
            ("L’attaque a fait 132 morts et 40 blessés", vec![(132, Killed), (40, Wounded)]),
            ("cinquante-quatre soldats béninois tués", vec![(54, Killed)]),
            ("soixante-dix personnes tuées", vec![(70, Killed)]),
            ("quatre-vingt-douze civils tués", vec![(92, Killed)]),
            ("between 200 and 600 people were killed", vec![(200, Killed), (600, Killed)]),
            ("22 soldiers captured", vec![(22, Captured)]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_figures() {
        for text in [
            "He was killed on 1 June 2025 in 2 attacks.",
            "Soldiers were killed 40 days later",
            "The base, 25 kilometres from Djibo, was overrun; soldiers were killed.",
            "more than 400 soldiers are stationed there",
            "In 2019 soldiers were killed.",
            "at 05:30 soldiers were killed",
            "one was killed",
            "3 of the 15 villages were burnt",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn how_a_figure_is_meant() {
        let one = |text| figures(text).remove(0);
        assert!(one("at least 40 soldiers killed").open && one("plus de 40 soldats tués").open);
        assert!(one("about 100 soldiers killed").rough && !one("100 soldiers killed").rough);
    }
}
