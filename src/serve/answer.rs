//! From a request to an answer, out of memory: no path of a URL ever reaches the disk.
//!
//! A URL is decoded once and looked up as a key in the tree; what is no key is the site's own 404 page.
//! The reload script is put into pages on the way out, so nothing of the preview is in the built site.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Response, StatusCode, Uri};

use super::desk::DESK;
use super::guard;
use super::live::{Shown, Stage};
use super::reply::{Body, finish, text, whole};
use crate::output::{OutputTree, content_type};

const HTML: &str = "text/html; charset=utf-8";

const RELOAD_SCRIPT: &str = include_str!("reload.js");
const OVERLAY_STYLE: &str = include_str!("overlay.css");
const NOTICE_STYLE: &str = include_str!("notice.css");

/// An answer, or the way to one that takes its time.
pub(super) enum Answer {
    /// It is there.
    Now(Response<Body>),
    /// It is still to be made, not on the thread that answers everybody.
    Later(Box<dyn FnOnce() -> Response<Body> + Send>),
}

/// Answers one request.
pub(super) fn answer(method: &Method, uri: &Uri, headers: &HeaderMap, listening: SocketAddr, stage: &Stage) -> Answer {
    let path = match asked(method, uri, headers, listening) {
        Ok(path) => path,
        Err(refusal) => return Answer::Now(*refusal),
    };
    match path.strip_prefix("_desk/") {
        Some(page) => desk(method, headers, page, &stage.shown()),
        None => Answer::Now(reply(method, uri, headers, &path, stage)),
    }
}

/// A page of the desk. What is asked for in vain is told in a word: it is no page of the site.
fn desk(method: &Method, headers: &HeaderMap, page: &str, shown: &Arc<Shown>) -> Answer {
    let (method, headers, page, shown) = (method.clone(), headers.clone(), page.to_owned(), Arc::clone(shown));
    Answer::Later(Box::new(move || match shown.desk.as_ref().and_then(|desk| desk.page(&page)) {
        None => text(StatusCode::NOT_FOUND, "there is no such page on the desk"),
        Some(made) if page.is_empty() || page.ends_with('/') => {
            whole(&method, &headers, StatusCode::OK, HTML, with_script(&made, shown.turn()))
        }
        Some(made) => whole(&method, &headers, StatusCode::OK, content_type(&page), made),
    }))
}

/// The decoded path that is asked for, or why nothing is answered.
fn asked(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    listening: SocketAddr,
) -> Result<String, Box<Response<Body>>> {
    if let Err(refusal) = guard::check(method, uri, headers, listening) {
        return Err(Box::new(text(StatusCode::FORBIDDEN, refusal)));
    }
    if method != Method::GET && method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "this preview can only be read");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Err(Box::new(response));
    }
    decoded(uri.path()).ok_or_else(|| Box::new(text(StatusCode::BAD_REQUEST, "the address is not properly encoded")))
}

fn reply(method: &Method, uri: &Uri, headers: &HeaderMap, path: &str, stage: &Stage) -> Response<Body> {
    if path == "_desk" {
        return redirect(path, None);
    }
    match path.strip_prefix("_dateline/") {
        Some("events") if method == Method::HEAD => {
            finish(StatusCode::OK, "text/event-stream", Body::Whole(Bytes::new()))
        }
        Some("events") => finish(StatusCode::OK, "text/event-stream", Body::States(stage.listen())),
        Some("reload.js") => whole(
            method,
            headers,
            StatusCode::OK,
            content_type("reload.js"),
            Bytes::from_static(RELOAD_SCRIPT.as_bytes()),
        ),
        Some("overlay.css") => whole(
            method,
            headers,
            StatusCode::OK,
            content_type("overlay.css"),
            Bytes::from_static(OVERLAY_STYLE.as_bytes()),
        ),
        Some("notice.css") => whole(
            method,
            headers,
            StatusCode::OK,
            content_type("notice.css"),
            Bytes::from_static(NOTICE_STYLE.as_bytes()),
        ),
        Some(_) => text(StatusCode::NOT_FOUND, "the preview has nothing of that name"),
        None => site(method, uri, headers, path, stage),
    }
}

