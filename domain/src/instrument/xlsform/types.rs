//! What the `type` cell says a row is. Types of the standard that Kanping does not understand are
//! refused by name. Not here: the list's choices.

use crate::problem::Problem;

/// What the `type` cell says the row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Not part of the form.
    Nothing,
    /// `begin group`.
    BeginGroup,
    /// `begin repeat`.
    BeginRepeat,
    /// `end group`, `end repeat`: `true` for a repeat.
    End(bool),
    /// A file that expressions look into: no question.
    ExternalFile,
    /// Anything else: a question.
    Question,
}

/// What kind of select.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SelectKind {
    One,
    Multiple,
    Rank,
}

/// A `type` cell of a question, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// A type without a list, by its canonical name.
    Plain(&'static str),
    /// A select from a list of the workbook.
    Select {
        kind: SelectKind,
        list: String,
        or_other: bool,
    },
    /// A select from a file beside the workbook.
    FromFile { kind: SelectKind, file: String },
    /// A select from the sheet `external_choices`.
    External { list: String },
}

/// Types without a list: what may be written → canonical name.
const PLAIN: [(&str, &str); 41] = [
    ("text", "text"),
    ("string", "text"),
    ("add text prompt", "text"),
    ("integer", "integer"),
    ("int", "integer"),
    ("add integer prompt", "integer"),
    ("decimal", "decimal"),
    ("add decimal prompt", "decimal"),
    ("range", "range"),
    ("date", "date"),
    ("add date prompt", "date"),
    ("time", "time"),
    ("add time prompt", "time"),
    ("datetime", "dateTime"),
    ("date time", "dateTime"),
    ("add datetime prompt", "dateTime"),
    ("note", "note"),
    ("add note prompt", "note"),
    ("acknowledge", "acknowledge"),
    ("add acknowledge prompt", "acknowledge"),
    ("trigger", "acknowledge"),
    ("image", "image"),
    ("photo", "image"),
    ("picture", "image"),
    ("add image prompt", "image"),
    ("add photo prompt", "image"),
    ("audio", "audio"),
    ("add audio prompt", "audio"),
    ("video", "video"),
    ("add video prompt", "video"),
    ("file", "file"),
    ("add file prompt", "file"),
    ("geopoint", "geopoint"),
    ("gps", "geopoint"),
    ("location", "geopoint"),
    ("add location prompt", "geopoint"),
    ("barcode", "barcode"),
    ("add barcode prompt", "barcode"),
    ("calculate", "calculate"),
    ("add calculate prompt", "calculate"),
    ("hidden", "hidden"),
];

/// Metadata: what may be written → preload.
const METADATA: [(&str, &str); 14] = [
    ("start", "start"),
    ("start time", "start"),
    ("end", "end"),
    ("end time", "end"),
    ("today", "today"),
    ("get today", "today"),
    ("deviceid", "deviceid"),
    ("device id", "deviceid"),
    ("get device id", "deviceid"),
    ("imei", "deviceid"),
    ("username", "username"),
    ("email", "email"),
    ("phonenumber", "phonenumber"),
    ("get phone number", "phonenumber"),
];

/// Types of the standard that are refused, and why: a code, put into words where people read it.
pub const REFUSED_TYPES: [(&str, &str); 15] = [
    ("audit", "WHY_RECORDED_ANYWAY"),
    ("background-audio", "WHY_NOT_UNSEEN"),
    ("background-geopoint", "WHY_WRITE_GEOPOINT"),
    ("start-geopoint", "WHY_WRITE_GEOPOINT"),
    ("geotrace", "WHY_NO_LINES_OR_AREAS"),
    ("geoshape", "WHY_NO_LINES_OR_AREAS"),
    ("osm", "WHY_NO_LINES_OR_AREAS"),
    ("xml-external", "WHY_FILES_ARE_CSV"),
    ("subscriberid", "WHY_NO_BROWSER_TELLS"),
    ("simserial", "WHY_NO_BROWSER_TELLS"),
    ("percentage", "WHY_WRITE_INTEGER"),
    ("phone number", "WHY_WRITE_TEXT"),
    ("begin loop", "WHY_WRITE_REPEAT"),
    ("uri:deviceid", "WHY_WRITE_DEVICEID"),
    ("uri:username", "WHY_WRITE_USERNAME"),
];

