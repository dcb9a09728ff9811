//! The evaluator's side of the kiosk, before the tablet is handed over. Not here: what stands in
//! the way (`kiosk_offer`), what the respondent sees.

use std::sync::Arc;

use domain::instrument::Instrument;
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kiosk::{Phase, hand_over};
use super::kiosk_offer::{NoticeGaps, Offer, RefusedForms, notice_problems};
use super::site::BackBar;
use super::site_progress::{collected, questionnaire_count};
use super::words::failure_text;
use crate::components::field::PinEntry;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::state::use_field;

/// For the evaluator only: how many there are, which questionnaire, and the PIN that leads out.
#[component]
pub fn ReadyPage(
    site: PackSite,
    offer: Offer,
    chosen: RwSignal<usize>,
    phase: RwSignal<Phase>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let has_pin = RwSignal::new(None::<bool>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        spawn_local(async move {
            let known = field.has_kiosk_pin().await;
            has_pin.try_set(Some(known));
        });
    });
    let set_pin = Callback::new(move |pin: String| {
        spawn_local(async move {
            match field.set_kiosk_pin(&pin).await {
                Ok(()) => drop(has_pin.try_set(Some(true))),
                Err(failure) => drop(problem.try_set(Some(failure_text(i18n, &failure)))),
            }
        });
    });
    let counted = site.clone();
    let back = format!("/field/sites/{}", site.project.code);
    let name = site.project.name.clone();
    let title = Signal::derive(move || name.clone());
    let label = Signal::derive(move || t_string!(i18n, field.pin_choose).to_owned());
    let button = Signal::derive(move || t_string!(i18n, field.pin_set).to_owned());
    // An incomplete notice is shown to nobody: the evaluator learns of it here.
    let may_begin = move || {
        field
            .pack()
            .with(|pack| notice_problems(pack.as_deref()).is_empty())
    };
    view! {
        <BackBar href=back title/>
        <section class="kiosk-page">
            <Quota site=counted/>
            <FormChoice forms=offer.forms chosen/>
            <RefusedForms refused=offer.refused/>
            <NoticeGaps/>
            <p>{t!(i18n, field.kiosk_hand_over)}</p>
            <Show when=move || has_pin.get() == Some(false)>
                <PinEntry label button problem on_pin=set_pin/>
            </Show>
            <Show when=move || has_pin.get() == Some(true) && may_begin()>
                <Button
                    kind=ButtonKind::Primary on_click=move |()| hand_over(phase)
                    data_test="kiosk-open"
                >
                    {t!(i18n, field.kiosk_open)}
                </Button>
            </Show>
        </section>
    }
}

/// How many questionnaires the site has, of how many, and whose. More than planned are kept, and
/// said in words.
#[component]
fn Quota(site: PackSite) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let planned = move || {
        field.pack().with(|pack| {
            pack.as_ref()
                .map_or(0, |pack| pack.engagement.questionnaires_per_site)
        })
    };
    let code = site.project.code.clone();
    let counts = Memo::new(move |_| {
        let mine = field
            .records()
            .with(|records| questionnaire_count(records, &site));
        let others = field.collected_by_others();
        others.with(|others| collected(mine, others.get(&code).copied().unwrap_or(0)))
    });
    let total = move || {
        let (done, planned) = (counts.get().total, planned());
        t_string!(i18n, kiosk.quota, done = done, planned = planned).to_string()
    };
    let parts = move || {
        let counts = counts.get();
        let (mine, others) = (counts.mine, counts.others);
        t_string!(i18n, kiosk.quota_parts, mine = mine, others = others).to_string()
    };
    let reached = move || {
        let (done, planned) = (counts.get().total, planned());
        match done.checked_sub(planned)? {
            0 => Some(t_string!(i18n, kiosk.quota_reached).to_owned()),
            over => Some(t_string!(i18n, kiosk.quota_over, over = over).to_string()),
        }
    };
    view! {
        <div class="kiosk-quota">
            <p class="number" data-test="kiosk-quota">{total}</p>
            <p class="question-hint number" hidden=move || counts.with(|c| c.others == 0)>
                {parts}
            </p>
            {move || reached().map(|text| view! {
                <p class="verdict verdict-warn" data-test="kiosk-quota-reached">
                    <Icon name=IconName::Problem/> <span>{text}</span>
                </p>
            })}
        </div>
    }
}

/// Which questionnaire is handed over; nothing to choose where there is one.
#[component]
fn FormChoice(forms: Vec<Arc<Instrument>>, chosen: RwSignal<usize>) -> impl IntoView {
    let i18n = use_i18n();
    let several = forms.len() > 1;
    let choice = move |(place, form): (usize, Arc<Instrument>)| {
        let is_on = move || chosen.get() == place;
        let test = format!("kiosk-form-{}", form.form_id);
        view! {
            <label class="choice" class:choice-on=is_on data-test=test>
                <input
                    type="radio" name="kiosk-form" prop:checked=is_on
                    on:change=move |_| chosen.set(place)
                />
                <span>{form.title.clone()}</span>
            </label>
        }
    };
    several.then(|| {
        view! {
            <fieldset class="question-group">
                <legend class="question-label">{t!(i18n, kiosk.choose_form)}</legend>
                <p class="question-hint">{t!(i18n, kiosk.choose_form_hint)}</p>
                <div class="answer-choices">
                    {forms.into_iter().enumerate().map(choice).collect_view()}
                </div>
            </fieldset>
        }
    })
}
