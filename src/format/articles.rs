//! Articles and pages: the keys of their front matter.

use crate::format::Kind::{Article, Incident, Source};
use crate::format::Takes::{
    Countries, Date, Flag, Id, Ids, Maps, Moment, Short, Slug, Text, TextOrTexts, Texts, Web, Word,
};
use crate::format::incidents::{CORRECTION, MAX_SUMMARY, MAX_TITLE, MEDIA, UPDATE};
use crate::format::{Shape, may, must, words};
use crate::model::vocabulary::Status;

/// An article's front matter.
pub static ARTICLE: Shape = Shape::new(
    "article",
    &[
        must("title", Short(MAX_TITLE), "headline"),
        must("date", Moment, "when it was first published"),
        may("updated", Moment, "when it last changed in substance"),
        may("byline", TextOrTexts, "who wrote it"),
        may("dateline", Text, "the place it was filed from"),
        may("summary", Short(MAX_SUMMARY), "the standfirst"),
        may("key_points", Texts, "for readers in a hurry; bold, italics, strikethrough and code only"),
        may("incidents", Ids(Incident), "the records the story is about"),
        may("tags", Texts, "subjects"),
        may("countries", Countries, "ISO 3166-1 alpha-3 codes or English names"),
        may("country", Countries, "the same, for one"),
        may("lang", Text, "its language, a BCP 47 tag; the site's without it"),
        may("translation_of", Id(Article), "the article it translates"),
        may("sources", Ids(Source), "where its facts were read"),
        may("outlet", Text, "the outlet whose copy this file is"),
        may("canonical_url", Web, "the outlet's own page"),
        may("status", Word(words::<Status>), "published without it; a draft is never built"),
        may("publish_at", Moment, "in no built byte before"),
        may("slug", Slug, "the file's name without a leading date, without it"),
        may("aliases", TextOrTexts, "earlier paths, which lead here"),
        may("media", Maps(&MEDIA), "pictures and documents"),
        may("updates", Maps(&UPDATE), "what was added later"),
        may("corrections", Maps(&CORRECTION), "what was wrong"),
        may("keep_repeats", Flag, "leave repeated text alone"),
        may("same_as", Ids(Article), "copies of this article"),
        may("not_same_as", Ids(Article), "articles that are no copies of this one"),
        may("split", Flag, "it is no copy of anything"),
        may("canonical", Flag, "of its copies, this one is shown"),
    ],
);

/// A page's front matter.
pub static PAGE: Shape = Shape::new(
    "page",
    &[
        must("title", Text, "heading"),
        may("summary", Text, "what the page holds, in a sentence"),
        may("slug", Slug, "its address; the file's name without it"),
        may("lang", Text, "its language, a BCP 47 tag; the site's without it"),
        may("updated", Moment, "when it last changed"),
        may("key_points", Texts, "on the front page: the key takeaways"),
        may("data_cutoff", Date, "on the front page: the day up to which data was taken in"),
    ],
);
