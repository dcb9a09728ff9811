//! `kanping form …`: checks a workbook, runs a form on given answers, makes the starter workbooks.
//! Prints one JSON object, whatever is wrong with the files. Not here: reading the command line,
//! how a form's questions are printed (`form_described`).

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Error, Write};
use std::path::Path;

use domain::instrument::{Instrument, InvalidAnswer, InvalidReason, Node, Session, template_path};
use domain::problem::Problem;
use domain::time::Timestamp;
use serde_json::{Value, json};

use super::form_described::{described, type_name};
use super::frame::{GOOD, HAS_PROBLEMS};
use super::problem_text::{as_json, sentence};
use crate::forms::{self, Examined};

/// Prints a workbook's title, version, languages and questions, as far as they could be read, and
/// its problems. Answers the exit code: 0, or 1 when there are problems.
pub fn check(path: &Path, language: &str, out: &mut dyn Write) -> Result<u8, Error> {
    let examined = examined(path);
    let mut report = described(&examined.instrument);
    report["problems"] = printed(&examined.problems, "error", language);
    report["warnings"] = printed(&examined.warnings, "warning", language);
    print(&report, &examined.problems, out)
}

/// Runs a form on answers (`{path: value}`) at the moment `now`. Answers the exit code: 0, or 1
/// when the workbook or the answers' file has problems; missing and refused answers are no problem
/// of the input but what was asked for.
pub fn run(
    path: &Path,
    answers_path: &Path,
    now: Timestamp,
    language: &str,
    out: &mut dyn Write,
) -> Result<u8, Error> {
    let mut examined = examined(path);
    let answers = given_answers(answers_path).unwrap_or_else(|problem| {
        examined.problems.push(problem);
        BTreeMap::new()
    });
    let mut report = json!({ "relevant": {}, "calculated": {}, "missing": [], "invalid": [] });
    let mut problems = examined.problems;
    if problems.is_empty() {
        match Session::new(&examined.instrument, now) {
            Ok(mut session) => {
                problems = give(&mut session, &answers);
                report = stated(&session, language);
            }
            Err(problem) => problems.push(problem),
        }
    }
    report["problems"] = printed(&problems, "error", language);
    print(&report, &problems, out)
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
    Ok(GOOD)
}

fn print(report: &Value, problems: &[Problem], out: &mut dyn Write) -> Result<u8, Error> {
    writeln!(out, "{report:#}")?;
    Ok(match problems.is_empty() {
        true => GOOD,
        false => HAS_PROBLEMS,
    })
}

fn printed(problems: &[Problem], severity: &str, language: &str) -> Value {
    let each = problems.iter();
    each.map(|problem| as_json(problem, severity, language))
        .collect()
}

fn unreadable(path: &Path, error: &Error) -> Problem {
    Problem::new("FILE_UNREADABLE")
        .with("file", path.display())
        .with("reason", error)
}

/// A workbook with the CSV files beside it that it names.
fn examined(path: &Path) -> Examined {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or("form");
    match std::fs::read(path) {
        Ok(bytes) => forms::examine(&bytes, stem, &files_beside(path, &bytes)),
        Err(error) => {
            let mut examined = Examined::default();
            examined.problems.push(unreadable(path, &error));
            examined
        }
    }
}

/// The files that the workbook needs, by their names; one that cannot be read is not there.
fn files_beside(path: &Path, bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new(".")));
    let mut files = BTreeMap::new();
    for file in entries.into_iter().flatten().flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.to_lowercase().ends_with(".csv") {
            files.insert(name, file.path());
        }
    }
    if files.is_empty() {
        return BTreeMap::new();
    }
    let needed = forms::needed_files(bytes);
    files.retain(|name, _| {
        needed
            .iter()
            .any(|needed| needed.eq_ignore_ascii_case(name))
    });
    let read = files.into_iter();
    read.filter_map(|(name, file)| Some((name, std::fs::read(file).ok()?)))
        .collect()
}

fn given_answers(path: &Path) -> Result<BTreeMap<String, Value>, Problem> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
    serde_json::from_slice(&bytes)
        .map_err(|error| Problem::new("ANSWERS_UNREADABLE").with("reason", error))
}

/// Gives a form its answers. What cannot be given is told and changes nothing, and so are rules
/// that fail on these answers.
fn give(session: &mut Session, answers: &BTreeMap<String, Value>) -> Vec<Problem> {
    let known: BTreeSet<String> = session
        .instrument()
        .walk()
        .iter()
        .map(|node| node.path().to_owned())
        .collect();
    let mut problems = Vec::new();
    for (path, value) in answers {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(truth) => truth.to_string(),
            Value::Null => String::new(),
            Value::Array(_) | Value::Object(_) => {
                problems.push(Problem::new("ANSWER_NOT_TEXT").at_path(path));
                continue;
            }
        };
        let is_known = known.contains(&template_path(path)) && session.make_rows_for(path);
        let is_taken = is_known && session.answer(path, &text);
        // What is computed takes no answer; giving one is no mistake of the file.
        if !is_taken && !session.state().relevant.contains_key(path) {
            problems.push(Problem::new("ANSWER_UNKNOWN_PATH").at_path(path));
        }
    }
    let failed = session.state().failed.iter();
    problems.extend(failed.map(|(path, reason)| {
        let problem = Problem::new("FORM_EXPRESSION").at_path(path);
        problem.with("reason", reason)
    }));
    problems
}

fn stated(session: &Session, language: &str) -> Value {
    let state = session.state();
    let invalid = state.invalid.iter().map(|invalid| {
        let message = message(session, invalid, language);
        json!({ "path": invalid.path, "message": message })
    });
    json!({
        "relevant": state.relevant,
        "calculated": state.calculated,
        "missing": state.missing,
        "invalid": invalid.collect::<Vec<Value>>(),
    })
}

/// The form's own message, else a sentence about what is wrong.
fn message(session: &Session, invalid: &InvalidAnswer, language: &str) -> String {
    let instrument: &Instrument = session.instrument();
    let value = session.value(&invalid.path);
    let problem = match invalid.reason {
        InvalidReason::Constraint => {
            let written = instrument.label(&invalid.message, language);
            if !written.is_empty() {
                return written.to_owned();
            }
            let rules = instrument.rules.get(&template_path(&invalid.path));
            let constraint = rules.map_or("", |rules| rules.constraint.as_str());
            Problem::new("ANSWER_CONSTRAINT").with("constraint", constraint)
        }
        InvalidReason::Type => {
            let name = match session.node(&invalid.path) {
                Some(Node::Question {
                    question_type,
                    details,
                    ..
                }) => type_name(question_type, details),
                _ => "",
            };
            Problem::new("ANSWER_WRONG_TYPE").with("type", name)
        }
        InvalidReason::UnknownChoice => Problem::new("ANSWER_NOT_OFFERED"),
    };
    sentence(&problem.with("value", value), language)
}
