//! Taking a response back by its receipt, until the day's close. Not here: when that is.

use domain::respondent::RespondentCode;
use domain::scoring::survey::Channel;

use super::super::{Service, ServiceError};
use super::visit::{Reply, Standing, Visitor};
use crate::render::respondent::WithdrawView;
use crate::store::respondents::{Target, posters, sessions};
use crate::store::{self, Tx};

/// GET /q/withdraw.
pub fn form(visitor: &Visitor) -> Result<Reply, ServiceError> {
    visitor.show(&WithdrawView::default())
}

/// POST /q/withdraw: erases the response and counts one withdrawal. A receipt is guessed at no
/// faster than a code.
pub async fn withdraw(
    service: &Service,
    visitor: Visitor,
    typed: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    if let Err(again) = visitor.gate.may_try(&visitor.address, now) {
        return visitor.later(again, now);
    }
    service
        .store
        .write(move |tx| {
            sessions::destroy_old(tx, now)?;
            let receipt = match RespondentCode::parse(&typed) {
                Some(code) => sessions::receipt_by_code(tx, &code.hash(), now)?,
                None => None,
            };
            let (outcome, standing) = match receipt {
                Some(receipt) => {
                    erase(tx, &receipt)?;
                    ("withdrawn", Standing::Fine)
                }
                None => {
                    visitor.gate.missed(&visitor.address, now);
                    ("unknown", Standing::Unknown)
                }
            };
            let view = WithdrawView {
                typed: typed.chars().take(40).collect(),
                outcome: outcome.to_owned(),
                ..WithdrawView::default()
            };
            visitor.show_as(&view, standing)
        })
        .await
}

fn erase(tx: &Tx<'_>, receipt: &sessions::Receipt) -> Result<(), ServiceError> {
    sessions::delete_receipt(tx, &receipt.receipt_hash)?;
    let Some(document) = store::documents::find(tx, &receipt.document)? else {
        return Ok(());
    };
    store::documents::erase_response(tx, &document.id)?;
    if document.channel == Channel::Poster {
        posters::count(tx, &receipt.link_id, -1, document.duplicate_signal)?;
    }
    let target = Target {
        engagement: document.engagement,
        project_code: document.project_code,
        form_id: document.form_id,
        form_version: document.form_version,
    };
    Ok(store::respondents::count_withdrawal(
        tx,
        &target,
        document.channel,
    )?)
}
