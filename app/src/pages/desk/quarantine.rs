//! 隔离数据: what tablets sent and the server could not apply. Nothing is decided here; 概况 leads
//! to it. Not here: drawing (`components::desk`).

use std::collections::BTreeMap;

use domain::wire::Quarantine;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::support::{load, use_rooms, when_loaded};
use crate::components::desk::{KeptLine, QuarantineTable, text};
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::state::desk;

/// `/desk/:engagement/quarantine`.
#[component]
pub fn QuarantineRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let kept = load(
        move || rooms.engagement.get(),
        |code| async move { desk::quarantine(&code).await },
    );
    view! {
        <h1>{t!(i18n, desk.room_quarantine)}</h1>
        {when_loaded(kept, |kept| match kept.items.is_empty() {
            true => view! { <NothingKept/> }.into_any(),
            false => view! { <Kept kept/> }.into_any(),
        })}
    }
}

#[component]
fn NothingKept() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Done
            title=text!(i18n, kept_none_title)
            text=text!(i18n, kept_none_text)
        />
    }
}

#[component]
fn Kept(kept: Quarantine) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let code = rooms.engagement.get_untracked();
    let (total, shown) = (kept.total, kept.items.len());
    let is_cut = usize::try_from(total).is_ok_and(|total| total > shown);
    let line = |item: domain::wire::QuarantinedItem| KeptLine {
        href: desk::quarantined_url(&code, item.sha256.as_str()),
        item,
    };
    let lines = kept.items.into_iter().map(line).collect::<Vec<_>>();
    let contents = RwSignal::new(BTreeMap::new());
    let on_open = Callback::new(move |sha256: String| {
        if contents.with_untracked(|contents| contents.contains_key(&sha256)) {
            return;
        }
        let code = rooms.engagement.get_untracked();
        spawn_local(async move {
            match desk::quarantined(&code, &sha256).await {
                Ok(text) => {
                    contents.try_update(|contents| drop(contents.insert(sha256, text)));
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    view! {
        <p>{t!(i18n, desk.kept_intro)}</p>
        <p hidden=!is_cut>{t!(i18n, desk.kept_more, shown = shown, total = total)}</p>
        <QuarantineTable lines contents on_open/>
    }
}
