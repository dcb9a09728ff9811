//! The plan under the pen: a local draft with undo, saved as a whole with the revision it was made
//! from. What somebody else saved meanwhile is told, and nothing is replaced before a choice. Not
//! here: what a change does (`domain::indicator::tree`), drawing.

use std::collections::BTreeMap;

use domain::ids::IndicatorCode;
use domain::indicator::{Framework, tree};
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

/// Indicators that were given another code: as the server has them → as they are called here.
pub type Recoded = BTreeMap<String, String>;

/// A state that can be had back.
#[derive(Clone)]
struct Step {
    framework: Framework,
    recoded: Recoded,
}

/// The draft on the screen; `Copy`.
#[derive(Clone, Copy)]
pub struct Draft {
    engagement: StoredValue<String>,
    /// As it stands on the screen.
    pub framework: RwSignal<Framework>,
    /// Codes that were given anew since the server's state.
    pub recoded: RwSignal<Recoded>,
    /// As the server answered last.
    pub view: RwSignal<FrameworkView>,
    past: RwSignal<Vec<Step>>,
    future: RwSignal<Vec<Step>>,
}

impl Draft {
    /// Begins with what the server has.
    pub fn new(engagement: String, view: FrameworkView) -> Self {
        Self {
            engagement: StoredValue::new(engagement),
            framework: RwSignal::new(view.framework.clone()),
            recoded: RwSignal::default(),
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

    /// Whether changes are amendments that need a reason and a second person.
    pub fn is_approved(self) -> bool {
        self.view
            .with(|view| !matches!(view.state, FrameworkState::Draft))
    }

    fn now(self) -> Step {
        Step {
            framework: self.framework.get_untracked(),
            recoded: self.recoded.get_untracked(),
        }
    }

    fn show(self, step: Step) {
        self.recoded.set(step.recoded);
        self.framework.set(step.framework);
    }

    /// Changes the draft; `change` says whether it did anything.
    pub fn edit(self, change: impl FnOnce(&mut Framework) -> bool) -> bool {
        let before = self.now();
        let mut after = before.framework.clone();
        if !change(&mut after) || after == before.framework {
            return false;
        }
        self.remember(before);
        self.framework.set(after);
        true
    }

    /// Gives an indicator another code, and remembers what the server calls it. Whether the new
    /// code is free.
    pub fn recode(self, from: &str, to: &str) -> bool {
        let to = to.trim();
        if !self.edit(|framework| tree::recode(framework, from, to)) {
            return false;
        }
        let code = IndicatorCode::from(from);
        let is_known = self.view.with_untracked(|view| {
            let found = view.framework.indicator(&code);
            found.is_some()
        });
        self.recoded.update(|recoded| {
            let earlier = recoded.iter().find(|(_, now)| *now == from);
            match earlier.map(|(saved, _)| saved.clone()) {
                Some(saved) => drop(recoded.insert(saved, to.to_owned())),
                None if is_known => drop(recoded.insert(from.to_owned(), to.to_owned())),
                None => {}
            }
        });
        true
    }

    fn remember(self, before: Step) {
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

    fn step(self, from: RwSignal<Vec<Step>>, to: RwSignal<Vec<Step>>) {
        if let Some(Some(other)) = from.try_update(Vec::pop) {
            let now = self.now();
            to.update(|steps| steps.push(now));
            self.show(other);
        }
    }

    /// Takes over what the server has. What stood here can be had back by undo, with codes as the
    /// server has them: what was renamed before is not told twice.
    fn take(self, view: FrameworkView) {
        let before = self.framework.get_untracked();
        if before != view.framework {
            self.remember(Step {
                framework: before,
                recoded: Recoded::new(),
            });
            self.framework.set(view.framework.clone());
        }
        self.forget_codes();
        self.view.set(view);
    }

    /// After saving, the server calls everything as it is called here.
    fn forget_codes(self) {
        self.recoded.set(Recoded::new());
        for steps in [self.past, self.future] {
            steps.update(|steps| steps.iter_mut().for_each(|step| step.recoded.clear()));
        }
    }

    /// Takes up what was left unsaved, made from the revision `base`.
    pub fn resume(self, base: u32, framework: Framework, recoded: Recoded) {
        let before = self.now();
        self.remember(before);
        self.show(Step { framework, recoded });
        // Saving it then tells of what somebody else saved meanwhile.
        self.view.update(|view| view.revision = base);
    }

    /// What saving sends of the codes that were given anew.
    fn codes_to_send(self) -> BTreeMap<IndicatorCode, IndicatorCode> {
        let recoded = self.recoded.get_untracked().into_iter();
        let framework = self.framework.get_untracked();
        let pairs = recoded.map(|(from, to)| (IndicatorCode(from), IndicatorCode(to)));
        let still_there = |to: &IndicatorCode| framework.indicator(to).is_some();
        pairs.filter(|(_, to)| still_there(to)).collect()
    }

    /// Saves the draft.
    pub async fn save(self, reason: String) -> Answer {
        let body = SaveFramework {
            base_revision: self.view.with_untracked(|view| view.revision),
            framework: self.framework.get_untracked(),
            reason,
            recoded: self.codes_to_send(),
        };
        let engagement = self.engagement.get_value();
        let answer = frameworks::save_framework(&engagement, &body).await;
        match answer {
            // What was changed while the answer was on its way is still to be saved.
            Ok(view) if self.framework.with_untracked(|it| *it != body.framework) => {
                let sent = |to: &String| body.recoded.values().any(|code| code.as_str() == to);
                self.recoded
                    .update(|recoded| recoded.retain(|from, to| from != to && !sent(to)));
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

    /// 审定, or with a reason 不同意 a proposed amendment.
    pub async fn approve(self, decline: Option<String>) -> Answer {
        let body = ApproveFramework {
            revision: self.view.with_untracked(|view| view.revision),
            decline,
        };
        let engagement = self.engagement.get_value();
        self.answered(frameworks::approve_framework(&engagement, &body).await)
    }
}
