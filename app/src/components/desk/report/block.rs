//! One block on the page as it is printed, with the marks of those who worked on it. Not here: the
//! editor that takes its place (`block_editor`).

use domain::report::EditState;
use domain::wire::{BlockKind, BlockView};
use leptos::prelude::*;

use super::BeforeAfter;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::platform::is_on_control;

/// What is done to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockAct {
    /// Its sources and comments are shown.
    Choose,
    /// It is edited.
    Edit,
    /// 已看过，保留.
    Keep,
    /// Back to the draft.
    Draft,
    /// A paragraph behind it.
    Add,
}

/// The anchor of a block, section or chapter: block ids themselves stand in the printed page.
pub fn block_anchor(id: &str) -> String {
    format!("at-{id}")
}

/// The block; a click or Enter on a text edits it.
#[component]
pub fn PageBlock(
    id: String,
    #[prop(into)] block: Signal<BlockView>,
    #[prop(into)] chosen: Signal<bool>,
    #[prop(into)] may_edit: Signal<bool>,
    /// Who else is editing it.
    #[prop(into)]
    editors: Signal<Vec<String>>,
    /// Comments that nobody resolved.
    #[prop(into)]
    comments: Signal<usize>,
    on_act: Callback<BlockAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_text = Signal::derive(move || block.with(|block| block.kind == BlockKind::Text));
    let editable = Signal::derive(move || is_text.get() && may_edit.get());
    let changed = move || block.with(|block| changed(block.state.as_ref()));
    let begin = move || {
        on_act.run(match editable.get_untracked() {
            true => BlockAct::Edit,
            false => BlockAct::Choose,
        });
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && !is_on_control(&event) {
            event.prevent_default();
            begin();
        }
    };
    let click = move |event: leptos::ev::MouseEvent| {
        if !is_on_control(&event) {
            begin();
        }
    };
    let label = move || match is_text.get() {
        true => t_string!(i18n, reports.text_block),
        false => t_string!(i18n, reports.data_block),
    };
    let edit_test = format!("block-edit-{id}");
    view! {
        <div
            class="page-block"
            class:page-block-text=move || editable.get()
            class:page-block-chosen=move || chosen.get()
            class:page-block-changed=changed
            class:page-block-busy=move || !editors.get().is_empty()
        >
            <div
                id=block_anchor(&id) class="page-words" class:page-words-data=move || !is_text.get()
                tabindex="0" role="group"
                aria-label=label data-test=format!("block-{id}")
                on:click=click on:keydown=press
                inner_html=move || block.with(|block| block.html.clone())
            ></div>
            <Marks id block editors comments may_edit on_act/>
            <div class="page-tools">
                <Show when=move || editable.get()>
                    <Button
                        kind=ButtonKind::Quiet data_test=edit_test.clone()
                        on_click=move |()| on_act.run(BlockAct::Edit)
                    >
                        {t!(i18n, reports.edit)}
                    </Button>
                </Show>
                <Show when=move || chosen.get() && may_edit.get()>
                    <Button
                        kind=ButtonKind::Quiet data_test="block-add"
                        on_click=move |()| on_act.run(BlockAct::Add)
                    >
                        <Icon name=IconName::Add/>{t!(i18n, reports.add_behind)}
                    </Button>
                </Show>
            </div>
        </div>
    }
}

fn changed(state: Option<&EditState>) -> bool {
    state.is_some_and(|state| state.changed.is_some())
}

/// What is to be known of the block: who edits, what changed under it, what leads nowhere.
#[component]
fn Marks(
    id: String,
    block: Signal<BlockView>,
    editors: Signal<Vec<String>>,
    comments: Signal<usize>,
    may_edit: Signal<bool>,
    on_act: Callback<BlockAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = move || editors.get().join(" ");
    let state = Memo::new(move |_| block.with(|block| block.state.clone()));
    let test = format!("block-busy-{id}");
    view! {
        <Show when=move || !editors.get().is_empty()>
            <p class="page-mark verdict verdict-action" role="status" data-test=test.clone()>
                <Icon name=IconName::Person/>
                {move || t_string!(i18n, reports.edits_now, name = names()).to_string()}
            </p>
        </Show>
        <Show when=move || comments.get() != 0>
            <button
                type="button" class="button button-link page-mark"
                on:click=move |_| on_act.run(BlockAct::Choose)
            >
                <Icon name=IconName::Note/>
                {move || t_string!(i18n, reports.comment_count, count = comments.get())
                    .to_string()}
            </button>
        </Show>
        {move || state.get().map(|state| view! {
            <StateMarks id=id.clone() state may_edit on_act/>
        })}
    }
}

#[component]
fn StateMarks(
    id: String,
    state: EditState,
    may_edit: Signal<bool>,
    on_act: Callback<BlockAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let removed = state.is_removed;
    let is_changed = state.changed.is_some();
    let changes = state.changed.map(|(before, after)| {
        view! {
            <div class="page-changed" data-test=format!("block-changed-{id}")>
                <p class="verdict verdict-warn">
                    <Icon name=IconName::Problem/>{t!(i18n, reports.look_again)}
                </p>
                <BeforeAfter before=Some(before) after=Some(after)/>
            </div>
        }
    });
    let unresolved = (!state.unresolved.is_empty()).then(|| {
        let names = state.unresolved.join(" ");
        view! {
            <p class="page-mark verdict verdict-bad">
                <Icon name=IconName::Severe/>
                {move || t_string!(i18n, reports.unresolved, names = names.as_str()).to_string()}
            </p>
        }
    });
    let orphan = state.is_orphan.then(|| {
        view! {
            <p class="page-mark verdict verdict-warn">
                <Icon name=IconName::Problem/>{t!(i18n, reports.orphan)}
            </p>
        }
    });
    view! {
        {unresolved}
        {orphan}
        {changes}
        {removed.then(|| view! {
            <p class="page-mark verdict verdict-neutral">
                <Icon name=IconName::Close/>{t!(i18n, reports.removed)}
            </p>
        })}
        <Show when=move || may_edit.get() && (is_changed || removed)>
            <div class="page-buttons">
                {is_changed.then(|| view! {
                    <Button
                        data_test="block-keep" on_click=move |()| on_act.run(BlockAct::Keep)
                    >
                        <Icon name=IconName::Done/>{t!(i18n, reports.keep)}
                    </Button>
                })}
                {removed.then(|| view! {
                    <Button
                        data_test="block-restore" on_click=move |()| on_act.run(BlockAct::Draft)
                    >
                        {t!(i18n, reports.to_draft)}
                    </Button>
                })}
            </div>
        </Show>
    }
}
