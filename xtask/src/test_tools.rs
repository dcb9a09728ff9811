//! The programs of others that the differential test compares us with: pyxform (Python) and
//! `@getodk/xforms-engine` (Node), in the versions that tests/differential pins, under `target/`.
//!
//! Not here: Python and Node themselves (`toolchain`). Nothing of this reaches the product.

use crate::workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The engine uses what Node has since this version.
const LEAST_NODE: u32 = 20;

/// Where they are installed.
pub fn folder() -> PathBuf {
    workspace::target().join("test-tools")
}

/// Installs what is missing or pinned to another version by now.
///
/// # Errors
/// When Python or Node is missing or too old, or a registry cannot be reached.
pub fn ensure() -> Result<()> {
    ensure_python().context("the differential test needs pyxform")?;
    ensure_node().context("the differential test needs @getodk/xforms-engine")
}

fn ensure_python() -> Result<()> {
    let pins = pinned("requirements.txt");
    let folder = folder().join("python");
    let stamp = folder.join("installed.txt");
    if is_same(&pins, &stamp) {
        return Ok(());
    }
    let mut venv = Command::new("python3");
    venv.args(["-m", "venv", "--clear"]).arg(&folder);
    workspace::run(&mut venv).context("Debian: apt-get install -y python3-venv")?;
    let mut install = Command::new(folder.join("bin/python"));
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
    ]);
    workspace::run(install.arg(&pins))?;
    fs::copy(&pins, &stamp).context("installed.txt")?;
    Ok(())
}

fn ensure_node() -> Result<()> {
    let lock = pinned("package-lock.json");
    let folder = folder().join("node");
    let stamp = folder.join("node_modules/installed.json");
    if is_same(&lock, &stamp) {
        return Ok(());
    }
    let version = node_version()?;
    if version < LEAST_NODE {
        bail!("node {version} is too old, {LEAST_NODE} or newer is needed (https://nodejs.org)");
    }
    fs::create_dir_all(&folder).context("target/test-tools/node")?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(pinned(file), folder.join(file)).context(file)?;
    }
    let mut install = Command::new("npm");
    install.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
    workspace::run(install.current_dir(&folder))?;
    fs::copy(&lock, &stamp).context("installed.json")?;
    Ok(())
}

fn node_version() -> Result<u32> {
    let output = Command::new("node").arg("--version").output();
    let output = output.context("node is not there: install Node 20 or newer with npm")?;
    let written = String::from_utf8_lossy(&output.stdout);
    let major = written.trim().trim_start_matches('v').split('.').next();
    let parsed = major.and_then(|major| major.parse().ok());
    parsed.with_context(|| format!("`node --version` says {written:?}"))
}

fn pinned(file: &str) -> PathBuf {
    workspace::root().join("tests/differential").join(file)
}

fn is_same(pins: &Path, stamp: &Path) -> bool {
    matches!((fs::read(pins), fs::read(stamp)), (Ok(pins), Ok(stamp)) if pins == stamp)
}
