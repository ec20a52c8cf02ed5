//! The rows of the targets that speak HTTP. They stand apart from the code, because a program built without it still
//! reads the settings and says what it lacks.

use anyhow::Result;

use crate::deploy::target::{Opening, Target};
use crate::deploy::{Kind, REQUIRED, Setting};

const PREFIX: Setting =
    Setting { key: "prefix", takes: "path", default: "none", about: "The folder in it that holds the site." };

const TIMEOUT: Setting = Setting {
    key: "timeout",
    takes: "whole number",
    default: "60",
    about: "Seconds to wait for an answer before a request is made again; big files get more.",
};

const BUCKET: Setting =
    Setting { key: "bucket", takes: "name", default: REQUIRED, about: "The bucket; it must exist." };

const fn endpoint(about: &'static str) -> Setting {
    Setting { key: "endpoint", takes: "address", default: "the cloud's own", about }
}

/// The rows of the table.
pub(super) const S3: Kind = Kind {
    name: "s3",
    about: "A bucket of Amazon S3 or of any store that speaks its language (Cloudflare R2, Backblaze B2, Garage, MinIO …). The login comes from the environment: `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or what the machine or job was given.",
    settings: &[
        BUCKET,
        PREFIX,
        Setting {
            key: "region",
            takes: "name",
            default: "`AWS_REGION`, or us-east-1",
            about: "The bucket's region; `auto` for Cloudflare R2.",
        },
        endpoint("Where a store other than Amazon's is reached."),
        TIMEOUT,
    ],
    open: s3,
};

/// Google's.
pub(super) const GCS: Kind = Kind {
    name: "gcs",
    about: "A bucket of Google Cloud Storage. The login comes from the environment: `GOOGLE_APPLICATION_CREDENTIALS` names a key file, or the machine was given one.",
    settings: &[BUCKET, PREFIX, endpoint("Where another store of the same language is reached."), TIMEOUT],
    open: gcs,
};

/// Microsoft's.
pub(super) const AZURE: Kind = Kind {
    name: "azure",
    about: "A container of Azure Blob Storage. The login comes from the environment: `AZURE_STORAGE_ACCOUNT_KEY`, `AZURE_STORAGE_SAS_TOKEN`, or `AZURE_CLIENT_ID`, `AZURE_TENANT_ID` and `AZURE_CLIENT_SECRET`.",
    settings: &[
        Setting { key: "account", takes: "name", default: REQUIRED, about: "The storage account." },
        Setting {
            key: "container",
            takes: "name",
            default: "`$web`",
            about: "The container; `$web` is the one that Azure serves as a site.",
        },
        PREFIX,
        endpoint("Where another store of the same language is reached."),
        TIMEOUT,
    ],
    open: azure,
};

/// A folder over HTTP.
pub(super) const WEBDAV: Kind = Kind {
    name: "webdav",
    about: "A folder of a WebDAV server (Apache, Nextcloud, many plain web hosts). The login comes from the environment: `WEBDAV_USER` and `WEBDAV_PASSWORD`.",
    settings: &[
        Setting { key: "url", takes: "https address", default: REQUIRED, about: "The folder; it must exist." },
        TIMEOUT,
    ],
    open: webdav,
};

#[cfg(feature = "cloud")]
fn s3(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    crate::deploy::s3::open(opening)
}

#[cfg(feature = "cloud")]
fn gcs(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    crate::deploy::gcs::open(opening)
}

#[cfg(feature = "cloud")]
fn azure(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    crate::deploy::azure::open(opening)
}

#[cfg(feature = "cloud")]
fn webdav(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    crate::deploy::webdav::open(opening)
}

#[cfg(not(feature = "cloud"))]
use lacking as s3;
#[cfg(not(feature = "cloud"))]
use lacking as gcs;
#[cfg(not(feature = "cloud"))]
use lacking as azure;
#[cfg(not(feature = "cloud"))]
use lacking as webdav;

#[cfg(not(feature = "cloud"))]
fn lacking(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    anyhow::bail!(
        "this program was built without targets of the type `{}`; build it with the feature `cloud`",
        opening.settings.kind
    )
}
