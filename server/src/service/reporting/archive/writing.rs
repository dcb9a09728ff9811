//! Drawing and packing: each file with its hash, the contents, the list of hashes at the end. Not
//! here: what goes in (`super`).

use std::io::{Seek, Write};

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::scoring::FactReference;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::super::super::forms::written_workbook;
use super::super::super::{Service, ServiceError};
use super::super::renders::{Format, draw_report, rendering};
use super::{Drawn, INDEX, Pack, SUMS, failed};
use crate::render;

/// Writes the pack.
pub(in crate::service::reporting) fn write(
    service: &Service,
    pack: &Pack,
    out: &mut std::fs::File,
    progress: &dyn Fn(&str),
) -> Result<(), ServiceError> {
    let mut zip = Zip {
        writer: ZipWriter::new(out),
        sums: String::new(),
    };
    zip.add("00-README.txt", pack.words.as_bytes())?;
    let contents = render::pack::contents_page(&pack.title, &pack.words, &pack.contents);
    zip.add(INDEX, contents.as_bytes())?;
    for drawn in &pack.drawn {
        progress("drawing");
        zip.add(&drawn.name, &report(service, pack, drawn)?)?;
    }
    for (name, letter) in &pack.letters {
        zip.add(name, &render::letter(letter).map_err(rendering)?)?;
    }
    for (name, bytes) in &pack.files {
        zip.add(name, bytes)?;
    }
    for (name, sha256, tables) in &pack.books {
        let kept = Sha256Hex::parse(sha256).and_then(|it| service.blobs.read(&it).ok().flatten());
        let bytes = match kept {
            Some(bytes) => bytes,
            None => written_workbook(tables)?,
        };
        zip.add(name, &bytes)?;
    }
    progress("photos");
    for (name, sha256) in &pack.blobs {
        let bytes = service.blobs.read(sha256).ok().flatten();
        let bytes = bytes.ok_or_else(|| {
            let problem = Problem::new("BLOB_DAMAGED_OR_MISSING").with("sha256", sha256);
            ServiceError::Conflict(problem)
        })?;
        zip.add(name, &bytes)?;
    }
    progress("packing");
    zip.finish()
}

/// A report as a file; a page finds its pictures and papers within the pack.
fn report(service: &Service, pack: &Pack, drawn: &Drawn) -> Result<Vec<u8>, ServiceError> {
    if drawn.format != Format::Html {
        let template = drawn.template.as_ref();
        return draw_report(service, &drawn.report, drawn.format, template);
    }
    let up = "../".repeat(drawn.name.matches('/').count());
    let links = |fact: &FactReference| match drawn.is_linked {
        true => pack.links.fact(&up, fact),
        false => "#".to_owned(),
    };
    let photo = |sha256: &Sha256Hex| pack.links.photo(&up, sha256);
    Ok(render::html::html(&drawn.report, &links, &photo).into_bytes())
}

struct Zip<W: Write + Seek> {
    writer: ZipWriter<W>,
    sums: String,
}

impl<W: Write + Seek> Zip<W> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), ServiceError> {
        let hash = Sha256Hex::of(bytes);
        self.sums.push_str(&format!("{hash}  {name}\n"));
        self.put(name, bytes)
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), ServiceError> {
        // Pictures and documents are packed already.
        let folders = ["photos/", "files/"];
        let packed = folders.iter().any(|folder| name.starts_with(folder));
        let method = match packed || name.ends_with(".docx") || name.ends_with(".xlsx") {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .large_file(bytes.len() > 1_000_000_000)
            .unix_permissions(0o644);
        self.writer.start_file(name, options).map_err(failed)?;
        self.writer.write_all(bytes).map_err(failed)
    }

    fn finish(mut self) -> Result<(), ServiceError> {
        let sums = std::mem::take(&mut self.sums);
        self.put(SUMS, sums.as_bytes())?;
        self.writer.finish().map(drop).map_err(failed)
    }
}
