//! The designer: the questions at the left, the chosen one in the middle, the preview at the right.
//! Not here: the order in which changes are sent (`designer`), the controls (`components`).

use std::sync::Arc;

use domain::form_design::{DesignChange, FormOutline};
use domain::wire::DraftView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::designer::Designer;
use super::forms::problem_row;
use super::forms_head::{DraftHead, Notices};
use super::forms_rows::{above, behind, below};
use super::forms_words::change_words;
use super::support::{load, use_rooms, when_loaded};
use crate::components::desk::ProblemTable;
use crate::components::desk::forms::{
    AddQuestion, Added, FIRST_FIELD, IndicatorName, NewQuestion, OutlineTree, PreviewFrame,
    QuestionEditor, TreeKey, text,
};
use crate::components::{Button, ButtonKind, Dialog, Icon, IconName};
use crate::i18n::*;
use crate::pages::preview_order::{PREVIEW_READY, PreviewOrder};
use crate::platform::{on_told, scroll_to};
use crate::state::{desk, forms, use_app};

/// `/desk/:engagement/forms/:form/draft`.
#[component]
pub fn DraftPage() -> impl IntoView {
    let rooms = use_rooms();
    let params = use_params_map();
    let form = Memo::new(move |_| params.get().get("form").unwrap_or_default());
    let draft = load(
        move || (rooms.engagement.get(), form.get()),
        |(code, form)| async move { forms::draft(&code, &form).await },
    );
    when_loaded(draft, move |draft: DraftView| {
        let designer = Designer::new(rooms.engagement.get_untracked(), draft);
        view! { <DesignerScreen designer/> }
    })
}

/// What the second column shows where there is no room for two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pane {
    Edit,
    Preview,
    Problems,
}

impl Pane {
    fn name(self) -> &'static str {
        match self {
            Pane::Edit => "edit",
            Pane::Preview => "preview",
            Pane::Problems => "problems",
        }
    }
}

#[component]
fn DesignerScreen(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let draft = designer.draft();
    let outline = Memo::new(move |_| draft.with(|draft| Arc::new(draft.outline.clone())));
    let broken = draft.with_untracked(|draft| !draft.problems.is_empty());
    let pane = RwSignal::new(if broken { Pane::Problems } else { Pane::Edit });
    let adding = RwSignal::new(false);
    let change = Callback::new(move |changes: Vec<DesignChange>| {
        let what = change_words(i18n, &designer.outline_now(), &changes);
        designer.change(what, changes);
    });
    let act = move |(key, row): (TreeKey, u32)| {
        let rows = designer.outline_now().rows;
        let after = match key {
            TreeKey::Edit => {
                pane.set(Pane::Edit);
                return scroll_to(FIRST_FIELD);
            }
            TreeKey::Remove => {
                let outline = designer.outline_now();
                let what = change_words(i18n, &outline, &[DesignChange::Remove { row }]);
                return designer.remove(what, row);
            }
            TreeKey::MoveUp => above(&rows, row),
            TreeKey::MoveDown => below(&rows, row),
        };
        if let Some(after) = after {
            change.run(vec![DesignChange::Move { row, after }]);
        }
    };
    let act = Callback::new(act);
    view! {
        <DraftHead designer/>
        <Notices designer/>
        <div class="designer" data-pane=move || pane.get().name()>
            <section class="designer-outline" aria-label=move || t_string!(i18n, forms.outline)>
                <OutlineBar designer adding act/>
                <OutlineTree
                    outline chosen=designer.chosen
                    on_choose=Callback::new(move |row| designer.chosen.set(Some(row)))
                    on_key=act
                />
            </section>
            <PaneTabs designer pane/>
            <section class="designer-edit" aria-label=move || t_string!(i18n, forms.pane_edit)>
                <Editor designer outline change/>
            </section>
            <section
                class="designer-preview" aria-label=move || t_string!(i18n, forms.pane_preview)
            >
                <Preview designer/>
            </section>
            <section
                class="designer-problems" aria-label=move || t_string!(i18n, forms.pane_problems)
            >
                <Problems designer/>
            </section>
        </div>
        <AddDialog designer adding change/>
    }
}

/// Adding and moving for who uses the mouse; the keys are said beside it.
#[component]
fn OutlineBar(
    designer: Designer,
    adding: RwSignal<bool>,
    act: Callback<(TreeKey, u32)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let none = Signal::derive(move || designer.chosen.get().is_none());
    let press = move |key: TreeKey| {
        move |()| {
            if let Some(row) = designer.chosen.get_untracked() {
                act.run((key, row));
            }
        }
    };
    view! {
        <div class="outline-bar">
            <Button
                kind=ButtonKind::Primary on_click=move |()| adding.set(true) data_test="add-open"
            >
                <Icon name=IconName::Add/>{t!(i18n, forms.add)}
            </Button>
            <Button
                on_click=press(TreeKey::MoveUp) disabled=none data_test="row-up"
                label=text!(i18n, move_up)
            >
                <span aria-hidden="true">"↑"</span>
            </Button>
            <Button
                on_click=press(TreeKey::MoveDown) disabled=none data_test="row-down"
                label=text!(i18n, move_down)
            >
                <span aria-hidden="true">"↓"</span>
            </Button>
            <Button
                on_click=press(TreeKey::Remove) disabled=none data_test="row-remove"
                label=text!(i18n, remove)
            >
                <Icon name=IconName::Close/>
            </Button>
            <details class="keys">
                <summary aria-label=move || t_string!(i18n, forms.keys)>
                    <Icon name=IconName::Help/>
                </summary>
                <p>{t!(i18n, forms.keys_text)}</p>
            </details>
        </div>
    }
}

