//! Trying a rule out while a plan is made: which numbers it asks for, the input that typed numbers
//! make, and one worked example for each kind. Not here: formulas (`rules`), stored facts
//! (`assemble`): nothing that is tried out becomes a score of the evaluation.

use std::collections::BTreeMap;

use super::assemble::{Numbers, numeric_input};
use super::desk_mark::level_ranges;
use super::exact::{Exact, parse_exact, whole};
use super::rules::{DeductionItem, MarkedElement, RuleInput, Scored, ScoredObject};
use super::{Points, score_case};
use crate::finding::Severity;
use crate::indicator::{Binding, Each, Element, LevelBand, ObjectRule, Rule};

/// What a field of the trial asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialAbout {
    /// The number of an operand: its name, and its label where it is bound.
    Operand {
        /// `numerator`.
        name: &'static str,
        /// 现场核查合格项目数; may be empty.
        label: String,
    },
    /// 具备 (`yes`), 不具备 (`no`), 不适用 (`na`).
    Element {
        /// The element's text.
        text: String,
    },
    /// 是 (`yes`) or 否 (`no`).
    YesNo,
    /// How many findings of a severity.
    Count(Severity),
    /// One of these levels.
    Level(Vec<String>),
    /// The share of the weight within the level.
    Share,
    /// Marks of experts, each a share of the weight, separated by spaces.
    Marks,
    /// The score itself.
    Score,
}

/// One field of the trial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialField {
    /// Its key among the values.
    pub key: String,
    /// The object that it belongs to; empty outside of 多对象汇总.
    pub object: String,
    /// What it asks for.
    pub about: TrialAbout,
}

/// The fields that a rule asks for, in the order in which a reader thinks of them.
pub fn trial_fields(
    rule: &Rule,
    elements: &[Element],
    operands: &BTreeMap<String, Binding>,
) -> Vec<TrialField> {
    let field = |key: &str, about| TrialField {
        key: key.to_owned(),
        object: String::new(),
        about,
    };
    match rule {
        Rule::ElementCount => elements
            .iter()
            .map(|element| {
                let text = element.text.clone();
                field(&element_key(element.no), TrialAbout::Element { text })
            })
            .collect(),
        Rule::YesNo { .. } => vec![field("met", TrialAbout::YesNo)],
        Rule::Deduction { per_finding } => per_finding
            .keys()
            .map(|severity| field(severity_key(*severity), TrialAbout::Count(*severity)))
            .collect(),
        Rule::GradeLevel { levels } => {
            let names = level_names(levels);
            vec![
                field("level", TrialAbout::Level(names)),
                field("share", TrialAbout::Share),
            ]
        }
        Rule::LikertExpert { .. } => vec![field("marks", TrialAbout::Marks)],
        Rule::Manual => vec![field("score", TrialAbout::Score)],
        Rule::MultiObject { objects } => objects
            .iter()
            .enumerate()
            .flat_map(|(index, object)| object_fields(index, object))
            .collect(),
        _ => {
            let accepted = rule.operand_names();
            let wanted =
                |names: &&&[&str]| names.contains(&"value") == operands.contains_key("value");
            let names = accepted.iter().find(wanted).or(accepted.first());
            let numbers = names.into_iter().copied().flatten();
            numbers
                .map(|name| {
                    let label = operands.get(*name).map(|binding| binding.label.clone());
                    let label = label.unwrap_or_default();
                    field(name, TrialAbout::Operand { name, label })
                })
                .collect()
        }
    }
}

fn object_fields(index: usize, object: &ObjectRule) -> Vec<TrialField> {
    let inner = trial_fields(&object.rule, &object.elements, &object.operands);
    let named = |field: TrialField| TrialField {
        key: format!("{index}/{}", field.key),
        object: match field.object.is_empty() {
            true => object.name.clone(),
            false => format!("{} {}", object.name, field.object),
        },
        about: field.about,
    };
    inner.into_iter().map(named).collect()
}

