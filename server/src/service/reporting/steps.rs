//! The report's way: submitted, signed, returned, sent out for opinions, issued. Each step is one
//! event, allowed by `domain::review`. Not here: freezing an issue (`issue`).

use domain::engagement::Stage;
use domain::opinion::Opinion;
use domain::problem::Problem;
use domain::rectification::add_working_days;
use domain::report::texts;
use domain::review::{
    NoteAnswer, Request, ReviewEvent, ReviewLevel, ReviewNote, SignOff, Standing, allowed,
    may_close, shown_scores,
};
use domain::time::{Timestamp, parse_day};
use domain::wire::{ReportStep, ReportView, ReviewStep};

use super::super::{Actor, Membership, Service, ServiceError, plan_state, reader};
use super::view::view;
use super::{Assembled, assemble, issue, standing_of};
use crate::store::{self, Tx};

/// Working days that a unit has for its opinion (domain.md §2.2 step 15).
const CONSULTATION_DAYS: u32 = 10;
/// Characters of a note or an answer.
const NOTE_CHARACTERS: usize = 2_000;
/// Notes of one return.
const NOTE_LIMIT: usize = 200;

/// Who takes a step, on what, when.
pub(super) struct Acting<'a> {
    pub tx: &'a Tx<'a>,
    pub service: &'a Service,
    pub actor: &'a Actor,
    pub membership: &'a Membership,
    pub assembled: &'a Assembled,
    pub standing: Standing,
    pub now: Timestamp,
}

/// Takes a step.
pub async fn step(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: ReviewStep,
) -> Result<ReportView, ServiceError> {
    let (service_, actor) = (service.clone(), actor.clone());
    let (engagement, now) = (engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            let assembled = assemble(tx, &membership)?;
            if wanted.content != assembled.content.as_str() {
                return Err(ServiceError::Conflict(Problem::new("REPORT_CHANGED")));
            }
            let acting = Acting {
                tx,
                service: &service_,
                actor: &actor,
                standing: standing_of(tx, &membership, &assembled.content)?,
                membership: &membership,
                assembled: &assembled,
                now,
            };
            acting.take(&wanted.step)?;
            let changed = reader(tx, &actor, &engagement)?;
            view(tx, &service_, &actor, &changed)
        })
        .await
}

fn refused(problem: Problem) -> ServiceError {
    match problem.code.as_str() {
        "REVIEW_ROLE"
        | "REVIEWER_IS_PREPARER"
        | "REVIEWER_IS_AUTHOR"
        | "REVIEWER_SIGNED_BEFORE" => ServiceError::Forbidden(problem),
        "REVIEW_STAGE" | "REVIEW_NOTE_UNANSWERED" => ServiceError::Conflict(problem),
        _ => ServiceError::invalid(problem),
    }
}

