//! The sync passport: everything that waits, and a button to send it now.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::site::BackBar;
use super::words::{Texts, failure_text, refusal_text, way_out_text};
use crate::components::field::{
    Passport, PassportEntry, PassportEntryState, PassportFacts, PassportPhotos, size_text,
};
use crate::i18n::*;
use crate::state::{QueueItem, QueueItemState, QueueView, RunProgress, use_app, use_field};
use domain::fieldwork::RecordKind;
use domain::ids::{OperationId, ProjectCode};

/// Interviews and receipts belong to no site.
fn of_site(project_code: &ProjectCode, what: &str) -> String {
    match project_code.as_str() {
        "" => what.to_owned(),
        code => format!("{code} · {what}"),
    }
}

fn record_title(i18n: Texts, kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::SiteInspection => t_string!(i18n, field.inspection),
        RecordKind::QuestionnaireResponse => t_string!(i18n, field.questionnaire),
        RecordKind::Interview => t_string!(i18n, interviews.one),
        RecordKind::DocumentReceipt => t_string!(i18n, documents.receipt),
    }
}

fn entry(i18n: Texts, item: &QueueItem, run: &RunProgress) -> PassportEntry {
    match item {
        QueueItem::Record {
            op_id,
            kind,
            project_code,
            state,
            ..
        } => PassportEntry {
            key: op_id.0.clone(),
            title: of_site(project_code, record_title(i18n, *kind)),
            is_photo: false,
            state: match state {
                _ if run.records.contains(op_id) => PassportEntryState::Sending,
                state => entry_state(i18n, *state),
            },
        },
        QueueItem::Photo {
            project_code,
            sha256,
            bytes,
            state,
            ..
        } => {
            let what = t_string!(i18n, field.photo);
            let name = format!("{what} {} · {}", sha256.short(), size_text(*bytes));
            PassportEntry {
                key: sha256.to_string(),
                title: of_site(project_code, &name),
                is_photo: true,
                state: match state {
                    _ if run.received.contains(sha256) => PassportEntryState::Received,
                    _ if run.photo.as_ref() == Some(sha256) => PassportEntryState::Sending,
                    state => entry_state(i18n, *state),
                },
            }
        }
    }
}

fn entry_state(i18n: Texts, state: QueueItemState) -> PassportEntryState {
    match state {
        QueueItemState::Waiting => PassportEntryState::Waiting,
        QueueItemState::Tried => PassportEntryState::Tried,
        QueueItemState::Rejected(reason) => PassportEntryState::Refused {
            reason: refusal_text(i18n, reason),
            way_out: way_out_text(i18n, reason),
        },
        QueueItemState::Overtaken(reason) => {
            PassportEntryState::Overtaken(refusal_text(i18n, reason))
        }
    }
}

fn photos_of(queue: &QueueView) -> Option<PassportPhotos> {
    let photos = queue.progress.photos(&queue.items)?;
    Some(PassportPhotos {
        done: photos.done,
        total: photos.total,
        bytes_done: photos.bytes_done,
        bytes_total: photos.bytes_total,
        minutes_left: photos.seconds_left.map(|seconds| match seconds {
            0..60 => 0,
            seconds => seconds.div_ceil(60),
        }),
    })
}

/// `/field/sync`.
#[component]
pub fn SyncPage() -> impl IntoView {
    let i18n = use_i18n();
    let (app, field) = (use_app(), use_field());
    let facts = Signal::derive(move || {
        let queue = field.queue().get();
        PassportFacts {
            photos: photos_of(&queue),
            photos_failed: queue.photos_failed,
            last_sync: queue.last_sync.map(|at| at.to_minute_text()),
            digest_equal: queue.digest_equal,
            failure: queue
                .last_failure
                .map(|failure| failure_text(i18n, &failure)),
            running: queue.running,
            protected: app.storage_protected().get(),
        }
    });
    let entries = Memo::new(move |_| {
        field.queue().with(|queue| {
            let items = queue.items.iter();
            let entry = |item: &QueueItem| entry(i18n, item, &queue.progress);
            items.map(entry).collect::<Vec<_>>()
        })
    });
    let on_sync = Callback::new(move |()| {
        spawn_local(async move { drop(field.synchronise().await) });
    });
    let on_retry = Callback::new(move |key: String| {
        let op_id = OperationId::from(key);
        spawn_local(async move { field.send_again(&op_id).await });
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
            <Passport facts entries on_sync on_retry/>
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
