//! Opens a browser window with the system's own program. The address is an argument, never a shell text.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// Asks the desktop to show `url`; does not wait for it.
pub(super) fn browser(url: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut child = Command::new(program)
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| io::Error::new(error.kind(), format!("`{program}` cannot be started: {error}")))?;
    // Somebody has to take note of its end, or it stays behind as a zombie.
    thread::Builder::new().name("browser".into()).spawn(move || child.wait())?;
    Ok(())
}
