//! Which budget of `site.yaml` a page or file counts against, by its path.

use std::collections::BTreeSet;

use crate::output::OutputPath;
use crate::render::budget::Options;

/// Kinds of files that have a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Front,
    Story,
    Timeline,
    Page,
    Style,
    Script,
    Image,
}

impl Class {
    /// Every kind, in the order they are shown.
    pub(super) const ALL: [Self; 7] =
        [Self::Front, Self::Story, Self::Timeline, Self::Page, Self::Style, Self::Script, Self::Image];

    /// The kind of a file; none for files without a budget that are no pages, such as data to take away. A page below
    /// `trees`, where those of other languages lie, is of the kind it is in the site's own.
    pub(super) fn of(path: &OutputPath, trees: &BTreeSet<&str>) -> Option<Self> {
        let text = match path.as_str().split_once('/') {
            Some((tree, inner)) if trees.contains(tree) => inner,
            _ => path.as_str(),
        };
        Some(match path.extension() {
            "html" if text == "index.html" => Self::Front,
            "html" if text.starts_with("stories/") && text != "stories/index.html" => Self::Story,
            "html" if text.starts_with("timeline/") => Self::Timeline,
            "html" => Self::Page,
            "css" => Self::Style,
            "js" => Self::Script,
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => Self::Image,
            _ => return None,
        })
    }

    /// What one of it may weigh, in bytes; of style sheets, all together.
    pub(super) fn budget(self, options: &Options) -> usize {
        match self {
            Self::Front => options.front,
            Self::Story => options.article,
            Self::Timeline => options.timeline,
            Self::Page => options.page,
            Self::Style => options.css,
            Self::Script => options.js,
            Self::Image => options.image,
        }
    }

    /// What one of it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Front => "Front page",
            Self::Story => "Story",
            Self::Timeline => "Page of the timeline",
            Self::Page => "Other page",
            Self::Style => "Style sheets together",
            Self::Script => "Script",
            Self::Image => "Image",
        }
    }

    /// Whether it is a page, which weighs with its style sheets.
    pub(super) fn is_page(self) -> bool {
        matches!(self, Self::Front | Self::Story | Self::Timeline | Self::Page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_tells_the_kind() {
        for (path, class) in [
            ("index.html", Some(Class::Front)),
            ("stories/a/index.html", Some(Class::Story)),
            ("stories/index.html", Some(Class::Page)),
            ("timeline/2025/index.html", Some(Class::Timeline)),
            ("css/site.12345678.css", Some(Class::Style)),
            ("fr/index.html", Some(Class::Front)),
            ("fr/timeline/2025/index.html", Some(Class::Timeline)),
            ("faq/index.html", Some(Class::Page)),
            ("data/incidents.csv", None),
        ] {
            assert_eq!(Class::of(&OutputPath::new(path).unwrap(), &BTreeSet::from(["fr"])), class, "{path}");
        }
        assert_eq!(Class::Story.budget(&Options::default()), 14_336);
    }
}
