//! What stands at the foot of a page: sources, updates and corrections, receipts.

use std::cmp::Reverse;

use crate::model::incident::{Correction, Update};
use crate::model::vocabulary::Word;
use crate::model::{Receipt, Source, SourceId};
use crate::pages::setting::Setting;
use crate::pages::views::{CorrectionView, ReceiptView, SourceView, UpdateView};
use crate::pages::words;

/// How much of a folded text a receipt quotes, in characters.
const QUOTE: usize = 280;

/// Sources as numbered notes, in the order given.
#[must_use]
pub(super) fn sources(setting: &Setting<'_>, ids: &[&SourceId]) -> Vec<SourceView> {
    let registered = ids.iter().filter_map(|id| setting.briefing.corpus.sources.get(*id));
    registered.map(|source| view(source, &setting.options.lang)).collect()
}

fn view(source: &Source, site_lang: &str) -> SourceView {
    let mut detail = vec![source.kind.label().to_owned()];
    detail.extend(source.published.map(|date| format!("published {}", words::partial(date))));
    detail.extend(source.accessed.map(|date| format!("read {}", words::partial(date))));
    detail.extend(source.reliability.map(|grade| format!("reliability {grade}")));
    detail.extend(source.licence.clone());
    SourceView {
        name: source.name.clone(),
        url: source.url.clone().filter(|url| is_web(url)),
        archive: source.archive.clone().filter(|url| is_web(url)),
        lang: source.lang.clone().filter(|lang| lang != site_lang),
        detail: detail.join(", "),
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
pub(super) fn updates<'u>(updates: impl Iterator<Item = &'u Update>) -> Vec<UpdateView> {
    let mut updates: Vec<&Update> = updates.collect();
    updates.sort_by_key(|update| Reverse(update.at));
    updates.into_iter().map(|u| UpdateView { at: words::moment_day(u.at), text: u.text.clone() }).collect()
}

/// Corrections, newest first.
#[must_use]
pub(super) fn corrections<'c>(corrections: impl Iterator<Item = &'c Correction>) -> Vec<CorrectionView> {
    let mut corrections: Vec<&Correction> = corrections.collect();
    corrections.sort_by_key(|correction| Reverse(correction.at));
    corrections.into_iter().map(correction_view).collect()
}

/// One correction.
#[must_use]
pub(super) fn correction_view(correction: &Correction) -> CorrectionView {
    CorrectionView {
        at: words::moment_day(correction.at),
        field: correction.field.clone(),
        was: correction.was.clone(),
        now: correction.now.clone(),
        reason: correction.reason.clone(),
    }
}

/// An update in one sentence, for feeds.
#[must_use]
pub(super) fn updated(update: &Update) -> String {
    format!("Update, {}: {}", words::day(update.at.date), update.text)
}

/// A correction in one sentence, for feeds and programs.
#[must_use]
pub(super) fn corrected(correction: &Correction) -> String {
    let field = correction.field.as_ref().map(|field| format!("{field} ")).unwrap_or_default();
    let reason = correction.reason.as_ref().map(|reason| format!(" {reason}")).unwrap_or_default();
    format!(
        "Correction, {}: {field}was “{}”, is now “{}”.{reason}",
        words::day(correction.at.date),
        correction.was,
        correction.now
    )
}

/// Receipts with what was folded and how to overrule them.
#[must_use]
pub(super) fn receipts<'r>(receipts: impl Iterator<Item = &'r Receipt>) -> Vec<ReceiptView> {
    receipts
        .map(|receipt| {
            let evidence: Vec<String> =
                receipt.evidence.iter().map(|(name, value)| format!("{name} {value}")).collect();
            let evidence = if evidence.is_empty() { String::new() } else { format!(" ({})", evidence.join(", ")) };
            ReceiptView {
                title: words::capital(receipt.rule.as_str()),
                why: format!("{}{evidence}", words::capital(&receipt.said)),
                quotes: receipt.folded.iter().map(|folded| quote(&folded.text)).collect(),
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
pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(QUOTE) {
        None => format!("“{text}”"),
        Some((end, _)) => {
            let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
            format!("“{} …”", text[..cut].trim_end())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_quotation_is_cut_at_a_word() {
        let cut = quote(&"soldiers ".repeat(60));
        assert!(cut.ends_with("soldiers …”") && cut.chars().count() <= QUOTE + 4, "{cut}");
        assert_eq!(quote(" short "), "“short”");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(is_web("https://example.org/"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "//example.org", "file:///etc/passwd"] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
