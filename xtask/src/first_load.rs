//! What a first visit downloads, in bytes as sent, beside the limit the design sets.
//!
//! Not here: what is downloaded later (pictures, data). The manifest and the icons are fetched by
//! the browser in its own time and are not needed to start.

use crate::app_build;
use crate::compress::Compressed;
use anyhow::{Result, bail};
use std::collections::BTreeMap;

/// 450 kB, compressed with brotli (design §9).
const LIMIT_BYTES: usize = 450_000;

pub struct FirstLoad {
    rows: Vec<Row>,
}

struct Row {
    path: String,
    raw: usize,
    brotli: usize,
}

impl FirstLoad {
    pub fn of(
        paths: &[String],
        files: &BTreeMap<String, Vec<u8>>,
        compressed: &BTreeMap<String, Compressed>,
    ) -> Self {
        let row = |path: &String| {
            let raw = files.get(path)?.len();
            let brotli = compressed.get(path).map_or(raw, |copy| copy.brotli.len());
            Some(Row {
                path: path.clone(),
                raw,
                brotli,
            })
        };
        Self {
            rows: paths.iter().filter_map(row).collect(),
        }
    }

    pub fn brotli_bytes(&self) -> usize {
        self.rows.iter().map(|row| row.brotli).sum()
    }

    /// The table as text, largest file first.
    pub fn table(&self) -> String {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.brotli));
        let mut lines = vec![format!(
            "{:<36} {:>10} {:>10}",
            "first load", "raw", "brotli"
        )];
        for row in rows {
            lines.push(format!(
                "{:<36} {:>10} {:>10}",
                row.path, row.raw, row.brotli
            ));
        }
        let raw: usize = self.rows.iter().map(|row| row.raw).sum();
        lines.push(format!(
            "{:<36} {raw:>10} {:>10}",
            "total",
            self.brotli_bytes()
        ));
        lines.push(format!("{:<36} {:>10} {LIMIT_BYTES:>10}", "limit", ""));
        lines.join("\n")
    }
}

/// Builds the app if need be and prints the table.
///
/// # Errors
/// When the first load is over the limit, so that a build pipeline can stop on it.
pub fn run() -> Result<()> {
    let load = app_build::run()?;
    println!("{}", load.table());
    if load.brotli_bytes() > LIMIT_BYTES {
        bail!("the first load is over its limit of {LIMIT_BYTES} bytes");
    }
    Ok(())
}
