//! 资料收集: the register of requested documents with its filters, the forms that change the list,
//! the reminder for paper and the export.

use domain::document_request::{DocumentStage, DocumentState, RequestWords};
use domain::ids::DocumentRequestId;
use domain::wire::{DocumentRegister, RegisterFile, RegisterLine};
use leptos::prelude::*;

use super::support::{Loading, filter, load, run, use_rooms, when_loaded};
use crate::components::desk::{
    DueDayForm, RegisterTable, Reminder, RequestForm, StageCounts, document_stage_word,
    document_state_word,
};
use crate::components::{Button, ButtonKind, Chip, Dialog, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::print_page;
use crate::state::desk::{self, DocumentChange};

/// What the dialog is about: a new line, or a line of the list.
#[derive(Clone)]
enum Editing {
    New,
    Line(Box<RegisterLine>),
}

/// `/desk/:engagement/documents`, with `?state=overdue&stage=process`.
#[component]
pub fn DocumentsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let register = load(
        move || rooms.engagement.get(),
        |code| async move { desk::documents(&code).await },
    );
    let busy = RwSignal::new(false);
    let editing = RwSignal::new(None::<Editing>);
    let on_change = Callback::new(move |change: DocumentChange| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match desk::change_documents(&code, &change).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, documents.saved));
                    editing.set(None);
                    register.refetch();
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    view! {
        <h1>{t!(i18n, documents.room)}</h1>
        {when_loaded(register, move |seen| {
            if seen.lines.is_empty() {
                view! { <NoList busy on_change editing/> }.into_any()
            } else {
                view! { <Register seen busy on_change editing/> }.into_any()
            }
        })}
        <EditDialog register busy on_change editing/>
    }
}

#[component]
fn NoList(
    busy: RwSignal<bool>,
    on_change: Callback<DocumentChange>,
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, documents.start_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, documents.start_text).to_owned());
    view! {
        <EmptyState icon=IconName::Paper title text>
            <Button
                kind=ButtonKind::Primary disabled=busy data_test="documents-start"
                on_click=move |()| on_change.run(DocumentChange::Start)
            >
                {t!(i18n, documents.start)}
            </Button>
            <Button on_click=move |()| editing.set(Some(Editing::New)) data_test="document-add">
                {t!(i18n, documents.add)}
            </Button>
        </EmptyState>
    }
}

#[component]
fn Register(
    seen: DocumentRegister,
    busy: RwSignal<bool>,
    on_change: Callback<DocumentChange>,
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let code = rooms.engagement.get_untracked();
    let records_href = rooms.href("records");
    let (state, set_state) = filter("state");
    let (stage, set_stage) = filter("stage");
    let (marked, _) = filter("document");
    let file_address = {
        let code = code.clone();
        Callback::new(move |file: RegisterFile| desk::blob_url(&code, file.sha256.as_str()))
    };
    let on_edit = Callback::new(move |line| editing.set(Some(Editing::Line(Box::new(line)))));
    let due_day = Callback::new(move |day| on_change.run(DocumentChange::DueDay(day)));
    let overdue = seen
        .lines
        .iter()
        .any(|line| line.state == DocumentState::Overdue);
    let title = Signal::derive(move || {
        let overview = rooms.overview.get().and_then(Result::ok);
        overview
            .map(|overview| overview.engagement.title)
            .unwrap_or_default()
    });
    let reminder = seen.lines.clone();
    let today = seen.today.clone();
    let all = StoredValue::new(seen.lines);
    let shown = move || {
        let (state, stage) = (state.get(), stage.get());
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        let takes = |line: &&RegisterLine| {
            fits(&state, line.state.as_str()) && fits(&stage, line.request.words.stage.as_str())
        };
        all.with_value(|all| all.iter().filter(takes).cloned().collect::<Vec<_>>())
    };
    view! {
        <p class="soft">{t!(i18n, documents.as_of, day = seen.today)}</p>
        <StageCounts stages=seen.stages/>
        <div class="actions">
            <Button
                kind=ButtonKind::Primary on_click=move |()| editing.set(Some(Editing::New))
                data_test="document-add"
            >
                <Icon name=IconName::Add/>{t!(i18n, documents.add)}
            </Button>
            <a
                class="button" href=desk::documents_xlsx_url(&code) download="documents.xlsx"
                data-test="documents-export"
            >
                <Icon name=IconName::Export/>{t!(i18n, documents.export)}
            </a>
            <Button
                on_click=move |()| print_page() disabled=Signal::stored(!overdue)
                data_test="print-reminder"
            >
                <Icon name=IconName::Print/>{t!(i18n, documents.print_reminder)}
            </Button>
        </div>
        <DueDayForm busy on_save=due_day/>
        <StateChips value=state set=set_state/>
        <StageChips value=stage set=set_stage/>
        {move || {
            let lines = shown();
            let none = lines.is_empty();
            view! {
                <RegisterTable
                    lines records_href=records_href.clone() file_address marked on_edit
                />
                <p class="soft" hidden=!none>{t!(i18n, documents.none_match)}</p>
            }
        }}
        <Reminder title today lines=reminder/>
    }
}

