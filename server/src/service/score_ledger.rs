//! The history of score sheets: who changed which score, and why. A sheet is stored when it differs
//! from the one before. Not here: what a score is (`domain::scoring`), who may change one.

use domain::engagement::Engagement;
use domain::ids::{AccountId, EngagementId};
use domain::problem::Problem;
use domain::scoring::{Gap, ScoreSheet, score, score_changes};
use domain::time::Timestamp;
use domain::wire::{ScoreCause, ScoreConfirmation, ScoreHistoryLine};

use super::evidence::{self, Evidence};
use super::{Actor, ServiceError};
use crate::store::scores::{SheetEntry, StoredSheet};
use crate::store::{self, Tx};

/// Fewest characters of the reason of a change after 初步结论.
const CHANGE_REASON_MIN: usize = 2;

/// A change that somebody makes.
pub struct Change<'a> {
    /// Of what.
    pub cause: ScoreCause,
    /// Why.
    pub reason: &'a str,
    /// By whom.
    pub actor: &'a Actor,
    /// When.
    pub at: Timestamp,
}

/// The sheet of this moment and its gaps.
pub fn sheet(evidence: &Evidence) -> Result<(ScoreSheet, Vec<Gap>), ServiceError> {
    Ok(score(&evidence.framework, &evidence.facts()?))
}

/// Before a change: what facts from the field did since the last stored sheet is not laid at the
/// door of whoever changes something now. The sheet of this moment.
pub fn settle(tx: &Tx<'_>, evidence: &Evidence, at: Timestamp) -> Result<ScoreSheet, ServiceError> {
    let entry = SheetEntry {
        cause: ScoreCause::Facts,
        reason: "",
        account: None,
        at,
    };
    let sheet = sheet(evidence)?.0;
    keep(tx, &evidence.engagement.id, &sheet, &entry)?;
    Ok(sheet)
}

/// After a change, when [`settle`] was called before it: stores the sheet where it differs. Where a
/// sheet was confirmed, nobody enters another score without saying why.
pub fn keep_change(
    tx: &Tx<'_>,
    evidence: &Evidence,
    change: &Change<'_>,
) -> Result<ScoreSheet, ServiceError> {
    let id = &evidence.engagement.id;
    let (sheet, _) = sheet(evidence)?;
    if change.cause == ScoreCause::Inputs
        && change.reason.trim().chars().count() < CHANGE_REASON_MIN
        && store::scores::confirmed_sheet(tx, id)?.is_some()
        && store::scores::newest_sheet(tx, id)?.is_some_and(|it| differ(&it.sheet, &sheet))
    {
        let problem = Problem::new("SCORE_REASON_MISSING").with("least", CHANGE_REASON_MIN);
        return Err(ServiceError::invalid(problem.at_path("reason")));
    }
    keep(tx, id, &sheet, &change.entry())?;
    Ok(sheet)
}

/// What an engagement's scores rest on; `None` before there is a frame, when nothing can be scored.
pub fn scored(tx: &Tx<'_>, engagement: &Engagement) -> Result<Option<Evidence>, ServiceError> {
    if store::frames::find(tx, &engagement.id)?.is_none()
        || store::engagements::framework(tx, &engagement.id)?.is_none()
    {
        return Ok(None);
    }
    evidence::gather(tx, engagement.clone()).map(Some)
}

impl Change<'_> {
    /// As it is stored.
    pub fn entry(&self) -> SheetEntry<'_> {
        SheetEntry {
            cause: self.cause,
            reason: self.reason,
            account: Some::<&AccountId>(&self.actor.id),
            at: self.at,
        }
    }
}

fn keep(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    sheet: &ScoreSheet,
    entry: &SheetEntry<'_>,
) -> Result<(), ServiceError> {
    let newest = store::scores::newest_sheet(tx, engagement)?;
    if newest.is_none_or(|newest| differ(&newest.sheet, sheet)) {
        store::scores::append_sheet(tx, engagement, sheet, entry)?;
    }
    Ok(())
}

fn differ(before: &ScoreSheet, after: &ScoreSheet) -> bool {
    before.grade != after.grade
        || before.rows.len() != after.rows.len()
        || before.vetoes != after.vetoes
        || !score_changes(before, after).is_empty()
}

/// The confirmed sheet and what differs from it now.
pub fn confirmation(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    now: &ScoreSheet,
) -> Result<Option<ScoreConfirmation>, ServiceError> {
    let confirmed = store::scores::confirmed_sheet(tx, engagement)?;
    Ok(confirmed.map(|stored| ScoreConfirmation {
        changes: score_changes(&stored.sheet, now),
        total: stored.sheet.total,
        name: stored.name,
        at: stored.at,
    }))
}

/// Every stored sheet against the one before it, newest first.
pub fn history(
    tx: &Tx<'_>,
    engagement: &EngagementId,
) -> Result<Vec<ScoreHistoryLine>, ServiceError> {
    let sheets = store::scores::sheets(tx, engagement)?;
    let before = |index: usize| sheets.get(index + 1);
    let line = |(index, stored): (usize, &StoredSheet)| ScoreHistoryLine {
        revision: stored.revision,
        cause: stored.cause,
        reason: stored.reason.clone(),
        name: stored.name.clone(),
        at: stored.at,
        total: stored.sheet.total,
        changes: before(index)
            .map(|before| score_changes(&before.sheet, &stored.sheet))
            .unwrap_or_default(),
    };
    Ok(sheets.iter().enumerate().map(line).collect())
}
