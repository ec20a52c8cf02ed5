//! The preview: build, answer from memory, watch, build again.
//!
//! The room stands between a build that it does not know and a browser that it does not trust. The
//! caller hands in `rebuild`, a function from what changed to what came of it; this room decides when to
//! call it, keeps the last good site on show, and tells open pages what happened. It prints nothing:
//! every turn is an [`Event`], and words belong to the caller. It writes nothing to the disk.
//!
//! One thread (the caller's) builds; one answers requests; the watcher has its own. A build therefore
//! never holds up an answer, and edits made during a build wait in the queue and become one next build.

mod answer;
mod desk;
mod events;
mod guard;
mod gzip;
mod http;
mod lan;
mod live;
mod open;
mod poll;
mod reply;
mod watch;

#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

pub use desk::{DESK, Desk};
pub use events::{Built, Changed, Event, Problem, Severity};
pub use lan::lan_address;

use live::Stage;
use watch::Watcher;

/// The port unless another is asked for: the year of the conference that drew the date line, and one
/// on which no other preview leaves its service workers and caches in the browser.
pub const DEFAULT_PORT: u16 = 1884;
/// How many ports after the preferred one are tried before the system chooses.
const PORTS_TRIED: u16 = 20;
/// A build begins when nothing has been saved for this long …
const QUIET: Duration = Duration::from_millis(8);
/// … or, if the saving never pauses, after this long.
const PATIENCE: Duration = Duration::from_millis(250);

/// What to watch and where to listen.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address to listen on. Anything but loopback shows the unpublished site to the network, and only requests that
    /// name this very address are answered.
    pub host: IpAddr,
    /// Port to listen on.
    pub port: Port,
    /// Whether to open a browser.
    pub open: Open,
    /// How to learn of changes.
    pub watching: Watching,
    /// Folders (with all below them) and files that the site is built from; they need not exist yet.
    pub watch: Vec<PathBuf>,
    /// Folders and files below these that never cause a build, such as the output.
    pub ignore: Vec<PathBuf>,
    /// A sentence above every page, when there is something to be told of all of them.
    pub notice: Option<String>,
    /// What open pages do when the source of another page is edited.
    pub follow: Follow,
}

/// What open pages do when the source of another page is edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Follow {
    /// They stay where they are.
    #[default]
    Nothing,
    /// They move to the page that was edited.
    Edits,
}

/// Which port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one, or the next free one.
    Preferred(u16),
    /// This one or none: somebody asked for it.
    Exactly(u16),
}

/// Whether to open a browser when the site is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Open the front page.
    Browser,
    /// Leave that to the reader of the terminal.
    Nothing,
}

/// How to learn of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells us; where it cannot, we look.
    Notified,
    /// We look twice a second, for folders whose file system tells nobody.
    Polling,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: Port::Preferred(DEFAULT_PORT),
            open: Open::Nothing,
            watching: Watching::Notified,
            watch: Vec::new(),
            ignore: Vec::new(),
            notice: None,
            follow: Follow::Nothing,
        }
    }
}

/// What reaches the building thread.
#[derive(Debug)]
enum Message {
    /// These paths were touched.
    Touched(Vec<PathBuf>),
    /// Something was touched, and nobody knows what.
    Unknown,
    /// The system will no longer tell us, for this reason.
    Deaf(String),
    /// Somebody wants us to end.
    Stop,
}

/// Previews until Ctrl-C (or `SIGTERM`), then returns `Ok`.
///
/// # Errors
/// The port is taken, or the system refuses a thread or a socket. A build that fails is not an error
/// here: it is shown, and the next edit gets its turn.
pub fn run(options: &Options, rebuild: &mut dyn FnMut(&Changed) -> Built, tell: &dyn Fn(Event)) -> Result<()> {
    let (inbox, messages) = channel();
    session(options, rebuild, tell, &inbox, &messages)
}

