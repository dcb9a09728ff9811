//! The register of requested documents as tables. Not here: the forms that change it
//! (`document_forms`), when something is overdue (`domain::document_request`).

use domain::document_request::{DocumentStage, DocumentState, Medium, StageCount};
use domain::wire::{RegisterFile, RegisterLine};
use domain::working_paper::document_index;
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::Words;
use crate::components::{Button, ButtonKind, Icon, IconName, TableFrame};
use crate::i18n::*;

/// A stage's name.
pub fn document_stage_word(i18n: Words, stage: DocumentStage) -> &'static str {
    match stage {
        DocumentStage::Decision => t_string!(i18n, documents.stage_decision),
        DocumentStage::Process => t_string!(i18n, documents.stage_process),
        DocumentStage::Output => t_string!(i18n, documents.stage_output),
        DocumentStage::Benefit => t_string!(i18n, documents.stage_benefit),
        DocumentStage::General => t_string!(i18n, documents.stage_general),
    }
}

/// A state's name.
pub fn document_state_word(i18n: Words, state: DocumentState) -> &'static str {
    match state {
        DocumentState::Missing => t_string!(i18n, documents.state_missing),
        DocumentState::Overdue => t_string!(i18n, documents.state_overdue),
        DocumentState::Received => t_string!(i18n, documents.state_received),
        DocumentState::NotApplicable => t_string!(i18n, documents.state_not_applicable),
    }
}

fn state_sign(state: DocumentState) -> (&'static str, IconName) {
    match state {
        DocumentState::Missing => ("neutral", IconName::Clock),
        DocumentState::Overdue => ("bad", IconName::Problem),
        DocumentState::Received => ("good", IconName::Done),
        DocumentState::NotApplicable => ("neutral", IconName::Close),
    }
}

fn medium_word(i18n: Words, medium: Medium) -> &'static str {
    match medium {
        Medium::Original => t_string!(i18n, documents.medium_original),
        Medium::Copy => t_string!(i18n, documents.medium_copy),
        Medium::Electronic => t_string!(i18n, documents.medium_electronic),
    }
}

fn yes_no(i18n: Words, said: Option<bool>) -> &'static str {
    match said {
        Some(true) => t_string!(i18n, documents.yes),
        Some(false) => t_string!(i18n, documents.no),
        None => "",
    }
}

/// `2/35`, `2`, or nothing.
fn amount(copies: &str, pages: &str) -> String {
    match (copies, pages) {
        (copies, "") => copies.to_owned(),
        ("", pages) => format!("—/{pages}"),
        (copies, pages) => format!("{copies}/{pages}"),
    }
}

/// Requested, received, outstanding, by stage and in all.
#[component]
pub fn StageCounts(stages: Vec<StageCount>) -> impl IntoView {
    let i18n = use_i18n();
    let caption = Signal::derive(move || t_string!(i18n, documents.by_stage).to_owned());
    let numbers = |c: &StageCount| {
        [
            c.requested,
            c.received,
            c.not_applicable,
            c.missing,
            c.overdue,
        ]
    };
    let cells = |numbers: [u32; 5]| {
        let cell = |number: u32| view! { <td class="number">{number}</td> };
        numbers.into_iter().map(cell).collect_view()
    };
    let total = stages.iter().map(numbers).fold([0; 5], |mut sum, row| {
        for (sum, number) in sum.iter_mut().zip(row) {
            *sum += number;
        }
        sum
    });
    let row = |count: StageCount| {
        let stage = count.stage;
        view! {
            <tr data-test=format!("stage-{}", stage.as_str())>
                <th scope="row">{move || document_stage_word(i18n, stage)}</th>
                {cells(numbers(&count))}
            </tr>
        }
    };
    let rows = stages.into_iter().map(row).collect_view();
    view! {
        <TableFrame caption data_test="document-stages">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, documents.stage)}</th>
                    <th scope="col" class="number">{t!(i18n, documents.requested)}</th>
                    <th scope="col" class="number">{t!(i18n, documents.state_received)}</th>
                    <th scope="col" class="number">{t!(i18n, documents.state_not_applicable)}</th>
                    <th scope="col" class="number">{t!(i18n, documents.state_missing)}</th>
                    <th scope="col" class="number">{t!(i18n, documents.state_overdue)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr><th scope="row">{t!(i18n, documents.total)}</th>{cells(total)}</tr>
            </tfoot>
        </TableFrame>
    }
}

