//! What a framework reads of forms, and what forms say of it: fields that vanished, changed their
//! type or lost a choice, and questions that name an indicator which is not there. Not here:
//! whether the framework is sound in itself (`validate`), what answers say (`scoring`).

use std::collections::{BTreeMap, BTreeSet};

use super::{Aggregate, Condition, Framework, Indicator, Operand};
use crate::ids::IndicatorCode;
use crate::instrument::{Instrument, InstrumentKind, Node, QuestionType};
use crate::problem::Problem;

/// The forms of an engagement.
#[derive(Clone, Copy, Debug)]
pub struct Forms<'a> {
    /// Those that go into new packs.
    pub current: &'a [&'a Instrument],
    /// Every version that was ever published or answered, current ones included.
    pub known: &'a [&'a Instrument],
}

/// As what a question is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    /// Whether it was answered, and not 不适用.
    Answered,
    /// As a number.
    Number,
    /// As a day.
    Day,
    /// As one of these choices.
    OneOf(BTreeSet<String>),
}

/// What is wrong with reading a question in one form.
enum Fault {
    Gone,
    OtherType(&'static str),
    ChoiceGone(String),
}

/// What an indicator reads of forms.
#[derive(Default)]
struct Needs {
    readings: BTreeSet<(String, Reading)>,
    questionnaires: BTreeSet<String>,
}

impl Needs {
    fn of(indicator: &Indicator) -> Self {
        let mut needs = Self::default();
        for (_, binding) in indicator.bindings() {
            needs.add(&binding.from);
        }
        needs
    }

    fn read(&mut self, path: &str, reading: Reading) {
        self.readings.insert((path.to_owned(), reading));
    }

    fn add(&mut self, from: &Operand) {
        match from {
            Operand::Field {
                aggregate,
                applicable,
                condition,
                ..
            } => {
                if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
                    self.read(path, Reading::Number);
                }
                for path in applicable {
                    self.read(path, Reading::Answered);
                }
                condition.iter().for_each(|it| self.add_condition(it));
            }
            Operand::SurveySatisfaction {
                form_id: Some(form),
                ..
            } => {
                self.questionnaires.insert(form.clone());
            }
            _ => {}
        }
    }

    fn add_condition(&mut self, condition: &Condition) {
        let choices = |values: &[String]| Reading::OneOf(values.iter().cloned().collect());
        match condition {
            Condition::OneOf { path, values } => self.read(path, choices(values)),
            Condition::AllOneOf { paths, values } | Condition::AnyOneOf { paths, values } => {
                paths
                    .iter()
                    .for_each(|path| self.read(path, choices(values)));
            }
            Condition::Answered { paths } => {
                paths
                    .iter()
                    .for_each(|path| self.read(path, Reading::Answered));
            }
            Condition::LaterThan { path, than } => {
                self.read(path, Reading::Day);
                self.read(than, Reading::Day);
            }
            Condition::All { of } | Condition::Any { of } => {
                of.iter().for_each(|it| self.add_condition(it));
            }
            Condition::Not { of } => self.add_condition(of),
        }
    }
}

fn question<'a>(form: &'a Instrument, path: &str) -> Option<&'a Node> {
    let found = form.question(path);
    found.filter(|node| matches!(node, Node::Question { .. }))
}

fn choices(node: &Node) -> BTreeSet<&str> {
    let each = node.choices().iter();
    each.map(|choice| choice.name.as_str()).collect()
}

/// What a type is called in a problem.
fn type_name(question_type: &QuestionType) -> &'static str {
    match question_type {
        QuestionType::Integer => "integer",
        QuestionType::Decimal => "decimal",
        QuestionType::Range { .. } => "range",
        QuestionType::Date => "date",
        QuestionType::DateTime => "dateTime",
        QuestionType::SelectOne { .. } => "select_one",
        QuestionType::SelectMultiple { .. } => "select_multiple",
        QuestionType::Rank { .. } => "rank",
        QuestionType::Text => "text",
        _ => "other",
    }
}

