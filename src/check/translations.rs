//! Translations that are half done.

use crate::check::Desk;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Incident;

/// A record whose title is given in a language and its summary is not, or the other way round.
pub(super) fn half_done(_: &Desk<'_>, incident: &Incident, said: &mut Diagnostics) {
    for record in &incident.records {
        let (title, summary) = (&record.title_i18n, &record.summary_i18n);
        for (has, key, lacks, missing) in
            [(title, "title_i18n", summary, "summary_i18n"), (summary, "summary_i18n", title, "title_i18n")]
        {
            for lang in has.keys().filter(|lang| !lacks.contains_key(*lang)) {
                let message = format!("`{key}` has `{lang}`, but `{missing}` has not");
                let place = record.origin.place(record.origin.path.key(key).key(lang), Part::Key);
                let help = format!("add `{missing}: {{{lang}: …}}`");
                let diagnostic = Diagnostic::new(Code::TranslationMissing, message);
                said.push(diagnostic.at(&record.origin.file, place, "").help(help));
            }
        }
    }
}
