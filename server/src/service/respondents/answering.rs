//! Opening a link, consent, and page after page. Not here: sending.

use domain::instrument::Session;
use domain::respondent::{
    Notice, Page, Pages, PlaceKind, close_after, consent_question, posted_answers,
};
use domain::time::Timestamp;

use super::super::{Service, ServiceError};
use super::page_view;
use super::visit::{DRAFT_MILLISECONDS, Kind, Link, Reply, Visitor, raw_answers};
use crate::randomness;
use crate::render::respondent::{Look, NoticeView};
use crate::store::Tx;
use crate::store::respondents::{codes, sessions};

/// Questionnaires open at a time by one link. A card is one person's; a poster is a village's.
const DRAFTS_OF_CODE: u32 = 100;
const DRAFTS_OF_POSTER: u32 = 1_000;
const CROWDED_MILLISECONDS: i64 = 600_000;

/// GET /q/CODE: the notice.
pub async fn open(
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
            let is_code = matches!(link.kind, Kind::Code(_));
            if is_code && link.receipt(tx, &visitor, now)?.is_some() {
                return Ok(visitor.go(&format!("{}/thanks", link.head.path)));
            }
            let draft = link.draft(tx, &visitor, now)?;
            let begun_at = draft.as_ref().map_or(now, |draft| draft.begun_at);
            match link.refusal(begun_at) {
                Some(refusal) => visitor.refuse(&link, refusal),
                None => visitor.show(&notice(&link, visitor.look, draft.is_some(), now)),
            }
        })
        .await
}

fn notice(link: &Link, look: Look, has_draft: bool, now: Timestamp) -> NoticeView {
    let language = look.language.tag();
    let instrument = &link.instrument;
    let pages = Pages::of(instrument);
    let label = |node| page_view::label_of(instrument, node, language);
    let consent = consent_question(instrument)
        .and_then(|(path, _)| instrument.question(&path).map(label))
        .unwrap_or_default();
    let notice = Notice::of(&link.engagement, &link.settings);
    NoticeView {
        head: link.head.clone(),
        intro: pages.intro().iter().map(|node| label(node)).collect(),
        consent,
        contact: notice.contact,
        engagement: notice.engagement,
        purpose: notice.purpose,
        kinds: notice.kinds,
        retention: notice.retention,
        rights: notice.rights,
        close_clock: close_after(now, link.settings.close_hour).to_clock_text(),
        resume: has_draft.then(|| link.head.path.clone()),
    }
}

/// POST /q/CODE/consent: `agree` is `yes`, `anew` (agrees, and begins again) or anything else, a
/// refusal, of which nothing is stored.
pub async fn consent(
    service: &Service,
    visitor: Visitor,
    code: String,
    agree: String,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    let token = randomness::token()?;
    service
        .store
        .write(move |tx| {
            sessions::destroy_old(tx, now)?;
            let link = match Link::reach(tx, &visitor, &code, now)? {
                Ok(link) => link,
                Err(reply) => return Ok(reply),
            };
            let draft = link.draft(tx, &visitor, now)?;
            let goes_on = agree == "yes" && draft.is_some();
            if let (Some(draft), false) = (&draft, goes_on) {
                sessions::delete_draft(tx, &draft.token_hash)?;
            }
            if agree != "yes" && agree != "anew" {
                return Ok(visitor.go(&format!("{}/declined", link.head.path)));
            }
            let draft = draft.filter(|_| goes_on);
            let begun_at = draft.as_ref().map_or(now, |draft| draft.begun_at);
            if let Some(refusal) = link.refusal(begun_at) {
                return visitor.refuse(&link, refusal);
            }
            if let Some(draft) = draft {
                let session = link.session(&draft.answers, now)?;
                return Ok(visitor.go(&going_on(&link, &session)));
            }
            if let Some(again) = crowded(tx, &visitor, &link, now)? {
                return visitor.later(again, now);
            }
            begin(tx, &visitor.with_token(token), &link, now)
        })
        .await
}

/// When to try again, if this link or this address has begun too many.
fn crowded(
    tx: &Tx<'_>,
    visitor: &Visitor,
    link: &Link,
    now: Timestamp,
) -> Result<Option<Timestamp>, ServiceError> {
    let most = match link.kind {
        Kind::Code(_) => DRAFTS_OF_CODE,
        Kind::Poster(_) => DRAFTS_OF_POSTER,
    };
    if sessions::drafts_of(tx, &link.id, now)? >= most {
        return Ok(Some(Timestamp(now.0 + CROWDED_MILLISECONDS)));
    }
    Ok(match link.kind {
        // Whoever holds a card was asked.
        Kind::Code(_) => None,
        Kind::Poster(_) => visitor.gate.begin(&visitor.address, now).err(),
    })
}

