//! Links above the list of sites into the methods that belong to no site.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// Interviews and requested documents, each with its count.
#[component]
pub fn Methods(
    #[prop(into)] interviews: Signal<String>,
    #[prop(into)] documents: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <nav class="field-methods" aria-label=move || t_string!(i18n, interviews.other_methods)>
            <a class="field-method" href="/field/interviews" data-test="open-interviews">
                <Icon name=IconName::Person/>
                <span>{t!(i18n, interviews.title)}</span>
                <span class="number">{move || interviews.get()}</span>
            </a>
            <a class="field-method" href="/field/documents" data-test="open-documents">
                <Icon name=IconName::Paper/>
                <span>{t!(i18n, documents.title)}</span>
                <span class="number">{move || documents.get()}</span>
            </a>
        </nav>
    }
}
