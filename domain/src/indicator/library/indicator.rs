//! An item of the library as an indicator of a framework: default parameters, the rule in words,
//! evidence and operands, so that nothing is left to fill in before it can be scored. Not here: its
//! place in the tree and its weight, which the framework's author decides.

use std::collections::BTreeMap;

use num_traits::{One as _, Zero as _};

use super::{Direction, LibraryItem};
use crate::finding::Severity;
use crate::ids::IndicatorCode;
use crate::indicator::{
    Band, Binding, Each, Element, EvidenceKind, Indicator, Operand, Rule, SatisfactionMeasure,
};
use crate::scoring::Points;
use crate::scoring::exact::{Exact, ExactNumber, from_points, plain_text, whole};

/// The unit of a rate.
const RATE_UNIT: &str = "%";

/// A complete indicator from an item, with the default rule and its default parameters. An unknown
/// rule kind becomes 人工评分.
pub fn to_indicator(item: &LibraryItem, code: IndicatorCode, weight: Points) -> Indicator {
    let rule = default_rule(&item.default_rule, item.direction, weight);
    let operands = operands(item, &rule);
    let evidence = match item.is_satisfaction() {
        true => EvidenceKind::Survey,
        false => EvidenceKind::Doc,
    };
    let elements = match rule {
        Rule::ElementCount => vec![Element {
            no: 1,
            text: format!("{}达到规定要求", item.name),
            share: Some(ExactNumber::default()),
            gate: false,
        }],
        _ => Vec::new(),
    };
    Indicator {
        code,
        name: item.name.clone(),
        explanation: item.explanation.clone(),
        weight,
        rule_text: rule_text(item, &rule),
        rule,
        formula: String::new(),
        evidence: vec![evidence],
        documents: Vec::new(),
        elements,
        operands,
    }
}

fn hundredths(number: i64) -> ExactNumber {
    ExactNumber(Exact::new(number.into(), 100.into()))
}

/// Bands from (edge, share) in hundredths.
fn bands<const N: usize>(edges: [(i64, i64); N]) -> Vec<Band> {
    let band = |(edge, share)| Band {
        edge: hundredths(edge),
        share: hundredths(share),
    };
    edges.map(band).into()
}

/// A rule of this kind with its default parameters; an unknown kind becomes 人工评分.
pub fn default_rule(kind: &str, direction: Direction, weight: Points) -> Rule {
    let full = from_points(weight);
    match kind {
        "ratio_capped" => Rule::RatioCapped {
            cap: ExactNumber::default(),
        },
        "ratio_threshold" => Rule::RatioThreshold {
            threshold: hundredths(60),
        },
        "ratio_to_target" => Rule::RatioToTarget {
            target: hundredths(90),
        },
        "plain_ratio" => Rule::PlainRatio,
        "step_band" => Rule::StepBand {
            bands: bands([(90, 100), (80, 80), (60, 50), (0, 0)]),
        },
        "interpolation" => {
            let (first, second) = match direction {
                Direction::Negative => (full, Exact::zero()),
                Direction::Positive | Direction::Neutral => (Exact::zero(), full),
            };
            Rule::Interpolation {
                x0: ExactNumber(Exact::zero()),
                s0: ExactNumber(first),
                x1: ExactNumber(Exact::one()),
                s1: ExactNumber(second),
            }
        }
        "lower_is_better" => Rule::LowerIsBetter,
        "deviation" => Rule::Deviation {
            bands: Some(bands([(5, 100), (10, 80), (20, 50)])),
        },
        "growth" => Rule::Growth {
            bands: bands([(10, 100), (5, 80), (0, 60), (-10_000, 0)]),
        },
        "cost_saving" => Rule::CostSaving {
            per_pct: ExactNumber(full / whole(10)),
        },
        "sample_defect" => Rule::SampleDefect,
        "deduction" => Rule::Deduction {
            per_finding: BTreeMap::from([
                (Severity::Minor, Each::Points(hundredths(50))),
                (Severity::Major, Each::Points(hundredths(100))),
                (Severity::Severe, Each::All),
            ]),
        },
        "element_count" => Rule::ElementCount,
        "yes_no" => Rule::YesNo { deduct: None },
        "grade_level" => Rule::GradeLevel { levels: Vec::new() },
        "likert_expert" => Rule::LikertExpert { trim: false },
        _ => Rule::Manual,
    }
}

