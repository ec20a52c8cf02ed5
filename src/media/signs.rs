//! Files that cannot be cleaned here: what in them speaks of their makers.

/// Marks that programs leave, by extension: the bytes, and what they are.
const MARKS: [(&[&str], &[u8], &str); 11] = [
    (&["svg"], b"<script", "holds a script"),
    (&["svg"], b"<foreignObject", "holds foreign markup"),
    (&["svg"], b"export-filename", "names the folder it was drawn in"),
    (&["svg"], b"docname=", "names the file it was drawn in"),
    (&["svg"], b"<metadata", "has a block of metadata"),
    (&["avif"], b"Exif", "has a block of Exif data"),
    (&["avif"], b"application/rdf+xml", "has a block of XMP data"),
    (&["pdf"], b"/Author", "names its author"),
    (&["pdf"], b"/Creator", "names the program it was written with"),
    (&["pdf"], b"/Producer", "names the program that made it"),
    (&["pdf"], b"xmpmeta", "has a block of XMP data"),
];

/// Files that nearly always speak of their makers, and that are not looked into.
const OPAQUE: [&str; 22] = [
    "tif", "tiff", "heic", "heif", "jxl", "jp2", "psd", "raw", "dng", "doc", "docx", "xls", "xlsx", "ppt", "pptx",
    "odt", "ods", "odp", "mp3", "mp4", "mov", "m4a",
];

/// What a file of this extension says of its maker, in words that follow "the file".
pub(super) fn found(extension: &str, bytes: &[u8]) -> Option<String> {
    if OPAQUE.contains(&extension) {
        return Some(format!("is of a kind ({extension}) that carries names, times or places"));
    }
    let marks = MARKS.iter().filter(|(of, ..)| of.contains(&extension));
    let found: Vec<&str> = marks
        .filter(|(_, mark, _)| bytes.windows(mark.len()).any(|part| part == *mark))
        .map(|(.., what)| *what)
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}
