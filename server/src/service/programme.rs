//! 项目汇总 over the engagements a person takes part in, and the firm's scorecard. Not here: how
//! they are summed (`domain::programme`, `domain::scorecard`).

use domain::desk_tables::programme_sheet;
use domain::engagement::Engagement;
use domain::problem::Problem;
use domain::programme::{ProgrammeEntry, SideScore, compare_scores, summarise, three_scores};
use domain::scorecard::starter_scorecard;
use domain::scoring::{Points, ScoreSheet, score};
use domain::wire::{EngagementSummary, ProgrammeLine, ProgrammeView, SaveScorecard, ScorecardView};

use super::{Actor, Service, ServiceError, evidence};
use crate::render::tables;
use crate::store::{self, StoreError, Tx};

/// Who manages no engagement sees neither.
fn authorise(tx: &Tx<'_>, actor: &Actor) -> Result<(), ServiceError> {
    match store::engagements::manages_any(tx, &actor.id)? {
        true => Ok(()),
        false => Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY"))),
    }
}

/// The person's engagements together.
pub async fn overview(service: &Service, actor: &Actor) -> Result<ProgrammeView, ServiceError> {
    let actor = actor.clone();
    service
        .store
        .read(move |tx| {
            authorise(tx, &actor)?;
            let mine = store::engagements::of_account(tx, &actor.id)?;
            let read = mine.into_iter().map(|summary| line(tx, summary));
            let lines = read.collect::<Result<Vec<_>, ServiceError>>()?;
            let entries: Vec<_> = lines.iter().map(|(entry, ..)| entry.clone()).collect();
            let summary = summarise(&entries).map_err(ServiceError::invalid)?;
            let (sides, scored): (Vec<_>, Vec<_>) = lines
                .into_iter()
                .map(|(entry, side, scored)| (side, (entry, scored)))
                .unzip();
            let compared = compare_scores(&three_scores(&sides));
            let lines = scored.into_iter().zip(compared);
            Ok(ProgrammeView {
                summary,
                lines: lines
                    .map(|((entry, scored), scores)| ProgrammeLine {
                        entry,
                        scores,
                        report_number: scored.report_number,
                        problem: scored.problem,
                    })
                    .collect(),
            })
        })
        .await
}

/// The overview as a workbook.
pub async fn workbook(service: &Service, actor: &Actor) -> Result<Vec<u8>, ServiceError> {
    let view = overview(service, actor).await?;
    tokio::task::spawn_blocking(move || tables::workbook(&[programme_sheet(&view)]))
        .await
        .map_err(|e| ServiceError::Internal(e.to_string()))?
        .map_err(|e| ServiceError::Internal(e.to_string()))
}

/// What is known of one engagement's score.
#[derive(Default)]
struct Scored {
    total: Option<Points>,
    grade: Option<String>,
    report_number: String,
    problem: Option<Problem>,
}

impl Scored {
    fn of(sheet: ScoreSheet) -> Self {
        Self {
            total: Some(sheet.total),
            grade: sheet.grade,
            ..Self::default()
        }
    }

    fn unreadable(problem: Problem) -> Self {
        Self {
            problem: Some(problem),
            ..Self::default()
        }
    }
}

fn line(
    tx: &Tx<'_>,
    summary: EngagementSummary,
) -> Result<(ProgrammeEntry, SideScore, Scored), ServiceError> {
    let engagement = summary.engagement;
    let frame = store::frames::find(tx, &engagement.id)?;
    let amount = frame.as_ref().map(|frame| frame.total());
    // Scores are the manager's, in this room as in that of 评分.
    let scored = match summary.role.may_manage() {
        true => scored(tx, &engagement, frame.is_some())?,
        false => Scored::default(),
    };
    let key = match engagement.code.is_empty() {
        true => engagement.id.to_string(),
        false => engagement.code,
    };
    let side = SideScore {
        code: key.clone(),
        title: engagement.title.clone(),
        fund_year: engagement.fund_year,
        evaluation_kind: engagement.profile.evaluation_kind.clone(),
        self_score: Points::parse(&engagement.profile.self_score),
        score: scored.total.filter(|_| scored.grade.is_some()),
    };
    let entry = ProgrammeEntry {
        code: key,
        title: engagement.title,
        amount: amount.unwrap_or_default(),
        total: scored.total,
        grade: scored.grade.clone(),
        sector: engagement.profile.sector,
    };
    Ok((entry, side, scored))
}

