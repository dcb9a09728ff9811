//! From the app's source to `dist/`: cargo for wasm32, wasm-bindgen as a library, then the bundle.
//!
//! Not here: names, templates and compression of the files that are served (`bundle`).

use crate::bundle::{self, AppFiles};
use crate::compress::sha256_hex;
use crate::first_load::FirstLoad;
use crate::{toolchain, workspace};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The parts of the app and the binary that starts each; a person loads one at a time.
const PARTS: [(&str, &str); 5] = [
    ("entry", "app"),
    ("field", "field"),
    ("form", "form"),
    ("desk", "desk"),
    ("designer", "designer"),
];

/// How the wasm is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    /// As it is served: small, slow to build, compressed at the best quality.
    Full,
    /// While screens are being written: hardly optimised, quick to build, compressed in passing.
    /// Never for figures.
    Quick,
}

impl Effort {
    fn profile(self) -> &'static str {
        match self {
            Effort::Full => "wasm",
            Effort::Quick => "wasm-quick",
        }
    }
}

/// Builds the app into `dist/` and answers what a first visit loads.
pub fn run(effort: Effort) -> Result<FirstLoad> {
    toolchain::ensure_wasm_target()?;
    let bins = PARTS.map(|(_, bin)| bin);
    build_wasm(&bins, &[], effort)?;
    let mut parts = Vec::new();
    for (part, bin) in PARTS {
        parts.push((part, bind(&wasm_file(bin, effort), part)?));
    }
    bundle::write(&parts, effort)
}

/// Builds wasm binaries of the package `app`.
pub fn build_wasm(bins: &[&str], features: &[&str], effort: Effort) -> Result<()> {
    let mut build = workspace::cargo();
    build.args(["build", "--package", "app", "--profile", effort.profile()]);
    build.args(["--target", toolchain::WASM_TARGET]);
    for bin in bins {
        build.args(["--bin", bin]);
    }
    if !features.is_empty() {
        build.args(["--features", &features.join(",")]);
    }
    workspace::run(&mut build)
}

/// Where cargo leaves a wasm binary.
pub fn wasm_file(bin: &str, effort: Effort) -> PathBuf {
    let folder = workspace::target()
        .join(toolchain::WASM_TARGET)
        .join(effort.profile());
    folder.join(format!("{bin}.wasm"))
}

/// Runs wasm-bindgen over a built wasm file, unless the very same file was bound before.
pub fn bind(wasm: &Path, name: &str) -> Result<AppFiles> {
    let input = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let hash = sha256_hex(&input);
    let folder = workspace::target().join("app-bundle").join(name);
    let stamp = folder.join("input.sha256");
    if fs::read_to_string(&stamp).is_ok_and(|bound| bound == hash) {
        return read_bound(&folder, name);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.web(true).context("wasm-bindgen")?;
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(false)
        // The page says where the wasm lies, because its name carries its hash.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen")?;
    fs::write(&stamp, hash).with_context(|| format!("writing {}", stamp.display()))?;
    read_bound(&folder, name)
}

fn read_bound(folder: &Path, name: &str) -> Result<AppFiles> {
    let read = |file: &str| {
        let path = folder.join(file);
        fs::read(&path).with_context(|| format!("reading {}", path.display()))
    };
    Ok(AppFiles {
        script: read(&format!("{name}.js"))?,
        wasm: read(&format!("{name}_bg.wasm"))?,
        snippets: read_snippets(&folder.join("snippets"))?,
    })
}

/// JavaScript that crates bring along; the script imports it by relative path.
fn read_snippets(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path = entry.context("listing snippets")?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let relative = path
                .strip_prefix(folder)
                .context("a snippet outside its folder")?;
            let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            found.push((format!("snippets/{}", relative.to_string_lossy()), bytes));
        }
    }
    found.sort();
    Ok(found)
}
