//! A container of Azure Blob Storage; `$web` is the one that Azure serves as a site.

use std::sync::Arc;

use anyhow::{Context, Result};
use object_store::azure::MicrosoftAzureBuilder;

use crate::deploy::cloud::{Cloud, client};
use crate::deploy::keyed::Keyed;
use crate::deploy::target::{Opening, Target};

/// Makes one.
pub(super) fn open(opening: &Opening<'_>) -> Result<Box<dyn Target>> {
    let settings = opening.settings;
    let (account, container) = (settings.need("account")?, settings.get("container").unwrap_or("$web"));
    let endpoint = settings.get("endpoint");
    let (options, retry) = client(endpoint);
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_account(account)
        .with_container_name(container)
        .with_client_options(options)
        .with_retry(retry);
    // The builder has read the process's own environment; what we were lent goes before it.
    if let Some(key) = (opening.environment)("AZURE_STORAGE_ACCOUNT_KEY") {
        builder = builder.with_access_key(key.reveal());
    }
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint.to_owned()).with_allow_http(endpoint.starts_with("http://"));
    }
    let store = builder.build().context("the settings do not name a container")?;
    Ok(Box::new(Keyed(Cloud::new(opening, &format!("azure://{account}/{container}"), Arc::new(store))?)))
}
