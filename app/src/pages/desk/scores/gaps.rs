//! What could not be scored, why, and what to do about it. Not here: the words for each cause
//! (`components::desk::gap_text`).

use domain::scoring::{Gap, SourceNames};
use leptos::prelude::*;

use crate::components::desk::gap_text;
use crate::components::desk::words::{Words, form_language};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What exactly is missing: figures, questions and elements by name. That an indicator lacks its
/// own mark needs no further word.
fn missing_text(i18n: Words, gap: &Gap, names: StoredValue<SourceNames>) -> String {
    let items = gap
        .missing
        .iter()
        .filter(|item| **item != gap.indicator.as_str());
    let name = |item: &String| match item.parse::<u32>() {
        Ok(number) => t_string!(i18n, scores.element, number = number).to_string(),
        Err(_) => names.with_value(|names| names.missing_item(item, form_language(i18n))),
    };
    items.map(name).collect::<Vec<_>>().join(" · ")
}

/// What could not be scored, why, and what to do about it; each line opens the indicator.
#[component]
pub fn GapList(
    gaps: Vec<Gap>,
    names: StoredValue<SourceNames>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    if gaps.is_empty() {
        return view! {
            <p class="verdict verdict-good" data-test="no-gaps">
                <Icon name=IconName::Done/>{t!(i18n, desk.no_gaps)}
            </p>
        }
        .into_any();
    }
    let count = gaps.len();
    let items = gaps
        .into_iter()
        .map(|gap| {
            let code = gap.indicator.to_string();
            let label = code.clone();
            let gap = StoredValue::new(gap);
            view! {
                <li>
                    <button
                        type="button"
                        class="button-link"
                        on:click=move |_| on_open.run(code.clone())
                    >
                        <span class="code">{label}</span>" "
                        {move || gap.with_value(|gap| gap_text(i18n, gap))}" "
                        <span class="soft">
                            {move || gap.with_value(|gap| missing_text(i18n, gap, names))}
                        </span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="banner banner-warn" data-test="gaps">
            <h2><Icon name=IconName::Problem/>{t!(i18n, desk.gaps, count = count)}</h2>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
