//! The sync passport: everything that waits, and a button to send it now.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::site::BackBar;
use super::words::{Texts, failure_text, refusal_text};
use crate::components::field::{Passport, PassportEntry, PassportEntryState, PassportFacts};
use crate::i18n::*;
use crate::state::{QueueItem, QueueItemState, use_app, use_field};
use domain::fieldwork::RecordKind;
use domain::ids::ProjectCode;

/// Interviews and receipts belong to no site.
fn of_site(project_code: &ProjectCode, what: &str) -> String {
    match project_code.as_str() {
        "" => what.to_owned(),
        code => format!("{code} · {what}"),
    }
}

fn entry(i18n: Texts, item: &QueueItem) -> PassportEntry {
    let (title, is_photo, state) = match item {
        QueueItem::Record {
            kind,
            project_code,
            state,
            ..
        } => {
            let what = match kind {
                RecordKind::SiteInspection => t_string!(i18n, field.inspection),
                RecordKind::QuestionnaireResponse => t_string!(i18n, field.questionnaire),
                RecordKind::Interview => t_string!(i18n, interviews.one),
                RecordKind::DocumentReceipt => t_string!(i18n, documents.receipt),
            };
            (of_site(project_code, what), false, *state)
        }
        QueueItem::Photo {
            project_code,
            sha256,
            bytes,
            state,
            ..
        } => {
            let what = t_string!(i18n, field.photo);
            let size = bytes.div_ceil(1024);
            (
                of_site(
                    project_code,
                    &format!("{what} {} · {size} KiB", sha256.short()),
                ),
                true,
                *state,
            )
        }
    };
    let state = match state {
        QueueItemState::Waiting => PassportEntryState::Waiting,
        QueueItemState::Tried => PassportEntryState::Tried,
        QueueItemState::Rejected(reason) => PassportEntryState::Refused(refusal_text(i18n, reason)),
    };
    PassportEntry {
        title,
        is_photo,
        state,
    }
}

/// `/field/sync`.
#[component]
pub fn SyncPage() -> impl IntoView {
    let i18n = use_i18n();
    let (app, field) = (use_app(), use_field());
    let facts = Signal::derive(move || {
        let queue = field.queue().get();
        PassportFacts {
            last_sync: queue.last_sync.map(|at| at.to_minute_text()),
            digest_equal: queue.digest_equal,
            failure: queue
                .last_failure
                .map(|failure| failure_text(i18n, &failure)),
            running: queue.running,
            protected: app.storage_protected().get(),
        }
    });
    let entries = Signal::derive(move || {
        field
            .queue()
            .with(|queue| queue.items.iter().map(|item| entry(i18n, item)).collect())
    });
    let on_sync = Callback::new(move |()| {
        spawn_local(async move { drop(field.synchronise().await) });
    });
    // The pack may have changed with it: sites assigned since, newer form versions.
    let refresh = move |_| {
        let engagement = field
            .pack()
            .with_untracked(|pack| pack.as_ref().map(|pack| pack.engagement.id.0.clone()));
        if let Some(engagement) = engagement {
            spawn_local(async move { drop(field.pull_pack(&engagement).await) });
        }
    };
    let title = Signal::derive(move || t_string!(i18n, field.sync_title).to_owned());
    view! {
        <BackBar href="/field".to_owned() title/>
        <div class="passport">
            <Passport facts entries on_sync/>
            <button
                type="button" class="button" data-test="refresh-pack" on:click=refresh
                hidden=move || field.pack().with(Option::is_none)
            >
                {t!(i18n, field.refresh_pack)}
            </button>
            <a class="button" href="/field/device" data-test="device-settings">
                {t!(i18n, tablet.device_link)}
            </a>
        </div>
    }
}
