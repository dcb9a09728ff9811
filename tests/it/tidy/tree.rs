//! The files of the workspace as the rules see them.
//!
//! Not here: what is right or wrong about a file.

use super::lexer::{self, Layers};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no source of ours: built, fetched or private to a tool.
const NOT_OURS: [&str; 7] = [
    "target",
    "dist",
    "data",
    ".git",
    "node_modules",
    "fixtures",
    "snapshots",
];

/// One place that breaks a rule.
pub struct Finding {
    pub path: String,
    /// 1-based; 0 when the whole file is meant.
    pub line: usize,
    pub what: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(formatter, "  {}: {}", self.path, self.what),
            line => write!(formatter, "  {}:{line}: {}", self.path, self.what),
        }
    }
}

/// One Rust file with its comments and strings told apart.
pub struct Source {
    /// Relative to the workspace, with forward slashes.
    pub path: String,
    pub text: String,
    pub layers: Layers,
}

impl Source {
    /// A file of nothing but tests, or of the test crate.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let in_folder = self.path.split('/').any(|part| part == "tests");
        in_folder || name == "tests.rs" || name.ends_with("_tests.rs")
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }
}

pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest
        .parent()
        .expect("the test crate lies inside the workspace")
        .to_path_buf()
}

/// Every file of ours with one of these extensions, sorted.
pub fn files(extensions: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![root()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder)
            .expect("a folder of the workspace")
            .flatten()
        {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    waiting.push(path);
                }
            } else if extensions
                .iter()
                .any(|extension| name.ends_with(&format!(".{extension}")))
            {
                let relative = path.strip_prefix(root()).expect("walked from the root");
                found.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn rust_sources() -> Vec<Source> {
    let source = |path: String| {
        let text = read(&path);
        let layers = lexer::split(&text);
        Source { path, text, layers }
    };
    files(&["rs"]).into_iter().map(source).collect()
}

/// The 1-based line of a byte offset.
pub fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
}
