//! Who asks, where a link leads, and what is answered. Not here: answering and sending.

use std::collections::BTreeMap;

use domain::engagement::Engagement;
use domain::ids::Sha256Hex;
use domain::instrument::{Instrument, Session, prefill};
use domain::respondent::{
    CodeState, LinkRefusal, RespondentCode, RespondentSettings, consent_question,
};
use domain::scoring::survey::Channel;
use domain::time::Timestamp;

use super::super::{Service, ServiceError};
use crate::render::respondent::{self, Head, Look, MessageView, View};
use crate::respondent_gate::RespondentGate;
use crate::store::respondents::sessions::Draft;
use crate::store::respondents::{Target, codes, posters, sessions};
use crate::store::{self, StoreError, Tx};

/// A draft goes so long after it was last touched.
pub(super) const DRAFT_MILLISECONDS: i64 = 4 * 3_600_000;

/// A respondent's browser.
#[derive(Clone)]
pub struct Visitor {
    /// The answer session's token, from the cookie.
    pub token: Option<String>,
    /// Language and type size.
    pub look: Look,
    /// Where the request came from; never stored.
    pub address: String,
    /// What the browser calls itself; never stored.
    pub agent: String,
    /// How often one may try.
    pub gate: RespondentGate,
}

/// How an answer stands in HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As asked.
    Fine,
    /// No such link.
    Unknown,
    /// The link takes nothing now.
    Gone,
    /// Try again after so many seconds.
    Later(i64),
    /// Our fault.
    Trouble,
}

/// What a respondent gets.
#[derive(Debug)]
pub enum Reply {
    /// A page.
    Show {
        /// HTML.
        html: String,
        /// Its status.
        standing: Standing,
    },
    /// Another page; after a POST always, so that Back and reload send nothing twice.
    Go {
        /// Path and query.
        to: String,
        /// A new answer session's token.
        token: Option<String>,
    },
}

impl Visitor {
    pub(super) fn token_hash(&self) -> Option<Sha256Hex> {
        let token = self.token.as_ref()?;
        Some(Sha256Hex::of(token.as_bytes()))
    }

    pub(super) fn show<V: View>(&self, view: &V) -> Result<Reply, ServiceError> {
        self.show_as(view, Standing::Fine)
    }

    pub(super) fn show_as<V: View>(
        &self,
        view: &V,
        standing: Standing,
    ) -> Result<Reply, ServiceError> {
        let html = draw(view, self.look)?;
        Ok(Reply::Show { html, standing })
    }

    pub(super) fn go(&self, path: &str) -> Reply {
        Reply::Go {
            to: format!("{path}{}", self.look.query()),
            token: None,
        }
    }

    /// One thing to say, by its key in the texts.
    pub(super) fn say(
        &self,
        head: Head,
        key: &str,
        standing: Standing,
    ) -> Result<Reply, ServiceError> {
        let key = key.to_owned();
        let view = MessageView {
            head,
            key,
            ..MessageView::default()
        };
        self.show_as(&view, standing)
    }

    pub(super) fn later(&self, again: Timestamp, now: Timestamp) -> Result<Reply, ServiceError> {
        // The clock shows minutes: one more, so that the time said is never too early.
        let view = MessageView {
            key: "too_many".to_owned(),
            again_at: Timestamp(again.0 + 60_000).to_clock_text(),
            ..MessageView::default()
        };
        let seconds = (again.0 - now.0).max(0) / 1000 + 1;
        self.show_as(&view, Standing::Later(seconds))
    }

    /// The page for a link that takes nothing.
    pub(super) fn refuse(&self, link: &Link, refusal: LinkRefusal) -> Result<Reply, ServiceError> {
        let (key, again_at) = match refusal {
            LinkRefusal::Unknown => ("unknown", String::new()),
            LinkRefusal::AlreadyAnswered => ("used", String::new()),
            LinkRefusal::NotYetOpen => ("not_yet_open", link.opens_text()),
            LinkRefusal::Closed => ("closed", String::new()),
            LinkRefusal::Full => ("full", String::new()),
        };
        if refusal == LinkRefusal::Unknown {
            return self.say(Head::default(), key, Standing::Unknown);
        }
        let view = MessageView {
            head: link.head.clone(),
            key: key.to_owned(),
            again_at,
            link: String::new(),
        };
        self.show_as(&view, Standing::Gone)
    }