/// The preview with its mailbox in the caller's hand, so that a test can end it.
fn session(
    options: &Options,
    rebuild: &mut dyn FnMut(&Changed) -> Built,
    tell: &dyn Fn(Event),
    inbox: &Sender<Message>,
    messages: &Receiver<Message>,
) -> Result<()> {
    let (listener, address) = bind(options)?;
    let stage = Arc::new(Stage::new(options.notice.clone(), options.follow));
    // Watching begins before the first build: an edit during that build is not lost.
    let mut watcher = Watcher::start(options, inbox, tell);
    build_and_show(&stage, rebuild, &Changed::Everything, tell);
    let server = http::Server::start(listener, address, Arc::clone(&stage), inbox.clone())?;
    let url = format!("http://{address}/");
    if options.open == Open::Browser
        && let Err(error) = open::browser(&url)
    {
        tell(Event::BrowserNotOpened { reason: error.to_string() });
    }
    tell(Event::Listening { url, instead_of: instead_of(options.port, address) });

    while let Some(changed) = next_change(messages, &mut watcher, tell) {
        build_and_show(&stage, rebuild, &changed, tell);
    }
    stage.close();
    server.stop();
    Ok(())
}

/// Waits for the next edit, gathers what comes with it, and says what it was. `None` is the end.
fn next_change(messages: &Receiver<Message>, watcher: &mut Watcher, tell: &dyn Fn(Event)) -> Option<Changed> {
    let mut changed: Option<Changed> = None;
    let mut since: Option<Instant> = None;
    loop {
        let waited = since.map_or(Duration::ZERO, |since| since.elapsed());
        let message = match since {
            None => messages.recv().ok()?,
            Some(_) if waited >= PATIENCE => return changed,
            Some(_) => match messages.recv_timeout(QUIET) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => return changed,
                Err(RecvTimeoutError::Disconnected) => return None,
            },
        };
        let news = match message {
            Message::Stop => return None,
            Message::Touched(paths) => match watcher.relevant(paths) {
                paths if paths.is_empty() => continue,
                paths => Changed::Paths(paths),
            },
            Message::Unknown => {
                watcher.look_again();
                Changed::Everything
            }
            Message::Deaf(reason) => {
                watcher.poll_instead(reason, tell);
                Changed::Everything
            }
        };
        changed = Some(match changed {
            None => news,
            Some(before) => before.and(news),
        });
        since = since.or_else(|| Some(Instant::now()));
    }
}

/// One turn: build, put on show what came of it, tell the caller.
fn build_and_show(stage: &Stage, rebuild: &mut dyn FnMut(&Changed) -> Built, cause: &Changed, tell: &dyn Fn(Event)) {
    let start = Instant::now();
    let built = rebuild(cause);
    let (problems, summary) = (built.problems.clone(), built.summary.clone());
    let changes = stage.show(built);
    let took = start.elapsed();
    tell(match changes {
        None => Event::Failed { problems, summary, took },
        Some(changes) => Event::Rebuilt { changes, problems, summary, took },
    });
}

/// Takes a port as the options allow.
fn bind(options: &Options) -> Result<(TcpListener, SocketAddr)> {
    let bound = match options.port {
        Port::Exactly(port) => TcpListener::bind((options.host, port)).with_context(|| {
            format!("cannot listen on port {port} of {}; stop what uses it, or choose another port", options.host)
        })?,
        Port::Preferred(port) => (port..=port.saturating_add(PORTS_TRIED))
            .chain([0])
            .find_map(|port| TcpListener::bind((options.host, port)).ok())
            .with_context(|| format!("cannot listen on {} at any port", options.host))?,
    };
    let address = bound.local_addr().context("cannot learn the port")?;
    Ok((bound, address))
}

/// The port that was wanted, if another one had to do.
fn instead_of(port: Port, address: SocketAddr) -> Option<u16> {
    match port {
        Port::Preferred(wanted) if wanted != address.port() && wanted != 0 => Some(wanted),
        _ => None,
    }
}
