//! Learns that something was saved. What was saved is for the build to find out.
//!
//! Folders are watched, never single files: editors save by writing a new file and renaming it, and a
//! watch on the old one would fall asleep. Every report means "look again"; its paths are hints. Where
//! the system cannot tell us (no watches left, a network file system), we look ourselves and say so.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use walkdir::WalkDir;

use super::poll::Poll;
use super::{Event, Message, Options, Watching};

/// A watch over the sources, until it is dropped.
pub(super) struct Watcher {
    scope: Scope,
    inbox: Sender<Message>,
    how: How,
}

enum How {
    Notified(RecommendedWatcher),
    /// Kept for the thread that ends with it.
    Polling(#[expect(dead_code, reason = "held for its drop")] Poll),
}

/// Which paths count.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// Folders and files that the site is built from.
    pub(super) roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
    /// What links in those folders lead to, where it lies outside them.
    linked: Vec<PathBuf>,
}

impl Watcher {
    /// Begins to watch, by whichever way works.
    pub(super) fn start(options: &Options, inbox: &Sender<Message>, tell: &dyn Fn(Event)) -> Self {
        let mut scope = Scope {
            linked: Vec::new(),
            roots: options.watch.iter().map(|path| located(path)).collect(),
            ignored: options.ignore.iter().map(|path| located(path)).collect(),
        };
        scope.follow_links();
        let silent = scope.roots.iter().find_map(|root| silent_file_system(root));
        let how = match (options.watching, silent) {
            (Watching::Polling, _) => How::Polling(Poll::start(&scope, inbox)),
            (Watching::Notified, Some(reason)) => poll_because(reason, &scope, inbox, tell),
            (Watching::Notified, None) => match notified(&scope, inbox) {
                Ok(watcher) => How::Notified(watcher),
                Err(error) => poll_because(in_words(&error), &scope, inbox, tell),
            },
        };
        Self { scope, inbox: inbox.clone(), how }
    }

    /// The system has given up: from now on we look ourselves.
    pub(super) fn poll_instead(&mut self, reason: String, tell: &dyn Fn(Event)) {
        if matches!(self.how, How::Notified(_)) {
            self.how = poll_because(reason, &self.scope, &self.inbox, tell);
        }
    }

    /// Those of the reported paths that the site is built from. A watched folder that has come back gets
    /// a new watch (the old one went with the old folder), and so does one in which a link was made: the
    /// system reports the link, but not what lies behind it.
    pub(super) fn relevant(&mut self, mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
        paths.retain(|path| self.scope.covers(path));
        paths.sort();
        paths.dedup();
        if let How::Notified(watcher) = &mut self.how {
            let outdated = |root: &&PathBuf| {
                let concerns = |path: &PathBuf| root.starts_with(path) || (path.starts_with(root) && path.is_symlink());
                root.is_dir() && paths.iter().any(concerns)
            };
            for root in self.scope.roots.iter().filter(outdated) {
                renew(watcher, root, &self.inbox);
            }
            if paths.iter().any(|path| path.is_symlink() || path.is_dir()) {
                self.scope.follow_links();
                watch_linked(watcher, &self.scope);
            }
        }
        paths
    }

    /// The system has lost reports, those of new folders among them: every watch is made anew.
    pub(super) fn look_again(&mut self) {
        if let How::Notified(watcher) = &mut self.how {
            for root in self.scope.roots.iter().filter(|root| root.is_dir()) {
                renew(watcher, root, &self.inbox);
            }
            self.scope.follow_links();
            watch_linked(watcher, &self.scope);
        }
    }
}

impl Scope {
    /// Whether a change at `path` can change the site.
    pub(super) fn covers(&self, path: &Path) -> bool {
        (self.roots.iter().any(|root| path.starts_with(root) || root.starts_with(path))
            || self.linked.iter().any(|linked| linked.starts_with(path)))
            && !self.ignored.iter().any(|ignored| path.starts_with(ignored))
            && !path.file_name().is_some_and(|name| is_scratch(&name.to_string_lossy()))
    }
}

impl Scope {
    /// Finds out what the links in the watched folders lead to, step by step: editing it changes the site, too.
    /// A folder behind a link is watched with the folder that holds the link.
    fn follow_links(&mut self) {
        self.linked.clear();
        for root in &self.roots {
            let entries = WalkDir::new(root).follow_links(true).into_iter().filter_map(Result::ok);
            for link in entries.filter(walkdir::DirEntry::path_is_symlink) {
                let mut at = link.into_path();
                for _ in 0..LINKS_AT_MOST {
                    let Ok(target) = fs::read_link(&at) else { break };
                    at = located(&at.parent().map_or_else(|| target.clone(), |folder| folder.join(&target)));
                    self.linked.push(at.clone());
                }
            }
        }
        self.linked.sort();
        self.linked.dedup();
        self.linked.retain(|linked| !self.roots.iter().any(|root| linked.starts_with(root)));
    }
}

