//! One item of the library with what may be done with it now. Not here: who may (the server says
//! so), what follows (`domain::indicator::next_state`).

use domain::indicator::{LibraryAction, LibraryItem, LibraryState, next_state};
use leptos::prelude::*;

use super::fields::SelectField;
use super::library_text;
use super::words::{direction_word, kind_word, library_state_word};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// `others` are codes with names that it may be merged into.
#[component]
pub fn LibraryDetail(
    item: LibraryItem,
    others: Vec<(String, String)>,
    may_adopt: bool,
    #[prop(into)] busy: Signal<bool>,
    on_act: Callback<LibraryAction>,
    on_renew: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (kind, direction, state) = (item.default_rule.clone(), item.direction, item.state);
    view! {
        <dl class="facts">
            <dt>{t!(i18n, library.code)}</dt><dd class="code">{item.code.clone()}</dd>
            <dt>{t!(i18n, library.sector)}</dt><dd>{item.sector.clone()}</dd>
            <dt>{t!(i18n, library.field)}</dt><dd>{item.field.clone()}</dd>
            <dt>{t!(i18n, library.levels)}</dt>
            <dd>{item.level1.clone()}" · "{item.level2.clone()}</dd>
            <dt>{t!(i18n, library.explanation)}</dt><dd>{item.explanation.clone()}</dd>
            <dt>{t!(i18n, library.unit)}</dt><dd>{item.unit.clone()}</dd>
            <dt>{t!(i18n, library.direction)}</dt>
            <dd>{move || direction_word(i18n, direction)}</dd>
            <dt>{t!(i18n, library.rule)}</dt><dd>{move || kind_word(i18n, &kind)}</dd>
            <dt>{t!(i18n, library.version)}</dt><dd>{item.version}</dd>
            <dt>{t!(i18n, library.state)}</dt>
            <dd data-test="library-state">{move || library_state_word(i18n, state)}</dd>
            <dt>{t!(i18n, library.source)}</dt><dd class="break">{item.source.clone()}</dd>
        </dl>
        <div class="actions">
            <Button on_click=on_renew disabled=busy data_test="library-renew">
                {t!(i18n, library.renew)}
            </Button>
        </div>
        {may_adopt.then(|| view! { <Actions item others busy on_act/> })}
    }
}

/// What may be done now, with the reason or the other item where one is needed.
#[component]
fn Actions(
    item: LibraryItem,
    others: Vec<(String, String)>,
    busy: Signal<bool>,
    on_act: Callback<LibraryAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let into = RwSignal::new(String::new());
    let some = || "?".to_owned();
    let state = item.state;
    let allowed = |action: &LibraryAction| next_state(state, action).is_ok();
    let sends_back = allowed(&LibraryAction::SendBack { reason: some() });
    let retires = allowed(&LibraryAction::Retire { reason: some() });
    let merges = allowed(&LibraryAction::Merge { into: some() }) && !others.is_empty();
    let no_reason =
        Signal::derive(move || busy.get() || reason.with(|text| text.trim().is_empty()));
    let no_other = Signal::derive(move || busy.get() || into.with(String::is_empty));
    let reason_now = move || reason.get_untracked().trim().to_owned();
    let send_back = move |()| {
        on_act.run(LibraryAction::SendBack {
            reason: reason_now(),
        })
    };
    let retire = move |()| {
        on_act.run(LibraryAction::Retire {
            reason: reason_now(),
        })
    };
    let merge = move |()| {
        on_act.run(LibraryAction::Merge {
            into: into.get_untracked(),
        })
    };
    let others = Signal::stored(others);
    let options = Signal::derive(move || {
        let none = (
            String::new(),
            t_string!(i18n, library.pick_other).to_owned(),
        );
        std::iter::once(none)
            .chain(others.get())
            .collect::<Vec<_>>()
    });
    view! {
        <div class="form">
            <div class="actions"><PlainActions state busy on_act/></div>
            {(sends_back || retires).then(|| view! {
                <label class="field">
                    <span>{t!(i18n, library.reason)}</span>
                    <textarea
                        rows="2" data-test="library-reason" prop:value=move || reason.get()
                        on:input:target=move |event| reason.set(event.target().value())
                    ></textarea>
                </label>
            })}
            {sends_back.then(|| view! {
                <Button
                    kind=ButtonKind::Danger on_click=send_back disabled=no_reason
                    data_test="library-act-send-back"
                >
                    {t!(i18n, library.send_back)}
                </Button>
            })}
            {retires.then(|| view! {
                <Button
                    kind=ButtonKind::Danger on_click=retire disabled=no_reason
                    data_test="library-act-retire"
                >
                    {t!(i18n, library.retire)}
                </Button>
            })}
            {merges.then(|| view! {
                <SelectField
                    label=library_text!(i18n, merge_into) options value=into
                    on_pick=Callback::new(move |code| into.set(code))
                    data_test="library-merge-into"
                />
                <Button on_click=merge disabled=no_other data_test="library-act-merge">
                    {t!(i18n, library.merge)}
                </Button>
            })}
        </div>
    }
}

/// What needs neither a reason nor another item.
#[component]
fn PlainActions(
    state: LibraryState,
    busy: Signal<bool>,
    on_act: Callback<LibraryAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let all = [
        (LibraryAction::Screen, "screen", library_text!(i18n, screen)),
        (LibraryAction::Adopt, "adopt", library_text!(i18n, adopt)),
        (
            LibraryAction::Restore,
            "restore",
            library_text!(i18n, restore),
        ),
    ];
    all.into_iter()
        .filter(|(action, ..)| next_state(state, action).is_ok())
        .map(|(action, test, word)| {
            view! {
                <Button
                    kind=ButtonKind::Primary on_click=move |()| on_act.run(action.clone())
                    disabled=busy data_test=format!("library-act-{test}")
                >
                    {move || word.get()}
                </Button>
            }
        })
        .collect_view()
}
