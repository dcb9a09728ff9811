//! Rules about what the text of a source may hold: panics, SQL, words for people, other origins.
//!
//! Not here: imports (`arrows`) and lengths (`sizes`).

use super::assert_none;
use super::tree::{self, Finding, Source};

/// The crates a person's work runs through; xtask and the tests may stop on a surprise.
const PRODUCT: [&str; 3] = ["domain/src/", "server/src/", "app/src/"];

#[test]
fn every_module_says_what_it_is() {
    let findings: Vec<Finding> = tree::rust_sources()
        .iter()
        .filter(|source| !source.text.trim_start().starts_with("//!"))
        .map(|source| Finding::new(&source.path, 1, "begins without `//!`"))
        .collect();
    assert_none(
        "A module says first what it is, and what is not in it.",
        &findings,
    );
}

#[test]
fn errors_are_values_and_nothing_is_left_undone() {
    let forbidden = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        "dbg!(",
    ];
    let findings = product_sources()
        .iter()
        .flat_map(|source| occurrences(source, &source.layers.code, &forbidden))
        .collect::<Vec<_>>();
    assert_none(
        "Answer an error instead of stopping the process.",
        &findings,
    );
}

#[test]
fn no_test_is_switched_off_and_no_note_says_later() {
    let later = ["TODO", "FIXME", "XXX", "HACK"];
    let mut findings = Vec::new();
    for source in tree::rust_sources() {
        let code = &source.layers.code_with_tests;
        findings.extend(occurrences(&source, code, &["#[ignore"]));
        // This very file has to name them.
        if !source.path.starts_with("tests/it/tidy") {
            findings.extend(occurrences(&source, &source.text, &later));
        }
    }
    assert_none(
        "A test runs, and work is done or written down as an issue.",
        &findings,
    );
}

#[test]
fn sql_lies_in_the_store_and_the_migrations_alone() {
    let starts = [
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "PRAGMA ",
        "UPDATE ",
    ];
    let findings: Vec<Finding> = product_sources()
        .iter()
        .filter(|source| !source.is_under("server/src/store"))
        .flat_map(|source| occurrences(source, &source.layers.strings, &starts))
        .collect();
    assert_none("SQL is written outside server/src/store.", &findings);
}

#[test]
fn words_for_people_lie_in_the_locales() {
    let findings: Vec<Finding> = product_sources()
        .iter()
        .filter(|source| is_without_words(&source.path))
        .flat_map(|source| {
            let text = source
                .layers
                .strings
                .lines()
                .zip(source.layers.code.lines());
            text.enumerate().filter_map(|(index, (strings, code))| {
                let chinese = strings
                    .chars()
                    .chain(code.chars())
                    .chain(escaped(strings))
                    .find(|c| is_chinese(*c))?;
                let what = format!("「{chinese}…」 belongs in app/locales");
                Some(Finding::new(&source.path, index + 1, what))
            })
        })
        .collect();
    assert_none(
        "Text for people stands in code (design §2, arrow 6).",
        &findings,
    );
}

#[test]
fn nothing_is_loaded_from_another_origin() {
    let mut findings = Vec::new();
    for path in tree::files(&["html", "js", "css", "webmanifest"]) {
        if !path.starts_with("public/") {
            continue;
        }
        for (index, line) in tree::read(&path).lines().enumerate() {
            findings.extend(foreign_origin(line).map(|what| Finding::new(&path, index + 1, what)));
        }
    }
    for source in product_sources()
        .iter()
        .filter(|source| source.is_under("app/src/"))
    {
        for (index, line) in source.layers.strings.lines().enumerate() {
            let found = foreign_origin(line);
            findings.extend(found.map(|what| Finding::new(&source.path, index + 1, what)));
        }
    }
    assert_none(
        "Everything is self-hosted: no other origin is named.",
        &findings,
    );
}

#[test]
fn the_generator_of_the_draws_exists_once() {
    // SplitMix64's constant, however its digits are grouped.
    let constant = "9e3779b97f4a7c15";
    let holders: Vec<Finding> = product_sources()
        .iter()
        .filter(|source| {
            let code = source.layers.code.replace('_', "").to_lowercase();
            code.contains(constant)
        })
        .map(|source| Finding::new(&source.path, 0, "holds SplitMix64"))
        .collect();
    let twice = if holders.len() > 1 {
        holders
    } else {
        Vec::new()
    };
    assert_none("A rule is implemented once (design §2, arrow 5).", &twice);
}

