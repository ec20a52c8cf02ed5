//! The command line as data: one definition feeds the help, the completions and `docs/cli.md`.

mod places;

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

pub use places::Places;

pub use crate::cli::hosts::Host;
use crate::diagnostic::Code;
use crate::export;

const EXAMPLES: &str = "\
Examples:
  dateline init briefing        start a new site in the folder briefing/
  dateline serve                preview the site of this folder, rebuilt on every save
  dateline check                every fault of the sources at once, nothing written
  dateline build -o public      write the site
  dateline deploy --dry-run     what a deploy would send and delete";

/// Turns Markdown articles and YAML incident records into a deduplicated briefing site.
#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    help_template = "{about}\n\n{before-help}{usage-heading} {usage}\n\n{all-args}\n",
    before_help = EXAMPLES,
    disable_help_subcommand = true,
    disable_help_flag = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// What holds for every verb.
    #[command(flatten)]
    pub common: Common,
}

/// What holds for every verb.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The folder of the site
    #[arg(short = 'C', long = "directory", value_name = "DIR", default_value = ".", global = true)]
    pub root: PathBuf,
    /// How faults are told: human, short, json or github
    #[arg(long, value_enum, default_value_t = Format::Human, hide_possible_values = true, global = true)]
    pub format: Format,
    /// When to colour
    #[arg(long, value_enum, default_value_t = When::Auto, global = true)]
    pub color: When,
    /// Say only what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say how long each stage took; twice, also what a deploy does meanwhile
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Use so many threads (default: one a core)
    #[arg(long, value_name = "N", global = true)]
    pub jobs: Option<usize>,
    /// Print help
    #[arg(short, long, action = clap::ArgAction::HelpShort, global = true)]
    pub help: Option<bool>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Preview the site on this machine, rebuilt on every save
    Serve(Serve),
    /// Write the site into a folder
    Build(Build),
    /// Tell every fault of the sources at once, and write nothing
    Check(Check),
    /// Build the site and bring it to a host
    Deploy(Deploy),
    /// Bring back what a host showed before
    Rollback(Rollback),
    /// Mark an incident or a story as withdrawn; the next deploy takes every copy away
    Retract(Retract),
    /// Show what was folded, why, and the line that undoes it
    Dedupe(Dedupe),
    /// Take in a data set, a spreadsheet or a feed as records and drafts that you can edit
    Import {
        /// Which
        #[command(subcommand)]
        what: Import,
    },
    /// Give the incidents away as data: tables, a map layer, JSON, a data base, a calendar
    Export(Export),
    /// Ask the register of places
    Places {
        /// What
        #[command(subcommand)]
        what: Places,
    },
    /// List each source with where it is used and what is missing to read it again
    Sources {
        /// The id of one; without it, all of them
        source: Option<String>,
    },
    /// Start a new site
    Init {
        /// The folder to make it in; it must be empty or not exist, unless only a host's file is added
        dir: PathBuf,
        /// Add the file by which this host builds and publishes the site; also to a site that is there
        #[arg(long, value_enum, value_name = "HOST")]
        host: Option<Host>,
    },
    /// Start a new article or incident from a template
    New {
        /// Which
        #[command(subcommand)]
        what: New,
    },
    /// Say what a code means and what to do
    Explain {
        /// Such as E203; without it, the list of all codes
        code: Option<String>,
    },
    /// Make a key to sign the site with
    Keygen {
        /// The file for the secret key; keep it out of the site's folder
        file: PathBuf,
        /// Leave the key unlocked, for machines that sign alone
        #[arg(long)]
        no_password: bool,
    },
    /// Print the headers that a web server of your own should send
    Headers {
        /// Which server
        server: Server,
    },
    /// Print the JSON Schema of a kind of file, for editors
    Schema {
        /// Which; without it, all of them in one object
        kind: Option<SchemaKind>,
        /// Write all of them into .dateline/schema/, with the ids of this site's registers
        #[arg(long, conflicts_with = "kind")]
        write: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print a generated page of the documentation
    #[command(hide = true)]
    Docs {
        /// Which page
        page: DocsPage,
    },
}

/// `serve`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct Serve {
    /// The port; without it, 1884 or the next that is free
    #[arg(short, long)]
    pub port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Let the open page move to the page whose source was just edited
    #[arg(long)]
    pub follow: bool,
    /// Let other machines of the network read the preview; everybody on it can
    #[arg(long)]
    pub lan: bool,
    /// Show drafts too, each marked; no build has them
    #[arg(long)]
    pub drafts: bool,
    /// Show what is under embargo too, marked with its time; no build has it
    #[arg(long)]
    pub future: bool,
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The folder to write into
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// Sign the site with this secret key (its password: DATELINE_KEY_PASSWORD, or asked for)
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// Take warnings for errors; advice stays advice
    #[arg(long)]
    pub strict: bool,
    /// Take what this rule says for an error, such as W708; W7 stands for all that begin so
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub deny: Vec<String>,
}

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The folder of the last build, whose figures are compared
    #[arg(short, long, value_name = "DIR", default_value = "public")]
    pub output: PathBuf,
    /// Take warnings for errors; advice stays advice
    #[arg(long)]
    pub strict: bool,
    /// Take what this rule says for an error, such as W708; W7 stands for all that begin so
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub deny: Vec<String>,
}

/// A code, or the beginning of codes.
fn code(text: &str) -> Result<String, String> {
    if Code::beginning(text).is_empty() {
        return Err("there is no such code; `dateline explain` lists them".to_owned());
    }
    Ok(text.to_owned())
}

/// `dedupe`.
#[derive(Debug, Args)]
pub struct Dedupe {
    /// Say why two articles (slugs or paths) or two records (ids) were or were not joined
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    pub explain: Option<Vec<String>>,
}

