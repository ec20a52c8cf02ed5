//! Month records from YAML: one file a month, named for it, with what the editors say of each country.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::checked::Checked;
use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, Code, Diagnostic, SourceFile, YamlPath};
use crate::format::months::OUTLOOK;
use crate::load::fields::Fields;
use crate::load::reader::Reader;
use crate::load::shared;
use crate::model::month::{MonthRecord, Outlook, YearMonth};
use crate::model::vocabulary::{Arrow, Status};
use crate::model::when::is_future;
use crate::model::{CountryCode, IncidentId, PartialDate};

/// The record of a file.
pub(super) fn month(file: &Arc<SourceFile>, now: Timestamp) -> Checked<Option<MonthRecord>> {
    let Some(PartialDate { year, month: Some(month), day: None }) = PartialDate::parse(file.stem()) else {
        let said = Diagnostic::new(Code::ImpossibleDate, format!("`{}` is not a month", file.stem()))
            .at(file, At::File, "")
            .help("name the file after its month, such as 2025-06.yaml");
        return Checked::new(None, [said].into_iter().collect());
    };
    let month = YearMonth { year, month };
    let reader = Reader::new(file, 0..file.text.len());
    let mut record = None;
    for (document, value) in reader.documents().iter().enumerate().filter(|(_, value)| !value.is_null()) {
        let Some(fields) = reader.fields(document, YamlPath::default(), value) else { continue };
        let status = shared::status(&fields);
        let first = PartialDate { year, month: Some(month.month), day: Some(1) }.first_day();
        if status != Status::Draft && is_future(first, now) {
            let message = format!("{} is in the future", file.stem());
            fields.say(Code::FutureDate, "", message, "", "rename the file, or set `status: draft`");
        }
        if !fields.has("countries") {
            fields.missing("countries");
        }
        let mut countries = BTreeMap::new();
        for (name, country) in fields.named_maps("countries") {
            let code = CountryCode::parse(&name);
            if code.is_none() {
                let place = fields.origin().place(YamlPath::default().key("countries").key(&name), Part::Key);
                let message = format!("`{name}` is not a country code");
                fields.say_at(Code::UnknownCountry, place, message, "", "write an ISO 3166-1 alpha-3 code such as MLI");
            }
            countries.extend(code.zip(outlook(country.shaped(&OUTLOOK))));
        }
        record = Some(MonthRecord { month, status, countries, origin: fields.origin().clone() });
        fields.finish();
    }
    Checked::new(record, reader.into_diagnostics())
}

fn outlook(fields: Fields<'_>) -> Option<Outlook> {
    let arrow = fields.word::<Arrow>("arrow");
    let (reason, reason_i18n) = (fields.text("reason"), fields.text_map("reason_i18n"));
    let incidents = fields.list("incidents").iter().map(|id| IncidentId::new(id)).collect();
    let origin = fields.origin().clone();
    fields.finish();
    Some(Outlook { arrow: arrow?, reason: reason?, reason_i18n, incidents, origin })
}
