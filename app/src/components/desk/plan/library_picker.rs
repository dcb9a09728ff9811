//! Picking indicators of the library for the plan: search, tick several, choose the 二级. Not here:
//! what an item becomes (`domain::indicator::to_indicator`).

use domain::indicator::{LibraryItem, matches};
use leptos::prelude::*;

use super::fields::SelectField;
use super::plan_text;
use super::words::kind_word;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// `items` may be put into an engagement; `levels2` are codes with names. `on_add` runs with the
/// 二级 and the picked items.
#[component]
pub fn LibraryPicker(
    items: Vec<LibraryItem>,
    levels2: Vec<(String, String)>,
    on_add: Callback<(String, Vec<LibraryItem>)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let search = RwSignal::new(String::new());
    let chosen = RwSignal::new(Vec::<String>::new());
    let level2 = RwSignal::new(
        levels2
            .first()
            .map(|(code, _)| code.clone())
            .unwrap_or_default(),
    );
    let items = StoredValue::new(items);
    let shown = Memo::new(move |_| {
        let search = search.get();
        items.with_value(|items| {
            let found = items.iter().filter(|item| matches(item, &search, "", ""));
            found.cloned().collect::<Vec<_>>()
        })
    });
    let add = move |()| {
        let codes = chosen.get_untracked();
        let picked = items.with_value(|items| {
            let picked = items.iter().filter(|item| codes.contains(&item.code));
            picked.cloned().collect::<Vec<_>>()
        });
        on_add.run((level2.get_untracked(), picked));
    };
    let count = Memo::new(move |_| chosen.with(Vec::len));
    let nothing = Signal::derive(move || count.get() == 0 || level2.with(String::is_empty));
    view! {
        <div class="form">
            <label class="field">
                <span>{t!(i18n, library.search)}</span>
                <input
                    type="search" data-test="library-pick-search" prop:value=move || search.get()
                    on:input:target=move |event| search.set(event.target().value())
                />
            </label>
            <div class="pick-list" role="group" aria-label=move || t_string!(i18n, library.room)>
                <For each=move || shown.get() key=|item| item.code.clone() let:item>
                    <PickRow item chosen/>
                </For>
                <Show when=move || shown.with(Vec::is_empty)>
                    <p class="soft">{t!(i18n, library.nothing)}</p>
                </Show>
            </div>
            <SelectField
                label=plan_text!(i18n, level2) options=Signal::stored(levels2) value=level2
                on_pick=Callback::new(move |code| level2.set(code)) data_test="library-pick-level2"
            />
            <Button
                kind=ButtonKind::Primary on_click=add disabled=nothing
                data_test="library-pick-submit"
            >
                {move || t_string!(i18n, library.add_picked, count = count.get()).to_string()}
            </Button>
        </div>
    }
}

#[component]
fn PickRow(item: LibraryItem, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let i18n = use_i18n();
    let code = StoredValue::new(item.code.clone());
    let kind = item.default_rule.clone();
    let toggle = move |on: bool| {
        let code = code.get_value();
        chosen.update(|all| {
            all.retain(|known| *known != code);
            if on {
                all.push(code);
            }
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox" data-test=format!("library-add-{}", item.code)
                prop:checked=move || chosen.with(|all| all.contains(&code.get_value()))
                on:change:target=move |event| toggle(event.target().checked())
            />
            <span>
                {item.name}" "
                <span class="soft">
                    <span class="code">{item.code}</span>" · "{item.sector}" · "
                    {move || kind_word(i18n, &kind)}
                </span>
            </span>
        </label>
    }
}
