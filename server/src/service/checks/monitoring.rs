//! 监控: monthly figures are kept; colours and reasons are computed on every read. Not here: the
//! rules (`domain::monitoring`).

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::EngagementId;
use domain::monitoring::{MonitoredProject, Preset, assess, check_figures, presets};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{MonitoredLine, MonitoringBoard, SaveMonitored, SaveMonitoring};

use super::{change, look};
use crate::service::{Actor, Service, ServiceError};
use crate::store::{self, Tx};

/// What the log calls a change of the figures.
pub(super) const ACTION: &str = "monitoring_saved";

/// Projects in one engagement.
const MOST_PROJECTS: usize = 2_000;
/// Characters of a code, a name or a unit.
const TEXT_LIMIT: usize = 200;

/// What the board is asked for; empty: the present month, the first preset.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct MonitoringQuery {
    /// 1 to 12.
    #[serde(default)]
    pub month: String,
    /// A preset's identifier.
    #[serde(default)]
    pub preset: String,
}

/// The question with its answers found.
struct Asked {
    month: u32,
    preset: Preset,
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

fn understood(query: &MonitoringQuery, now: Timestamp) -> Result<Asked, ServiceError> {
    let bad_month = || {
        let problem = Problem::new("MONITORING_BAD_MONTH").with("month", &query.month);
        ServiceError::invalid(problem.at_path("month"))
    };
    let day = now.to_day_text();
    let month = match query.month.as_str() {
        "" => day.split('-').nth(1).unwrap_or_default(),
        month => month,
    };
    let month = month.parse().ok().filter(|month| (1..=12).contains(month));
    let fits = |preset: &Preset| query.preset.is_empty() || preset.id == query.preset;
    let preset = presets().into_iter().find(fits);
    let unknown = || {
        let problem = Problem::new("MONITORING_PRESET_UNKNOWN").with("preset", &query.preset);
        ServiceError::invalid(problem.at_path("preset"))
    };
    Ok(Asked {
        month: month.ok_or_else(bad_month)?,
        preset: preset.ok_or_else(unknown)?,
    })
}

fn compose(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    asked: &Asked,
) -> Result<MonitoringBoard, ServiceError> {
    let line = |(project, revision): (MonitoredProject, u32)| MonitoredLine {
        assessment: assess(&project, &asked.preset, asked.month),
        revision,
        project,
    };
    let projects = store::checks::monitored(tx, engagement)?;
    Ok(MonitoringBoard {
        lines: projects.into_iter().map(line).collect(),
        month: asked.month,
        preset: asked.preset.id.clone(),
        presets: presets(),
    })
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
    let account = actor.id.clone();
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
            let known = store::checks::monitored(tx, id)?;
            let known: BTreeMap<String, u32> = known
                .into_iter()
                .map(|(project, revision)| (project.code, revision))
                .collect();
            let is_new = |one: &&SaveMonitored| !known.contains_key(&one.project.code);
            if known.len() + wanted.projects.iter().filter(is_new).count() > MOST_PROJECTS {
                let problem = Problem::new("MONITORING_TOO_MANY").with("limit", MOST_PROJECTS);
                return Err(ServiceError::TooLarge(problem));
            }
            for one in &wanted.projects {
                let code = &one.project.code;
                if known.get(code).copied().unwrap_or(0) != one.base_revision {
                    let problem = Problem::new("MONITORING_CHANGED").with("code", code);
                    return Err(ServiceError::Conflict(problem));
                }
                let next = (&one.project, one.base_revision.saturating_add(1));
                store::checks::append_monitored(tx, id, next, &account, now)?;
            }
            let codes: Vec<&str> = wanted
                .projects
                .iter()
                .map(|one| one.project.code.as_str())
                .collect();
            Ok(serde_json::json!({ "projects": codes }))
        },
        move |tx, id| compose(tx, id, &asked?),
    )
    .await
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
