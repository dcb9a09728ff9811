//! `kanping serve`: listens, over TLS or behind a proxy; plain HTTP on loopback only.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;
use clap::Args;

use super::CommandError;
use crate::demo::{self, Lifecycle, SignIn};
use crate::router::{AppState, router};
use crate::service::stored_records::keep_missing_checks;
use crate::service::{Service, respondents};
use crate::store;

/// How long requests in flight may take when the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// How often the day's close is looked after; withdrawing asks the clock itself.
const CLOSE_EVERY: Duration = Duration::from_secs(300);

/// `serve …`
#[derive(Args)]
pub struct ServeOptions {
    /// The data folder: kanping.db and blobs/.
    #[arg(long, default_value = "./data")]
    data: PathBuf,
    /// Address and port.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Certificate chain in PEM; a tablet needs HTTPS to work offline.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key in PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy before this server speaks HTTPS to the browsers.
    #[arg(long, conflicts_with = "tls_cert")]
    behind_proxy: bool,
    /// In an empty data folder, make the example engagement and print its sign-ins.
    #[arg(long)]
    demo: bool,
}

/// Runs until it is told to stop.
pub async fn run(options: ServeOptions) -> Result<u8, CommandError> {
    let tls = options.tls_cert.clone().zip(options.tls_key.clone());
    let secure = tls.is_some() || options.behind_proxy;
    if !secure && !options.listen.ip().is_loopback() {
        eprintln!(
            "kanping: plain HTTP is for loopback only. Give --tls-cert and --tls-key, or put a \
             proxy in front and say --behind-proxy."
        );
        return Ok(2);
    }
    let service = Service::open(&options.data).await?;
    if options.demo && is_empty(&service).await? {
        let sign_ins = demo::make(&service, Lifecycle::Planned, demo::DEFAULT_SEED).await?;
        print_sign_ins(&sign_ins);
    }
    keep_missing_checks(&service).await?;
    tokio::spawn(close_days(service.clone()));
    let state = AppState::new(service, secure).behind_proxy(options.behind_proxy);
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let handle = axum_server::Handle::new();
    tokio::spawn(stop_on_signal(handle.clone()));
    tokio::spawn(announce(
        handle.clone(),
        if tls.is_some() { "https" } else { "http" },
    ));
    let served = match tls {
        Some((certificate, key)) => {
            // Fails only when a provider is installed already, which serves as well.
            let _ours = rustls::crypto::ring::default_provider().install_default();
            let config = RustlsConfig::from_pem_file(certificate, key).await?;
            axum_server::bind_rustls(options.listen, config)
                .handle(handle)
                .serve(app)
                .await
        }
        None => {
            axum_server::bind(options.listen)
                .handle(handle)
                .serve(app)
                .await
        }
    };
    served?;
    Ok(0)
}

async fn is_empty(service: &Service) -> Result<bool, CommandError> {
    let any = service
        .store
        .read(|tx| Ok::<_, CommandError>(store::accounts::any(tx)?))
        .await?;
    Ok(!any)
}

/// Destroys what leads from respondents to responses once their day has closed, also in a night
/// when nobody asks for a page.
async fn close_days(service: Service) {
    let mut ticks = tokio::time::interval(CLOSE_EVERY);
    loop {
        ticks.tick().await;
        if let Err(error) = respondents::close_day(&service).await {
            tracing::error!(%error, "the day could not be closed");
        }
    }
}

/// The line that scripts and tests wait for.
async fn announce(handle: axum_server::Handle<SocketAddr>, scheme: &'static str) {
    if let Some(address) = handle.listening().await {
        eprintln!("listening on {scheme}://{address}");
    }
}

async fn stop_on_signal(handle: axum_server::Handle<SocketAddr>) {
    asked_to_stop().await;
    handle.graceful_shutdown(Some(GRACE));
}

/// Ctrl-C at a terminal, or SIGTERM from the service manager.
#[cfg(unix)]
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            interrupted().await;
        }
    }
}

#[cfg(not(unix))]
async fn asked_to_stop() {
    interrupted().await;
}

async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::warn!(%error, "Ctrl-C cannot be heard");
        std::future::pending::<()>().await;
    }
}

/// The example's sign-ins, on stderr: they are shown once and kept nowhere.
pub fn print_sign_ins(sign_ins: &[SignIn]) {
    eprintln!("sign-ins of the example (shown once):");
    for sign_in in sign_ins {
        eprintln!(
            "  {:<10} {:<10} {}",
            sign_in.role.as_str(),
            sign_in.login,
            sign_in.password
        );
    }
}
