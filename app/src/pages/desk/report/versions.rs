//! 版本: what was kept, and what differs between two of them or from one to the present.
//! Not here: keeping a version (the server, at each step of the review).

use domain::report::BlockChange;
use leptos::prelude::*;

use super::draft::Draft;
use crate::components::desk::report::{ChangeList, PlacedChange, VersionList};
use crate::pages::desk::support::run;
use crate::state::reports;

/// The whole panel.
#[component]
pub fn VersionPanel(draft: Draft) -> impl IntoView {
    let versions = Memo::new(move |_| draft.report().versions.clone());
    let chosen = RwSignal::new(Vec::<u32>::new());
    let changes = RwSignal::new(None::<Vec<BlockChange>>);
    let busy = RwSignal::new(false);
    let compare = Callback::new(move |()| {
        let (from, to) = match *chosen.get_untracked() {
            [one] => (one, None),
            [one, other] => (one.min(other), Some(one.max(other))),
            _ => return,
        };
        run(busy, async move {
            match reports::compare_reports(&draft.code(), from, to).await {
                Ok(answer) => changes.set(Some(answer.changes)),
                Err(failure) => draft.fail(&failure),
            }
        });
    });
    let jump = Callback::new(move |id: String| draft.jump(&id));
    let placed = move |change: BlockChange| {
        let place = match untrack(|| draft.place(&change.block)) {
            place if place.is_empty() => change.block.clone(),
            place => place,
        };
        PlacedChange {
            block: change.block,
            place,
            before: change.before,
            after: change.after,
        }
    };
    view! {
        <section class="side-part">
            {move || view! {
                <VersionList versions=versions.get() chosen busy on_compare=compare/>
            }}
            {move || changes.get().map(|changes| {
                let changes = changes.into_iter().map(placed).collect();
                view! { <ChangeList changes on_jump=jump/> }
            })}
        </section>
    }
}
