//! A plan that was changed and not saved survives leaving the room or closing the page: it is kept
//! on this device, for this person and engagement, and whoever closes the page is asked first. Not
//! here: saving it (`draft`).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::indicator::Framework;
use leptos::prelude::*;

use super::draft::{Draft, Recoded};
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, use_rooms};
use crate::platform::{preference, set_preference};
use crate::state::use_app;

/// What was left.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    base: u32,
    framework: Framework,
    recoded: Recoded,
}

fn name(rooms: Rooms) -> String {
    let session = use_app().session().get_untracked();
    let account = session.map(|session| session.account_id.to_string());
    let engagement = rooms.engagement.get_untracked();
    format!("plan-unsaved/{}/{engagement}", account.unwrap_or_default())
}

/// Takes up what was left, keeps what is changed, and warns before it is left. In a component.
pub fn keep_unsaved(draft: Draft) {
    let (i18n, rooms) = (use_i18n(), use_rooms());
    let name = name(rooms);
    let text = preference(&name).unwrap_or_default();
    if let Ok(kept) = serde_json::from_slice::<Kept>(text.as_bytes()) {
        draft.resume(kept.base, kept.framework, kept.recoded);
        rooms.done(t_string!(i18n, plan.restored));
    }
    let is_dirty = Arc::new(AtomicBool::new(false));
    let (seen, asked) = (Arc::clone(&is_dirty), Arc::clone(&is_dirty));
    Effect::new(move |_| {
        let dirty = draft.is_dirty();
        seen.store(dirty, Ordering::Relaxed);
        let kept = dirty.then(|| Kept {
            base: draft.view.with(|view| view.revision),
            framework: draft.framework.get(),
            recoded: draft.recoded.get(),
        });
        // Our own types always have a JSON form.
        let text = kept.map(|kept| serde_json::to_string(&kept).unwrap_or_default());
        set_preference(&name, &text.unwrap_or_default());
    });
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if asked.load(Ordering::Relaxed) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        leaving.remove();
        if is_dirty.load(Ordering::Relaxed) {
            rooms.warn(t_string!(i18n, plan.left_unsaved));
        }
    });
}
