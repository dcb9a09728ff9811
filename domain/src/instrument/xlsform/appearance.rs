//! The `appearance` and `parameters` columns. What only changes the look is carried along; what
//! would change the meaning is refused by name. Not here: drawing.

use std::collections::BTreeMap;

use crate::problem::Problem;

/// Appearances that are understood or only change the look.
pub const APPEARANCES: [&str; 51] = [
    // With a meaning on our screens.
    "signature",
    "draw",
    "annotate",
    "multiline",
    "numbers",
    "field-list",
    "minimal",
    "likert",
    "list",
    "list-nolabel",
    "label",
    "table-list",
    "kp-measure",
    "kp-check",
    "kp-scale5",
    "rating",
    "picker",
    "vertical",
    "autocomplete",
    // Only the look.
    "quick",
    "quickcompact",
    "compact",
    "columns",
    "columns-pack",
    "columns-flex",
    "no-buttons",
    "horizontal",
    "horizontal-compact",
    "no-calendar",
    "month-year",
    "year",
    "no-ticks",
    "thousands-sep",
    "masked",
    "counter",
    "new",
    "new-front",
    "new-rear",
    "front",
    "hidden-answer",
    "big-text",
    "pages",
    "w1",
    "w2",
    "w3",
    "w4",
    "w5",
    "w6",
    "w7",
    "w8",
    "w9",
];

/// Appearances of the standard that are refused, and why: a code, put into words where people
/// read it.
pub const REFUSED_APPEARANCES: [(&str, &str); 13] = [
    ("search", "WHY_WRITE_FROM_FILE"),
    ("ex:", "WHY_NO_OTHER_PROGRAM"),
    ("map", "WHY_NO_MAP"),
    ("maps", "WHY_NO_MAP"),
    ("placement-map", "WHY_NO_MAP"),
    ("image-map", "WHY_NO_PICTURE_PARTS"),
    ("bearing", "WHY_NO_COMPASS"),
    ("printer:", "WHY_NO_PRINTER"),
    ("ethiopian", "WHY_COMMON_CALENDAR"),
    ("coptic", "WHY_COMMON_CALENDAR"),
    ("islamic", "WHY_COMMON_CALENDAR"),
    ("bikram-sambat", "WHY_COMMON_CALENDAR"),
    ("myanmar", "WHY_COMMON_CALENDAR"),
];

/// Parameters that are understood, and where.
pub const PARAMETERS: [(&str, &str); 20] = [
    ("start", "range"),
    ("end", "range"),
    ("step", "range"),
    ("tick_interval", "range"),
    ("placeholder", "range"),
    ("tick_labelset", "range"),
    ("randomize", "select"),
    ("seed", "select"),
    ("value", "select"),
    ("label", "select"),
    ("max-pixels", "image"),
    ("quality", "audio"),
    ("quality", "image"),
    ("capture-accuracy", "geopoint"),
    ("warning-accuracy", "geopoint"),
    ("allow-mock-accuracy", "geopoint"),
    ("rows", "text"),
    ("incremental", "geopoint"),
    ("max-size", "file"),
    ("max-size", "audio"),
];

/// The appearance as written, when each of its words is known.
pub(super) fn appearance(cell: &str) -> Result<String, Problem> {
    let refused = |word: &str| {
        REFUSED_APPEARANCES.iter().find(|(name, _)| {
            word == *name
                || (name.ends_with(':') && word.starts_with(name))
                || word.starts_with(&format!("{name}("))
        })
    };
    let problem = |word: &str| Problem::new("FORM_UNSUPPORTED_APPEARANCE").with("appearance", word);
    let mut words = Vec::new();
    for word in cell.split_whitespace() {
        let lower = word.to_lowercase();
        if let Some((_, why)) = refused(&lower) {
            return Err(problem(word).with("reason", why));
        }
        let counted = ["columns-", "compact-", "quickcompact-", "w"]
            .iter()
            .any(|prefix| {
                let rest = lower.strip_prefix(prefix);
                rest.is_some_and(|rest| rest.parse::<u8>().is_ok())
            });
        if !counted && !APPEARANCES.contains(&lower.as_str()) {
            return Err(problem(word).with("reason", "WHY_NO_SUCH_APPEARANCE"));
        }
        words.push(lower);
    }
    Ok(words.join(" "))
}

/// The parameters of a question; `about` is the family of its type (`select`, `range` …).
pub(super) fn parameters(cell: &str, about: &str) -> Result<BTreeMap<String, String>, Problem> {
    let mut found = BTreeMap::new();
    let joined = cell.replace(" =", "=").replace("= ", "=");
    let pairs = joined
        .split([';', ',', ' ', '\n', '\t'])
        .filter(|pair| !pair.is_empty());
    for pair in pairs {
        let Some((name, value)) = pair.split_once('=') else {
            return Err(Problem::new("FORM_BAD_VALUE")
                .with("value", pair)
                .with("expected", "name=value"));
        };
        let name = name.trim().to_lowercase();
        if !PARAMETERS.contains(&(name.as_str(), about)) {
            return Err(Problem::new("FORM_UNSUPPORTED_PARAMETER").with("parameter", name));
        }
        found.insert(name, value.trim().to_owned());
    }
    Ok(found)
}
