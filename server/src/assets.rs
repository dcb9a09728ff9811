//! The built app, embedded, and how its files are answered.
//!
//! Not here: anything under `/api/` or `/q/`, and building the app (`cargo xtask app`). One file of
//! this binary is all a firm copies, so nothing is read from the disk.

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};

#[cfg(app_built)]
static DIST: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../dist");
#[cfg(not(app_built))]
static DIST: include_dir::Dir<'static> = include_dir::Dir::new("", &[]);

const SHELL: &str = "index.html";
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_EACH_TIME: &str = "no-cache";
const NOT_BUILT: &str = "The app is not built into this binary. Run: cargo xtask app\n";

/// What the app's pages may load: their own files and nothing from anyone else.
/// `wasm-unsafe-eval` lets WebAssembly compile and allows no `eval`; style attributes carry
/// measured widths, such as the bars of a progress table. Only our own pages may frame it: the
/// designer shows a form's preview in one.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; \
    media-src 'self' blob:; connect-src 'self' blob:; worker-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// One embedded file with its compressed copies.
pub struct Asset {
    /// The file as it was built.
    pub bytes: &'static [u8],
    /// The same, compressed with brotli, where that was worth making.
    pub brotli: Option<&'static [u8]>,
    /// The same, compressed with gzip.
    pub gzip: Option<&'static [u8]>,
    /// The media type, with its character set for text.
    pub content_type: &'static str,
    /// Whether the name carries the content's hash, so that it may be kept for ever.
    pub immutable: bool,
}

/// The embedded file at this path (without the leading slash), if there is one.
#[must_use]
pub fn find(path: &str) -> Option<Asset> {
    let contents = |name: &str| DIST.get_file(name).map(include_dir::File::contents);
    if path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    Some(Asset {
        bytes: contents(path)?,
        brotli: contents(&format!("{path}.br")),
        gzip: contents(&format!("{path}.gz")),
        content_type: content_type(path),
        immutable: carries_hash(path),
    })
}

/// The router's fallback: a file of the app, or its shell for every path that names a screen.
///
/// A path whose last segment has an extension is a file; if it is unknown the answer is 404, since
/// a page in place of a script would only fail later and further away.
pub async fn fallback(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_private = ["api/", "q/"].iter().any(|prefix| path.starts_with(prefix));
    let names_file = path
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if is_private || (names_file && find(path).is_none()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let asset = if names_file { find(path) } else { find(SHELL) };
    match asset {
        Some(asset) => respond(&asset, &headers),
        None => (StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT).into_response(),
    }
}

/// Answers the smallest copy that the client accepts.
fn respond(asset: &Asset, headers: &HeaderMap) -> Response {
    let accepted = accepted_encodings(headers);
    let (encoding, bytes) = match (asset.brotli, asset.gzip) {
        (Some(brotli), _) if accepted.brotli => (Some("br"), brotli),
        (_, Some(gzip)) if accepted.gzip => (Some("gzip"), gzip),
        _ => (None, asset.bytes),
    };
    let mut response = bytes.into_response();
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let caching = if asset.immutable {
        FOR_EVER
    } else {
        ASK_EACH_TIME
    };
    out.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    out.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Some(encoding) = encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[derive(Default)]
struct Accepted {
    brotli: bool,
    gzip: bool,
}

/// Reads `Accept-Encoding`; an encoding with weight zero is refused by the client.
fn accepted_encodings(headers: &HeaderMap) -> Accepted {
    let mut accepted = Accepted::default();
    let values = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let refused = parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
        match name {
            "br" => accepted.brotli = !refused,
            "gzip" => accepted.gzip = !refused,
            _ => {}
        }
    }
    accepted
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// `stem.<16 hexadecimal digits>` in a file's or its folder's name, as `cargo xtask app` gives it.
fn carries_hash(path: &str) -> bool {
    let is_hash =
        |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut names = path.split('/');
    names.any(|name| name.split('.').skip(1).any(is_hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))])
    }

    fn script() -> Asset {
        Asset {
            bytes: b"plain",
            brotli: Some(b"br"),
            gzip: Some(b"gz"),
            content_type: content_type("app.0123456789abcdef.js"),
            immutable: carries_hash("app.0123456789abcdef.js"),
        }
    }

    fn encoding_for(accept: &'static str) -> Option<String> {
        let response = respond(&script(), &headers(accept));
        let encoding = response.headers().get(CONTENT_ENCODING)?;
        encoding.to_str().ok().map(str::to_owned)
    }

    #[test]
    fn the_client_gets_the_smallest_copy_it_accepts() {
        assert_eq!(encoding_for("gzip, deflate, br").as_deref(), Some("br"));
        assert_eq!(encoding_for("gzip").as_deref(), Some("gzip"));
        assert_eq!(encoding_for("br;q=0, gzip").as_deref(), Some("gzip"));
        assert_eq!(encoding_for("identity"), None);
    }

    #[test]
    fn only_a_name_with_its_hash_is_kept_for_ever() {
        assert!(carries_hash("styles.0123456789abcdef.css"));
        assert!(carries_hash("app.0123456789abcdef/snippets/inline0.js"));
        for asked_each_time in ["index.html", "service-worker.js", "icons/icon-192.png"] {
            assert!(!carries_hash(asked_each_time), "{asked_each_time}");
        }
        let kept = respond(&script(), &headers("br"));
        assert_eq!(kept.headers()[CACHE_CONTROL], FOR_EVER);
    }

    #[tokio::test]
    async fn a_private_or_unknown_file_path_never_answers_the_shell() {
        for path in ["/api/v1/nothing", "/q/abc", "/missing.js", "/app.js.br"] {
            let response = fallback(Uri::from_static(path), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