fn rule_text(item: &LibraryItem, rule: &Rule) -> String {
    let words = match rule {
        Rule::RatioCapped { .. } => "得分=min(完成率,100%)×分值。",
        Rule::RatioThreshold { .. } => {
            "比例低于60%不得分；否则得分=（比例－60%）÷（1－60%）×分值。"
        }
        Rule::RatioToTarget { .. } => "达到90%得满分；未达到的，得分=实际比例÷90%×分值。",
        Rule::PlainRatio => "得分=比例×分值。",
        Rule::StepBand { .. } => {
            "90%（含）以上得满分；80%（含）—90%得分值的80%；60%（含）—80%得50%；低于60%不得分。"
        }
        Rule::Interpolation { .. } if item.direction == Direction::Negative => {
            "指标值为0得满分，为1不得分，其间按直线插值；区间端点按项目目标改定。"
        }
        Rule::Interpolation { .. } => {
            "指标值为0不得分，为1得满分，其间按直线插值；区间端点按项目目标改定。"
        }
        Rule::LowerIsBetter => "不高于目标值得满分；高于目标值的，得分=目标值÷实际值×分值。",
        Rule::Deviation { .. } => {
            "偏差率5%（含）以内得满分；10%（含）以内得分值的80%；20%（含）以内得50%；\
             超过20%不得分。"
        }
        Rule::Growth { .. } => {
            "增长10%（含）以上得满分；5%（含）—10%得分值的80%；0（含）—5%得60%；\
             下降的不得分。"
        }
        Rule::CostSaving { per_pct } => {
            let each = plain_text(&per_pct.0);
            return format!("未超支得满分；每超支1%扣{each}分，扣完为止。");
        }
        Rule::SampleDefect => "得分=（1－存在问题的数量÷抽查数量）×分值。",
        Rule::Deduction { .. } => {
            "每发现一般问题1项扣0.5分，较重问题1项扣1分，严重问题扣完本项分值；扣完为止。"
        }
        Rule::ElementCount => {
            "按评价要点计分：具备的要点得相应比例的分值；不适用的要点剔除后按其余要点重新归一。"
        }
        Rule::YesNo { .. } => "达到要求得满分，未达到不得分。",
        Rule::GradeLevel { .. } => {
            "达成预期目标得80%（含）—100%；部分达成并具有一定效果得60%（含）—80%；\
             未达成且效果较差得0—60%；须说明理由。"
        }
        Rule::LikertExpert { .. } => "取各位专家打分的平均数，按分值折算。",
        Rule::MultiObject { .. } | Rule::Manual => "由评价组根据资料评分，须说明理由。",
    };
    words.to_owned()
}

/// How the operands of a rule are called in the working, and under which key the desk enters them.
fn words_of(item: &LibraryItem, operand: &str) -> (String, &'static str) {
    let is_rate = item.unit == RATE_UNIT;
    let (words, key) = match operand {
        "numerator" if is_rate => ("符合要求的数量", "met"),
        "numerator" => ("实际完成数", "actual"),
        "denominator" if is_rate => ("总数量", "total"),
        "denominator" => ("计划数", "plan"),
        "sample" => ("抽查数量", "sample"),
        "defective" => ("存在问题的数量", "defective"),
        "plan" => ("计划数", "plan"),
        "actual" => ("实际数", "actual"),
        "target" => ("目标值", "target"),
        "this" => ("本期数", "this"),
        "last" => ("上期数", "last"),
        "findings" => ("问题", "findings"),
        "mark" => return (format!("{}评定", item.name), "mark"),
        _ => return (item.name.clone(), "value"),
    };
    (words.to_owned(), key)
}

fn operands(item: &LibraryItem, rule: &Rule) -> BTreeMap<String, Binding> {
    let accepted = rule.operand_names();
    let by_value = |names: &&&[&str]| names.contains(&"value") == item.is_satisfaction();
    let names = accepted.iter().find(by_value).or(accepted.first());
    let bind = |name: &&'static str| {
        let (label, key) = words_of(item, name);
        let from = match *name {
            "mark" | "findings" => Operand::DeskMark,
            "value" if item.is_satisfaction() => Operand::SurveySatisfaction {
                form_id: None,
                measure: SatisfactionMeasure::Mean,
            },
            _ => Operand::DeskFigure {
                key: key.to_owned(),
            },
        };
        // A satisfaction is a fraction, and so is a quotient of two numbers of the same kind.
        let unit = match *name {
            "mark" | "value" => "",
            "findings" => "项",
            _ if item.unit == RATE_UNIT => "",
            _ => item.unit.as_str(),
        };
        let binding = Binding {
            label,
            unit: unit.to_owned(),
            from,
        };
        ((*name).to_owned(), binding)
    };
    names.into_iter().copied().flatten().map(bind).collect()
}