fn element_key(number: u32) -> String {
    format!("element-{number}")
}

fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Severe => "severe",
    }
}

fn level_names(levels: &[LevelBand]) -> Vec<String> {
    let ranges = level_ranges(levels).into_iter();
    ranges.map(|range| range.name).collect()
}

/// Reads a typed number: `84.62%` is 0.8462, thousands may be separated.
fn typed(text: &str) -> Option<Exact> {
    let plain = text.trim().replace([',', '，'], "");
    match plain.strip_suffix(['%', '％']) {
        Some(percent) => parse_exact(percent).map(|number| number / whole(100)),
        None => parse_exact(&plain),
    }
}

/// What was typed, by the keys of the fields.
struct Typed<'a> {
    values: &'a BTreeMap<String, String>,
    /// `0/` for the first object.
    prefix: String,
    has_value: bool,
    is_complete: bool,
}

impl Typed<'_> {
    fn text(&self, key: &str) -> Option<&str> {
        let text = self.values.get(&format!("{}{key}", self.prefix))?.trim();
        Some(text).filter(|text| !text.is_empty())
    }

    fn number(&self, key: &str) -> Option<Exact> {
        typed(self.text(key)?)
    }
}

impl Numbers for Typed<'_> {
    fn take(&mut self, name: &'static str) -> Exact {
        let number = self.number(name);
        self.is_complete &= number.is_some();
        number.unwrap_or_default()
    }

    fn has_value(&self) -> bool {
        self.has_value
    }
}

/// The input that typed values make; `None` while a field is open or holds no number.
pub fn trial_input(
    rule: &Rule,
    elements: &[Element],
    operands: &BTreeMap<String, Binding>,
    values: &BTreeMap<String, String>,
) -> Option<RuleInput> {
    input(rule, elements, operands, values, String::new())
}

fn input(
    rule: &Rule,
    elements: &[Element],
    operands: &BTreeMap<String, Binding>,
    values: &BTreeMap<String, String>,
    prefix: String,
) -> Option<RuleInput> {
    let mut typed = Typed {
        values,
        prefix,
        has_value: operands.contains_key("value"),
        is_complete: true,
    };
    match rule {
        Rule::ElementCount => {
            let marked = elements.iter().map(|element| marked(element, &typed));
            marked.collect::<Option<_>>().map(RuleInput::ElementCount)
        }
        Rule::YesNo { deduct } => Some(RuleInput::YesNo {
            met: Some(typed.text("met")? == "yes"),
            deduct: deduct.as_ref().map(|number| number.0.clone()),
        }),
        Rule::Deduction { per_finding } => {
            let items = per_finding.iter().map(|(severity, each)| {
                Some(DeductionItem {
                    heading: severity.term().to_owned(),
                    count: match typed.text(severity_key(*severity)) {
                        None => whole(0),
                        Some(_) => typed.number(severity_key(*severity))?,
                    },
                    each: match each {
                        Each::Points(points) => Some(points.0.clone()),
                        Each::All => None,
                    },
                    cap: None,
                })
            });
            let items = items.collect::<Option<_>>()?;
            let floor = whole(0);
            Some(RuleInput::Deduction { items, floor })
        }
        Rule::GradeLevel { levels } => Some(RuleInput::GradeLevel {
            level: typed.text("level")?.to_owned(),
            pct: typed.number("share")?,
            levels: level_ranges(levels),
        }),
        Rule::LikertExpert { trim } => {
            let text = typed.text("marks")?.replace([',', '，', '、'], " ");
            let marks = text.split_whitespace().map(self::typed);
            let marks = marks.collect::<Option<_>>()?;
            Some(RuleInput::LikertExpert { marks, trim: *trim })
        }
        Rule::Manual => Some(RuleInput::Manual {
            score: typed.number("score")?,
        }),
        Rule::MultiObject { objects } => {
            let objects = objects.iter().enumerate().map(|(index, object)| {
                let inner = format!("{}{index}/", typed.prefix);
                let (elements, operands) = (&object.elements, &object.operands);
                Some(ScoredObject {
                    name: object.name.clone(),
                    share: object.share.0.clone(),
                    input: Some(input(&object.rule, elements, operands, values, inner)?),
                })
            });
            objects.collect::<Option<_>>().map(RuleInput::MultiObject)
        }
        _ => numeric_input(rule, &mut typed).filter(|_| typed.is_complete),
    }
}

