//! What a first visit downloads, in bytes as sent, beside the limit the design sets.
//!
//! What comes later is listed below it: a screen loads its parts when first opened, and the
//! service worker loads all of them in the background, so that they open without a network.

use crate::app_build::{self, Effort};
use crate::compress::Compressed;
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};

/// 450 kB, compressed with brotli (design §9).
const LIMIT_BYTES: usize = 450_000;
/// Screens that come after signing in, each with the parts it is made of (`app/src/parts.rs`). On a
/// first visit nobody is signed in, so that every address shows the sign-in page first, which needs
/// no part.
const SCREENS: [(&str, &[&str]); 7] = [
    ("the list of sites", &["field"]),
    ("a form on the tablet", &["field", "form"]),
    ("the desk's overview", &["desk"]),
    ("sample, assignments", &["desk", "planning"]),
    ("records, documents", &["desk", "evidence"]),
    ("scores, report", &["desk", "results"]),
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

    /// What a first visit loads, at any address.
    pub fn first_visit(&self) -> usize {
        self.brotli_bytes(&[])
    }

    /// The files of the entry and each part, then what a visit costs that begins here or there.
    pub fn table(&self) -> String {
        let line = |name: &str, files: usize, raw: String, brotli: usize| {
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
            lines.push(line(&name, urls.len(), raw.to_string(), brotli));
        }
        let first = self.first_visit();
        let count = self.entry.len();
        lines.push(line(
            "first load, at any address",
            count,
            String::new(),
            first,
        ));
        lines.push(line("its limit", 0, String::new(), LIMIT_BYTES));
        for (name, parts) in SCREENS {
            let files = self.files_of(parts).len() - count;
            let more = self.brotli_bytes(parts) - first;
            lines.push(line(&format!("then {name}"), files, String::new(), more));
        }
        lines.join("\n")
    }
}

/// Builds the app if need be and prints the table.
///
/// # Errors
/// When the first load is over the limit, so that a pipeline can stop.
pub fn run() -> Result<()> {
    let load = app_build::run(Effort::Full)?;
    println!("{}", load.table());
    let first = load.first_visit();
    if first > LIMIT_BYTES {
        bail!("the first load is {first} bytes, over the limit of {LIMIT_BYTES}");
    }
    Ok(())
}
