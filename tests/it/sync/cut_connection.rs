//! A network that cuts the connection after the server committed and before the answer arrives:
//! a proxy on a real socket that swallows the first answer to each push.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A proxy before `server`; the first `cuts` answers that follow a push are swallowed.
pub async fn proxy(server: SocketAddr, cuts: usize) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let left = Arc::new(AtomicUsize::new(cuts));
    let shared = Arc::clone(&left);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(carry(client, server, Arc::clone(&shared)));
        }
    });
    (address, left)
}

async fn carry(mut client: TcpStream, server: SocketAddr, left: Arc<AtomicUsize>) {
    let mut upstream = TcpStream::connect(server).await.unwrap();
    let (mut from_client, mut from_server) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut pushing = false;
    loop {
        tokio::select! {
            read = client.read(&mut from_client) => {
                let Ok(count @ 1..) = read else { return };
                let bytes = &from_client[..count];
                pushing |= bytes.windows(10).any(|window| window == b"/sync/push");
                if upstream.write_all(bytes).await.is_err() { return }
            }
            read = upstream.read(&mut from_server) => {
                let Ok(count @ 1..) = read else { return };
                let spend = |cuts: usize| cuts.checked_sub(1);
                let cut = pushing
                    && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, spend).is_ok();
                if cut { return }
                pushing = false;
                if client.write_all(&from_server[..count]).await.is_err() { return }
            }
        }
    }
}
