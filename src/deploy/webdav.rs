//! A folder of a WebDAV server, such as Nextcloud or a plain web host offers.
//!
//! A server may write a file in place, so that a reader could meet half of it: files are put under `_dateline/` and
//! moved to where they belong.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, Url, header};
use tokio::runtime::Runtime;

use crate::deploy::cloud::{runtime, time_for};
use crate::deploy::keyed::Keyed;
use crate::deploy::program::redacted;
use crate::deploy::published::{Headers, ROOM};
use crate::deploy::store::{Fault, Only, Seen, Store, Version};
use crate::deploy::target::{Opening, Secret, Target};

/// Makes one.
pub(super) fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let settings = opening.settings;
    let text = settings.need("url")?;
    let mut url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let mut url = url.take().with_context(|| format!("`{}` is no address", redacted(text)))?;
    ensure!(
        url.username().is_empty() && url.password().is_none(),
        "the address holds a login; put it into WEBDAV_USER and WEBDAV_PASSWORD instead"
    );
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    let login = (opening.environment)("WEBDAV_USER").map(|user| (user, (opening.environment)("WEBDAV_PASSWORD")));
    let loopback = url.host_str().is_some_and(|host| matches!(host, "127.0.0.1" | "localhost" | "[::1]"));
    if login.is_some() && url.scheme() == "http" && !loopback {
        bail!("a password would go over the network unencrypted; write https:// in deploy.{}.url", settings.name);
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().connect_timeout(Duration::from_secs(20)).redirect(reqwest::redirect::Policy::none());
    let client = client.build().context("cannot prepare for requests")?;
    let (runtime, timeout) = runtime(settings)?;
    Ok(Box::new(Keyed(WebDav { url, login, client, runtime, timeout, folders: Mutex::default() })))
}

struct WebDav {
    url: Url,
    login: Option<(Secret, Option<Secret>)>,
    client: Client,
    runtime: Runtime,
    timeout: Duration,
    /// Folders that are known to be there.
    folders: Mutex<BTreeSet<String>>,
}

impl std::fmt::Debug for WebDav {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WebDav").field("url", &self.url.as_str()).finish_non_exhaustive()
    }
}

impl WebDav {
    /// A key's address: every character that means something there is encoded.
    fn at(&self, key: &str) -> Result<Url, Fault> {
        let mut url = self.url.clone();
        let parts = url.path_segments_mut();
        let mut parts = parts.map_err(|()| Fault::Lasting(anyhow!("`{}` can hold no files", self.url)))?;
        parts.pop_if_empty().extend(key.split('/'));
        drop(parts);
        Ok(url)
    }

    fn request(&self, method: &str, key: &str) -> Result<RequestBuilder, Fault> {
        let method = Method::from_bytes(method.as_bytes()).map_err(|error| Fault::Lasting(error.into()))?;
        let request = self.client.request(method, self.at(key)?);
        Ok(match &self.login {
            Some((user, password)) => request.basic_auth(user.reveal(), password.as_ref().map(Secret::reveal)),
            None => request,
        })
    }

    /// Sends a request and waits for its whole answer: status, headers, body.
    fn answer(&self, request: RequestBuilder, bytes: usize) -> Result<(StatusCode, header::HeaderMap, Vec<u8>), Fault> {
        let limit = time_for(self.timeout, bytes);
        let whole = async {
            let answer: Response = request.send().await?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            Ok::<_, reqwest::Error>((status, headers, answer.bytes().await?.to_vec()))
        };
        let limited = self.runtime.block_on(async { tokio::time::timeout(limit, whole).await });
        let (status, headers, body) = match limited {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => {
                return Err(Fault::Passing(anyhow!(redacted(&format!("{:#}", anyhow::Error::new(error))))));
            }
            Err(_) => return Err(Fault::Passing(anyhow!("no answer in {} s", limit.as_secs()))),
        };
        match status.as_u16() {
            200..=299 => Ok((status, headers, body)),
            404 | 410 => Err(Fault::Missing),
            412 => Err(Fault::Condition),
            401 | 403 => {
                Err(Fault::Lasting(anyhow!("the server answers {status}; look at WEBDAV_USER and WEBDAV_PASSWORD")))
            }
            408 | 423 | 425 | 429 | 500 | 502..=504 => Err(Fault::Passing(anyhow!("the server answers {status}"))),
            _ => Err(Fault::Lasting(anyhow!("the server answers {status}"))),
        }
    }

