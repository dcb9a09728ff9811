//! 监控: monthly figures are kept; colours and reasons are computed on every read, what is watched is
//! entered on the ledger on every change. Not here: the rules (`domain::monitoring`), changing
//! presets and disposals (`watch`).

use std::collections::{BTreeMap, BTreeSet};

use domain::desk_tables::{monitoring_sheet, watch_sheet};
use domain::ids::EngagementId;
use domain::monitoring::{
    MonitoredProject, PresetSet, WatchState, WatchStep, WatchStepKind, assess, check_figures,
    watch_line, watched_since,
};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{MonitoredLine, MonitoringBoard, SaveMonitored, SaveMonitoring};

use super::{change, look};
use crate::render::tables;
use crate::service::{Actor, Service, ServiceError};
use crate::store::{self, Tx};

/// What the log calls a change of the figures.
pub(super) const ACTION: &str = "monitoring_saved";

/// Projects in one engagement.
const MOST_PROJECTS: usize = 2_000;
/// Characters of a code, a name or a unit.
const TEXT_LIMIT: usize = 200;

/// What the board is asked for; empty: the present month, the preset in force.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct MonitoringQuery {
    /// 1 to 12.
    #[serde(default)]
    pub month: String,
    /// A preset's identifier.
    #[serde(default)]
    pub preset: String,
}

/// The question, understood.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    month: u32,
    preset: String,
    today: String,
}

/// All projects at the end of a month.
pub async fn board(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    query: MonitoringQuery,
) -> Result<MonitoringBoard, ServiceError> {
    let asked = understood(&query, service.now());
    look(service, actor, engagement, move |tx, id| {
        compose(tx, id, &asked?)
    })
    .await
}

/// The board and the ledger as a workbook.
pub async fn workbook(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    query: MonitoringQuery,
) -> Result<Vec<u8>, ServiceError> {
    let board = board(service, actor, engagement, query).await?;
    let sheets = [monitoring_sheet(&board), watch_sheet(&board)];
    tokio::task::spawn_blocking(move || tables::workbook(&sheets))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(e.to_string()))
}

pub(super) fn understood(query: &MonitoringQuery, now: Timestamp) -> Result<Asked, ServiceError> {
    let bad_month = || {
        let problem = Problem::new("MONITORING_BAD_MONTH").with("month", &query.month);
        ServiceError::invalid(problem.at_path("month"))
    };
    let today = now.to_day_text();
    let month = match query.month.as_str() {
        "" => today.split('-').nth(1).unwrap_or_default(),
        month => month,
    };
    let month = month.parse().ok().filter(|month| (1..=12).contains(month));
    Ok(Asked {
        month: month.ok_or_else(bad_month)?,
        preset: query.preset.clone(),
        today,
    })
}

pub(super) fn compose(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    asked: &Asked,
) -> Result<MonitoringBoard, ServiceError> {
    let (set, _) = rules_of(tx, engagement)?;
    let unknown = || {
        let problem = Problem::new("MONITORING_PRESET_UNKNOWN").with("preset", &asked.preset);
        ServiceError::invalid(problem.at_path("preset"))
    };
    let preset = set.find(&asked.preset).cloned().ok_or_else(unknown)?;
    let mut steps = store::monitoring::watch_steps(tx, engagement)?;
    let line = |(project, revision): (MonitoredProject, u32)| MonitoredLine {
        assessment: assess(&project, &preset, asked.month),
        watch: steps
            .remove(&project.code)
            .and_then(|steps| watch_line(steps, &asked.today)),
        revision,
        project,
    };
    let projects = store::monitoring::monitored(tx, engagement)?;
    let lines: Vec<MonitoredLine> = projects.into_iter().map(line).collect();
    let is_late = |line: &&MonitoredLine| {
        let state = line.watch.as_ref().map(|watch| watch.state);
        matches!(
            state,
            Some(WatchState::Overdue | WatchState::Paused { automatic: true })
        )
    };
    let overdue = lines.iter().filter(is_late).count();
    Ok(MonitoringBoard {
        overdue: u32::try_from(overdue).unwrap_or(u32::MAX),
        lines,
        month: asked.month,
        preset: preset.id,
        presets: set.presets,
        in_force: set.in_force,
    })
}

