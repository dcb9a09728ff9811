//! `kanping form …`: checks a workbook, runs a form on given answers, makes the starter workbooks.
//! Prints one JSON object. Not here: reading the command line.

use std::collections::BTreeMap;
use std::io::{Error, Write};
use std::path::Path;

use domain::ids::IndicatorCode;
use domain::instrument::{
    EvaluationColumns, FormState, Instrument, InvalidReason, Node, QuestionType, Session,
};
use domain::problem::Problem;
use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::forms;

/// Prints a workbook's title, version, languages, questions and problems. Answers the exit code:
/// 0, or 1 when the form has problems.
pub fn check(path: &Path, out: &mut dyn Write) -> Result<u8, Error> {
    let bytes = std::fs::read(path)?;
    let (report, code) = match forms::compile(&bytes) {
        Ok(instrument) => (described(&instrument), 0),
        Err(problems) => (json!({ "questions": [], "problems": problems }), 1),
    };
    writeln!(out, "{report:#}")?;
    Ok(code)
}

/// Runs a form on answers (`{path: value}`) at the moment `now`. Answers the exit code: 0, or 1
/// when the workbook or the answers' file has problems; missing and refused answers are no problem
/// of the input but what was asked for.
pub fn run(
    path: &Path,
    answers_path: &Path,
    now: Timestamp,
    out: &mut dyn Write,
) -> Result<u8, Error> {
    let bytes = std::fs::read(path)?;
    let (report, code) = match run_answers(&bytes, &std::fs::read(answers_path)?, now) {
        Ok(report) => (report, 0),
        Err(problems) => (json!({ "problems": problems }), 1),
    };
    writeln!(out, "{report:#}")?;
    Ok(code)
}

/// Writes the starter workbooks into a folder and prints their names.
pub fn starters(folder: &Path, out: &mut dyn Write) -> Result<u8, Error> {
    std::fs::create_dir_all(folder)?;
    let mut names = Vec::new();
    for starter in forms::starter_workbooks().map_err(Error::other)? {
        std::fs::write(folder.join(&starter.file_name), &starter.bytes)?;
        names.push(starter.file_name);
    }
    writeln!(out, "{:#}", json!({ "files": names }))?;
    Ok(0)
}

fn run_answers(bytes: &[u8], answers: &[u8], now: Timestamp) -> Result<Value, Vec<Problem>> {
    let instrument = forms::compile(bytes)?;
    let answers: BTreeMap<String, Value> = serde_json::from_slice(answers)
        .map_err(|error| vec![Problem::new("ANSWERS_UNREADABLE").with("reason", error)])?;
    let mut session = Session::new(&instrument, now).map_err(|problem| vec![problem])?;
    let mut unknown = Vec::new();
    for (path, value) in &answers {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        if !session.answer(path, &text) && !session.state().relevant.contains_key(path) {
            unknown.push(Problem::new("ANSWER_UNKNOWN_PATH").at_path(path));
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    Ok(stated(&instrument, session.state()))
}

fn stated(instrument: &Instrument, state: &FormState) -> Value {
    let invalid: Vec<Value> = state
        .invalid
        .iter()
        .map(|invalid| {
            let written = instrument.label(&invalid.message, "");
            let message = match (invalid.reason, written) {
                (InvalidReason::Constraint, text) if !text.is_empty() => text,
                (InvalidReason::Constraint, _) => "CONSTRAINT",
                (InvalidReason::Type, _) => "TYPE",
                (InvalidReason::UnknownChoice, _) => "UNKNOWN_CHOICE",
            };
            json!({ "path": invalid.path, "message": message })
        })
        .collect();
    json!({
        "relevant": state.relevant,
        "calculated": state.calculated,
        "missing": state.missing,
        "invalid": invalid,
    })
}

fn described(instrument: &Instrument) -> Value {
    let expressions = forms::expressions(instrument);
    let nodes = instrument.walk().into_iter();
    let questions: Vec<Value> = nodes
        .filter_map(|node| match node {
            Node::Question {
                path,
                question_type,
                label,
                required,
                evaluation,
                ..
            } => {
                let rule = expressions.get(path.as_str());
                let of = |name: &str| rule.and_then(|rule| rule.get(name));
                Some(json!({
                    "path": path,
                    "type": type_name(question_type),
                    "label": instrument.label(label, ""),
                    "labels": label,
                    "required": required,
                    "required_if": of("required").filter(|rule| *rule != "true()"),
                    "relevant": of("relevant"),
                    "constraint": of("constraint"),
                    "calculate": of("calculate"),
                    "indicator": indicators(evaluation),
                    "choices": node.choices(),
                }))
            }
            Node::Group { .. } => None,
        })
        .collect();
    json!({
        "title": instrument.title,
        "form_id": instrument.form_id,
        "version": instrument.version,
        "kind": instrument.kind,
        "languages": instrument.languages,
        "questions": questions,
        "problems": [],
        "warnings": forms::portability(instrument),
    })
}

/// The codes as the workbook writes them, `C21,C22`; `null` for none.
fn indicators(evaluation: &EvaluationColumns) -> Option<String> {
    let codes: Vec<&str> = evaluation
        .indicators
        .iter()
        .map(IndicatorCode::as_str)
        .collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

fn type_name(question_type: &QuestionType) -> &str {
    match question_type {
        QuestionType::Text => "text",
        QuestionType::Integer => "integer",
        QuestionType::Decimal => "decimal",
        QuestionType::Date => "date",
        QuestionType::Time => "time",
        QuestionType::DateTime => "dateTime",
        QuestionType::Note => "note",
        QuestionType::Acknowledge => "acknowledge",
        QuestionType::SelectOne { .. } => "select_one",
        QuestionType::SelectMultiple { .. } => "select_multiple",
        QuestionType::Image => "image",
        QuestionType::Geopoint => "geopoint",
        QuestionType::Calculate => "calculate",
        QuestionType::Hidden => "hidden",
        QuestionType::Metadata { preload } => preload,
    }
}