fn marked(element: &Element, typed: &Typed<'_>) -> Option<MarkedElement> {
    Some(MarkedElement {
        share: element
            .share
            .as_ref()
            .map_or_else(|| whole(0), |share| share.0.clone()),
        gate: element.gate,
        met: match typed.text(&element_key(element.no))? {
            "na" => None,
            answer => Some(answer == "yes"),
        },
    })
}

/// Kind, weight and input of the examples: vectors of `starters/scoring/vectors.json`.
const EXAMPLES: [(&str, &str, &str); 18] = [
    (
        "element_count",
        "3",
        r#"{"shares":["1/4","1/4","1/4","1/4"],"met":[1,1,null,0]}"#,
    ),
    ("yes_no", "3", r#"{"met":0,"deduct":"1.5"}"#),
    ("ratio_capped", "12", r#"{"num":"13","den":"14","cap":"1"}"#),
    (
        "ratio_threshold",
        "12",
        r#"{"num":"11","den":"13","threshold":"0.6"}"#,
    ),
    (
        "step_band",
        "4",
        r#"{"x":"0.923","bands":[["1","1"],["0.8","0.7"],["0.6","0.5"],["0","0"]]}"#,
    ),
    ("ratio_to_target", "10", r#"{"x":"0.831","target":"0.9"}"#),
    ("plain_ratio", "10", r#"{"x":"0.831"}"#),
    (
        "interpolation",
        "6",
        r#"{"x":"2","x0":"1","s0":"0","x1":"3","s1":"6"}"#,
    ),
    (
        "deduction",
        "5",
        r#"{"items":[{"sev":"一般","n":2,"each":"0.5"}],"floor":"0"}"#,
    ),
    ("sample_defect", "5", r#"{"n":7,"defect":2}"#),
    (
        "deviation",
        "6",
        r#"{"actual":"108","plan":"100","bands":[["0.05","1"],["0.1","0.8"],["0.2","0.5"]]}"#,
    ),
    (
        "growth",
        "5",
        r#"{"this":"112","last":"100","bands":[["0.1","1"],["0.05","0.8"],["0","0.5"]]}"#,
    ),
    ("lower_is_better", "4", r#"{"actual":"12","target":"10"}"#),
    (
        "cost_saving",
        "5",
        r#"{"plan":"640","actual":"652.8","per_pct":"1"}"#,
    ),
    (
        "grade_level",
        "20",
        r#"{"level":"部分达成并具有一定效果","pct":"0.75"}"#,
    ),
    ("likert_expert", "10", r#"{"marks":["0.9","0.85","0.8"]}"#),
    (
        "multi_object",
        "12",
        r#"{"objects":[{"share":"320","kind":"ratio_capped","input":{"num":"9","den":"10"}},
        {"share":"180","kind":"ratio_capped","input":{"num":"7","den":"10"}}]}"#,
    ),
    ("manual", "5", r#"{"score":"4.5"}"#),
];

/// One worked example of a rule kind: the weight, and the score with its working.
pub fn worked_example(kind: &str) -> Option<(Points, Scored)> {
    let (_, weight, input) = EXAMPLES.iter().find(|(known, ..)| *known == kind)?;
    let weight = Points::parse(weight)?;
    // The app reads only bytes (see `indicator::starter`).
    let input = serde_json::from_slice(input.as_bytes()).ok()?;
    let scored = score_case(kind, weight, &input).ok()?;
    Some((weight, scored))
}

#[cfg(test)]
#[path = "trial_tests.rs"]
mod tests;
