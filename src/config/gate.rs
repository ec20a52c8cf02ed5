//! `gate:` in `site.yaml`: what was found before a deploy, looked at, and let pass.

use crate::diagnostic::Code;
use crate::gate;
use crate::load::fields::Fields;

/// Every mark is one that a deploy can have told.
pub(super) fn read(fields: &Fields<'_>, options: &mut gate::Options) {
    let Some(map) = fields.map("gate") else { return };
    for mark in map.texts("allow") {
        if mark.len() == 12 && mark.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            options.allow.insert(mark);
        } else {
            let message = format!("`{mark}` is no mark of something that was found");
            map.say(Code::Config, "allow", message, "", "copy the twelve digits that `dateline deploy` told");
        }
    }
    map.finish();
}
