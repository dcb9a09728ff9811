//! 整改台账: every finding of the issued report until it is verified. Not here: one line
//! (`ledger_line`), colours and overdue days (`domain::rectification`).

use domain::wire::{Ledger, LedgerLine};
use leptos::prelude::*;

use super::ledger_line::LineDrawer;
use super::words::{colour_of, escalation_word, ledger_state_class, ledger_state_word};
use crate::components::desk::Judgement;
use crate::components::desk::words::colour_verdict;
use crate::components::{Button, ButtonKind, EmptyState, IconName, Meter, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, filter, load, run, use_rooms, when_loaded};
use crate::state::reports;

/// What the parts of the ledger share.
#[derive(Clone, Copy)]
pub struct Board {
    /// The ledger as it was last seen.
    pub ledger: RwSignal<Ledger>,
    /// Grows with each change of ours that was stored: only then is an open drawer made anew, so
    /// that nothing that was typed is lost.
    pub stored: RwSignal<u32>,
    /// Whether something is on its way.
    pub busy: RwSignal<bool>,
    /// Messages and the address.
    pub rooms: Rooms,
}

impl Board {
    /// A change of ours was stored.
    pub fn take(self, ledger: Ledger, said: &str) {
        self.ledger.set(ledger);
        self.stored.update(|count| *count += 1);
        self.rooms.done(said);
    }

    /// A line as it was last seen.
    pub fn line(self, finding: &str) -> Option<LedgerLine> {
        self.ledger.with_untracked(|ledger| {
            let mut lines = ledger.lines.iter();
            lines
                .find(|it| it.item.finding.as_str() == finding)
                .cloned()
        })
    }
}

/// `?tab=ledger`, with `&line=S-001` for the open drawer.
#[component]
pub fn LedgerPart() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let ledger = load(
        move || rooms.engagement.get(),
        |code| async move { reports::ledger(&code).await },
    );
    when_loaded(ledger, move |seen| match seen.is_issued {
        false => view! {
            <EmptyState
                icon=IconName::Clock
                title=said!(i18n, not_issued) text=said!(i18n, not_issued_text)
            />
        }
        .into_any(),
        true => view! { <LedgerBoard seen/> }.into_any(),
    })
}

#[component]
fn LedgerBoard(seen: Ledger) -> impl IntoView {
    let i18n = use_i18n();
    let (opened, open) = filter("line");
    let board = Board {
        ledger: RwSignal::new(seen),
        stored: RwSignal::new(0),
        busy: RwSignal::new(false),
        rooms: use_rooms(),
    };
    let begin = move |()| {
        let code = board.rooms.engagement.get_untracked();
        run(board.busy, async move {
            match reports::begin_ledger(&code).await {
                Ok(ledger) => board.take(ledger, t_string!(i18n, feedback.ledger_begun)),
                Err(failure) => board.rooms.fail(i18n, &failure),
            }
        });
    };
    let missing = Memo::new(move |_| board.ledger.with(|ledger| ledger.missing.len()));
    let has_missing = move || missing.get() != 0;
    let is_empty = Memo::new(move |_| board.ledger.with(|ledger| ledger.lines.is_empty()));
    let close = Callback::new(move |()| open.run(String::new()));
    let drawer = move || {
        board.stored.track();
        let line = board.line(&opened.get())?;
        Some(view! { <LineDrawer line board on_close=close/> })
    };
    view! {
        <p class="soft">
            {move || t!(i18n, feedback.as_of, day = board.ledger.with(|it| it.today.clone()))}
        </p>
        <Show when=has_missing>
            <p class="banner banner-warn" data-test="ledger-missing">
                {move || t!(i18n, feedback.missing_lines, count = missing.get())}
            </p>
            <Button
                kind=ButtonKind::Primary on_click=begin disabled=board.busy
                data_test="ledger-begin"
            >
                {t!(i18n, feedback.begin_ledger)}
            </Button>
        </Show>
        {move || match is_empty.get() {
            true => ().into_any(),
            false => view! {
                <Closed board/>
                <div class="with-drawer">
                    <LedgerTable board opened on_open=open/>
                    {drawer}
                </div>
            }
            .into_any(),
        }}
    }
}

/// Verified of all, as a bar.
#[component]
fn Closed(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let (closed, all) = board.ledger.with(|it| (it.closed, it.lines.len()));
        let all = u32::try_from(all).unwrap_or(u32::MAX);
        view! {
            <section data-test="ledger-closed">
                <h2>{t!(i18n, feedback.closed)}</h2>
                <Meter done=closed planned=all label=said!(i18n, closed)/>
            </section>
        }
    }
}

#[component]
fn LedgerTable(board: Board, opened: Signal<String>, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = move || {
        let lines = board.ledger.with(|ledger| ledger.lines.clone());
        let row = |line| view! { <LedgerRow line opened on_open/> };
        lines.into_iter().map(row).collect_view()
    };
    view! {
        <TableFrame caption=said!(i18n, tab_ledger) data_test="ledger-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, feedback.number)}</th>
                    <th scope="col">{t!(i18n, feedback.problem)}</th>
                    <th scope="col">{t!(i18n, feedback.requirement)}</th>
                    <th scope="col">{t!(i18n, feedback.unit)}</th>
                    <th scope="col">{t!(i18n, feedback.person)}</th>
                    <th scope="col">{t!(i18n, feedback.deadline)}</th>
                    <th scope="col">{t!(i18n, feedback.state)}</th>
                    <th scope="col" class="number">{t!(i18n, feedback.overdue)}</th>
                    <th scope="col">{t!(i18n, feedback.warning)}</th>
                    <th scope="col">{t!(i18n, feedback.due_step)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn LedgerRow(line: LedgerLine, opened: Signal<String>, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let item = line.item;
    let code = item.finding.to_string();
    let (mine, chosen) = (code.clone(), code.clone());
    let is_open = Memo::new(move |_| opened.get() == mine);
    let toggle = move |_| {
        let is_open = is_open.get_untracked();
        on_open.run(if is_open {
            String::new()
        } else {
            chosen.clone()
        });
    };
    let state = item.state;
    let (class, word) = colour_verdict(i18n, colour_of(&line.colour));
    let due = line.due;
    view! {
        <tr
            tabindex="0" class:row-highlighted=move || is_open.get()
            data-test=format!("line-{code}")
        >
            <th scope="row">
                <button
                    type="button" class="button-link code" data-test=format!("open-line-{code}")
                    aria-expanded=move || if is_open.get() { "true" } else { "false" }
                    on:click=toggle
                >
                    {code.clone()}
                </button>
            </th>
            <td class="wide">{item.problem}</td>
            <td class="wide">{item.requirement}</td>
            <td>{item.unit}</td>
            <td>{item.person}</td>
            <td>{item.deadline}</td>
            <td>
                <Judgement
                    class=ledger_state_class(state)
                    word=Signal::derive(move || ledger_state_word(i18n, state).to_owned())
                />
            </td>
            <td class="number">{line.overdue_days}</td>
            <td><Judgement class word/></td>
            <td>{due.map(|step| view! {
                <Judgement
                    class="warn"
                    word=Signal::derive(move || escalation_word(i18n, step).to_owned())
                />
            })}</td>
        </tr>
    }
}
