//! Packs the parts that docx-rs built. Done here and not by docx-rs for four reasons: the same
//! bytes every time (fixed times, no running numbers), JPEG photos under their own extension,
//! stand-in fonts in the font table, and header rows that repeat on every page.
//! Not here: what the parts contain.

use std::io::{Cursor, Write as _};

use docx_rs::{Docx, XMLDocx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::table::HEADER_HEIGHT;
use crate::render::RenderError;

const FONT_TABLE: &str = include_str!("font_table.xml");

/// The document as the bytes of a .docx file.
pub fn pack(document: Docx) -> Result<Vec<u8>, RenderError> {
    let mut parts = document.build();
    repeat_header_rows(&mut parts);
    parts.document = without_paragraph_ids(&parts.document);
    parts.footers = parts
        .footers
        .iter()
        .map(|footer| without_paragraph_ids(footer))
        .collect();
    let media = name_media(&mut parts);
    let mut archive = Archive {
        zip: ZipWriter::new(Cursor::new(Vec::new())),
    };
    for (name, bytes) in xml_parts(&parts) {
        archive.add(name, bytes, CompressionMethod::Deflated)?;
    }
    for (index, footer) in parts.footers.iter().enumerate() {
        let name = format!("word/footer{}.xml", index + 1);
        archive.add(&name, footer, CompressionMethod::Deflated)?;
    }
    for (name, bytes) in &media {
        archive.add(name, bytes, CompressionMethod::Stored)?;
    }
    archive.finish()
}

/// In this order, because readers expect the content types first.
fn xml_parts(parts: &XMLDocx) -> [(&'static str, &[u8]); 13] {
    [
        ("[Content_Types].xml", &parts.content_type),
        ("_rels/.rels", &parts.rels),
        ("docProps/app.xml", &parts.doc_props.app),
        ("docProps/core.xml", &parts.doc_props.core),
        ("docProps/custom.xml", &parts.doc_props.custom),
        ("word/_rels/document.xml.rels", &parts.document_rels),
        ("word/document.xml", &parts.document),
        ("word/styles.xml", &parts.styles),
        ("word/settings.xml", &parts.settings),
        ("word/fontTable.xml", FONT_TABLE.as_bytes()),
        ("word/comments.xml", &parts.comments),
        ("word/numbering.xml", &parts.numberings),
        ("word/commentsExtended.xml", &parts.comments_extended),
    ]
}

/// Adds `w:tblHeader` to the rows that `table` marked by their height.
fn repeat_header_rows(parts: &mut XMLDocx) {
    let height = format!("<w:trHeight w:val=\"{HEADER_HEIGHT}\" w:hRule=\"atLeast\" />");
    let document = String::from_utf8_lossy(&parts.document);
    let repeated = document.replace(&height, &format!("{height}<w:tblHeader />"));
    parts.document = repeated.into_bytes();
}

/// docx-rs numbers paragraphs over the life of a thread, so the numbers differ from one rendering
/// to the next. They serve comments only, and there are none.
fn without_paragraph_ids(part: &[u8]) -> Vec<u8> {
    const BEFORE: &str = " w14:paraId=\"";
    let part = String::from_utf8_lossy(part);
    let mut pieces = part.split(BEFORE);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // A quotation mark in text is escaped, so the first one closes the attribute.
        out.push_str(piece.split_once('"').map_or(piece, |(_, rest)| rest));
    }
    out.into_bytes()
}

/// docx-rs calls every picture .png; photos are JPEG.
fn name_media(parts: &mut XMLDocx) -> Vec<(String, Vec<u8>)> {
    let mut relations = String::from_utf8_lossy(&parts.document_rels).into_owned();
    let mut media = Vec::new();
    for (id, bytes) in std::mem::take(&mut parts.media) {
        let is_jpeg = bytes.starts_with(&[0xff, 0xd8, 0xff]);
        let extension = if is_jpeg { "jpeg" } else { "png" };
        let target = format!("media/{id}.{extension}");
        relations = relations.replace(&format!("media/{id}.png\""), &format!("{target}\""));
        media.push((format!("word/{target}"), bytes));
    }
    parts.document_rels = relations.into_bytes();
    media
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        compression: CompressionMethod,
    ) -> Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .compression_method(compression)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let failed = |error: &dyn std::fmt::Display| RenderError::Archive(error.to_string());
        self.zip
            .start_file(name, options)
            .map_err(|error| failed(&error))?;
        self.zip.write_all(bytes).map_err(|error| failed(&error))
    }

    fn finish(self) -> Result<Vec<u8>, RenderError> {
        let written = self.zip.finish();
        written
            .map(Cursor::into_inner)
            .map_err(|error| RenderError::Archive(error.to_string()))
    }
}