/// The frozen sheet of an issued report, else the sheet as it now is. What cannot be read of one
/// engagement is told on its line; only a database that does not answer hinders them all.
fn scored(tx: &Tx<'_>, engagement: &Engagement, has_frame: bool) -> Result<Scored, ServiceError> {
    let issued = match store::issues::of_engagement(tx, &engagement.id) {
        Ok(issued) => issued,
        Err(error) => return unreadable(error.into()),
    };
    if let Some(newest) = issued.into_iter().next() {
        return Ok(Scored {
            report_number: newest.number,
            ..Scored::of(newest.sheet)
        });
    }
    if !has_frame {
        return Ok(Scored::default());
    }
    match sheet(tx, engagement) {
        Ok(sheet) => Ok(sheet.map(Scored::of).unwrap_or_default()),
        Err(error) => unreadable(error),
    }
}

fn unreadable(error: ServiceError) -> Result<Scored, ServiceError> {
    let untold = || Problem::new("PROGRAMME_LINE_UNREADABLE");
    match error {
        ServiceError::Invalid(problems) => {
            let problem = problems.into_iter().next();
            Ok(Scored::unreadable(problem.unwrap_or_else(untold)))
        }
        ServiceError::Conflict(problem) | ServiceError::NotFound(problem) => {
            Ok(Scored::unreadable(problem))
        }
        ServiceError::Store(StoreError::Corrupt { .. }) | ServiceError::Internal(_) => {
            Ok(Scored::unreadable(untold()))
        }
        other => Err(other),
    }
}

/// The score sheet; `None` without indicators.
fn sheet(tx: &Tx<'_>, engagement: &Engagement) -> Result<Option<ScoreSheet>, ServiceError> {
    if store::engagements::framework(tx, &engagement.id)?.is_none() {
        return Ok(None);
    }
    let evidence = evidence::gather(tx, engagement.clone())?;
    let (sheet, _) = score(&evidence.framework, &evidence.facts()?);
    Ok(Some(sheet))
}

/// The scorecard as it stands.
pub async fn scorecard(service: &Service, actor: &Actor) -> Result<ScorecardView, ServiceError> {
    let actor = actor.clone();
    service
        .store
        .read(move |tx| {
            authorise(tx, &actor)?;
            card(tx)
        })
        .await
}

fn card(tx: &Tx<'_>) -> Result<ScorecardView, ServiceError> {
    let stored = store::programme::scorecard(tx)?;
    let (card, revision, saved_by, saved_at) = match stored {
        Some(stored) => {
            let at = Some(stored.saved_at);
            (stored.card, stored.revision, stored.saved_by, at)
        }
        None => (starter_scorecard(), 0, String::new(), None),
    };
    let (sections, total) = card.totals();
    Ok(ScorecardView {
        card,
        sections,
        total,
        revision,
        saved_by,
        saved_at,
    })
}

/// Stores a changed scorecard.
pub async fn save_scorecard(
    service: &Service,
    actor: &Actor,
    wanted: SaveScorecard,
) -> Result<ScorecardView, ServiceError> {
    let (actor, now) = (actor.clone(), service.now());
    service
        .store
        .write(move |tx| {
            authorise(tx, &actor)?;
            let known = store::programme::scorecard(tx)?.map_or(0, |stored| stored.revision);
            if known != wanted.base_revision {
                return Err(ServiceError::Conflict(Problem::new("SCORECARD_CHANGED")));
            }
            let problems = wanted.card.check();
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let revision = known.saturating_add(1);
            store::programme::append_scorecard(tx, &wanted.card, revision, &actor.id, now)?;
            let (_, total) = wanted.card.totals();
            let details = serde_json::json!({ "revision": revision, "total": total });
            store::audit::insert(tx, now, Some(&actor.id), None, "scorecard_saved", &details)?;
            card(tx)
        })
        .await
}