/// A file of a line: what it is called and where its bytes are.
pub type FileAddress = Callback<RegisterFile, String>;

/// The register; `records_href` is the address of the records room.
#[component]
pub fn RegisterTable(
    lines: Vec<RegisterLine>,
    #[prop(into)] records_href: String,
    file_address: FileAddress,
    #[prop(into)] marked: Signal<String>,
    on_edit: Callback<RegisterLine>,
) -> impl IntoView {
    let i18n = use_i18n();
    let room_href = records_href.trim_end_matches("/records").to_owned();
    let caption = Signal::derive(move || t_string!(i18n, documents.room).to_owned());
    let row = |line: RegisterLine| {
        let record = encode(line.request.receipt.as_str());
        let record_href = line.recorded.then(|| format!("{records_href}/{record}"));
        let room_href = room_href.clone();
        view! { <RegisterRow line record_href room_href file_address marked on_edit/> }
    };
    let rows = lines.into_iter().map(row).collect_view();
    view! {
        <TableFrame caption data_test="register">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, documents.number)}</th>
                    <th scope="col">{t!(i18n, documents.stage)}</th>
                    <th scope="col">{t!(i18n, documents.name)}</th>
                    <th scope="col">{t!(i18n, documents.provider)}</th>
                    <th scope="col">{t!(i18n, documents.due_on)}</th>
                    <th scope="col">{t!(i18n, documents.state)}</th>
                    <th scope="col">{t!(i18n, documents.received_on)}</th>
                    <th scope="col">{t!(i18n, documents.amount)}</th>
                    <th scope="col">{t!(i18n, documents.medium)}</th>
                    <th scope="col">{t!(i18n, documents.stamped)}</th>
                    <th scope="col">{t!(i18n, documents.checked)}</th>
                    <th scope="col">{t!(i18n, documents.handler)}</th>
                    <th scope="col">{t!(i18n, documents.files)}</th>
                    <th scope="col">{t!(i18n, documents.indicators)}</th>
                    <th scope="col">
                        <span class="visually-hidden">{t!(i18n, documents.edit)}</span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn RegisterRow(
    line: RegisterLine,
    record_href: Option<String>,
    room_href: String,
    file_address: FileAddress,
    marked: Signal<String>,
    on_edit: Callback<RegisterLine>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (words, receipt) = (line.request.words.clone(), line.receipt.clone());
    let stage = words.stage;
    let index = document_index(line.request.ordinal);
    let codes: Vec<&str> = words.indicators.iter().map(|code| code.as_str()).collect();
    let codes = codes.join(" ");
    let media = move || {
        let words = receipt
            .media
            .iter()
            .map(|medium| medium_word(i18n, *medium));
        words.collect::<Vec<_>>().join("、")
    };
    let test = format!("register-{index}");
    let editable = line.clone();
    let ordinal = line.request.ordinal.to_string();
    let note = note_link(line.clone(), room_href);
    view! {
        <tr
            tabindex="0" data-test=test
            class:row-highlighted=move || marked.get() == ordinal
        >
            <th scope="row" class="code">
                {match record_href {
                    Some(href) => view! { <a href=href>{index}</a> }.into_any(),
                    None => index.into_any(),
                }}
            </th>
            <td>{move || document_stage_word(i18n, stage)}</td>
            <td class="wide">{words.name}</td>
            <td>{words.provider}</td>
            <td>{words.due_on}</td>
            <td><Standing line=line.clone()/></td>
            <td>{receipt.received_on}</td>
            <td class="number">{amount(&receipt.copies, &receipt.pages)}</td>
            <td>{media}</td>
            <td>{move || yes_no(i18n, receipt.stamped)}</td>
            <td>{move || yes_no(i18n, receipt.checked)}</td>
            <td>{receipt.handler}</td>
            <td><Files files=line.files file_address/></td>
            <td class="code">{codes}</td>
            <td>
                <Button
                    kind=ButtonKind::Quiet on_click=move |()| on_edit.run(editable.clone())
                    data_test="edit-request"
                >
                    {t!(i18n, documents.edit)}
                </Button>
                {note}
            </td>
        </tr>
    }
}

