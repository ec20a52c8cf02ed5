//! Keys on the disk and passwords at the terminal, for `keygen` and `--sign`.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use jiff::Timestamp;

use crate::cli::ui::Ui;
use crate::integrity::{self, Signer};
use crate::output::OutputTree;

/// The variable that holds a key's password where nobody can type it.
const PASSWORD: &str = "DATELINE_KEY_PASSWORD";

/// Whether a new key is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lock {
    /// With a password.
    Password,
    /// Not at all.
    None,
}

/// Makes a pair of keys, writes the secret one into a new file that only its owner reads, and gives the public one.
pub(super) fn make(file: &Path, lock: Lock) -> anyhow::Result<String> {
    if file.exists() {
        bail!("{} is there already; name a new file, for a key that is written over signs no more", file.display());
    }
    let keys = integrity::keys(match lock {
        Lock::Password => Some(password(Asked::Twice)?),
        Lock::None => None,
    })?;
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file).with_context(|| format!("cannot make {}", file.display()))?;
    out.write_all(keys.secret.as_bytes()).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(keys.public)
}

/// Opens the secret key of a file.
pub(super) fn open(file: &Path) -> anyhow::Result<Signer> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read the key {}", file.display()))?;
    Signer::open(&text, || password(Asked::Once)).with_context(|| format!("cannot sign with {}", file.display()))
}

/// Signs files that are to be signed; tells when a site that promises a signature has none. `promised` is the public
/// key that `site.yaml` names.
pub(super) fn sign(
    tree: &mut OutputTree,
    promised: &str,
    signer: Option<&Signer>,
    now: Timestamp,
    ui: &Ui,
) -> anyhow::Result<()> {
    let Some(signer) = signer else {
        if !promised.is_empty() {
            ui.talk("this build is not signed, though site.yaml names a key: its page on how to verify leads nowhere; use --sign KEY");
        }
        return Ok(());
    };
    if promised.is_empty() {
        bail!("readers would not know the key; write `signing: {{public_key: {}}}` into site.yaml", signer.public());
    }
    if promised != signer.public() {
        bail!("the key is not the one that site.yaml names; sign with that one, or tell readers of the new one there");
    }
    let said = format!("{} files, signed {now}", tree.len());
    signer.sign(tree, &said)
}

/// How often a password is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Once,
    Twice,
}

#[expect(
    clippy::disallowed_methods,
    reason = "a password is read here, from the environment or the terminal, and goes on as a value"
)]
fn password(asked: Asked) -> anyhow::Result<String> {
    if let Ok(password) = std::env::var(PASSWORD) {
        return Ok(password);
    }
    let ask = |what| {
        rpassword::prompt_password(what)
            .with_context(|| format!("no terminal to ask for the key's password; set {PASSWORD}"))
    };
    let password = ask("password of the key: ")?;
    if asked == Asked::Twice && ask("once more: ")? != password {
        bail!("the two passwords differ; nothing was made");
    }
    Ok(password)
}
