//! A block under the pen: its text with live references, what is wrong with it, and the words of
//! somebody who was quicker. The browser's own undo works in it. Not here: storing (`pages`).

use std::sync::Arc;

use domain::report::{ReferenceEntry, written as reference_text};
use leptos::html;
use leptos::prelude::*;

use super::reference_picker::{Picking, ReferencePicker};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::platform::insert_text;

/// What the writer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorAct {
    /// 保存.
    Save,
    /// 取消.
    Cancel,
    /// 还原为草稿.
    Draft,
    /// 删除段落.
    Remove,
    /// 用我的.
    Mine,
    /// 用对方的.
    Theirs,
    /// 继续编辑.
    GoOn,
}

/// Takes the place of the block while it is edited.
#[component]
pub fn BlockEditor(
    /// What is typed; it begins with the block's text.
    written: RwSignal<String>,
    /// In words, at each key.
    #[prop(into)]
    problems: Signal<Vec<String>>,
    /// The other's words, once they were quicker.
    #[prop(into)]
    theirs: Signal<Option<String>>,
    /// Whether to choose between them now.
    #[prop(into)]
    choosing: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    /// Whether it is in the report already.
    stored: bool,
    /// Whether there is a draft to go back to.
    has_draft: bool,
    #[prop(into)] references: Signal<Arc<Vec<ReferenceEntry>>>,
    /// The address of a picture by its name.
    thumbnail: Callback<String, String>,
    on_act: Callback<EditorAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let area = NodeRef::<html::Textarea>::new();
    let picking = RwSignal::new(None::<Picking>);
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            // A place that cannot take the focus yet is still there to be clicked.
            drop(area.focus());
        }
    });
    let pick = Callback::new(move |name: String| {
        if let Some(area) = area.get_untracked() {
            insert_text(&area, &reference_text(&name));
        }
    });
    let cannot_save = Signal::derive(move || {
        let nothing = written.with(|text| text.trim().is_empty());
        busy.get() || nothing || choosing.get() || problems.with(|found| !found.is_empty())
    });
    let press = move |event: leptos::ev::KeyboardEvent| {
        let with_control = event.ctrl_key() || event.meta_key();
        if with_control && event.key() == "Enter" && !cannot_save.get_untracked() {
            event.prevent_default();
            on_act.run(EditorAct::Save);
        }
    };
    view! {
        <section
            class="block-editor" aria-label=move || t_string!(i18n, reports.editor)
            data-test="block-editor"
        >
            <textarea
                node_ref=area rows="6" data-test="block-text"
                aria-label=move || t_string!(i18n, reports.editor_text)
                aria-invalid=move || problems.with(|problems| (!problems.is_empty()).to_string())
                prop:value=written.get_untracked()
                on:input:target=move |event| written.set(event.target().value())
                on:keydown=press
            ></textarea>
            <div class="field-problem" role="status" data-test="block-problems">
                {move || problems.get().into_iter().map(|words| view! { <p>{words}</p> })
                    .collect_view()}
            </div>
            <Theirs theirs choosing busy on_act/>
            <InsertButtons picking/>
            {move || picking.get().map(|what| view! {
                <ReferencePicker references what thumbnail on_pick=pick/>
            })}
            <EditorButtons cannot_save busy stored has_draft on_act/>
        </section>
    }
}

#[component]
fn InsertButtons(picking: RwSignal<Option<Picking>>) -> impl IntoView {
    let i18n = use_i18n();
    let toggle = move |what: Picking| {
        picking.update(|open| *open = (*open != Some(what)).then_some(what));
    };
    view! {
        <div class="editor-insert">
            <Button
                kind=ButtonKind::Quiet data_test="insert-reference"
                on_click=move |()| toggle(Picking::Any)
            >
                <Icon name=IconName::Add/>{t!(i18n, reports.insert_reference)}
            </Button>
            <Button
                kind=ButtonKind::Quiet data_test="insert-finding"
                on_click=move |()| toggle(Picking::Findings)
            >
                <Icon name=IconName::Add/>{t!(i18n, reports.insert_finding)}
            </Button>
            <Button
                kind=ButtonKind::Quiet data_test="insert-photo"
                on_click=move |()| toggle(Picking::Photos)
            >
                <Icon name=IconName::Add/>{t!(i18n, reports.insert_photo)}
            </Button>
            <p class="soft" hidden=move || picking.get() != Some(Picking::Photos)>
                {t!(i18n, reports.photo_hint)}
            </p>
        </div>
    }
}

#[component]
fn EditorButtons(
    cannot_save: Signal<bool>,
    busy: Signal<bool>,
    stored: bool,
    has_draft: bool,
    on_act: Callback<EditorAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="page-buttons">
            <Button
                kind=ButtonKind::Primary disabled=cannot_save data_test="block-save"
                on_click=move |()| on_act.run(EditorAct::Save)
            >
                {t!(i18n, reports.save)}
            </Button>
            <Button data_test="block-cancel" on_click=move |()| on_act.run(EditorAct::Cancel)>
                {t!(i18n, reports.cancel)}
            </Button>
            {has_draft.then(|| view! {
                <Button
                    disabled=busy data_test="block-draft"
                    on_click=move |()| on_act.run(EditorAct::Draft)
                >
                    {t!(i18n, reports.to_draft)}
                </Button>
            })}
            {stored.then(|| view! {
                <Button
                    kind=ButtonKind::Danger disabled=busy data_test="block-remove"
                    on_click=move |()| on_act.run(EditorAct::Remove)
                >
                    {t!(i18n, reports.remove)}
                </Button>
            })}
        </div>
    }
}

/// The other's words stay in sight while one goes on writing.
#[component]
fn Theirs(
    theirs: Signal<Option<String>>,
    choosing: Signal<bool>,
    busy: Signal<bool>,
    on_act: Callback<EditorAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match theirs.get().unwrap_or_default() {
        text if text.is_empty() => t_string!(i18n, reports.theirs_gone).to_owned(),
        text => text,
    };
    view! {
        <Show when=move || theirs.get().is_some()>
            <div class="banner" role="alert" data-test="block-conflict">
                <p><strong>{t!(i18n, reports.overtaken)}</strong></p>
                <blockquote data-test="block-theirs">{words}</blockquote>
                <Show when=move || choosing.get()>
                    <div class="page-buttons">
                        <Button
                            disabled=busy data_test="block-mine"
                            on_click=move |()| on_act.run(EditorAct::Mine)
                        >
                            {t!(i18n, reports.use_mine)}
                        </Button>
                        <Button
                            disabled=busy data_test="block-take-theirs"
                            on_click=move |()| on_act.run(EditorAct::Theirs)
                        >
                            {t!(i18n, reports.use_theirs)}
                        </Button>
                        <Button
                            data_test="block-go-on"
                            on_click=move |()| on_act.run(EditorAct::GoOn)
                        >
                            {t!(i18n, reports.go_on)}
                        </Button>
                    </div>
                </Show>
            </div>
        </Show>
    }
}
