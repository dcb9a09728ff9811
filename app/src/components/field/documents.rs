//! Requested documents in the list: one row each, and what is outstanding in one line.

use domain::document_request::DocumentState;
use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentCard {
    /// Where the row leads.
    pub href: String,
    /// `Q-03`.
    pub index: String,
    /// 资料名称.
    pub name: String,
    /// 提供单位.
    pub provider: String,
    /// 要求日期; empty for none.
    pub due_on: String,
    /// Where it stands today.
    pub state: DocumentState,
    /// Something written here has not arrived yet.
    pub unsent: bool,
}

/// A row of the list.
#[component]
pub fn DocumentRow(card: DocumentCard) -> impl IntoView {
    let i18n = use_i18n();
    let due = card.due_on.clone();
    let has_due = !due.is_empty();
    let test = format!("document-{}", card.index);
    view! {
        <li>
            <a class="site-row" href=card.href data-test=test>
                <span class="site-head">
                    <span class="site-name">{card.index} " " {card.name}</span>
                    <DocumentStateChip state=card.state/>
                </span>
                <span class="site-place">
                    {card.provider}
                    {has_due.then(|| view! {
                        <span class="site-distance">
                            {t!(i18n, documents.due_on)} " " {due}
                        </span>
                    })}
                    {card.unsent.then(|| view! {
                        <span class="site-distance">{t!(i18n, documents.unsent)}</span>
                    })}
                </span>
            </a>
        </li>
    }
}

/// The state as icon and word.
#[component]
pub fn DocumentStateChip(state: DocumentState) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon) = match state {
        DocumentState::Missing => ("state-chip", IconName::Clock),
        DocumentState::Overdue => ("state-chip state-bad", IconName::Problem),
        DocumentState::Received => ("state-chip state-good", IconName::Done),
        DocumentState::NotApplicable => ("state-chip", IconName::Close),
    };
    let word = move || match state {
        DocumentState::Missing => t_string!(i18n, documents.state_missing),
        DocumentState::Overdue => t_string!(i18n, documents.state_overdue),
        DocumentState::Received => t_string!(i18n, documents.state_received),
        DocumentState::NotApplicable => t_string!(i18n, documents.state_not_applicable),
    };
    view! { <span class=class><Icon name=icon/> {word}</span> }
}

/// How many came, how many are overdue.
#[component]
pub fn DocumentSummary(#[prop(into)] states: Signal<Vec<DocumentState>>) -> impl IntoView {
    let i18n = use_i18n();
    let count = move |wanted: DocumentState| {
        states.with(|states| states.iter().filter(|state| **state == wanted).count())
    };
    view! {
        <p class="document-summary" data-test="document-summary">
            <span>
                {t!(i18n, documents.state_received)} " "
                <span class="number">
                    {move || format!("{}/{}", count(DocumentState::Received),
                        states.with(Vec::len))}
                </span>
            </span>
            <span>
                {t!(i18n, documents.state_overdue)} " "
                <span class="number">{move || count(DocumentState::Overdue)}</span>
            </span>
            <span>
                {t!(i18n, documents.state_not_applicable)} " "
                <span class="number">{move || count(DocumentState::NotApplicable)}</span>
            </span>
        </p>
    }
}
