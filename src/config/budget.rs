//! The settings under `budget`: what pages and files may weigh.

use crate::diagnostic::Code;
use crate::load::fields::Fields;
use crate::render::budget::Options;

/// A kilobyte as budgets are written.
const KB: f64 = 1024.0;

/// Reads them.
pub(super) fn read(fields: &Fields<'_>, options: &mut Options) {
    let Some(map) = fields.map("budget") else { return };
    let keys = [
        ("article", &mut options.article),
        ("front", &mut options.front),
        ("timeline", &mut options.timeline),
        ("page", &mut options.page),
        ("css", &mut options.css),
        ("js", &mut options.js),
        ("image", &mut options.image),
    ];
    for (key, into) in keys {
        let Some(size) = map.decimal(key) else { continue };
        if (0.1..=100_000.0).contains(&size) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "its range was just looked at")]
            let bytes = (size * KB) as usize;
            *into = bytes;
        } else {
            let said = format!("`{size}` is no weight in KB");
            map.say(Code::Config, key, said, "", "write a number from 0.1 to 100000");
        }
    }
    map.finish();
}
