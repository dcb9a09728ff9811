//! The kiosk: a respondent holds the tablet. PIN, choice of the questionnaire, consent, one
//! question a screen, thanks, PIN. Nothing is stored before the last step, so that whoever stops
//! half-way leaves no trace; each respondent gets a form of their own. Not here: the evaluator's
//! side (`kiosk_ready`), the questions (`kiosk_questions`).

use std::sync::Arc;

use domain::engagement::Engagement;
use domain::instrument::{Instrument, InstrumentKind};
use domain::wire::{Pack, PackSite};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::device;
use super::inspection::FormMissing;
use super::kiosk_questions::QuestionsPage;
use super::kiosk_ready::ReadyPage;
use super::kiosk_screens::{Consent, consent};
use super::sections::label_of;
use super::site::{UnknownSite, site_in_address};
use super::words::{Texts, language_tag};
use crate::components::Button;
use crate::components::field::{KioskIntro, KioskMessage, NoticeItem, PinEntry};
use crate::i18n::*;
use crate::state::use_field;

/// Where the kiosk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// For the evaluator: quota, questionnaire, PIN of this device, start.
    Ready,
    /// Consent.
    Intro,
    /// Questions.
    Questions,
    /// Stored.
    Thanks,
    /// Refused or stopped; nothing stored.
    Refused,
    /// The answers end the interview; only what screened the person is stored.
    Screened,
    /// A child without a guardian's consent; as above.
    Child,
    /// The evaluator has the tablet back and gives the PIN to leave.
    Leaving,
}

/// `/field/sites/:code/kiosk`.
#[component]
pub fn KioskPage() -> impl IntoView {
    let field = use_field();
    let site = site_in_address();
    let forms = Memo::new(move |_| {
        field.pack().with(|pack| {
            let forms = pack.as_deref().map(questionnaires);
            forms
                .unwrap_or_default()
                .into_iter()
                .map(Arc::new)
                .collect::<Vec<_>>()
        })
    });
    move || match (site.get(), forms.get()) {
        (Some(_), forms) if forms.is_empty() => view! { <FormMissing/> }.into_any(),
        (Some(site), forms) => view! { <Kiosk site forms/> }.into_any(),
        (None, _) => view! { <UnknownSite/> }.into_any(),
    }
}

/// The current version of each questionnaire of the pack: it stands before older ones.
fn questionnaires(pack: &Pack) -> Vec<Instrument> {
    let mut forms: Vec<Instrument> = Vec::new();
    for form in &pack.instruments {
        let is_known = forms.iter().any(|known| known.form_id == form.form_id);
        if form.kind == InstrumentKind::Questionnaire && !is_known {
            forms.push(form.clone());
        }
    }
    forms
}

#[component]
fn Kiosk(site: PackSite, forms: Vec<Arc<Instrument>>) -> impl IntoView {
    let phase = RwSignal::new(Phase::Ready);
    let large = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let site = StoredValue::new(site);
    let forms = StoredValue::new(forms);
    let form = move || forms.with_value(|forms| forms.get(chosen.get_untracked()).cloned());
    // Nothing of one respondent's way of reading stays for the next.
    Effect::new(move |_| {
        if phase.get() == Phase::Intro {
            large.set(false);
            device::hush();
        }
    });
    let body = move || {
        let Some(form) = form() else {
            return view! { <FormMissing/> }.into_any();
        };
        match phase.get() {
            Phase::Ready => {
                let (site, forms) = (site.get_value(), forms.get_value());
                view! { <ReadyPage site forms chosen phase/> }.into_any()
            }
            Phase::Intro => view! { <IntroPage form phase/> }.into_any(),
            Phase::Questions => {
                view! { <QuestionsPage site=site.get_value() form phase large/> }.into_any()
            }
            Phase::Leaving => view! { <LeavingPage site=site.get_value() phase/> }.into_any(),
            done => view! { <DonePage done phase/> }.into_any(),
        }
    };
    view! { <main class="kiosk" class:kiosk-large=move || large.get()>{body}</main> }
}

