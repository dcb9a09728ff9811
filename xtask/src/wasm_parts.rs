//! One wasm file cut into an entry and parts that are loaded when they are first opened.
//!
//! Where it is cut is said in the app (`app/src/parts.rs`). Code and data that only one part
//! reaches go into that part, what several reach into a chunk between them, the rest into the
//! entry. Not here: binding the entry to JavaScript (`app_build`), naming and serving (`bundle`).

use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use walrus::ModuleConfig;

/// The entry as it was cut, before wasm-bindgen.
pub const ENTRY: &str = "entry.unbound.wasm";
/// The script that loads the parts; the entry imports it.
const LOADER: &str = "./parts.js";

/// Writes the cut files into the folder and answers each part with the files it needs beside the
/// entry, without their folder.
pub fn cut(input: &[u8], folder: &Path, bound_name: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let entry = folder.join(ENTRY);
    let main_module = format!("./{bound_name}.js");
    let mut options = wasm_split_cli_support::Options::new(input);
    options.output_dir = folder;
    options.main_out_path = &entry;
    options.link_name = LOADER;
    options.main_module = &main_module;
    let cut = wasm_split_cli_support::transform(options)
        .map_err(|report| anyhow!("cutting the wasm into parts: {report:?}"))?;
    for part in &cut.split_modules {
        let named = fs::read(part).with_context(|| format!("reading {}", part.display()))?;
        fs::write(part, compact(&named)?).with_context(|| format!("writing {}", part.display()))?;
    }
    let name = |stem: String| format!("{stem}.wasm");
    let files = |stems: Vec<String>| stems.into_iter().map(name).collect();
    let parts = cut.prefetch_map.into_iter();
    Ok(parts.map(|(part, stems)| (part, files(stems))).collect())
}

/// The module written anew, without names, and with its numbers no longer than they need to be: for
/// the linker's sake each had the full length. wasm-bindgen does this for the entry.
fn compact(module: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false);
    config.generate_producers_section(false);
    let mut module = config.parse(module).context("a part that is no wasm")?;
    Ok(module.emit_wasm())
}
