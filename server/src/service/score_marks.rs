//! One person's part in a mark: their own qualitative mark, a decision between two, the second name
//! under a manual score. Who it was comes from the session, never from the request. Not here: what
//! an action makes of a mark (`score_mark_actions`).

use std::collections::BTreeMap;

use domain::ids::IndicatorCode;
use domain::indicator::Framework;
use domain::problem::Problem;
use domain::scoring::{DeskMark, SecondPerson};
use domain::wire::{MarkAction, MarkRequest, ScoreCause, ScoreView};

use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::score_mark_actions::Place;
use super::{Actor, Service, ServiceError, evidence, reader, scores};
use crate::store;

type Marks = BTreeMap<IndicatorCode, serde_json::Value>;

/// Marks as they may be stored when somebody saves all of them: a joint mark stays what its people
/// made it, and a manual score carries the name of whoever entered it last.
pub(super) fn own_marks(
    actor: &Actor,
    framework: &Framework,
    stored: &Marks,
    mut sent: Marks,
) -> Result<Marks, ServiceError> {
    for (code, value) in stored {
        let is_joint = matches!(read(value), Some(DeskMark::Joint { .. }));
        let needs_two = framework.plan.needs_two_scorers();
        let is_sent_single =
            matches!(sent.get(code).and_then(read), Some(mark) if !is_of_two(&mark));
        if is_joint && (needs_two || !is_sent_single) {
            sent.insert(code.clone(), value.clone());
        }
    }
    for (code, value) in &mut sent {
        if stored.get(code) == Some(value) {
            continue;
        }
        match read(value) {
            Some(DeskMark::Joint { .. }) => {
                let path = format!("desk_marks.{code}");
                let problem = Problem::new("MARK_OF_OTHERS").at_path(&path);
                return Err(ServiceError::invalid(problem));
            }
            Some(mark) => {
                let before = stored.get(code).and_then(read);
                *value = written(&signed(actor, before, mark))?;
            }
            None => {}
        }
    }
    Ok(sent)
}

/// A mark under the name of whoever gives it: the one that stands keeps its people where nothing of
/// it was changed, whatever names were sent.
fn signed(actor: &Actor, before: Option<DeskMark>, sent: DeskMark) -> DeskMark {
    match (before, sent) {
        (
            Some(DeskMark::Manual {
                score: old,
                reason: why,
                entered_by,
                confirmed_by,
            }),
            DeskMark::Manual { score, reason, .. },
        ) if old == score && why == reason => DeskMark::Manual {
            score,
            reason,
            entered_by,
            confirmed_by,
        },
        (_, DeskMark::Manual { score, reason, .. }) => DeskMark::Manual {
            score,
            reason,
            entered_by: Some(person(actor)),
            confirmed_by: None,
        },
        (
            _,
            DeskMark::Level {
                level, pct, reason, ..
            },
        ) => DeskMark::Level {
            level,
            pct,
            reason,
            given_by: Some(person(actor)),
        },
        (_, other) => other,
    }
}

fn is_of_two(mark: &DeskMark) -> bool {
    matches!(mark, DeskMark::Joint { .. })
}

pub(super) fn read(value: &serde_json::Value) -> Option<DeskMark> {
    serde_json::from_value(value.clone()).ok()
}

fn written(mark: &DeskMark) -> Result<serde_json::Value, ServiceError> {
    serde_json::to_value(mark).map_err(|error| ServiceError::Internal(error.to_string()))
}

pub(super) fn person(actor: &Actor) -> SecondPerson {
    SecondPerson {
        account: actor.id.clone(),
        name: actor.name.clone(),
    }
}

/// Does one person's part in a mark.
pub async fn mark(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: MarkRequest,
) -> Result<ScoreView, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, reader(tx, &actor, &engagement)?)?;
            let is_decision = matches!(request.action, MarkAction::Decide { .. });
            if is_decision && !membership.role.may_manage() {
                return Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY")));
            }
            let mut evidence = evidence::gather(tx, membership.engagement)?;
            let code = &request.indicator;
            let unknown = || ServiceError::NotFound(Problem::new("INDICATOR_UNKNOWN"));
            let located = evidence.framework.indicator(code).ok_or_else(unknown)?;
            let present = evidence.inputs.desk_marks.get(code).and_then(read);
            let needs_two = evidence.framework.plan.needs_two_scorers();
            let place = Place {
                actor: &actor,
                indicator: located.indicator,
                needs_two,
                present: present.as_ref(),
            };
            if !place.is_as_seen(&request) {
                let by = store::scores::inputs_author(tx, &evidence.engagement.id)?;
                let problem = Problem::new("MARK_CHANGED").with("by", by);
                return Err(ServiceError::Conflict(problem));
            }
            let (mark, reason) = place.after(&request.action)?;
            let mut inputs = evidence.inputs.clone();
            match &mark {
                Some(mark) => inputs.desk_marks.insert(code.clone(), written(mark)?),
                None => inputs.desk_marks.remove(code),
            };
            inputs.reason.clone_from(&reason);
            score_ledger::settle(tx, &evidence, now)?;
            let id = evidence.engagement.id.clone();
            store::scores::append(tx, &id, &inputs, &actor.id, now)?;
            let details = serde_json::json!({ "indicator": code, "action": request.action });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), "mark", &details)?;
            evidence.inputs = inputs;
            let change = Change {
                cause: ScoreCause::Inputs,
                reason: &reason,
                actor: &actor,
                at: now,
            };
            score_ledger::keep_change(tx, &evidence, &change)?;
            scores::view(tx, &evidence)
        })
        .await
}
