//! The desk's part of the example: frame, draw, assignments; later figures and marks.

use std::collections::BTreeMap;

use domain::ids::IndicatorCode;
use domain::indicator::{Framework, Indicator, Operand, Rule};
use domain::money::Fen;
use domain::party::Role;
use domain::sampling::{DrawMethod, DrawRequest};
use domain::scoring::exact::{ExactNumber, parse_exact};
use domain::scoring::{DeskMark, ElementMark, ElementState};
use domain::wire::{
    ApproveFramework, Assignment, Assignments, MarkAction, MarkRequest, NewDraw, ScoreInputs,
};

use super::{CODE, Member, first, named};
use crate::service::{Service, ServiceError, frames, frameworks, samples, score_marks, scores};

/// 30 % of 212 projects, rounded up (seed S0-12).
const SAMPLED: u32 = 64;

/// Imports the frame, draws, assigns two evaluators to each site; a second person approves the
/// framework.
pub(super) async fn plan(
    service: &Service,
    team: &[Member],
    frame: &[u8],
    seed: u64,
) -> Result<(), ServiceError> {
    let manager = first(team, Role::Manager)?;
    frames::import(service, manager, CODE, "frame_road.xlsx", frame.to_vec()).await?;
    let draw = NewDraw {
        request: DrawRequest {
            method: DrawMethod::Stratified,
            n: SAMPLED,
            seed,
            by: Some("乡镇街道".to_owned()),
            min_per_stratum: 1,
        },
        purpose: "现场核查抽样（按乡镇街道分层，抽样比例30%）".to_owned(),
        witness: String::new(),
    };
    let sample = samples::make_draw(service, manager, CODE, draw).await?;
    let evaluators: Vec<_> = team
        .iter()
        .filter(|member| member.role == Role::Evaluator)
        .map(|member| member.actor.id.clone())
        .collect();
    // Two pairs take the sites in turn.
    let pairs: Vec<_> = evaluators.chunks(2).collect();
    let assignments = sample
        .sites
        .iter()
        .zip(pairs.iter().cycle())
        .map(|(site, pair)| Assignment {
            project_code: site.project.code.clone(),
            evaluators: pair.to_vec(),
        })
        .collect();
    let wanted = Assignments {
        assignments,
        evaluators: Vec::new(),
    };
    samples::assign(service, manager, CODE, wanted).await?;
    let partner = first(team, Role::Partner)?;
    let looked_at = ApproveFramework {
        revision: 1,
        decline: None,
    };
    frameworks::approve(service, partner, CODE, looked_at).await?;
    Ok(())
}

/// Enters fund figures and a mark for each indicator that needs one.
pub(super) async fn score(service: &Service, team: &[Member]) -> Result<(), ServiceError> {
    let manager = first(team, Role::Manager)?;
    let framework = domain::indicator::starter(super::FRAMEWORK)
        .ok_or_else(|| ServiceError::Internal("the starter framework is gone".to_owned()))?;
    let desk_marks: BTreeMap<IndicatorCode, serde_json::Value> = framework
        .indicators()
        .filter_map(|located| {
            let mark = mark(located.indicator)?;
            let value = serde_json::to_value(&mark).ok()?;
            Some((located.indicator.code.clone(), value))
        })
        .collect();
    let figure = |key: &str, wan_yuan: i64| (key.to_owned(), Fen(wan_yuan * 1_000_000));
    let fund_figures = [
        figure("budget", 1_686),
        figure("arrived", 1_627),
        figure("paid", 1_502),
    ];
    let inputs = ScoreInputs {
        fund_figures: fund_figures.into(),
        desk_marks,
        ..ScoreInputs::default()
    };
    scores::save_inputs(service, manager, CODE, inputs).await?;
    judge(service, team, &framework).await
}

/// Two people's marks of each qualitative indicator, a twentieth of its weight apart.
async fn judge(
    service: &Service,
    team: &[Member],
    framework: &Framework,
) -> Result<(), ServiceError> {
    let marks = [
        (
            "liu",
            "部分达成并具有一定效果",
            "0.75",
            "多数路段边坡和排水已恢复，个别点位植被恢复不足。",
        ),
        (
            "he",
            "达成预期目标",
            "0.80",
            "边坡和排水恢复情况总体良好，个别点位需补植。",
        ),
    ];
    let judged = framework
        .indicators()
        .filter(|located| matches!(located.indicator.rule, Rule::GradeLevel { .. }));
    for located in judged {
        for (login, level, pct, reason) in marks {
            let broken = || ServiceError::Internal("the example's mark is broken".to_owned());
            let action = MarkAction::Give {
                level: level.to_owned(),
                pct: parse_exact(pct).map(ExactNumber).ok_or_else(broken)?,
                reason: reason.to_owned(),
                replace: false,
            };
            let request = MarkRequest {
                indicator: located.indicator.code.clone(),
                action,
                seen: None,
            };
            score_marks::mark(service, named(team, login)?, CODE, request).await?;
        }
    }
    Ok(())
}

/// A plausible mark; `None` for indicators that are scored from the field alone, and for those that
/// two people judge.
fn mark(indicator: &Indicator) -> Option<DeskMark> {
    let wants_mark = |binding: &domain::indicator::Binding| {
        matches!(binding.from, Operand::DeskMark | Operand::DeskFigure { .. })
    };
    if !indicator.operands.values().any(wants_mark) {
        return None;
    }
    let number = |text: &str| parse_exact(text).map(ExactNumber);
    match &indicator.rule {
        Rule::ElementCount => Some(DeskMark::Elements {
            elements: elements(indicator),
        }),
        Rule::Deduction { .. } => Some(DeskMark::Counts {
            counts: vec![domain::scoring::SeverityCount {
                severity: domain::finding::Severity::Minor,
                count: 2,
            }],
            note: "两笔拨付的审批手续不完整。".to_owned(),
        }),
        Rule::RatioCapped { .. } => {
            let values = [("passed", "197"), ("accepted", "205")];
            let values = values
                .into_iter()
                .filter_map(|(key, v)| Some((key.into(), number(v)?)));
            let note = "依据主管单位提供的验收台账。".to_owned();
            Some(DeskMark::Figures {
                values: values.collect(),
                note,
            })
        }
        _ => None,
    }
}

/// All but the last element of the longer lists are met.
fn elements(indicator: &Indicator) -> Vec<ElementMark> {
    let last = indicator.elements.last().map(|element| element.no);
    indicator
        .elements
        .iter()
        .map(|element| {
            let is_missing = indicator.elements.len() > 2 && Some(element.no) == last;
            let (state, note) = if is_missing {
                (ElementState::NotMet, "未见相应资料。")
            } else {
                (ElementState::Met, "已查阅资料。")
            };
            ElementMark {
                no: element.no,
                state,
                note: note.to_owned(),
            }
        })
        .collect()
}
