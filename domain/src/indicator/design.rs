//! What a framework needs of the forms it is bound to, and how much of it is a matter of judgement.
//! Not here: whether it is sound in itself (`validate`).

use std::collections::BTreeSet;

use super::{Aggregate, Binding, Condition, Framework, Indicator, Operand, Rule};
use crate::instrument::{Instrument, InstrumentKind, Node};
use crate::problem::Problem;
use crate::scoring::{Points, rate_text};

/// From so many percent of qualitative weight on, whoever approves is told.
const QUALITATIVE_PERCENT: i64 = 70;

/// Operands that read what no current form has, each once: BINDING_PATH_GONE (`indicator`, `path`)
/// for a field that vanished in a new form version, BINDING_FORM_GONE (`indicator`, `form`) for a
/// questionnaire that is not in use.
pub fn binding_problems(framework: &Framework, forms: &[Instrument]) -> Vec<Problem> {
    let inspections: Vec<&Instrument> = forms
        .iter()
        .filter(|form| form.kind == InstrumentKind::SiteInspection)
        .collect();
    let is_asked = |path: &str| {
        let found = inspections.iter().find_map(|form| form.question(path));
        matches!(found, Some(Node::Question { .. }))
    };
    let is_used = |id: &str| {
        forms
            .iter()
            .any(|form| form.kind == InstrumentKind::Questionnaire && form.form_id.as_str() == id)
    };
    let mut problems = Vec::new();
    for located in framework.indicators() {
        let needs = needs_of(located.indicator);
        let at = |code: &str| Problem::new(code).with("indicator", &located.indicator.code);
        for path in needs.paths.iter().filter(|path| !is_asked(path)) {
            let problem = at("BINDING_PATH_GONE").with("path", path);
            problems.push(problem.at_path(path));
        }
        for form in needs.forms.iter().filter(|form| !is_used(form)) {
            problems.push(at("BINDING_FORM_GONE").with("form", form));
        }
    }
    problems
}

/// What an indicator reads of forms.
#[derive(Default)]
struct Needs {
    paths: BTreeSet<String>,
    forms: BTreeSet<String>,
}

fn needs_of(indicator: &Indicator) -> Needs {
    let mut needs = Needs::default();
    indicator
        .operands
        .values()
        .for_each(|binding| needs.add(binding));
    needs.add_rule(&indicator.rule);
    needs
}

impl Needs {
    fn add_rule(&mut self, rule: &Rule) {
        if let Rule::MultiObject { objects } = rule {
            for object in objects {
                object
                    .operands
                    .values()
                    .for_each(|binding| self.add(binding));
                self.add_rule(&object.rule);
            }
        }
    }

    fn add(&mut self, binding: &Binding) {
        match &binding.from {
            Operand::Field {
                aggregate,
                applicable,
                condition,
                ..
            } => {
                if let Aggregate::Sum { path, .. } | Aggregate::Mean { path } = aggregate {
                    self.paths.insert(path.clone());
                }
                self.paths.extend(applicable.iter().cloned());
                condition.iter().for_each(|it| self.add_condition(it));
            }
            Operand::SurveySatisfaction {
                form_id: Some(form),
                ..
            } => {
                self.forms.insert(form.clone());
            }
            _ => {}
        }
    }

    fn add_condition(&mut self, condition: &Condition) {
        match condition {
            Condition::OneOf { path, .. } => {
                self.paths.insert(path.clone());
            }
            Condition::AllOneOf { paths, .. }
            | Condition::AnyOneOf { paths, .. }
            | Condition::Answered { paths } => self.paths.extend(paths.iter().cloned()),
            Condition::LaterThan { path, than } => {
                self.paths.insert(path.clone());
                self.paths.insert(than.clone());
            }
            Condition::All { of } | Condition::Any { of } => {
                of.iter().for_each(|it| self.add_condition(it));
            }
            Condition::Not { of } => self.add_condition(of),
        }
    }
}

/// Σ of the weights that people judge, instead of something that is counted or measured.
pub fn qualitative_weight(framework: &Framework) -> Points {
    let judged = |rule: &Rule| {
        matches!(
            rule,
            Rule::GradeLevel { .. }
                | Rule::LikertExpert { .. }
                | Rule::Manual
                | Rule::YesNo { .. }
                | Rule::ElementCount
        )
    };
    framework
        .indicators()
        .filter(|located| judged(&located.indicator.rule))
        .map(|located| located.indicator.weight)
        .sum()
}