/// `import`.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "The files it writes in content/ are yours to edit: the next import keeps every edit and brings only the rest up to date. Nothing is fetched."
)]
pub enum Import {
    /// UCDP Georeferenced Event Dataset (CSV), any version: content/incidents/ucdp/COUNTRY/YEAR.yaml
    Ucdp {
        /// The downloaded file
        file: PathBuf,
    },
    /// ACLED event data (CSV) of your own export: content/incidents/acled/COUNTRY/YEAR.yaml
    Acled {
        /// The downloaded file
        file: PathBuf,
        /// Take ACLED's notes as summaries; only where your licence lets you publish them
        #[arg(long)]
        with_notes: bool,
    },
    /// Any spreadsheet (CSV) with a row of HXL tags, or with a map of its columns
    Csv {
        /// The table
        file: PathBuf,
        /// Says which column is which
        #[arg(long, value_name = "MAP.yaml")]
        map: Option<PathBuf>,
        /// The table of the records' claims, as `dateline export claims` writes it
        #[arg(long, value_name = "CLAIMS.csv")]
        claims: Option<PathBuf>,
    },
    /// A downloaded feed (Atom, RSS, JSON Feed): each item a draft in content/articles/OUTLET/
    #[cfg(feature = "feeds")]
    Feed {
        /// The downloaded file
        file: PathBuf,
    },
}

impl Import {
    /// The file to import.
    #[must_use]
    pub fn file(&self) -> &Path {
        match self {
            Self::Ucdp { file } | Self::Acled { file, .. } | Self::Csv { file, .. } => file,
            #[cfg(feature = "feeds")]
            Self::Feed { file } => file,
        }
    }
}

/// `export`.
#[derive(Debug, Args)]
#[command(
    after_help = "Drafts and withdrawn incidents are never exported. The same files lie in data/ of the built site."
)]
pub struct Export {
    /// One file, by its format; without -o it is printed
    #[arg(value_name = "FORMAT", required_unless_present = "output", value_parser = formats())]
    pub what: Option<String>,
    /// The folder to write into; without FORMAT every file
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

/// The names of the formats.
fn formats() -> clap::builder::PossibleValuesParser {
    let named = |format: &&dyn export::Format| PossibleValue::new(format.name()).help(format.title());
    export::FORMATS.iter().map(named).collect::<Vec<_>>().into()
}

/// `deploy`.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line, and they are not states of one thing"
)]
pub struct Deploy {
    /// A target of site.yaml; without it, the first
    pub target: Option<String>,
    /// Show what would be sent and deleted, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Sign the site with this secret key (its password: DATELINE_KEY_PASSWORD, or asked for)
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// Read back every file at the host and compare it with what was sent; send nothing
    #[arg(long, conflicts_with_all = ["dry_run", "max_delete", "forget", "adopt", "take_over", "sign"])]
    pub verify: bool,
    /// Delete up to so many files without a question (default: 50 and no more than a fifth)
    #[arg(long, value_name = "N")]
    pub max_delete: Option<usize>,
    /// Leave nothing of earlier releases at the host: no rollback, no kept assets
    #[arg(long)]
    pub forget: bool,
    /// Write over files at the host that are in the way and were not written by dateline
    #[arg(long)]
    pub adopt: bool,
    /// Go on although another deploy says it is at work there: it is dead
    #[arg(long)]
    pub take_over: bool,
}

/// `rollback`.
#[derive(Debug, Args)]
pub struct Rollback {
    /// A target of site.yaml; without it, the first
    pub target: Option<String>,
    /// Show what would change, and do nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Delete up to so many files without a question (default: 50 and no more than a fifth)
    #[arg(long, value_name = "N")]
    pub max_delete: Option<usize>,
    /// Go on although another deploy says it is at work there: it is dead
    #[arg(long)]
    pub take_over: bool,
}

/// `retract`.
#[derive(Debug, Args)]
#[command(
    after_help = "The page keeps its address, title, day and place, and gives the reason. Everything else goes: from pages, lists, feeds, search, data and, with the next deploy, from earlier releases."
)]
pub struct Retract {
    /// The id of an incident or the slug of a story; where both have it, `incident:ID` or `story:SLUG`
    #[arg(value_name = "ID")]
    pub item: String,
    /// Why, in a sentence for readers
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Show what would change in the file, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `new`.
#[derive(Debug, Subcommand)]
pub enum New {
    /// content/articles/YEAR/DATE-slug.md, as a draft
    Article {
        /// Its headline
        title: String,
        /// Its date (default: today)
        #[arg(long)]
        date: Option<String>,
    },
    /// content/incidents/ID.yaml, as a draft
    Incident {
        /// What happened, in a few words
        title: String,
        /// Its date, to the day, month or year (default: today)
        #[arg(long)]
        date: Option<String>,
    },
}

/// The files that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// Front matter of content/articles/
    Article,
    /// Front matter of content/pages/
    Page,
    /// content/incidents/
    Incident,
    /// content/registers/actors.yaml
    Actors,
    /// content/registers/places.yaml
    Places,
    /// content/registers/sources.yaml
    Sources,
    /// site.yaml
    Site,
}

/// How faults are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// With the line drawn
    Human,
    /// path:line:column, one a line
    Short,
    /// One JSON object
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The web servers whose settings `dateline headers` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Server {
    /// Lines for a server block
    Nginx,
    /// Lines for a site block
    Caddy,
}

/// The generated pages of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DocsPage {
    /// docs/cli.md
    Cli,
    /// docs/configuration.md
    Configuration,
    /// docs/diagnostics.md
    Diagnostics,
}
