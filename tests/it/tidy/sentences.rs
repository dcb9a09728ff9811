//! Every problem has words: a code that is made in the domain or the server has one text in each
//! language, and no text is left without a code. Not here: whether a sentence is a good one.

use std::collections::{BTreeMap, BTreeSet};

use super::assert_none;
use super::tree::{self, Finding, Source};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// Codes that reach a problem through a function of their own type.
const CODES_BY_FUNCTION: [&str; 1] = ["domain/src/scoring/error.rs"];
const MAKER: &str = "Problem::new(";

fn texts(language: &str) -> BTreeMap<String, String> {
    let text = tree::read(&format!("app/locales/{language}/problems.json"));
    serde_json::from_str(&text).unwrap()
}

fn sources(folders: &[&str]) -> Vec<Source> {
    let is_ours =
        |source: &Source| !source.is_test() && folders.iter().any(|folder| source.is_under(folder));
    tree::rust_sources().into_iter().filter(is_ours).collect()
}

fn is_code(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit();
    text.split('_').count() > 1
        && text
            .split('_')
            .all(|part| !part.is_empty() && part.chars().all(is_plain))
}

/// Codes in quotes, anywhere in a file.
fn quoted(source: &Source) -> Vec<&str> {
    let strings = source.layers.strings.split('\u{1}');
    strings
        .map(str::trim)
        .filter(|text| is_code(text))
        .collect()
}

/// Codes of the problems that a file makes. Where a code comes to the maker by a name, it is one of
/// those that the file quotes.
fn made(source: &Source) -> Vec<&str> {
    let mut codes = Vec::new();
    for (at, _) in source.layers.code.match_indices(MAKER) {
        let behind = source.text[at + MAKER.len()..].trim_start();
        match behind
            .strip_prefix('"')
            .and_then(|rest| rest.split_once('"'))
        {
            Some((code, _)) => codes.push(code),
            None => codes.extend(quoted(source)),
        }
    }
    if CODES_BY_FUNCTION.contains(&source.path.as_str()) {
        codes.extend(quoted(source));
    }
    codes
}

#[test]
fn every_problem_that_is_made_has_a_sentence_in_both_languages() {
    let sources = sources(&["domain/src/", "server/src/"]);
    let reasons = |source: &Source| -> Vec<String> {
        let codes = quoted(source).into_iter();
        let reasons = codes.filter(|code| code.starts_with("WHY_"));
        reasons.map(str::to_owned).collect()
    };
    let mut findings = Vec::new();
    let mut count = 0;
    for source in &sources {
        let mut codes: BTreeSet<String> = made(source).into_iter().map(str::to_owned).collect();
        codes.extend(reasons(source));
        count += codes.len();
        for language in LANGUAGES {
            let texts = texts(language);
            let is_said = |code: &&String| {
                let text = texts.get(&code.to_lowercase());
                text.is_some_and(|text| !text.trim().is_empty())
            };
            let missing = codes.iter().filter(|code| !is_said(code));
            findings.extend(missing.map(|code| {
                Finding::new(
                    &source.path,
                    0,
                    format!("{code} has no words in {language}"),
                )
            }));
        }
    }
    assert!(count > 200, "only {count} codes were found");
    assert_none(
        "Write the sentence into app/locales/*/problems.json.",
        &findings,
    );
}

#[test]
fn no_sentence_is_left_without_a_problem_and_both_name_the_same_values() {
    let known: BTreeSet<String> = sources(&["domain/src/", "server/src/", "app/src/"])
        .iter()
        .flat_map(|source| {
            let codes = quoted(source).into_iter().chain(made(source));
            codes.map(str::to_lowercase).collect::<Vec<String>>()
        })
        .collect();
    let [chinese, english] = LANGUAGES.map(texts);
    assert_eq!(
        chinese.keys().collect::<Vec<_>>(),
        english.keys().collect::<Vec<_>>()
    );
    let mut findings = Vec::new();
    for (key, text) in &chinese {
        let place = "app/locales/zh-CN/problems.json";
        if !known.contains(key) && key != "unknown" {
            findings.push(Finding::new(place, 0, format!("nothing makes {key}")));
        }
        if values(text) != values(&english[key]) {
            findings.push(Finding::new(
                place,
                0,
                format!("{key} names other values in en"),
            ));
        }
    }
    assert_none("A sentence belongs to a problem.", &findings);
}

/// The `{names}` in a text.
fn values(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}