fn begin(
    tx: &Tx<'_>,
    visitor: &Visitor,
    link: &Link,
    now: Timestamp,
) -> Result<Reply, ServiceError> {
    let Some(token_hash) = visitor.token_hash() else {
        return visitor.lost(link);
    };
    let answers = link.first_answers(tx, now)?;
    let session = link.session(&answers, now)?;
    sessions::insert_draft(
        tx,
        &sessions::Draft {
            token_hash,
            link_id: link.id.clone(),
            answers,
            origin: visitor.gate.origin(&visitor.address, &visitor.agent),
            begun_at: now,
            expires_at: Timestamp(now.0 + DRAFT_MILLISECONDS),
        },
    )?;
    if let Kind::Code(_) = link.kind {
        codes::mark_opened(tx, &link.id)?;
    }
    let pages = Pages::of(&link.instrument);
    let first = pages.next(&session, 0);
    Ok(Reply::Go {
        to: path_to(link, first) + &visitor.look.query(),
        token: visitor.token.clone(),
    })
}

/// Where a draft goes on: its first page with something open, or sending.
fn going_on(link: &Link, session: &Session) -> String {
    path_to(link, Pages::of(&link.instrument).first_open(session))
}

fn path_to(link: &Link, page: Option<usize>) -> String {
    match page {
        Some(number) => format!("{}/{number}", link.head.path),
        None => format!("{}/send", link.head.path),
    }
}

/// GET /q/CODE/3: a page with what was typed on it; `check` marks what is missing, too.
pub async fn page(
    service: &Service,
    visitor: Visitor,
    code: String,
    number: usize,
    check: bool,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    reading(service, visitor, code, move |_, visitor, link, draft| {
        let session = link.session(&draft.answers, now)?;
        let pages = Pages::of(&link.instrument);
        match pages.page(number).filter(|page| page.is_asked(&session)) {
            Some(page) => {
                let language = visitor.look.language.tag();
                let view = page_view::view(&link.head, &pages, page, &session, language, check);
                visitor.show(&view)
            }
            // A page that is not asked any more, or never was: where it goes on.
            None => Ok(visitor.go(&going_on(link, &session))),
        }
    })
    .await
}

/// What a posted page asks for.
#[derive(Debug, Default)]
pub struct Posted {
    /// (form path, value), as sent.
    pub fields: Vec<(String, String)>,
    /// To the page before; nothing is checked.
    pub back: bool,
    /// A row more of the repeat at this path; nothing is checked.
    pub add: Option<String>,
    /// Without this row; nothing is checked.
    pub remove: Option<String>,
    /// To the same page in another look; nothing is checked.
    pub look: Option<Look>,
}

/// POST /q/CODE/3: keeps what was typed, whatever it is, and goes on, back, or to what is wrong.
pub async fn answer(
    service: &Service,
    visitor: Visitor,
    code: String,
    number: usize,
    posted: Posted,
) -> Result<Reply, ServiceError> {
    let now = service.now();
    writing(service, visitor, code, move |tx, visitor, link, draft| {
        let before = link.session(&draft.answers, now)?;
        let pages = Pages::of(&link.instrument);
        let Some(page) = pages.page(number).filter(|page| page.is_asked(&before)) else {
            return Ok(visitor.go(&going_on(link, &before)));
        };
        let mut answers = draft.answers;
        for (path, value) in posted_answers(page, &before, &posted.fields) {
            match value.is_empty() {
                true => answers.remove(&path),
                false => answers.insert(path, value),
            };
        }
        let mut after = link.session(&answers, now)?;
        let row = changed_rows(&mut after, page, &posted);
        if row.is_some() {
            answers = raw_answers(&after);
        }
        let expires = Timestamp(now.0 + DRAFT_MILLISECONDS);
        sessions::save_answers(tx, &draft.token_hash, &answers, expires)?;
        let here = format!("{}/{number}", link.head.path);
        if let Some(look) = posted.look {
            return Ok(Visitor {
                look,
                ..visitor.clone()
            }
            .go(&here));
        }
        if let Some(row) = row {
            let anchor = page_view::anchor_of(page, &after, &row).unwrap_or_default();
            let to = format!("{here}{}#{anchor}", visitor.look.query());
            return Ok(Reply::Go { to, token: None });
        }
        if posted.back {
            let previous = pages.previous(&after, number).unwrap_or(number);
            return Ok(visitor.go(&path_to(link, Some(previous))));
        }
        let mut open = page.open_ends(&after);
        open.extend(page_view::too_long(page, &after));
        if open.is_empty() {
            return Ok(visitor.go(&path_to(link, pages.next(&after, number))));
        }
        Ok(Reply::Go {
            to: here + &back_to_mend(page, &before, &after, &open, visitor.look),
            token: None,
        })
    })
    .await
}

