//! `kanping score cases FILE`: rule vectors in, one JSON object a line out (cli.md).
//! Not here: the rules (`domain::scoring`), the choice of exit code for bad usage (`cli`).

use std::fs::File;
use std::io::{Read as _, Write};
use std::path::Path;

use domain::scoring::{ScoreError, read_weight, score_case_exact};
use serde_json::Value;

/// No real file of vectors is larger.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// What some editors write before the text.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Why a file of vectors cannot be read as one.
#[derive(Debug, thiserror::Error)]
pub enum ScoreCasesError {
    /// Not there, not readable; or standard output is closed.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Larger than 16 MiB.
    #[error("the file is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not JSON.
    #[error("not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// Neither a list of cases nor an object with `cases`.
    #[error("neither a list of cases nor an object with \"cases\"")]
    NoCases,
}

/// Scores every case of the file and writes one line for each, in the file's order:
/// `{"id":"v01","score":"2.00"}` or `{"id":"v14","error":"ZERO_DENOMINATOR"}`. A case that cannot
/// be scored is an answer, not a failure of the command.
pub fn run(path: &Path, out: &mut dyn Write) -> Result<(), ScoreCasesError> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ScoreCasesError::TooLarge);
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    let document: Value = serde_json::from_slice(text)?;
    let cases = document
        .as_array()
        .or_else(|| document.get("cases").and_then(Value::as_array));
    for case in cases.ok_or(ScoreCasesError::NoCases)? {
        writeln!(out, "{}", serde_json::to_string(&answer(case))?)?;
    }
    Ok(())
}

/// One line of the answer, its keys in the order that cli.md shows.
#[derive(serde::Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'static str>,
}

fn answer(case: &Value) -> Answer<'_> {
    let id = case.get("id").unwrap_or(&Value::Null);
    match score(case) {
        Ok(score) => Answer {
            id,
            score: Some(score),
            error: None,
        },
        Err(error) => Answer {
            id,
            score: None,
            error: Some(error.code()),
        },
    }
}

fn score(case: &Value) -> Result<String, ScoreError> {
    let field = |name: &'static str| case.get(name).ok_or(ScoreError::Malformed(name));
    let kind = field("kind")?
        .as_str()
        .ok_or(ScoreError::Malformed("kind"))?;
    let weight = read_weight(field("weight")?)?;
    let scored = score_case_exact(kind, &weight, field("input")?)?;
    Ok(scored.score.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const VECTORS: &str = include_str!("../../../starters/scoring/vectors.json");

    fn answered(text: &str) -> Result<String, ScoreCasesError> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("cases.json");
        std::fs::write(&file, text).expect("written");
        let mut out = Vec::new();
        run(&file, &mut out).map(|()| String::from_utf8(out).expect("UTF-8"))
    }

    #[test]
    fn an_object_with_cases_gets_one_line_for_each_case_in_its_order() {
        let lines = answered(VECTORS).expect("answered");
        assert_eq!(lines.lines().count(), 69);
        assert_eq!(lines.lines().next(), Some(r#"{"id":"v01","score":"2.00"}"#));
        assert!(lines.contains(r#"{"id":"v14","error":"ZERO_DENOMINATOR"}"#));
    }

    #[test]
    fn a_bare_list_is_read_too_and_a_broken_case_is_an_answer_of_its_own() {
        let cases = r#"[{"id":"x","kind":"manual","weight":5,"input":{"score":4.5}},{"id":"y"}]"#;
        let lines = answered(cases).expect("answered");
        assert_eq!(lines.lines().next(), Some(r#"{"id":"x","score":"4.50"}"#));
        assert!(
            lines
                .lines()
                .nth(1)
                .is_some_and(|line| line.contains("MALFORMED_INPUT"))
        );
    }

    #[test]
    fn what_is_no_file_of_cases_is_an_error() {
        assert!(matches!(answered("{}"), Err(ScoreCasesError::NoCases)));
        assert!(matches!(answered("{"), Err(ScoreCasesError::Json(_))));
        let missing = run(Path::new("/nowhere/cases.json"), &mut Vec::new());
        assert!(matches!(missing, Err(ScoreCasesError::Io(_))));
    }
}
