//! Desk inputs and the score sheet.

use domain::engagement::Engagement;
use domain::problem::Problem;
use domain::scoring::{DeskMark, check_mark, score};
use domain::wire::{ScoreInputs, ScoreView};

use super::{Actor, Service, ServiceError, evidence, manager, source_names};
use crate::store::{self, Tx};

/// Fund figures in one engagement.
const FIGURES_LIMIT: usize = 100;

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
            let id = manager(tx, &actor, &engagement)?.engagement.id;
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
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            check(tx, &engagement, &inputs)?;
            store::scores::append(tx, &engagement.id, &inputs, &actor.id, now)?;
            let details = serde_json::json!({ "inputs": inputs });
            let id = Some(&engagement.id);
            store::audit::insert(tx, now, Some(&actor.id), id, "score_inputs", &details)?;
            view(tx, engagement)
        })
        .await
}

fn check(tx: &Tx<'_>, engagement: &Engagement, inputs: &ScoreInputs) -> Result<(), ServiceError> {
    let framework = store::engagements::framework(tx, &engagement.id)?
        .ok_or_else(|| ServiceError::Conflict(Problem::new("FRAMEWORK_MISSING")))?;
    let mut problems = Vec::new();
    if inputs.fund_figures.len() > FIGURES_LIMIT {
        problems.push(Problem::new("TOO_MANY_FIGURES").with("limit", FIGURES_LIMIT));
    }
    for (code, mark) in &inputs.desk_marks {
        let path = format!("desk_marks.{code}");
        let Some(located) = framework.indicator(code) else {
            problems.push(Problem::new("INDICATOR_UNKNOWN").at_path(&path));
            continue;
        };
        match serde_json::from_value::<DeskMark>(mark.clone()) {
            Ok(mark) => problems.extend(check_mark(located.indicator, &mark)),
            Err(error) => {
                problems.push(
                    Problem::new("MARK_MALFORMED")
                        .with("why", error)
                        .at_path(&path),
                );
            }
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid(problems))
    }
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
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            view(tx, engagement)
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
            view(tx, engagement)
        })
        .await
}

fn view(tx: &Tx<'_>, engagement: Engagement) -> Result<ScoreView, ServiceError> {
    let evidence = evidence::gather(tx, engagement)?;
    let (sheet, gaps) = score(&evidence.framework, &evidence.facts()?);
    let complete = evidence
        .records
        .iter()
        .filter(|record| record.counts())
        .count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let facts = sheet.rows.iter().flat_map(|row| &row.facts);
    let source_names = source_names::of(&evidence).only(facts);
    Ok(ScoreView {
        source_names,
        sheet,
        gaps,
        complete_records: count(complete),
        incomplete_records: count(evidence.records.len() - complete),
        framework: evidence.framework,
        confirmation: None,
    })
}
