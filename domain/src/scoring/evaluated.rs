//! The answers that a form itself offers for scoring: `bind::kp:indicator` says for which
//! indicators, `bind::kp:role` as which number of their rules. So a form that a firm writes counts
//! without a line of the framework naming its questions. Not here: the sums over the sample
//! (`resolve::evaluated`), the scale questions of a questionnaire (`survey`).

use std::collections::BTreeMap;

use super::exact::{Exact, parse_exact};
use crate::ids::IndicatorCode;
use crate::instrument::{Instrument, Node, template_path};

/// Role → the operands that it may stand for (docs/FORMS.md).
const ROLE_OPERANDS: [(&str, &[&str]); 3] = [
    ("numerator", &["numerator"]),
    ("denominator", &["denominator", "sample"]),
    ("defect", &["defective"]),
];

/// One answered question with a role in scoring.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EvaluatedAnswer {
    /// The answer's form path, with the row of a repeat where it stands in one.
    pub path: String,
    /// The indicators it is evidence for.
    pub indicators: Vec<IndicatorCode>,
    /// `numerator`, `denominator` or `defect`.
    pub role: String,
    /// The number that was answered, or the score of the choice that was taken; `None` for an
    /// answer that is neither, which is a gap and never a zero.
    pub value: Option<Exact>,
}

impl EvaluatedAnswer {
    /// Whether it stands for this operand of this indicator.
    pub fn stands_for(&self, indicator: &IndicatorCode, operand: &str) -> bool {
        self.indicators.contains(indicator) && operands_of(&self.role).contains(&operand)
    }
}

fn operands_of(role: &str) -> &'static [&'static str] {
    let found = ROLE_OPERANDS.iter().find(|(name, _)| *name == role);
    found.map_or(&[], |(_, operands)| operands)
}

/// The answers of one record with a role in scoring, in the order of their paths. Rows of a repeat
/// are answers of their own; an empty text is no answer.
pub fn evaluated_answers(
    form: &Instrument,
    answers: &BTreeMap<String, String>,
) -> Vec<EvaluatedAnswer> {
    let given = answers
        .iter()
        .filter(|(_, answer)| !answer.trim().is_empty());
    given
        .filter_map(|(path, answer)| {
            let node = form.question(&template_path(path))?;
            let Node::Question { evaluation, .. } = node else {
                return None;
            };
            let mut roles = evaluation.role.as_deref()?.split(',').map(str::trim);
            let role = roles.find(|role| !operands_of(role).is_empty())?;
            Some(EvaluatedAnswer {
                path: path.clone(),
                indicators: evaluation.indicators.clone(),
                role: role.to_owned(),
                value: number_of(node, answer),
            })
        })
        .collect()
}

fn number_of(node: &Node, answer: &str) -> Option<Exact> {
    if !node.is_select() {
        return parse_exact(&answer.trim().replace(',', ""));
    }
    let taken = node
        .choices()
        .iter()
        .find(|choice| choice.name == answer.trim());
    taken?.score.as_deref().and_then(parse_exact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::tests::{sheet, understood};

    fn form() -> Instrument {
        let survey = [
            "type | name | label | bind::kp:indicator | bind::kp:role",
            "integer | done | 完成 | C11,C12 | numerator",
            "select_one yn | bad | 不合格 | B22 | defect",
            "begin repeat | row | 段 | |",
            "decimal | plan | 计划 | C11 | denominator",
            "end repeat | | | |",
            "text | why | 原因 | C11 |",
        ];
        let choices = [
            "list_name | name | label | score",
            "yn | yes | 是 | 1",
            "yn | no | 否 | 0",
        ];
        understood(&[sheet("survey", &survey), sheet("choices", &choices)]).expect("a good form")
    }

    #[test]
    fn a_number_and_the_score_of_a_choice_stand_for_the_operands_of_their_role() {
        let answers = [
            ("/data/done", "1,200"),
            ("/data/bad", "yes"),
            ("/data/row[1]/plan", "2.5"),
            ("/data/row[2]/plan", " "),
            ("/data/why", "雨季"),
        ];
        let answers = answers.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let found = evaluated_answers(&form(), &answers.into());
        let shown: Vec<_> = found
            .iter()
            .map(|it| (it.path.as_str(), it.role.as_str(), it.value.clone()))
            .collect();
        let exact = |text: &str| parse_exact(text);
        assert_eq!(
            shown,
            [
                ("/data/bad", "defect", exact("1")),
                ("/data/done", "numerator", exact("1200")),
                ("/data/row[1]/plan", "denominator", exact("2.5")),
            ]
        );
        assert!(found[1].stands_for(&"C12".into(), "numerator"));
        assert!(found[2].stands_for(&"C11".into(), "sample"));
        assert!(!found[2].stands_for(&"C12".into(), "sample"));
    }

    #[test]
    fn an_answer_that_is_no_number_has_no_value() {
        let answers = [("/data/done".to_owned(), "很多".to_owned())];
        let found = evaluated_answers(&form(), &answers.into());
        assert_eq!(found[0].value, None);
    }
}
