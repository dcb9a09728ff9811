//! The sync passport: what waits, item by item, and whether both sides hold the same.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What has happened to a thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassportEntryState {
    /// Not tried yet.
    Waiting,
    /// Tried; repeated unchanged until its fate is known.
    Tried,
    /// Refused, with the reason in words.
    Refused(String),
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassportEntry {
    /// What it is and where it belongs, in words.
    pub title: String,
    /// A picture, not a record.
    pub is_photo: bool,
    /// What has happened to it.
    pub state: PassportEntryState,
}

/// The facts on top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassportFacts {
    /// When the last synchronisation came to its end.
    pub last_sync: Option<String>,
    /// Whether both sides held the same then.
    pub digest_equal: Option<bool>,
    /// Why the last attempt stopped, in words.
    pub failure: Option<String>,
    /// One is under way.
    pub running: bool,
    /// Whether the browser promised not to clear the store.
    pub protected: Option<bool>,
}

/// The whole passport.
#[component]
pub fn Passport(
    #[prop(into)] facts: Signal<PassportFacts>,
    #[prop(into)] entries: Signal<Vec<PassportEntry>>,
    on_sync: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let never = move || t_string!(i18n, field.never).to_owned();
    let last = move || {
        facts
            .with(|facts| facts.last_sync.clone())
            .unwrap_or_else(never)
    };
    let equal = move || match facts.with(|facts| facts.digest_equal) {
        Some(true) => t_string!(i18n, field.digest_equal),
        Some(false) => t_string!(i18n, field.digest_differs),
        None => t_string!(i18n, field.digest_unknown),
    };
    let storage = move || match facts.with(|facts| facts.protected) {
        Some(true) => t_string!(i18n, field.storage_protected),
        Some(false) => t_string!(i18n, field.storage_unprotected_long),
        None => t_string!(i18n, field.storage_unknown),
    };
    let running = move || facts.with(|facts| facts.running);
    let failure = move || facts.with(|facts| facts.failure.clone());
    let fact = |name: AnyView, value: AnyView| {
        view! { <div class="fact"><dt>{name}</dt><dd class="number">{value}</dd></div> }
    };
    view! {
        <dl class="fact-list">
            {fact(t!(i18n, field.last_sync).into_any(), last.into_any())}
            {fact(t!(i18n, field.both_sides).into_any(), view! {
                <span data-test="digest">{equal}</span>
            }.into_any())}
            {fact(t!(i18n, field.storage).into_any(), storage.into_any())}
        </dl>
        <div role="status" aria-live="polite">
            {move || failure().map(|text| view! {
                <p class="question-problem" data-test="sync-failure">
                    <Icon name=IconName::Problem/> {text}
                </p>
            })}
        </div>
        <button
            type="button" class="button button-primary" data-test="sync-now" disabled=running
            on:click=move |_| on_sync.run(())
        >
            {move || match running() {
                true => t_string!(i18n, field.sync_running),
                false => t_string!(i18n, field.sync_now),
            }}
        </button>
        <h2 class="section-title">{t!(i18n, field.queue_title)}</h2>
        <p hidden=move || !entries.with(Vec::is_empty)>{t!(i18n, field.queue_empty)}</p>
        <ul class="queue" data-test="queue">
            {move || entries.get().into_iter().map(|entry| view! { <Entry entry/> }).collect_view()}
        </ul>
    }
}

#[component]
fn Entry(entry: PassportEntry) -> impl IntoView {
    let i18n = use_i18n();
    let icon = if entry.is_photo {
        IconName::Camera
    } else {
        IconName::Paper
    };
    let refused = matches!(entry.state, PassportEntryState::Refused(_));
    let state = move || match &entry.state {
        PassportEntryState::Waiting => t_string!(i18n, field.item_waiting).to_owned(),
        PassportEntryState::Tried => t_string!(i18n, field.item_tried).to_owned(),
        PassportEntryState::Refused(reason) => {
            let reason = reason.clone();
            t_string!(i18n, field.item_refused, reason = reason).to_string()
        }
    };
    view! {
        <li class="queue-item" class:queue-refused=refused>
            <Icon name=icon/> <span class="queue-title">{entry.title}</span>
            <span class="queue-state">{state}</span>
        </li>
    }
}
