//! The accept loop: our own, because poem's server bounds neither the time nor the size of a
//! header in HTTP/1.1, nor the number of connections. `app` binds, then serves.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use poem::Endpoint;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout};
use tracing::{debug, error, info, warn};

use super::connection::Protocol;
use super::limits::Limits;
use super::permits::{Permit, Permits};

/// Connections that the system keeps for us while all places are taken.
const BACKLOG: u32 = 1024;
/// The pause after a fault of `accept` that is not about one connection, such as too many
/// open files: only time mends it.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// Why an address could not be listened on, in one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Another process, or this one, listens there.
    #[error("address {0} is already in use")]
    InUse(SocketAddr),
    /// Usually a port below 1024.
    #[error("no permission to listen on {0}")]
    Forbidden(SocketAddr),
    /// None of this machine's interfaces has it.
    #[error("address {0} does not belong to this machine")]
    NotOurs(SocketAddr),
    /// Anything else.
    #[error("cannot listen on {address}")]
    Other {
        /// What was asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
}

/// A bound address, from which connections are not accepted yet.
#[derive(Debug)]
pub struct Listening {
    /// Where it listens: what was asked for, with the port that the system chose for port 0.
    pub address: SocketAddr,
    listener: TcpListener,
    limits: Limits,
}

impl Listening {
    /// Binds an address. Must be called within the runtime.
    pub fn bind(address: SocketAddr, limits: Limits) -> Result<Self, ListenError> {
        let bind = || -> io::Result<(TcpListener, SocketAddr)> {
            let socket = match address {
                SocketAddr::V4(_) => TcpSocket::new_v4(),
                SocketAddr::V6(_) => TcpSocket::new_v6(),
            }?;
            // A restart must not wait for the connections of the process before it.
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            let listener = socket.listen(BACKLOG)?;
            let bound = listener.local_addr()?;
            Ok((listener, bound))
        };
        let (listener, bound) = bind().map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ListenError::InUse(address),
            io::ErrorKind::PermissionDenied => ListenError::Forbidden(address),
            io::ErrorKind::AddrNotAvailable => ListenError::NotOurs(address),
            _ => ListenError::Other { address, source },
        })?;
        Ok(Self { address: bound, listener, limits })
    }

    /// Answers requests until `shutdown` ends; then accepts nothing more, lets what is under
    /// way finish within the grace time, closes the rest and returns.
    pub async fn serve<E: Endpoint + 'static>(self, endpoint: E, shutdown: impl Future<Output = ()>) {
        let limits = self.limits.clone();
        let endpoint = Arc::new(endpoint);
        let protocol = Arc::new(Protocol::new(limits.clone()));
        let permits = Permits::new(limits.max_connections, limits.max_connections_per_address);
        let (stop, stopping) = watch::channel(false);
        let mut connections = JoinSet::new();
        let mut not_before = Instant::now();
        let mut shutdown = pin!(shutdown);
        loop {
            let (socket, peer, permit) = tokio::select! {
                () = shutdown.as_mut() => break,
                Some(ended) = connections.join_next() => {
                    note_end(ended);
                    continue;
                }
                accepted = accept(&self.listener, &permits, &mut not_before) => accepted,
            };
            let protocol = Arc::clone(&protocol);
            let endpoint = Arc::clone(&endpoint);
            let stopping = stopping.clone();
            connections.spawn(async move {
                protocol.serve(socket, peer, endpoint, stopping).await;
                drop(permit);
            });
        }
        drop(self.listener);
        info!(connections = connections.len(), "stopping");
        // The receivers are the connections; it does not matter when there are none.
        let _ = stop.send(true);
        let finish = async {
            while let Some(ended) = connections.join_next().await {
                note_end(ended);
            }
        };
        if timeout(limits.grace, finish).await.is_err() {
            warn!(connections = connections.len(), "closing what did not finish within the grace time");
            connections.shutdown().await;
        }
    }
}

/// The next connection that may be served. Nothing is lost when it is dropped half-way: the
/// end of a pause is kept outside, so that connections that end do not cut it short.
async fn accept(
    listener: &TcpListener,
    permits: &Permits,
    not_before: &mut Instant,
) -> (TcpStream, SocketAddr, Permit) {
    loop {
        let total = permits.wait().await;
        if *not_before > Instant::now() {
            sleep_until(*not_before).await;
        }
        match listener.accept().await {
            Ok((socket, peer)) => match permits.admit(peer.ip(), total) {
                Some(permit) => return (socket, peer, permit),
                None => debug!(%peer, "closed: the address has too many connections"),
            },
            Err(cause) if is_about_one_connection(&cause) => debug!(%cause, "not accepted"),
            Err(cause) => {
                error!(%cause, "cannot accept connections; trying again");
                *not_before = Instant::now() + ACCEPT_PAUSE;
            }
        }
    }
}

fn is_about_one_connection(cause: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(cause.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

fn note_end(ended: Result<(), JoinError>) {
    if let Err(cause) = ended {
        error!(%cause, "a connection panicked");
    }
}

#[cfg(test)]
mod tests;
