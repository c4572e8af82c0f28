//! Serves one connection, HTTP/1.1 or HTTP/2 (both over plain TCP: TLS ends at a proxy).
//! `listen` spawns one for each.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use poem::http::Version;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Endpoint};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{debug, info};

use super::activity::{Activity, End, Watched};
use super::limits::Limits;

/// What hyper asks for at least.
const MIN_BUFFER: usize = 8192;

/// How many bytes a client may send ahead of what is read, on a stream and on a connection (RFC 9113, 6.9): the protocol's
/// own default, and a few streams of it.
const STREAM_WINDOW: u32 = 65_535;
const CONNECTION_WINDOW: u32 = 4 * STREAM_WINDOW;

/// How the two protocols are spoken; made once, used for every connection.
pub(super) struct Protocol {
    builder: auto::Builder<TokioExecutor>,
    limits: Limits,
}

impl Protocol {
    pub(super) fn new(limits: Limits) -> Self {
        let mut builder = auto::Builder::new(TokioExecutor::new());
        builder
            .http1()
            // `Activity` bounds the header's time.
            .header_read_timeout(None)
            // hyper answers 431 once a header fills the buffer.
            .max_buf_size(limits.max_header_bytes.max(MIN_BUFFER))
            .timer(TokioTimer::new());
        builder
            .http2()
            .max_concurrent_streams(limits.http2_streams)
            .max_pending_accept_reset_streams(limits.http2_pending_resets)
            .max_header_list_size(u32::try_from(limits.max_header_bytes).unwrap_or(u32::MAX))
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .timer(TokioTimer::new());
        Self { builder, limits }
    }

    /// Serves until the peer or a bound ends the connection. Once `stopping` turns true, only
    /// what is under way is finished.
    pub(super) async fn serve<E: Endpoint + 'static>(
        &self,
        socket: TcpStream,
        peer: SocketAddr,
        endpoint: Arc<E>,
        mut stopping: watch::Receiver<bool>,
    ) {
        let Some(local) = prepare(&socket) else {
            return;
        };
        let activity = Arc::new(Activity::new());
        let service = service_fn({
            let activity = Arc::clone(&activity);
            move |mut request: hyper::Request<Incoming>| {
                // So that its answer counts as this connection's until it is taken.
                request.extensions_mut().insert(Arc::clone(&activity));
                let under_way = activity.begin(request.version() == Version::HTTP_2);
                let endpoint = Arc::clone(&endpoint);
                async move {
                    let addresses = (LocalAddr(Addr::from(local)), RemoteAddr(Addr::from(peer)));
                    let (local, remote) = addresses;
                    let request = (request, local, remote, Scheme::HTTP).into();
                    let response = endpoint.get_response(request).await;
                    drop(under_way);
                    Ok::<hyper::Response<_>, Infallible>(response.into())
                }
            }
        });
        let io = TokioIo::new(Watched { socket, activity: Arc::clone(&activity) });
        let connection = self.builder.serve_connection_with_upgrades(io, service);
        let mut connection: Pin<&mut _> = pin!(connection);
        let mut must_end = pin!(activity.end(self.limits.patience()));

        let ended = tokio::select! {
            ended = connection.as_mut() => Ok(ended),
            end = must_end.as_mut() => Err(end),
            () = stopped(&mut stopping) => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    ended = connection.as_mut() => Ok(ended),
                    end = must_end => Err(end),
                }
            }
        };
        let ended = match ended {
            Ok(ended) => ended,
            Err(End::Expired) => {
                connection.as_mut().graceful_shutdown();
                timeout(self.limits.farewell, connection).await.unwrap_or(Ok(()))
            }
            Err(End::GivesWay) => {
                info!(%peer, "closed: it does not take its answers, and others need the memory");
                Ok(())
            }
        };
        if let Err(cause) = ended {
            debug!(%peer, cause, "a connection ended early");
        }
    }
}

/// Ends when the accept loop stops. An error means that it is gone, which is a stop as well.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stopping| *stopping).await;
}

/// Sends small answers at once. None when the peer has already gone.
fn prepare(socket: &TcpStream) -> Option<SocketAddr> {
    socket.set_nodelay(true).ok()?;
    socket.local_addr().ok()
}
