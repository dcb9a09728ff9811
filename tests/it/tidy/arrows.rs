//! The arrows that may never exist (design §2), read from imports and paths in the code.
//!
//! Not here: rules about text and sizes. The compiler already keeps crates apart that do not name
//! each other; these tests also keep modules apart, and say why.

use super::assert_none;
use super::tree::{self, Finding, Source};

/// In `folder`, none of `names` may occur as the start of a path.
struct Arrow {
    folder: &'static str,
    names: &'static [&'static str],
    because: &'static str,
}

const FROM_OUTSIDE: [Arrow; 8] = [
    Arrow {
        folder: "domain/src/",
        names: &[
            "app",
            "server",
            "tokio",
            "axum",
            "rusqlite",
            "reqwest",
            "leptos",
            "web_sys",
            "js_sys",
            "rand",
            "getrandom",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "SystemTime::now",
            "Instant::now",
            "Utc::now",
            "Local::now",
            "Uuid::new_v4",
            "Uuid::now_v7",
        ],
        because: "the domain is pure: times, identifiers and seeds are passed in",
    },
    Arrow {
        folder: "app/src/",
        names: &["server", "rusqlite", "axum"],
        because: "app and server meet only in domain::wire, over HTTP",
    },
    Arrow {
        folder: "server/src/",
        names: &["app", "leptos", "web_sys"],
        because: "app and server meet only in domain::wire, over HTTP",
    },
    Arrow {
        folder: "app/src/components/",
        names: &["gloo_storage", "indexed_db_futures", "reqwest"],
        because: "components are dumb: props in, callbacks out",
    },
    Arrow {
        folder: "server/src/handlers/",
        names: &["rusqlite"],
        because: "a handler calls one use case; SQL lies in server/src/store",
    },
    Arrow {
        folder: "server/src/service/",
        names: &["axum", "rusqlite"],
        because: "a use case knows neither HTTP nor SQL",
    },
    Arrow {
        folder: "server/src/render/",
        names: &["rusqlite"],
        because: "a renderer gets what it draws; it asks for nothing",
    },
    Arrow {
        folder: "server/src/cli/",
        names: &["rusqlite"],
        because: "the command line calls use cases like any handler",
    },
];

/// In `folder`, no import or path may lead to these modules of the same crate.
const INSIDE_A_CRATE: [Arrow; 5] = [
    Arrow {
        folder: "app/src/components/",
        names: &["storage", "api", "sync", "state", "pages"],
        because: "components are dumb: props in, callbacks out",
    },
    Arrow {
        folder: "domain/src/scoring/",
        names: &["sync", "wire"],
        because: "a score must not depend on how a fact arrived",
    },
    Arrow {
        folder: "domain/src/report/",
        names: &["sync", "wire"],
        because: "a report must not depend on how a fact arrived",
    },
    Arrow {
        folder: "server/src/render/",
        names: &["store", "handlers", "service"],
        because: "a renderer gets what it draws; it asks for nothing",
    },
    Arrow {
        folder: "server/src/store/",
        names: &["handlers", "service", "render"],
        because: "the store is the innermost layer of the server",
    },
];

#[test]
fn no_layer_names_what_lies_outside_its_reach() {
    let sources = tree::rust_sources();
    let mut findings = Vec::new();
    for arrow in &FROM_OUTSIDE {
        for source in sources
            .iter()
            .filter(|source| source.is_under(arrow.folder))
        {
            findings.extend(outside_names(source, arrow));
        }
    }
    assert_none("An import crosses a border of design §2.", &findings);
}

#[test]
fn no_module_reaches_into_a_module_above_or_beside_it() {
    let sources = tree::rust_sources();
    let mut findings = Vec::new();
    for arrow in &INSIDE_A_CRATE {
        for source in sources
            .iter()
            .filter(|source| source.is_under(arrow.folder))
        {
            findings.extend(inside_names(source, arrow));
        }
    }
    assert_none(
        "A module imports what it may not know (design §2).",
        &findings,
    );
}

