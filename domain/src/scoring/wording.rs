//! The sentences of the score sheet: what was counted, and 扣分原因. Composed from facts only.
//! Not here: numbers; the report's own sentences (`report`).

use std::collections::BTreeSet;

use super::assemble::Assembly;
use super::exact::{percent_text, short_percent};
use super::rules::{RuleInput, Scored, evaluate};
use super::{Points, ScoreRow};
use crate::ids::ProjectCode;

/// Project codes that one sentence names; more are counted.
const NAMED_PROJECTS: usize = 10;

/// `现场核查合格项目数 11 个；现场核查项目数 13 个`, of 多对象汇总 one line for each object, by its
/// name; nothing for a rule without measured operands.
pub(super) fn operand_lines(assembly: &Assembly) -> Vec<String> {
    let mut lines: Vec<String> = operand_line(assembly).into_iter().collect();
    for (name, part) in &assembly.parts {
        let inner = operand_lines(part).into_iter();
        lines.extend(inner.map(|line| format!("{name}：{line}")));
    }
    lines
}

fn operand_line(assembly: &Assembly) -> Option<String> {
    let order = [
        "numerator",
        "denominator",
        "defective",
        "sample",
        "plan",
        "actual",
    ];
    let rank = |name: &str| order.iter().position(|known| *known == name);
    let mut operands: Vec<_> = assembly.operands.iter().collect();
    operands.sort_by_key(|(name, _)| (rank(name).unwrap_or(order.len()), **name));
    let texts: Vec<_> = operands
        .into_iter()
        .map(|(_, operand)| operand.text.as_str())
        .collect();
    (!texts.is_empty()).then(|| texts.join("；"))
}

/// That what a rule states in 分 was changed with the weight.
pub(super) fn scaled_line(original: Points, effective: Points) -> String {
    format!(
        "分值由 {original} 调整为 {effective}，以分表述的标准按 {effective} ÷ {original} 同比调整"
    )
}

/// 扣分原因 for a score below the weight that the row is scored with; empty for full marks.
pub(super) fn deduction_reason(row: &ScoreRow, assembly: &Assembly, scored: &Scored) -> String {
    let lost = Points(row.weight.0 - scored.score.0);
    if lost.0 <= 0 {
        return String::new();
    }
    let parts = reasons((&row.name, row.weight), assembly, scored);
    format!("{}，扣 {lost} 分。", parts.join("；"))
}

/// Why one rule does not give its whole weight; of 多对象汇总 why each object does not.
fn reasons(about: (&str, Points), assembly: &Assembly, scored: &Scored) -> Vec<String> {
    let (name, weight) = about;
    let mut parts: Vec<String> = operand_line(assembly).into_iter().collect();
    parts.extend(judgement(name, assembly, scored));
    parts.extend(failing_projects(assembly));
    let note = assembly.note.trim().trim_end_matches('。');
    if !note.is_empty() {
        parts.push(note.to_owned());
    }
    for (object, part) in &assembly.parts {
        let inner = evaluate(weight, &part.input).ok();
        if let Some(inner) = inner.filter(|inner| inner.score < weight) {
            let why = reasons(about, part, &inner).join("；");
            parts.push(format!("{object}：{why}"));
        }
    }
    parts
}

fn judgement(name: &str, assembly: &Assembly, scored: &Scored) -> Option<String> {
    let ratio = scored.ratio.as_ref().map(percent_text);
    match (&assembly.input, ratio) {
        (RuleInput::ElementCount(_), _) if !assembly.unmet.is_empty() => {
            Some(format!("未满足评价要点：{}", assembly.unmet.join("、")))
        }
        (RuleInput::YesNo { .. }, _) => Some(format!("{name}评定为否")),
        (RuleInput::Deduction { items, .. }, _) => {
            let found: Vec<_> = items
                .iter()
                .map(|item| {
                    let count = super::exact::plain_text(&item.count);
                    format!("{}问题 {count} 项", item.heading)
                })
                .collect();
            Some(format!("发现{}", found.join("、")))
        }
        (RuleInput::GradeLevel { level, pct, .. }, _) => {
            Some(format!("评定为“{level}”（{}）", short_percent(pct)))
        }
        (RuleInput::LikertExpert { .. }, Some(mean)) => Some(format!("专家评分平均 {mean}%")),
        (RuleInput::SampleDefect { .. }, Some(pass)) => Some(format!("合格比例 {pass}%")),
        (RuleInput::CostSaving { .. }, Some(saving)) => {
            Some(format!("超支 {}%", saving.trim_start_matches('-')))
        }
        (
            RuleInput::StepBand {
                value: super::rules::Measured::Value(_),
                ..
            },
            _,
        ) => None,
        (RuleInput::RatioToTarget { .. } | RuleInput::PlainRatio { .. }, _)
            if assembly.operands.contains_key("value") =>
        {
            None
        }
        (_, Some(ratio)) => Some(format!("{name} {ratio}%")),
        _ => None,
    }
}

/// Which projects failed, and which of them could not be verified.
fn failing_projects(assembly: &Assembly) -> Vec<String> {
    let failing = assembly.failing();
    let unverified: BTreeSet<&ProjectCode> = assembly
        .operands
        .values()
        .flat_map(|operand| &operand.unverified)
        .collect();
    let mut parts = Vec::new();
    if !failing.is_empty() {
        parts.push(format!("涉及项目 {}", named(&failing)));
    }
    if !unverified.is_empty() {
        parts.push(format!("其中无法核实 {}，不视为合格", named(&unverified)));
    }
    parts
}

fn named(projects: &BTreeSet<&ProjectCode>) -> String {
    let codes: Vec<_> = projects
        .iter()
        .take(NAMED_PROJECTS)
        .map(|code| code.as_str())
        .collect();
    match projects.len() > NAMED_PROJECTS {
        true => format!("{} 等 {} 个", codes.join("、"), projects.len()),
        false => codes.join("、"),
    }
}
