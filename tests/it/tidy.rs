//! The house rules as tests: what may import what, how long things may grow, what a document may
//! claim. Each test names the file and line that break it, and what to do instead.
//!
//! Not here: style (rustfmt) and idiom (clippy). A list of exceptions is a ratchet: it may only
//! shrink, and a line that is no longer needed fails the test as well.

mod arrows;
mod documents;
mod lexer;
mod rules;
mod sentences;
mod sizes;
mod tree;

use tree::Finding;

/// Fails with every finding at once, so that one run shows all there is to mend.
#[track_caller]
fn assert_none(rule: &str, findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(
        findings.is_empty(),
        "{rule}\n{} found:\n{}\n",
        findings.len(),
        lines.join("\n")
    );
}
