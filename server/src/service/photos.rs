//! Blobs of an engagement: taking them in, giving them out, thumbnails under limits.

use std::fs::File;
use std::io::{Cursor, Read as _};
use std::path::Path;

use domain::fieldwork::AttachmentKind;
use domain::fieldwork::content::{
    ATTACHMENT_LIMIT_BYTES, CONTENT_HEAD_BYTES, Content, ContentKind, content_of, may_hold,
};
use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::wire::BlobReceipt;
use image::{ImageFormat, ImageReader, Limits};

use super::{Actor, Service, ServiceError, member};
use crate::blobs::Unnamed;
use crate::store;

/// The largest blob in one PUT; step 4 makes larger ones resumable.
pub const BLOB_LIMIT: u64 = ATTACHMENT_LIMIT_BYTES;
/// The longest side of a thumbnail, in pixels.
const THUMBNAIL_PIXELS: u32 = 400;
/// No camera of these tablets makes more; a bomb does.
const SIDE_LIMIT: u32 = 16_384;
/// Bytes a decoder may take: 16 384 × 4 096 pixels of four bytes.
const DECODE_BYTES: u64 = 256 * 1024 * 1024;
const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// Whether this person may upload this blob now: a record of the engagement must declare it.
pub async fn expect(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<(), ServiceError> {
    let (actor, engagement, sha256) = (actor.clone(), engagement.to_owned(), sha256.clone());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            if !store::blobs::is_declared(tx, &id, &sha256)? {
                return Err(ServiceError::Conflict(Problem::new("BLOB_NOT_DECLARED")));
            }
            Ok(())
        })
        .await
}

/// Keeps uploaded bytes once they are what they say they are: hash and kind of content.
pub async fn keep(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: Sha256Hex,
    unnamed: Unnamed,
) -> Result<BlobReceipt, ServiceError> {
    let bytes = unnamed.bytes();
    if unnamed.sha256() != sha256 {
        return Err(ServiceError::invalid(Problem::new("BLOB_HASH_MISMATCH")));
    }
    let kinds = declared_kinds(service, actor, engagement, &sha256).await?;
    let (blobs, name) = (service.blobs.clone(), sha256.clone());
    tokio::task::spawn_blocking(move || {
        check_content(unnamed.path(), &kinds)?;
        blobs
            .keep(unnamed, &name)
            .map_err(|e| ServiceError::Internal(format!("blob: {e}")))
    })
    .await
    .map_err(|e| ServiceError::Internal(e.to_string()))??;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let receipt = BlobReceipt {
        sha256: sha256.clone(),
        bytes,
    };
    service
        .store
        .write(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            store::blobs::insert(tx, &id, &sha256, bytes, now)?;
            store::blobs::touch_waiting_documents(tx, &id, &sha256)?;
            Ok(receipt)
        })
        .await
}

async fn declared_kinds(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<Vec<AttachmentKind>, ServiceError> {
    let (actor, engagement, sha256) = (actor.clone(), engagement.to_owned(), sha256.clone());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            Ok(store::blobs::declared_kinds(tx, &id, &sha256)?)
        })
        .await
}

/// The content by its first bytes, against what the manifests say it is.
fn check_content(path: &Path, kinds: &[AttachmentKind]) -> Result<(), ServiceError> {
    let is_picture =
        |kind: &AttachmentKind| matches!(kind, AttachmentKind::Photo | AttachmentKind::Signature);
    let found = content_at(path).map_err(|e| ServiceError::Internal(format!("blob: {e}")))?;
    if kinds.iter().any(|kind| may_hold(*kind, found)) {
        return match found {
            Some(Content {
                kind: ContentKind::Picture,
                ..
            }) => check_picture(path),
            _ => Ok(()),
        };
    }
    let code = match kinds.iter().all(is_picture) {
        true => "NOT_A_PICTURE",
        false => "FILE_KIND_REFUSED",
    };
    Err(ServiceError::UnsupportedMedia(Problem::new(code)))
}

fn content_at(path: &Path) -> std::io::Result<Option<Content>> {
    let mut head = Vec::with_capacity(CONTENT_HEAD_BYTES);
    let limit = CONTENT_HEAD_BYTES as u64;
    File::open(path)?.take(limit).read_to_end(&mut head)?;
    Ok(content_of(&head))
}