/// Selects: what may be written before the list.
const SELECTS: [(&str, SelectKind); 15] = [
    ("select_all_that_apply_from", SelectKind::Multiple),
    ("select_all_that_apply", SelectKind::Multiple),
    ("select_multiple_from_file", SelectKind::Multiple),
    ("add_select_multiple_prompt_using", SelectKind::Multiple),
    ("select_multiple_from", SelectKind::Multiple),
    ("select_multiple_using", SelectKind::Multiple),
    ("select_multiple", SelectKind::Multiple),
    ("select_one_external", SelectKind::One),
    ("select_one_from_file", SelectKind::One),
    ("add_select_one_prompt_using", SelectKind::One),
    ("select_one_from", SelectKind::One),
    ("select_one_using", SelectKind::One),
    ("select_one", SelectKind::One),
    ("select1", SelectKind::One),
    ("rank", SelectKind::Rank),
];

/// The words of a cell with single spaces, lower case.
fn lowered(cell: &str) -> String {
    cell.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Reads what kind of row this is.
pub(crate) fn kind(cell: &str) -> RowKind {
    let words = lowered(cell).replace('_', " ");
    match words.as_str() {
        "" => RowKind::Nothing,
        "begin group" => RowKind::BeginGroup,
        "begin repeat" | "begin lgroup" | "begin looped group" => RowKind::BeginRepeat,
        "csv-external" => RowKind::ExternalFile,
        other => match other
            .strip_prefix("end ")
            .map(|rest| rest.split(' ').next())
        {
            Some(Some("group")) => RowKind::End(false),
            Some(Some("repeat" | "lgroup" | "looped" | "loop")) => RowKind::End(true),
            _ if other.starts_with("begin loop") => RowKind::BeginRepeat,
            _ => RowKind::Question,
        },
    }
}

/// Reads the type of a question.
pub(super) fn read(cell: &str) -> Result<Written, Problem> {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let whole = lowered(cell);
    let whole = whole.strip_prefix("q ").unwrap_or(&whole);
    if let Some(select) = select(&words) {
        return select;
    }
    let plain = PLAIN.iter().find(|(written, _)| *written == whole);
    if let Some((_, name)) = plain {
        return Ok(Written::Plain(name));
    }
    if let Some((_, preload)) = METADATA.iter().find(|(written, _)| *written == whole) {
        return Ok(Written::Plain(preload));
    }
    let refused = REFUSED_TYPES.iter().find(|(name, _)| {
        whole == *name || {
            whole
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(' '))
        }
    });
    let why = refused.map_or("WHY_NO_SUCH_TYPE", |(_, why)| why);
    Err(unsupported(cell, why))
}

/// A type that is refused, and why.
pub(crate) fn unsupported(cell: &str, why: &str) -> Problem {
    let problem = Problem::new("FORM_UNSUPPORTED_TYPE").with("type", cell);
    problem.with("reason", why)
}

fn select(words: &[&str]) -> Option<Result<Written, Problem>> {
    let words = match words.split_first() {
        Some((first, rest)) if first.eq_ignore_ascii_case("q") => rest,
        _ => words,
    };
    let (rest, alias, kind) = SELECTS.iter().find_map(|(alias, kind)| {
        let length = alias.split('_').count();
        // Written with spaces or with `_`.
        let spaced = words
            .get(..length)
            .map(|head| head.join("_").to_lowercase());
        let is_spaced = spaced.as_deref() == Some(alias);
        let is_joined = words
            .first()
            .is_some_and(|first| first.eq_ignore_ascii_case(alias));
        let used = if is_spaced { length } else { 1 };
        (is_spaced || is_joined).then(|| (&words[used..], *alias, *kind))
    })?;
    let cell = words.join(" ");
    let (list, or_other) = match rest {
        [list] => (*list, false),
        [list, "or_other"] => (*list, true),
        [list, "or", "other"] | [list, "or", "specify", "other"] => (*list, true),
        _ => {
            return Some(Err(unsupported(&cell, "WHY_ONE_LIST")));
        }
    };
    let list = list.to_owned();
    if list.starts_with("${") {
        return Some(Err(unsupported(&cell, "WHY_NO_ROWS_AS_CHOICES")));
    }
    let is_file = alias.ends_with("from_file") || list.to_lowercase().ends_with(".csv");
    Some(match (alias, is_file) {
        ("select_one_external", _) => Ok(Written::External { list }),
        (_, true) if or_other => Err(unsupported(&cell, "WHY_OR_OTHER_NEEDS_LIST")),
        (_, true) => Ok(Written::FromFile { kind, file: list }),
        _ => Ok(Written::Select {
            kind,
            list,
            or_other,
        }),
    })
}
