//! A folder served as a site, with files that a test may replace while it runs.
//!
//! Not here: Kanping's server. This is for what needs two versions of the app, or a page of a
//! test's own.

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

#[derive(Clone)]
struct Files {
    folder: PathBuf,
    replaced: Arc<Mutex<BTreeMap<String, String>>>,
}

pub struct StaticSite {
    files: Files,
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl StaticSite {
    pub async fn start(folder: &Path) -> Result<Self> {
        let files = Files {
            folder: folder.to_path_buf(),
            replaced: Arc::default(),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback(answer).with_state(files.clone());
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                eprintln!("static site: {error}");
            }
        });
        Ok(Self {
            files,
            address,
            serving,
        })
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on this path answers this text.
    pub fn replace(&self, path: &str, text: &str) {
        let mut replaced = self
            .files
            .replaced
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        replaced.insert(path.to_owned(), text.to_owned());
    }

    /// What a path holds on the disk.
    pub fn original(&self, path: &str) -> Result<String> {
        let file = self.files.folder.join(path.trim_start_matches('/'));
        std::fs::read_to_string(&file)
            .with_context(|| format!("{} is not there: run cargo xtask app", file.display()))
    }
}

impl Drop for StaticSite {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn answer(State(files): State<Files>, uri: Uri) -> Response {
    let names_file = uri
        .path()
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    let path = if names_file {
        uri.path()
    } else {
        "/index.html"
    };
    let replaced = files
        .replaced
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(path)
        .cloned();
    let bytes = match replaced {
        Some(text) => Ok(text.into_bytes()),
        None => std::fs::read(files.folder.join(path.trim_start_matches('/'))),
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    match bytes {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
