//! From the app's source to `dist/`: cargo for wasm32, the cut into parts,
//! wasm-bindgen as a library, then the bundle.
//!
//! Not here: names, templates and compression of the files that are served (`bundle`).

use crate::bundle::{self, AppFiles};
use crate::compress::sha256_hex;
use crate::first_load::FirstLoad;
use crate::{toolchain, wasm_parts, workspace};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

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

/// The binary that is the whole app.
const APP: &str = "app";

/// Builds the app into `dist/` and answers what a first visit loads.
pub fn run(effort: Effort) -> Result<FirstLoad> {
    toolchain::ensure_wasm_target()?;
    build_app(effort)?;
    let app = app_files(&wasm_file(APP, effort))?;
    bundle::write(&app, effort)
}

/// Builds the app with what the linker knows of it left in, so that it can be cut into parts.
fn build_app(effort: Effort) -> Result<()> {
    let mut build = workspace::cargo();
    build.args(["rustc", "--package", "app", "--bin", APP]);
    build.args(["--profile", effort.profile()]);
    build.args(["--target", toolchain::WASM_TARGET]);
    build.args(["--", "-Clink-arg=--emit-relocs"]);
    workspace::run(&mut build)
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

/// Cuts the app into parts and binds its entry, unless the very same file was cut before.
fn app_files(wasm: &Path) -> Result<AppFiles> {
    let folder = workspace::target().join("app-bundle").join(APP);
    let parts_file = folder.join("parts.json");
    anew(wasm, &folder, |input| {
        let parts = wasm_parts::cut(input, &folder, APP)?;
        bindgen(&folder.join(wasm_parts::ENTRY), &folder, APP)?;
        let text = serde_json::to_vec(&parts).context("the list of parts")?;
        fs::write(&parts_file, text).with_context(|| format!("writing {}", parts_file.display()))
    })?;
    let parts =
        fs::read(&parts_file).with_context(|| format!("reading {}", parts_file.display()))?;
    Ok(AppFiles {
        files: read_files(&folder)?,
        parts: serde_json::from_slice(&parts).context("the list of parts")?,
    })
}

/// Runs wasm-bindgen over a built wasm file, unless the very same file was bound before.
pub fn bind(wasm: &Path, name: &str) -> Result<()> {
    let folder = workspace::target().join("app-bundle").join(name);
    anew(wasm, &folder, |_| bindgen(wasm, &folder, name))
}

/// Fills an empty folder from a wasm file, unless it was last filled from the same bytes.
fn anew(wasm: &Path, folder: &Path, fill: impl FnOnce(&[u8]) -> Result<()>) -> Result<()> {
    let input = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let hash = sha256_hex(&input);
    let stamp = folder.join("input.sha256");
    if fs::read_to_string(&stamp).is_ok_and(|bound| bound == hash) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("clearing {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    fill(&input)?;
    fs::write(&stamp, hash).with_context(|| format!("writing {}", stamp.display()))
}

fn bindgen(wasm: &Path, folder: &Path, name: &str) -> Result<()> {
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
        // The parts are linked to the entry by its memory and its table of functions.
        .keep_lld_exports(true)
        .generate(folder)
        .context("wasm-bindgen")
}

/// What a browser may ask for: scripts and wasm, by path under the folder.
fn read_files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let entries = fs::read_dir(&next).with_context(|| format!("listing {}", next.display()))?;
        for entry in entries {
            let path = entry.context("listing the app's files")?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let name = path
                .strip_prefix(folder)
                .context("a file outside its folder")?
                .to_string_lossy()
                .into_owned();
            let served = name.ends_with(".js") || name.ends_with(".wasm");
            if served && name != wasm_parts::ENTRY {
                let bytes =
                    fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
                found.insert(name, bytes);
            }
        }
    }
    Ok(found)
}
