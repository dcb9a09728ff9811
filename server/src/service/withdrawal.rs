//! A response that its respondent took back on the tablet where it was given: whether that is still
//! possible, and what is erased. Not here: receipts of people's own phones (`respondents`).

use domain::fieldwork::{RecordBody, RecordKind, RecordState};
use domain::ids::{AccountId, EngagementId};
use domain::respondent::close_after;
use domain::scoring::survey::Channel;
use domain::sync::{Operation, RejectReason};
use domain::time::Timestamp;

use super::ServiceError;
use super::sync::stored_body;
use crate::store::respondents::Target;
use crate::store::{self, Tx, documents::Document};

/// Why a withdrawal at this moment of the tablet's clock is not taken: it carries answers, it is of
/// no questionnaire, or the day of the response has closed. Both moments are the tablet's own.
pub(super) fn refusal(
    tx: &Tx<'_>,
    operation: &Operation,
    head: Option<&Document>,
    at: Timestamp,
) -> Result<Option<RejectReason>, ServiceError> {
    let is_one = operation.kind == RecordKind::QuestionnaireResponse
        && operation.body == RecordBody::withdrawn(at)
        && head.is_none_or(|head| head.channel == Channel::Kiosk);
    if !is_one {
        return Ok(Some(RejectReason::WrongDocument));
    }
    // What never arrived leaves nothing to find.
    let Some(head) = head else { return Ok(None) };
    let finished = stored_body(tx, head, head.rev)?.finalised_at;
    let settings = store::respondents::settings(tx, &head.engagement)?.unwrap_or_default();
    let closed = finished.is_some_and(|moment| at >= close_after(moment, settings.close_hour));
    Ok(closed.then_some(RejectReason::Finalised))
}

/// Erases the answers wherever they were kept: earlier revisions, operations as they arrived, what
/// could not be applied. What stays: that a response was taken back, at which site, by which
/// account's tablet.
pub(super) fn forget(
    tx: &Tx<'_>,
    document: &Document,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), ServiceError> {
    store::documents::erase_answers(tx, &document.id)?;
    store::operations::erase_content(tx, &document.id)?;
    let target = Target {
        engagement: document.engagement.clone(),
        project_code: document.project_code.clone(),
        form_id: document.form_id.clone(),
        form_version: document.form_version.clone(),
    };
    store::respondents::count_withdrawal(tx, &target, Channel::Kiosk)?;
    let details = serde_json::json!({ "document": document.id });
    let engagement: &EngagementId = &document.engagement;
    store::audit::insert(
        tx,
        now,
        Some(account),
        Some(engagement),
        "withdraw",
        &details,
    )?;
    Ok(())
}

/// Whether this may not follow: a response taken back stays so, and to what was accepted nothing
/// is added but that its respondent takes it back.
pub(super) fn is_final(head: &Document, operation: &Operation) -> bool {
    match head.state {
        RecordState::Withdrawn => true,
        RecordState::Accepted => operation.body.withdrawn_at.is_none(),
        _ => false,
    }
}
