//! Open answers, what was searched for marked.

use domain::wire::OpenTexts;
use leptos::prelude::*;

use crate::i18n::*;

/// The answers found.
#[component]
pub fn TextList(found: OpenTexts) -> impl IntoView {
    let i18n = use_i18n();
    let total = found.total;
    let items = found.texts.into_iter().map(|text| {
        let pieces = text.segments.into_iter().map(|segment| {
            if segment.is_hit {
                view! { <mark>{segment.text}</mark> }.into_any()
            } else {
                segment.text.into_any()
            }
        });
        view! { <li>{pieces.collect_view()}</li> }
    });
    let items = items.collect_view();
    view! {
        <p role="status" data-test="survey-text-total">{t!(i18n, surveys.found)}" "{total}</p>
        <ul class="survey-texts">{items}</ul>
    }
}