/// The engagement's presets and their revision; as they ship until somebody changed them.
pub(super) fn rules_of(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<(PresetSet, u32), ServiceError> {
    Ok(store::monitoring::rules(tx, engagement)?.unwrap_or_default())
}

/// Enters what the preset in force watches and what was never on the ledger; a project that was
/// taken off comes back by hand only.
pub(super) fn enter_watched(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    (actor, now): (&Actor, Timestamp),
) -> Result<Vec<String>, ServiceError> {
    let (set, _) = rules_of(tx, engagement)?;
    let Some(preset) = set.find("") else {
        return Ok(Vec::new());
    };
    let known = store::monitoring::watch_steps(tx, engagement)?;
    let mut entered = Vec::new();
    for (project, _) in store::monitoring::monitored(tx, engagement)? {
        let since = watched_since(&project, preset, 12);
        if since.is_none() || known.contains_key(&project.code) {
            continue;
        }
        let step = WatchStep {
            kind: WatchStepKind::listed(&preset.name, since, preset.disposal()),
            reason: String::new(),
            name: actor.name.clone(),
            at: now,
        };
        let next = (project.code.as_str(), &step);
        store::monitoring::append_watch_step(tx, engagement, next, &actor.id)?;
        entered.push(project.code);
    }
    Ok(entered)
}

/// Stores projects with their figures, all or none.
pub async fn save(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    query: MonitoringQuery,
    wanted: SaveMonitoring,
) -> Result<MonitoringBoard, ServiceError> {
    let asked = understood(&query, service.now());
    let by = actor.clone();
    change(
        service,
        actor,
        engagement,
        ACTION,
        move |tx, id, now| {
            let problems = problems_of(&wanted.projects);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            store_figures(tx, id, &wanted.projects, (&by, now))?;
            let codes = wanted.projects.iter().map(|one| one.project.code.as_str());
            let codes: Vec<&str> = codes.collect();
            let watched = enter_watched(tx, id, (&by, now))?;
            Ok(serde_json::json!({ "projects": codes, "watched": watched }))
        },
        move |tx, id| compose(tx, id, &asked?),
    )
    .await
}

fn store_figures(
    tx: &Tx<'_>,
    id: &EngagementId,
    projects: &[SaveMonitored],
    (actor, now): (&Actor, Timestamp),
) -> Result<(), ServiceError> {
    let known = store::monitoring::monitored(tx, id)?.into_iter();
    let known: BTreeMap<String, u32> = known
        .map(|(project, revision)| (project.code, revision))
        .collect();
    let is_new = |one: &&SaveMonitored| !known.contains_key(&one.project.code);
    if known.len() + projects.iter().filter(is_new).count() > MOST_PROJECTS {
        let problem = Problem::new("MONITORING_TOO_MANY").with("limit", MOST_PROJECTS);
        return Err(ServiceError::TooLarge(problem));
    }
    for one in projects {
        let code = &one.project.code;
        if known.get(code).copied().unwrap_or(0) != one.base_revision {
            let problem = Problem::new("MONITORING_CHANGED").with("code", code);
            return Err(ServiceError::Conflict(problem));
        }
        let next = (&one.project, one.base_revision.saturating_add(1));
        store::monitoring::append_monitored(tx, id, next, &actor.id, now)?;
    }
    Ok(())
}

fn problems_of(projects: &[SaveMonitored]) -> Vec<Problem> {
    let mut codes = BTreeSet::new();
    let mut problems = Vec::new();
    for one in projects {
        let project = &one.project;
        let mut tell = |problem: Problem| problems.push(problem.with("project", &project.code));
        if project.code.trim().is_empty() || project.name.trim().is_empty() {
            tell(Problem::new("MONITORING_NAME_MISSING").at_path("code"));
        }
        if !codes.insert(project.code.as_str()) {
            tell(Problem::new("MONITORING_CODE_TWICE").at_path("code"));
        }
        for (path, text) in [
            ("code", &project.code),
            ("name", &project.name),
            ("unit", &project.unit),
        ] {
            if text.chars().count() > TEXT_LIMIT {
                let problem = Problem::new("TEXT_TOO_LONG").with("limit", TEXT_LIMIT);
                tell(problem.at_path(path));
            }
        }
        if project.budget.0 < 0 {
            tell(Problem::new("AMOUNT_NEGATIVE").at_path("budget"));
        }
        check_figures(project).into_iter().for_each(&mut tell);
    }
    problems
}
