//! What one person's action makes of a mark: giving, taking back, deciding, confirming. Not here:
//! storing it (`score_marks`), how two marks become one (`domain::scoring`).

use domain::indicator::{Indicator, LevelBand, Rule};
use domain::problem::Problem;
use domain::scoring::exact::ExactNumber;
use domain::scoring::{
    DeskMark, JointDecision, ScorerMark, check_mark, decide, give_mark, is_decided, make_room,
    take_back,
};
use domain::wire::{MarkAction, MarkRequest};

use super::score_marks::{person, read as read_mark};
use super::scores::REASON_LIMIT;
use super::{Actor, ServiceError, bounded_text};

/// Where somebody acts on a mark.
pub(super) struct Place<'a> {
    /// Who acts.
    pub(super) actor: &'a Actor,
    /// On the mark of which indicator.
    pub(super) indicator: &'a Indicator,
    /// Whether the plan wants two people.
    pub(super) needs_two: bool,
    /// The mark that stands.
    pub(super) present: Option<&'a DeskMark>,
}

/// What stands after an action, nothing where a mark is taken back; and the reason given for it.
pub(super) type After = Result<(Option<DeskMark>, String), ServiceError>;

impl Place<'_> {
    /// Whether what the action is about is what its person saw.
    pub(super) fn is_as_seen(&self, request: &MarkRequest) -> bool {
        let seen = request.seen.as_ref().and_then(read_mark);
        match request.action {
            MarkAction::Give { .. } | MarkAction::Withdraw { .. } if self.needs_two => {
                self.own(seen.as_ref()) == self.own(self.present)
            }
            _ => seen.as_ref() == self.present,
        }
    }

    /// My own part of two people's marks.
    fn own<'m>(&self, mark: Option<&'m DeskMark>) -> Option<&'m ScorerMark> {
        match mark {
            Some(DeskMark::Joint { marks, .. }) => {
                marks.iter().find(|mark| mark.scorer == self.actor.id)
            }
            _ => None,
        }
    }

    fn levels(&self) -> Option<&[LevelBand]> {
        match &self.indicator.rule {
            Rule::GradeLevel { levels } => Some(levels),
            _ => None,
        }
    }

    /// Does the action.
    pub(super) fn after(&self, action: &MarkAction) -> After {
        let wrong_kind = || {
            let kind = self.indicator.rule.kind();
            let problem = Problem::new("MARK_OF_WRONG_KIND").with("detail", kind);
            ServiceError::invalid(problem)
        };
        if let MarkAction::Confirm { reason } = action {
            let Some(DeskMark::Manual { .. }) = self.present else {
                return Err(wrong_kind());
            };
            let reason = bounded_text("reason", reason, REASON_LIMIT)?;
            return Ok((Some(confirmed(self.actor, self.present)?), reason));
        }
        let levels = self.levels().ok_or_else(wrong_kind)?;
        match action {
            MarkAction::Decide { level, pct, reason } => {
                let reason = bounded_text("reason", reason, REASON_LIMIT)?;
                let level = bounded_text("level", level, REASON_LIMIT)?;
                let given = (level, pct.clone());
                let mark = decided(self.actor, self.present, given, reason.clone())?;
                self.must_hold(&mark, 0)?;
                Ok((Some(mark), reason))
            }
            MarkAction::Give {
                level,
                pct,
                reason,
                replace,
            } => {
                let reason = bounded_text("reason", reason, REASON_LIMIT)?;
                let level = bounded_text("level", level, REASON_LIMIT)?;
                let given = (level, pct.clone(), reason.clone());
                let mark = match self.needs_two {
                    true => self.given_as_one_of_two(levels, given)?,
                    false => self.given_alone(given, *replace)?,
                };
                Ok((Some(mark), reason))
            }
            MarkAction::Withdraw { reason } => self.withdrawn(levels, reason),
            MarkAction::Confirm { .. } => Err(wrong_kind()),
        }
    }

    fn withdrawn(&self, levels: &[LevelBand], reason: &str) -> After {
        let reason = bounded_text("reason", reason, REASON_LIMIT)?;
        if reason.is_empty() {
            let problem = Problem::new("REASON_MISSING").at_path("reason");
            return Err(ServiceError::invalid(problem));
        }
        self.must_be_undecided(levels)?;
        let none = || ServiceError::Conflict(Problem::new("MARK_NOT_YOURS"));
        let present = self.present.ok_or_else(none)?;
        let left = take_back(present, &self.actor.id).map_err(ServiceError::Conflict)?;
        Ok((left, reason))
    }

    fn must_be_undecided(&self, levels: &[LevelBand]) -> Result<(), ServiceError> {
        match self.present {
            Some(present) if is_decided(present, levels) => {
                Err(ServiceError::Conflict(Problem::new("MARK_DECIDED")))
            }
            _ => Ok(()),
        }
    }

    fn must_hold(&self, mark: &DeskMark, scorers: usize) -> Result<(), ServiceError> {
        let mut problems = check_mark(self.indicator, mark);
        if scorers > 2 {
            problems.push(Problem::new("TOO_MANY_SCORERS"));
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(ServiceError::Invalid(problems)),
        }
    }

    /// Only what is given now is judged: an older mark that the levels no longer hold is a gap of
    /// its own, and no hindrance for others.
    fn given_as_one_of_two(
        &self,
        levels: &[LevelBand],
        (level, pct, reason): (String, ExactNumber, String),
    ) -> Result<DeskMark, ServiceError> {
        self.must_be_undecided(levels)?;
        let mark = ScorerMark {
            scorer: self.actor.id.clone(),
            name: self.actor.name.clone(),
            level,
            pct,
            reason,
        };
        let present = self.present.cloned();
        let present = present.map(|present| make_room(present, &self.actor.id, levels));
        let after = give_mark(present.as_ref(), mark.clone());
        let scorers = match &after {
            DeskMark::Joint { marks, .. } => marks.len(),
            _ => 1,
        };
        self.must_hold(&give_mark(None, mark), scorers)?;
        Ok(after)
    }

    /// A colleague's mark is replaced only where that is what is asked for.
    fn given_alone(
        &self,
        (level, pct, reason): (String, ExactNumber, String),
        replace: bool,
    ) -> Result<DeskMark, ServiceError> {
        let me = &self.actor.id;
        let colleague = match self.present {
            Some(DeskMark::Level {
                given_by: Some(author),
                ..
            }) if author.account != *me => Some(&author.name),
            Some(DeskMark::Joint { marks, .. }) => {
                let other = marks.iter().find(|mark| mark.scorer != *me);
                other.map(|mark| &mark.name)
            }
            _ => None,
        };
        if let (Some(name), false) = (colleague, replace) {
            let problem = Problem::new("MARK_OF_COLLEAGUE").with("name", name);
            return Err(ServiceError::Conflict(problem));
        }
        let mark = DeskMark::Level {
            level,
            pct,
            reason,
            given_by: Some(person(self.actor)),
        };
        self.must_hold(&mark, 1)?;
        Ok(mark)
    }
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
