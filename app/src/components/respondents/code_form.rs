//! Asking for single-use codes: a site, a questionnaire, one label for each sampled respondent.

use domain::ids::{FormId, ProjectCode};
use domain::wire::{LinkableForm, NewBatch, RespondentSite};
use leptos::prelude::*;

use super::site_choice::SiteChoice;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

fn labels(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// `on_make` gets what is asked for; whether it can be done is for the server to say.
#[component]
pub fn CodeForm(
    sites: Vec<RespondentSite>,
    forms: Vec<LinkableForm>,
    #[prop(into)] busy: Signal<bool>,
    on_make: Callback<NewBatch>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (site, form) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let typed = RwSignal::new(String::new());
    let count = move || typed.with(|text| labels(text).len());
    let make = move |()| {
        on_make.run(NewBatch {
            project_code: ProjectCode::from(site.get()),
            form_id: FormId::from(form.get()),
            labels: typed.with(|text| labels(text)),
        });
    };
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, respondents.codes_rule)}</p>
            <SiteChoice sites=sites forms=forms site=site form=form name="codes"/>
            <label class="field">
                <span>{t!(i18n, respondents.labels)}</span>
                <textarea
                    rows="6"
                    data-test="codes-labels"
                    on:input:target=move |event| typed.set(event.target().value())
                ></textarea>
                <small>{t!(i18n, respondents.labels_hint)}</small>
            </label>
            <Button
                kind=ButtonKind::Primary
                on_click=make
                disabled=Signal::derive(move || busy.get() || count() == 0 || form.get().is_empty())
                data_test="codes-make"
            >
                {t!(i18n, respondents.make_codes)} " " {count}
            </Button>
        </form>
    }
}
