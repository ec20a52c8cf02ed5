//! How a reader sees for themselves that the site is what its desk published.

use serde::Serialize;

use crate::checked::Checked;
use crate::pages::plan::{PageKind, PagePlan, Planned};
use crate::pages::setting::Setting;
use crate::pages::views::Head;

/// The page kind.
pub(super) struct Verify;

#[derive(Serialize)]
struct View {
    root: String,
    page: Head,
    public_key: String,
    base_url: String,
}

impl PageKind for Verify {
    fn plan<'a>(&self, setting: &Setting<'a>) -> Checked<Planned<'a>> {
        let options = setting.options;
        if options.public_key.is_empty() {
            return Checked::clean(Planned::default());
        }
        let route = setting.to.verify();
        let about = setting.words.say("verify_about");
        let view = View {
            root: route.root(),
            page: setting.head("page", "", &route, setting.words.say("verify_title"), about),
            public_key: options.public_key.clone(),
            base_url: options.base_url.clone(),
        };
        Checked::clean(Planned::pages(vec![PagePlan::new(route, "pages/verify.html", view)]))
    }
}
