//! 访谈: the interviews by index number, and what interviewers noted to verify. Reviewing one is
//! the records room's.

use domain::wire::{InterviewBoard, OpenItemLine, ResolveOpenItem};
use leptos::prelude::*;

use super::support::{Loading, filter, load, run, use_rooms, when_loaded};
use crate::components::desk::{InterviewTable, OpenItemTable, ResolveForm};
use crate::components::{Chip, Dialog, EmptyState, IconName};
use crate::i18n::*;
use crate::state::desk;

/// `/desk/:engagement/interviews`, with `?open=1` for open items that nobody resolved.
#[component]
pub fn InterviewsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let board = load(
        move || rooms.engagement.get(),
        |code| async move { desk::interviews(&code).await },
    );
    view! {
        <h1>{t!(i18n, interviews.room)}</h1>
        {when_loaded(board, move |seen| {
            if seen.interviews.is_empty() {
                view! { <NoInterviews/> }.into_any()
            } else {
                view! { <Board seen board/> }.into_any()
            }
        })}
    }
}

#[component]
fn NoInterviews() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, interviews.room_none_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, interviews.room_none_text).to_owned());
    view! { <EmptyState icon=IconName::Person title text/> }
}

fn is_resolved(item: &OpenItemLine) -> bool {
    item.resolution
        .as_ref()
        .is_some_and(|resolution| resolution.resolved)
}

#[component]
fn Board(seen: InterviewBoard, board: Loading<InterviewBoard>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let records_href = rooms.href("records");
    let (only_open, set_only_open) = filter("open");
    let chosen = RwSignal::new(None::<OpenItemLine>);
    let all = StoredValue::new(seen.open_items);
    let shown = move || {
        let only_open = !only_open.get().is_empty();
        let fits = |item: &&OpenItemLine| !(only_open && is_resolved(item));
        all.with_value(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let toggle = move |()| {
        set_only_open.run(if only_open.get().is_empty() { "1" } else { "" }.to_owned());
    };
    let selected = Signal::derive(move || !only_open.get().is_empty());
    let on_choose = Callback::new(move |item| chosen.set(Some(item)));
    let items_href = records_href.clone();
    let none = all.with_value(Vec::is_empty);
    view! {
        <InterviewTable interviews=seen.interviews records_href/>
        <h2>{t!(i18n, interviews.open_items)}</h2>
        <p class="soft" hidden=!none>{t!(i18n, interviews.open_items_none)}</p>
        <div hidden=none>
            <div class="chips" role="group">
                <Chip selected on_toggle=toggle data_test="only-open">
                    {t!(i18n, interviews.only_unresolved)}
                </Chip>
            </div>
            {move || view! {
                <OpenItemTable items=shown() records_href=items_href.clone() on_choose/>
            }}
        </div>
        <Resolve chosen board/>
    }
}

/// Asks for what was found, and keeps it.
#[component]
fn Resolve(
    chosen: RwSignal<Option<OpenItemLine>>,
    board: Loading<InterviewBoard>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let decide = Callback::new(move |reason: String| {
        let Some(item) = chosen.get_untracked() else {
            return;
        };
        let code = rooms.engagement.get_untracked();
        let decision = ResolveOpenItem {
            resolved: !is_resolved(&item),
            record: item.record,
            path: item.path,
            text: item.text,
            reason,
        };
        run(busy, async move {
            match desk::resolve_open_item(&code, &decision).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, interviews.saved));
                    chosen.set(None);
                    board.refetch();
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let title = Signal::derive(
        move || match chosen.with(|item| item.as_ref().map(is_resolved)) {
            Some(true) => t_string!(i18n, interviews.reopen).to_owned(),
            _ => t_string!(i18n, interviews.resolve).to_owned(),
        },
    );
    let close_label = Signal::derive(move || t_string!(i18n, interviews.cancel).to_owned());
    let text = Signal::derive(move || {
        chosen.with(|item| {
            item.as_ref()
                .map(|item| item.text.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <Dialog
            open=Signal::derive(move || chosen.with(Option::is_some))
            on_close=move |()| chosen.set(None)
            title
            close_label
            data_test="resolve-dialog"
        >
            <ResolveForm text busy on_save=decide/>
        </Dialog>
    }
}
