//! What the room of scores holds: the sheet and the inputs, the reason being typed, a 试算 and the
//! actions on them. Not here: drawing (`mod`, `drawer`).

use std::sync::Arc;

use domain::ids::{AccountId, IndicatorCode};
use domain::problem::Problem;
use domain::scoring::{
    DeskMark, JointDecision, ScoreChange, ScorerMark, SecondPerson, decide,
    give_mark as marks_after,
};
use domain::wire::{ConfirmScores, MarkAction, MarkRequest, ScoreInputs, ScoreView, SessionView};
use leptos::prelude::*;
use serde_json::Value;

use super::overtaken::{Again, Change, Overtaken};
use crate::components::ToastKind;
use crate::components::desk::words::Words;
use crate::i18n::*;
use crate::pages::desk::support::{Loading, Rooms, run, use_rooms};
use crate::state::{Failure, desk, scores, use_app};

/// The account of the second person of a 试算, who is nobody.
const COLLEAGUE: &str = "what-if";

/// Inputs that are not saved, and the sheet that they give.
#[derive(Clone)]
pub struct Trial {
    /// As typed so far.
    pub inputs: ScoreInputs,
    /// What the server computed from them.
    pub seen: ScoreView,
}

/// `Copy`; made anew whenever the scores were loaded.
#[derive(Clone, Copy)]
pub struct Board {
    i18n: Words,
    rooms: Rooms,
    session: Signal<Option<SessionView>>,
    loading: Loading<(ScoreView, ScoreInputs)>,
    stored: StoredValue<(ScoreView, ScoreInputs)>,
    /// One action at a time.
    pub busy: RwSignal<bool>,
    /// Why the next change is made.
    pub reason: RwSignal<String>,
    /// Set while trying.
    pub trial: RwSignal<Option<Trial>>,
    /// Set while somebody else's newer inputs wait for a choice.
    pub overtaken: RwSignal<Option<Overtaken>>,
}

impl Board {
    /// Of what was loaded; in a component.
    pub fn new(seen: (ScoreView, ScoreInputs), loading: Loading<(ScoreView, ScoreInputs)>) -> Self {
        Self {
            i18n: use_i18n(),
            rooms: use_rooms(),
            session: use_app().session(),
            loading,
            stored: StoredValue::new(seen),
            busy: RwSignal::new(false),
            reason: RwSignal::new(String::new()),
            trial: RwSignal::new(None),
            overtaken: RwSignal::new(None),
        }
    }

    /// The scores that stand.
    pub fn real(&self) -> ScoreView {
        self.stored.with_value(|(seen, _)| seen.clone())
    }

    /// Reads the scores in hand: the tried ones while trying.
    pub fn with_scores<R>(&self, read: impl FnOnce(&ScoreView) -> R) -> R {
        self.trial.with(|trial| match trial {
            Some(trial) => read(&trial.seen),
            None => self.stored.with_value(|(seen, _)| read(seen)),
        })
    }

    /// The inputs in hand: the tried ones while trying.
    pub fn inputs(&self) -> ScoreInputs {
        self.trial.with_untracked(|trial| match trial {
            Some(trial) => trial.inputs.clone(),
            None => self.stored.with_value(|(_, inputs)| inputs.clone()),
        })
    }

    /// The mark in hand of an indicator.
    pub fn mark(&self, code: &IndicatorCode) -> Option<DeskMark> {
        let value = self.inputs().desk_marks.get(code)?.clone();
        serde_json::from_value(value).ok()
    }

    /// What differs from 初步结论 in an indicator.
    pub fn changed_since(&self, code: &IndicatorCode) -> Option<ScoreChange> {
        self.stored.with_value(|(seen, _)| {
            let confirmed = seen.confirmation.as_ref()?;
            let mut changes = confirmed.changes.iter();
            changes.find(|it| it.code == code.as_str()).cloned()
        })
    }

    /// Who looks at it.
    pub fn me(&self) -> Option<AccountId> {
        let session = self.session.get_untracked();
        session.map(|session| session.account_id)
    }

    /// Begins a 试算.
    pub fn try_out(&self) {
        let (seen, inputs) = self.stored.get_value();
        self.trial.set(Some(Trial { inputs, seen }));
    }

