//! The zip archive of a .docx, written part by part, so that a photo is in memory once and not
//! once more in a list of parts. Fixed times: the same parts give the same bytes.
//! Not here: which parts there are (`package`), where photos come from (`picture`).

use std::io::{Cursor, Result, Seek, SeekFrom, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::render::RenderError;

/// An archive that is being written.
pub struct Archive {
    zip: ZipWriter<Output>,
}

impl Archive {
    /// Begins with the content types, which readers expect first.
    pub fn new(content_types: &str) -> std::result::Result<Self, RenderError> {
        let mut archive = Self {
            zip: ZipWriter::new(Output(Cursor::new(Vec::new()))),
        };
        archive.add_xml("[Content_Types].xml", content_types.as_bytes())?;
        Ok(archive)
    }

    /// Adds a part that is worth compressing.
    pub fn add_xml(&mut self, name: &str, bytes: &[u8]) -> std::result::Result<(), RenderError> {
        self.add(name, bytes, CompressionMethod::Deflated)
    }

    /// Adds a picture, which is compressed already.
    pub fn add_picture(
        &mut self,
        name: &str,
        bytes: &[u8],
    ) -> std::result::Result<(), RenderError> {
        self.add(name, bytes, CompressionMethod::Stored)
    }

    fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        compression: CompressionMethod,
    ) -> std::result::Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .compression_method(compression)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        self.zip.start_file(name, options).map_err(failed)?;
        self.zip.write_all(bytes).map_err(failed)
    }

    /// The whole archive.
    pub fn finish(self) -> std::result::Result<Vec<u8>, RenderError> {
        let Output(written) = self.zip.finish().map_err(failed)?;
        Ok(written.into_inner())
    }
}

fn failed(error: impl std::fmt::Display) -> RenderError {
    RenderError::Archive(error.to_string())
}

/// Bytes in memory that grow by an eighth: a `Vec` of its own accord doubles, which would set
/// aside twice what a report with many photos needs.
struct Output(Cursor<Vec<u8>>);

const GROWS_BY_ONE_IN: usize = 8;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let at = usize::try_from(self.0.position()).unwrap_or(usize::MAX);
        let written = self.0.get_mut();
        if at.saturating_add(bytes.len()) > written.capacity() {
            let beyond = at.saturating_add(bytes.len()) - written.len().min(at);
            written.reserve_exact(beyond + written.len() / GROWS_BY_ONE_IN);
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

impl Seek for Output {
    fn seek(&mut self, to: SeekFrom) -> Result<u64> {
        self.0.seek(to)
    }
}
