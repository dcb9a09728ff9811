//! Desk inputs, the score sheet, its confirmation and its history. Not here: one person's part in a
//! mark (`score_marks`), when a sheet is stored (`score_ledger`).

use std::collections::{BTreeMap, BTreeSet};

use domain::engagement::Engagement;
use domain::ids::{IndicatorCode, Sha256Hex};
use domain::indicator::Framework;
use domain::problem::Problem;
use domain::scoring::{
    DeskMark, Gap, ScoreSheet, check_mark, problems_of_consent, problems_of_not_applicable,
    sheet_hash,
};
use domain::wire::{ConfirmScores, ScoreCause, ScoreHistoryLine, ScoreInputs, ScoreView};

use super::evidence::{self, Evidence};
use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::{
    Actor, Service, ServiceError, bounded_text, manager, plan_state, reader, score_marks,
    source_names,
};
use crate::store::{self, Tx};

/// Fund figures in one engagement.
const FIGURES_LIMIT: usize = 100;
/// Most characters of a reason or a note.
pub(super) const REASON_LIMIT: usize = 2_000;

/// What was entered so far.
pub async fn inputs(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<ScoreInputs, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = reader(tx, &actor, &engagement)?.engagement.id;
            Ok(store::scores::inputs(tx, &id)?)
        })
        .await
}

/// Saves inputs as a new revision, once every mark fits its indicator.
pub async fn save_inputs(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    inputs: ScoreInputs,
) -> Result<ScoreView, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let mut evidence = evidence::gather(tx, engagement)?;
            must_be_newest(tx, &evidence, inputs.base_revision)?;
            let mut inputs = checked(&evidence, inputs)?;
            let stored = &evidence.inputs.desk_marks;
            let marks = std::mem::take(&mut inputs.desk_marks);
            inputs.desk_marks = score_marks::own_marks(&actor, &evidence.framework, stored, marks)?;
            score_ledger::settle(tx, &evidence, now)?;
            let id = evidence.engagement.id.clone();
            store::scores::append(tx, &id, &inputs, &actor.id, now)?;
            let details = serde_json::json!({ "inputs": inputs });
            let who = Some(&actor.id);
            store::audit::insert(tx, now, who, Some(&id), "score_inputs", &details)?;
            let change = Change {
                cause: ScoreCause::Inputs,
                reason: &inputs.reason.clone(),
                actor: &actor,
                at: now,
            };
            evidence.inputs = inputs;
            score_ledger::keep_change(tx, &evidence, &change)?;
            view(tx, &evidence)
        })
        .await
}

/// The sheet that inputs would give; stores nothing.
pub async fn what_if(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    inputs: ScoreInputs,
) -> Result<ScoreView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let mut evidence = evidence::gather(tx, engagement)?;
            evidence.inputs = checked(&evidence, inputs)?;
            view(tx, &evidence)
        })
        .await
}

/// Nothing is replaced that somebody else saved in between.
fn must_be_newest(tx: &Tx<'_>, evidence: &Evidence, base: u32) -> Result<(), ServiceError> {
    let found = evidence.inputs.base_revision;
    if base == found {
        return Ok(());
    }
    let by = store::scores::inputs_author(tx, &evidence.engagement.id)?;
    let problem = Problem::new("SCORE_INPUTS_CHANGED").with("by", by);
    Err(ServiceError::Conflict(problem.with("found", found)))
}

/// The inputs once what is new in them fits its indicator. What was stored before is taken as it
/// is, also where the framework has changed.
fn checked(evidence: &Evidence, mut inputs: ScoreInputs) -> Result<ScoreInputs, ServiceError> {
    inputs.reason = bounded_text("reason", &inputs.reason, REASON_LIMIT)?;
    let framework = &evidence.framework;
    let mut problems = Vec::new();
    if inputs.fund_figures.len() > FIGURES_LIMIT {
        problems.push(Problem::new("TOO_MANY_FIGURES").with("limit", FIGURES_LIMIT));
    }
    let mut marks = BTreeMap::new();
    for (code, sent) in inputs.desk_marks {
        if evidence.inputs.desk_marks.get(&code) == Some(&sent) {
            marks.insert(code, sent);
            continue;
        }
        match read_mark(framework, &code, &sent) {
            Ok(mark) => {
                marks.insert(code, sent);
                problems.extend(mark);
            }
            Err(problem) => problems.push(problem),
        }
    }
    if inputs.not_applicable != evidence.inputs.not_applicable {
        problems.extend(problems_of_not_applicable(
            framework,
            &inputs.not_applicable,
        ));
        for (code, reason) in &inputs.not_applicable {
            if reason.chars().count() > REASON_LIMIT {
                let problem = Problem::new("TEXT_TOO_LONG").with("limit", REASON_LIMIT);
                problems.push(problem.at_path(&format!("not_applicable.{code}")));
            }
        }
    }
    if let Some(consent) = &inputs.consent
        && inputs.consent != evidence.inputs.consent
    {
        problems.extend(problems_of_consent(framework, consent));
    }
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    inputs.desk_marks = marks;
    Ok(inputs)
}

