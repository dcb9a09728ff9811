//! The plan under the pen: a local draft with undo, saved as a whole with the revision it was made
//! from. What somebody else saved meanwhile is told, and nothing is replaced before a choice. Not
//! here: what a change does (`domain::indicator::tree`), drawing.

use domain::indicator::Framework;
use domain::wire::{
    ApproveFramework, FrameworkState, FrameworkView, SaveFramework, StartFramework,
};
use leptos::prelude::*;

use crate::state::{Failure, frameworks};

/// What the server answers when the framework is another one than the draft was made from.
const CHANGED: &str = "FRAMEWORK_CHANGED";
/// So many steps can be taken back.
const MOST_STEPS: usize = 100;

/// What the server said about saving.
pub enum Answer {
    /// It is done.
    Done,
    /// Somebody else saved in between; the draft is as it was.
    Overtaken,
    /// It failed; the draft is as it was.
    Failed(Failure),
}

/// The draft on the screen; `Copy`.
#[derive(Clone, Copy)]
pub struct Draft {
    engagement: StoredValue<String>,
    /// As it stands on the screen.
    pub framework: RwSignal<Framework>,
    /// As the server answered last.
    pub view: RwSignal<FrameworkView>,
    past: RwSignal<Vec<Framework>>,
    future: RwSignal<Vec<Framework>>,
}

impl Draft {
    /// Begins with what the server has.
    pub fn new(engagement: String, view: FrameworkView) -> Self {
        Self {
            engagement: StoredValue::new(engagement),
            framework: RwSignal::new(view.framework.clone()),
            view: RwSignal::new(view),
            past: RwSignal::default(),
            future: RwSignal::default(),
        }
    }

    /// Whether something is not saved.
    pub fn is_dirty(self) -> bool {
        self.view.with(|view| {
            self.framework
                .with(|framework| view.framework != *framework)
        })
    }

    /// Whether changes are amendments that need a reason.
    pub fn is_approved(self) -> bool {
        self.view
            .with(|view| matches!(view.state, FrameworkState::Approved { .. }))
    }

    /// Changes the draft; `change` says whether it did anything.
    pub fn edit(self, change: impl FnOnce(&mut Framework) -> bool) -> bool {
        let before = self.framework.get_untracked();
        let mut after = before.clone();
        if !change(&mut after) || after == before {
            return false;
        }
        self.remember(before);
        self.framework.set(after);
        true
    }

    fn remember(self, before: Framework) {
        self.past.update(|past| {
            past.push(before);
            if past.len() > MOST_STEPS {
                past.remove(0);
            }
        });
        self.future.update(Vec::clear);
    }

    /// Whether there is a step to take back.
    pub fn can_undo(self) -> bool {
        self.past.with(|past| !past.is_empty())
    }

    /// Whether there is a step to do again.
    pub fn can_redo(self) -> bool {
        self.future.with(|future| !future.is_empty())
    }

    /// One step back.
    pub fn undo(self) {
        self.step(self.past, self.future);
    }

    /// One step forward again.
    pub fn redo(self) {
        self.step(self.future, self.past);
    }

    fn step(self, from: RwSignal<Vec<Framework>>, to: RwSignal<Vec<Framework>>) {
        if let Some(Some(other)) = from.try_update(Vec::pop) {
            let now = self.framework.get_untracked();
            to.update(|steps| steps.push(now));
            self.framework.set(other);
        }
    }

    /// Takes over what the server has. What stood here can be had back by undo.
    fn take(self, view: FrameworkView) {
        let before = self.framework.get_untracked();
        if before != view.framework {
            self.remember(before);
            self.framework.set(view.framework.clone());
        }
        self.view.set(view);
    }

    /// Saves the draft.
    pub async fn save(self, reason: String) -> Answer {
        let body = SaveFramework {
            base_revision: self.view.with_untracked(|view| view.revision),
            framework: self.framework.get_untracked(),
            reason,
        };
        let engagement = self.engagement.get_value();
        let answer = frameworks::save_framework(&engagement, &body).await;
        match answer {
            // What was changed while the answer was on its way is still to be saved.
            Ok(view) if self.framework.with_untracked(|it| *it != body.framework) => {
                self.view.set(view);
                Answer::Done
            }
            other => self.answered(other),
        }
    }

    fn answered(self, answer: Result<FrameworkView, Failure>) -> Answer {
        match answer {
            Ok(view) => {
                self.take(view);
                Answer::Done
            }
            Err(Failure::Problems(problems)) if problems.iter().any(|it| it.code == CHANGED) => {
                Answer::Overtaken
            }
            Err(failure) => Answer::Failed(failure),
        }
    }

    /// The newest of the server in place of the draft.
    pub async fn reload(self) -> Answer {
        let engagement = self.engagement.get_value();
        self.answered(frameworks::framework(&engagement).await)
    }

    /// A framework that ships in place of all.
    pub async fn start(self, starter: String) -> Answer {
        let body = StartFramework {
            base_revision: self.view.with_untracked(|view| view.revision),
            starter,
        };
        let engagement = self.engagement.get_value();
        self.answered(frameworks::start_framework(&engagement, &body).await)
    }

    /// 审定.
    pub async fn approve(self) -> Answer {
        let body = ApproveFramework {
            revision: self.view.with_untracked(|view| view.revision),
        };
        let engagement = self.engagement.get_value();
        self.answered(frameworks::approve_framework(&engagement, &body).await)
    }
}
