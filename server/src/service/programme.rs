//! 项目汇总 over the engagements a person takes part in, and the firm's scorecard. Not here: how
//! they are summed (`domain::programme`, `domain::scorecard`).

use domain::engagement::Engagement;
use domain::problem::Problem;
use domain::programme::{ProgrammeEntry, ThreeScores, compare_scores, summarise};
use domain::scorecard::starter_scorecard;
use domain::scoring::{Points, ScoreSheet, score};
use domain::wire::{EngagementSummary, ProgrammeLine, ProgrammeView, SaveScorecard, ScorecardView};

use super::{Actor, Service, ServiceError, evidence};
use crate::store::{self, Tx};

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
            let pairs = read.collect::<Result<Vec<_>, ServiceError>>()?;
            let (entries, scores): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let summary = summarise(&entries).map_err(ServiceError::invalid)?;
            let compared = compare_scores(&scores);
            let lines = entries.into_iter().zip(compared);
            Ok(ProgrammeView {
                summary,
                lines: lines
                    .map(|(entry, scores)| ProgrammeLine { entry, scores })
                    .collect(),
            })
        })
        .await
}

fn line(
    tx: &Tx<'_>,
    summary: EngagementSummary,
) -> Result<(ProgrammeEntry, ThreeScores), ServiceError> {
    let engagement = summary.engagement;
    let frame = store::frames::find(tx, &engagement.id)?;
    let amount = frame.as_ref().map(|frame| frame.total());
    // Scores are the manager's, in this room as in that of 评分.
    let is_scored = frame.is_some() && summary.role.may_manage();
    let sheet = match is_scored {
        true => sheet(tx, &engagement)?,
        false => None,
    };
    let grade = sheet.as_ref().and_then(|sheet| sheet.grade.clone());
    let total = sheet.map(|sheet| sheet.total);
    let key = match engagement.code.is_empty() {
        true => engagement.id.to_string(),
        false => engagement.code,
    };
    let scores = ThreeScores {
        code: key.clone(),
        title: engagement.title.clone(),
        self_score: Points::parse(&engagement.profile.self_score),
        spot_check: None,
        third_party: total.filter(|_| grade.is_some()),
    };
    let entry = ProgrammeEntry {
        code: key,
        title: engagement.title,
        amount: amount.unwrap_or_default(),
        total,
        grade,
        sector: engagement.profile.sector,
    };
    Ok((entry, scores))
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
