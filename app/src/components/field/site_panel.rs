//! The parts of a site's page: facts from the frame, tiles into the work, the reviewer's words.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// Pairs of a name and a value; values that are numbers stand in equal digits.
#[component]
pub fn SiteFacts(#[prop(into)] facts: Signal<Vec<(String, String)>>) -> impl IntoView {
    let pair = |(name, value): (String, String)| {
        view! { <div class="fact"><dt>{name}</dt><dd class="number">{value}</dd></div> }
    };
    view! {
        <dl class="fact-list">{move || facts.get().into_iter().map(pair).collect_view()}</dl>
    }
}

/// A large link into one kind of work, with its count.
#[component]
pub fn Tile(
    href: String,
    icon: IconName,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] count: Signal<String>,
    #[prop(into)] note: Signal<String>,
    data_test: &'static str,
) -> impl IntoView {
    view! {
        <a class="tile" href=href data-test=data_test>
            <Icon name=icon/>
            <span class="tile-title">{move || title.get()}</span>
            <span class="tile-count number">{move || count.get()}</span>
            <span class="tile-note">{move || note.get()}</span>
        </a>
    }
}

/// A reviewer's note on one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// The question's label.
    pub label: String,
    /// A link to it.
    pub href: String,
    /// What is to be mended.
    pub note: String,
}

fn review_line(line: ReviewLine) -> impl IntoView {
    view! {
        <li>
            <a href=line.href>{line.label}</a>
            <span class="review-note">{line.note}</span>
        </li>
    }
}

/// The server's check refused some answers; the form itself shows which.
#[component]
pub fn HeldBox(
    /// Where the form opens.
    href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="review-box" data-test="held-box">
            <h2><Icon name=IconName::Problem/> {t!(i18n, field.held_title)}</h2>
            <p class="review-reason">{t!(i18n, field.held_text)}</p>
            <a class="button button-primary" href=href>{t!(i18n, field.held_open)}</a>
        </section>
    }
}

/// Why the work came back, with links to the questions.
#[component]
pub fn ReviewBox(
    reason: String,
    reviewer: String,
    at: String,
    lines: Vec<ReviewLine>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="review-box" data-test="review-box">
            <h2><Icon name=IconName::Problem/> {t!(i18n, field.returned_title)}</h2>
            <p class="review-reason">{reason}</p>
            <p class="review-by">{reviewer} " · " {at}</p>
            <ul>{lines.into_iter().map(review_line).collect_view()}</ul>
        </section>
    }
}
