//! How to cite a page: in words, as BibTeX and as RIS. Names nobody as author whom the source does not name, but the
//! site itself.

use jiff::civil::Date;
use serde::Serialize;

use crate::locale::capital;
use crate::pages::plan::Route;
use crate::pages::setting::Setting;

/// What is cited.
pub(super) struct Cited<'a> {
    /// Its title.
    pub(super) title: &'a str,
    /// Its id or slug.
    pub(super) key: &'a str,
    /// Who wrote it, as its byline says; without one the site.
    pub(super) authors: &'a [String],
    /// The day it was published or, of a record, last changed; where that is not known, that to which the data go.
    pub(super) published: Option<Date>,
    /// When it happened that is told; nothing for a story.
    pub(super) happened: Option<&'a str>,
    /// Its language.
    pub(super) lang: &'a str,
    /// Where it lies.
    pub(super) route: &'a Route,
}

/// A citation in three forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Cite {
    /// In words.
    pub(super) plain: String,
    /// As an entry for BibTeX and biblatex.
    pub(super) bibtex: String,
    /// As a record for reference managers.
    pub(super) ris: String,
}

/// How to cite something.
#[must_use]
pub(super) fn cite(setting: &Setting<'_>, cited: &Cited<'_>) -> Cite {
    let words = setting.words;
    let cutoff = setting.data_cutoff.as_ref().map(|day| words.tell("cite_cutoff", &[("date", day.into())]));
    let of = cited.happened.map(|date| words.tell("cite_on", &[("date", date.into())]));
    let note: Vec<String> = of.into_iter().chain(cutoff.clone()).collect();
    let address = setting.absolute(cited.route);
    let site = setting.site_title();
    let mut plain: Vec<String> = cited.authors.to_vec();
    let title = match cited.happened {
        Some(date) => words.tell("title_and_date", &[("title", one_line(cited.title).into()), ("date", date.into())]),
        None => one_line(cited.title),
    };
    plain.extend([site.to_owned(), words.tell("quote", &[("text", title.into())])]);
    let is_cutoff = |day: &Date| setting.briefing.data_cutoff() == Some(*day);
    let day = cited.published.filter(|day| cited.happened.is_none() || !is_cutoff(day));
    plain.extend(day.map(|day| words.day(day)));
    plain.extend(address.clone());
    plain.extend(cutoff);
    let fields = Fields { site, address: address.as_deref(), note: &capital(&words.series(&note)) };
    Cite { plain: format!("{}.", words.row(&plain)), bibtex: bibtex(cited, &fields), ris: ris(cited, &fields) }
}

/// What both machine forms say of the site.
struct Fields<'a> {
    site: &'a str,
    address: Option<&'a str>,
    note: &'a str,
}

fn bibtex(cited: &Cited<'_>, fields: &Fields<'_>) -> String {
    let mut lines = vec![format!("@misc{{{}", cited.key)];
    let mut add = |key: &str, value: &str| lines.push(format!("  {key} = {{{value}}}"));
    // Double braces keep capitals, and names from being taken apart at their commas and spaces.
    add("title", &format!("{{{}}}", latex(cited.title)));
    let authors: Vec<String> = authors(cited, fields).map(|name| format!("{{{}}}", latex(name))).collect();
    add("author", &authors.join(" and "));
    add("howpublished", &latex(fields.site));
    if let Some(day) = cited.published {
        add("date", &day.to_string());
        add("year", &day.year().to_string());
    }
    if let Some(address) = fields.address {
        add("url", address);
    }
    if !fields.note.is_empty() {
        add("note", &latex(fields.note));
    }
    format!("{}\n}}", lines.join(",\n"))
}

/// Who wrote it; without a byline the site, as whoever publishes it.
fn authors<'c>(cited: &'c Cited<'_>, fields: &'c Fields<'_>) -> impl Iterator<Item = &'c str> {
    let site = Some(fields.site).filter(|_| cited.authors.is_empty());
    cited.authors.iter().map(String::as_str).chain(site)
}

/// A text with the signs that mean something to LaTeX written so that they do not.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => escaped.push_str(r"\textbackslash{}"),
            '~' => escaped.push_str(r"\textasciitilde{}"),
            '^' => escaped.push_str(r"\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn ris(cited: &Cited<'_>, fields: &Fields<'_>) -> String {
    let mut lines = vec!["TY  - ELEC".to_owned()];
    let mut add = |tag: &str, value: &str| lines.push(format!("{tag}  - {}", one_line(value)));
    add("TI", cited.title);
    authors(cited, fields).for_each(|author| add("AU", author));
    add("T2", fields.site);
    if let Some(day) = cited.published {
        add("PY", &day.year().to_string());
        add("DA", &day.strftime("%Y/%m/%d").to_string());
    }
    add("LA", cited.lang);
    if let Some(address) = fields.address {
        add("UR", address);
    }
    if !fields.note.is_empty() {
        add("N1", fields.note);
    }
    lines.push("ER  - ".to_owned());
    lines.join("\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited<'a>(authors: &'a [String], route: &'a Route, published: Option<Date>) -> Cited<'a> {
        Cited {
            title: "Fuel & food: 50% \\ {x}\nof $1_000",
            key: "fuel",
            authors,
            published,
            happened: None,
            lang: "fr",
            route,
        }
    }

    const FIELDS: Fields<'_> =
        Fields { site: "R&D", address: Some("https://example.org/a_b/"), note: "Data to 1 June 2025" };

    #[test]
    fn signs_of_latex_are_only_signs() {
        let route = Route::new("x/");
        let text = bibtex(&cited(&[], &route, None), &FIELDS);
        assert!(text.contains(r"title = {{Fuel \& food: 50\% \textbackslash{} \{x\} of \$1\_000}}"), "{text}");
        assert!(text.contains("url = {https://example.org/a_b/}"), "{text}");
        assert!(text.starts_with("@misc{fuel,\n") && text.ends_with("\n}"), "{text}");
        assert!(text.contains(r"author = {{R\&D}}") && !text.contains("year"), "{text}");
        assert_eq!(latex("~^#"), r"\textasciitilde{}\textasciicircum{}\#");
    }

    #[test]
    fn authors_are_those_of_the_byline_and_stay_whole() {
        let route = Route::new("x/");
        let authors = ["A. Diallo".to_owned(), "The desk, Bamako".to_owned()];
        let day = Date::constant(2025, 6, 4);
        let text = bibtex(&cited(&authors, &route, Some(day)), &FIELDS);
        assert!(text.contains("author = {{A. Diallo} and {The desk, Bamako}}"), "{text}");
        assert!(text.contains("date = {2025-06-04}") && text.contains("year = {2025}"), "{text}");
    }

    #[test]
    fn a_record_for_reference_managers_has_one_field_a_line() {
        let route = Route::new("x/");
        let text = ris(&cited(&["A. Diallo".to_owned()], &route, Some(Date::constant(2025, 6, 4))), &FIELDS);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..4],
            ["TY  - ELEC", "TI  - Fuel & food: 50% \\ {x} of $1_000", "AU  - A. Diallo", "T2  - R&D"]
        );
        assert!(lines.contains(&"DA  - 2025/06/04") && lines.last() == Some(&"ER  - "), "{text}");
        assert!(lines.iter().all(|line| line.get(2..6) == Some("  - ")), "{text}");
    }
}
