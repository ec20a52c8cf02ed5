//! `deploy:` in `site.yaml`: named targets, each with the settings of its kind.

use std::collections::BTreeMap;

use crate::deploy;
use crate::diagnostic::Code;
use crate::load::fields::Fields;

/// Each target's type decides which keys it knows.
pub(super) fn read(fields: &Fields<'_>, options: &mut deploy::Options) {
    for (name, map) in fields.named_maps("deploy") {
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
            let message = format!("`{name}` is no name for a target");
            map.say_at(Code::Config, map.here(), message, "", "use letters, digits and hyphens");
        }
        let Some(word) = map.required_text("type") else { continue };
        let Some(kind) = deploy::KINDS.iter().find(|kind| kind.name == word) else {
            map.unknown_value("type", &word, deploy::KINDS.iter().map(|kind| kind.name));
            continue;
        };
        let mut values = BTreeMap::new();
        for setting in kind.settings.iter().chain(deploy::COMMON) {
            if let Some(value) = map.text_or_number(setting.key) {
                values.insert(setting.key, value);
            } else if setting.default == deploy::REQUIRED {
                map.missing(setting.key);
            }
        }
        map.finish();
        options.targets.push(deploy::Settings { name, kind: kind.name, values });
    }
}
