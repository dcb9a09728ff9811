//! What still stands in the way of finishing, each a link to its question.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// One thing that is missing or refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// The question's form path.
    pub path: String,
    /// Its label.
    pub label: String,
    /// `true` for a refused answer or missing photos, `false` for an unanswered question.
    pub refused: bool,
}

/// The list; empty means finished.
#[component]
pub fn OpenItems(
    #[prop(into)] items: Signal<Vec<OpenItem>>,
    on_go: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let item = move |item: OpenItem| {
        let path = StoredValue::new(item.path.clone());
        let icon = if item.refused {
            IconName::Problem
        } else {
            IconName::Clock
        };
        let word = move || match item.refused {
            true => t_string!(i18n, field.open_refused),
            false => t_string!(i18n, field.open_missing),
        };
        view! {
            <li>
                <button
                    type="button" class="open-item" data-test=format!("open-item-{}", item.path)
                    on:click=move |_| on_go.run(path.get_value())
                >
                    <Icon name=icon/> <span class="open-item-label">{item.label}</span>
                    <span class="open-item-word">{word}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="open-items" data-test="open-items" hidden=move || items.with(Vec::is_empty)>
            <h3>
                {move || {
                    let count = items.with(Vec::len);
                    t_string!(i18n, field.open_title, count = count).to_string()
                }}
            </h3>
            <ul>{move || items.get().into_iter().map(item).collect_view()}</ul>
        </section>
    }
}