/// A link to a link to a link is followed so far.
const LINKS_AT_MOST: usize = 8;

/// Whether an editor or a desktop writes files of this name for itself.
fn is_scratch(name: &str) -> bool {
    let vim = name.starts_with('.') && [".swp", ".swo", ".swx", ".swpx"].iter().any(|end| name.ends_with(end));
    let emacs = name.starts_with(".#") || (name.starts_with('#') && name.ends_with('#'));
    let others = name.contains("___jb_") || name.starts_with(".goutputstream-") || name.ends_with(".kate-swp");
    vim || emacs || others || name.ends_with('~') || ["4913", ".DS_Store", "Thumbs.db"].contains(&name)
}

fn poll_because(reason: String, scope: &Scope, inbox: &Sender<Message>, tell: &dyn Fn(Event)) -> How {
    tell(Event::Polling { reason });
    How::Polling(Poll::start(scope, inbox))
}

/// Asks the system to tell `inbox` of every change. The folders around the roots are watched, too, so
/// that a root which is a file, or is made later, or comes back under its name, is noticed.
fn notified(scope: &Scope, inbox: &Sender<Message>) -> notify::Result<RecommendedWatcher> {
    let inbox = inbox.clone();
    let mut watcher = notify::recommended_watcher(move |report| {
        if let Some(message) = message(report) {
            // Nobody listens any more once the preview ends; then there is nothing to tell either.
            let _ = inbox.send(message);
        }
    })?;
    let mut around: Vec<&Path> =
        scope.roots.iter().filter_map(|root| root.ancestors().skip(1).find(|dir| dir.is_dir())).collect();
    around.sort();
    around.dedup();
    around.retain(|dir| !scope.roots.iter().any(|root| dir.starts_with(root)));
    for dir in around {
        watcher.watch(dir, RecursiveMode::NonRecursive)?;
    }
    for root in scope.roots.iter().filter(|root| root.is_dir()) {
        watcher.watch(root, RecursiveMode::Recursive)?;
    }
    watch_linked(&mut watcher, scope);
    Ok(watcher)
}

/// Watches the folders of files that links lead to. One that cannot be watched is like a file that nobody edits.
fn watch_linked(watcher: &mut RecommendedWatcher, scope: &Scope) {
    let mut folders: Vec<&Path> = scope.linked.iter().filter_map(|linked| linked.parent()).collect();
    folders.dedup();
    for folder in folders.into_iter().filter(|folder| folder.is_dir()) {
        let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
    }
}

/// A new watch in the place of the old one, which may have gone with an old folder.
fn renew(watcher: &mut RecommendedWatcher, root: &Path, inbox: &Sender<Message>) {
    let _ = watcher.unwatch(root);
    if let Err(error) = watcher.watch(root, RecursiveMode::Recursive) {
        let _ = inbox.send(Message::Deaf(in_words(&error)));
    }
}

/// What a report means to us. Reading a file is no news: we do it ourselves at every build.
fn message(report: notify::Result<notify::Event>) -> Option<Message> {
    match report {
        Ok(event) if event.need_rescan() => Some(Message::Unknown),
        Ok(event) => match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Message::Touched(event.paths)),
            EventKind::Access(_) => None,
            _ => Some(Message::Touched(event.paths)),
        },
        Err(error) => match &error.kind {
            ErrorKind::MaxFilesWatch => Some(Message::Deaf(in_words(&error))),
            // A folder that was gone again before it could be watched is ordinary.
            ErrorKind::Io(io) if io.kind() != std::io::ErrorKind::NotFound => Some(Message::Deaf(in_words(&error))),
            _ => Some(Message::Unknown),
        },
    }
}

fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system has no file watches left (raise `fs.inotify.max_user_watches`)".into(),
        _ => format!("the system cannot watch these folders: {error}"),
    }
}

/// `path` as the system reports it: absolute, its folder without links; itself it may be a link.
fn located(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (absolute.parent().and_then(|parent| fs::canonicalize(parent).ok()), absolute.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        _ => absolute,
    }
}

/// Why no report is to be expected from where `path` lies: what another machine (or the host of a
/// container) saves there is not told to this one.
#[cfg(target_os = "linux")]
fn silent_file_system(path: &Path) -> Option<String> {
    // NFS, SMB 1 to 3, 9P, FUSE, VirtualBox shared folders, Ceph (magic numbers of statfs(2)).
    const SILENT: [i128; 8] =
        [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x6573_5546, 0x786f_4256, 0x00c3_6400];
    let found = rustix::fs::statfs(path).ok()?;
    // 32-bit systems give the number a sign.
    let kind = i128::from(found.f_type) & 0xffff_ffff;
    SILENT
        .contains(&kind)
        .then(|| format!("`{}` lies on a shared file system, which reports no changes", path.display()))
}

/// Elsewhere nothing is known of it beforehand.
#[cfg(not(target_os = "linux"))]
fn silent_file_system(_: &Path) -> Option<String> {
    None
}
