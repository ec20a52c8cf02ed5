//! A calendar (RFC 5545): one all-day event an incident, so that an analyst's calendar shows what happened when.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::export::format::{Format, Rows};
use crate::export::rows::Incident;
use crate::export::{Data, Edition};

/// The longest line, in bytes, its end apart.
const LINE: usize = 75;

/// `incidents.ics`.
pub(super) struct Calendar;

impl Format for Calendar {
    fn name(&self) -> &'static str {
        "ical"
    }

    fn file(&self) -> &'static str {
        "incidents.ics"
    }

    fn title(&self) -> &'static str {
        "Calendar (iCalendar)"
    }

    fn about(&self) -> &'static str {
        "One all-day event an incident, over all the days its date can mean"
    }

    fn media_type(&self) -> &'static str {
        "text/calendar"
    }

    fn rows(&self, data: &Data) -> Option<Rows> {
        Some(Rows::incidents(data))
    }

    fn make(&self, data: &Data, edition: &Edition) -> anyhow::Result<Vec<u8>> {
        let mut text = String::new();
        line(&mut text, "BEGIN:VCALENDAR");
        line(&mut text, "VERSION:2.0");
        line(&mut text, "PRODID:-//dateline//dateline//EN");
        line(&mut text, "CALSCALE:GREGORIAN");
        line(&mut text, &format!("X-WR-CALNAME:{}", escaped(&edition.title)));
        for incident in &data.incidents {
            event(&mut text, incident, edition)?;
        }
        line(&mut text, "END:VCALENDAR");
        Ok(text.into_bytes())
    }
}

fn event(text: &mut String, incident: &Incident, edition: &Edition) -> anyhow::Result<()> {
    let start: Date = incident.date.start.parse()?;
    let end: Date = incident.date.end.parse()?;
    let after = end.checked_add(1.day()).unwrap_or(end);
    let host = edition.base_url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let host = if host.is_empty() { "dateline.invalid" } else { host };
    let changed = incident.corrections.iter().map(|c| &c.at).chain(incident.updates.iter().map(|u| &u.at)).max();
    let stamp: Date = changed.and_then(|at| at.get(..10)?.parse().ok()).unwrap_or(end);
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}@{host}", incident.id));
    line(text, &format!("DTSTAMP:{}T000000Z", stamp.strftime("%Y%m%d")));
    line(text, &format!("DTSTART;VALUE=DATE:{}", start.strftime("%Y%m%d")));
    line(text, &format!("DTEND;VALUE=DATE:{}", after.strftime("%Y%m%d")));
    line(text, &format!("SUMMARY:{}", escaped(&incident.title)));
    line(text, &format!("DESCRIPTION:{}", escaped(&description(incident))));
    let place: Vec<&str> =
        [Some(incident.place.name.as_str()), incident.place.adm1.as_deref()].into_iter().flatten().collect();
    line(text, &format!("LOCATION:{}", escaped(&place.join(", "))));
    if let Some((lat, lon)) = incident.place.lat.zip(incident.place.lon) {
        line(text, &format!("GEO:{lat};{lon}"));
    }
    line(text, &format!("CATEGORIES:{}", escaped(incident.event)));
    if !edition.base_url.is_empty() {
        line(text, &format!("URL:{}", incident.url));
    }
    line(text, "TRANSP:TRANSPARENT");
    line(text, "END:VEVENT");
    Ok(())
}

/// The summary, and what each speaker says was killed.
fn description(incident: &Incident) -> String {
    let mut text = incident.summary.clone();
    for claim in incident.claims.iter().filter(|claim| claim.about == "killed") {
        let figures = [("low", claim.low), ("best", claim.best), ("high", claim.high)];
        let figures: Vec<String> =
            figures.iter().filter_map(|(name, value)| value.map(|value| format!("{name} {value}"))).collect();
        let figures =
            if figures.is_empty() { claim.qualifier.unwrap_or("no number").to_owned() } else { figures.join(", ") };
        let who = claim.who.map(|who| format!(" ({who})")).unwrap_or_default();
        text.push_str(&format!("\nkilled{who}: {figures}; {}, {}", claim.by_name, claim.status));
    }
    text
}

/// Text as a value: backslash, comma, semicolon and line end are escaped (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded at 75 bytes between characters (RFC 5545, 3.1).
fn line(text: &mut String, content: &str) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters() {
        let mut text = String::new();
        line(&mut text, &format!("SUMMARY:{}", "é".repeat(80)));
        assert!(text.ends_with("\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é".repeat(80)));
    }

    #[test]
    fn what_parts_values_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
