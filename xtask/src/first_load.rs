//! What a first visit downloads, in bytes as sent, beside the limit the design sets.
//!
//! Not here: what comes later. A person signs in with the entry; meanwhile the service worker loads
//! the other parts, so that they open without a network. The table shows each part, and what a
//! visit costs that begins in it.

use crate::app_build::{self, Effort};
use crate::compress::Compressed;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// 450 kB, compressed with brotli (design §9).
const LIMIT_BYTES: usize = 450_000;
const FIRST_PART: &str = "entry";

#[derive(Default)]
pub struct FirstLoad {
    shared: Vec<Row>,
    parts: Vec<(&'static str, Vec<Row>)>,
}

struct Row {
    url: String,
    raw: usize,
    brotli: usize,
}

impl FirstLoad {
    pub fn add_part(&mut self, part: &'static str, urls: &[&str]) {
        self.parts.push((part, urls.iter().map(Row::new).collect()));
    }

    /// Files that every part needs.
    pub fn add_shared(&mut self, urls: &[&str]) {
        self.shared.extend(urls.iter().map(Row::new));
    }

    /// Fills in the sizes.
    pub fn weigh(
        &mut self,
        files: &BTreeMap<String, Vec<u8>>,
        compressed: &BTreeMap<String, Compressed>,
    ) {
        let rows = self.parts.iter_mut().flat_map(|(_, rows)| rows);
        for row in rows.chain(&mut self.shared) {
            let path = row.url.trim_start_matches('/');
            row.raw = files.get(path).map_or(0, Vec::len);
            row.brotli = compressed
                .get(path)
                .map_or(row.raw, |copy| copy.brotli.len());
        }
    }

    /// What a visit loads, compressed, before this part shows itself.
    pub fn brotli_bytes(&self, part: &str) -> usize {
        let own = self.parts.iter().filter(|(name, _)| *name == part);
        let rows = own.flat_map(|(_, rows)| rows).chain(&self.shared);
        rows.map(|row| row.brotli).sum()
    }

    /// The parts whose opening, with nothing loaded before, costs more than the limit.
    pub fn over_limit(&self) -> Vec<&'static str> {
        let names = self.parts.iter().map(|(name, _)| *name);
        names
            .filter(|name| self.brotli_bytes(name) > LIMIT_BYTES)
            .collect()
    }

    /// Every file with its size, then what a visit costs that begins in each part.
    pub fn table(&self) -> String {
        let line =
            |name: &str, raw: String, bytes: usize| format!("{name:<36} {raw:>10} {bytes:>10}");
        let mut lines = vec![format!("{:<36} {:>10} {:>10}", "file", "raw", "brotli")];
        let parts = self.parts.iter().flat_map(|(_, rows)| rows);
        for row in self.shared.iter().chain(parts) {
            lines.push(line(&row.url, row.raw.to_string(), row.brotli));
        }
        for (part, _) in &self.parts {
            let name = match *part {
                FIRST_PART => "first load (entry: signing in)".to_owned(),
                other => format!("opening the {other} part first"),
            };
            lines.push(line(&name, String::new(), self.brotli_bytes(part)));
        }
        lines.push(line("limit of the first load", String::new(), LIMIT_BYTES));
        lines.join("\n")
    }
}

impl Row {
    fn new(url: &&str) -> Self {
        Self {
            url: (*url).to_owned(),
            raw: 0,
            brotli: 0,
        }
    }
}

/// Builds the app if need be and prints the table.
///
/// # Errors
/// When a part is over the limit, whichever a person opens first, so that a pipeline can stop.
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
