//! What was kept without being applied, as a table; the content of a line opens below it. Not here:
//! fetching it.

use std::collections::BTreeMap;

use domain::sync::RejectReason;
use domain::wire::QuarantinedItem;
use leptos::prelude::*;

use super::words::{Words, kind_word};
use crate::components::TableFrame;
use crate::i18n::*;

/// Why something was not applied.
fn reason_word(i18n: Words, reason: RejectReason) -> &'static str {
    match reason {
        RejectReason::HashMismatch => t_string!(i18n, desk.kept_because_hash),
        RejectReason::UnknownDevice => t_string!(i18n, desk.kept_because_device),
        RejectReason::UnknownFormVersion => t_string!(i18n, desk.kept_because_form),
        RejectReason::NotAssigned => t_string!(i18n, desk.kept_because_site),
        RejectReason::WrongDocument => t_string!(i18n, desk.kept_because_document),
        RejectReason::UnknownBase => t_string!(i18n, desk.kept_because_base),
        RejectReason::Finalised => t_string!(i18n, desk.kept_because_accepted),
        RejectReason::TooLarge => t_string!(i18n, desk.kept_because_large),
        RejectReason::QuarantineFull => t_string!(i18n, desk.kept_because_full),
    }
}

/// One line, and the address of its content as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLine {
    /// What was kept.
    pub item: QuarantinedItem,
    /// Where its content lies.
    pub href: String,
}

/// `contents` are those that were fetched so far, by the hash that `on_open` named.
#[component]
pub fn QuarantineTable(
    lines: Vec<KeptLine>,
    #[prop(into)] contents: Signal<BTreeMap<String, String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let row = |(number, line): (usize, KeptLine)| {
        let item = line.item;
        let (kind, reason) = (item.kind, item.reason);
        let site = match item.project_name.is_empty() {
            true => item.project_code.0,
            false => format!("{} {}", item.project_code, item.project_name),
        };
        let sha256 = item.sha256.as_str().to_owned();
        view! {
            <tr tabindex="0" data-test=format!("kept-{number}")>
                <th scope="row"><time>{item.received_at.to_minute_text()}</time></th>
                <td>{item.person}</td>
                <td class="wide">{item.device}</td>
                <td>{move || kind_word(i18n, kind)}</td>
                <td class="wide">{site}</td>
                <td class="wide">{move || reason_word(i18n, reason)}</td>
                <td class="wide"><Content sha256 href=line.href contents on_open/></td>
            </tr>
        }
    };
    let rows = lines.into_iter().enumerate().map(row).collect_view();
    view! {
        <TableFrame caption=text!(i18n, room_quarantine) data_test="quarantine-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, desk.kept_at)}</th>
                    <th scope="col">{t!(i18n, desk.kept_by)}</th>
                    <th scope="col">{t!(i18n, desk.kept_device)}</th>
                    <th scope="col">{t!(i18n, desk.record_kind)}</th>
                    <th scope="col">{t!(i18n, desk.kept_site)}</th>
                    <th scope="col">{t!(i18n, desk.kept_reason)}</th>
                    <th scope="col">{t!(i18n, desk.kept_content)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// The content as it was received, closed until someone asks for it.
#[component]
fn Content(
    sha256: String,
    href: String,
    contents: Signal<BTreeMap<String, String>>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let wanted = sha256.clone();
    let shown = move || {
        let text = contents.with(|contents| contents.get(&sha256).cloned());
        text.unwrap_or_else(|| t_string!(i18n, desk.kept_loading).to_owned())
    };
    view! {
        <details>
            <summary on:click=move |_| on_open.run(wanted.clone())>
                {t!(i18n, desk.kept_show)}
            </summary>
            <pre class="code">{shown}</pre>
        </details>
        <a href=href download="" data-test="kept-download">{t!(i18n, desk.kept_download)}</a>
    }
}
