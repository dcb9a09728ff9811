//! Names of the team to tap instead of typing. Not here: which question they answer.

use leptos::prelude::*;

use crate::i18n::*;

/// Buttons for the colleagues; gone once nobody is left to choose.
#[component]
pub fn ColleagueChips(
    #[prop(into)] names: Signal<Vec<String>>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let chip = move |name: String| {
        let picked = name.clone();
        let test = format!("colleague-{name}");
        view! {
            <button
                type="button" class="chip" data-test=test
                on:click=move |_| on_pick.run(picked.clone())
            >
                {name}
            </button>
        }
    };
    view! {
        <div
            class="chips colleagues" role="group" hidden=move || names.with(Vec::is_empty)
            aria-label=move || t_string!(i18n, interviews.with_whom)
        >
            <span class="soft">{t!(i18n, interviews.with_whom)}</span>
            {move || names.get().into_iter().map(chip).collect_view()}
        </div>
    }
}
