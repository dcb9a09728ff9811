//! What a first visit downloads, in bytes as sent, beside the limit the design sets.
//!
//! Not here: what comes later. A visit loads the entry and the parts of the screen it begins with;
//! meanwhile the service worker loads the others, so that they open without a network.

use crate::app_build::{self, Effort};
use crate::compress::Compressed;
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// 450 kB, compressed with brotli (design §9).
const LIMIT_BYTES: usize = 450_000;
/// Where a person may begin, and the parts that the screen there is made of (`app/src/parts.rs`).
const BEGINNINGS: [(&str, &[&str]); 8] = [
    ("signing in", &[]),
    ("the list of sites", &["field"]),
    ("a form on the tablet", &["field", "form"]),
    ("the desk's overview", &["desk"]),
    ("sample and assignments", &["desk", "planning"]),
    ("records and documents", &["desk", "evidence"]),
    ("scores and report", &["desk", "results"]),
    ("the form designer", &["desk", "designer"]),
];

/// The files of the app with their sizes, and which of them a visit needs.
pub struct FirstLoad {
    entry: Vec<String>,
    parts: BTreeMap<String, Vec<String>>,
    /// Bytes raw and compressed with brotli, by URL.
    sizes: BTreeMap<String, (usize, usize)>,
}

impl FirstLoad {
    /// From the files that every visit loads, and those of each part.
    pub fn new(entry: Vec<String>, parts: &BTreeMap<&str, Vec<String>>) -> Self {
        let parts = parts
            .iter()
            .map(|(part, urls)| ((*part).to_owned(), urls.clone()));
        Self {
            entry,
            parts: parts.collect(),
            sizes: BTreeMap::new(),
        }
    }

    /// Fills in the sizes.
    pub fn weigh(
        &mut self,
        files: &BTreeMap<String, Vec<u8>>,
        compressed: &BTreeMap<String, Compressed>,
    ) {
        for (path, bytes) in files {
            let brotli = compressed
                .get(path)
                .map_or(bytes.len(), |copy| copy.brotli.len());
            self.sizes.insert(format!("/{path}"), (bytes.len(), brotli));
        }
    }

    /// What a visit that begins with these parts loads before its screen shows; each file once.
    fn files_of(&self, parts: &[&str]) -> BTreeSet<&String> {
        let later = parts
            .iter()
            .filter_map(|part| self.parts.get(*part))
            .flatten();
        self.entry.iter().chain(later).collect()
    }

    fn brotli_bytes(&self, parts: &[&str]) -> usize {
        let files = self.files_of(parts).into_iter();
        files
            .filter_map(|url| self.sizes.get(url))
            .map(|(_, brotli)| brotli)
            .sum()
    }

    /// Where a person may not begin, because it costs more than the limit.
    pub fn over_limit(&self) -> Vec<&'static str> {
        let heavy = |(_, parts): &&(&str, &[&str])| self.brotli_bytes(parts) > LIMIT_BYTES;
        BEGINNINGS
            .iter()
            .filter(heavy)
            .map(|(name, _)| *name)
            .collect()
    }

    /// The files of the entry and each part, then what a visit costs that begins here or there.
    pub fn table(&self) -> String {
        let line = |name: &str, files: String, raw: String, brotli: usize| {
            format!("{name:<36} {files:>6} {raw:>10} {brotli:>10}")
        };
        let mut lines = vec![format!(
            "{:<36} {:>6} {:>10} {:>10}",
            "loaded", "files", "raw", "brotli"
        )];
        let groups = self
            .parts
            .iter()
            .map(|(part, urls)| (format!("part {part}"), urls));
        for (name, urls) in std::iter::once(("entry".to_owned(), &self.entry)).chain(groups) {
            let sizes = urls.iter().filter_map(|url| self.sizes.get(url));
            let (raw, brotli) = sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1));
            lines.push(line(&name, urls.len().to_string(), raw.to_string(), brotli));
        }
        for (name, parts) in BEGINNINGS {
            let files = self.files_of(parts).len().to_string();
            lines.push(line(
                &format!("first load: {name}"),
                files,
                String::new(),
                self.brotli_bytes(parts),
            ));
        }
        lines.push(line(
            "limit of a first load",
            String::new(),
            String::new(),
            LIMIT_BYTES,
        ));
        lines.join("\n")
    }
}

/// Builds the app if need be and prints the table.
///
/// # Errors
/// When a beginning is over the limit, so that a pipeline can stop.
pub fn run() -> Result<()> {
    let load = app_build::run(Effort::Full)?;
    println!("{}", load.table());
    let heavy = load.over_limit();
    if !heavy.is_empty() {
        bail!(
            "over the limit of {LIMIT_BYTES} bytes: {}",
            heavy.join(", ")
        );
    }
    Ok(())
}