/// Answers for a path of the site.
fn site(method: &Method, uri: &Uri, headers: &HeaderMap, path: &str, stage: &Stage) -> Response<Body> {
    let shown = &*stage.shown();
    let Some(tree) = &shown.tree else {
        let page = with_script(fault_page(shown).as_bytes(), shown.state());
        return whole(method, headers, StatusCode::SERVICE_UNAVAILABLE, HTML, page);
    };
    let (status, key, bytes) = match find(tree, path) {
        Hit::File(key, bytes) => (StatusCode::OK, key, bytes),
        Hit::Folder => return redirect(path, uri.query()),
        Hit::Nothing => match tree.get("404.html") {
            Some(page) => (StatusCode::NOT_FOUND, "404.html".to_owned(), page),
            None => return text(StatusCode::NOT_FOUND, "the site has no such page, and no `404.html` of its own"),
        },
    };
    let kind = content_type(&key);
    let body = match stage.notice() {
        _ if kind != HTML => bytes.clone(),
        None => with_script(bytes, shown.build()),
        Some(notice) => with_script(&with_notice(bytes, notice), shown.build()),
    };
    whole(method, headers, status, kind, body)
}

/// What stands in the tree under a decoded path.
enum Hit<'a> {
    File(String, &'a Bytes),
    /// A folder with a page, asked for without its last `/`: relative links would lead astray.
    Folder,
    Nothing,
}

fn find<'a>(tree: &'a OutputTree, path: &str) -> Hit<'a> {
    let key = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    match tree.get(&key) {
        Some(bytes) => Hit::File(key, bytes),
        None if tree.get(&format!("{key}/index.html")).is_some() => Hit::Folder,
        None => Hit::Nothing,
    }
}

/// The path of a URL without its first `/`, percent-decoded; nothing if it is malformed. A decoded `/` or
/// NUL is refused: no link of ours has one, and what a segment is must not depend on who decodes.
fn decoded(path: &str) -> Option<String> {
    let path = path.strip_prefix('/')?;
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
        let value = u8::try_from(digit()? * 16 + digit()?).ok()?;
        if value == b'/' || value == 0 {
            return None;
        }
        bytes.push(value);
    }
    String::from_utf8(bytes).ok()
}

/// Sends the browser to the folder's own address. The path was found in the tree, so it can lead
/// nowhere else.
fn redirect(path: &str, query: Option<&str>) -> Response<Body> {
    let mut location = address(path);
    location.push('/');
    if let Some(query) = query {
        location.push('?');
        location.push_str(query);
    }
    let mut response = text(StatusCode::PERMANENT_REDIRECT, "the page is at the address with `/` at its end");
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// A path of the tree as the address that a browser asks for.
pub(super) fn address(path: &str) -> String {
    let mut address = String::from("/");
    for byte in path.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' => address.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(byte)),
            other => drop(write!(address, "%{other:02X}")),
        }
    }
    address
}

/// A page with the reload script before the end of its body. `build` tells the script which site the
/// page is of, so that a change between answer and connection is not missed.
fn with_script(page: &[u8], build: &str) -> Bytes {
    const END: &[u8] = b"</body>";
    let script = format!("<script src=\"/_dateline/reload.js?build={build}\" defer></script>");
    let end = page.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END)).unwrap_or(page.len());
    [&page[..end], script.as_bytes(), &page[end..]].concat().into()
}

/// A page with a sentence at the head of its body, or at the end if it names no body.
fn with_notice(page: &[u8], notice: &str) -> Vec<u8> {
    const BODY: &[u8] = b"<body";
    let body = page.windows(BODY.len()).position(|part| part.eq_ignore_ascii_case(BODY));
    let end = body.and_then(|at| page[at..].iter().position(|byte| *byte == b'>').map(|end| at + end + 1));
    let (before, after) = page.split_at(end.unwrap_or(page.len()));
    let notice = escaped(notice);
    let notice = format!(
        "<link rel=\"stylesheet\" href=\"/_dateline/notice.css\">\
         <aside class=\"dateline-notice\" aria-label=\"Preview\">{notice} <a href=\"{DESK}held/\">The desk lists them</a></aside>"
    );
    [before, notice.as_bytes(), after].concat()
}

/// The page that stands in while no build has succeeded yet.
fn fault_page(shown: &Shown) -> String {
    let mut faults = String::new();
    for problem in &shown.problems {
        faults.push_str("<pre>");
        faults.push_str(&escaped(&problem.text));
        faults.push_str("</pre>\n");
    }
    format!(
        "<!doctype html>\n<html lang=\"en\" data-dateline=\"faults\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'\">\n\
         <title>no site yet</title>\n<link rel=\"stylesheet\" href=\"/_dateline/overlay.css\">\n\
         <body class=\"faults\">\n<main>\n<h1>There is no site to show yet</h1>\n\
         <p>Mend what stands below and save: this page then turns into the site.</p>\n{faults}</main>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
