//! 征求意见: what the units said of the draft, and what became of it. Not here: the forms
//! (`opinion_form`).

use domain::opinion::{Opinion, OpinionDecision, OpinionVerdict};
use domain::wire::{DecideOpinion, NewOpinion, OpinionList};
use leptos::prelude::*;

use super::opinion_form::{DecideForm, OpinionForm};
use super::words::verdict_word;
use crate::components::desk::{Judgement, text};
use crate::components::{Drawer, EmptyState, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{filter, load, run, use_rooms, when_loaded};
use crate::state::reports;

/// `?tab=opinions`.
#[component]
pub fn OpinionsPart() -> impl IntoView {
    let rooms = use_rooms();
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { reports::opinions(&code).await },
    );
    let again = Callback::new(move |()| list.refetch());
    when_loaded(list, move |seen| view! { <Opinions seen again/> })
}

#[component]
fn Opinions(seen: OpinionList, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (opened, open) = filter("opinion");
    let busy = RwSignal::new(false);
    let close = Callback::new(move |()| open.run(String::new()));
    let add = Callback::new(move |new: NewOpinion| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match reports::add_opinion(&code, &new).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, feedback.opinion_added));
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let decide = Callback::new(move |(id, decision): (String, OpinionDecision)| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match reports::decide_opinion(&code, &id, &DecideOpinion { decision }).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, feedback.opinion_decided));
                    close.run(());
                    again.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let none = seen.opinions.is_empty();
    let deadline = seen.deadline.clone();
    let blocks = StoredValue::new(seen.blocks.clone());
    let opinions = StoredValue::new(seen.opinions.clone());
    let drawer = move || {
        let id = opened.get();
        let opinion = opinions.with_value(|all| all.iter().find(|it| it.id == id).cloned())?;
        let title = format!("{} · {}", opinion.number, opinion.unit);
        Some(view! {
            <Drawer
                title=Signal::stored(title) close_label=text!(i18n, close) on_close=close
                data_test="opinion-drawer"
            >
                <DecideForm opinion blocks=blocks.get_value() busy on_decide=decide/>
            </Drawer>
        })
    };
    view! {
        <p data-test="opinion-deadline">
            {match deadline.is_empty() {
                true => t!(i18n, feedback.not_consulted).into_any(),
                false => t!(i18n, feedback.deadline_is, day = deadline).into_any(),
            }}
        </p>
        <details class="panel" open=none data-test="opinion-add-panel">
            <summary>{t!(i18n, feedback.add_opinion)}</summary>
            <OpinionForm blocks=seen.blocks busy on_add=add/>
        </details>
        {match none {
            true => view! {
                <EmptyState
                    icon=IconName::Note
                    title=said!(i18n, no_opinions) text=said!(i18n, no_opinions_text)
                />
            }
            .into_any(),
            false => view! {
                <div class="with-drawer">
                    <OpinionTable opinions=seen.opinions blocks opened on_open=open/>
                    {drawer}
                </div>
            }
            .into_any(),
        }}
    }
}

#[component]
fn OpinionTable(
    opinions: Vec<Opinion>,
    blocks: StoredValue<Vec<(String, String)>>,
    opened: Signal<String>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let open_count = opinions.iter().filter(|it| it.decision.is_none()).count();
    let row = move |opinion: Opinion| {
        let (mine, id) = (opinion.id.clone(), opinion.id.clone());
        let is_open = Memo::new(move |_| opened.get() == mine);
        let toggle = move |_| {
            let is_open = is_open.get_untracked();
            on_open.run(if is_open { String::new() } else { id.clone() });
        };
        let number = opinion.number;
        view! {
            <tr
                tabindex="0" class:row-highlighted=move || is_open.get()
                data-test=format!("opinion-{number}")
            >
                <th scope="row">
                    <button
                        type="button" class="button-link code"
                        data-test=format!("open-opinion-{number}")
                        aria-expanded=move || if is_open.get() { "true" } else { "false" }
                        on:click=toggle
                    >
                        {number}
                    </button>
                </th>
                <td>{opinion.unit}</td>
                <td>{opinion.day}</td>
                <td class="wide">{opinion.text}</td>
                <td class="wide">{block_words(blocks, &opinion.block)}</td>
                <td class="wide"><Decided decision=opinion.decision blocks/></td>
            </tr>
        }
    };
    view! {
        <TableFrame caption=said!(i18n, tab_opinions) data_test="opinion-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, feedback.number)}</th>
                    <th scope="col">{t!(i18n, feedback.unit)}</th>
                    <th scope="col">{t!(i18n, feedback.day)}</th>
                    <th scope="col">{t!(i18n, feedback.opinion_text)}</th>
                    <th scope="col">{t!(i18n, feedback.about)}</th>
                    <th scope="col">{t!(i18n, feedback.decision)}</th>
                </tr>
            </thead>
            <tbody>{opinions.into_iter().map(row).collect_view()}</tbody>
            <tfoot>
                <tr>
                    <td colspan="6">{t!(i18n, feedback.undecided, count = open_count)}</td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// The first words of a block; its name where the block is gone.
fn block_words(blocks: StoredValue<Vec<(String, String)>>, id: &str) -> String {
    let words = blocks.with_value(|blocks| {
        let found = blocks.iter().find(|(block, _)| block == id);
        found.map(|(_, words)| words.clone())
    });
    words.unwrap_or_else(|| id.to_owned())
}

#[component]
fn Decided(
    decision: Option<OpinionDecision>,
    blocks: StoredValue<Vec<(String, String)>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(decision) = decision else {
        return view! { <Judgement class="warn" word=said!(i18n, waits)/> }.into_any();
    };
    let verdict = decision.verdict;
    let class = match verdict {
        OpinionVerdict::Adopted => "good",
        OpinionVerdict::PartlyAdopted | OpinionVerdict::Rejected => "neutral",
    };
    let word = Signal::derive(move || verdict_word(i18n, verdict).to_owned());
    let place = block_words(blocks, &decision.place);
    view! {
        <Judgement class word/>
        <p class="outcome">{decision.reason}</p>
        {(!place.is_empty()).then(|| view! {
            <p class="outcome soft">{t!(i18n, feedback.changed_at)}" "{place}</p>
        })}
        {(!decision.name.is_empty()).then(|| view! {
            <p class="outcome soft">{decision.name}</p>
        })}
    }
    .into_any()
}
