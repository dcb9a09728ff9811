//! Records as a list: one line each, with what is missing in words.

use domain::wire::RecordSummary;
use leptos::prelude::*;
use leptos_router::components::A;

use super::progress_tables::encode;
use super::words::{kind_word, state_sign, state_word};
use crate::components::respondents::sender;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// `href_prefix` is the records room's address; `query` keeps the filters (`?state=…` or empty).
#[component]
pub fn RecordList(
    records: Vec<RecordSummary>,
    #[prop(into)] href_prefix: String,
    #[prop(into)] query: Signal<String>,
    #[prop(into)] current: Signal<String>,
) -> impl IntoView {
    let items = records
        .into_iter()
        .enumerate()
        .map(|(index, record)| {
            let base = format!("{href_prefix}/{}", encode(record.doc_id.as_str()));
            let href = move || format!("{base}{}", query.get());
            let id = record.doc_id.to_string();
            let is_current = move || current.get() == id;
            view! {
                <li class:record-current=is_current>
                    <A href=href attr:data-test=format!("record-row-{index}")>
                        <RecordLine record=record/>
                    </A>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="record-list" data-test="record-list">{items}</ul> }
}

#[component]
fn RecordLine(record: RecordSummary) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon) = state_sign(record.state);
    let (kind, state) = (record.kind, record.state);
    let index = match record.index.is_empty() {
        true => record.project_code.to_string(),
        false => record.index,
    };
    view! {
        <span class="record-title">
            <span class="code">{index}</span>
            <span>{record.project_name}</span>
        </span>
        <span class="record-facts">
            <span class=format!("verdict verdict-{class}")>
                <Icon name=icon/>
                {move || state_word(i18n, state)}
            </span>
            <span>{move || kind_word(i18n, kind)}</span>
            <span>{sender(i18n, record.evaluator)}</span>
            <time>{record.received_at.to_minute_text()}</time>
            {(record.photos_received < record.photos).then(|| view! {
                <span class="verdict verdict-warn">
                    <Icon name=IconName::Camera/>
                    {t!(i18n, desk.photos)}
                    {format!(" {}/{}", record.photos_received, record.photos)}
                </span>
            })}
            {record.is_late.then(|| view! {
                <span class="verdict verdict-warn" data-test="record-late">
                    <Icon name=IconName::Clock/>
                    {t!(i18n, desk.came_late)}
                </span>
            })}
            {(record.findings > 0).then(|| view! {
                <span class="verdict verdict-bad">
                    <Icon name=IconName::Problem/>
                    {t!(i18n, desk.finding_count, count = record.findings)}
                </span>
            })}
        </span>
    }
}
