//! A draft under the pen: changes go to the server one after the other, each with the revision it
//! was decided on; what somebody else changed meanwhile is shown and the own change offered again.
//! Not here: drawing (`components::desk::forms`), making a change (`domain::form_design`).

use std::collections::VecDeque;
use std::sync::Arc;

use domain::form_design::{DesignChange, FormOutline};
use domain::problem::Problem;
use domain::wire::DraftView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::forms_rows::{next_to, retarget, same_row};
use crate::state::{Failure, forms};

/// What the server answers when the draft is another one than the change was decided on.
const CHANGED: &str = "FORM_DRAFT_CHANGED";

/// Changes that wait for their turn.
#[derive(Clone, Debug)]
pub struct Pending {
    changes: Vec<DesignChange>,
    decided_on: Arc<DraftView>,
    /// What they are, in words.
    pub what: String,
}

/// Changes that are not in the draft, and why.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Why.
    pub failure: Failure,
    /// The changes, to be sent again; `None` for an undo.
    pub mine: Option<Pending>,
}

/// A draft on the screen; `Copy`.
#[derive(Clone, Copy)]
pub struct Designer {
    engagement: StoredValue<String>,
    form: StoredValue<String>,
    draft: RwSignal<Arc<DraftView>>,
    /// The row that is worked on.
    pub chosen: RwSignal<Option<u32>>,
    waiting: StoredValue<VecDeque<Pending>>,
    /// Whether a change is on its way.
    pub saving: RwSignal<bool>,
    /// Own changes that were not taken because somebody else changed the draft.
    pub conflict: RwSignal<Option<Pending>>,
    /// Changes that were refused, or did not get through: nothing of them is in the draft.
    pub refused: RwSignal<Option<Refusal>>,
    /// What was taken out last, for undo: the words, and the revision after it.
    pub removed: RwSignal<Option<(String, u64)>>,
    /// The words of the changes made here, by the revision they led to.
    made: RwSignal<Vec<(u64, String)>>,
    /// A name to choose once it is in the outline.
    choose_next: StoredValue<Option<String>>,
}

impl Designer {
    /// Opens a draft.
    pub fn new(engagement: String, draft: DraftView) -> Self {
        Self {
            engagement: StoredValue::new(engagement),
            form: StoredValue::new(draft.form_id.0.clone()),
            draft: RwSignal::new(Arc::new(draft)),
            chosen: RwSignal::new(None),
            waiting: StoredValue::default(),
            saving: RwSignal::new(false),
            conflict: RwSignal::new(None),
            refused: RwSignal::new(None),
            removed: RwSignal::new(None),
            made: RwSignal::new(Vec::new()),
            choose_next: StoredValue::new(None),
        }
    }

    /// The draft as the server last answered it.
    pub fn draft(self) -> Signal<Arc<DraftView>> {
        self.draft.into()
    }

    /// The engagement and the form, for addresses.
    pub fn names(self) -> (String, String) {
        (self.engagement.get_value(), self.form.get_value())
    }

    /// The outline at this moment, without following it.
    pub fn outline_now(self) -> FormOutline {
        self.draft.with_untracked(|draft| draft.outline.clone())
    }

    /// Sends changes, after those that wait.
    pub fn change(self, what: String, changes: Vec<DesignChange>) {
        let decided_on = self.draft.get_untracked();
        let pending = Pending {
            changes,
            decided_on,
            what,
        };
        self.waiting
            .update_value(|waiting| waiting.push_back(pending));
        self.send_next();
    }

    /// Chooses the row of this name as soon as it is there.
    pub fn choose_name(self, name: String) {
        self.choose_next.set_value(Some(name));
    }

    /// Takes a row out; its neighbour is chosen.
    pub fn remove(self, what: String, row: u32) {
        let neighbour = self
            .draft
            .with_untracked(|draft| next_to(&draft.outline.rows, row));
        if let Some(name) = neighbour {
            self.choose_name(name);
        }
        self.removed.set(Some((what.clone(), 0)));
        self.change(what, vec![DesignChange::Remove { row }]);
    }

    /// What undo would take back, where it was done on this screen.
    pub fn undoes(self) -> Option<String> {
        let revision = self.draft.with(|draft| draft.revision);
        self.made.with(|made| {
            let last = made.iter().rev().find(|(at, _)| *at == revision);
            last.map(|(_, what)| what.clone())
        })
    }

