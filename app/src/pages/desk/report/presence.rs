//! Who is editing what: told to the server while a block is open, asked in the same breath. Not
//! here: showing it (`page`).

use domain::wire::Presence;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use super::writing::Target;
use crate::platform::{is_visible, sleep};
use crate::state::reports;

/// Between two calls (`wire::Presence`).
const INTERVAL_MS: i32 = 20_000;

/// Tells it at once when another block is opened, and every twenty seconds while the room is seen.
pub fn begin(draft: Draft) {
    let current = Memo::new(move |_| {
        draft
            .open
            .with(|open| match open.last().map(|writing| &writing.target) {
                Some(Target::Block(id) | Target::Behind(id)) => id.clone(),
                None => String::new(),
            })
    });
    Effect::new(move |last: Option<String>| {
        let block = current.get();
        // A reader has nothing to leave.
        if last.is_some() || !block.is_empty() {
            let told = block.clone();
            spawn_local(async move { tell(draft, told).await });
        }
        block
    });
    spawn_local(async move {
        loop {
            sleep(INTERVAL_MS).await;
            let Some(block) = current.try_get_untracked() else {
                return;
            };
            if is_visible() {
                tell(draft, block).await;
            }
        }
    });
    let code = draft.code();
    on_cleanup(move || {
        spawn_local(async move {
            let left = Presence {
                block: String::new(),
            };
            // Whoever does not get through is forgotten by the server after a while.
            drop(reports::present(&code, &left).await);
        });
    });
}

/// A call that fails is nothing to tell of: the next one follows.
async fn tell(draft: Draft, block: String) {
    let seen = draft.report_now().content.clone();
    let Ok(answer) = reports::present(&draft.code(), &Presence { block }).await else {
        return;
    };
    if draft.others.is_disposed() {
        return;
    }
    draft.others.set(answer.editing);
    // A change of one's own meanwhile makes the answer an old one.
    let unchanged_here = draft.report_now().content == seen;
    if unchanged_here && !draft.busy.get_untracked() && answer.content != seen {
        draft.newer.set(true);
    }
}
