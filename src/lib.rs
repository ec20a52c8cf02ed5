//! `dateline` turns Markdown articles and YAML incident records into a deduplicated briefing site.
pub mod briefing;
pub mod checked;
pub mod cli;
pub mod config;
pub mod dedupe;
pub mod diagnostic;
pub mod load;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pages;
pub mod pipeline;
pub mod render;
pub mod serve;