/// Whether answers of this type can be read so. What a form computes may be anything.
fn fits(question_type: &QuestionType, reading: &Reading) -> bool {
    use QuestionType as Type;
    if matches!(
        question_type,
        Type::Calculate | Type::Hidden | Type::Metadata { .. }
    ) {
        return true;
    }
    match reading {
        Reading::Answered => true,
        Reading::Number => matches!(
            question_type,
            Type::Integer | Type::Decimal | Type::Range { .. }
        ),
        Reading::Day => matches!(question_type, Type::Date | Type::DateTime),
        Reading::OneOf(_) => matches!(
            question_type,
            Type::SelectOne { .. } | Type::SelectMultiple { .. } | Type::Acknowledge
        ),
    }
}

/// Choices that are waited for and that the question does not offer. One that only went away hides
/// nothing, and neither does one whose successor is waited for too: whoever answers this version
/// cannot have meant it.
fn lost_choices(node: &Node, wanted: &BTreeSet<String>, others: &[&Node]) -> Vec<String> {
    let own = choices(node);
    // A long list stands in a table of its own.
    if own.is_empty() {
        return Vec::new();
    }
    let is_waited_for = |choice: &&str| wanted.contains(*choice);
    let is_explained = |value: &str| {
        own.iter().any(&is_waited_for)
            && others.iter().any(|other| {
                let theirs = choices(other);
                theirs.contains(value) && own.difference(&theirs).all(&is_waited_for)
            })
    };
    let lost = wanted.iter().filter(|value| !own.contains(value.as_str()));
    lost.filter(|value| !is_explained(value)).cloned().collect()
}

fn faults(node: &Node, reading: &Reading, others: &[&Node]) -> Vec<Fault> {
    let Node::Question { question_type, .. } = node else {
        return vec![Fault::Gone];
    };
    if !fits(question_type, reading) {
        return vec![Fault::OtherType(type_name(question_type))];
    }
    match reading {
        Reading::OneOf(wanted) => {
            let lost = lost_choices(node, wanted, others).into_iter();
            lost.map(Fault::ChoiceGone).collect()
        }
        _ => Vec::new(),
    }
}

/// The same question in every version of the form.
fn in_versions<'a>(form: &Instrument, path: &str, known: &[&'a Instrument]) -> Vec<&'a Node> {
    let versions = known.iter().filter(|other| other.form_id == form.form_id);
    versions.filter_map(|other| question(other, path)).collect()
}

fn of_kind<'a>(forms: &[&'a Instrument], kind: InstrumentKind) -> Vec<&'a Instrument> {
    forms
        .iter()
        .copied()
        .filter(|form| form.kind == kind)
        .collect()
}

/// Bindings and forms that do not fit together any more, each once: BINDING_PATH_GONE (`indicator`,
/// `path`) for a field that no current form has, BINDING_TYPE_CHANGED (with `found`) for one that
/// cannot be read so any more, BINDING_CHOICE_GONE (with `choice`) for an answer that cannot be
/// given, BINDING_FORM_GONE (`indicator`, `form`) for a questionnaire that is not in use,
/// BINDING_INDICATOR_UNKNOWN (`form`, `path`, `code`) for a question that names an indicator which
/// the framework has not; `aliases` are codes that were given anew.
pub fn binding_problems(
    framework: &Framework,
    forms: Forms<'_>,
    aliases: &BTreeMap<IndicatorCode, IndicatorCode>,
) -> Vec<Problem> {
    let inspections = of_kind(forms.current, InstrumentKind::SiteInspection);
    let questionnaires = of_kind(forms.current, InstrumentKind::Questionnaire);
    let mut problems = Vec::new();
    for located in framework.indicators() {
        let needs = Needs::of(located.indicator);
        let at = |code: &str| Problem::new(code).with("indicator", &located.indicator.code);
        for (path, reading) in &needs.readings {
            let found: Vec<(&Instrument, &Node)> = inspections
                .iter()
                .filter_map(|form| Some((*form, question(form, path)?)))
                .collect();
            let of_path = |code: &str| at(code).with("path", path).at_path(path);
            if found.is_empty() {
                problems.push(of_path("BINDING_PATH_GONE"));
            }
            for (form, node) in found {
                let others = in_versions(form, path, forms.known);
                problems.extend(faults(node, reading, &others).into_iter().map(
                    |fault| match fault {
                        Fault::Gone => of_path("BINDING_PATH_GONE"),
                        Fault::OtherType(found) => {
                            of_path("BINDING_TYPE_CHANGED").with("found", found)
                        }
                        Fault::ChoiceGone(choice) => {
                            of_path("BINDING_CHOICE_GONE").with("choice", choice)
                        }
                    },
                ));
            }
        }
        let is_used = |id: &String| questionnaires.iter().any(|form| form.form_id.0 == *id);
        for form in needs.questionnaires.iter().filter(|form| !is_used(form)) {
            problems.push(at("BINDING_FORM_GONE").with("form", form));
        }
    }
    problems.extend(unknown_indicators(framework, forms.current, aliases));
    let mut once = Vec::new();
    for problem in problems {
        if !once.contains(&problem) {
            once.push(problem);
        }
    }
    once
}