/// Only the header is read: the kind by its first bytes, never by its name, and the size.
fn check_picture(path: &Path) -> Result<(), ServiceError> {
    let not_a_picture = || ServiceError::UnsupportedMedia(Problem::new("NOT_A_PICTURE"));
    let reader = ImageReader::open(path)
        .and_then(ImageReader::with_guessed_format)
        .map_err(|e| ServiceError::Internal(format!("blob: {e}")))?;
    if !reader
        .format()
        .is_some_and(|format| FORMATS.contains(&format))
    {
        return Err(not_a_picture());
    }
    let (width, height) = reader.into_dimensions().map_err(|_| not_a_picture())?;
    if width > SIDE_LIMIT || height > SIDE_LIMIT || too_many_pixels(width, height) {
        return Err(ServiceError::TooLarge(Problem::new("PICTURE_TOO_LARGE")));
    }
    Ok(())
}

fn too_many_pixels(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) * 4 > DECODE_BYTES
}

/// The bytes of a blob the engagement holds, with what they are.
pub async fn bytes(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<(Vec<u8>, Option<Content>), ServiceError> {
    held(service, actor, engagement, sha256).await?;
    let bytes = read(service, sha256.clone()).await?;
    let content = content_of(&bytes[..bytes.len().min(CONTENT_HEAD_BYTES)]);
    Ok((bytes, content))
}

async fn held(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<(), ServiceError> {
    let (actor, engagement, sha256) = (actor.clone(), engagement.to_owned(), sha256.clone());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            match store::blobs::size(tx, &id, &sha256)? {
                Some(_) => Ok(()),
                None => Err(ServiceError::NotFound(Problem::new("BLOB_NOT_FOUND"))),
            }
        })
        .await
}

async fn read(service: &Service, sha256: Sha256Hex) -> Result<Vec<u8>, ServiceError> {
    let blobs = service.blobs.clone();
    tokio::task::spawn_blocking(move || blobs.read(&sha256))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(format!("blob: {e}")))?
        .ok_or_else(|| ServiceError::Internal("a blob with a row has no file".to_owned()))
}

/// A JPEG of at most 400 pixels, made once and kept beside the blob.
pub async fn thumbnail(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    sha256: &Sha256Hex,
) -> Result<Vec<u8>, ServiceError> {
    held(service, actor, engagement, sha256).await?;
    let path = service.blobs.thumbnail_path(sha256);
    if let Ok(bytes) = tokio::fs::read(&path).await {
        return Ok(bytes);
    }
    let bytes = read(service, sha256.clone()).await?;
    let _permit = service
        .decoding
        .acquire()
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?;
    let small = tokio::task::spawn_blocking(move || shrink(&bytes))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))??;
    // A thumbnail can be made again at any time: a failed write costs only the next reader.
    if let Err(error) = tokio::fs::write(&path, &small).await {
        tracing::warn!(%error, "thumbnail not kept");
    }
    Ok(small)
}

fn shrink(bytes: &[u8]) -> Result<Vec<u8>, ServiceError> {
    use image::ImageDecoder as _;
    let not_a_picture = |_| ServiceError::UnsupportedMedia(Problem::new("NOT_A_PICTURE"));
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| ServiceError::Internal(e.to_string()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_LIMIT);
    limits.max_image_height = Some(SIDE_LIMIT);
    limits.max_alloc = Some(DECODE_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(not_a_picture)?;
    let orientation = decoder.orientation().map_err(not_a_picture)?;
    let mut picture = image::DynamicImage::from_decoder(decoder).map_err(not_a_picture)?;
    picture.apply_orientation(orientation);
    let small = picture
        .thumbnail(THUMBNAIL_PIXELS, THUMBNAIL_PIXELS)
        .into_rgb8();
    let mut out = Cursor::new(Vec::new());
    small
        .write_to(&mut out, ImageFormat::Jpeg)
        .map_err(|e| ServiceError::Internal(e.to_string()))?;
    Ok(out.into_inner())
}
