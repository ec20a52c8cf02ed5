//! The pictures and documents that records and articles name: whether each lies in `static/`, and how large it is.

use std::collections::BTreeMap;

use crate::diagnostic::locate::Part;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceFile};
use crate::load::SourceTree;
use crate::media;
use crate::model::corpus::Picture;
use crate::model::{Corpus, Origin};

/// Notes the files that are named, and tells of those that are not there.
pub(super) fn look(corpus: &mut Corpus, tree: &SourceTree, said: &mut Diagnostics) {
    let files: BTreeMap<&str, &SourceFile> =
        tree.files.iter().filter_map(|file| Some((file.path.strip_prefix("static/")?, file.as_ref()))).collect();
    let records = corpus.records.iter().map(|record| (&record.media, &record.origin));
    let articles = corpus.articles.iter().map(|article| (&article.media, &article.origin));
    let mut found: BTreeMap<String, Picture> = BTreeMap::new();
    for (media, origin) in records.chain(articles) {
        for (item, one) in media.iter().enumerate() {
            let place = Place { origin, item };
            let Some(file) = files.get(one.file.as_str()) else {
                said.push(place.say(
                    Code::MediaMissing,
                    format!("`static/{}` is not there", one.file),
                    "put the file there, or correct its name: it is written from `static/` on",
                ));
                continue;
            };
            found.entry(one.file.clone()).or_insert_with(|| Picture { size: media::size(&file.path, &file.bytes) });
        }
    }
    corpus.pictures = found;
}

/// Where a file is named.
struct Place<'p> {
    origin: &'p Origin,
    item: usize,
}

impl Place<'_> {
    fn say(&self, code: Code, message: String, help: &str) -> Diagnostic {
        let path = self.origin.path.key("media").item(self.item).key("file");
        Diagnostic::new(code, message).at(&self.origin.file, self.origin.place(path, Part::Value), "").help(help)
    }
}
