//! The kiosk: a respondent holds the tablet. PIN, choice of the questionnaire, consent, one
//! question a screen, thanks, PIN. Nothing is stored before the last step, so that whoever stops
//! half-way leaves no trace; each respondent gets a form of their own. Not here: the evaluator's
//! side (`kiosk_ready`, `kiosk_offer`), the notice (`kiosk_notice`), the questions
//! (`kiosk_questions`), taking a response back (`kiosk_withdraw`).

use std::sync::Arc;

use domain::instrument::Instrument;
use domain::problem::Problem;
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::device;
use super::inspection::FormMissing;
use super::kiosk_notice::IntroPage;
use super::kiosk_offer::{Offer, RefusedForms, offer};
use super::kiosk_questions::QuestionsPage;
use super::kiosk_ready::ReadyPage;
use super::kiosk_withdraw::WithdrawPage;
use super::site::{BackBar, UnknownSite, site_in_address};
use crate::components::Button;
use crate::components::field::{KioskMessage, KioskReceiptShown, PinEntry};
use crate::i18n::*;
use crate::state::{KioskReceipt, use_field};

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
    /// Somebody came back to take a response back.
    Withdrawing,
    /// It is taken back.
    Withdrawn,
    /// The evaluator has the tablet back and gives the PIN to leave.
    Leaving,
}

/// `/field/sites/:code/kiosk`.
#[component]
pub fn KioskPage() -> impl IntoView {
    let field = use_field();
    let site = site_in_address();
    let offer = Memo::new(move |_| {
        let offer = field.pack().with(|pack| pack.as_deref().map(offer));
        offer.unwrap_or_default()
    });
    move || match (site.get(), offer.get()) {
        (Some(site), offer) if offer.forms.is_empty() && !offer.refused.is_empty() => {
            view! { <NothingToHandOver site refused=offer.refused/> }.into_any()
        }
        (Some(_), offer) if offer.forms.is_empty() => view! { <FormMissing/> }.into_any(),
        (Some(site), offer) => view! { <Kiosk site offer/> }.into_any(),
        (None, _) => view! { <UnknownSite/> }.into_any(),
    }
}

/// Every questionnaire asks who or where a person is.
#[component]
fn NothingToHandOver(
    site: PackSite,
    refused: Vec<(Arc<Instrument>, Vec<Problem>)>,
) -> impl IntoView {
    let back = format!("/field/sites/{}", site.project.code);
    let title = Signal::stored(site.project.name);
    view! {
        <main class="kiosk">
            <BackBar href=back title/>
            <section class="kiosk-page"><RefusedForms refused/></section>
        </main>
    }
}

#[component]
fn Kiosk(site: PackSite, offer: Offer) -> impl IntoView {
    let phase = RwSignal::new(Phase::Ready);
    let large = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let receipt = RwSignal::new(None::<KioskReceipt>);
    let site = StoredValue::new(site);
    let offer = StoredValue::new(offer);
    let form = move || offer.with_value(|offer| offer.forms.get(chosen.get_untracked()).cloned());
    // Nothing of one respondent's way of reading stays for the next.
    Effect::new(move |_| {
        if phase.get() == Phase::Intro {
            large.set(false);
            receipt.set(None);
            device::hush();
        }
    });
    let body = move || {
        let Some(form) = form() else {
            return view! { <FormMissing/> }.into_any();
        };
        match phase.get() {
            Phase::Ready => {
                let (site, offer) = (site.get_value(), offer.get_value());
                view! { <ReadyPage site offer chosen phase/> }.into_any()
            }
            Phase::Intro => view! { <IntroPage form phase/> }.into_any(),
            Phase::Questions => {
                view! { <QuestionsPage site=site.get_value() form phase large receipt/> }.into_any()
            }
            Phase::Leaving => view! { <LeavingPage site=site.get_value() phase/> }.into_any(),
            Phase::Withdrawing => view! { <WithdrawPage phase/> }.into_any(),
            done => view! { <DonePage done phase receipt/> }.into_any(),
        }
    };
    view! { <main class="kiosk" class:kiosk-large=move || large.get()>{body}</main> }
}

/// The next person holds the tablet: the whole screen where the browser gives it, and consent.
pub fn hand_over(phase: RwSignal<Phase>) {
    device::fill_screen();
    phase.set(Phase::Intro);
}

#[component]
fn DonePage(
    done: Phase,
    phase: RwSignal<Phase>,
    receipt: RwSignal<Option<KioskReceipt>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || match done {
        Phase::Thanks => t_string!(i18n, field.thanks_title).to_owned(),
        Phase::Screened | Phase::Child => t_string!(i18n, kiosk.screened_title).to_owned(),
        Phase::Withdrawn => t_string!(i18n, kiosk.withdrawn_title).to_owned(),
        _ => t_string!(i18n, field.refused_title).to_owned(),
    });
    let text = Signal::derive(move || match done {
        Phase::Thanks => t_string!(i18n, field.thanks_text).to_owned(),
        Phase::Screened => t_string!(i18n, kiosk.screened_text).to_owned(),
        Phase::Child => t_string!(i18n, kiosk.child_text).to_owned(),
        Phase::Withdrawn => t_string!(i18n, kiosk.withdrawn_text).to_owned(),
        _ => t_string!(i18n, field.refused_text).to_owned(),
    });
    let data_test = match done {
        Phase::Thanks => "kiosk-thanks",
        Phase::Screened | Phase::Child => "kiosk-screened",
        Phase::Withdrawn => "kiosk-withdrawn",
        _ => "kiosk-refused",
    };
    view! {
        <KioskMessage title text data_test>
            {receipt.get_untracked().map(|receipt| view! {
                <KioskReceiptShown code=receipt.code until=receipt.until.to_minute_text()/>
            })}
            <p class="kiosk-return">{t!(i18n, field.kiosk_hand_back)}</p>
            <Button on_click=move |()| hand_over(phase) data_test="kiosk-another">
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
            device::leave_full_screen();
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
            <Button on_click=move |()| hand_over(phase) data_test="kiosk-another">
                {t!(i18n, field.kiosk_another)}
            </Button>
        </section>
    }
}
