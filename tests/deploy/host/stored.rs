//! Hosts that are doubles: they speak HTTP, and a test can see what goes on inside.

use super::{Files, Host, ours};
use crate::double::{Double, Tongue};

/// A host whose inside a test can see.
pub(crate) trait Stored: Host {
    fn double(&self) -> &Double;
}

macro_rules! stored {
    ($name:ident, $tongue:expr, $headers:expr, $settings:expr) => {
        pub(crate) struct $name {
            double: Double,
        }

        impl Host for $name {
            fn start() -> Option<Self> {
                Some(Self { double: Double::start($tongue) })
            }

            fn settings(&self) -> String {
                let settings: fn(std::net::SocketAddr) -> String = $settings;
                settings(self.double.address)
            }

            fn environment(&self) -> Vec<(&'static str, String)> {
                let keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map(|name| (name, "test".to_owned()));
                let google = r#"{"gcs_base_url":"http://unused","disable_oauth":true,"client_email":"","private_key":"","private_key_id":""}"#;
                let microsoft = ("AZURE_STORAGE_ACCOUNT_KEY", "dGVzdA==".to_owned());
                keys.into_iter().chain([("GOOGLE_SERVICE_ACCOUNT_KEY", google.to_owned()), microsoft]).collect()
            }

            fn live(&self) -> Files {
                let state = self.double.state();
                let live = state.objects.iter().filter(|(key, _)| !ours(key));
                live.map(|(key, object)| (key.clone(), object.bytes.clone())).collect()
            }

            fn everything(&self) -> Vec<Vec<u8>> {
                self.double.state().objects.values().map(|object| object.bytes.clone()).collect()
            }

            fn put(&self, path: &str, bytes: &[u8]) {
                self.double.put(path, bytes);
            }

            const HEADERS: bool = $headers;
        }

        impl Stored for $name {
            fn double(&self) -> &Double {
                &self.double
            }
        }
    };
}

stored!(S3, Tongue::S3, true, |address| format!(
    "type: s3\nbucket: site\nendpoint: http://{address}\nregion: eu-west-1"
));
stored!(Gcs, Tongue::Gcs, true, |address| format!("type: gcs\nbucket: site\nendpoint: http://{address}"));
stored!(Azure, Tongue::Azure, true, |address| format!(
    "type: azure\naccount: briefing\ncontainer: site\nendpoint: http://{address}"
));
stored!(WebDav, Tongue::WebDav, false, |address| format!("type: webdav\nurl: http://{address}/dav/"));
