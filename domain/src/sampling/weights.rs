//! How many projects of the frame each sampled one stands for: the design weights of the four
//! methods. Not here: the draws themselves.

use std::collections::BTreeMap;

use super::draw::stratum_key;
use super::pps::{AmountUnit, plan_by_amount};
use super::{DrawMethod, DrawProtocol};
use crate::ids::ProjectCode;
use crate::project::Frame;
use crate::scoring::exact::{Exact, whole};

/// N ÷ n for simple and systematic draws, N_h ÷ n_h within a stratum, interval ÷ amount for a
/// draw by amount (1 for units taken for certain). Sites added by judgement stand for themselves
/// alone, because they may not be extrapolated (domain.md §5.2).
pub fn design_weights(
    frame: &Frame,
    protocol: &DrawProtocol,
    judgemental: &[ProjectCode],
) -> BTreeMap<ProjectCode, Exact> {
    let mut weights: BTreeMap<ProjectCode, Exact> = match protocol.request.method {
        DrawMethod::Simple | DrawMethod::Systematic => {
            let picked = protocol.picks.len().max(1) as i64;
            let weight = whole(i64::from(protocol.population)) / whole(picked);
            let picks = protocol.picks.iter();
            picks.map(|code| (code.clone(), weight.clone())).collect()
        }
        DrawMethod::Stratified => stratified(frame, protocol),
        DrawMethod::Pps => by_amount(frame, protocol),
    };
    for code in judgemental {
        weights.entry(code.clone()).or_insert_with(|| whole(1));
    }
    weights
}

fn stratified(frame: &Frame, protocol: &DrawProtocol) -> BTreeMap<ProjectCode, Exact> {
    let by = protocol.request.by.as_deref().unwrap_or_default();
    let weight_of = |code: &ProjectCode| {
        let project = frame.project(code)?;
        let key = stratum_key(project, by.trim()).unwrap_or_default();
        let (_, size, taken) = protocol.strata.iter().find(|(name, ..)| *name == key)?;
        (*taken > 0).then(|| whole(i64::from(*size)) / whole(i64::from(*taken)))
    };
    let picks = protocol.picks.iter();
    picks
        .filter_map(|code| Some((code.clone(), weight_of(code)?)))
        .collect()
}

fn by_amount(frame: &Frame, protocol: &DrawProtocol) -> BTreeMap<ProjectCode, Exact> {
    let mut units: Vec<AmountUnit> = frame
        .projects
        .iter()
        .map(|project| AmountUnit {
            code: project.code.clone(),
            amount: project.amount,
        })
        .collect();
    units.sort_by(|one, two| one.code.cmp(&two.code));
    let Ok(plan) = plan_by_amount(&units, u64::from(protocol.request.n)) else {
        return BTreeMap::new();
    };
    let interval = Exact::new(
        (*plan.interval.numer()).into(),
        (*plan.interval.denom()).into(),
    );
    let weight_of = |code: &ProjectCode| {
        let position = units.iter().position(|unit| unit.code == *code)?;
        if plan.certain.contains(&position) {
            return Some(whole(1));
        }
        let amount = units.get(position)?.amount.0;
        (amount > 0).then(|| &interval / whole(amount))
    };
    let picks = protocol.picks.iter();
    picks
        .filter_map(|code| Some((code.clone(), weight_of(code)?)))
        .collect()
}
