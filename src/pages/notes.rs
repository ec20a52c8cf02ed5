//! What stands at the foot of a page: sources, updates and corrections, receipts.

use std::cmp::Reverse;

use crate::locale::{Words, capital};
use crate::model::incident::{Correction, Update};
use crate::model::{Receipt, Source, SourceId};
use crate::pages::setting::Setting;
use crate::pages::views::{CorrectionView, ReceiptView, SourceView, UpdateView};

/// How much of a folded text a receipt quotes, in characters.
const QUOTE: usize = 280;

/// Sources as numbered notes, in the order given.
#[must_use]
pub(super) fn sources(setting: &Setting<'_>, ids: &[&SourceId]) -> Vec<SourceView> {
    let registered = ids.iter().filter_map(|id| setting.briefing.corpus.sources.get(*id));
    registered.map(|source| view(setting.words, source)).collect()
}

fn view(words: &Words, source: &Source) -> SourceView {
    // Some languages put a day and a month into a sentence in different ways.
    let dated = |key: &str, date: crate::model::PartialDate| {
        let key = if date.day.is_some() { key.to_owned() } else { format!("{key}_in") };
        words.tell(&key, &[("date", words.partial(date).into())])
    };
    let mut detail = vec![words.label(source.kind).to_owned()];
    detail.extend(source.published.map(|date| dated("source_published", date)));
    detail.extend(source.accessed.map(|date| dated("source_read", date)));
    detail.extend(source.reliability.map(|grade| words.tell("reliability", &[("grade", grade.to_string().into())])));
    detail.extend(source.licence.clone());
    SourceView {
        name: source.name.clone(),
        url: source.url.clone().filter(|url| is_web(url)),
        archive: source.archive.clone().filter(|url| is_web(url)),
        lang: source.lang.clone().filter(|lang| lang != words.tag()),
        detail: words.row(&detail),
    }
}

/// Whether an address may become a link out of the site.
#[must_use]
pub(super) fn is_web(url: &str) -> bool {
    let lower = url.trim_start().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// Updates, newest first.
#[must_use]
pub(super) fn updates<'u>(words: &Words, updates: impl Iterator<Item = &'u Update>) -> Vec<UpdateView> {
    let mut updates: Vec<&Update> = updates.collect();
    updates.sort_by_key(|update| Reverse(update.at));
    updates.into_iter().map(|u| UpdateView { at: words.moment_day(u.at), text: u.text.clone() }).collect()
}

/// Corrections, newest first.
#[must_use]
pub(super) fn corrections<'c>(words: &Words, corrections: impl Iterator<Item = &'c Correction>) -> Vec<CorrectionView> {
    let mut corrections: Vec<&Correction> = corrections.collect();
    corrections.sort_by_key(|correction| Reverse(correction.at));
    corrections.into_iter().map(|one| correction_view(words, one)).collect()
}

/// One correction.
#[must_use]
pub(super) fn correction_view(words: &Words, correction: &Correction) -> CorrectionView {
    CorrectionView {
        at: words.moment_day(correction.at),
        // The id of a claim says nothing to a reader; its figures do.
        field: correction.field.clone().filter(|field| !field.starts_with("claims")),
        was: correction.was.clone(),
        now: correction.now.clone(),
        reason: correction.reason.clone(),
    }
}

/// An update in one sentence, for feeds.
#[must_use]
pub(super) fn updated(words: &Words, update: &Update) -> String {
    words.tell("update_told", &[("date", words.day(update.at.date).into()), ("text", update.text.as_str().into())])
}

/// A correction in one sentence, for feeds and programs.
#[must_use]
pub(super) fn corrected(words: &Words, correction: &Correction) -> String {
    let mut args = vec![
        ("date", words.day(correction.at.date).into()),
        ("was", correction.was.as_str().into()),
        ("now", correction.now.as_str().into()),
    ];
    let key = if correction.field.is_some() { "correction_told" } else { "correction_told_plain" };
    args.extend(correction.field.iter().map(|field| ("field", field.as_str().into())));
    let reason = correction.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
    format!("{}{reason}", words.tell(key, &args))
}

/// Receipts with what was folded and how to overrule them.
#[must_use]
pub(super) fn receipts<'r>(setting: &Setting<'_>, receipts: impl Iterator<Item = &'r Receipt>) -> Vec<ReceiptView> {
    receipts
        .map(|receipt| {
            let evidence: Vec<String> =
                receipt.evidence.iter().map(|(name, value)| format!("{name} {value}")).collect();
            let evidence = if evidence.is_empty() { String::new() } else { format!(" ({})", evidence.join(", ")) };
            ReceiptView {
                title: capital(receipt.rule.as_str()),
                // Marks of code are for whoever edits the files.
                why: format!("{}{evidence}", capital(&receipt.said.replace('`', ""))),
                quotes: receipt.folded.iter().map(|folded| quote(setting.words, &folded.text)).collect(),
                overrule: format!(
                    "To overrule this, {} {} in {}.",
                    receipt.undo.verb, receipt.undo.line, receipt.undo.file
                ),
            }
        })
        .collect()
}

/// A text in quotation marks, cut at a word to a few lines.
#[must_use]
pub(super) fn quote(words: &Words, text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTE) {
        None => words.tell("quote", &[("text", text.into())]),
        Some((end, _)) => {
            let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            words.tell("quote_cut", &[("text", text[..cut].trim_end().into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quotation_is_cut_at_a_word() {
        let words = crate::locale::Tongues::default();
        let cut = quote(words.own(), &"soldiers ".repeat(60));
        assert!(cut.ends_with("soldiers …”") && cut.chars().count() <= QUOTE + 4, "{cut}");
        assert_eq!(quote(words.own(), " short "), "“short”");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(is_web("https://example.org/"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd"] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
