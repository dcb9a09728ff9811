//! Where a report stands after its events. Not here: who may do what next (`permission`).

use super::{ReviewEvent, ReviewLevel, ReviewNote, RiskLevel, ShownScore, SignOff};
use crate::ids::{AccountId, Sha256Hex};
use crate::scoring::{Points, ScoreSheet};
use crate::time::Timestamp;

/// 报告的阶段.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum ReportStage {
    /// 编写.
    Drafting,
    /// 复核中.
    InReview {
        /// The level that signs next.
        next: ReviewLevel,
    },
    /// 内部复核通过.
    ReviewPassed,
    /// 征求意见中.
    Consultation,
    /// 意见已处理, and all sign-offs hold: it may be issued.
    ReadyToIssue,
    /// 已出具.
    Issued {
        /// 报告文号.
        number: String,
    },
}

/// All that follows from the events.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// The stage.
    pub stage: ReportStage,
    /// 编制人: who submitted last.
    pub preparer: Option<AccountId>,
    /// When that was.
    #[serde(default)]
    pub submitted_at: Option<Timestamp>,
    /// When this round began: after the last issue; `None` for the first report.
    #[serde(default)]
    pub began_at: Option<Timestamp>,
    /// Sign-offs that hold for the present content.
    pub valid: Vec<SignOff>,
    /// Sign-offs of this round that a later edit voided.
    pub void: Vec<SignOff>,
    /// All notes of this report.
    pub notes: Vec<ReviewNote>,
    /// Since when and until when opinions are asked, with the total they are asked on.
    pub consultation: Option<Consultation>,
    /// 更正: which number is corrected, and why.
    pub correction: Option<(String, String)>,
}

/// 征求意见.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Consultation {
    /// Until when, `2026-11-22`.
    pub deadline: String,
    /// The total that was shown.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub total: Points,
    /// The scores that were shown, row by row; empty for consultations from before they were kept.
    #[serde(default)]
    pub rows: Vec<ShownScore>,
    /// Whether all opinions were settled.
    pub settled: bool,
}

impl Consultation {
    /// Whether any score differs from what was shown, also where two rows make up for one another.
    pub fn differs_from(&self, sheet: &ScoreSheet) -> bool {
        let rows = super::shown_scores(sheet);
        self.total != sheet.total || (!self.rows.is_empty() && self.rows != rows)
    }
}

impl Standing {
    /// Notes that nobody closed.
    pub fn open_notes(&self) -> impl Iterator<Item = &ReviewNote> {
        self.notes.iter().filter(|note| !note.closed)
    }
}

/// Folds the events; `current` is the hash of the report as it stands now. A sign-off for another
/// content is void, and so are those after it.
pub fn standing(events: &[ReviewEvent], current: &Sha256Hex, risk: RiskLevel) -> Standing {
    let mut fold = Fold::default();
    for event in events {
        fold.take(event);
    }
    let first_void = fold
        .signed
        .iter()
        .position(|sign_off| sign_off.content != *current)
        .unwrap_or(fold.signed.len());
    let void = fold.signed.split_off(first_void);
    let next = ReviewLevel::required(risk)
        .iter()
        .copied()
        .find(|level| fold.signed.iter().all(|sign_off| sign_off.level != *level));
    let settled = fold.consultation.as_ref().map(|it| it.settled);
    let stage = match (fold.issued, fold.submitted, next, settled) {
        (Some(number), ..) => ReportStage::Issued { number },
        (None, true, Some(next), _) => ReportStage::InReview { next },
        (None, true, None, Some(true)) => ReportStage::ReadyToIssue,
        (None, true, None, None) => ReportStage::ReviewPassed,
        (None, _, _, Some(false)) => ReportStage::Consultation,
        (None, false, ..) => ReportStage::Drafting,
    };
    Standing {
        stage,
        preparer: fold.preparer,
        submitted_at: fold.submitted_at,
        began_at: fold.began_at,
        valid: fold.signed,
        void,
        notes: fold.notes,
        consultation: fold.consultation,
        correction: fold.correction,
    }
}

#[derive(Default)]
struct Fold {
    submitted: bool,
    preparer: Option<AccountId>,
    submitted_at: Option<Timestamp>,
    began_at: Option<Timestamp>,
    signed: Vec<SignOff>,
    notes: Vec<ReviewNote>,
    consultation: Option<Consultation>,
    issued: Option<String>,
    correction: Option<(String, String)>,
}

impl Fold {
    fn take(&mut self, event: &ReviewEvent) {
        match event {
            ReviewEvent::Submitted { by, at, .. } => {
                self.submitted = true;
                self.submitted_at = Some(*at);
                self.preparer = Some(by.clone());
                self.signed.clear();
            }
            ReviewEvent::Signed { sign_off } => {
                // Signing anew at a level replaces what stood there and above.
                self.signed.retain(|old| old.level < sign_off.level);
                self.signed.push(sign_off.clone());
            }
            ReviewEvent::Returned { notes, .. } => {
                self.submitted = false;
                self.signed.clear();
                self.notes.extend(notes.iter().cloned());
            }
            ReviewEvent::NoteAnswered { note, answer } => {
                let found = self.notes.iter_mut().find(|it| it.id == *note);
                if let Some(found) = found {
                    found.answer = Some(answer.clone());
                }
            }
            ReviewEvent::NoteClosed { note, .. } => {
                let found = self.notes.iter_mut().find(|it| it.id == *note);
                if let Some(found) = found {
                    found.closed = true;
                }
            }
            ReviewEvent::Consulted {
                deadline,
                total,
                rows,
                ..
            } => {
                self.consultation = Some(Consultation {
                    deadline: deadline.clone(),
                    total: *total,
                    rows: rows.clone(),
                    settled: false,
                });
            }
            ReviewEvent::OpinionsSettled { .. } => {
                if let Some(consultation) = &mut self.consultation {
                    consultation.settled = true;
                }
            }
            ReviewEvent::Issued { number, .. } => self.issued = Some(number.clone()),
            ReviewEvent::Reopened {
                corrects,
                reason,
                at,
                ..
            } => {
                *self = Self {
                    correction: Some((corrects.clone(), reason.clone())),
                    began_at: Some(*at),
                    notes: std::mem::take(&mut self.notes),
                    ..Self::default()
                };
            }
        }
    }
}