    /// No link, whatever was typed.
    fn unknown(&self, now: Timestamp) -> Result<Reply, ServiceError> {
        self.gate.missed(&self.address, now);
        self.say(Head::default(), "unknown", Standing::Unknown)
    }

    /// The session has ended, or was never here.
    pub(super) fn lost(&self, link: &Link) -> Result<Reply, ServiceError> {
        let view = MessageView {
            head: link.head.clone(),
            key: "lost".to_owned(),
            again_at: String::new(),
            link: format!("{}{}", link.head.path, self.look.query()),
        };
        self.show_as(&view, Standing::Gone)
    }
}

/// Draws a page for a respondent.
pub(super) fn draw<V: View>(view: &V, look: Look) -> Result<String, ServiceError> {
    respondent::draw(view, look).map_err(|e| ServiceError::Internal(format!("page: {e:#}")))
}

/// The page for failures of ours.
pub fn trouble(look: Look, key: &str) -> String {
    let view = MessageView {
        key: key.to_owned(),
        ..MessageView::default()
    };
    respondent::draw(&view, look).unwrap_or_default()
}

/// What kind of link it is, and how it stands.
pub(super) enum Kind {
    Code(CodeState),
    Poster(posters::StoredPoster),
}

/// A link that was found.
pub(super) struct Link {
    pub id: String,
    pub kind: Kind,
    pub target: Target,
    pub engagement: Engagement,
    pub settings: RespondentSettings,
    pub instrument: Instrument,
    pub head: Head,
}

impl Link {
    /// The link a visitor asks for, or the answer instead. Who tried too many wrong codes waits,
    /// whatever is asked for; but a questionnaire already begun goes on.
    pub fn reach(
        tx: &Tx<'_>,
        visitor: &Visitor,
        typed: &str,
        now: Timestamp,
    ) -> Result<Result<Self, Reply>, ServiceError> {
        let found = Self::find(tx, typed)?;
        let is_own = match &found {
            Some(link) => {
                link.draft(tx, visitor, now)?.is_some() || link.receipt(tx, visitor, now)?.is_some()
            }
            None => false,
        };
        if !is_own && let Err(again) = visitor.gate.may_try(&visitor.address, now) {
            return Ok(Err(visitor.later(again, now)?));
        }
        match found {
            Some(link) => Ok(Ok(link)),
            None => Ok(Err(visitor.unknown(now)?)),
        }
    }

    /// Finds a link by what was typed. A wrong code and no code at all cost the same two lookups
    /// by hash, so that an answer's time tells nothing of what exists.
    fn find(tx: &Tx<'_>, typed: &str) -> Result<Option<Self>, ServiceError> {
        let code = RespondentCode::parse(typed);
        let hash = code
            .as_ref()
            .map_or_else(|| Sha256Hex::of(typed.as_bytes()), RespondentCode::hash);
        let single = codes::by_hash(tx, &hash)?;
        let poster = posters::by_hash(tx, &hash)?;
        let (Some(code), true) = (code, single.is_some() || poster.is_some()) else {
            return Ok(None);
        };
        let (id, target, kind) = match (single, poster) {
            (Some(code), _) => (code.id, code.target, Kind::Code(code.state)),
            (None, Some(poster)) => {
                let target = poster.target.clone();
                (poster.id.clone(), target, Kind::Poster(poster))
            }
            (None, None) => return Ok(None),
        };
        let gone = |what: &str| ServiceError::Internal(format!("{what} of link {id} is gone"));
        let engagement = store::engagements::find(tx, &target.engagement.0)?
            .ok_or_else(|| gone("the engagement"))?;
        let (form, version) = (&target.form_id, &target.form_version);
        let instrument = store::engagements::form(tx, &engagement.id, form, version)?
            .ok_or_else(|| gone("the form"))?;
        let settings = store::respondents::settings(tx, &engagement.id)?.unwrap_or_default();
        let head = Head {
            title: instrument.title.clone(),
            commissioned_by: engagement.commissioned_by.clone(),
            firm: engagement.firm.clone(),
            path: format!("/q/{}", code.as_str()),
        };
        Ok(Some(Self {
            id,
            kind,
            target,
            engagement,
            settings,
            instrument,
            head,
        }))
    }

