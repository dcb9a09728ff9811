//! What the machine must have beside Rust: looked for first, installed only when missing.
//!
//! Not here: `rustup toolchain install` (the person's own toolchain is never replaced) and any
//! tool that `Cargo.lock` already brings.

use crate::workspace;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Programs the tests start, each with a Debian package that brings it.
const TEST_PROGRAMS: [(&[&str], &str); 6] = [
    (
        &[
            "chromium",
            "chromium-browser",
            "google-chrome-stable",
            "google-chrome",
        ],
        "chromium",
    ),
    (&["soffice", "libreoffice"], "libreoffice-writer-nogui"),
    (&["pdftoppm"], "poppler-utils"),
    (&["python3"], "python3-venv"),
    (&["node"], "nodejs"),
    (&["npm"], "npm"),
];
const CJK_FONT_PACKAGE: &str = "fonts-noto-cjk";

/// Adds the wasm target when the active toolchain lacks it.
///
/// # Errors
/// When rustc cannot be asked, or rustup cannot add the target.
pub fn ensure_wasm_target() -> Result<()> {
    let output = Command::new("rustc")
        .args(["--print", "sysroot"])
        .current_dir(workspace::root())
        .output()
        .context("could not start rustc")?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    if sysroot
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", WASM_TARGET])
        .current_dir(workspace::root());
    workspace::run(&mut add)
}

/// Makes sure that a browser, a Chinese font and the document viewers are there.
///
/// # Errors
/// When something is missing and cannot be installed here; the message is the line to type.
pub fn ensure_test_programs() -> Result<()> {
    let missing = missing_packages();
    if missing.is_empty() {
        return Ok(());
    }
    let line = format!("apt-get update && apt-get install -y {}", missing.join(" "));
    if !runs_as_root() || find_program("apt-get").is_none() {
        bail!(
            "the tests need {}. On Debian, as root: {line}",
            missing.join(", ")
        );
    }
    let mut install = Command::new("sh");
    install
        .args(["-c", &line])
        .env("DEBIAN_FRONTEND", "noninteractive");
    workspace::run(&mut install)
}

/// The browser that the tests drive: `KANPING_CHROMIUM`, or the first one on the path.
pub fn find_browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KANPING_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    TEST_PROGRAMS[0]
        .0
        .iter()
        .find_map(|name| find_program(name))
}

fn missing_packages() -> Vec<&'static str> {
    let mut missing: Vec<&str> = TEST_PROGRAMS
        .iter()
        .filter(|(names, _)| names.iter().all(|name| find_program(name).is_none()))
        .map(|(_, package)| *package)
        .collect();
    if !has_chinese_font() {
        missing.push(CJK_FONT_PACKAGE);
    }
    if find_browser().is_some() {
        missing.retain(|package| *package != "chromium");
    }
    missing
}

fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn has_chinese_font() -> bool {
    if Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file() {
        return true;
    }
    let listed = Command::new("fc-list")
        .args([":lang=zh", "family"])
        .output();
    listed.is_ok_and(|output| !output.stdout.is_empty())
}

fn runs_as_root() -> bool {
    let asked = Command::new("id").arg("-u").output();
    asked.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