/// Questions of inspections and questionnaires that name an indicator which is not there: a 否
/// would cost nothing, and an answer would be evidence for nothing.
fn unknown_indicators(
    framework: &Framework,
    current: &[&Instrument],
    aliases: &BTreeMap<IndicatorCode, IndicatorCode>,
) -> Vec<Problem> {
    let known: BTreeSet<&IndicatorCode> = framework
        .indicators()
        .map(|located| &located.indicator.code)
        .collect();
    let is_known = |code: &IndicatorCode| {
        let renamed = aliases.get(code);
        known.contains(code) || renamed.is_some_and(|code| known.contains(code))
    };
    let is_scored = |form: &&&Instrument| {
        matches!(
            form.kind,
            InstrumentKind::SiteInspection | InstrumentKind::Questionnaire
        )
    };
    let mut problems = Vec::new();
    for form in current.iter().filter(is_scored) {
        for node in form.walk() {
            let Node::Question {
                path, evaluation, ..
            } = node
            else {
                continue;
            };
            for code in evaluation.indicators.iter().filter(|code| !is_known(code)) {
                let problem = Problem::new("BINDING_INDICATOR_UNKNOWN").with("code", code);
                let problem = problem.with("form", &form.title).with("path", path);
                problems.push(problem.at_path(path));
            }
        }
    }
    problems
}

/// Indicators that cannot be computed from these answered versions, with `form version path` of
/// what they cannot read there: such a score is a gap, because counting on would give a wrong
/// number and no sign of it.
pub fn broken_bindings(
    framework: &Framework,
    answered: &[&Instrument],
    known: &[&Instrument],
) -> BTreeMap<IndicatorCode, Vec<String>> {
    let answered = of_kind(answered, InstrumentKind::SiteInspection);
    let mut broken = BTreeMap::new();
    if answered.is_empty() {
        return broken;
    }
    for located in framework.indicators() {
        let mut what = BTreeSet::new();
        for (path, reading) in Needs::of(located.indicator).readings {
            let nowhere = !answered.iter().any(|form| question(form, &path).is_some());
            for form in &answered {
                let others = in_versions(form, &path, known);
                let found = match question(form, &path) {
                    Some(node) => faults(node, &reading, &others),
                    None if nowhere || !others.is_empty() => vec![Fault::Gone],
                    None => Vec::new(),
                };
                for fault in found {
                    let choice = match fault {
                        Fault::ChoiceGone(choice) => format!(" {choice}"),
                        Fault::Gone | Fault::OtherType(_) => String::new(),
                    };
                    let (id, version) = (&form.form_id, &form.version);
                    what.insert(format!("{id} {version} {path}{choice}"));
                }
            }
        }
        if !what.is_empty() {
            let code = located.indicator.code.clone();
            broken.insert(code, what.into_iter().collect());
        }
    }
    broken
}

#[cfg(test)]
#[path = "bindings_tests.rs"]
mod tests;
