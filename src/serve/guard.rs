//! Who may read the preview: this machine's own browser windows that were pointed at it, nobody else.
//!
//! Any web page an editor visits can send requests to a port on the editor's machine. Three checks keep
//! such a page from reading the unpublished site:
//!
//! - **Host** must be a loopback name or, when we listen on an address of the network, that very address. A page that rebinds its own DNS
//!   name to 127.0.0.1 still sends that name. The port is not compared: it is no secret, rebinding
//!   cannot be done without a name, and a container or an SSH tunnel may map another one.
//! - **Origin**, if sent, must be this same host *and* port: a page on another local port is a stranger.
//! - **Sec-Fetch-Site** must be `same-origin` or `none` (typed, bookmarked). A link that leads here is let
//!   in as a top-level navigation (`navigate` + `document`): the page it comes from sees nothing of the
//!   answer, and our headers forbid frames and cut the opener.
//!
//! Programs such as `curl` send neither of the last two, and pass: they run on this machine already.

use std::net::{IpAddr, SocketAddr};

use hyper::header::{HOST, HeaderMap, ORIGIN};
use hyper::{Method, Uri};

/// Why a request is turned away, in words for whoever reads the answer.
pub(super) type Refusal = &'static str;

/// Lets a request through, or says why not.
pub(super) fn check(method: &Method, uri: &Uri, headers: &HeaderMap, listening: SocketAddr) -> Result<(), Refusal> {
    let host = text(headers, HOST.as_str()).ok_or("the request names no host")?;
    if headers.get_all(HOST).iter().count() != 1 || !is_ours(host, listening) {
        return Err("this preview answers only to the address that it gave");
    }
    if uri.authority().is_some_and(|authority| !is_ours(authority.as_str(), listening)) {
        return Err("this preview is no proxy");
    }
    if let Some(origin) = headers.get(ORIGIN)
        && origin.as_bytes().strip_prefix(b"http://") != Some(host.as_bytes())
    {
        return Err("a page of another site asks for this one");
    }
    match text(headers, "sec-fetch-site") {
        None | Some("same-origin" | "none") => Ok(()),
        Some(_) if is_link_click(method, headers) => Ok(()),
        Some(_) => Err("a page of another site asks for this one"),
    }
}

/// Whether the browser says that its window itself goes here.
fn is_link_click(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::GET
        && text(headers, "sec-fetch-mode") == Some("navigate")
        && text(headers, "sec-fetch-dest") == Some("document")
}

/// Whether a Host names this preview.
fn is_ours(host: &str, listening: SocketAddr) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let on_this_machine = listening.ip().is_loopback();
    if name.eq_ignore_ascii_case("localhost") {
        return on_this_machine;
    }
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().is_ok_and(
        |address| {
            if on_this_machine { address.is_loopback() } else { address == listening.ip() }
        },
    )
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn on_the_network_only_the_very_address_is_ours() {
        let listening = "192.168.1.20:1884".parse().unwrap();
        for ours in ["192.168.1.20:1884", "192.168.1.20"] {
            assert!(is_ours(ours, listening), "{ours}");
        }
        for other in [
            "192.168.1.21:1884",
            "localhost:1884",
            "127.0.0.1:1884",
            "[::1]:1884",
            "desk.local:1884",
            "evil.example",
            "0.0.0.0",
        ] {
            assert!(!is_ours(other, listening), "{other}");
        }
    }

    #[test]
    fn on_this_machine_no_address_of_the_network_is_ours() {
        let listening = "127.0.0.1:1884".parse().unwrap();
        assert!(is_ours("localhost:1884", listening) && is_ours("[::1]", listening) && is_ours("127.0.0.2", listening));
        assert!(!is_ours("192.168.1.20:1884", listening) && !is_ours("0.0.0.0", listening));
    }
}
