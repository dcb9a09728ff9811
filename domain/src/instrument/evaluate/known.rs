//! Every function of the standard: which are understood, with how many arguments, and which are
//! refused by name and why. The import check, the evaluator and `docs/FORMS.md` agree through this
//! list. Not here: what they do (`calls`, `pure`).

/// A function that is understood: name, fewest and most arguments.
pub type Known = (&'static str, usize, usize);

/// As many arguments as one likes.
const ANY: usize = usize::MAX;

/// Understood functions, by name.
pub const KNOWN: [Known; 75] = [
    ("abs", 1, 1),
    ("acos", 1, 1),
    ("area", 1, 1),
    ("asin", 1, 1),
    ("atan", 1, 1),
    ("atan2", 2, 2),
    ("boolean", 1, 1),
    ("boolean-from-string", 1, 1),
    ("ceiling", 1, 1),
    ("checklist", 2, ANY),
    ("choice-name", 2, 2),
    ("coalesce", 1, ANY),
    ("concat", 0, ANY),
    ("contains", 2, 2),
    ("cos", 1, 1),
    ("count", 1, 1),
    ("count-non-empty", 1, 1),
    ("count-selected", 1, 1),
    ("current", 0, 0),
    ("date", 1, 1),
    ("date-time", 1, 1),
    ("decimal-date-time", 1, 1),
    ("decimal-time", 1, 1),
    ("distance", 1, ANY),
    ("ends-with", 2, 2),
    ("exp", 1, 1),
    ("exp10", 1, 1),
    ("false", 0, 0),
    ("floor", 1, 1),
    ("format-date", 2, 2),
    ("format-date-time", 2, 2),
    ("if", 3, 3),
    ("indexed-repeat", 3, 7),
    ("instance", 1, 1),
    ("int", 1, 1),
    ("join", 1, ANY),
    ("jr:choice-name", 2, 2),
    ("last", 0, 0),
    ("local-name", 0, 1),
    ("log", 1, 1),
    ("log10", 1, 1),
    ("max", 1, ANY),
    ("min", 1, ANY),
    ("name", 0, 1),
    ("normalize-space", 0, 1),
    ("not", 1, 1),
    ("now", 0, 0),
    ("number", 0, 1),
    ("once", 1, 1),
    ("pi", 0, 0),
    ("position", 0, 1),
    ("pow", 2, 2),
    ("pulldata", 4, 4),
    ("random", 0, 0),
    ("regex", 2, 2),
    ("round", 1, 2),
    ("selected", 2, 2),
    ("selected-at", 2, 2),
    ("sin", 1, 1),
    ("sqrt", 1, 1),
    ("starts-with", 2, 2),
    ("string", 0, 1),
    ("string-length", 0, 1),
    ("substr", 2, 3),
    ("substring", 2, 3),
    ("substring-after", 2, 2),
    ("substring-before", 2, 2),
    ("sum", 1, 1),
    ("tan", 1, 1),
    ("today", 0, 0),
    ("translate", 3, 3),
    ("true", 0, 0),
    ("uuid", 0, 1),
    ("weighted-checklist", 4, ANY),
    ("version", 0, 0),
];

/// Functions of the standard that are refused, and why: a code, put into words where people read
/// it.
pub const REFUSED: [(&str, &str); 11] = [
    ("base64-decode", "WHY_NO_USE"),
    ("digest", "WHY_NO_SINGLE_HASH"),
    ("geofence", "WHY_NO_LINES_OR_AREAS"),
    ("id", "WHY_NO_USE"),
    ("intersects", "WHY_NO_LINES_OR_AREAS"),
    ("lang", "WHY_LABELS_IN_WORKBOOK"),
    ("property", "WHY_WRITE_METADATA"),
    ("randomize", "WHY_WRITE_RANDOMIZE"),
    ("jr:itext", "WHY_LABELS_IN_WORKBOOK"),
    ("search", "WHY_WRITE_FROM_FILE"),
    ("position-in-repeat", "WHY_WRITE_POSITION"),
];

/// The entry of an understood function.
pub fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|(known, ..)| *known == name)
}
