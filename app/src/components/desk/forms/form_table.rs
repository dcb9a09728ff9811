//! The engagement's forms, one a line.

use domain::wire::{DraftSummary, FormSummary};
use leptos::prelude::*;

use super::words::kind_word;
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// The table; `href` is the address of the room, without a slash at the end.
#[component]
pub fn FormTable(forms: Vec<FormSummary>, #[prop(into)] href: String) -> impl IntoView {
    let i18n = use_i18n();
    let rows = forms
        .into_iter()
        .map(|form| view! { <FormRow form href=href.clone()/> })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, forms) data_test="form-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forms.form_title)}</th>
                    <th scope="col">{t!(i18n, forms.kind)}</th>
                    <th scope="col">{t!(i18n, forms.current_version)}</th>
                    <th scope="col" class="number">{t!(i18n, forms.versions)}</th>
                    <th scope="col">{t!(i18n, forms.draft)}</th>
                    <th scope="col" class="number">{t!(i18n, forms.records)}</th>
                    <th scope="col" class="number">{t!(i18n, forms.old_records)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn FormRow(form: FormSummary, href: String) -> impl IntoView {
    let i18n = use_i18n();
    let kind = form.kind;
    let records: u32 = form.versions.iter().map(|version| version.records).sum();
    let old: u32 = form
        .versions
        .iter()
        .filter(|version| !version.current)
        .map(|version| version.records)
        .sum();
    let id = form.form_id.0.clone();
    let own = format!("{href}/{}", crate::components::desk::encode(&id));
    let current = match (form.current, form.retired) {
        (Some(version), _) => view! { <span class="code">{version}</span> }.into_any(),
        (None, true) => view! {
            <span class="verdict verdict-neutral">
                <Icon name=IconName::Close/>{t!(i18n, forms.retired)}
            </span>
        }
        .into_any(),
        (None, false) => {
            view! { <span class="soft">{t!(i18n, forms.unpublished)}</span> }.into_any()
        }
    };
    let draft = form.draft.map(|draft| {
        let address = format!("{own}/draft");
        view! { <DraftCell draft address/> }
    });
    view! {
        <tr data-test=format!("form-{id}")>
            <th scope="row" class="wide">
                <a href=own.clone()>{form.title}</a>
                <span class="form-id code">{id.clone()}</span>
            </th>
            <td>{move || kind_word(i18n, kind)}</td>
            <td>{current}</td>
            <td class="number">{form.versions.len()}</td>
            <td>{draft}</td>
            <td class="number">{records}</td>
            <td class="number">{old}</td>
        </tr>
    }
}

#[component]
fn DraftCell(draft: DraftSummary, address: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <a href=address>{t!(i18n, forms.open_draft)}</a>
        <span class="form-id">{draft.saved_by}" · "{draft.saved_at.to_minute_text()}</span>
    }
}
