//! 表单: the engagement's forms, and how a new one begins: a workbook, a form that ships, a copy,
//! nothing. Not here: changing a draft (`forms_draft`), versions (`forms_versions`).

use domain::problem::Problem;
use domain::wire::{DraftView, FormList, NewForm};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::support::{busy_bar, load, problem_text, run, use_rooms, when_loaded};
use crate::components::desk::forms::{FormTable, NewFormForm, NewFormStart, text};
use crate::components::desk::words::Words;
use crate::components::desk::{ProblemRow, ProblemTable, encode};
use crate::components::{Button, Dialog, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::{ChosenFile, chosen_file};
use crate::state::{Failure, forms};

/// A problem as a line of the table; the place has columns of its own.
pub fn problem_row(i18n: Words, problem: &Problem, warning: bool) -> ProblemRow {
    let place = problem.place.clone().unwrap_or_default();
    let bare = Problem {
        place: None,
        ..problem.clone()
    };
    ProblemRow {
        sheet: place.sheet.unwrap_or_default(),
        row: place.row.map(|row| row.to_string()).unwrap_or_default(),
        column: place.column.or(place.path).unwrap_or_default(),
        text: problem_text(i18n, &bare),
        warning,
    }
}

/// The room's own state: what is being uploaded, and why it was refused.
#[derive(Clone, Copy)]
struct Upload {
    busy: RwSignal<bool>,
    /// Kept until it is a draft: after a failure it can be sent again.
    file: RwSignal<Option<ChosenFile>>,
    problems: RwSignal<Vec<Problem>>,
}

/// `/desk/:engagement/forms`.
#[component]
pub fn FormsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let navigate = StoredValue::new(use_navigate());
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { forms::list(&code).await },
    );
    let upload = Upload {
        busy: RwSignal::new(false),
        file: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
    };
    let begun = Callback::new(move |draft: DraftView| {
        let form = encode(&draft.form_id.0);
        let address = format!("{}/{form}/draft", rooms.href("forms"));
        navigate.with_value(|navigate| navigate(&address, Default::default()));
    });
    let send = Callback::new(move |()| {
        let Some(file) = upload.file.get_untracked() else {
            return;
        };
        let code = rooms.engagement.get_untracked();
        run(upload.busy, async move {
            upload.problems.set(Vec::new());
            match forms::upload(&code, &file.name, file.bytes).await {
                Ok(draft) => {
                    upload.file.set(None);
                    begun.run(draft);
                }
                Err(Failure::Problems(problems)) => upload.problems.set(problems),
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let choose = Callback::new(move |event: leptos::ev::Event| {
        spawn_local(async move {
            if let Some(file) = chosen_file(event).await {
                upload.file.set(Some(file));
                send.run(());
            }
        });
    });
    let start = RwSignal::new(None::<NewFormStart>);
    view! {
        <h1>{t!(i18n, forms.room)}</h1>
        {busy_bar(upload.busy, text!(i18n, reading_workbook))}
        <UploadProblems upload send/>
        {when_loaded(list, move |list: FormList| {
            let empty = list.forms.is_empty();
            let table = (!empty).then(|| {
                view! { <FormTable forms=list.forms.clone() href=rooms.href("forms")/> }
            });
            view! {
                <Begin empty choose start/>
                {table}
                <NewFormDialog list start begun/>
            }
        })}
    }
}

/// The four ways to begin; in an empty room they teach.
#[component]
fn Begin(
    empty: bool,
    choose: Callback<leptos::ev::Event>,
    start: RwSignal<Option<NewFormStart>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open = move |wanted: NewFormStart| move |()| start.set(Some(wanted));
    let buttons = move || {
        view! {
            <div class="actions">
                <label class="button button-primary file-button">
                    <Icon name=IconName::Import/>
                    {t!(i18n, forms.upload)}
                    <input
                        type="file" class="visually-hidden" accept=".xlsx" data-test="form-file"
                        on:change=move |event| choose.run(event)
                    />
                </label>
                <Button on_click=open(NewFormStart::Starter) data_test="from-starter">
                    <Icon name=IconName::Paper/>{t!(i18n, forms.from_starter)}
                </Button>
                <Show when=move || !empty>
                    <Button on_click=open(NewFormStart::Copy) data_test="from-copy">
                        {t!(i18n, forms.from_copy)}
                    </Button>
                </Show>
                <Button on_click=open(NewFormStart::Blank) data_test="from-blank">
                    <Icon name=IconName::Add/>{t!(i18n, forms.from_blank)}
                </Button>
            </div>
        }
    };
    if empty {
        view! {
            <EmptyState
                icon=IconName::Paper title=text!(i18n, no_forms) text=text!(i18n, no_forms_text)
            >
                {buttons()}
            </EmptyState>
        }
        .into_any()
    } else {
        buttons().into_any()
    }
}

/// Why a workbook did not become a draft; it is still here and can be sent again.
#[component]
fn UploadProblems(upload: Upload, send: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        let problems = upload.problems.get();
        let rows = problems
            .iter()
            .map(|problem| problem_row(i18n, problem, false));
        rows.collect::<Vec<_>>()
    };
    let name = move || upload.file.get().map(|file| file.name).unwrap_or_default();
    let waits = move || upload.file.with(Option::is_some) && !upload.busy.get();
    view! {
        <Show when=waits>
            <section data-test="upload-problems">
                <h2>{name}</h2>
                <p>{t!(i18n, forms.upload_failed)}</p>
                {move || (!rows().is_empty()).then(|| view! { <ProblemTable rows=rows()/> })}
                <div class="actions">
                    <Button on_click=send>{t!(i18n, forms.upload_again)}</Button>
                    <Button on_click=move |()| upload.file.set(None)>
                        {t!(i18n, desk.cancel)}
                    </Button>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn NewFormDialog(
    list: FormList,
    start: RwSignal<Option<NewFormStart>>,
    begun: Callback<DraftView>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let list = StoredValue::new(list);
    let begin = Callback::new(move |begin: NewForm| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match forms::begin(&code, &begin).await {
                Ok(draft) => {
                    start.set(None);
                    begun.run(draft);
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let title = Signal::derive(move || match start.get() {
        Some(NewFormStart::Copy) => t_string!(i18n, forms.from_copy).to_owned(),
        Some(NewFormStart::Blank) => t_string!(i18n, forms.from_blank).to_owned(),
        _ => t_string!(i18n, forms.from_starter).to_owned(),
    });
    view! {
        <Dialog
            open=Signal::derive(move || start.with(Option::is_some))
            on_close=move |()| start.set(None)
            title=title close_label=text!(i18n, close) data_test="new-form"
        >
            {move || start.get().map(|start| {
                let (starters, forms) =
                    list.with_value(|list| (list.starters.clone(), list.forms.clone()));
                view! { <NewFormForm start starters forms busy on_begin=begin/> }
            })}
        </Dialog>
    }
}