/// FRAMEWORK_QUALITATIVE_SHARE (`percent`) where at least 70 % of the weight is judged. A warning:
/// `details.severity` says so, and it hinders nobody.
pub fn qualitative_warning(framework: &Framework) -> Option<Problem> {
    let (judged, total) = (qualitative_weight(framework), framework.total_weight());
    let is_much = total.0 > 0 && judged.0 * 100 >= total.0 * QUALITATIVE_PERCENT;
    is_much.then(|| {
        Problem::new("FRAMEWORK_QUALITATIVE_SHARE")
            .with("percent", rate_text(judged, total))
            .with("severity", "warning")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::starter;

    fn form(kind: InstrumentKind, id: &str, paths: &[&str]) -> Instrument {
        let node = |path: &&str| {
            serde_json::json!({
                "node": "question", "path": path, "question_type": { "type": "integer" },
                "label": {}, "hint": {}, "appearance": "", "required": false,
                "read_only": false, "evaluation": {},
            })
        };
        let nodes: Vec<_> = paths.iter().map(node).collect();
        let text = serde_json::json!({
            "form_id": id, "version": "1", "title": id, "kind": kind,
            "languages": ["default"], "nodes": nodes,
        });
        serde_json::from_value(text).expect("a form")
    }

    fn needed(framework: &Framework) -> (Vec<String>, Vec<String>) {
        let needs: Vec<Needs> = framework
            .indicators()
            .map(|located| needs_of(located.indicator))
            .collect();
        let paths = needs.iter().flat_map(|it| it.paths.iter().cloned());
        let forms = needs.iter().flat_map(|it| it.forms.iter().cloned());
        (paths.collect(), forms.collect())
    }

    #[test]
    fn a_field_that_vanished_in_a_new_version_is_named_with_its_indicator() {
        let framework = starter("road_bridge").expect("starter");
        let (paths, surveys) = needed(&framework);
        let mut asked: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert!(!asked.is_empty());
        let forms = |asked: &[&str]| {
            let mut forms = vec![form(InstrumentKind::SiteInspection, "site", asked)];
            let surveys = surveys.iter();
            forms.extend(surveys.map(|id| form(InstrumentKind::Questionnaire, id, &[])));
            forms
        };
        assert_eq!(binding_problems(&framework, &forms(&asked)), []);
        let gone = asked[0].to_owned();
        asked.retain(|path| *path != gone);
        let problems = binding_problems(&framework, &forms(&asked));
        assert!(!problems.is_empty());
        for problem in problems {
            assert_eq!(problem.code, "BINDING_PATH_GONE");
            assert_eq!(problem.details["path"], gone);
            assert!(problem.details.contains_key("indicator"));
        }
    }

    #[test]
    fn a_questionnaire_that_is_not_in_use_is_named() {
        let mut framework = starter("road_bridge").expect("starter");
        for level in &mut framework.levels {
            for indicator in level.children.iter_mut().flat_map(|it| &mut it.indicators) {
                indicator.operands.retain(|_, binding| {
                    matches!(binding.from, Operand::SurveySatisfaction { .. })
                });
                indicator.rule = Rule::PlainRatio;
                for binding in indicator.operands.values_mut() {
                    if let Operand::SurveySatisfaction { form_id, .. } = &mut binding.from {
                        *form_id = Some("q-old".to_owned());
                    }
                }
            }
        }
        let problems = binding_problems(&framework, &[]);
        assert_eq!(problems[0].code, "BINDING_FORM_GONE");
        assert_eq!(problems[0].details["form"], "q-old");
    }

    #[test]
    fn much_judgement_is_a_warning_with_its_percent() {
        let mut framework = starter("road_bridge").expect("starter");
        assert_eq!(qualitative_warning(&framework), None);
        for level in &mut framework.levels {
            for indicator in level.children.iter_mut().flat_map(|it| &mut it.indicators) {
                indicator.rule = Rule::Manual;
            }
        }
        assert_eq!(qualitative_weight(&framework), Points(10_000));
        let warning = qualitative_warning(&framework).expect("a warning");
        assert_eq!(warning.details["percent"], "100.00");
        assert_eq!(warning.details["severity"], "warning");
    }
}
