//! What an answer is made of: headers, body, and how much of a file is sent.
//!
//! It stands apart because it is HTTP and nothing else: it must not know where the bytes come from.

use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use tokio::sync::mpsc;

use super::gzip;

/// Headers of every answer: nothing is kept, nothing is guessed, nobody else may read or frame it.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The body of an answer: bytes that are all there, or the stream of states.
#[derive(Debug)]
pub(super) enum Body {
    Whole(Bytes),
    States(mpsc::Receiver<Bytes>),
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Self::States(states) => states.poll_recv(cx).map(|state| state.map(|state| Ok(Frame::data(state)))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::States(_) => SizeHint::default(),
        }
    }
}

/// An answer with all its bytes: not at all if the browser has them, or the part that it asks for. Text goes out smaller to
/// who asks for that, under a name of its own, since it is other bytes; parts are always of the file as it stands.
pub(super) fn whole(
    method: &Method,
    headers: &HeaderMap,
    status: StatusCode,
    kind: &'static str,
    bytes: Bytes,
) -> Response<Body> {
    let hash = blake3::hash(&bytes).to_hex();
    let plain = format!("\"{}\"", &hash[..32]);
    let has = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let part = match has(header::RANGE) {
        Some(range) if method == Method::GET && has(header::IF_RANGE).is_none_or(|known| known == plain) => {
            Part::of(range, bytes.len())
        }
        _ => Part::Whole,
    };
    let small = part == Part::Whole && gzip::is_wanted(headers, kind, &bytes);
    let tag = if small { format!("\"{}-gzip\"", &hash[..32]) } else { plain };
    let known = has(header::IF_NONE_MATCH).is_some_and(|tags| {
        tags.split(',').map(str::trim).any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    });
    let length = bytes.len();
    let mut response = match part {
        _ if known && status == StatusCode::OK => finish(StatusCode::NOT_MODIFIED, kind, Body::Whole(Bytes::new())),
        Part::Whole => match small.then(|| gzip::smaller(&bytes)).flatten() {
            Some(bytes) => {
                let mut response = finish(status, kind, Body::Whole(bytes));
                set(&mut response, header::CONTENT_ENCODING, "gzip".to_owned());
                response
            }
            None => finish(status, kind, Body::Whole(bytes)),
        },
        _ if status != StatusCode::OK => finish(status, kind, Body::Whole(bytes)),
        Part::Bytes(range) => {
            let named = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            let mut response = finish(StatusCode::PARTIAL_CONTENT, kind, Body::Whole(bytes.slice(range)));
            set(&mut response, header::CONTENT_RANGE, named);
            response
        }
        Part::Outside => {
            let mut response = text(StatusCode::RANGE_NOT_SATISFIABLE, "the file is shorter than that");
            set(&mut response, header::CONTENT_RANGE, format!("bytes */{length}"));
            return response;
        }
    };
    set(&mut response, header::ETAG, tag);
    if gzip::is_text(kind) {
        set(&mut response, header::VARY, "accept-encoding".to_owned());
    }
    set(&mut response, header::ACCEPT_RANGES, "bytes".to_owned());
    response
}

/// How much of a file a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// All: it asks for several parts, or in a unit that we do not know, and may then be ignored.
    Whole,
    /// These bytes; at least one.
    Bytes(Range<usize>),
    /// Bytes that the file does not have.
    Outside,
}

impl Part {
    fn of(header: &str, length: usize) -> Self {
        match Self::asked(header, length) {
            None => Self::Whole,
            Some(range) if range.start < range.end => Self::Bytes(range),
            Some(_) => Self::Outside,
        }
    }

    /// The one range of the header, cut to the file; nothing if it is not one well-formed range.
    fn asked(header: &str, length: usize) -> Option<Range<usize>> {
        let (first, last) = header.strip_prefix("bytes=")?.trim().split_once('-')?;
        if first.is_empty() {
            return Some(length.saturating_sub(last.parse().ok()?)..length);
        }
        let first: usize = first.parse().ok()?;
        if last.is_empty() {
            return Some(first..length);
        }
        let last: usize = last.parse().ok()?;
        (first <= last).then(|| first..last.saturating_add(1).min(length))
    }
}

/// A few words as plain text.
pub(super) fn text(status: StatusCode, words: &'static str) -> Response<Body> {
    finish(status, "text/plain; charset=utf-8", Body::Whole(Bytes::from_static(words.as_bytes())))
}

/// An answer with the headers that every one has.
pub(super) fn finish(status: StatusCode, kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn set(response: &mut Response<Body>, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        response.headers_mut().insert(name, value);
    }
}
