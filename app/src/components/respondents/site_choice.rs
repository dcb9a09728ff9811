//! Choosing a site and a questionnaire, for codes and posters alike.

use domain::wire::{LinkableForm, RespondentSite};
use leptos::prelude::*;

use crate::i18n::*;

/// Two lists. A questionnaire that may not be linked is shown and cannot be chosen.
#[component]
pub fn SiteChoice(
    sites: Vec<RespondentSite>,
    forms: Vec<LinkableForm>,
    site: RwSignal<String>,
    form: RwSignal<String>,
    /// Tells this pair of lists from another on the same screen.
    name: &'static str,
) -> impl IntoView {
    let i18n = use_i18n();
    let first = forms.iter().find(|form| form.problems.is_empty());
    if let Some(first) = first {
        form.set(first.form_id.to_string());
    }
    if let Some(first) = sites.first() {
        site.set(first.project_code.to_string());
    }
    let site_options = sites
        .into_iter()
        .map(|site| {
            let label = format!("{} · {}", site.ordinal, site.name);
            view! { <option value=site.project_code.to_string()>{label}</option> }
        })
        .collect_view();
    let form_options = forms
        .into_iter()
        .map(|form| {
            let refused = !form.problems.is_empty();
            let label = format!("{} ({})", form.title, form.version);
            view! { <option value=form.form_id.to_string() disabled=refused>{label}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span>{t!(i18n, respondents.site)}</span>
            <select
                data-test=format!("{name}-site")
                prop:value=move || site.get()
                on:change:target=move |event| site.set(event.target().value())
            >
                {site_options}
            </select>
        </label>
        <label class="field">
            <span>{t!(i18n, respondents.form)}</span>
            <select
                data-test=format!("{name}-form")
                prop:value=move || form.get()
                on:change:target=move |event| form.set(event.target().value())
            >
                {form_options}
            </select>
        </label>
    }
}
