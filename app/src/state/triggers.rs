//! When the tablet synchronises by itself: at the start, back online, seen again, and every minute
//! while it is seen. Background work of the browser is never needed. Not here: the button.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{FieldState, desk};
use crate::platform::{self, Happening};

/// Between two attempts while the page is seen.
const INTERVAL_MS: i32 = 60_000;

impl FieldState {
    pub(super) fn start_triggers(self) {
        let app = self.app;
        // Runs again whenever somebody signs in; the first time when the store has been read.
        Effect::new(move || {
            if app.restored().get() && app.session().get().is_some() {
                spawn_local(async move { self.begin().await });
            }
        });
        platform::listen(Happening::Online, move || self.trigger());
        platform::listen(Happening::VisibilityChanged, move || self.trigger());
        spawn_local(async move {
            loop {
                platform::sleep(INTERVAL_MS).await;
                self.trigger();
            }
        });
    }

    async fn begin(&self) {
        // A store that cannot be read shows with the first answer that cannot be saved.
        let _ = self.reload().await;
        let _ = self.forget_closed_receipts().await;
        if self.pack.with_untracked(Option::is_none) {
            self.fetch_first_pack().await;
        } else {
            self.trigger();
        }
    }

    /// A new tablet of a person with one engagement needs no question.
    async fn fetch_first_pack(&self) {
        let session = self.app.session().get_untracked();
        if session.is_none_or(|session| session.role.may_review()) {
            return;
        }
        if let Ok(mine) = desk::engagements().await
            && let [only] = mine.as_slice()
        {
            // The sites page shows the failure and offers to try again.
            if let Err(failure) = self.pull_pack(only.engagement.id.as_str()).await {
                self.queue
                    .update(|queue| queue.last_failure = Some(failure));
            }
        }
    }

    fn trigger(&self) {
        let signed_in = self.app.session().with_untracked(Option::is_some);
        let has_pack = self.pack.with_untracked(Option::is_some);
        if signed_in && has_pack && platform::is_visible() && platform::is_online() {
            let state = *self;
            spawn_local(async move {
                state.synchronise().await;
            });
        }
    }
}
