//! A bucket of Google Cloud Storage.

use std::sync::Arc;

use anyhow::{Context, Result};
use object_store::gcp::GoogleCloudStorageBuilder;

use crate::deploy::cloud::{Cloud, client};
use crate::deploy::keyed::Keyed;
use crate::deploy::target::{Opening, Target};

/// Makes one.
pub(super) fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let bucket = opening.settings.need("bucket")?;
    let endpoint = opening.settings.get("endpoint");
    let (options, retry) = client(endpoint);
    let mut builder =
        GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket).with_client_options(options).with_retry(retry);
    // The builder has read the process's own environment; what we were lent goes before it.
    if let Some(key) = (opening.environment)("GOOGLE_SERVICE_ACCOUNT_KEY") {
        builder = builder.with_service_account_key(key.reveal());
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    let store = builder.build().context("the settings do not name a bucket")?;
    Ok(Box::new(Keyed(Cloud::new(opening, &format!("gs://{bucket}"), Arc::new(store))?)))
}