/// Adds or takes away a row of a repeat on the page; answers where to look then.
fn changed_rows(session: &mut Session, page: &Page<'_>, posted: &Posted) -> Option<String> {
    let stands = |session: &Session, path: &str, wanted: fn(PlaceKind) -> bool| {
        let places = page.places(session);
        let mut found = places.iter().filter(|place| place.path == path);
        found.any(|place| wanted(place.kind))
    };
    if let Some(path) = &posted.add {
        let is_adder = |kind| kind == PlaceKind::Adder;
        return match stands(session, path, is_adder) {
            true => session.add_row(path),
            false => Some(path.clone()),
        };
    }
    let row = posted.remove.as_ref()?;
    let is_row = |kind| {
        matches!(
            kind,
            PlaceKind::Row {
                removable: true,
                ..
            }
        )
    };
    if stands(session, row, is_row) {
        session.remove_row(row);
    }
    row.rsplit_once('[').map(|(repeat, _)| repeat.to_owned())
}

/// Query and anchor of the page that is shown again. A question that was not asked before the
/// answers came is not wrong: it is only shown.
fn back_to_mend(
    page: &Page<'_>,
    before: &Session,
    after: &Session,
    open: &[String],
    look: Look,
) -> String {
    let is_new = |path: &String| !before.state().relevant(path);
    if open.iter().all(is_new) {
        let anchor = open
            .first()
            .and_then(|path| page_view::anchor_of(page, after, path));
        return format!("{}#{}", look.query(), anchor.unwrap_or_default());
    }
    match look.query().as_str() {
        "" => "?check=1".to_owned(),
        query => format!("{query}&check=1"),
    }
}

impl Visitor {
    fn with_token(&self, token: String) -> Self {
        Self {
            token: Some(token),
            ..self.clone()
        }
    }
}

/// Finds the link and the visitor's draft, and runs `work`; without a draft the answer is the
/// thank-you page, or that the session has ended.
fn with_draft(
    tx: &Tx<'_>,
    visitor: &Visitor,
    code: &str,
    now: Timestamp,
    work: impl FnOnce(&Tx<'_>, &Visitor, &Link, sessions::Draft) -> Result<Reply, ServiceError>,
) -> Result<Reply, ServiceError> {
    let link = match Link::reach(tx, visitor, code, now)? {
        Ok(link) => link,
        Err(reply) => return Ok(reply),
    };
    match link.draft(tx, visitor, now)? {
        Some(draft) => work(tx, visitor, &link, draft),
        None if link.receipt(tx, visitor, now)?.is_some() => {
            Ok(visitor.go(&format!("{}/thanks", link.head.path)))
        }
        None => visitor.lost(&link),
    }
}

/// Looks at a draft.
pub(super) async fn reading<F>(
    service: &Service,
    visitor: Visitor,
    code: String,
    work: F,
) -> Result<Reply, ServiceError>
where
    F: FnOnce(&Tx<'_>, &Visitor, &Link, sessions::Draft) -> Result<Reply, ServiceError>
        + Send
        + 'static,
{
    let now = service.now();
    let look = move |tx: &Tx<'_>| with_draft(tx, &visitor, &code, now, work);
    service.store.read(look).await
}

/// Changes a draft, or ends it, in one transaction.
pub(super) async fn writing<F>(
    service: &Service,
    visitor: Visitor,
    code: String,
    work: F,
) -> Result<Reply, ServiceError>
where
    F: FnOnce(&Tx<'_>, &Visitor, &Link, sessions::Draft) -> Result<Reply, ServiceError>
        + Send
        + 'static,
{
    let now = service.now();
    let change = move |tx: &Tx<'_>| with_draft(tx, &visitor, &code, now, work);
    service.store.write(change).await
}
