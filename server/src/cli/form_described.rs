//! A form as `kanping form check` prints it: its questions and groups with their rules. Not here:
//! problems, running a form (`form`).

use std::collections::BTreeMap;

use domain::ids::IndicatorCode;
use domain::instrument::{
    EvaluationColumns, Instrument, Node, QuestionDetails, QuestionType, xlsform,
};
use serde_json::{Value, json};

/// Template path → name of a rule → the rule.
type Rules = BTreeMap<String, BTreeMap<String, String>>;

/// Title, version, languages, questions and groups, as far as the form could be read.
pub(super) fn described(instrument: &Instrument) -> Value {
    let rules = xlsform::written_rules(instrument);
    let questions = instrument.walk().into_iter();
    let questions = questions.filter_map(|node| question(instrument, node, &rules));
    json!({
        "groups": groups(instrument, &rules),
        "title": instrument.title,
        "form_id": instrument.form_id,
        "version": instrument.version,
        "kind": instrument.kind,
        "languages": instrument.languages,
        "questions": questions.collect::<Vec<Value>>(),
    })
}

fn question(instrument: &Instrument, node: &Node, rules: &Rules) -> Option<Value> {
    let Node::Question {
        path,
        question_type,
        label,
        required,
        evaluation,
        details,
        hint,
        appearance,
        ..
    } = node
    else {
        return None;
    };
    let rule = rules.get(path.as_str());
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

fn fixed_default(instrument: &Instrument, path: &str) -> Option<String> {
    let value = &instrument.rules.get(path)?.default_value;
    (!value.is_empty()).then(|| value.clone())
}

fn groups(instrument: &Instrument, rules: &Rules) -> Vec<Value> {
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
                let rule = rules.get(path.as_str());
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

/// The canonical name of a type.
pub(super) fn type_name<'t>(question_type: &'t QuestionType, details: &QuestionDetails) -> &'t str {
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
