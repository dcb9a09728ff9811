//! The published versions of a form; none ever changes.

use domain::wire::FormVersionSummary;
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName, TableFrame};
use crate::i18n::*;

/// What is asked about a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionAction {
    /// A draft that begins with it.
    BeginFrom(String),
    /// Its difference to the current version, or to the one before it.
    Compare(String),
    /// Its open records are offered the current version.
    Offer(String),
    /// The offer is taken back.
    Withdraw(String),
}

/// One line a version, newest first; `workbook` makes the address of its export.
#[component]
pub fn VersionTable(
    versions: Vec<FormVersionSummary>,
    /// Whether there is a draft already: then none is begun.
    has_draft: bool,
    workbook: Callback<String, String>,
    #[prop(into)] busy: Signal<bool>,
    on_action: Callback<VersionAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let many = versions.len() > 1;
    let has_current = versions.iter().any(|version| version.current);
    let rows = versions
        .into_iter()
        .map(|version| {
            let may = Possible {
                begin: version.has_workbook && !has_draft,
                compare: many,
                offer: has_current && !version.current && version.open_records > 0,
            };
            view! { <VersionRow version may workbook busy on_action/> }
        })
        .collect_view();
    view! {
        <TableFrame caption=text!(i18n, versions) data_test="version-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, forms.version)}</th>
                    <th scope="col">{t!(i18n, forms.form_title)}</th>
                    <th scope="col">{t!(i18n, forms.published)}</th>
                    <th scope="col" class="number">{t!(i18n, forms.records)}</th>
                    <th scope="col" class="number">{t!(i18n, forms.open_records)}</th>
                    <th scope="col">{t!(i18n, forms.actions)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// What may be done with a version.
#[derive(Clone, Copy)]
struct Possible {
    begin: bool,
    compare: bool,
    offer: bool,
}

#[component]
fn VersionRow(
    version: FormVersionSummary,
    may: Possible,
    workbook: Callback<String, String>,
    busy: Signal<bool>,
    on_action: Callback<VersionAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let name = version.version.clone();
    let own = StoredValue::new(name.clone());
    let ask = move |action: fn(String) -> VersionAction| {
        Callback::new(move |()| on_action.run(action(own.get_value())))
    };
    let published = match version.published_at {
        Some(at) => format!("{} · {}", at.to_minute_text(), version.published_by),
        None => t_string!(i18n, forms.came_along).to_owned(),
    };
    let offered = version.offered_to.clone();
    let is_offered = offered.is_some();
    let export = version.has_workbook.then(|| {
        view! {
            <a
                class="button button-quiet" download="" href=workbook.run(name.clone())
                data-test=format!("export-{name}")
            >
                <Icon name=IconName::Export/>".xlsx"
            </a>
        }
    });
    view! {
        <tr data-test=format!("version-{name}")>
            <th scope="row">
                <span class="code">{name.clone()}</span>
                {version.current.then(|| view! {
                    <span class="verdict verdict-good">
                        <Icon name=IconName::Done/>{t!(i18n, forms.in_use)}
                    </span>
                })}
            </th>
            <td class="wide">{version.title}</td>
            <td>{published}</td>
            <td class="number">{version.records}</td>
            <td class="number">
                {version.open_records}
                {offered.map(|to| view! {
                    <span class="form-id">{t!(i18n, forms.offered_to, version = to)}</span>
                })}
            </td>
            <td>
                <span class="row-buttons">
                    {export}
                    <Show when=move || may.compare>
                        <Button
                            kind=ButtonKind::Quiet disabled=busy
                            on_click=ask(VersionAction::Compare)
                        >
                            {t!(i18n, forms.compare)}
                        </Button>
                    </Show>
                    <Show when=move || may.begin>
                        <Button
                            kind=ButtonKind::Quiet disabled=busy
                            on_click=ask(VersionAction::BeginFrom)
                        >
                            {t!(i18n, forms.begin_from)}
                        </Button>
                    </Show>
                    <Show when=move || may.offer && !is_offered>
                        <Button
                            kind=ButtonKind::Quiet on_click=ask(VersionAction::Offer) disabled=busy
                        >
                            {t!(i18n, forms.offer_move)}
                        </Button>
                    </Show>
                    <Show when=move || is_offered>
                        <Button
                            kind=ButtonKind::Quiet disabled=busy
                            on_click=ask(VersionAction::Withdraw)
                        >
                            {t!(i18n, forms.withdraw_offer)}
                        </Button>
                    </Show>
                </span>
            </td>
        </tr>
    }
}
