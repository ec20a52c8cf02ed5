//! A host that is reached by ssh: a server of our own on this machine.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

use super::{Files, Host, ours, skipped};
use crate::support::files;

/// A machine reached by ssh: a server of our own on this one, with rsync.
pub(crate) struct Ssh {
    dir: TempDir,
    server: std::process::Child,
    pub(crate) port: u16,
}

impl Drop for Ssh {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Ssh {
    fn www(&self) -> PathBuf {
        self.dir.path().join("www [é] site")
    }

    /// Whether a release grows there that is not shown yet.
    pub(crate) fn begun(&self) -> bool {
        self.www().join("releases/.new").exists()
    }

    /// Tells the program at which port it is reached.
    pub(crate) fn reached_at(&self, port: u16) {
        let at = |name: &str| self.dir.path().join(name).display().to_string();
        let client = format!(
            "Host desk\nHostName 127.0.0.1\nPort {port}\nHostKeyAlias desk\nIdentityFile {}\nIdentitiesOnly yes\nUserKnownHostsFile {}\nStrictHostKeyChecking yes\nBatchMode yes\n",
            at("login"),
            at("known")
        );
        fs::write(at("ssh.conf"), client).unwrap();
    }
}

impl Host for Ssh {
    fn start() -> Option<Self> {
        let there = |path: &str| std::path::Path::new(path).exists();
        if !(there("/usr/sbin/sshd") && there("/usr/bin/rsync") && there("/usr/bin/ssh-keygen")) {
            skipped("the target `ssh`: no sshd, rsync or ssh-keygen");
            return None;
        }
        let _ = fs::create_dir_all("/run/sshd");
        let dir = TempDir::new().unwrap();
        let at = |name: &str| dir.path().join(name).display().to_string();
        for key in ["host", "login"] {
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &at(key)]).status();
            assert!(made.unwrap().success());
        }
        fs::copy(at("login.pub"), at("authorized")).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = format!(
            "ListenAddress 127.0.0.1\nPort {port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nMaxStartups 100\n",
            at("host"),
            at("authorized")
        );
        fs::write(at("sshd.conf"), server).unwrap();
        let host_key = fs::read_to_string(at("host.pub")).unwrap();
        fs::write(at("known"), format!("desk {host_key}")).unwrap();
        let log = fs::File::create(at("log")).unwrap();
        let server =
            Command::new("/usr/sbin/sshd").args(["-D", "-e", "-f", &at("sshd.conf")]).stderr(log).spawn().unwrap();
        let host = Self { dir, server, port };
        host.reached_at(port);
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(host);
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("sshd does not answer: {}", fs::read_to_string(host.dir.path().join("log")).unwrap());
    }

    fn settings(&self) -> String {
        format!(
            "type: ssh\nhost: desk\npath: \"{}\"\nconfig: {}",
            self.www().display(),
            self.dir.path().join("ssh.conf").display()
        )
    }

    fn live(&self) -> Files {
        let Ok(current) = fs::canonicalize(self.www().join("current")) else { return Files::new() };
        files(&current).into_iter().filter(|(path, _)| !ours(path)).collect()
    }

    fn everything(&self) -> Vec<Vec<u8>> {
        files(&self.www()).into_values().collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.www().join("current").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&path);
        fs::write(path, bytes).unwrap();
    }
}
