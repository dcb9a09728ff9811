//! Making forms: versions, drafts, changes, publishing. Not here: filling forms in (`field`).

use domain::wire::{
    DraftChanges, DraftUndo, DraftView, FormDifference, FormList, FormSummary, FormVersionView,
    NewForm, OfferMove, PublishForm, RetireForm, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The forms with their versions and drafts.
    pub async fn forms(&self, engagement: &str) -> Result<FormList, ApiError> {
        self.get(&urls::fill(urls::FORMS, &[engagement])).await
    }

    /// Begins a draft.
    pub async fn begin_form(
        &self,
        engagement: &str,
        begin: &NewForm,
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORMS, &[engagement]);
        self.send(Method::Post, &path, begin).await
    }

    /// Begins a draft from a workbook.
    pub async fn upload_form(
        &self,
        engagement: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORM_UPLOAD, &[engagement]);
        self.send_file(Method::Post, &path, file_name, bytes).await
    }

    /// The draft of a form.
    pub async fn form_draft(&self, engagement: &str, form: &str) -> Result<DraftView, ApiError> {
        self.get(&urls::fill(urls::FORM_DRAFT, &[engagement, form]))
            .await
    }

    /// Changes a draft: all changes, or none.
    pub async fn change_draft(
        &self,
        engagement: &str,
        form: &str,
        changes: &DraftChanges,
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORM_DRAFT, &[engagement, form]);
        self.send(Method::Post, &path, changes).await
    }

    /// Throws a draft away.
    pub async fn discard_draft(
        &self,
        engagement: &str,
        form: &str,
        revision: u64,
    ) -> Result<(), ApiError> {
        let path = urls::fill(urls::FORM_DRAFT, &[engagement, form]);
        self.command(Method::Delete, &format!("{path}?revision={revision}"))
            .await
    }

    /// Puts a workbook in the place of a draft.
    pub async fn replace_draft(
        &self,
        engagement: &str,
        form: &str,
        revision: u64,
        file: (&str, Vec<u8>),
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORM_DRAFT_WORKBOOK, &[engagement, form]);
        let path = format!("{path}?revision={revision}");
        self.send_file(Method::Put, &path, file.0, file.1).await
    }

    /// Back to the state before the last change.
    pub async fn undo_draft(
        &self,
        engagement: &str,
        form: &str,
        undo: &DraftUndo,
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORM_DRAFT_UNDO, &[engagement, form]);
        self.send(Method::Post, &path, undo).await
    }

    /// Keeps a CSV file of choices with a draft.
    pub async fn put_attachment(
        &self,
        engagement: &str,
        form: &str,
        revision: u64,
        file: (&str, Vec<u8>),
    ) -> Result<DraftView, ApiError> {
        let path = urls::fill(urls::FORM_ATTACHMENT, &[engagement, form, file.0]);
        let path = format!("{path}?revision={revision}");
        self.send_bytes(Method::Put, &path, None, file.1).await
    }

    /// Makes a draft a version.
    pub async fn publish_form(
        &self,
        engagement: &str,
        form: &str,
        publish: &PublishForm,
    ) -> Result<FormSummary, ApiError> {
        let path = urls::fill(urls::FORM_PUBLISH, &[engagement, form]);
        self.send(Method::Post, &path, publish).await
    }

    /// One version.
    pub async fn form_version(
        &self,
        engagement: &str,
        form: &str,
        version: &str,
    ) -> Result<FormVersionView, ApiError> {
        self.get(&urls::fill(
            urls::FORM_VERSION,
            &[engagement, form, version],
        ))
        .await
    }

    /// What changed between two versions; without `to` between a version and the draft.
    pub async fn form_difference(
        &self,
        engagement: &str,
        form: &str,
        from: &str,
        to: Option<&str>,
    ) -> Result<FormDifference, ApiError> {
        let mut path = urls::fill(urls::FORM_DIFFERENCE, &[engagement, form]);
        path.push_str(&urls::fill("?from={from}", &[from]));
        if let Some(to) = to {
            path.push_str(&urls::fill("&to={to}", &[to]));
        }
        self.get(&path).await
    }

    /// Offers open records of a version the move to the current one, or takes the offer back.
    pub async fn offer_move(
        &self,
        engagement: &str,
        form: &str,
        offer: &OfferMove,
    ) -> Result<FormSummary, ApiError> {
        let path = urls::fill(urls::FORM_MOVES, &[engagement, form]);
        self.send(Method::Post, &path, offer).await
    }

    /// Takes a form out of new packs, or brings it back.
    pub async fn retire_form(
        &self,
        engagement: &str,
        form: &str,
        retire: &RetireForm,
    ) -> Result<FormSummary, ApiError> {
        let path = urls::fill(urls::FORM_RETIREMENT, &[engagement, form]);
        self.send(Method::Put, &path, retire).await
    }
}
