//! Interviews and their open items as tables. Not here: who may decide.

use domain::wire::{InterviewLine, OpenItemLine};
use leptos::prelude::*;

use super::progress_tables::encode;
use super::words::{Words, form_text, state_sign, state_word};
use crate::components::{Button, ButtonKind, Icon, IconName, TableFrame};
use crate::i18n::*;

/// How an interview was held, in words; the choice's name for a way of a firm's own.
fn way_word(i18n: Words, way: &str) -> String {
    match way {
        "face_to_face" => t_string!(i18n, interviews.way_face).to_owned(),
        "telephone" => t_string!(i18n, interviews.way_telephone).to_owned(),
        "video" => t_string!(i18n, interviews.way_video).to_owned(),
        other => other.to_owned(),
    }
}

/// `records_href` is the address of the records room, without a slash at its end.
#[component]
pub fn InterviewTable(
    interviews: Vec<InterviewLine>,
    #[prop(into)] records_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let caption = Signal::derive(move || t_string!(i18n, interviews.room).to_owned());
    let row = |line: InterviewLine| {
        let (class, icon) = state_sign(line.state);
        let href = format!("{records_href}/{}", encode(line.record.as_str()));
        let (way, state) = (line.way, line.state);
        let test = format!("interview-{}", line.index);
        view! {
            <tr tabindex="0" data-test=test>
                <th scope="row" class="code"><a href=href>{line.index}</a></th>
                <td class="wide">{line.interviewee}</td>
                <td>{line.held_on}</td>
                <td>{move || way_word(i18n, &way)}</td>
                <td>{line.interviewers.join("、")}</td>
                <td class="wide">{line.guide}</td>
                <td>
                    <span class=format!("verdict verdict-{class}")>
                        <Icon name=icon/>
                        <span>{move || state_word(i18n, state)}</span>
                    </span>
                </td>
                <td class="number">{line.unresolved}</td>
            </tr>
        }
    };
    let rows = interviews.into_iter().map(row).collect_view();
    view! {
        <TableFrame caption data_test="interviews-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, interviews.index)}</th>
                    <th scope="col">{t!(i18n, interviews.interviewee)}</th>
                    <th scope="col">{t!(i18n, interviews.held_on)}</th>
                    <th scope="col">{t!(i18n, interviews.way)}</th>
                    <th scope="col">{t!(i18n, interviews.interviewers)}</th>
                    <th scope="col">{t!(i18n, interviews.guide)}</th>
                    <th scope="col">{t!(i18n, interviews.state)}</th>
                    <th scope="col" class="number">{t!(i18n, interviews.open_items)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Each item leads to the answer it stands in.
#[component]
pub fn OpenItemTable(
    items: Vec<OpenItemLine>,
    #[prop(into)] records_href: String,
    on_choose: Callback<OpenItemLine>,
) -> impl IntoView {
    let i18n = use_i18n();
    let caption = Signal::derive(move || t_string!(i18n, interviews.open_items).to_owned());
    let row = |(number, item): (usize, OpenItemLine)| {
        let record = encode(item.record.as_str());
        let href = format!("{records_href}/{record}?path={}", encode(&item.path));
        let question = item.question.clone();
        let (index, who, what) = (
            item.index.clone(),
            item.interviewee.clone(),
            item.text.clone(),
        );
        view! {
            <tr tabindex="0" data-test=format!("open-item-{number}")>
                <th scope="row" class="code"><a href=href>{index}</a></th>
                <td>{who}</td>
                <td class="wide">{move || form_text(i18n, &question)}</td>
                <td class="wide">{what}</td>
                <td class="wide"><Outcome item on_choose/></td>
            </tr>
        }
    };
    let rows = items.into_iter().enumerate().map(row).collect_view();
    view! {
        <TableFrame caption data_test="open-items-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, interviews.index)}</th>
                    <th scope="col">{t!(i18n, interviews.interviewee)}</th>
                    <th scope="col">{t!(i18n, interviews.question)}</th>
                    <th scope="col">{t!(i18n, interviews.to_verify)}</th>
                    <th scope="col">{t!(i18n, interviews.decision)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Whether it is settled, by whom and why, and the way to change that.
#[component]
fn Outcome(item: OpenItemLine, on_choose: Callback<OpenItemLine>) -> impl IntoView {
    let i18n = use_i18n();
    let resolution = item.resolution.clone();
    let resolved = resolution.as_ref().map(|resolution| resolution.resolved);
    let (class, icon) = match resolved {
        Some(true) => ("verdict verdict-good", IconName::Done),
        _ => ("verdict verdict-warn", IconName::Clock),
    };
    let word = move || match resolved {
        Some(true) => t_string!(i18n, interviews.resolved),
        Some(false) => t_string!(i18n, interviews.reopened),
        None => t_string!(i18n, interviews.unresolved),
    };
    let action = move || match resolved {
        Some(true) => t_string!(i18n, interviews.reopen),
        _ => t_string!(i18n, interviews.resolve),
    };
    view! {
        <span class=class><Icon name=icon/><span>{word}</span></span>
        {resolution.map(|resolution| view! {
            <p class="outcome">
                {resolution.reason}
                <span class="soft">
                    " " {resolution.by} " · " {resolution.at.to_minute_text()}
                </span>
            </p>
        })}
        <Button
            kind=ButtonKind::Quiet on_click=move |()| on_choose.run(item.clone())
            data_test="resolve"
        >
            {action}
        </Button>
    }
}

/// What was found, or why an item is open again.
#[component]
pub fn ResolveForm(
    #[prop(into)] text: Signal<String>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let ready = move || reason.with(|reason| reason.trim().chars().count() >= 2);
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p>{move || text.get()}</p>
            <label class="field">
                <span>{t!(i18n, interviews.reason)}</span>
                <textarea
                    rows="3" data-test="resolve-reason"
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
            </label>
            <div class="actions">
                <Button
                    kind=ButtonKind::Primary
                    on_click=move |()| on_save.run(reason.get_untracked())
                    disabled=Signal::derive(move || busy.get() || !ready())
                    data_test="resolve-save"
                >
                    {t!(i18n, interviews.save)}
                </Button>
            </div>
        </form>
    }
}
