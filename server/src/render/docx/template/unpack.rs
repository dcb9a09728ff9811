//! Unpacks a template within hard limits: what counts is what parts really inflate to, not what
//! the archive's headers claim. Not here: what the parts mean.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use domain::problem::Problem;
use roxmltree::{Document, ParsingOptions};
use zip::ZipArchive;

use super::unreadable;

const MIB: usize = 1024 * 1024;
/// The largest file.
const MAX_FILE_BYTES: usize = 10 * MIB;
/// Most bytes that all parts together may inflate to.
const MAX_UNPACKED_BYTES: usize = 50 * MIB;
/// Most parts.
const MAX_PARTS: usize = 2_000;
/// A part of at least this size must not be compressed better than `MAX_RATIO`.
const RATIO_COUNTS_FROM: usize = 4 * MIB;
const MAX_RATIO: u64 = 300;
/// Most nodes of one XML part, and how deep they may lie: the tree is walked recursively.
const MAX_NODES: u32 = 500_000;
const MAX_DEPTH: u16 = 128;

/// The parts of a template by their names in lower case: names do not tell case apart.
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Unpacks the archive.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(too_large("file", ""));
        }
        let mut archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable("no_archive", ""))?;
        if archive.len() > MAX_PARTS {
            return Err(too_large("parts", ""));
        }
        let mut parts = BTreeMap::new();
        let mut left = MAX_UNPACKED_BYTES;
        for index in 0..archive.len() {
            let (name, bytes) = inflate(&mut archive, index, left)?;
            left -= bytes.len();
            if parts.insert(name.clone(), bytes).is_some() {
                return Err(unreadable("two_parts_of_one_name", &name));
            }
        }
        let package = Self { parts };
        package.xml("[content_types].xml")?;
        Ok(package)
    }

    /// The names of all parts, in lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// A part's bytes.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(&name.to_lowercase()).map(Vec::as_slice)
    }

    /// A part as XML without a document type, entities of its own and excessive depth.
    pub fn xml(&self, name: &str) -> Result<Document<'_>, Problem> {
        let bytes = self
            .bytes(name)
            .ok_or_else(|| unreadable("part_missing", name))?;
        let text = std::str::from_utf8(bytes).map_err(|_| unreadable("no_utf8", name))?;
        let options = ParsingOptions {
            allow_dtd: false,
            nodes_limit: MAX_NODES,
            ..ParsingOptions::default()
        };
        let document = Document::parse_with_options(text, options).map_err(|error| {
            let has_dtd = matches!(error, roxmltree::Error::DtdDetected);
            unreadable(if has_dtd { "document_type" } else { "no_xml" }, name)
        })?;
        if is_too_deep(&document) {
            return Err(unreadable("too_deep", name));
        }
        Ok(document)
    }
}

fn is_too_deep(document: &Document<'_>) -> bool {
    let mut depths: Vec<u16> = Vec::new();
    for node in document.descendants() {
        let parent = node.parent().map(|parent| parent.id().get_usize());
        let above = parent.and_then(|id| depths.get(id)).copied().unwrap_or(0);
        if above >= MAX_DEPTH {
            return true;
        }
        // Nodes come in the order of their ids.
        depths.resize(node.id().get_usize(), 0);
        depths.push(above + 1);
    }
    false
}

/// One part's name and bytes; `left` is what the archive may still inflate to.
fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: usize,
) -> Result<(String, Vec<u8>), Problem> {
    let damaged = |_| unreadable("damaged", "");
    let part = archive.by_index(index).map_err(damaged)?;
    let name = part.name().map_err(damaged)?.to_lowercase();
    let name = name.trim_start_matches('/').to_owned();
    let compressed = part.compressed_size().max(1);
    let mut bytes = Vec::new();
    let limit = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    part.take(limit)
        .read_to_end(&mut bytes)
        .map_err(|_| unreadable("damaged", &name))?;
    if bytes.len() > left {
        return Err(too_large("unpacked", &name));
    }
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if bytes.len() >= RATIO_COUNTS_FROM && size / compressed > MAX_RATIO {
        return Err(too_large("ratio", &name));
    }
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    if is_xml && bytes.windows(9).any(|window| window == b"<!DOCTYPE") {
        return Err(unreadable("document_type", &name));
    }
    Ok((name, bytes))
}

/// The problem of a template that goes beyond a limit.
pub fn too_large(limit: &str, part: &str) -> Problem {
    Problem::new("WORD_TEMPLATE_TOO_LARGE")
        .with("limit", limit)
        .with("part", part)
}
