//! Bytes in and out.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::fieldwork::content::{Content, ContentKind};
use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::wire::BlobReceipt;
use futures::StreamExt as _;

use super::Answer;
use super::extract::SignedIn;
use crate::router::AppState;
use crate::service::{ServiceError, photos};

fn hash(text: &str) -> Result<Sha256Hex, ServiceError> {
    Sha256Hex::parse(text)
        .ok_or_else(|| ServiceError::invalid(Problem::new("NOT_A_SHA256").at_path("sha256")))
}

/// PUT urls::BLOB: streamed to disk, never held in memory.
pub async fn put(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, sha256)): Path<(String, String)>,
    body: Body,
) -> Answer<BlobReceipt> {
    let sha256 = hash(&sha256)?;
    photos::expect(&state.service, &actor, &engagement, &sha256).await?;
    let internal = |error: std::io::Error| ServiceError::Internal(format!("blob: {error}"));
    let mut unnamed = state.service.blobs.begin().map_err(internal)?;
    let mut stream = body.into_data_stream();
    while let Some(chunk) = stream.next().await {
        let broken = |_| ServiceError::invalid(Problem::new("BODY_BROKEN_OFF"));
        unnamed.write(&chunk.map_err(broken)?).map_err(internal)?;
        if unnamed.bytes() > photos::BLOB_LIMIT {
            let problem = Problem::new("BLOB_TOO_LARGE").with("limit", photos::BLOB_LIMIT);
            return Err(ServiceError::TooLarge(problem));
        }
    }
    Ok(Json(
        photos::keep(&state.service, &actor, &engagement, sha256, unnamed).await?,
    ))
}

/// GET urls::BLOB.
pub async fn get(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, sha256)): Path<(String, String)>,
) -> Result<impl IntoResponse, ServiceError> {
    let sha256 = hash(&sha256)?;
    let (bytes, content) = photos::bytes(&state.service, &actor, &engagement, &sha256).await?;
    Ok((blob_headers(content, &sha256), bytes))
}

/// GET urls::THUMBNAIL.
pub async fn thumbnail(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, sha256)): Path<(String, String)>,
) -> Result<impl IntoResponse, ServiceError> {
    let sha256 = hash(&sha256)?;
    let bytes = photos::thumbnail(&state.service, &actor, &engagement, &sha256).await?;
    Ok((blob_headers(Some(THUMBNAIL), &sha256), bytes))
}

/// What the thumbnails are.
const THUMBNAIL: Content = Content {
    kind: ContentKind::Picture,
    media_type: "image/jpeg",
    extension: "jpg",
};

/// Named by their hash, bytes never change; they are evidence, so only this browser keeps them.
/// Only pictures are shown in place: everything else is a download that no browser renders.
fn blob_headers(content: Option<Content>, sha256: &Sha256Hex) -> [(header::HeaderName, String); 4] {
    let (media_type, extension) = content.map_or(("application/octet-stream", "bin"), |content| {
        (content.media_type, content.extension)
    });
    let disposition = match content.map(|content| content.kind) {
        Some(ContentKind::Picture) => "inline".to_owned(),
        _ => format!("attachment; filename=\"{}.{extension}\"", sha256.short()),
    };
    [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CACHE_CONTROL,
            "private, max-age=31536000, immutable".to_owned(),
        ),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
    ]
}