#[component]
fn IntroPage(form: Arc<Instrument>, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let engagement = use_field()
        .pack()
        .with_untracked(|pack| pack.as_ref().map(|pack| pack.engagement.clone()));
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
    let items = Signal::derive(move || notice(i18n, engagement.as_ref()));
    let on_agree = Callback::new(move |()| phase.set(Phase::Questions));
    let on_refuse = Callback::new(move |()| phase.set(Phase::Refused));
    view! { <KioskIntro title wording items on_agree on_refuse/> }
}

/// The five items of PIPL art. 17: who asks and how to reach them, purpose and method, kinds of
/// information, how long it is kept, one's rights and how to use them.
fn notice(i18n: Texts, engagement: Option<&Engagement>) -> Vec<NoticeItem> {
    let (bureau, firm) = engagement
        .map(|e| (e.commissioned_by.clone(), e.firm.clone()))
        .unwrap_or_default();
    let who = t_string!(i18n, kiosk.notice_who_text, bureau = bureau, firm = firm).to_string();
    let contact = t_string!(i18n, kiosk.notice_contact_here);
    let item = |name: &str, text: &str| NoticeItem {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    vec![
        item(
            t_string!(i18n, kiosk.notice_who),
            &format!("{who} {contact}"),
        ),
        item(
            t_string!(i18n, kiosk.notice_purpose),
            t_string!(i18n, kiosk.notice_purpose_text),
        ),
        item(
            t_string!(i18n, kiosk.notice_kinds),
            t_string!(i18n, kiosk.notice_kinds_text),
        ),
        item(
            t_string!(i18n, kiosk.notice_retention),
            t_string!(i18n, kiosk.notice_retention_text),
        ),
        item(
            t_string!(i18n, kiosk.notice_rights),
            t_string!(i18n, kiosk.notice_rights_text),
        ),
    ]
}

#[component]
fn DonePage(done: Phase, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || match done {
        Phase::Thanks => t_string!(i18n, field.thanks_title).to_owned(),
        Phase::Screened | Phase::Child => t_string!(i18n, kiosk.screened_title).to_owned(),
        _ => t_string!(i18n, field.refused_title).to_owned(),
    });
    let text = Signal::derive(move || match done {
        Phase::Thanks => t_string!(i18n, field.thanks_text).to_owned(),
        Phase::Screened => t_string!(i18n, kiosk.screened_text).to_owned(),
        Phase::Child => t_string!(i18n, kiosk.child_text).to_owned(),
        _ => t_string!(i18n, field.refused_text).to_owned(),
    });
    let data_test = match done {
        Phase::Thanks => "kiosk-thanks",
        Phase::Screened | Phase::Child => "kiosk-screened",
        _ => "kiosk-refused",
    };
    view! {
        <KioskMessage title text data_test>
            <p class="kiosk-return">{t!(i18n, field.kiosk_hand_back)}</p>
            <Button on_click=move |()| phase.set(Phase::Intro) data_test="kiosk-another">
                {t!(i18n, field.kiosk_another)}
            </Button>
            <Button on_click=move |()| phase.set(Phase::Leaving) data_test="kiosk-leave">
                {t!(i18n, field.kiosk_leave)}
            </Button>
        </KioskMessage>
    }
}

#[component]
fn LeavingPage(site: PackSite, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let navigate = use_navigate();
    let problem = RwSignal::new(None::<String>);
    let there = format!("/field/sites/{}", site.project.code);
    let correct = RwSignal::new(false);
    Effect::new(move |_| {
        if correct.get() {
            navigate(&there, Default::default());
        }
    });
    let on_pin = Callback::new(move |pin: String| {
        spawn_local(async move {
            if field.check_kiosk_pin(&pin).await {
                correct.try_set(true);
            } else {
                problem.try_set(Some(t_string!(i18n, field.pin_wrong).to_owned()));
            }
        });
    });
    let label = Signal::derive(move || t_string!(i18n, field.pin_enter).to_owned());
    let button = Signal::derive(move || t_string!(i18n, field.kiosk_leave).to_owned());
    view! {
        <section class="kiosk-page">
            <h1>{t!(i18n, field.kiosk_hand_back)}</h1>
            <PinEntry label button problem on_pin/>
            <Button on_click=move |()| phase.set(Phase::Intro) data_test="kiosk-another">
                {t!(i18n, field.kiosk_another)}
            </Button>
        </section>
    }
}
