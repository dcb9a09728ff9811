//! What the documents claim about the tree: every path they name exists, and the commands agree.
//!
//! Not here: whether the prose is true; that is a reader's work.

use super::assert_none;
use super::tree::{self, Finding};

/// Folders a path in a document may start with; the built ones are not in a fresh checkout.
const TOP_FOLDERS: [&str; 11] = [
    ".cargo",
    ".ci",
    "app",
    "docs",
    "domain",
    "migrations",
    "public",
    "server",
    "starters",
    "tests",
    "xtask",
];
const FILE_KINDS: [&str; 9] = [
    "rs", "md", "sql", "css", "js", "html", "toml", "json", "xlsx",
];

#[test]
fn every_path_named_in_a_document_exists() {
    let mut findings = Vec::new();
    for document in tree::files(&["md"]) {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, path) in named_paths(&tree::read(&document)) {
            let beside = if folder.is_empty() {
                path.clone()
            } else {
                format!("{folder}/{path}")
            };
            if !exists(&path) && !exists(&beside) {
                findings.push(Finding::new(
                    &document,
                    line,
                    format!("`{path}` does not exist"),
                ));
            }
        }
    }
    assert_none("A document names a path that is not there.", &findings);
}

#[test]
fn the_pipeline_runs_the_command_of_the_readme() {
    let command = "cargo xtask test";
    let readme = tree::read("README.md");
    assert!(
        readme.contains(command),
        "README.md does not tell how to run the tests: `{command}`"
    );
    let pipeline = tree::read(".ci/run");
    let last = pipeline
        .lines()
        .rfind(|line| !line.trim().is_empty())
        .unwrap_or_default();
    assert_eq!(
        last,
        format!("exec {command}"),
        ".ci/run must run what the README says, no more"
    );
}

#[test]
fn a_path_in_a_document_is_recognised() {
    let text = "See `domain/src/lib.rs:12` and [the map](docs/MAP.md#top), not `a/b` or `x::y`.";
    let paths: Vec<String> = named_paths(text)
        .into_iter()
        .map(|(_, path)| path)
        .collect();
    assert_eq!(paths, ["domain/src/lib.rs", "docs/MAP.md"]);
}

/// Line and path of everything in backticks or behind a link that claims to be in this tree.
fn named_paths(text: &str) -> Vec<(usize, String)> {
    let mut paths = Vec::new();
    let mut in_block = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_block = !in_block;
            continue;
        }
        if in_block {
            continue;
        }
        let quoted = line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| claims_path(word));
        let linked = line
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next());
        let local = linked.filter(|target| !target.contains("://") && !target.starts_with('#'));
        paths.extend(
            quoted
                .chain(local)
                .map(|word| (index + 1, plain_path(word))),
        );
    }
    paths.retain(|(_, path)| !path.is_empty());
    paths
}

fn claims_path(word: &str) -> bool {
    let placeholder = word.contains(['<', '>', '{', '*', ' ', '…', '$']) || word.contains("NNNN");
    let Some((first, rest)) = word.split_once('/') else {
        return false;
    };
    let top = TOP_FOLDERS.contains(&first);
    let extension = rest.rsplit_once('.').map(|(_, extension)| extension);
    let file =
        extension.is_some_and(|end| FILE_KINDS.contains(&end.split(':').next().unwrap_or("")));
    let built = ["target", "dist", "data", "http:", "https:", ""].contains(&first);
    !placeholder && !built && (top || file)
}

/// Without a line number, an anchor or the last slash.
fn plain_path(word: &str) -> String {
    let path = word.split(['#', ':']).next().unwrap_or_default();
    path.trim_start_matches("./")
        .trim_end_matches('/')
        .to_owned()
}

fn exists(path: &str) -> bool {
    tree::root().join(path).exists()
}
