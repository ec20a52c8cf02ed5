//! Pictures that say too much, and what must stay of them.

use super::*;

const JPEG: &[u8] = include_bytes!("../../tests/media/photo.jpg");
const PROGRESSIVE: &[u8] = include_bytes!("../../tests/media/progressive.jpg");
const CMYK: &[u8] = include_bytes!("../../tests/media/cmyk.jpg");
const PNG: &[u8] = include_bytes!("../../tests/media/chart.png");
const WEBP: &[u8] = include_bytes!("../../tests/media/photo.webp");
const GIF: &[u8] = include_bytes!("../../tests/media/film.gif");

const ALL: [(&str, &[u8]); 6] = [
    ("photo.jpg", JPEG),
    ("progressive.JPEG", PROGRESSIVE),
    ("cmyk.jpg", CMYK),
    ("chart.png", PNG),
    ("photo.webp", WEBP),
    ("film.gif", GIF),
];

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn without(path: &str, bytes: &[u8]) -> Vec<u8> {
    match cleaned(path, bytes) {
        Cleaned::Without(clean) => clean,
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn nothing_of_the_maker_stays_in_a_picture() {
    for (path, bytes) in ALL.into_iter().filter(|(path, _)| *path != "cmyk.jpg") {
        assert!(has(bytes, b"Invented"), "{path} has nothing to be taken out");
        let clean = without(path, bytes);
        for part in [b"Invented".as_slice(), b"GPS", b"http://ns.adobe.com", b"Photoshop", b"2025:06:01"] {
            assert!(!has(&clean, part), "{path}: {}", String::from_utf8_lossy(part));
        }
    }
}

#[test]
fn a_clean_picture_is_left_as_it_is() {
    for (path, bytes) in ALL.into_iter().filter(|(path, _)| *path != "cmyk.jpg") {
        assert_eq!(cleaned(path, &without(path, bytes)), Cleaned::AsItWas, "{path}");
    }
}

#[test]
fn what_shows_a_picture_right_stays() {
    let clean = without("photo.jpg", JPEG);
    assert!(has(&clean, b"ICC_PROFILE\0"));
    assert_eq!(exif::orientation(&clean[clean.windows(6).position(|w| w == b"Exif\0\0").unwrap() + 6..]), Some(6));
    assert!(has(&without("chart.png", PNG), b"eXIf"));
    assert!(has(&without("film.gif", GIF), b"NETSCAPE2.0"));
    let cmyk = match cleaned("cmyk.jpg", CMYK) {
        Cleaned::Without(clean) => clean,
        _ => CMYK.to_vec(),
    };
    assert!(has(&cmyk, b"Adobe"), "without it the colours are turned round");
}

#[test]
fn the_bits_of_the_picture_are_those_it_had() {
    let scan = |bytes: &[u8]| {
        let start = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).unwrap();
        let end = start + bytes[start..].windows(2).position(|pair| pair == [0xFF, 0xD9]).unwrap();
        bytes[start..end].to_vec()
    };
    assert_eq!(scan(&without("photo.jpg", JPEG)), scan(JPEG));
    assert_eq!(scan(&without("progressive.jpg", PROGRESSIVE)), scan(PROGRESSIVE));
}

#[test]
fn a_picture_that_is_cut_short_is_told_of_and_never_panics() {
    for (path, bytes) in ALL {
        let whole = match cleaned(path, bytes) {
            Cleaned::Without(clean) => clean,
            _ => bytes.to_vec(),
        };
        for length in 0..whole.len() {
            assert!(matches!(cleaned(path, &whole[..length]), Cleaned::MaySay(_)), "{path} cut at {length}");
        }
    }
}

#[test]
fn a_picture_with_any_byte_changed_never_panics() {
    for (path, bytes) in ALL {
        for at in 0..bytes.len().min(2_000) {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut bytes = bytes.to_vec();
                bytes[at] = value;
                _ = cleaned(path, &bytes);
            }
        }
    }
}

#[test]
fn a_file_that_cannot_be_cleaned_is_told_of_with_what_it_says() {
    let said = |path: &str, bytes: &[u8]| match cleaned(path, bytes) {
        Cleaned::MaySay(said) => said,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(said("a.jpg", b"<html>"), "is not a whole JPG picture");
    assert_eq!(
        said("report.pdf", b"%PDF-1.7 /Author (x) /Producer (y)"),
        "names its author, names the program that made it"
    );
    assert_eq!(said("map.svg", b"<svg><script>1</script></svg>"), "holds a script");
    assert_eq!(said("film.mp4", b""), "is of a kind (mp4) that carries names, times or places");
    assert_eq!(cleaned("map.svg", b"<svg><path d=\"M0 0\"/></svg>"), Cleaned::AsItWas);
    assert_eq!(cleaned("robots.txt", b"Author: x"), Cleaned::AsItWas);
}

#[test]
fn a_pictures_size_is_read_the_way_up_it_is_shown() {
    // As another program (Pillow, with the turn that Exif asks for) has them.
    let sizes = ALL.map(|(path, bytes)| size(path, bytes));
    let (stored, turned) = (Some((48, 32)), Some((32, 48)));
    assert_eq!(sizes, [turned, turned, stored, turned, turned, stored]);
    for (path, bytes) in ALL {
        for end in (0..bytes.len().min(600)).step_by(7) {
            let _ = size(path, &bytes[..end]);
        }
    }
    assert_eq!(size("note.txt", b"text"), None);
    assert_eq!(size("photo.png", JPEG), None);
    let mut avif = b"\0\0\0\x1cftypavif\0\0\0\0".to_vec();
    avif.extend(b"\0\0\0\x14ispe\0\0\0\0\0\0\x03\x20\0\0\x02\x58\0\0\0\x09irot\x01");
    assert_eq!(size("photo.avif", &avif), Some((600, 800)));
}
