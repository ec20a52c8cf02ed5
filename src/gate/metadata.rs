//! No picture says anything of its maker.

use crate::gate::{Finding, Rule, mark};
use crate::media::{self, Cleaned};

/// What counts as a picture; of other files a build tells what they carry.
const PICTURES: [&str; 16] = [
    "jpg", "jpeg", "png", "webp", "gif", "svg", "avif", "tif", "tiff", "heic", "heif", "jxl", "jp2", "psd", "raw",
    "dng",
];

pub(super) fn find(path: &str, bytes: &[u8], findings: &mut Vec<Finding>) {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    if !PICTURES.contains(&extension.as_str()) {
        return;
    }
    let what = match media::cleaned(path, bytes) {
        Cleaned::AsItWas => return,
        Cleaned::Without(_) => "says something of its maker: place, camera, time or name".to_owned(),
        Cleaned::MaySay(what) => what,
    };
    findings.push(Finding {
        path: path.to_owned(),
        line: None,
        rule: Rule::Metadata,
        mark: mark(Rule::Metadata, bytes),
        found: format!("the picture {what}"),
        remedy: "clean it, with mat2 or exiftool for instance",
    });
}