    /// Back to the state before the last change.
    pub fn undo(self) {
        if self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        self.removed.set(None);
        spawn_local(async move {
            let (engagement, form) = self.names();
            let revision = self.draft.with_untracked(|draft| draft.revision);
            let answer = forms::undo(&engagement, &form, revision).await;
            self.saving.set(false);
            match answer {
                Ok(draft) => self.take(draft),
                Err(failure) => self.refuse(failure, None),
            }
            self.send_next();
        });
    }

    fn refuse(self, failure: Failure, mine: Option<Pending>) {
        self.removed.set(None);
        self.choose_next.set_value(None);
        self.refused.set(Some(Refusal { failure, mine }));
    }

    /// Sends refused changes again: after the network came back, or another row was mended.
    pub fn send_again(self) {
        let refused = self.refused.get_untracked();
        self.refused.set(None);
        if let Some(mine) = refused.and_then(|refusal| refusal.mine) {
            self.waiting
                .update_value(|waiting| waiting.push_front(mine));
            self.send_next();
        }
    }

    /// Tries the own changes again on the draft as it now is.
    pub fn try_again(self) {
        if let Some(pending) = self.conflict.get_untracked() {
            self.conflict.set(None);
            self.waiting
                .update_value(|waiting| waiting.push_front(pending));
            self.send_next();
        }
    }

    /// Lets the own changes go.
    pub fn let_go(self) {
        self.conflict.set(None);
        self.send_next();
    }

    /// Takes over a draft that came by another way (a workbook in its place).
    pub fn take(self, draft: DraftView) {
        let (older, newer) = (self.draft.get_untracked(), Arc::new(draft));
        let wanted = self.choose_next.get_value();
        let by_name = wanted.and_then(|name| {
            let rows = &newer.outline.rows;
            rows.iter().find(|row| row.name == name).map(|row| row.row)
        });
        let chosen = by_name.or_else(|| {
            let number = self.chosen.get_untracked()?;
            let same = same_row(&older.outline, &newer.outline, number);
            // A row with another name now, such as after renaming, keeps its number; the end of a
            // group that came to stand there is nothing to edit.
            same.or_else(|| {
                let mut rows = newer.outline.rows.iter();
                let there = rows.find(|row| row.row == number && !row.name.is_empty());
                there.map(|row| row.row)
            })
        });
        if by_name.is_some() {
            self.choose_next.set_value(None);
        }
        // The draft first: the editor looks the chosen row up in it.
        self.draft.set(newer);
        if self.chosen.get_untracked() != chosen {
            self.chosen.set(chosen);
        }
    }

    fn send_next(self) {
        if self.saving.get_untracked() || self.conflict.with_untracked(Option::is_some) {
            return;
        }
        let next = self.waiting.try_update_value(VecDeque::pop_front);
        let Some(pending) = next.flatten() else {
            return;
        };
        let draft = self.draft.get_untracked();
        let (older, newer) = (&pending.decided_on.outline, &draft.outline);
        let changes: Option<Vec<DesignChange>> = pending
            .changes
            .iter()
            .map(|change| retarget(change, older, newer))
            .collect();
        let Some(changes) = changes else {
            let gone = Failure::Problems(vec![Problem::new("FORM_ROW_GONE")]);
            self.refuse(gone, Some(pending));
            return self.send_next();
        };
        self.saving.set(true);
        spawn_local(async move {
            let (engagement, form) = self.names();
            let answer = forms::change(&engagement, &form, draft.revision, changes).await;
            self.saving.set(false);
            match answer {
                Ok(draft) => self.accepted(pending, draft),
                Err(Failure::Problems(problems))
                    if problems.iter().any(|problem| problem.code == CHANGED) =>
                {
                    self.overtaken(pending).await;
                }
                Err(failure) => self.refuse(failure, Some(pending)),
            }
            self.send_next();
        });
    }

    fn accepted(self, pending: Pending, draft: DraftView) {
        let revision = draft.revision;
        let is_removal = matches!(pending.changes.first(), Some(DesignChange::Remove { .. }));
        self.removed
            .set(is_removal.then(|| (pending.what.clone(), revision)));
        self.made.update(|made| made.push((revision, pending.what)));
        self.refused.set(None);
        self.take(draft);
    }

    /// Somebody else was quicker: their draft is shown, and the own change is kept.
    async fn overtaken(self, pending: Pending) {
        let (engagement, form) = self.names();
        match forms::draft(&engagement, &form).await {
            Ok(draft) => {
                self.take(draft);
                self.conflict.set(Some(pending));
            }
            Err(failure) => self.refuse(failure, Some(pending)),
        }
    }
}