    pub fn channel(&self) -> Channel {
        match self.kind {
            Kind::Code(_) => Channel::Code,
            Kind::Poster(_) => Channel::Poster,
        }
    }

    /// Why no response begun at `begun_at` may come by it.
    pub fn refusal(&self, begun_at: Timestamp) -> Option<LinkRefusal> {
        match &self.kind {
            Kind::Code(state) => state.refusal(),
            Kind::Poster(poster) => poster.terms.refusal(poster.kept, begun_at),
        }
    }

    fn opens_text(&self) -> String {
        match &self.kind {
            Kind::Code(_) => String::new(),
            Kind::Poster(poster) => poster.terms.opens_at.to_minute_text(),
        }
    }

    /// The form with a draft's answers.
    pub fn session(
        &self,
        answers: &BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Session, ServiceError> {
        Session::resume(&self.instrument, answers, now)
            .map_err(|problem| ServiceError::Internal(format!("form: {}", problem.code)))
    }

    /// The answers a form begins with: its defaults, what the frame knows of the site, and consent.
    pub fn first_answers(
        &self,
        tx: &Tx<'_>,
        now: Timestamp,
    ) -> Result<BTreeMap<String, String>, ServiceError> {
        let session = Session::new(&self.instrument, now)
            .map_err(|problem| ServiceError::Internal(format!("form: {}", problem.code)))?;
        let mut answers = raw_answers(&session);
        let sites = store::samples::sites(tx, &self.engagement.id)?;
        let site = sites
            .into_iter()
            .find(|site| site.site.project.code == self.target.project_code);
        if let Some(site) = site {
            answers.extend(prefill(&self.instrument, &site.site.project, ""));
        }
        answers.extend(consent_question(&self.instrument));
        Ok(answers)
    }

    /// The visitor's living draft, if it came by this link.
    pub fn draft(
        &self,
        tx: &Tx<'_>,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Option<Draft>, StoreError> {
        let Some(hash) = visitor.token_hash() else {
            return Ok(None);
        };
        let draft = sessions::draft(tx, &hash, now)?;
        Ok(draft.filter(|draft| draft.link_id == self.id))
    }

    /// The visitor's receipt, if the response came by this link and its day has not closed.
    pub fn receipt(
        &self,
        tx: &Tx<'_>,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Option<sessions::Receipt>, StoreError> {
        let Some(hash) = visitor.token_hash() else {
            return Ok(None);
        };
        let receipt = sessions::receipt_of_session(tx, &hash, now)?;
        Ok(receipt.filter(|receipt| receipt.link_id == self.id))
    }
}

/// What a session holds, asked or not, so that a default is there when its question comes up.
pub(super) fn raw_answers(session: &Session) -> BTreeMap<String, String> {
    let mut answers = session.answers();
    for node in session.instrument().walk() {
        for path in session.instance_paths(node.path()) {
            let value = session.value(&path);
            if !value.is_empty() {
                answers.insert(path.clone(), value.to_owned());
            }
        }
    }
    answers
}

/// Destroys what has had its time. Every use case that writes does so too; this is for the nights
/// when nobody comes. Answers (drafts, receipts) destroyed.
pub async fn close_day(service: &Service) -> Result<(usize, usize), ServiceError> {
    let now = service.now();
    service
        .store
        .write(move |tx| Ok(sessions::destroy_old(tx, now)?))
        .await
}
