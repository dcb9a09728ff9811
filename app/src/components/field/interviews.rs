//! One interview in the list.

use leptos::prelude::*;

use super::site_row::{SiteChip, StateChip};
use crate::i18n::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterviewCard {
    /// Where the row leads.
    pub href: String,
    /// `F-03`; `None` before the server gave it.
    pub index: Option<String>,
    /// Who was asked; empty while nobody is named.
    pub interviewee: String,
    /// The guide's title.
    pub guide: String,
    /// `2026-09-14`.
    pub held_on: String,
    /// Where it stands.
    pub chip: SiteChip,
    /// The first sentence of the reviewer's reason, for returned work.
    pub returned_because: Option<String>,
}

/// A row of the list of interviews.
#[component]
pub fn InterviewRow(card: InterviewCard) -> impl IntoView {
    let i18n = use_i18n();
    let index = card.index.clone();
    let number = move || match &index {
        Some(index) => index.clone(),
        None => t_string!(i18n, interviews.index_pending).to_owned(),
    };
    let interviewee = card.interviewee.clone();
    let who = move || match interviewee.is_empty() {
        true => t_string!(i18n, interviews.nobody_named).to_owned(),
        false => interviewee.clone(),
    };
    view! {
        <li>
            <a class="site-row" href=card.href data-test="interview-row">
                <span class="site-head">
                    <span class="site-name">{number} " " {who}</span>
                    <StateChip chip=card.chip/>
                </span>
                <span class="site-place">
                    {card.guide} <span class="site-distance">{card.held_on}</span>
                </span>
                {card.returned_because.map(|reason| view! {
                    <span class="site-reason">{reason}</span>
                })}
            </a>
        </li>
    }
}
