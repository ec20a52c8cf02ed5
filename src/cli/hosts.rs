//! What a host needs beside a site to build and publish it: one file of settings each. Never writes over a file.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::new;

/// A host that builds or publishes a site by a file in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Host {
    /// A GitHub Actions workflow
    GithubPages,
    /// A GitLab CI job
    GitlabPages,
    /// netlify.toml
    Netlify,
    /// A GitHub Actions workflow that hands the site to Cloudflare Pages
    Cloudflare,
    /// A GitHub Actions workflow that deploys to the `s3` target of site.yaml
    S3,
}

impl Host {
    fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::GithubPages => (".github/workflows/site.yml", include_str!("hosts/github-pages.yml")),
            Self::GitlabPages => (".gitlab-ci.yml", include_str!("hosts/gitlab-pages.yml")),
            Self::Netlify => ("netlify.toml", include_str!("hosts/netlify.toml")),
            Self::Cloudflare => (".github/workflows/site.yml", include_str!("hosts/cloudflare.yml")),
            Self::S3 => (".github/workflows/site.yml", include_str!("hosts/s3.yml")),
        }
    }
}

/// Writes the host's file into a site's folder; gives its path there.
pub(super) fn write(dir: &Path, host: Host) -> anyhow::Result<PathBuf> {
    let (path, text) = host.file();
    new::write(&dir.join(path), &text.replace("{version}", env!("CARGO_PKG_VERSION")))?;
    Ok(PathBuf::from(path))
}
