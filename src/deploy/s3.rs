//! A bucket of Amazon S3, or of any other store that speaks its language.

use std::sync::Arc;

use anyhow::{Context, Result};
use object_store::aws::AmazonS3Builder;

use crate::deploy::cloud::{Cloud, client};
use crate::deploy::keyed::Keyed;
use crate::deploy::target::{Opening, Target};

/// Makes one.
pub(super) fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let settings = opening.settings;
    let bucket = settings.need("bucket")?;
    let endpoint = settings.get("endpoint");
    let (options, retry) = client(endpoint);
    let mut builder =
        AmazonS3Builder::from_env().with_bucket_name(bucket).with_client_options(options).with_retry(retry);
    // The builder has read the process's own environment; what we were lent goes before it.
    let lent = |name: &str| (opening.environment)(name);
    if let (Some(id), Some(secret)) = (lent("AWS_ACCESS_KEY_ID"), lent("AWS_SECRET_ACCESS_KEY")) {
        builder = builder.with_access_key_id(id.reveal()).with_secret_access_key(secret.reveal());
    }
    if let Some(region) = settings.get("region") {
        builder = builder.with_region(region);
    }
    let mut place = format!("s3://{bucket}");
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        place = format!("{place} of {}", crate::deploy::program::redacted(endpoint));
    }
    let store = builder.build().context("the settings do not name a bucket")?;
    Ok(Box::new(Keyed(Cloud::new(opening, &place, Arc::new(store))?)))
}