#[component]
fn PaneTabs(designer: Designer, pane: RwSignal<Pane>) -> impl IntoView {
    let i18n = use_i18n();
    let count = move || designer.draft().with(|draft| draft.problems.len());
    let warnings = move || designer.draft().with(|draft| draft.warnings.len());
    let tab = move |choice: Pane| {
        let word = move || match choice {
            Pane::Edit => t_string!(i18n, forms.pane_edit).to_owned(),
            Pane::Preview => t_string!(i18n, forms.pane_preview).to_owned(),
            Pane::Problems => {
                let all = count() + warnings();
                format!("{} {all}", t_string!(i18n, forms.pane_problems))
            }
        };
        view! {
            <button
                type="button" class=format!("switch-option pane-{}", choice.name())
                data-test=format!("pane-{}", choice.name())
                aria-pressed=move || (pane.get() == choice).to_string()
                on:click=move |_| pane.set(choice)
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="designer-tabs">
            <div class="switch" role="group" aria-label=move || t_string!(i18n, forms.panes)>
                {[Pane::Edit, Pane::Preview, Pane::Problems].map(tab).into_iter().collect_view()}
            </div>
            <Show when=move || { count() > 0 }>
                <span class="verdict verdict-bad">
                    <Icon name=IconName::Severe/>{t!(i18n, forms.cannot_publish)}
                </span>
            </Show>
        </div>
    }
}

#[component]
fn Editor(
    designer: Designer,
    outline: Memo<Arc<FormOutline>>,
    change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let indicators = load(
        move || rooms.engagement.get(),
        |code| async move {
            // Without scores there is no list to pick from; codes can then not be picked, and those
            // that stand in the form stay.
            let view = desk::scores(&code).await;
            let rows = view.map(|view| view.sheet.rows).unwrap_or_default();
            let name = |row: domain::scoring::ScoreRow| IndicatorName {
                code: row.code.0,
                name: row.name,
            };
            Ok(rows.into_iter().map(name).collect::<Vec<_>>())
        },
    );
    when_loaded(indicators, move |known: Vec<IndicatorName>| {
        let known = StoredValue::new(known);
        move || match designer.chosen.get() {
            Some(number) => view! {
                <QuestionEditor outline number indicators=known on_change=change/>
            }
            .into_any(),
            None => view! { <p class="soft">{t!(i18n, forms.choose_a_question)}</p> }.into_any(),
        }
    })
}

#[component]
fn Preview(designer: Designer) -> impl IntoView {
    let app = use_app();
    let (engagement, form) = designer.names();
    let address = forms::preview_url(&engagement, &form);
    let languages = Signal::derive(move || {
        designer
            .draft()
            .with(|draft| draft.outline.languages.clone())
    });
    let first = languages.with_untracked(|languages| languages.first().cloned());
    let language = RwSignal::new(first.unwrap_or_default());
    let message = Memo::new(move |_| {
        let chosen = designer.chosen.get();
        designer.draft().with(|draft| {
            let rows = draft.outline.rows.iter();
            let at = rows
                .filter(|row| Some(row.row) == chosen)
                .find_map(|row| row.path.clone());
            PreviewOrder {
                revision: draft.revision,
                language: language.get(),
                at: at.unwrap_or_default(),
                theme: app.theme().get().name().to_owned(),
            }
            .to_text()
        })
    });
    let ready = RwSignal::new(0u32);
    let told = on_told(move |text| {
        if text == PREVIEW_READY {
            ready.try_update(|ready| *ready += 1);
        }
    });
    let told = StoredValue::new_local(Some(told));
    on_cleanup(move || {
        let _ended = told.try_update_value(Option::take);
    });
    view! { <PreviewFrame address=Signal::stored(address) message ready languages language/> }
}

/// All problems at once, then what other tools would do differently.
#[component]
fn Problems(designer: Designer) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        designer.draft().with(|draft| {
            let problems = draft.problems.iter().map(|problem| (problem, false));
            let warnings = draft.warnings.iter().map(|problem| (problem, true));
            let all = problems.chain(warnings);
            all.map(|(problem, warning)| problem_row(i18n, problem, warning))
                .collect::<Vec<_>>()
        })
    };
    move || match rows() {
        rows if rows.is_empty() => view! {
            <p class="verdict verdict-good">
                <Icon name=IconName::Done/>{t!(i18n, forms.no_problems)}
            </p>
        }
        .into_any(),
        rows => view! { <ProblemTable rows/> }.into_any(),
    }
}

#[component]
fn AddDialog(
    designer: Designer,
    adding: RwSignal<bool>,
    change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let place = move || {
        let outline = designer.outline_now();
        NewQuestion {
            after: behind(&outline.rows, designer.chosen.get_untracked()),
            languages: outline.languages,
            names: outline.rows.into_iter().map(|row| row.name).collect(),
            lists: outline.lists.into_iter().map(|list| list.name).collect(),
        }
    };
    let add = Callback::new(move |added: Added| {
        adding.set(false);
        designer.choose_name(added.name);
        change.run(added.changes);
    });
    view! {
        <Dialog
            open=adding on_close=move |()| adding.set(false)
            title=text!(i18n, add_title) close_label=text!(i18n, close) data_test="add-dialog"
        >
            <AddQuestion place=place() on_add=add/>
        </Dialog>
    }
}
