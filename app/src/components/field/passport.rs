//! The sync passport: what waits, item by item, and whether both sides hold the same.

use leptos::prelude::*;

use super::sizes::size_text;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What has happened to a thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassportEntryState {
    /// Not tried yet.
    Waiting,
    /// On its way at this moment.
    Sending,
    /// Tried; repeated unchanged until its fate is known.
    Tried,
    /// Has its receipt; gone from the list after this run.
    Received,
    /// Refused.
    Refused {
        /// Why, in words.
        reason: String,
        /// What a person can do, in words.
        way_out: String,
    },
    /// Refused, with the reason in words; a later edit holds everything.
    Overtaken(String),
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassportEntry {
    /// Names it in the callback.
    pub key: String,
    /// What it is and where it belongs, in words.
    pub title: String,
    /// A picture, not a record.
    pub is_photo: bool,
    /// What has happened to it.
    pub state: PassportEntryState,
}

/// The photos of the run that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassportPhotos {
    /// With a receipt.
    pub done: usize,
    /// All of them.
    pub total: usize,
    /// Bytes with a receipt; how much of the photo on its way has left is not known.
    pub bytes_done: u64,
    /// All bytes.
    pub bytes_total: u64,
    /// Whole minutes that the rest takes, 0 for less than one; `None` while nobody can say.
    pub minutes_left: Option<u64>,
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
    /// Photos that failed by themselves in the last run.
    pub photos_failed: u32,
    /// One is under way.
    pub running: bool,
    /// What it has done with photos; `None` before the first set out.
    pub photos: Option<PassportPhotos>,
    /// Whether the browser promised not to clear the store.
    pub protected: Option<bool>,
}

/// The whole passport.
#[component]
pub fn Passport(
    #[prop(into)] facts: Signal<PassportFacts>,
    #[prop(into)] entries: Signal<Vec<PassportEntry>>,
    on_sync: Callback<()>,
    /// A refused entry is to go once more; by its key.
    on_retry: Callback<String>,
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
    let running = Signal::derive(move || facts.with(|facts| facts.running));
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
        <Trouble facts/>
        <PhotosOfRun facts/>
        <button
            type="button" class="button button-primary" data-test="sync-now" disabled=move || running.get()
            on:click=move |_| on_sync.run(())
        >
            {move || match running.get() {
                true => t_string!(i18n, field.sync_running),
                false => t_string!(i18n, field.sync_now),
            }}
        </button>
        <h2 class="section-title">{t!(i18n, field.queue_title)}</h2>
        <p hidden=move || !entries.with(Vec::is_empty)>{t!(i18n, field.queue_empty)}</p>
        <ul class="queue" data-test="queue">
            {move || entries.get().into_iter()
                .map(|entry| view! { <Entry entry running on_retry/> }).collect_view()}
        </ul>
    }
}

/// What the last run came to, if not to its end.
#[component]
fn Trouble(facts: Signal<PassportFacts>) -> impl IntoView {
    let i18n = use_i18n();
    let failure = move || facts.with(|facts| facts.failure.clone());
    let failed = move || facts.with(|facts| facts.photos_failed);
    view! {
        <div role="status" aria-live="polite">
            {move || failure().map(|reason| view! {
                <p class="question-problem" data-test="sync-failure">
                    <Icon name=IconName::Problem/>
                    {move || {
                        let reason = reason.clone();
                        t_string!(i18n, passport.last_failure, reason = reason).to_string()
                    }}
                </p>
            })}
            <p class="question-problem" hidden=move || failed() == 0 data-test="photos-failed">
                <Icon name=IconName::Problem/>
                {move || t_string!(i18n, passport.photos_failed, count = failed()).to_string()}
            </p>
        </div>
    }
}

/// How far the photos are, and how long the rest may take.
#[component]
fn PhotosOfRun(facts: Signal<PassportFacts>) -> impl IntoView {
    let i18n = use_i18n();
    let line = move |photos: PassportPhotos| {
        let (done, total) = (photos.done, photos.total);
        let (sent, all) = (size_text(photos.bytes_done), size_text(photos.bytes_total));
        let text = move || {
            let (sent, all) = (sent.clone(), all.clone());
            t_string!(
                i18n,
                passport.photos_progress,
                done = done,
                total = total,
                sent = sent,
                all = all
            )
            .to_string()
        };
        let left = move || match photos.minutes_left {
            None => String::new(),
            Some(0) => t_string!(i18n, passport.minute_left).to_owned(),
            Some(minutes) => t_string!(i18n, passport.minutes_left, minutes = minutes).to_string(),
        };
        view! {
            <div class="run-photos" data-test="run-photos">
                <progress
                    max=photos.bytes_total.to_string() value=photos.bytes_done.to_string()
                    aria-label=move || t_string!(i18n, field.photos)
                ></progress>
                <p class="number">{text} " " {left}</p>
            </div>
        }
    };
    move || facts.with(|facts| facts.photos.clone()).map(line)
}

#[component]
fn Entry(entry: PassportEntry, running: Signal<bool>, on_retry: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let icon = if entry.is_photo {
        IconName::Camera
    } else {
        IconName::Paper
    };
    let refused = matches!(
        entry.state,
        PassportEntryState::Refused { .. } | PassportEntryState::Overtaken(_)
    );
    let way_out = match &entry.state {
        PassportEntryState::Refused { way_out, .. } => Some(way_out.clone()),
        _ => None,
    };
    let key = entry.key;
    let way_out = way_out.map(|way_out| {
        view! {
            <span class="queue-way">{way_out}</span>
            <button
                type="button" class="button" data-test="send-again" disabled=move || running.get()
                on:click=move |_| on_retry.run(key.clone())
            >
                {t!(i18n, passport.send_again)}
            </button>
        }
    });
    let state = move || match &entry.state {
        PassportEntryState::Waiting => t_string!(i18n, field.item_waiting).to_owned(),
        PassportEntryState::Sending => t_string!(i18n, passport.item_sending).to_owned(),
        PassportEntryState::Tried => t_string!(i18n, field.item_tried).to_owned(),
        PassportEntryState::Received => t_string!(i18n, passport.item_received).to_owned(),
        PassportEntryState::Refused { reason, .. } => {
            let reason = reason.clone();
            t_string!(i18n, field.item_refused, reason = reason).to_string()
        }
        PassportEntryState::Overtaken(reason) => {
            let reason = reason.clone();
            t_string!(i18n, passport.item_overtaken, reason = reason).to_string()
        }
    };
    view! {
        <li class="queue-item" class:queue-refused=refused>
            <Icon name=icon/> <span class="queue-title">{entry.title}</span>
            <span class="queue-state">{state}</span>
            {way_out}
        </li>
    }
}
