//! What the object stores of the clouds have in common: one client library, asked from ordinary threads.
//!
//! Retries, pauses and limits of time are the engine's own, so that a write on a condition is never repeated blindly.
//! Keys and tokens go from the environment to the library, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, ObjectStore, ObjectStoreExt, PutMode, PutOptions, RetryConfig, UpdateVersion,
};
use tokio::runtime::Runtime;

use crate::deploy::published::Headers;
use crate::deploy::store::{Fault, Only, Seen, Store, Version};
use crate::deploy::target::{Opening, Settings};

/// The slowest link that an upload is given time for, in bytes a second.
const SLOWEST: u64 = 2_000;

/// A store of a cloud.
pub(super) struct Cloud {
    place: String,
    prefix: String,
    store: Arc<dyn ObjectStore>,
    runtime: Runtime,
    timeout: Duration,
}

impl std::fmt::Debug for Cloud {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cloud").field("place", &self.place).finish_non_exhaustive()
    }
}

/// How every client connects: no time limit and no retry of its own.
pub(super) fn client(endpoint: Option<&str>) -> (ClientOptions, RetryConfig) {
    // Set once in a process; a second call changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let options = ClientOptions::new()
        .with_timeout_disabled()
        .with_connect_timeout(Duration::from_secs(20))
        .with_allow_http(endpoint.is_some_and(|endpoint| endpoint.starts_with("http://")));
    (options, RetryConfig { max_retries: 0, ..RetryConfig::default() })
}

/// A thread for requests, and how long one may take.
pub(super) fn runtime(settings: &Settings) -> Result<(Runtime, Duration)> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let timeout = Duration::from_secs(u64::from(settings.number("timeout", 60)?.max(1)));
    Ok((runtime.context("cannot start a thread for requests")?, timeout))
}

/// Time for a request that carries so many bytes.
pub(super) fn time_for(timeout: Duration, bytes: usize) -> Duration {
    timeout + Duration::from_secs(bytes as u64 / SLOWEST)
}

impl Cloud {
    pub(super) fn new(opening: &Opening<'_>, place: &str, store: Arc<dyn ObjectStore>) -> Result<Self> {
        let (runtime, timeout) = runtime(opening.settings)?;
        let prefix = opening.settings.get("prefix").unwrap_or_default().trim_matches('/').to_owned();
        Path::parse(&prefix).with_context(|| format!("`{prefix}` is no prefix"))?;
        let place = if prefix.is_empty() { place.to_owned() } else { format!("{place}/{prefix}") };
        Ok(Self { place, prefix, store, runtime, timeout })
    }

    /// A key as the store's path. It is parsed and not converted: a conversion would encode `é`, `[` and `%`.
    fn path(&self, key: &str) -> Result<Path, Fault> {
        let whole = if self.prefix.is_empty() { key.to_owned() } else { format!("{}/{key}", self.prefix) };
        Path::parse(&whole).map_err(|error| Fault::Lasting(error.into()))
    }

    fn key(&self, path: &Path) -> String {
        let inner = path.as_ref().strip_prefix(&self.prefix).unwrap_or(path.as_ref());
        inner.trim_start_matches('/').to_owned()
    }

    fn wait<T>(&self, bytes: usize, work: impl Future<Output = object_store::Result<T>>) -> Result<T, Fault> {
        let limit = time_for(self.timeout, bytes);
        let limited = self.runtime.block_on(async { tokio::time::timeout(limit, work).await });
        match limited {
            Ok(done) => done.map_err(fault),
            Err(_) => Err(Fault::Passing(anyhow!("no answer in {} s", limit.as_secs()))),
        }
    }

    fn listed(&self, folder: Option<&Path>) -> Result<Vec<(String, Seen)>, Fault> {
        let list = self.store.list(folder).map_ok(|object| {
            let seen = Seen { size: object.size, written: object.last_modified.timestamp() };
            (self.key(&object.location), seen)
        });
        self.wait(0, list.try_collect())
    }
}

impl Store for Cloud {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn takes_headers(&self) -> bool {
        true
    }