    /// Saves changed inputs; while trying asks what they would give.
    pub fn save(&self, change: impl Fn(&mut ScoreInputs) + Send + Sync + 'static) {
        self.send(self.inputs(), Arc::new(change));
    }

    fn send(&self, base: ScoreInputs, change: Change) {
        let board = *self;
        let mut inputs = base;
        let reason = self.reason.get_untracked();
        reason.trim().clone_into(&mut inputs.reason);
        change(&mut inputs);
        if self.trial.with_untracked(Option::is_some) {
            return self.try_inputs(inputs);
        }
        let code = self.rooms.engagement.get_untracked();
        run(self.busy, async move {
            let answer = desk::put_score_inputs(&code, &inputs).await;
            board.sent(answer, Again::Inputs(change)).await;
        });
    }

    /// After something was sent: done, overtaken by somebody else, or wrong.
    async fn sent(&self, answer: Result<ScoreView, Failure>, again: Again) {
        let done = t_string!(self.i18n, desk.mark_entered);
        let Some(by) = answer.as_ref().err().and_then(overtaken_by) else {
            return self.settle(answer, done);
        };
        let code = self.rooms.engagement.get_untracked();
        match desk::score_inputs(&code).await {
            Ok(theirs) => {
                let overtaken = self
                    .stored
                    .with_value(|(_, mine)| Overtaken::new(by, mine, theirs, again));
                self.overtaken.set(Some(overtaken));
            }
            Err(failure) => self.rooms.fail(self.i18n, &failure),
        }
    }

    /// Theirs in place of what was typed.
    pub fn load_theirs(&self) {
        self.overtaken.set(None);
        self.loading.refetch();
    }

    /// What was typed, on top of theirs.
    pub fn send_again(&self) {
        let Some(overtaken) = self.overtaken.get_untracked() else {
            return;
        };
        self.overtaken.set(None);
        match overtaken.again {
            Again::Inputs(change) => self.send(overtaken.theirs, change),
            Again::Mark(indicator, action) => {
                let seen = overtaken.theirs.desk_marks.get(&indicator).cloned();
                self.send_mark(indicator, action, seen);
            }
        }
    }

    /// Saves a mark. While trying, the second person is taken to confirm a manual score.
    pub fn save_mark(&self, code: &IndicatorCode, mark: DeskMark) {
        let mark = match mark {
            DeskMark::Manual {
                score,
                reason,
                confirmed_by: None,
                ..
            } if self.trial.with_untracked(Option::is_some) => DeskMark::Manual {
                score,
                reason,
                entered_by: self.me().map(|account| SecondPerson {
                    account,
                    name: String::new(),
                }),
                confirmed_by: Some(SecondPerson {
                    account: AccountId::from(COLLEAGUE),
                    name: t_string!(self.i18n, scores.what_if_colleague).to_owned(),
                }),
            },
            other => other,
        };
        if let Ok(value) = serde_json::to_value(mark) {
            let code = code.clone();
            self.save(move |inputs| {
                drop(inputs.desk_marks.insert(code.clone(), value.clone()));
            });
        }
    }

    /// Saves that an indicator is 不适用, or that it applies after all.
    pub fn save_not_applicable(&self, code: &IndicatorCode, reason: Option<String>) {
        let code = code.clone();
        self.save(move |inputs| match &reason {
            Some(reason) => {
                if inputs.reason.is_empty() {
                    inputs.reason.clone_from(reason);
                }
                inputs.not_applicable.insert(code.clone(), reason.clone());
            }
            None => drop(inputs.not_applicable.remove(&code)),
        });
    }

    /// My part in a mark.
    pub fn act(&self, indicator: &IndicatorCode, action: MarkAction) {
        if self.trial.with_untracked(Option::is_some) {
            if let Some(mark) = self.tried_mark(indicator, action) {
                self.save_mark(indicator, mark);
            }
            return;
        }
        let seen = self.inputs().desk_marks.get(indicator).cloned();
        self.send_mark(indicator.clone(), action, seen);
    }