    fn send(&self, request: RequestBuilder, bytes: usize) -> Result<(), Fault> {
        self.answer(request, bytes).map(|_| ())
    }

    /// Makes the folders above a key, each once.
    fn folders(&self, key: &str) -> Result<(), Fault> {
        for (at, _) in key.match_indices('/') {
            let folder = &key[..at];
            if self.folders.lock().is_ok_and(|folders| folders.contains(folder)) {
                continue;
            }
            match self.answer(self.request("MKCOL", folder)?, 0) {
                // 405: it is there already.
                Ok(_) => {}
                Err(Fault::Lasting(error)) if error.to_string().contains("405") => {}
                Err(fault) => return Err(fault),
            }
            if let Ok(mut folders) = self.folders.lock() {
                folders.insert(folder.to_owned());
            }
        }
        Ok(())
    }

    fn moved(&self, how: &str, from: &str, to: &str, over: &str) -> Result<(), Fault> {
        self.folders(to)?;
        let request = self.request(how, from)?.header("Destination", self.at(to)?.as_str()).header("Overwrite", over);
        self.send(request, 0)
    }
}

impl Store for WebDav {
    fn place(&self) -> String {
        self.url.as_str().trim_end_matches('/').to_owned()
    }

    fn takes_headers(&self) -> bool {
        false
    }

    fn get(&self, key: &str) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        match self.answer(self.request("GET", key)?, 0) {
            Ok((_, headers, body)) => Ok(Some((body, version(&headers)))),
            Err(Fault::Missing) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    fn put(&self, key: &str, bytes: &[u8], _: Option<&Headers>, only: &Only) -> Result<Version, Fault> {
        self.folders(key)?;
        if !key.starts_with(ROOM) {
            let waiting = format!("{ROOM}/sending/{}", &blake3::hash(key.as_bytes()).to_hex()[..32]);
            self.folders(&waiting)?;
            self.send(self.request("PUT", &waiting)?.body(bytes.to_vec()), bytes.len())?;
            let over = if *only == Only::IfNew { "F" } else { "T" };
            self.moved("MOVE", &waiting, key, over)?;
            return Ok(Version::default());
        }
        let request = self.request("PUT", key)?.body(bytes.to_vec());
        let request = match only {
            Only::Always => request,
            Only::IfNew => request.header(header::IF_NONE_MATCH, "*"),
            Only::IfStill(Version(tag)) => request.header(header::IF_MATCH, tag),
        };
        let (_, headers, _) = self.answer(request, bytes.len())?;
        match version(&headers) {
            // Not every server names the new version in its answer.
            Version(tag) if tag.is_empty() => Ok(version(&self.answer(self.request("HEAD", key)?, 0)?.1)),
            named => Ok(named),
        }
    }

    fn copy(&self, from: &str, to: &str) -> Result<(), Fault> {
        self.moved("COPY", from, to, "T")
    }

    fn delete(&self, keys: &[String]) -> Result<(), Fault> {
        for key in keys {
            match self.send(self.request("DELETE", key)?, 0) {
                Err(Fault::Missing) => {}
                done => done?,
            }
        }
        Ok(())
    }

    fn seen(&self, keys: &BTreeSet<String>) -> Result<BTreeMap<String, Seen>, Fault> {
        let mut found = BTreeMap::new();
        for key in keys {
            let headers = match self.answer(self.request("HEAD", key)?, 0) {
                Ok((_, headers, _)) => headers,
                Err(Fault::Missing) => continue,
                Err(fault) => return Err(fault),
            };
            let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
            let size = text(header::CONTENT_LENGTH).and_then(|size| size.parse().ok()).unwrap_or_default();
            let written = text(header::LAST_MODIFIED).and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
            let written = written.map_or(i64::MAX, |date| date.timestamp().as_second());
            found.insert(key.clone(), Seen { size, written });
        }
        Ok(found)
    }

    fn under(&self, folder: &str) -> Result<BTreeSet<String>, Fault> {
        let listed = match self.answer(self.request("PROPFIND", folder)?.header("Depth", "1"), 0) {
            Ok((_, _, body)) => String::from_utf8_lossy(&body).into_owned(),
            Err(Fault::Missing) => return Ok(BTreeSet::new()),
            Err(fault) => return Err(fault),
        };
        // Our own names there are 32 hexadecimal digits, so they are found without reading the answer's XML.
        let words = listed.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 32);
        Ok(words.map(|name| format!("{folder}/{name}")).collect())
    }
}

fn version(headers: &header::HeaderMap) -> Version {
    Version(headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned())
}
