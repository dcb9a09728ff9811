//! Compressed copies of a built file, kept by the hash of what they were made from.
//!
//! Not here: which files are compressed. Brotli at its best quality takes seconds for the wasm, so
//! an unchanged file is never compressed twice.

use crate::app_build::Effort;
use crate::workspace;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::PathBuf;

pub struct Compressed {
    pub brotli: Vec<u8>,
    pub gzip: Vec<u8>,
}

/// SHA-256 of the bytes in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Brotli (quality 11) and gzip (level 9) of the bytes, from the cache when they are there; the
/// lowest qualities, kept nowhere, for a quick build.
pub fn compressed(bytes: &[u8], effort: Effort) -> Result<Compressed> {
    if effort == Effort::Quick {
        return Ok(Compressed {
            brotli: brotli(bytes, 1)?,
            gzip: gzip(bytes, flate2::Compression::fast())?,
        });
    }
    let hash = sha256_hex(bytes);
    let best = flate2::Compression::best();
    Ok(Compressed {
        brotli: cached(&format!("{hash}.br"), || brotli(bytes, 11))?,
        gzip: cached(&format!("{hash}.gz"), || gzip(bytes, best))?,
    })
}

fn cached(name: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let folder = cache_folder();
    let file = folder.join(name);
    if let Ok(bytes) = fs::read(&file) {
        return Ok(bytes);
    }
    let bytes = make()?;
    fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
    // Written under another name first: an interrupted run must not leave half a file behind.
    let unfinished = folder.join(format!("{name}.unfinished"));
    fs::write(&unfinished, &bytes).with_context(|| format!("writing {}", unfinished.display()))?;
    fs::rename(&unfinished, &file).with_context(|| format!("writing {}", file.display()))?;
    Ok(bytes)
}

fn cache_folder() -> PathBuf {
    workspace::target().join("app-bundle/compressed")
}

fn brotli(bytes: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = ::brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    ::brotli::BrotliCompress(&mut &bytes[..], &mut out, &parameters).context("brotli")?;
    Ok(out)
}

fn gzip(bytes: &[u8], level: flate2::Compression) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).context("gzip")?;
    encoder.finish().context("gzip")
}
