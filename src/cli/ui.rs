//! The one room that prints. stdout is data, stderr is talk.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::args::{Common, Format, When};
use crate::cli::qr;
use crate::deploy;
use crate::diagnostic::emit::{self, Style};
use crate::diagnostic::{Located, Severity};
use crate::pipeline::Stage;

/// How to speak.
pub(super) struct Ui {
    format: Format,
    root: String,
    colour: When,
    quiet: bool,
    verbose: u8,
    progress: ProgressBar,
    stages: RefCell<Vec<(Stage, Instant)>>,
}

impl Ui {
    /// Speaks as the command line asks.
    #[must_use]
    pub(super) fn new(common: &Common) -> Self {
        let progress = if common.quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            progress.set_style(style);
        }
        let stages = RefCell::default();
        Self {
            format: common.format,
            root: common.root.display().to_string(),
            colour: common.color,
            quiet: common.quiet,
            verbose: common.verbose,
            progress,
            stages,
        }
    }

    /// Shows on a terminal which stage runs.
    pub(super) fn stage(&self, stage: Stage) {
        self.stages.borrow_mut().push((stage, Instant::now()));
        self.progress.enable_steady_tick(Duration::from_millis(120));
        self.progress.set_message(match stage {
            Stage::Read => "reading the sources",
            Stage::Dedupe => "folding what stands twice",
            Stage::Advise => "looking for what is doubtful",
            Stage::Render => "making the pages",
        });
    }

    /// Shows on a terminal how far the sending is: `total` files.
    pub(super) fn sending(&self, total: usize) {
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {bar:30} {pos}/{len} {eta}") {
            self.progress.set_style(style);
        }
        self.progress.reset();
        self.progress.set_length(total as u64);
        self.progress.enable_steady_tick(Duration::from_millis(120));
    }

    /// What a deploy tells while it works; it may tell from several threads.
    pub(super) fn deploying(&self) -> impl Fn(deploy::Event) + Sync + use<> {
        let (progress, verbose) = (self.progress.clone(), self.verbose);
        move |event| match event {
            deploy::Event::Phase(what) => {
                progress.set_message(what);
                if verbose > 1 {
                    progress.suspend(|| _ = io::stderr().lock().write_all(format!("{what}\n").as_bytes()));
                }
            }
            deploy::Event::Done => progress.inc(1),
            deploy::Event::Again(why) if verbose > 0 => {
                progress.suspend(|| _ = io::stderr().lock().write_all(format!("trying again: {why}\n").as_bytes()));
            }
            deploy::Event::Again(_) => {}
        }
    }

    /// Asks on a terminal; anything but `y` is a no. Without a terminal nobody can answer.
    pub(super) fn asks(&self, question: &str) -> bool {
        if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
            return false;
        }
        self.progress.suspend(|| {
            let _ = io::stderr().lock().write_all(format!("{question} [y/N] ").as_bytes());
            let mut answer = String::new();
            io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
        })
    }

    /// The work is over: the progress goes, and `--verbose` tells the stages' times.
    pub(super) fn finish(&self) {
        self.progress.finish_and_clear();
        let stages = self.stages.take();
        if self.verbose > 0 {
            let ends = stages.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
            for ((stage, start), end) in stages.iter().zip(ends) {
                self.talk(&format!(
                    "{}: {} ms",
                    format!("{stage:?}").to_lowercase(),
                    end.duration_since(*start).as_millis()
                ));
            }
        }
    }

    /// Tells diagnostics as data: they are what was asked for.
    pub(super) fn diagnostics_as_data(&self, located: &[Located]) {
        let text = self.written(located, AutoStream::choice(&io::stdout()));
        self.data(&text);
        self.counts(located);
    }

    /// Tells diagnostics as talk beside other work.
    pub(super) fn diagnostics(&self, located: &[Located]) {
        if !located.is_empty() {
            self.raw(&self.written(located, AutoStream::choice(&io::stderr())));
            self.counts(located);
        }
    }

    /// As [`diagnostics`](Self::diagnostics), without how many there are: whoever calls says that.
    pub(super) fn uncounted(&self, located: &[Located]) {
        if !located.is_empty() {
            self.raw(&self.written(located, AutoStream::choice(&io::stderr())));
        }
    }

    fn written(&self, located: &[Located], auto: ColorChoice) -> String {
        match self.format {
            Format::Human => emit::by_file(located, self.style(auto)),
            Format::Short => emit::short(located),
            Format::Json => emit::json(located),
            Format::Github => emit::github(located, &self.root),
        }
    }

    fn style(&self, auto: ColorChoice) -> Style {
        let coloured = match self.colour {
            When::Always => true,
            When::Never => false,
            When::Auto => auto != ColorChoice::Never,
        };
        if coloured { Style::Coloured } else { Style::Plain }
    }

    /// How many errors and warnings there are, as one line of talk; nothing when there are none.
    fn counts(&self, located: &[Located]) {
        if self.format == Format::Human && !located.is_empty() {
            self.raw(&format!("{}\n", counted_both(located)));
        }
    }

    /// A line of talk.
    pub(super) fn talk(&self, line: &str) {
        if !self.quiet {
            self.raw(&format!("{line}\n"));
        }
    }

    /// An address as a code to be read by a telephone, where somebody looks.
    pub(super) fn code(&self, url: &str) {
        if !self.quiet && io::stderr().is_terminal() {
            self.raw(&qr::drawn(url).unwrap_or_default());
        }
    }

    /// A line that is said even when quiet: what went wrong.
    pub(super) fn fault(&self, error: &anyhow::Error) {
        let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
        self.raw(&format!("error: {}\n", chain.join(": ")));
    }

    /// Shows on a terminal how many rows are done.
    pub(super) fn rows(&self, done: usize, total: usize) {
        let total = total as u64;
        if self.progress.length() != Some(total) {
            if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos} of {len} rows") {
                self.progress.set_style(style);
            }
            self.progress.set_length(total);
        }
        self.progress.set_position(done as u64);
    }

    /// Text to stderr as it is, also when quiet.
    pub(super) fn raw(&self, text: &str) {
        let text = text.to_owned();
        self.progress.suspend(|| {
            // A closed stderr leaves nobody to tell.
            let _ = io::stderr().lock().write_all(text.as_bytes());
        });
    }

    /// Data, to stdout; a reader that has gone away is not a fault.
    pub(super) fn data(&self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Data that need not be text, to stdout.
    pub(super) fn bytes(&self, bytes: &[u8]) {
        self.progress.suspend(|| {
            let _ = io::stdout().lock().write_all(bytes);
        });
    }

    /// How many columns the terminal has that the data goes to; nothing when it goes elsewhere.
    #[must_use]
    pub(super) fn width() -> Option<usize> {
        terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0))
    }

    /// Whether output is asked for as JSON.
    #[must_use]
    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }
}

/// Whether stdout is a terminal.
#[must_use]
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// `1 error`, `2 errors`.
#[must_use]
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// `2 errors, 1 warning`.
pub(super) fn counted_both(located: &[Located]) -> String {
    let count = |severity| located.iter().filter(|one| one.diagnostic.severity == severity).count();
    let advice = match count(Severity::Advice) {
        0 => String::new(),
        pieces => format!(", {} of advice", counted(pieces, "piece")),
    };
    let (errors, warnings) = (counted(count(Severity::Error), "error"), counted(count(Severity::Warning), "warning"));
    format!("{errors}, {warnings}{advice}")
}
