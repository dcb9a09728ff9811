//! One person's part in a mark: their own qualitative mark, a decision between two, the second name
//! under a manual score. Who it was comes from the session, never from the request. Not here: how
//! two marks become one (`domain::scoring`).

use std::collections::BTreeMap;

use domain::ids::IndicatorCode;
use domain::indicator::{Framework, Indicator, Rule};
use domain::problem::Problem;
use domain::scoring::exact::ExactNumber;
use domain::scoring::{
    DeskMark, JointDecision, ScorerMark, SecondPerson, check_mark, decide, give_mark,
};
use domain::wire::{MarkAction, MarkRequest, ScoreCause, ScoreView};

use super::frozen::unissued;
use super::score_ledger::{self, Change};
use super::scores::REASON_LIMIT;
use super::{Actor, Service, ServiceError, bounded_text, evidence, reader, scores};
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
            Some(DeskMark::Manual { score, reason, .. }) => {
                let before = stored.get(code).and_then(read);
                let mark = match before {
                    Some(DeskMark::Manual {
                        score: old,
                        reason: why,
                        entered_by,
                        confirmed_by,
                    }) if old == score && why == reason => DeskMark::Manual {
                        score,
                        reason,
                        entered_by,
                        confirmed_by,
                    },
                    _ => DeskMark::Manual {
                        score,
                        reason,
                        entered_by: Some(person(actor)),
                        confirmed_by: None,
                    },
                };
                *value = written(&mark)?;
            }
            _ => {}
        }
    }
    Ok(sent)
}

fn is_of_two(mark: &DeskMark) -> bool {
    matches!(mark, DeskMark::Joint { .. })
}

fn read(value: &serde_json::Value) -> Option<DeskMark> {
    serde_json::from_value(value.clone()).ok()
}

fn written(mark: &DeskMark) -> Result<serde_json::Value, ServiceError> {
    serde_json::to_value(mark).map_err(|error| ServiceError::Internal(error.to_string()))
}

fn person(actor: &Actor) -> SecondPerson {
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
            let place = (located.indicator, needs_two);
            let (mark, reason) = after(&actor, place, present.as_ref(), &request.action)?;
            let problems = check_mark(located.indicator, &mark);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let mut inputs = evidence.inputs.clone();
            inputs.desk_marks.insert(code.clone(), written(&mark)?);
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

/// The mark after an action, and the reason that was given for it.
fn after(
    actor: &Actor,
    (indicator, needs_two): (&Indicator, bool),
    present: Option<&DeskMark>,
    action: &MarkAction,
) -> Result<(DeskMark, String), ServiceError> {
    let wrong_kind = || {
        let problem = Problem::new("MARK_OF_WRONG_KIND").with("detail", indicator.rule.kind());
        ServiceError::invalid(problem)
    };
    match action {
        MarkAction::Give { level, pct, reason } | MarkAction::Decide { level, pct, reason }
            if matches!(indicator.rule, Rule::GradeLevel { .. }) =>
        {
            let reason = bounded_text("reason", reason, REASON_LIMIT)?;
            let given = (bounded_text("level", level, REASON_LIMIT)?, pct.clone());
            let mark = match action {
                MarkAction::Decide { .. } => decided(actor, present, given, reason.clone())?,
                _ => given_by(actor, needs_two, present, given, reason.clone()),
            };
            Ok((mark, reason))
        }
        MarkAction::Confirm => match present {
            Some(DeskMark::Manual { .. }) => confirmed(actor, present).map(|mark| {
                let reason = String::new();
                (mark, reason)
            }),
            _ => Err(wrong_kind()),
        },
        _ => Err(wrong_kind()),
    }
}

fn given_by(
    actor: &Actor,
    needs_two: bool,
    present: Option<&DeskMark>,
    (level, pct): (String, ExactNumber),
    reason: String,
) -> DeskMark {
    if !needs_two {
        return DeskMark::Level { level, pct, reason };
    }
    let mark = ScorerMark {
        scorer: actor.id.clone(),
        name: actor.name.clone(),
        level,
        pct,
        reason,
    };
    give_mark(present, mark)
}

fn decided(
    actor: &Actor,
    present: Option<&DeskMark>,
    (level, pct): (String, ExactNumber),
    reason: String,
) -> Result<DeskMark, ServiceError> {
    if let Some(DeskMark::Joint { marks, .. }) = present
        && marks.iter().any(|mark| mark.scorer == actor.id)
    {
        return Err(ServiceError::Conflict(Problem::new("DECIDER_IS_SCORER")));
    }
    let decision = JointDecision {
        name: actor.name.clone(),
        level,
        pct,
        reason,
    };
    decide(present, decision)
        .ok_or_else(|| ServiceError::Conflict(Problem::new("DECISION_NOT_NEEDED")))
}

fn confirmed(actor: &Actor, present: Option<&DeskMark>) -> Result<DeskMark, ServiceError> {
    let Some(DeskMark::Manual {
        score,
        reason,
        entered_by,
        ..
    }) = present
    else {
        return Err(ServiceError::Conflict(Problem::new("MARK_WITHOUT_AUTHOR")));
    };
    match entered_by {
        None => Err(ServiceError::Conflict(Problem::new("MARK_WITHOUT_AUTHOR"))),
        Some(author) if author.account == actor.id => {
            Err(ServiceError::Conflict(Problem::new("SAME_PERSON_CONFIRMS")))
        }
        Some(author) => Ok(DeskMark::Manual {
            score: *score,
            reason: reason.clone(),
            entered_by: Some(author.clone()),
            confirmed_by: Some(person(actor)),
        }),
    }
}