    fn send_mark(&self, indicator: IndicatorCode, action: MarkAction, seen: Option<Value>) {
        let board = *self;
        let code = self.rooms.engagement.get_untracked();
        run(self.busy, async move {
            let request = MarkRequest {
                indicator: indicator.clone(),
                action: action.clone(),
                seen,
            };
            let answer = scores::give_mark(&code, &request).await;
            board.sent(answer, Again::Mark(indicator, action)).await;
        });
    }

    /// 初步结论, of the very sheet that is on the screen.
    pub fn confirm(&self, note: String) {
        let board = *self;
        let code = self.rooms.engagement.get_untracked();
        let sheet = self.stored.with_value(|(seen, _)| seen.sheet_hash.clone());
        run(self.busy, async move {
            let request = ConfirmScores {
                sheet,
                reason: note,
            };
            board.settle(
                scores::confirm_scores(&code, &request).await,
                t_string!(board.i18n, scores.confirmed_done),
            );
        });
    }

    fn try_inputs(&self, inputs: ScoreInputs) {
        let board = *self;
        let code = self.rooms.engagement.get_untracked();
        run(self.busy, async move {
            match scores::what_if(&code, &inputs).await {
                Ok(seen) => board.trial.update(|trial| {
                    // Who stopped trying meanwhile is not brought back.
                    if let Some(trial) = trial {
                        *trial = Trial { inputs, seen };
                    }
                }),
                Err(failure) => board.rooms.fail(board.i18n, &failure),
            }
        });
    }

    /// What a mark would be. Where two people are needed and one has spoken, the other one is taken
    /// to agree: a 试算 asks what would come out.
    fn tried_mark(&self, indicator: &IndicatorCode, action: MarkAction) -> Option<DeskMark> {
        let present = self.mark(indicator);
        let me = self.session.get_untracked();
        let (scorer, name) = me.map(|me| (me.account_id, me.name)).unwrap_or_default();
        match action {
            MarkAction::Give {
                level, pct, reason, ..
            } => {
                let mark = ScorerMark {
                    scorer,
                    name,
                    level,
                    pct,
                    reason,
                };
                let mut after = marks_after(present.as_ref(), mark.clone());
                if let DeskMark::Joint { marks, .. } = &mut after
                    && marks.len() == 1
                {
                    let other = t_string!(self.i18n, scores.what_if_colleague);
                    marks.push(ScorerMark {
                        scorer: AccountId::from(COLLEAGUE),
                        name: other.to_owned(),
                        ..mark
                    });
                }
                Some(after)
            }
            MarkAction::Decide { level, pct, reason } => {
                let decision = JointDecision {
                    name,
                    level,
                    pct,
                    reason,
                };
                decide(present.as_ref(), decision)
            }
            MarkAction::Withdraw { .. } => None,
            MarkAction::Confirm { .. } => match present? {
                DeskMark::Manual {
                    score,
                    reason,
                    entered_by,
                    ..
                } => Some(DeskMark::Manual {
                    score,
                    reason,
                    entered_by,
                    confirmed_by: Some(SecondPerson {
                        account: scorer,
                        name,
                    }),
                }),
                _ => None,
            },
        }
    }

    /// After a change: says so and loads anew, or says what is wrong.
    fn settle(&self, answer: Result<ScoreView, Failure>, done: &str) {
        match answer {
            Ok(_) => {
                self.rooms.done(done);
                self.loading.refetch();
            }
            Err(failure) if changed_meanwhile(&failure) => {
                let text = t_string!(self.i18n, scores.changed_meanwhile).to_owned();
                self.rooms.message.set(Some((ToastKind::Bad, text)));
                self.loading.refetch();
            }
            Err(failure) => self.rooms.fail(self.i18n, &failure),
        }
    }
}

/// Who saved in between, where that is why the server refused.
fn overtaken_by(failure: &Failure) -> Option<String> {
    let Failure::Problems(problems) = failure else {
        return None;
    };
    let codes = ["SCORE_INPUTS_CHANGED", "MARK_CHANGED"];
    let mut found = problems.iter();
    let problem = found.find(|problem| codes.contains(&problem.code.as_str()))?;
    Some(problem.details.get("by").cloned().unwrap_or_default())
}

fn changed_meanwhile(failure: &Failure) -> bool {
    let is_it = |problem: &Problem| problem.code == "SCORES_CHANGED";
    matches!(failure, Failure::Problems(problems) if problems.iter().any(is_it))
}
