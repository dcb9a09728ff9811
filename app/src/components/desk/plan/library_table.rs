//! The firm's indicators as a table, and proposed merges. Not here: filtering (the page), states
//! (`domain::indicator::next_state`).

use domain::indicator::{LibraryItem, LibraryState};
use leptos::prelude::*;

use super::words::{direction_word, kind_word, library_state_word};
use crate::components::{Button, EmptyState, Icon, IconName, TableFrame};
use crate::i18n::*;

/// The class and icon of a state.
fn state_sign(state: LibraryState) -> (&'static str, IconName) {
    match state {
        LibraryState::Submitted => ("action", IconName::Import),
        LibraryState::Screened => ("action", IconName::Search),
        LibraryState::Adopted => ("good", IconName::Done),
        LibraryState::Retired => ("neutral", IconName::Clock),
        LibraryState::Rejected => ("warn", IconName::Back),
        LibraryState::Merged => ("neutral", IconName::Close),
    }
}

/// `on_open` runs with an item's code.
#[component]
pub fn LibraryTable(
    items: Vec<LibraryItem>,
    #[prop(into)] opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    if items.is_empty() {
        return view! {
            <EmptyState
                icon=IconName::Search title=library_text!(i18n, nothing)
                text=library_text!(i18n, nothing_text)
            />
        }
        .into_any();
    }
    let rows = items
        .into_iter()
        .map(|item| view! { <ItemRow item opened on_open/> })
        .collect_view();
    view! {
        <TableFrame caption=library_text!(i18n, room) data_test="library-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, library.code)}</th>
                    <th scope="col">{t!(i18n, library.name)}</th>
                    <th scope="col">{t!(i18n, library.sector)}</th>
                    <th scope="col">{t!(i18n, library.levels)}</th>
                    <th scope="col">{t!(i18n, library.rule)}</th>
                    <th scope="col">{t!(i18n, library.direction)}</th>
                    <th scope="col" class="number">{t!(i18n, library.version)}</th>
                    <th scope="col">{t!(i18n, library.state)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
    .into_any()
}

#[component]
fn ItemRow(item: LibraryItem, opened: Signal<String>, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let code = StoredValue::new(item.code.clone());
    let is_open = Memo::new(move |_| opened.with(|open| code.with_value(|code| open == code)));
    let (class, icon) = state_sign(item.state);
    let (kind, direction, state) = (item.default_rule, item.direction, item.state);
    let sector = match item.field.is_empty() {
        true => item.sector,
        false => format!("{} · {}", item.sector, item.field),
    };
    view! {
        <tr tabindex="0" class:row-highlighted=move || is_open.get()>
            <td class="code">{item.code.clone()}</td>
            <th scope="row" class="wide">
                <button
                    type="button" class="button-link"
                    data-test=format!("library-item-{}", item.code)
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| on_open.run(code.get_value())
                >
                    {item.name}
                </button>
            </th>
            <td>{sector}</td>
            <td>{item.level1}" · "{item.level2}</td>
            <td>{move || kind_word(i18n, &kind)}</td>
            <td>{move || direction_word(i18n, direction)}</td>
            <td class="number">{item.version}</td>
            <td>
                <span class=format!("verdict verdict-{class}")>
                    <Icon name=icon/>{move || library_state_word(i18n, state)}
                </span>
            </td>
        </tr>
    }
}

/// Items that seem to be the same: kept code, code to go, name.
#[component]
pub fn DuplicateList(
    pairs: Vec<(String, String, String)>,
    may_merge: bool,
    #[prop(into)] busy: Signal<bool>,
    on_merge: Callback<(String, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = pairs.len();
    let items = pairs
        .into_iter()
        .map(|(kept, other, name)| {
            let (into, from) = (kept.clone(), other.clone());
            let merge = move |()| on_merge.run((from.clone(), into.clone()));
            let button = may_merge.then(|| {
                let merge = merge.clone();
                view! {
                    <Button on_click=merge disabled=busy data_test=format!("library-merge-{other}")>
                        {t!(i18n, library.merge)}
                    </Button>
                }
            });
            view! {
                <li>
                    {name}" "<span class="code">{other.clone()}" → "{kept}</span>" "{button}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="banner banner-warn" data-test="library-duplicates">
            <h2>
                <Icon name=IconName::Problem/>
                {move || t_string!(i18n, library.duplicates, count = count).to_string()}
            </h2>
            <ul>{items}</ul>
        </section>
    }
}