impl Acting<'_> {
    fn take(&self, step: &ReportStep) -> Result<(), ServiceError> {
        let concludes = matches!(
            step,
            ReportStep::Submit
                | ReportStep::Sign { .. }
                | ReportStep::Consult { .. }
                | ReportStep::Issue { .. }
        );
        if concludes {
            plan_state::must_be_approved(self.tx, &self.membership.engagement.id)?;
        }
        match step {
            ReportStep::Submit => self.submit(),
            ReportStep::Sign {
                level,
                certificate,
                score_change_reason,
            } => self.sign(*level, certificate, score_change_reason),
            ReportStep::Return { level, notes } => self.send_back(*level, notes),
            ReportStep::AnswerNote { note, text } => self.answer(note, text),
            ReportStep::CloseNote { note } => self.close(note),
            ReportStep::Consult { deadline } => self.consult(deadline),
            ReportStep::SettleOpinions => self.settle(),
            ReportStep::Issue { number } => issue::issue(self, number),
            ReportStep::Correct { reason } => self.correct(reason),
            ReportStep::Publish { day } => self.publish(day),
        }
    }

    pub(super) fn permit(&self, request: &Request<'_>) -> Result<(), ServiceError> {
        let role = self.membership.role;
        allowed(&self.standing, &self.actor.id, role, request).map_err(refused)
    }

    /// As [`Self::record`] for an issue: the log repeats its seal.
    pub(super) fn record_sealed(
        &self,
        event: &ReviewEvent,
        seal: &str,
    ) -> Result<(), ServiceError> {
        let id = &self.membership.engagement.id;
        let (now, who) = (self.now, &self.actor.id);
        store::reporting::append_event(self.tx, id, event, who, now)?;
        let words = texts(&self.assembled.edited.report);
        store::reporting::keep_version(self.tx, id, "report_issue", &words, who, now)?;
        let details = serde_json::json!({ "event": event, "seal": seal });
        store::audit::insert(self.tx, now, Some(who), Some(id), "report_issue", &details)?;
        Ok(())
    }

    /// Stores an event, in the log too, and keeps the words as a version where a step asks for it.
    pub(super) fn record(
        &self,
        event: &ReviewEvent,
        action: &str,
        keep_version: bool,
    ) -> Result<(), ServiceError> {
        let id = &self.membership.engagement.id;
        store::reporting::append_event(self.tx, id, event, &self.actor.id, self.now)?;
        if keep_version {
            let words = texts(&self.assembled.edited.report);
            let who = &self.actor.id;
            store::reporting::keep_version(self.tx, id, action, &words, who, self.now)?;
        }
        let details = serde_json::json!({ "event": event });
        let (at, who) = (self.now, Some(&self.actor.id));
        store::audit::insert(self.tx, at, who, Some(id), action, &details)?;
        Ok(())
    }

    fn submit(&self) -> Result<(), ServiceError> {
        self.permit(&Request::Submit)?;
        let event = ReviewEvent::Submitted {
            by: self.actor.id.clone(),
            name: self.actor.name.clone(),
            at: self.now,
            content: self.assembled.content.clone(),
        };
        self.record(&event, "report_submit", true)
    }

    fn sign(
        &self,
        level: ReviewLevel,
        certificate: &str,
        score_change_reason: &str,
    ) -> Result<(), ServiceError> {
        // A reference that leads nowhere blocks every level; contradictions block from L3 on.
        let blocks_all = |problem: &&Problem| problem.code == "REPORT_REFERENCE_UNRESOLVED";
        let problems: Vec<Problem> = match level {
            ReviewLevel::First | ReviewLevel::Second => {
                let found = self.assembled.problems.iter().filter(blocks_all);
                found.cloned().collect()
            }
            ReviewLevel::Third | ReviewLevel::Quality => self.assembled.problems.clone(),
        };
        self.permit(&Request::Sign {
            level,
            problems: &problems,
            sheet: &self.assembled.inputs.sheet,
            wording: &store::reporting::wording(self.tx, &self.membership.engagement.id)?,
            score_change_reason,
            certificate,
        })?;
        let sign_off = SignOff {
            level,
            by: self.actor.id.clone(),
            name: self.actor.name.clone(),
            certificate: super::super::bounded_text("certificate", certificate, 100)?,
            at: self.now,
            content: self.assembled.content.clone(),
            score_change_reason: super::super::bounded_text(
                "score_change_reason",
                score_change_reason,
                NOTE_CHARACTERS,
            )?,
        };
        self.record(&ReviewEvent::Signed { sign_off }, "report_sign", true)
    }

    fn send_back(
        &self,
        level: ReviewLevel,
        notes: &[(String, String)],
    ) -> Result<(), ServiceError> {
        let mut kept = Vec::new();
        for (block, text) in notes.iter().take(NOTE_LIMIT) {
            let text = super::super::bounded_text("notes", text, NOTE_CHARACTERS)?;
            if text.is_empty() {
                continue;
            }
            kept.push(ReviewNote {
                id: self.service.identifier(),
                level,
                block: super::super::bounded_text("notes", block, 200)?,
                text,
                name: self.actor.name.clone(),
                at: self.now,
                answer: None,
                closed: false,
            });
        }
        self.permit(&Request::Return {
            level,
            notes: kept.len(),
        })?;
        let event = ReviewEvent::Returned {
            level,
            name: self.actor.name.clone(),
            at: self.now,
            notes: kept,
        };
        self.record(&event, "report_return", true)
    }

    fn note(&self, id: &str) -> Result<&ReviewNote, ServiceError> {
        let found = self.standing.notes.iter().find(|note| note.id == id);
        found.ok_or_else(|| ServiceError::NotFound(Problem::new("REVIEW_NOTE_UNKNOWN")))
    }

    fn answer(&self, note: &str, text: &str) -> Result<(), ServiceError> {
        self.note(note)?;
        let text = super::super::bounded_text("text", text, NOTE_CHARACTERS)?;
        if text.is_empty() {
            return Err(ServiceError::invalid(
                Problem::new("REASON_MISSING").at_path("text"),
            ));
        }
        let answer = NoteAnswer {
            text,
            by: self.actor.id.clone(),
            name: self.actor.name.clone(),
            at: self.now,
        };
        let note = note.to_owned();
        let event = ReviewEvent::NoteAnswered { note, answer };
        self.record(&event, "report_note_answer", false)
    }

    /// Only who may sign at the note's level closes it, and nobody their own answer.
    fn close(&self, note: &str) -> Result<(), ServiceError> {
        let found = self.note(note)?;
        let (actor, role) = (self.actor, self.membership.role);
        may_close(found, &actor.id, &actor.name, role).map_err(refused)?;
        let event = ReviewEvent::NoteClosed {
            note: note.to_owned(),
            name: self.actor.name.clone(),
            at: self.now,
        };
        self.record(&event, "report_note_close", false)
    }

    fn consult(&self, deadline: &str) -> Result<(), ServiceError> {
        self.permit(&Request::Consult)?;
        let today = self.now.to_day_text();
        let deadline = match deadline.trim() {
            "" => add_working_days(&today, CONSULTATION_DAYS).unwrap_or_default(),
            day => day.to_owned(),
        };
        if parse_day(&deadline).is_none() || deadline < today {
            let problem = Problem::new("DAY_MALFORMED").at_path("deadline");
            return Err(ServiceError::invalid(problem));
        }
        let event = ReviewEvent::Consulted {
            name: self.actor.name.clone(),
            at: self.now,
            deadline,
            total: self.assembled.inputs.sheet.total,
            rows: shown_scores(&self.assembled.inputs.sheet),
            content: self.assembled.content.clone(),
        };
        self.record(&event, "report_consult", true)
    }

    fn settle(&self) -> Result<(), ServiceError> {
        let opinions = store::feedback::opinions(self.tx, &self.membership.engagement.id)?;
        let open = |opinion: &&Opinion| opinion.decision.is_none();
        let undecided = opinions.iter().filter(open).count();
        self.permit(&Request::Settle { undecided })?;
        let event = ReviewEvent::OpinionsSettled {
            name: self.actor.name.clone(),
            at: self.now,
        };
        self.record(&event, "report_settle", false)
    }

    fn correct(&self, reason: &str) -> Result<(), ServiceError> {
        self.permit(&Request::Reopen { reason })?;
        let domain::review::ReportStage::Issued { number } = &self.standing.stage else {
            return Err(ServiceError::Conflict(Problem::new("REVIEW_STAGE")));
        };
        let event = ReviewEvent::Reopened {
            corrects: number.clone(),
            reason: super::super::bounded_text("reason", reason, NOTE_CHARACTERS)?,
            name: self.actor.name.clone(),
            at: self.now,
        };
        // What an archive holds is no longer all there is.
        let mut engagement = self.membership.engagement.clone();
        engagement.stage = Stage::Rectification;
        store::engagements::update(self.tx, &engagement)?;
        self.record(&event, "report_correct", true)
    }

    fn publish(&self, day: &str) -> Result<(), ServiceError> {
        if !self.membership.role.may_manage() {
            return Err(ServiceError::Forbidden(Problem::new("MANAGER_ONLY")));
        }
        if parse_day(day).is_none() {
            return Err(ServiceError::invalid(
                Problem::new("DAY_MALFORMED").at_path("day"),
            ));
        }
        let id = &self.membership.engagement.id;
        let heads = store::issues::of_engagement(self.tx, id)?;
        let newest = heads.first();
        let newest = newest.ok_or_else(|| ServiceError::Conflict(Problem::new("REVIEW_STAGE")))?;
        store::issues::set_published(self.tx, &newest.number, day)?;
        let details = serde_json::json!({ "number": newest.number, "day": day });
        let (at, who) = (self.now, Some(&self.actor.id));
        store::audit::insert(self.tx, at, who, Some(id), "report_publish", &details)?;
        Ok(())
    }
}
