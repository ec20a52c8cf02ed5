//! The socket: connections in, answers out, on one thread that also listens for Ctrl-C.
//!
//! It stands apart so that everything asynchronous is in one file. It knows connections, not pages.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result};
use hyper::StatusCode;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::AbortHandle;

use super::Message;
use super::answer::{Answer, answer};
use super::live::Stage;
use super::reply::{Body, text};

/// A request must have been sent within this time; a connection without one is closed.
const REQUEST_WITHIN: Duration = Duration::from_secs(15);
/// More connections than this push out the oldest that has asked for nothing. Below the usual limit of
/// 1,024 open files, with room for what the build reads.
const CONNECTIONS_AT_MOST: u64 = 256;
/// The longest head of a request, in bytes.
const HEAD_AT_MOST: usize = 32 * 1024;

/// How many answers that take their time are made at once.
const SLOW_ANSWERS: usize = 4;

/// So long do open streams have to come to their end.
const LAST_WORDS: Duration = Duration::from_millis(20);

/// The running server.
pub(super) struct Server {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Begins to answer. Ctrl-C is from now on a message to `inbox`.
    pub(super) fn start(
        listener: StdListener,
        address: SocketAddr,
        stage: Arc<Stage>,
        inbox: Sender<Message>,
    ) -> Result<Self> {
        listener.set_nonblocking(true).context("cannot prepare the socket")?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(SLOW_ANSWERS)
            .build()
            .context("cannot start the preview server")?;
        let listener = {
            let _inside = runtime.enter();
            TcpListener::from_std(listener).context("cannot use the socket")?
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let (hears, heard) = std::sync::mpsc::channel();
        let serve = move || {
            runtime.block_on(async move {
                tokio::spawn(accept(listener, address, stage));
                hear_signals(&inbox);
                let _ = hears.send(());
                let _ = stopped.await;
                tokio::time::sleep(LAST_WORDS).await;
            });
            // Whatever is still being sent is cut off: an open page must not hold up the end.
            runtime.shutdown_background();
        };
        let thread = thread::Builder::new().name("preview".into()).spawn(serve).context("cannot start a thread")?;
        // Whoever is told that the preview runs may end it at once.
        let _ = heard.recv();
        Ok(Self { stop, thread })
    }

    /// Stops answering and gives the port back.
    pub(super) fn stop(self) {
        let _ = self.stop.send(());
        let _ = self.thread.join();
    }
}

/// Passes the wish to end on. Pages are answered until the last build is done; who asks twice does not wait for it.
#[cfg(unix)]
fn hear_signals(inbox: &Sender<Message>) {
    use tokio::signal::unix::{SignalKind, signal};
    for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
        // Without a handler the signal ends the program as it always does.
        let Ok(mut signal) = signal(kind) else { continue };
        let inbox = inbox.clone();
        tokio::spawn(async move {
            signal.recv().await;
            let _ = inbox.send(Message::Stop);
            signal.recv().await;
            end_at_once(128 + kind.as_raw_value());
        });
    }
}

/// Ends the program while a build runs that may never end. A preview writes nothing, so nothing is left half done.
#[expect(clippy::exit, reason = "the thread that would return from main is the one that hangs")]
fn end_at_once(code: i32) {
    std::process::exit(code);
}

/// Passes the wish to end on. Pages are answered until the last build is done; who asks twice does not wait for it.
#[cfg(not(unix))]
fn hear_signals(inbox: &Sender<Message>) {
    let inbox = inbox.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            let _ = inbox.send(Message::Stop);
        }
        if tokio::signal::ctrl_c().await.is_ok() {
            end_at_once(130);
        }
    });
}

/// The open connections by age, and whether each is in the middle of an answer.
type Open = Arc<Mutex<BTreeMap<u64, (AbortHandle, Arc<AtomicBool>)>>>;

async fn accept(listener: TcpListener, address: SocketAddr, stage: Arc<Stage>) {
    let open = Open::default();
    for id in 0_u64.. {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of files, most likely: others will close.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let busy = Arc::new(AtomicBool::new(false));
        let mut connections = open.lock().unwrap_or_else(PoisonError::into_inner);
        if connections.len() as u64 >= CONNECTIONS_AT_MOST {
            let idle = connections.iter().find(|(_, (_, busy))| !busy.load(Ordering::Relaxed)).map(|(id, _)| *id);
            match idle.and_then(|idle| connections.remove(&idle)) {
                Some((oldest, _)) => oldest.abort(),
                None => continue,
            }
        }
        let task = tokio::spawn({
            let (open, stage, busy) = (Arc::clone(&open), Arc::clone(&stage), Arc::clone(&busy));
            async move {
                converse(stream, address, &stage, &busy).await;
                open.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            }
        });
        connections.insert(id, (task.abort_handle(), busy));
    }
}

/// One connection from its first request to its end. What goes wrong on it concerns its client only.
async fn converse(stream: TcpStream, address: SocketAddr, stage: &Stage, busy: &AtomicBool) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async move {
        let answer = answer(request.method(), request.uri(), request.headers(), address, stage);
        let response = match answer {
            Answer::Now(response) => response,
            Answer::Later(make) => tokio::task::spawn_blocking(make)
                .await
                .unwrap_or_else(|_| text(StatusCode::INTERNAL_SERVER_ERROR, "the desk could not be made")),
        };
        busy.store(matches!(response.body(), Body::States(_)), Ordering::Relaxed);
        Ok::<_, Infallible>(response)
    });
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST_WITHIN)
        .max_buf_size(HEAD_AT_MOST)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
