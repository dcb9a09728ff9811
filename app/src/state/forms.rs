//! The calls of the forms room, one for each URL. A change answers the state that holds after it.
//! Not here: caching, the order in which changes are sent (`pages::desk::designer`).

use domain::form_design::DesignChange;
use domain::wire::{
    DraftChanges, DraftUndo, DraftView, FormDifference, FormList, FormSummary, FormVersionView,
    NewForm, OfferMove, PublishForm, RetireForm, urls,
};

use super::Failure;
use super::app::api;

/// The forms with their versions and drafts.
pub async fn list(engagement: &str) -> Result<FormList, Failure> {
    Ok(api().forms(engagement).await?)
}

/// Begins a draft.
pub async fn begin(engagement: &str, begin: &NewForm) -> Result<DraftView, Failure> {
    Ok(api().begin_form(engagement, begin).await?)
}

/// Begins a draft from a workbook.
pub async fn upload(
    engagement: &str,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<DraftView, Failure> {
    Ok(api().upload_form(engagement, file_name, bytes).await?)
}

/// The draft of a form.
pub async fn draft(engagement: &str, form: &str) -> Result<DraftView, Failure> {
    Ok(api().form_draft(engagement, form).await?)
}

/// Changes a draft decided on at this revision: all of the changes, or none.
pub async fn change(
    engagement: &str,
    form: &str,
    revision: u64,
    changes: Vec<DesignChange>,
) -> Result<DraftView, Failure> {
    let changes = DraftChanges { revision, changes };
    Ok(api().change_draft(engagement, form, &changes).await?)
}

/// Throws a draft away.
pub async fn discard(engagement: &str, form: &str, revision: u64) -> Result<(), Failure> {
    Ok(api().discard_draft(engagement, form, revision).await?)
}

/// Puts a workbook (name, bytes) in the place of a draft.
pub async fn replace(
    engagement: &str,
    form: &str,
    revision: u64,
    file: (&str, Vec<u8>),
) -> Result<DraftView, Failure> {
    Ok(api()
        .replace_draft(engagement, form, revision, file)
        .await?)
}

/// Back to the state before the last change.
pub async fn undo(engagement: &str, form: &str, revision: u64) -> Result<DraftView, Failure> {
    let undo = DraftUndo { revision };
    Ok(api().undo_draft(engagement, form, &undo).await?)
}

/// Keeps a CSV file (name, bytes) of choices with a draft.
pub async fn attach(
    engagement: &str,
    form: &str,
    revision: u64,
    file: (&str, Vec<u8>),
) -> Result<DraftView, Failure> {
    Ok(api()
        .put_attachment(engagement, form, revision, file)
        .await?)
}

/// Makes a draft a version.
pub async fn publish(
    engagement: &str,
    form: &str,
    publish: &PublishForm,
) -> Result<FormSummary, Failure> {
    Ok(api().publish_form(engagement, form, publish).await?)
}

/// One version.
pub async fn version(
    engagement: &str,
    form: &str,
    version: &str,
) -> Result<FormVersionView, Failure> {
    Ok(api().form_version(engagement, form, version).await?)
}

/// What changed between two versions; without `to` between a version and the draft.
pub async fn difference(
    engagement: &str,
    form: &str,
    from: &str,
    to: Option<&str>,
) -> Result<FormDifference, Failure> {
    Ok(api().form_difference(engagement, form, from, to).await?)
}

/// Offers open records of a version the move to the current one, or takes the offer back.
pub async fn offer_move(
    engagement: &str,
    form: &str,
    from_version: String,
    offered: bool,
) -> Result<FormSummary, Failure> {
    let offer = OfferMove {
        from_version,
        offered,
    };
    Ok(api().offer_move(engagement, form, &offer).await?)
}

/// Takes a form out of new packs, or brings it back.
pub async fn retire(engagement: &str, form: &str, retired: bool) -> Result<FormSummary, Failure> {
    let retire = RetireForm { retired };
    Ok(api().retire_form(engagement, form, &retire).await?)
}

/// The address of a draft as a workbook.
pub fn draft_workbook_url(engagement: &str, form: &str) -> String {
    api().address(&urls::fill(urls::FORM_DRAFT_WORKBOOK, &[engagement, form]))
}

/// The address of a version as a workbook.
pub fn version_workbook_url(engagement: &str, form: &str, version: &str) -> String {
    api().address(&urls::fill(
        urls::FORM_VERSION_WORKBOOK,
        &[engagement, form, version],
    ))
}

/// The address of the page that shows a draft as a tablet would.
pub fn preview_url(engagement: &str, form: &str) -> String {
    urls::fill("/preview?engagement={e}&form={f}", &[engagement, form])
}
