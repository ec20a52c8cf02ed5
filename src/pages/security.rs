//! `security.txt` (RFC 9116): where somebody who found a hole in the site can write.

use jiff::civil::Date;
use serde::Serialize;

use crate::checked::Checked;
use crate::pages::plan::{Listing, PageKind, PagePlan, Planned, Route, Shows};
use crate::pages::setting::Setting;

/// Whom to tell of a weakness of the site, and until when that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Security {
    /// `mailto:` or an https address.
    pub contact: String,
    /// The last day on which the contact can be trusted.
    pub expires: Date,
}

/// The page kind.
pub(super) struct SecurityTxt;

#[derive(Serialize)]
struct View {
    contact: String,
    expires: String,
    languages: String,
    canonical: Option<String>,
}

impl PageKind for SecurityTxt {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        if !setting.is_own() {
            return Checked::default();
        }
        let Some(security) = &setting.options.security else { return Checked::clean(Planned::default()) };
        let route = Route::new(".well-known/security.txt");
        let view = View {
            contact: security.contact.clone(),
            expires: format!("{}T23:59:59Z", security.expires),
            languages: setting.options.tongues.iter().map(|words| words.tag()).collect::<Vec<_>>().join(", "),
            canonical: setting.absolute(&route),
        };
        let page = PagePlan::new(route, "pages/security.txt", view).listed(Listing::Hidden);
        Checked::clean(Planned::pages(vec![page]))
    }

    fn shows(&self) -> Shows {
        Shows::Faces
    }
}
