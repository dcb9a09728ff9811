//! Asking for a poster: a site, a questionnaire, a window in time, a cap.

use domain::ids::{FormId, ProjectCode};
use domain::time::Timestamp;
use domain::wire::{LinkableForm, NewPoster, PosterChange, RespondentSite};
use leptos::prelude::*;

use super::site_choice::SiteChoice;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// What a `datetime-local` field holds, as a moment in China.
fn moment(text: &str) -> Option<Timestamp> {
    Timestamp::from_iso_text(&format!("{text}:00+08:00"))
}

/// `on_make` gets what is asked for; whether it can be done is for the server to say.
#[component]
pub fn PosterForm(
    sites: Vec<RespondentSite>,
    forms: Vec<LinkableForm>,
    #[prop(into)] busy: Signal<bool>,
    on_make: Callback<NewPoster>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (site, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (opens, closes) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let cap = RwSignal::new("50".to_owned());
    let terms = move || {
        Some(PosterChange {
            opens_at: moment(&opens.get())?,
            closes_at: moment(&closes.get())?,
            cap: cap.get().trim().parse().ok()?,
            stopped: false,
        })
    };
    let make = move |()| {
        let Some(terms) = terms() else { return };
        on_make.run(NewPoster {
            project_code: ProjectCode::from(site.get()),
            form_id: FormId::from(form.get()),
            terms,
        });
    };
    let time = move |value: RwSignal<String>, name: &'static str| {
        view! {
            <input
                type="datetime-local"
                data-test=name
                on:input:target=move |event| value.set(event.target().value())
            />
        }
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, respondents.poster_rule)}</p>
            <SiteChoice sites=sites forms=forms site=site form=form name="poster"/>
            <label class="field">
                <span>{t!(i18n, respondents.opens_at)}</span>
                {time(opens, "poster-opens")}
            </label>
            <label class="field">
                <span>{t!(i18n, respondents.closes_at)}</span>
                {time(closes, "poster-closes")}
            </label>
            <label class="field">
                <span>{t!(i18n, respondents.cap)}</span>
                <input
                    type="number"
                    min="1"
                    max="10000"
                    data-test="poster-cap"
                    prop:value=move || cap.get()
                    on:input:target=move |event| cap.set(event.target().value())
                />
            </label>
            <Button
                kind=ButtonKind::Primary
                on_click=make
                disabled=Signal::derive(move || {
                    busy.get() || terms().is_none() || form.get().is_empty()
                })
                data_test="poster-make"
            >
                {t!(i18n, respondents.make_poster)}
            </Button>
        </form>
    }
}
