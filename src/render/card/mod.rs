//! Pictures that link previews show: an SVG that a template made, with its words set in bundled fonts, as a small PNG.
//!
//! Behind the feature `cards`, because a renderer and fonts are much to carry for whoever builds without them. It reads no
//! file and no font of the machine, so that the same words give the same picture. It must not know what a card is about.

mod palette;
mod set;

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, FontResolver, ImageHrefResolver, Options, Tree, fontdb};
use skrifa::{FontRef, MetadataProvider};

pub(super) use set::card_text;

/// Width and height, in pixels: what link previews show whole.
const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

/// A bundled font.
struct Font {
    /// The name that templates know it by.
    family: &'static str,
    bytes: &'static [u8],
}

/// For a title, with what stands in for letters it does not have; and for the rest.
static SERIF: [Font; 2] = [
    Font { family: "Noto Serif", bytes: include_bytes!("fonts/NotoSerif-Bold.ttf") },
    Font { family: "Noto Naskh Arabic", bytes: include_bytes!("fonts/NotoNaskhArabic-Bold.ttf") },
];
static SANS: [Font; 2] = [
    Font { family: "Noto Sans", bytes: include_bytes!("fonts/NotoSans-Regular.ttf") },
    Font { family: "Noto Naskh Arabic", bytes: include_bytes!("fonts/NotoNaskhArabic-Regular.ttf") },
];

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut all = fontdb::Database::new();
    for font in SERIF.iter().chain(&SANS) {
        all.load_font_source(fontdb::Source::Binary(Arc::new(font.bytes)));
    }
    Arc::new(all)
});

/// The picture that an SVG describes, as PNG.
///
/// # Errors
/// What is wrong with the SVG, in words.
pub(super) fn picture(svg: &[u8]) -> Result<Vec<u8>, String> {
    let svg = std::str::from_utf8(svg).map_err(|error| error.to_string())?;
    let tree = Tree::from_str(svg, &options()).map_err(|error| error.to_string())?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).ok_or("there is no room for it in memory")?;
    pixels.fill(Color::WHITE);
    let size = tree.size();
    #[expect(clippy::cast_precision_loss, reason = "both are small whole numbers")]
    let scale = Transform::from_scale(WIDTH as f32 / size.width(), HEIGHT as f32 / size.height());
    resvg::render(&tree, scale, &mut pixels.as_mut());
    palette::png(pixels.pixels(), WIDTH, HEIGHT).map_err(|error| error.to_string())
}

/// Nothing is fetched or read, and a letter that a font lacks is taken from the one of the same weight that has it.
fn options() -> Options<'static> {
    let fallback = |c: char, tried: &[fontdb::ID], fonts: &mut Arc<fontdb::Database>| {
        let weight = fonts.face(*tried.first()?)?.weight;
        let other = |face: &&fontdb::FaceInfo| face.weight == weight && !tried.contains(&face.id);
        let has = |face: &&fontdb::FaceInfo| {
            let has = |font: &[u8], _| FontRef::new(font).is_ok_and(|font| font.charmap().map(c).is_some());
            fonts.with_face_data(face.id, has) == Some(true)
        };
        fonts.faces().filter(other).find(has).map(|face| face.id)
    };
    Options {
        fontdb: Arc::clone(&FONTS),
        font_family: SANS[0].family.to_owned(),
        font_resolver: FontResolver { select_fallback: Box::new(fallback), ..FontResolver::default() },
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(inside: &str) -> Vec<u8> {
        let svg = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#faf8f5"/>{inside}</svg>"##
        );
        picture(svg.as_bytes()).unwrap()
    }

    /// The colours of a picture's pixels.
    fn pixels(png: &[u8]) -> Vec<[u8; 3]> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let palette = reader.info().palette.as_ref().unwrap().to_vec();
        let mut indexes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut indexes).unwrap();
        let colour = |at: &u8| <[u8; 3]>::try_from(&palette[usize::from(*at) * 3..][..3]).unwrap();
        indexes.iter().map(colour).collect()
    }

    #[test]
    fn a_picture_has_its_size_and_its_colours() {
        let png = drawn(r##"<rect x="600" width="600" height="630" fill="#0b57a4"/>"##);
        let pixels = pixels(&png);
        assert_eq!(pixels.len(), 1200 * 630);
        assert_eq!((pixels[0], pixels[1199]), ([0xfa, 0xf8, 0xf5], [0x0b, 0x57, 0xa4]));
        assert!(png.len() < 5000, "{}", png.len());
    }

    #[test]
    fn words_are_drawn_in_latin_and_in_arabic_and_always_the_same() {
        let ink = |text: &str| {
            let png = drawn(&format!(
                r##"<text x="60" y="300" font-family="Noto Serif" font-weight="700" font-size="60" fill="#1a1d21">{text}</text>"##
            ));
            assert_eq!(
                png,
                drawn(&format!(
                    r##"<text x="60" y="300" font-family="Noto Serif" font-weight="700" font-size="60" fill="#1a1d21">{text}</text>"##
                ))
            );
            pixels(&png).iter().filter(|pixel| **pixel == [0x1a, 0x1d, 0x21]).count()
        };
        assert!(ink("Boulikessi") > 1000);
        // Joined, the letters of a word are narrower than apart.
        assert!(ink("محمد") > 500);
    }

    #[test]
    fn nothing_outside_is_read() {
        let with = drawn(r#"<image href="file:///etc/hostname" width="100" height="100"/>"#);
        assert_eq!(with, drawn(""));
        assert!(picture(b"<svg").is_err());
    }
}
