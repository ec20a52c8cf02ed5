//! What is drawn: the part of the earth on the front page's map, and which pages have a picture for link previews.

use crate::diagnostic::Code;
use crate::geo::Window;
use crate::load::fields::Fields;
use crate::pages::Pictured;

/// What the front page's map shows of the earth.
pub(super) fn map(fields: &Fields<'_>) -> Option<Window> {
    let map = fields.map("map")?;
    let [west, south, east, north] = ["west", "south", "east", "north"].map(|key| map.decimal(key));
    map.finish();
    let window = Window { west: west?, south: south?, east: east?, north: north? };
    let is_whole = window.within(Window::DATA) == Some(window);
    if !is_whole {
        fields.say(
            Code::Config,
            "map",
            "this is no part of the earth that the maps show",
            "",
            "write `west`, `south`, `east` and `north` between -18 and 25 and between 0 and 26, west before east and south before north",
        );
    }
    Some(window).filter(|_| is_whole)
}

/// Which pages have a picture for link previews.
pub(super) fn cards(fields: &Fields<'_>) -> Pictured {
    let wanted = match fields.text("cards").as_deref() {
        None => return Pictured::default(),
        Some("none") => return Pictured::Nothing,
        Some("recent") => Pictured::Recent,
        Some("stories") => Pictured::Stories,
        Some("all") => Pictured::All,
        Some(other) => {
            let said = format!("`{other}` says of no pages that they have pictures for link previews");
            fields.say(Code::Config, "cards", said, "", "write recent, stories, all or none");
            return Pictured::default();
        }
    };
    if !cfg!(feature = "cards") {
        let said = "this program makes no pictures for link previews: it was built without the feature `cards`";
        fields.say(Code::Config, "cards", said, "", "write none, or build it with that feature");
    }
    wanted
}