/// What is wrong with a mark that fits its indicator at all.
fn read_mark(
    framework: &Framework,
    code: &IndicatorCode,
    sent: &serde_json::Value,
) -> Result<Vec<Problem>, Problem> {
    let path = format!("desk_marks.{code}");
    let located = framework
        .indicator(code)
        .ok_or_else(|| Problem::new("INDICATOR_UNKNOWN").at_path(&path))?;
    let mark = serde_json::from_value::<DeskMark>(sent.clone()).map_err(|error| {
        let problem = Problem::new("MARK_MALFORMED").with("why", error);
        problem.at_path(&path)
    })?;
    Ok(check_mark(located.indicator, &mark))
}

/// The score sheet and its gaps.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<ScoreView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            view_of(tx, engagement)
        })
        .await
}

/// The score sheet, for the command line, which acts as the machine's owner.
pub async fn of_engagement(service: &Service, engagement: &str) -> Result<ScoreView, ServiceError> {
    let name = engagement.to_owned();
    service
        .store
        .read(move |tx| {
            let engagement = store::engagements::find(tx, &name)?
                .ok_or_else(|| ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND")))?;
            view_of(tx, engagement)
        })
        .await
}

fn view_of(tx: &Tx<'_>, engagement: Engagement) -> Result<ScoreView, ServiceError> {
    view(tx, &evidence::gather(tx, engagement)?)
}

/// The sheet that the evidence gives now.
pub(super) fn view(tx: &Tx<'_>, evidence: &Evidence) -> Result<ScoreView, ServiceError> {
    let (sheet, gaps) = score_ledger::sheet(evidence)?;
    let sheet_hash = hash_of(&sheet, &gaps)?;
    let complete = evidence
        .records
        .iter()
        .filter(|record| record.counts())
        .count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let facts = sheet.rows.iter().flat_map(|row| &row.facts);
    let source_names = source_names::of(evidence).only(facts);
    Ok(ScoreView {
        source_names,
        confirmation: score_ledger::confirmation(tx, &evidence.engagement.id, &sheet)?,
        sheet,
        gaps,
        sheet_hash,
        complete_records: count(complete),
        incomplete_records: count(evidence.records.len() - complete),
        framework: evidence.framework.clone(),
        plan_approved: plan_state::is_approved(tx, &evidence.engagement.id)?,
    })
}

fn hash_of(sheet: &ScoreSheet, gaps: &[Gap]) -> Result<Sha256Hex, ServiceError> {
    sheet_hash(sheet, gaps).map_err(|error| ServiceError::Internal(error.to_string()))
}

/// Only the very sheet that somebody saw, and only one without gaps.
fn must_be_confirmable(
    (sheet, gaps): (&ScoreSheet, &[Gap]),
    seen: &Sha256Hex,
) -> Result<(), ServiceError> {
    if hash_of(sheet, gaps)? != *seen {
        let problem = Problem::new("SCORES_CHANGED").with("found", sheet.total);
        return Err(ServiceError::Conflict(problem));
    }
    if gaps.is_empty() {
        return Ok(());
    }
    let indicators: BTreeSet<&IndicatorCode> = gaps.iter().map(|gap| &gap.indicator).collect();
    let problem = Problem::new("SCORES_INCOMPLETE").with("count", indicators.len());
    let named: Vec<&str> = indicators.iter().map(|it| it.as_str()).collect();
    Err(ServiceError::Conflict(
        problem.with("indicators", named.join("、")),
    ))
}

/// Confirms the sheet as the preliminary conclusion, as it was looked at.
pub async fn confirm(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: ConfirmScores,
) -> Result<ScoreView, ServiceError> {
    let reason = bounded_text("reason", &wanted.reason, REASON_LIMIT)?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            plan_state::must_be_approved(tx, &engagement.id)?;
            let evidence = evidence::gather(tx, engagement)?;
            let id = evidence.engagement.id.clone();
            let (sheet, gaps) = score_ledger::sheet(&evidence)?;
            must_be_confirmable((&sheet, &gaps), &wanted.sheet)?;
            score_ledger::settle(tx, &evidence, now)?;
            let change = Change {
                cause: ScoreCause::Confirmed,
                reason: &reason,
                actor: &actor,
                at: now,
            };
            let revision = store::scores::append_sheet(tx, &id, &sheet, &change.entry())?;
            store::scores::confirm(tx, &id, revision, &actor.id, now)?;
            let details = serde_json::json!({
                "revision": revision, "total": sheet.total, "reason": reason,
                "sheet": wanted.sheet,
            });
            let who = Some(&actor.id);
            store::audit::insert(tx, now, who, Some(&id), "confirm_scores", &details)?;
            view(tx, &evidence)
        })
        .await
}

/// Who changed which score, and why; newest first.
pub async fn history(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<ScoreHistoryLine>, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = reader(tx, &actor, &engagement)?.engagement.id;
            score_ledger::history(tx, &id)
        })
        .await
}