/// One chip; tapping the chosen one takes the filter away.
fn chip(
    name: &'static str,
    word: impl Fn() -> &'static str + Send + 'static,
    (value, set): (Signal<String>, Callback<String>),
) -> impl IntoView {
    let selected = Signal::derive(move || value.get() == name);
    let toggle = move |()| {
        set.run(if selected.get_untracked() { "" } else { name }.to_owned());
    };
    view! {
        <Chip selected on_toggle=toggle data_test=format!("filter-{name}")>{word}</Chip>
    }
}

#[component]
fn StateChips(value: Signal<String>, set: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let one = |state: DocumentState| {
        chip(
            state.as_str(),
            move || document_state_word(i18n, state),
            (value, set),
        )
    };
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, documents.state)>
            {DocumentState::ALL.into_iter().map(one).collect_view()}
        </div>
    }
}

#[component]
fn StageChips(value: Signal<String>, set: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let one = |stage: DocumentStage| {
        chip(
            stage.as_str(),
            move || document_stage_word(i18n, stage),
            (value, set),
        )
    };
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, documents.stage)>
            {DocumentStage::ALL.into_iter().map(one).collect_view()}
        </div>
    }
}

/// Adding and changing a line. A line with a receipt cannot be removed.
#[component]
fn EditDialog(
    register: Loading<DocumentRegister>,
    busy: RwSignal<bool>,
    on_change: Callback<DocumentChange>,
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_new = move || editing.with(|editing| !matches!(editing, Some(Editing::Line(_))));
    let title = Signal::derive(move || match is_new() {
        true => t_string!(i18n, documents.add).to_owned(),
        false => t_string!(i18n, documents.edit).to_owned(),
    });
    let close_label = Signal::derive(move || t_string!(i18n, documents.cancel).to_owned());
    let last_stage = move || {
        let seen = register.get_untracked().and_then(Result::ok);
        let last = seen.and_then(|seen| seen.lines.last().map(|line| line.request.words.stage));
        last.unwrap_or(DocumentStage::Decision)
    };
    let form = move || {
        let (id, words, removable) = match editing.get()? {
            Editing::Line(line) => {
                let id = Some(line.request.id.clone());
                (id, line.request.words, !line.recorded)
            }
            Editing::New => (None, blank(last_stage()), false),
        };
        let saved = id.clone();
        let on_save = Callback::new(move |words| on_change.run(change(saved.clone(), words)));
        let on_remove = id
            .filter(|_| removable)
            .map(|id| Callback::new(move |()| on_change.run(DocumentChange::Remove(id.clone()))));
        Some(view! { <RequestForm words busy on_save on_remove/> })
    };
    view! {
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=move |()| editing.set(None)
            title
            close_label
            data_test="request-dialog"
        >
            {form}
        </Dialog>
    }
}

fn change(id: Option<DocumentRequestId>, words: RequestWords) -> DocumentChange {
    match id {
        Some(id) => DocumentChange::Edit(id, words),
        None => DocumentChange::Add(words),
    }
}

fn blank(stage: DocumentStage) -> RequestWords {
    RequestWords {
        stage,
        name: String::new(),
        provider: String::new(),
        due_on: None,
        indicators: Vec::new(),
    }
}
