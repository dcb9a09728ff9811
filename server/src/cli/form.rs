//! `kanping form …`: checks a workbook, runs a form on given answers, makes the starter workbooks.
//! Prints one JSON object. Not here: reading the command line.

use std::collections::BTreeMap;
use std::io::{Error, Write};
use std::path::Path;

use domain::ids::IndicatorCode;
use domain::instrument::{
    EvaluationColumns, FormState, Instrument, InvalidReason, Node, QuestionDetails, QuestionType,
    Session, xlsform,
};
use domain::problem::Problem;
use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::forms::{self, Compiled};

/// Prints a workbook's title, version, languages, questions and problems. Answers the exit code:
/// 0, or 1 when the form has problems.
pub fn check(path: &Path, out: &mut dyn Write) -> Result<u8, Error> {
    let (report, code) = match compile(path)? {
        Ok(compiled) => (described(&compiled), 0),
        Err(problems) => (json!({ "questions": [], "problems": problems }), 1),
    };
    writeln!(out, "{report:#}")?;
    Ok(code)
}

/// Converts a workbook; CSV files beside it are found by their names.
fn compile(path: &Path) -> Result<Result<Compiled, Vec<Problem>>, Error> {
    let bytes = std::fs::read(path)?;
    let mut files = BTreeMap::new();
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    for entry in std::fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let file = entry?.path();
        let is_csv = file
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let name = file.file_name().and_then(|name| name.to_str());
        if let (true, Some(name)) = (is_csv, name) {
            files.insert(name.to_owned(), file.clone());
        }
    }
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("form");
    let needed = if files.is_empty() {
        Vec::new()
    } else {
        forms::needed_files(&bytes)
    };
    let mut read = BTreeMap::new();
    for (name, file) in files {
        if needed
            .iter()
            .any(|needed| needed.eq_ignore_ascii_case(&name))
        {
            read.insert(name, std::fs::read(file)?);
        }
    }
    Ok(forms::compile_with(&bytes, stem, &read))
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
    let answers = std::fs::read(answers_path)?;
    let result = compile(path)?.and_then(|compiled| run_answers(&compiled, &answers, now));
    let (report, code) = match result {
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

fn run_answers(compiled: &Compiled, answers: &[u8], now: Timestamp) -> Result<Value, Vec<Problem>> {
    let instrument = &compiled.instrument;
    let answers: BTreeMap<String, Value> = serde_json::from_slice(answers)
        .map_err(|error| vec![Problem::new("ANSWERS_UNREADABLE").with("reason", error)])?;
    let mut session = Session::new(instrument, now).map_err(|problem| vec![problem])?;
    let mut unknown = Vec::new();
    for (path, value) in &answers {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        };
        session.make_rows_for(path);
        if !session.answer(path, &text) && !session.state().relevant.contains_key(path) {
            unknown.push(Problem::new("ANSWER_UNKNOWN_PATH").at_path(path));
        }
    }
    if !unknown.is_empty() {
        return Err(unknown);
    }
    Ok(stated(instrument, session.state()))
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

fn described(compiled: &Compiled) -> Value {
    let instrument = &compiled.instrument;
    let expressions = xlsform::written_rules(instrument);
    let nodes = instrument.walk().into_iter();
    let questions: Vec<Value> = nodes
        .filter_map(|node| match node {
            Node::Question {
                path,
                question_type,
                label,
                required,
                evaluation,
                details,
                hint,
                appearance,
                ..
            } => {
                let rule = expressions.get(path.as_str());
                let of = |name: &str| rule.and_then(|rule| rule.get(name));
                Some(json!({
                    "path": path,
                    "type": type_name(question_type, details),
                    "label": instrument.label(label, ""),
                    "labels": label,
                    "hint": instrument.label(hint, ""),
                    "appearance": appearance,
                    "required": required,
                    "required_if": of("required").filter(|rule| *rule != "true()"),
                    "relevant": of("relevant"),
                    "constraint": of("constraint"),
                    "calculate": of("calculate"),
                    "read_only": of("readonly"),
                    "default": of("default").or(fixed_default(instrument, path).as_ref()),
                    "trigger": of("trigger"),
                    "choice_filter": of("choice_filter"),
                    "list": details.list,
                    "indicator": indicators(evaluation),
                    "choices": node.choices(),
                }))
            }
            Node::Group { .. } => None,
        })
        .collect();
    json!({
        "groups": groups(instrument, &expressions),
        "title": instrument.title,
        "form_id": instrument.form_id,
        "version": instrument.version,
        "kind": instrument.kind,
        "languages": instrument.languages,
        "questions": questions,
        "problems": [],
        "warnings": compiled.warnings,
    })
}

fn fixed_default(instrument: &Instrument, path: &str) -> Option<String> {
    let value = &instrument.rules.get(path)?.default_value;
    (!value.is_empty()).then(|| value.clone())
}

fn groups(
    instrument: &Instrument,
    expressions: &BTreeMap<String, BTreeMap<String, String>>,
) -> Vec<Value> {
    let nodes = instrument.walk().into_iter();
    nodes
        .filter_map(|node| match node {
            Node::Group {
                path,
                label,
                appearance,
                repeat,
                ..
            } => {
                let rule = expressions.get(path.as_str());
                let of = |name: &str| rule.and_then(|rule| rule.get(name));
                Some(json!({
                    "path": path,
                    "label": instrument.label(label, ""),
                    "appearance": appearance,
                    "repeat": repeat,
                    "relevant": of("relevant"),
                    "repeat_count": of("repeat_count"),
                }))
            }
            Node::Question { .. } => None,
        })
        .collect()
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

fn type_name<'t>(question_type: &'t QuestionType, details: &QuestionDetails) -> &'t str {
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
        QuestionType::Rank { .. } => "rank",
        QuestionType::Range { .. } => "range",
        QuestionType::Image => "image",
        QuestionType::Audio => "audio",
        QuestionType::File if details.accept.starts_with("video") => "video",
        QuestionType::File => "file",
        QuestionType::Barcode => "barcode",
        QuestionType::Geopoint => "geopoint",
        QuestionType::Calculate => "calculate",
        QuestionType::Hidden => "hidden",
        QuestionType::Metadata { preload } => preload,
    }
}
