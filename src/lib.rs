//! `dateline` turns Markdown articles and YAML incident records into a deduplicated briefing site.

pub mod briefing;
pub mod checked;
pub mod diagnostic;
pub mod load;
pub mod markdown;
pub mod model;