/// The way to note a missing or unsound document as a finding.
fn note_link(line: RegisterLine, room_href: String) -> Option<impl IntoView> {
    let i18n = use_i18n();
    (line.state != DocumentState::NotApplicable).then(|| {
        let name = line.request.words.name;
        let title = match line.state {
            DocumentState::Received => {
                t_string!(i18n, findings.document_unsound_title, name = name).to_string()
            }
            _ => t_string!(i18n, findings.document_missing_title, name = name).to_string(),
        };
        let href = format!(
            "{room_href}/findings?note=document&document={}&title={}&unit={}",
            line.request.ordinal,
            encode(&title),
            encode(&line.request.words.provider)
        );
        view! {
            <a class="button" href=href data-test="note-document">
                {t!(i18n, findings.note_as_finding)}
            </a>
        }
    })
}

/// The state in words, with the reason of 不适用 and a warning where two people differ.
#[component]
fn Standing(line: RegisterLine) -> impl IntoView {
    let i18n = use_i18n();
    let state = line.state;
    let (class, icon) = state_sign(state);
    let reason = line.receipt.reason;
    view! {
        <span class=format!("verdict verdict-{class}")>
            <Icon name=icon/>
            <span>{move || document_state_word(i18n, state)}</span>
        </span>
        {(!reason.is_empty()).then(|| view! { <p class="outcome soft">{reason}</p> })}
        {line.conflict.then(|| view! {
            <p class="verdict verdict-warn">
                <Icon name=IconName::Problem/>
                <span>{t!(i18n, documents.conflict)}</span>
            </p>
        })}
    }
}

#[component]
fn Files(files: Vec<RegisterFile>, file_address: FileAddress) -> impl IntoView {
    let i18n = use_i18n();
    let item = |(number, file): (usize, RegisterFile)| {
        let name = match file.caption.trim() {
            "" => format!("{number}"),
            caption => format!("{number} {caption}"),
        };
        let received = file.received;
        let href = file_address.run(file);
        view! {
            <li>
                {match received {
                    true => view! { <a href=href target="_blank" rel="noopener">{name}</a> }.into_any(),
                    false => view! {
                        <span>{name} " " {t!(i18n, documents.file_waiting)}</span>
                    }
                    .into_any(),
                }}
            </li>
        }
    };
    view! { <ul class="file-links">{(1..).zip(files).map(item).collect_view()}</ul> }
}

/// What is overdue, for paper: by provider, with the day it was due.
#[component]
pub fn Reminder(
    #[prop(into)] title: Signal<String>,
    today: String,
    lines: Vec<RegisterLine>,
) -> impl IntoView {
    let i18n = use_i18n();
    let mut overdue: Vec<RegisterLine> = lines
        .into_iter()
        .filter(|line| line.state == DocumentState::Overdue)
        .collect();
    overdue.sort_by(|one, other| {
        let key = |line: &RegisterLine| (line.request.words.provider.clone(), line.request.ordinal);
        key(one).cmp(&key(other))
    });
    let row = |line: RegisterLine| {
        let words = line.request.words;
        view! {
            <tr>
                <td>{words.provider}</td>
                <td class="code">{document_index(line.request.ordinal)}</td>
                <td class="wide">{words.name}</td>
                <td>{words.due_on}</td>
            </tr>
        }
    };
    let rows = overdue.into_iter().map(row).collect_view();
    view! {
        <section class="printable reminder">
            <h2>{t!(i18n, documents.reminder)}</h2>
            <p>{move || title.get()}</p>
            <p>{t!(i18n, documents.as_of, day = today)}</p>
            <table class="table" data-test="reminder">
                <thead>
                    <tr>
                        <th scope="col">{t!(i18n, documents.provider)}</th>
                        <th scope="col">{t!(i18n, documents.number)}</th>
                        <th scope="col">{t!(i18n, documents.name)}</th>
                        <th scope="col">{t!(i18n, documents.due_on)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}
