//! The presets of monitoring as managers change them, and the ledger 重点关注台账 step by step. Not
//! here: what a preset may say and which step may follow (`domain::monitoring`).

use domain::ids::EngagementId;
use domain::monitoring::{PresetSet, WatchStep, check_preset_set, presets, watch_line, watch_step};
use domain::problem::Problem;
use domain::wire::{ActOnWatch, MonitoringBoard, MonitoringRulesView, SaveMonitoringRules};

use super::monitoring::{MonitoringQuery, compose, enter_watched, rules_of, understood};
use super::{change, look, reason};
use crate::service::{Actor, Service, ServiceError};
use crate::store::{self, Tx};

/// Letters of the log's lines.
pub(super) const RULES_ACTION: &str = "monitoring_rules_saved";
pub(super) const STEP_ACTION: &str = "watch_step";

/// The presets as they stand.
pub async fn rules(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<MonitoringRulesView, ServiceError> {
    look(service, actor, engagement, view).await
}

fn view(tx: &Tx<'_>, engagement: &EngagementId) -> Result<MonitoringRulesView, ServiceError> {
    let (set, revision) = rules_of(tx, engagement)?;
    Ok(MonitoringRulesView {
        set,
        shipped: presets(),
        revision,
        history: store::monitoring::rules_history(tx, engagement)?,
    })
}

/// Replaces the presets; what is watched by the one in force is entered on the ledger.
pub async fn save_rules(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: SaveMonitoringRules,
) -> Result<MonitoringRulesView, ServiceError> {
    let why = reason(&wanted.reason)?;
    let by = actor.clone();
    change(
        service,
        actor,
        engagement,
        RULES_ACTION,
        move |tx, id, now| {
            let (before, revision) = rules_of(tx, id)?;
            if revision != wanted.base_revision {
                let problem = Problem::new("MONITORING_RULES_CHANGED");
                return Err(ServiceError::Conflict(problem));
            }
            let set = trimmed(wanted.set);
            let problems = check_preset_set(&set);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let next = (&set, revision.saturating_add(1), why.as_str());
            store::monitoring::append_rules(tx, id, next, (&by.id, now))?;
            let watched = enter_watched(tx, id, (&by, now))?;
            Ok(serde_json::json!({
                "reason": why, "before": before, "after": set, "watched": watched,
            }))
        },
        view,
    )
    .await
}

fn trimmed(mut set: PresetSet) -> PresetSet {
    for preset in &mut set.presets {
        preset.name = preset.name.trim().to_owned();
        preset.source = preset.source.trim().to_owned();
    }
    set
}

/// One step on the ledger.
pub async fn act(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    query: MonitoringQuery,
    wanted: ActOnWatch,
) -> Result<MonitoringBoard, ServiceError> {
    let asked = understood(&query, service.now());
    let why = reason(&wanted.reason)?;
    let by = actor.clone();
    change(
        service,
        actor,
        engagement,
        STEP_ACTION,
        move |tx, id, now| {
            let code = wanted.code.as_str();
            let mut projects = store::monitoring::monitored(tx, id)?.into_iter();
            if !projects.any(|(project, _)| project.code == code) {
                let problem = Problem::new("MONITORING_PROJECT_UNKNOWN").with("code", code);
                return Err(ServiceError::NotFound(problem));
            }
            let mut known = store::monitoring::watch_steps(tx, id)?;
            let steps = known.remove(code).unwrap_or_default();
            if u32::try_from(steps.len()) != Ok(wanted.steps) {
                let problem = Problem::new("WATCH_CHANGED").with("code", code);
                return Err(ServiceError::Conflict(problem));
            }
            let line = watch_line(steps, &now.to_day_text());
            let (set, _) = rules_of(tx, id)?;
            let preset = set.find("");
            let terms = preset.and_then(domain::monitoring::Preset::disposal);
            let name = preset.map_or("", |preset| preset.name.as_str());
            let kind = watch_step(line.as_ref(), wanted.action, &why, (name, terms));
            let step = WatchStep {
                kind: kind.map_err(ServiceError::Conflict)?,
                reason: why,
                name: by.name.clone(),
                at: now,
            };
            store::monitoring::append_watch_step(tx, id, (code, &step), &by.id)?;
            Ok(serde_json::json!({ "code": code, "step": step }))
        },
        move |tx, id| compose(tx, id, &asked?),
    )
    .await
}
