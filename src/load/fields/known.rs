//! Which keys a mapping has and lacks: told when it has been read, each slip once.

use serde_yaml::Value;

use crate::diagnostic::locate::Part;
use crate::diagnostic::{At, Code};
use crate::format::Need;
use crate::load::fields::Fields;
use crate::model::fold;

impl Fields<'_> {
    /// Notes that a key is missing; [`Fields::finish`] tells all that are, at once.
    pub fn missing(&self, key: &'static str) {
        let mut lacks = self.lacks.borrow_mut();
        if !lacks.contains(&key) {
            lacks.push(key);
        }
    }

    /// The mapping's own place: its `id` or `title` where it has one, else its beginning.
    pub fn here(&self) -> At {
        let named = ["id", "title", "name", "about", "ref"].into_iter().find(|key| self.has(key));
        self.origin.at(named.unwrap_or_default())
    }

    /// Tells every key that is not known, and once all those that are missing. Of a misspelt key only the spelling
    /// is told, not also that the right one is missing.
    pub fn finish(self) {
        let known = self.known();
        let required = self.shape.iter().flat_map(|shape| shape.keys).filter(|key| key.need == Need::Must);
        required.filter(|key| !self.has(key.name)).for_each(|key| self.missing(key.name));
        for key in self.map.keys() {
            let name = match key {
                Value::String(name) => name.clone(),
                other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
            };
            if known.contains(&name.as_str()) {
                continue;
            }
            let near = fold::nearest(&name, known.iter().copied());
            if let Some(near) = near {
                self.lacks.borrow_mut().retain(|missing| *missing != near);
            }
            let help = match near {
                Some(near) if self.has(near) => format!("remove it; `{near}` is already there"),
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known keys here: {}", known.join(", ")),
            };
            let place = self.origin.place(self.origin.path.key(&name), Part::Key);
            self.say_at(Code::UnknownKey, place, format!("there is no key `{name}`"), "", &help);
        }
        let mut lacks = self.lacks.borrow_mut();
        lacks.sort_by_key(|missing| known.iter().position(|key| key == missing));
        if let Some((last, others)) = lacks.split_last() {
            let (keys, are) = match others {
                [] => (format!("`{last}`"), "is"),
                _ => (format!("`{}` and `{last}`", others.join("`, `")), "are"),
            };
            let help = format!("add `{}:`", lacks.join(":`, `"));
            self.say_at(Code::MissingKey, self.here(), format!("{keys} {are} missing"), "", &help);
        }
    }

    /// The keys the shape has, else those somebody asked for.
    fn known(&self) -> Vec<&'static str> {
        if let Some(shape) = self.shape {
            return shape.keys.iter().map(|key| key.name).collect();
        }
        let mut known = self.asked.borrow().clone();
        known.sort_unstable();
        known.dedup();
        known
    }
}