    fn get(&self, key: &str) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        let path = self.path(key)?;
        let read = async {
            let found = self.store.get(&path).await?;
            let version = version(found.meta.e_tag.as_deref(), found.meta.version.as_deref());
            Ok((found.bytes().await?.to_vec(), version))
        };
        match self.wait(0, read) {
            Err(Fault::Missing) => Ok(None),
            read => read.map(Some),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], headers: Option<&Headers>, only: &Only) -> Result<Version, Fault> {
        let path = self.path(key)?;
        let mode = match only {
            Only::Always => PutMode::Overwrite,
            Only::IfNew => PutMode::Create,
            Only::IfStill(Version(text)) => {
                let (e_tag, version) = text.split_once('\n').unwrap_or((text, ""));
                let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                PutMode::Update(UpdateVersion { e_tag: some(e_tag), version: some(version) })
            }
        };
        let told = headers.iter().flat_map(|headers| {
            [
                (Attribute::ContentType, headers.content_type.clone()),
                (Attribute::CacheControl, headers.cache_control.clone()),
            ]
        });
        let attributes = told.collect::<Attributes>();
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        let put = self.wait(bytes.len(), self.store.put_opts(&path, bytes.to_vec().into(), options));
        match put {
            Ok(done) => Ok(version(done.e_tag.as_deref(), done.version.as_deref())),
            Err(Fault::Missing) => {
                Err(Fault::Lasting(anyhow!("there is no such place as {}; make the bucket first", self.place)))
            }
            Err(fault) => Err(fault),
        }
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Fault> {
        let (from, to) = (self.path(from)?, self.path(to)?);
        self.wait(0, self.store.copy(&from, &to))
    }

    fn delete(&self, keys: &[String]) -> Result<(), Fault> {
        let paths = keys.iter().map(|key| self.path(key)).collect::<Result<Vec<_>, _>>()?;
        let paths = futures_util::stream::iter(paths.into_iter().map(Ok)).boxed();
        let deleted = self.store.delete_stream(paths).filter_map(|deleted| async {
            match deleted {
                Ok(_) | Err(object_store::Error::NotFound { .. }) => None,
                Err(error) => Some(error),
            }
        });
        let all = async { deleted.map(Err).try_for_each(|()| async { Ok(()) }).await };
        self.wait(keys.len() * 1_000, all)
    }

    fn seen(&self, keys: &BTreeSet<String>) -> Result<BTreeMap<String, Seen>, Fault> {
        let prefix = if self.prefix.is_empty() { None } else { Some(self.path("")?) };
        Ok(self.listed(prefix.as_ref())?.into_iter().filter(|(key, _)| keys.contains(key)).collect())
    }

    fn under(&self, folder: &str) -> Result<BTreeSet<String>, Fault> {
        Ok(self.listed(Some(&self.path(folder)?))?.into_iter().map(|(key, _)| key).collect())
    }
}

fn version(e_tag: Option<&str>, version: Option<&str>) -> Version {
    Version(format!("{}\n{}", e_tag.unwrap_or_default(), version.unwrap_or_default()))
}

/// What an error of the library means for us.
#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn fault(error: object_store::Error) -> Fault {
    use object_store::Error as E;
    let text = told(&error);
    match error {
        E::NotFound { .. } => Fault::Missing,
        E::AlreadyExists { .. } | E::Precondition { .. } => Fault::Condition,
        E::PermissionDenied { .. } | E::Unauthenticated { .. } => {
            Fault::Lasting(anyhow!("{text}; look at the login in the environment"))
        }
        E::Generic { .. } if !refused(&text) => Fault::Passing(anyhow!(text)),
        _ => Fault::Lasting(anyhow!(text)),
    }
}

/// An error's words. It may quote a request's address, whose query may hold a signature, and a host's answer, which may
/// quote the request: queries go, and an answer's own message is all that is left of it.
fn told(error: &object_store::Error) -> String {
    let text = error.to_string();
    let text = match (text.find("<Message>"), text.find("</Message>")) {
        (Some(from), Some(to)) if from < to => {
            format!("{}{}", &text[..text.find("<?xml").or(text.find("<Error>")).unwrap_or(from)], &text[from + 9..to])
        }
        _ => text,
    };
    let words = text.split_inclusive(char::is_whitespace).map(|word| match word.find('?') {
        Some(at) if word.contains("://") || word.contains('=') => format!("{}?… ", &word[..at]),
        _ => word.to_owned(),
    });
    words.collect::<String>().split('\n').next().unwrap_or_default().trim().to_owned()
}

/// Whether the host refused for good: the client's own fault, but for answers that ask it to come back.
fn refused(text: &str) -> bool {
    let status = text.split("status code: ").nth(1).and_then(|rest| rest.get(..3)).unwrap_or_default();
    status.starts_with('4') && !["408", "409", "425", "429"].contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_without_the_query_of_an_address_or_the_whole_answer() {
        let error = |text: &str| object_store::Error::Generic { store: "S3", source: text.to_owned().into() };
        let signed =
            told(&error("error sending request for url (https://b.example.org/k?X-Amz-Signature=abc&X=1): reset"));
        assert_eq!(signed, "Generic S3 error: error sending request for url (https://b.example.org/k?… reset");
        let answer = "Server returned non-2xx status code: 403: <?xml version=\"1.0\"?><Error><Code>No</Code><Message>Not yours</Message><AWSAccessKeyId>AKIA</AWSAccessKeyId></Error>";
        assert_eq!(told(&error(answer)), "Generic S3 error: Server returned non-2xx status code: 403: Not yours");
        assert!(refused(&told(&error(answer))));
        assert!(!refused("status code: 503: busy") && !refused("status code: 429: slow down") && !refused("reset"));
    }
}
