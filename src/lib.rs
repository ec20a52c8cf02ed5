//! `dateline` turns Markdown articles and YAML incident records into a deduplicated briefing site with a timeline.
//!
//! # The tour
//!
//! Sources become values; values flow one way; each stage is a function that gives its value *and what it has to say
//! about it* ([`checked::Checked`]). Only the two ends touch the world. One file knows the order of the stages:
//! [`pipeline`].
//!
//! ```text
//! content/**  site.yaml  templates/**  static/**
//!      │ load::walk        files in a fixed order                  → load::SourceTree
//!      │ load::corpus      articles, records, registers; no drafts → model::Corpus
//!      │ dedupe::resolve   what stands twice, once, with receipts  → dedupe::Resolved
//!      │ briefing          linked, indexed, totalled               → briefing::Briefing
//!      │ pages::plan       addresses and typed views               → pages::SitePlan
//!      │ render::site      templates to bytes                      → output::OutputTree
//!      └─▶ output::write   a folder      serve::run   a preview
//! ```
//!
//! Faults of content are [`diagnostic::Diagnostics`], all told at once; faults of the environment are errors that end a
//! verb. [`cli`] has a function a verb and is the only room that prints. `docs/architecture.md` has the floors.

pub mod briefing;
pub mod check;
pub mod checked;
pub mod cli;
pub mod config;
pub mod dedupe;
pub mod deploy;
pub mod desk;
pub mod diagnostic;
pub mod export;
pub mod format;
pub mod gate;
pub mod geo;
pub mod import;
pub mod integrity;
pub mod load;
pub mod locale;
pub mod markdown;
pub mod media;
pub mod model;
pub mod output;
pub mod pages;
pub mod pipeline;
pub mod registers;
pub mod render;
pub mod retract;
pub mod serve;
pub mod weight;
