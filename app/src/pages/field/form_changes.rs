//! What changes more than one answer of an open record at once: rows of repeats, another version of
//! the form, fewer answers. Not here: single answers, saving (`editor`).

use std::collections::BTreeMap;

use domain::instrument::{Instrument, Session, renumber};
use leptos::prelude::*;

use super::editor::Editor;
use super::rows::RemovedRow;
use crate::components::field::form::element_id;
use crate::state::Failure;

impl Editor {
    /// Leaves only these answers; nothing is saved yet.
    pub fn keep_only(self, answers: &BTreeMap<String, String>) -> Result<(), Failure> {
        let form = self
            .session
            .with_untracked(|session| session.instrument().clone());
        let session = Session::resume(&form, answers, self.field.now())
            .map_err(|problem| Failure::Problems(vec![problem]))?;
        self.session.set(session);
        Ok(())
    }

    /// Goes on with another version of the form and saves. What was answered before stays in the
    /// record's history: revisions are only ever added.
    pub async fn move_to(
        self,
        form: &Instrument,
        answers: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        self.save().await?;
        let session = Session::resume(form, answers, self.field.now())
            .map_err(|problem| Failure::Problems(vec![problem]))?;
        self.session.set(session);
        self.unsaved.set(true);
        self.save().await
    }

    /// Adds a row to a repeat and saves.
    pub fn add_row(self, path: &str) {
        let added = self.session.try_update(|session| session.add_row(path));
        if let Some(Some(row)) = added {
            self.unsaved.set(true);
            self.save_soon();
            super::device::show_soon(element_id(&row));
        }
    }

    /// Removes a row with its answers and attachments and saves that in one transaction; `None`
    /// when there was no such row. What is answered keeps it for undo.
    pub async fn remove_row(self, row_path: &str) -> Result<Option<RemovedRow>, Failure> {
        self.save().await?;
        let before = self.body();
        let gone = self
            .session
            .try_update(|session| session.remove_row(row_path));
        if gone != Some(true) {
            return Ok(None);
        }
        let mut attachments = before.attachments.clone();
        attachments.retain(|_, attachment| match renumber(&attachment.path, row_path) {
            Some(path) => {
                attachment.path = path;
                true
            }
            None => false,
        });
        self.unsaved.set(true);
        self.save_with(Some(attachments)).await?;
        Ok(Some(RemovedRow::of(&before, row_path)))
    }

    /// Puts a removed row back where it was; rows behind it move down again.
    pub async fn put_row_back(self, row: RemovedRow) -> Result<(), Failure> {
        self.save().await?;
        let now = self.body();
        let (answers, attachments) = row.back_into(&now);
        let form = self
            .session
            .with_untracked(|session| session.instrument().clone());
        if let Ok(session) = Session::resume(&form, &answers, self.field.now()) {
            self.session.set(session);
            self.unsaved.set(true);
            self.save_with(Some(attachments)).await?;
        }
        Ok(())
    }
}
