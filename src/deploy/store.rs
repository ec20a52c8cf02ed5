//! What the engine of [`crate::deploy::keyed`] needs of a host that holds objects under keys, and how a fault of one
//! request is taken: some pass, some stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Error, Result};

use crate::deploy::published::Headers;
use crate::deploy::target::Event;

/// A host that holds objects under keys. Every call is one piece of work that can be done again.
pub(super) trait Store: Sync + fmt::Debug {
    /// The host, in words that may be shown to anybody.
    fn place(&self) -> String;
    /// Whether the host sends the headers it is told.
    fn takes_headers(&self) -> bool;
    /// An object and its version; `None` where there is none.
    fn get(&self, key: &str) -> Result<Option<(Vec<u8>, Version)>, Fault>;
    /// Puts an object whole: a reader sees the old one or the new one.
    fn put(&self, key: &str, bytes: &[u8], headers: Option<&Headers>, only: &Only) -> Result<Version, Fault>;
    /// Copies an object with its headers, at the host.
    fn copy(&self, from: &str, to: &str) -> Result<(), Fault>;
    /// Deletes objects; one that is not there is no fault.
    fn delete(&self, keys: &[String]) -> Result<(), Fault>;
    /// Those of the keys that stand there.
    fn seen(&self, keys: &BTreeSet<String>) -> Result<BTreeMap<String, Seen>, Fault>;
    /// The keys under `folder`.
    fn under(&self, folder: &str) -> Result<BTreeSet<String>, Fault>;
}

/// Which state of an object is meant, in the host's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Version(pub(super) String);

/// When an object may be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Only {
    /// In any case.
    Always,
    /// Where nothing stands.
    IfNew,
    /// Where this version stands.
    IfStill(Version),
}

/// What is known of an object without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// Number of bytes.
    pub(super) size: u64,
    /// When it was written, in seconds of the host's own clock.
    pub(super) written: i64,
}

/// Why a request did not do what it should.
#[derive(Debug)]
pub(super) enum Fault {
    /// It may work when it is tried again: the network, a busy host.
    Passing(Error),
    /// It will not work again.
    Lasting(Error),
    /// The condition under which it should work did not hold.
    Condition,
    /// What it is about is not there.
    Missing,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Passing(error) | Fault::Lasting(error) => error,
            Fault::Condition => Self::msg("the host holds something else there by now"),
            Fault::Missing => Self::msg("the host no longer has it"),
        }
    }
}

/// How often a request is made in all.
const ATTEMPTS: u32 = 6;
/// How long the first pause is at most; each later one is twice as long.
const PAUSE: Duration = Duration::from_millis(200);

/// Which of several attempts at one request it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    /// Nothing was tried before.
    First,
    /// An earlier one may have reached the host without an answer.
    Later,
}

/// Makes a request until it works or its fault will not pass. The pauses grow, and chance spreads them, so that ten
/// requests that failed together do not come back together.
pub(super) fn patiently<T>(
    what: &str,
    tell: &(dyn Fn(Event) + Sync),
    mut request: impl FnMut(Attempt) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let mut made = 0;
    loop {
        let attempt = if made == 0 { Attempt::First } else { Attempt::Later };
        match request(attempt) {
            Err(Fault::Passing(error)) if made + 1 < ATTEMPTS => {
                tell(Event::Again(format!("{what}: {error:#}")));
                let most = PAUSE.saturating_mul(1 << made);
                thread::sleep(most / 2 + most.mul_f64(chance() / 2.0));
                made += 1;
            }
            Err(Fault::Passing(error)) => {
                return Err(Fault::Passing(error.context(format!("{what}: tried {ATTEMPTS} times"))));
            }
            Err(Fault::Lasting(error)) => return Err(Fault::Lasting(error.context(what.to_owned()))),
            done => return done,
        }
    }
}

/// A number from 0 to 1.
fn chance() -> f64 {
    let random = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(random).unwrap_or_default()) / f64::from(u32::MAX)
}

/// Does `work` for every item, so many at once. After a fault nothing more is begun, and what was begun is ended.
pub(super) fn together<T: Sync>(items: &[T], at_once: usize, work: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let (next, fault) = (AtomicUsize::new(0), Mutex::new(None::<Error>));
    let failed = || fault.lock().map_or(true, |fault| fault.is_some());
    thread::scope(|scope| {
        for _ in 0..at_once.min(items.len()) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !failed()) {
                    if let Err(error) = work(item)
                        && let Ok(mut fault) = fault.lock()
                    {
                        fault.get_or_insert(error);
                    }
                }
            });
        }
    });
    match fault.into_inner() {
        Ok(Some(error)) => Err(error),
        Ok(None) => Ok(()),
        Err(_) => Err(Error::msg("a thread of the deploy broke off")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_passes_is_tried_again_and_one_that_stays_is_not() {
        let tries = AtomicUsize::new(0);
        let told = Mutex::new(Vec::new());
        let tell = |event| told.lock().unwrap().push(event);
        let done = patiently("reading", &tell, |attempt| match tries.fetch_add(1, Ordering::Relaxed) {
            0 => Err(Fault::Passing(Error::msg("503"))),
            tried => Ok((tried, attempt)),
        });
        assert_eq!(done.unwrap(), (1, Attempt::Later));
        assert_eq!(*told.lock().unwrap(), [Event::Again("reading: 503".to_owned())]);
        tries.store(0, Ordering::Relaxed);
        let refused = patiently::<()>("reading", &tell, |_| {
            tries.fetch_add(1, Ordering::Relaxed);
            Err(Fault::Lasting(Error::msg("403")))
        });
        assert!(matches!(refused, Err(Fault::Lasting(_))));
        assert_eq!(tries.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn after_a_fault_nothing_more_is_begun() {
        let begun = AtomicUsize::new(0);
        let items: Vec<usize> = (0..1000).collect();
        let done = together(&items, 4, |item| {
            begun.fetch_add(1, Ordering::Relaxed);
            if *item == 3 {
                return Err(Error::msg("no"));
            }
            // So slow that the fault is known long before the last.
            std::thread::sleep(std::time::Duration::from_millis(1));
            Ok(())
        });
        assert_eq!(done.unwrap_err().to_string(), "no");
        assert!(begun.load(Ordering::Relaxed) < 1000);
        together(&items, 4, |_| Ok(())).unwrap();
    }
}
