//! How long a file, a function and a line may be (design §9).
//!
//! Not here: whether they are good. `#[component]` functions hold markup and may be longer.

use super::assert_none;
use super::lexer::closing_brace;
use super::tree::{self, Finding, Source};

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 70;
const COMPONENT_LINES: usize = 100;
const COLUMNS: usize = 100;

#[test]
fn no_file_is_longer_than_one_can_hold_in_mind() {
    let findings: Vec<Finding> = tree::files(&["rs", "js", "css", "sql"])
        .iter()
        .filter_map(|path| {
            let lines = tree::read(path).lines().count();
            let what = format!("{lines} lines, the limit is {FILE_LINES}: split it by subject");
            (lines > FILE_LINES).then(|| Finding::new(path, 0, what))
        })
        .collect();
    assert_none("A file is too long.", &findings);
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let sources = tree::rust_sources();
    let findings: Vec<Finding> = sources.iter().flat_map(long_functions).collect();
    assert_none("A function is too long.", &findings);
}

#[test]
fn no_line_of_rust_is_wider_than_the_page() {
    let sources = tree::rust_sources();
    let findings: Vec<Finding> = sources
        .iter()
        .flat_map(|source| {
            let lines = source
                .text
                .lines()
                .zip(source.layers.code_with_tests.lines());
            lines.enumerate().filter_map(|(index, (text, code))| {
                let columns = columns(text, code);
                let what = format!("{columns} columns, the limit is {COLUMNS}");
                (columns > COLUMNS).then(|| Finding::new(&source.path, index + 1, what))
            })
        })
        .collect();
    assert_none("A line is too wide.", &findings);
}

/// The width of a line. What stands inside a string is data, and rustfmt does not break it either:
/// such a line counts without it.
fn columns(text: &str, code: &str) -> usize {
    if code.contains('"') {
        return code
            .split_whitespace()
            .map(|word| word.chars().count() + 1)
            .sum();
    }
    text.chars().count()
}

fn long_functions(source: &Source) -> Vec<Finding> {
    let code = &source.layers.code_with_tests;
    let mut findings = Vec::new();
    for (offset, _) in code.match_indices("fn ") {
        let inside_word = code[..offset].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let Some(open) = body(code, offset).filter(|_| !inside_word) else {
            continue;
        };
        let (first, last) = (
            tree::line_of(code, offset),
            tree::line_of(code, closing_brace(code, open).saturating_sub(1)),
        );
        let lines = last - first + 1;
        let limit = if is_component(code, offset) {
            COMPONENT_LINES
        } else {
            FUNCTION_LINES
        };
        if lines > limit {
            let name = code[offset + 3..]
                .split(['(', '<'])
                .next()
                .unwrap_or_default();
            let what = format!("`{name}` has {lines} lines, the limit is {limit}");
            findings.push(Finding::new(&source.path, first, what));
        }
    }
    findings
}

/// Where the body opens; a declaration in a trait has none.
fn body(code: &str, offset: usize) -> Option<usize> {
    let stop = offset + code[offset..].find(['{', ';'])?;
    let signature = &code[offset..stop];
    // `[u8; 4]` in a signature is not the end of a declaration.
    let inside_array = signature.matches('[').count() > signature.matches(']').count();
    match code.as_bytes()[stop] {
        b'{' => Some(stop),
        _ if inside_array => body(code, stop + 1),
        _ => None,
    }
}

/// Whether one of the attributes right above the function is `#[component]`.
fn is_component(code: &str, offset: usize) -> bool {
    let start = code[..offset].rfind(['}', ';']).unwrap_or(0);
    code[start..offset].contains("#[component")
}
