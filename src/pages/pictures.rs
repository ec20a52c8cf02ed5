//! The pictures and documents of a story or incident, as its page shows them and as programs are told.

use serde::Serialize;
use serde_json::{Value, json};

use crate::model::incident::Media;
use crate::pages::json_ld::set;
use crate::pages::notes;
use crate::pages::plan::Route;
use crate::pages::setting::Setting;

/// A picture, or a document that the page links.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PictureView {
    /// Where it lies, from the site's root.
    src: String,
    /// What it shows, in words.
    alt: String,
    /// Who made it.
    credit: String,
    /// Under which licence.
    licence: Option<String>,
    /// Its width and height in pixels; nothing for a document.
    width: Option<u32>,
    height: Option<u32>,
}

/// Each file once, in the order given; what is not there has been told of and is left out.
#[must_use]
pub(super) fn views<'m>(setting: &Setting<'_>, media: impl Iterator<Item = &'m Media>) -> Vec<PictureView> {
    let mut views: Vec<PictureView> = Vec::new();
    for one in media {
        let src = encoded(&one.file);
        let known = setting.briefing.corpus.pictures.get(&one.file);
        let Some(picture) = known.filter(|_| !views.iter().any(|other| other.src == src)) else { continue };
        let (width, height) = picture.size.unzip();
        let view = PictureView {
            src,
            alt: one.alt.clone(),
            credit: one.credit.clone(),
            licence: one.licence.clone(),
            width,
            height,
        };
        views.push(view);
    }
    views
}

/// The pictures among them as schema.org has them; they need full addresses.
#[must_use]
pub(super) fn images(setting: &Setting<'_>, views: &[PictureView]) -> Vec<Value> {
    let image = |view: &PictureView| {
        let mut image = json!({
            "@type": "ImageObject",
            "contentUrl": setting.absolute(&Route::new(&view.src))?,
            "description": view.alt,
            "creditText": view.credit,
            "width": view.width?,
            "height": view.height?,
        });
        set(&mut image, "license", view.licence.as_ref().filter(|licence| notes::is_web(licence)));
        Some(image)
    };
    views.iter().filter_map(image).collect()
}

/// A path as an address: what is neither a letter, a digit nor plain in an address is written in per cent.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_an_address_whatever_it_holds() {
        assert_eq!(encoded("photos/camp-1.jpg"), "photos/camp-1.jpg");
        assert_eq!(encoded("é #1.jpg"), "%C3%A9%20%231.jpg");
    }
}
