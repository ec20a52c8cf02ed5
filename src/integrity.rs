//! What lets a reader see that a site is what its desk published: the hash of every file, and a signature over the list.
//!
//! The list is what `sha256sum` writes and the signature what minisign writes, so that a reader needs neither this
//! program nor our word for it. This room must not know where keys lie or who types a password.

use std::fmt::Write;

use anyhow::{Context, anyhow, bail};
use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox};
use sha2::{Digest, Sha256};

use crate::output::{OutputPath, OutputTree};

/// The list of hashes, at the root of the site.
pub const SUMS: &str = "SHA256SUMS";
/// The signature over that list.
pub const SIGNATURE: &str = "SHA256SUMS.minisig";

/// How the first line of a secret key file ends; minisign reads over it.
const COMMENT: &str = "minisign secret key, made by dateline";

/// A new pair of keys, as texts.
#[derive(Debug)]
pub struct Keys {
    /// What the desk keeps: a file for minisign and for this program.
    pub secret: String,
    /// What readers are told.
    pub public: String,
}

/// Makes a pair of keys; with a password the secret one is of no use to who finds it.
///
/// # Errors
/// When the system gives no randomness.
pub fn keys(password: Option<String>) -> anyhow::Result<Keys> {
    let pair = match password {
        Some(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        None => KeyPair::generate_unencrypted_keypair(),
    };
    let pair = pair.context("no key could be made")?;
    Ok(Keys { secret: pair.sk.to_box(Some(COMMENT))?.into_string(), public: pair.pk.to_base64() })
}

/// A key that can sign.
#[derive(Debug)]
pub struct Signer {
    secret: SecretKey,
    public: PublicKey,
}

impl Signer {
    /// Opens a secret key. `password` is asked only for a key that is locked.
    ///
    /// # Errors
    /// When the text is no key, or the password is wrong.
    pub fn open(text: &str, password: impl FnOnce() -> anyhow::Result<String>) -> anyhow::Result<Self> {
        let secret =
            SecretKeyBox::from_string(text).map_err(|fault| anyhow!("this is no secret key of minisign: {fault}"))?;
        let secret = match secret.into_unencrypted_secret_key() {
            Ok(secret) => secret,
            Err(_) => SecretKeyBox::from_string(text)
                .and_then(|secret| password().map_err(to_fault).and_then(|word| secret.into_secret_key(Some(word))))
                .map_err(|fault| anyhow!("the secret key does not open: {fault}"))?,
        };
        let public =
            PublicKey::from_secret_key(&secret).map_err(|fault| anyhow!("the secret key is damaged: {fault}"))?;
        Ok(Self { secret, public })
    }

    /// The public half, as readers are told it.
    #[must_use]
    pub fn public(&self) -> String {
        self.public.to_base64()
    }

    /// Adds the hashes of every file and the signature over them. `said` is signed too, and shown to who verifies.
    ///
    /// # Errors
    /// When the site has a file of its own in their place.
    pub fn sign(&self, tree: &mut OutputTree, said: &str) -> anyhow::Result<()> {
        let sums = sums(tree);
        let signature = minisign::sign(Some(&self.public), &self.secret, sums.as_bytes(), Some(said), None)
            .map_err(|fault| anyhow!("the site could not be signed: {fault}"))?;
        for (name, text) in [(SUMS, sums), (SIGNATURE, signature.into_string())] {
            let path = OutputPath::new(name)?;
            if tree.insert(path, text).is_some() {
                bail!("`static/{name}` stands where the signed list of files goes; remove it");
            }
        }
        Ok(())
    }
}

fn to_fault(fault: anyhow::Error) -> minisign::PError {
    minisign::PError::new(minisign::ErrorKind::Misc, fault)
}

/// Whether a text is a public key of minisign.
#[must_use]
pub fn is_public_key(text: &str) -> bool {
    PublicKey::from_base64(text).is_ok()
}

/// The SHA-256 of every file, one a line in the order of their paths, as `sha256sum` writes them.
#[must_use]
pub fn sums(tree: &OutputTree) -> String {
    let mut text = String::new();
    for (path, bytes) in tree {
        for byte in Sha256::digest(bytes) {
            _ = write!(text, "{byte:02x}");
        }
        _ = writeln!(text, "  {path}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> OutputTree {
        let mut tree = OutputTree::new();
        for (path, text) in [("b/é.html", "two"), ("a.txt", "")] {
            tree.insert(OutputPath::new(path).unwrap(), text);
        }
        tree
    }

    #[test]
    fn hashes_are_listed_as_sha256sum_writes_them() {
        assert_eq!(
            sums(&tree()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt\n\
             3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3  b/é.html\n"
        );
    }

    #[test]
    fn a_signature_holds_for_the_list_and_for_no_other() {
        let keys = keys(None).unwrap();
        let signer = Signer::open(&keys.secret, || bail!("not asked")).unwrap();
        assert_eq!(signer.public(), keys.public);
        let mut tree = tree();
        signer.sign(&mut tree, "said").unwrap();
        let signature = String::from_utf8(tree.get(SIGNATURE).unwrap().to_vec()).unwrap();
        let signature = minisign::SignatureBox::from_string(&signature).unwrap();
        assert_eq!(signature.trusted_comment().unwrap(), "said");
        let key = PublicKey::from_base64(&keys.public).unwrap();
        let holds =
            |text: Vec<u8>| minisign::verify(&key, &signature, std::io::Cursor::new(text), true, false, false).is_ok();
        let sums = tree.get(SUMS).unwrap().to_vec();
        assert!(holds(sums.clone()));
        assert!(!holds([sums, b"x".to_vec()].concat()));
    }

    #[test]
    fn a_locked_key_opens_with_its_password_alone() {
        let keys = keys(Some("open sesame".to_owned())).unwrap();
        assert!(Signer::open(&keys.secret, || Ok("open sesame".to_owned())).is_ok());
        let fault = Signer::open(&keys.secret, || Ok("wrong".to_owned())).unwrap_err();
        assert!(fault.to_string().starts_with("the secret key does not open"), "{fault}");
    }

    #[test]
    fn a_file_of_the_sites_own_is_not_written_over() {
        let signer = Signer::open(&keys(None).unwrap().secret, || bail!("not asked")).unwrap();
        let mut tree = tree();
        tree.insert(OutputPath::new(SUMS).unwrap(), "own");
        assert!(signer.sign(&mut tree, "said").is_err());
    }
}
