//! From answers to a response: once, whole, and like a tablet's. Not here: the pages before it.

use std::collections::BTreeMap;

use domain::fieldwork::soundness::{KeptCheck, check_body};
use domain::fieldwork::{RecordBody, RecordKind, RecordState};
use domain::ids::{AccountId, DocumentId};
use domain::instrument::Session;
use domain::respondent::{
    LinkRefusal, Pages, RespondentCode, close_after, kept_answers, receipt_of, stops_here,
};
use domain::time::Timestamp;

use super::super::{Service, ServiceError};
use super::answering::{reading, writing};
use super::page_view;
use super::visit::{Kind, Link, Reply, Standing, Visitor};
use crate::render::respondent::{SendView, ThanksView};
use crate::store::documents::{Document, NewRevision};
use crate::store::respondents::sessions::{Draft, Receipt};
use crate::store::respondents::{codes, posters, sessions};
use crate::store::{self, Tx};

/// Stands where a tablet's document names an account: a respondent has none, and no name.
const RESPONDENT: &str = "respondent";

/// GET /q/CODE/send: what is open, or the button.
pub async fn before(
    service: &Service,
    visitor: Visitor,
    code: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    reading(service, visitor, code, move |_, visitor, link, draft| {
        let session = link.session(&draft.answers, now)?;
        visitor.show(&send_view(link, &session, visitor, now))
    })
    .await
}

fn send_view(link: &Link, session: &Session, visitor: &Visitor, now: Timestamp) -> SendView {
    let pages = Pages::of(&link.instrument);
    let query = visitor.look.query();
    let screened = stops_here(&link.instrument, &session.answers());
    let language = visitor.look.language.tag();
    let open = match screened {
        true => Vec::new(),
        false => page_view::open_ends(&link.head, &pages, session, language, &query),
    };
    let last = pages.previous(session, usize::MAX);
    SendView {
        head: link.head.clone(),
        open,
        back: last.map(|number| format!("{}/{number}{query}", link.head.path)),
        screened,
        until: close_after(now, link.settings.close_hour).to_minute_text(),
    }
}

/// POST /q/CODE/send: one transaction makes the response, uses the link up, ends the draft and
/// keeps the receipt. Sent again, it answers the same thank-you page.
pub async fn send(
    service: &Service,
    visitor: Visitor,
    code: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    let (document, revision) = (service.identifier(), service.identifier());
    writing(service, visitor, code, move |tx, visitor, link, draft| {
        sessions::destroy_old(tx, now)?;
        let mut session = link.session(&draft.answers, now)?;
        let view = send_view(link, &session, visitor, now);
        if !view.open.is_empty() {
            return visitor.show(&view);
        }
        if let Some(refusal) = link.refusal(draft.begun_at) {
            // What was typed does not stay on a server that will not use it.
            sessions::delete_draft(tx, &draft.token_hash)?;
            return visitor.refuse(link, refusal);
        }
        session.fill_metadata("end", &now.to_iso_text());
        let response = Response {
            document: DocumentId(document),
            revision,
            answers: kept_answers(&link.instrument, &session.answers()),
        };
        match keep(tx, visitor, link, &draft, response, now)? {
            Some(refusal) => visitor.refuse(link, refusal),
            None => Ok(visitor.go(&format!("{}/thanks", link.head.path))),
        }
    })
    .await
}

struct Response {
    document: DocumentId,
    revision: String,
    answers: BTreeMap<String, String>,
}

fn keep(
    tx: &Tx<'_>,
    visitor: &Visitor,
    link: &Link,
    draft: &Draft,
    response: Response,
    now: Timestamp,
) -> Result<Option<LinkRefusal>, ServiceError> {
    if matches!(link.kind, Kind::Code(_)) && !codes::mark_answered(tx, &link.id)? {
        return Ok(Some(LinkRefusal::AlreadyAnswered));
    }
    let window = i64::from(link.settings.duplicate_minutes) * 60_000;
    let since = Timestamp(now.0 - window);
    let is_poster = matches!(link.kind, Kind::Poster(_));
    let flagged = is_poster && sessions::came_from(tx, &link.id, &draft.origin, since)?;
    if is_poster {
        posters::count(tx, &link.id, 1, flagged)?;
    }
    let body = RecordBody {
        answers: response.answers,
        started_at: draft.begun_at,
        finalised_at: Some(now),
        ..RecordBody::default()
    };
    let document = Document {
        id: response.document,
        engagement: link.engagement.id.clone(),
        kind: RecordKind::QuestionnaireResponse,
        project_code: link.target.project_code.clone(),
        form_id: link.target.form_id.clone(),
        form_version: link.target.form_version.clone(),
        author: AccountId(RESPONDENT.to_owned()),
        state: RecordState::Submitted,
        rev: 1,
        server_seq: store::documents::next_server_seq(tx)?,
        review: None,
        channel: link.channel(),
        duplicate_signal: flagged,
    };
    store::documents::save(tx, &document)?;
    let revision = NewRevision {
        op_id: &response.revision,
        account: &document.author,
        body: &body,
        conflicts: &[],
        received_at: now,
    };
    store::documents::append_revision(tx, &document, &revision)?;
    let checked = check_body(&link.instrument, &body);
    store::evidence::keep(tx, &document, &KeptCheck::of(&body, &checked))?;
    keep_receipt(tx, visitor, link, draft, document.id, now)?;
    sessions::delete_draft(tx, &draft.token_hash)?;
    Ok(None)
}

fn keep_receipt(
    tx: &Tx<'_>,
    visitor: &Visitor,
    link: &Link,
    draft: &Draft,
    document: DocumentId,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let token = visitor.token.as_deref().unwrap_or_default();
    let receipt = Receipt {
        receipt_hash: receipt_of(token).hash(),
        token_hash: draft.token_hash.clone(),
        link_id: link.id.clone(),
        document,
        origin: draft.origin.clone(),
        finished_at: now,
        closes_at: close_after(now, link.settings.close_hour),
    };
    Ok(sessions::insert_receipt(tx, &receipt)?)
}

/// GET /q/CODE/thanks: the receipt, until the day closes.
pub async fn thanks(
    service: &Service,
    visitor: Visitor,
    code: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    service
        .store
        .read(move |tx| {
            let link = match Link::reach(tx, &visitor, &code, now)? {
                Ok(link) => link,
                Err(reply) => return Ok(reply),
            };
            let receipt = link.receipt(tx, &visitor, now)?;
            let token = visitor.token.as_deref().unwrap_or_default();
            let shown = receipt.as_ref().map(|_| receipt_of(token));
            visitor.show(&ThanksView {
                head: link.head,
                receipt: shown
                    .as_ref()
                    .map_or_else(String::new, RespondentCode::in_fours),
                until: receipt.map_or_else(String::new, |r| r.closes_at.to_minute_text()),
            })
        })
        .await
}

/// GET /q/CODE/declined: nothing was stored, so this needs nothing stored either.
pub async fn declined(
    service: &Service,
    visitor: Visitor,
    code: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    service
        .store
        .read(move |tx| match Link::reach(tx, &visitor, &code, now)? {
            Ok(link) => visitor.say(link.head, "declined", Standing::Fine),
            Err(reply) => Ok(reply),
        })
        .await
}