#[test]
fn the_domain_computes_without_floats() {
    let findings: Vec<Finding> = product_sources()
        .iter()
        .filter(|source| source.is_under("domain/src/"))
        // Within a form's own expressions numbers are XPath's, that is doubles (decision 0003);
        // scoring reads what people answered, as exact text.
        .filter(|source| !source.is_under("domain/src/instrument/"))
        .flat_map(|source| occurrences(source, &source.layers.code, &["f64", "f32"]))
        .collect();
    assert_none(
        "Money, scores and ratios are exact (promise P9): no float.",
        &findings,
    );
}

#[test]
fn migrations_are_numbered_without_a_gap() {
    let mut findings = Vec::new();
    let files = tree::files(&["sql"]);
    let migrations = files.iter().filter(|path| path.starts_with("migrations/"));
    for (index, path) in migrations.enumerate() {
        let name = path.trim_start_matches("migrations/");
        let expected = format!("{:04}_", index + 1);
        if !name.starts_with(&expected) {
            findings.push(Finding::new(
                path,
                0,
                format!("expected `{expected}verb_noun.sql`"),
            ));
        }
        let words = name.trim_end_matches(".sql");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !words.chars().all(plain) || words.split('_').count() < 3 {
            findings.push(Finding::new(
                path,
                0,
                "is not NNNN_verb_noun.sql in lower case",
            ));
        }
    }
    assert_none(
        "Migrations run in the order of their numbers, forward only.",
        &findings,
    );
}

fn product_sources() -> Vec<Source> {
    let is_product =
        |source: &Source| PRODUCT.iter().any(|folder| source.is_under(folder)) && !source.is_test();
    tree::rust_sources()
        .into_iter()
        .filter(is_product)
        .collect()
}

fn occurrences(source: &Source, layer: &str, words: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in words {
        for (offset, _) in layer.match_indices(word) {
            let line = tree::line_of(layer, offset);
            findings.push(Finding::new(
                &source.path,
                line,
                format!("`{}`", word.trim()),
            ));
        }
    }
    findings
}

/// Screens and handlers speak through codes and locales; the domain's own terms, the report's
/// sentences, the columns of a workbook and the respondent's pages are written where they are made.
fn is_without_words(path: &str) -> bool {
    let folders = [
        "app/src/",
        "server/src/handlers/",
        "server/src/service/",
        "server/src/store",
    ];
    // The contract suite stores Chinese like a person would; nobody reads it on a screen.
    let exempt = ["app/src/i18n", "app/src/storage/contract.rs"];
    folders.iter().any(|folder| path.starts_with(folder))
        && !exempt.iter().any(|folder| path.starts_with(folder))
}

/// The characters that a line's escapes stand for: a word is a word, however it is spelled.
fn escaped(line: &str) -> impl Iterator<Item = char> {
    let codes = line.split("\\u{").skip(1);
    codes.filter_map(|rest| {
        let code = rest.split('}').next()?;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    })
}

#[test]
fn a_word_spelled_by_escapes_is_found() {
    let found: String = escaped(r#"const A: &str = "\u{4e2d}\u{6587} (zh)";"#).collect();
    assert_eq!(found, "中文");
}

/// A Han character; a lone 、 between two names is punctuation, not a word.
fn is_chinese(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}')
}

/// A name of an XML vocabulary is no address that anything is loaded from, and this machine is no
/// other origin.
fn foreign_origin(line: &str) -> Option<String> {
    let own = ["http://www.w3.org/", "http://127.0.0.1"];
    let without_names = own
        .iter()
        .fold(line.to_owned(), |line, name| line.replace(name, ""));
    let start = ["http://", "https://"]
        .iter()
        .find_map(|scheme| without_names.find(scheme))?;
    let rest = without_names[start..].chars();
    let address: String = rest.take_while(|c| !c.is_control()).take(60).collect();
    Some(format!("`{address}`"))
}