#[test]
fn only_the_store_speaks_to_sqlite() {
    let outside =
        |source: &&Source| source.is_under("server/src/") && !source.is_under("server/src/store");
    let arrow = Arrow {
        folder: "",
        names: &["rusqlite"],
        because: "SQL lies in the store alone",
    };
    let sources = tree::rust_sources();
    let findings: Vec<Finding> = sources
        .iter()
        .filter(outside)
        .flat_map(|source| outside_names(source, &arrow))
        .collect();
    assert_none("rusqlite is used outside server/src/store.", &findings);
}

#[test]
fn only_platform_capture_and_storage_touch_the_browser() {
    let allowed = ["app/src/platform", "app/src/capture", "app/src/storage"];
    let arrow = Arrow {
        folder: "",
        names: &["web_sys", "js_sys"],
        because: "put it behind a function of app/src/platform",
    };
    let sources = tree::rust_sources();
    let findings: Vec<Finding> = sources
        .iter()
        .filter(|source| source.is_under("app/src/"))
        .filter(|source| !allowed.iter().any(|folder| source.is_under(folder)))
        .flat_map(|source| outside_names(source, &arrow))
        .collect();
    assert_none(
        "The browser is touched outside app/src/platform.",
        &findings,
    );
}

#[test]
fn the_domain_depends_on_no_crate_that_does_input_or_output() {
    let manifest = tree::read("domain/Cargo.toml");
    let forbidden = [
        "tokio",
        "axum",
        "rusqlite",
        "reqwest",
        "leptos",
        "web-sys",
        "rand",
        "getrandom",
        "jiff",
    ];
    let findings: Vec<Finding> = manifest
        .lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            let bad = forbidden.contains(&name);
            bad.then(|| Finding::new("domain/Cargo.toml", index + 1, format!("`{name}`")))
        })
        .collect();
    assert_none(
        "domain is pure and depends on nothing that acts.",
        &findings,
    );
}

fn outside_names(source: &Source, arrow: &Arrow) -> Vec<Finding> {
    let code = &source.layers.code;
    let mut findings = Vec::new();
    for name in arrow.names {
        for (offset, _) in code.match_indices(name) {
            if starts_path(code, offset) && continues_path(code, offset + name.len()) {
                let line = tree::line_of(code, offset);
                let what = format!("`{name}` — {}", arrow.because);
                findings.push(Finding::new(&source.path, line, what));
            }
        }
    }
    findings
}

/// Neither inside a longer word nor a segment of somebody else's path (`crate::app`).
fn starts_path(code: &str, offset: usize) -> bool {
    let before = code[..offset].trim_end_matches(' ');
    let inside_word = code[..offset].ends_with(|c: char| c.is_alphanumeric() || "_.".contains(c));
    !inside_word && !before.ends_with("::")
}

/// Followed by `::`, or an import of the whole crate, or a call of the named function.
fn continues_path(code: &str, end: usize) -> bool {
    let rest = &code[end..];
    rest.starts_with("::") || rest.starts_with(';') || rest.starts_with('(')
}

fn inside_names(source: &Source, arrow: &Arrow) -> Vec<Finding> {
    let code = &source.layers.code;
    let mut findings = Vec::new();
    for (offset, path) in own_paths(code) {
        let words: Vec<&str> = path
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        if let Some(name) = arrow.names.iter().find(|name| words.contains(*name)) {
            let line = tree::line_of(code, offset);
            let what = format!("`{}` leads to `{name}` — {}", squeeze(path), arrow.because);
            findings.push(Finding::new(&source.path, line, what));
        }
    }
    findings
}

/// Paths that begin at the crate or above this module: whole `use` trees, or one path in code.
fn own_paths(code: &str) -> Vec<(usize, &str)> {
    let mut paths = Vec::new();
    for start in ["crate::", "super::super::"] {
        for (offset, _) in code.match_indices(start) {
            let line_start = code[..offset].rfind('\n').map_or(0, |at| at + 1);
            let is_use = code[line_start..offset]
                .split(' ')
                .any(|word| word == "use");
            let rest = &code[offset..];
            let end = if is_use {
                rest.find(';')
            } else {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
            };
            paths.push((offset, &rest[..end.unwrap_or(rest.len())]));
        }
    }
    paths
}

fn squeeze(path: &str) -> String {
    path.split_whitespace().collect::<Vec<_>>().join(" ")
}
