//! What a respondent is told before the first question: the notice of PIPL art. 17, composed by
//! `domain::respondent::Notice` as on a phone, and the form's own consent. Not here: whether it is
//! complete (`kiosk_offer`).

use std::sync::Arc;

use domain::instrument::Instrument;
use domain::respondent::Notice;
use domain::wire::Pack;
use leptos::prelude::*;

use super::kiosk::Phase;
use super::kiosk_screens::{Consent, consent};
use super::sections::label_of;
use super::words::{Texts, language_tag};
use crate::components::field::{KioskIntro, NoticeItem};
use crate::i18n::*;
use crate::state::use_field;

/// The consent page.
#[component]
pub fn IntroPage(form: Arc<Instrument>, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let until = field.day_closes().to_minute_text();
    let notice = field
        .pack()
        .with_untracked(|pack| pack.as_deref().map(notice_of))
        .unwrap_or_default();
    let title = Signal::stored(form.title.clone());
    let agreed = consent(&form);
    let wording = Signal::derive(move || {
        let language = language_tag(i18n);
        let parts = agreed
            .iter()
            .flat_map(|agreed: &Consent| agreed.note.iter().chain([&agreed.question]));
        let texts: Vec<String> = parts.map(|node| label_of(node, &language)).collect();
        texts.join("\n")
    });
    let items = Signal::derive(move || items(i18n, &notice, &until));
    let rules = Signal::derive(move || {
        let (no_harm, minors) = (
            t_string!(i18n, kiosk.notice_no_harm),
            t_string!(i18n, kiosk.notice_minors),
        );
        vec![no_harm.to_owned(), minors.to_owned()]
    });
    let on_agree = Callback::new(move |()| phase.set(Phase::Questions));
    let on_refuse = Callback::new(move |()| phase.set(Phase::Refused));
    let on_withdraw = Callback::new(move |()| phase.set(Phase::Withdrawing));
    view! { <KioskIntro title wording items rules on_agree on_refuse on_withdraw/> }
}

fn notice_of(pack: &Pack) -> Notice {
    let settings = pack.respondents.clone().unwrap_or_default();
    Notice::of(&pack.engagement, &settings)
}

/// A text of the firm, or the sentence that stands for it.
fn either(text: &str, sentence: String) -> String {
    match text {
        "" => sentence,
        text => text.to_owned(),
    }
}

/// The five items: who keeps the answers and how to reach them, purpose and method, kinds of
/// information, how long it is kept, one's rights and how to use them. What is true of this tablet
/// alone follows the words that phone and tablet share.
fn items(i18n: Texts, notice: &Notice, until: &str) -> Vec<NoticeItem> {
    let who = t_string!(
        i18n,
        kiosk.notice_who_text,
        firm = notice.firm.clone(),
        contact = notice.contact.clone(),
        bureau = notice.commissioned_by.clone()
    )
    .to_string();
    let purpose = t_string!(
        i18n,
        kiosk.notice_purpose_text,
        engagement = notice.engagement.clone()
    )
    .to_string();
    let purpose = either(&notice.purpose, purpose);
    let kinds = t_string!(i18n, kiosk.notice_kinds_text).to_owned();
    let retention = t_string!(i18n, kiosk.notice_retention_text).to_owned();
    let retention = either(&notice.retention, retention);
    let rights = t_string!(i18n, kiosk.notice_rights_text).to_owned();
    let rights = either(&notice.rights, rights);
    let way = t_string!(i18n, kiosk.notice_way);
    let unsent = t_string!(i18n, kiosk.notice_unsent);
    let receipt = t_string!(i18n, kiosk.notice_receipt, until = until.to_owned()).to_string();
    let item = |name: &str, text: String| NoticeItem {
        name: name.to_owned(),
        text,
    };
    vec![
        item(t_string!(i18n, kiosk.notice_who), who),
        item(
            t_string!(i18n, kiosk.notice_purpose),
            format!("{purpose} {way}"),
        ),
        item(
            t_string!(i18n, kiosk.notice_kinds),
            either(&notice.kinds, kinds),
        ),
        item(
            t_string!(i18n, kiosk.notice_retention),
            format!("{retention} {unsent}"),
        ),
        item(
            t_string!(i18n, kiosk.notice_rights),
            format!("{rights} {receipt}"),
        ),
    ]
}
