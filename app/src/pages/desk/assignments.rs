//! 任务: who goes where. Changes are kept on the screen until they are saved, and leaving warns.

use domain::desk_tables::DeskTable;
use domain::ids::AccountId;
use domain::wire::{Assignment, Assignments, SampledSite};
use leptos::prelude::*;
use leptos_router::components::A;

use super::frame::FilterChips;
use super::support::{busy_bar, export_link, filter, load, run, use_rooms, when_loaded};
use crate::components::desk::{AssignmentTable, Pair, is_valid, round_robin, text};
use crate::components::{Button, ButtonKind, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::state::desk;

/// `/desk/:engagement/assignments`.
#[component]
pub fn AssignmentsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let loading = load(
        move || rooms.engagement.get(),
        |code| async move {
            let sample = desk::sample(&code).await?;
            Ok((sample.sites, desk::assignments(&code).await?))
        },
    );
    view! {
        <h1>{t!(i18n, desk.room_assignments)}</h1>
        {when_loaded(loading, move |(sites, assignments)| {
            if sites.is_empty() {
                view! { <NoSample/> }.into_any()
            } else {
                let again = Callback::new(move |()| loading.refetch());
                view! { <Planner sites=sites assignments=assignments on_saved=again/> }.into_any()
            }
        })}
    }
}

#[component]
fn NoSample() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    view! {
        <EmptyState
            icon=IconName::Person
            title=text!(i18n, no_sample)
            text=text!(i18n, no_sample_text)
        >
            <A href=move || rooms.href("sample") attr:class="button button-primary">
                {t!(i18n, desk.wait_sample)}
            </A>
        </EmptyState>
    }
}

/// The stored pairs, in the order of the sites.
fn stored_pairs(sites: &[SampledSite], assignments: &Assignments) -> Vec<Pair> {
    sites
        .iter()
        .map(|site| {
            let stored = assignments
                .assignments
                .iter()
                .find(|a| a.project_code == site.project.code);
            let mut people = stored
                .map(|a| a.evaluators.clone())
                .unwrap_or_default()
                .into_iter();
            [people.next(), people.next()]
        })
        .collect()
}

#[component]
fn Planner(
    sites: Vec<SampledSite>,
    assignments: Assignments,
    on_saved: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let stored = RwSignal::new(stored_pairs(&sites, &assignments));
    let pairs = RwSignal::new(stored.get_untracked());
    let selected = RwSignal::new(vec![false; sites.len()]);
    let busy = RwSignal::new(false);
    let codes = StoredValue::new(
        sites
            .iter()
            .map(|site| site.project.code.clone())
            .collect::<Vec<_>>(),
    );
    let dirty = Memo::new(move |_| stored.with(|stored| pairs.with(|pairs| stored != pairs)));
    let valid = Memo::new(move |_| pairs.with(|pairs| pairs.iter().all(is_valid)));
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if dirty.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || leaving.remove());
    let save = move |()| {
        let code = rooms.engagement.get_untracked();
        let sent = pairs.get_untracked();
        let chosen = codes.with_value(|codes| {
            let pair_of = |(code, pair): (_, Pair)| Assignment {
                project_code: code,
                evaluators: pair.into_iter().flatten().collect(),
            };
            codes
                .iter()
                .cloned()
                .zip(sent.clone())
                .map(pair_of)
                .collect()
        });
        let chosen = Assignments {
            assignments: chosen,
            evaluators: Vec::new(),
        };
        run(busy, async move {
            match desk::put_assignments(&code, &chosen).await {
                Ok(_) => {
                    // Leaving is free at once, not only when the plan has been read anew.
                    stored.set(sent);
                    rooms.done(t_string!(i18n, desk.assignments_saved));
                    on_saved.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let on_change = Callback::new(
        move |(row, place, who): (usize, usize, Option<AccountId>)| {
            pairs.update(|pairs| pairs[row][place] = who);
        },
    );
    let on_select = Callback::new(move |(row, on): (usize, bool)| {
        selected.update(|selected| selected[row] = on);
    });
    let evaluators = assignments.evaluators;
    view! {
        <BulkBar sites=sites.clone() evaluators=evaluators.clone() pairs=pairs selected=selected/>
        {busy_bar(busy, text!(i18n, saving))}
        <div class="save-bar" class:save-bar-dirty=move || dirty.get()>
            <span role="status">
                {move || match (dirty.get(), valid.get()) {
                    (true, false) => t_string!(i18n, desk.pairs_incomplete),
                    (true, true) => t_string!(i18n, desk.not_entered_yet),
                    (false, _) => t_string!(i18n, desk.all_entered),
                }}
            </span>
            <Button
                on_click=move |()| pairs.set(stored.get_untracked())
                disabled=Signal::derive(move || !dirty.get())
            >
                {t!(i18n, desk.undo)}
            </Button>
            <Button
                kind=ButtonKind::Primary
                on_click=save
                disabled=Signal::derive(move || busy.get() || !dirty.get() || !valid.get())
                data_test="assignments-save"
            >
                {t!(i18n, desk.enter_assignments)}
            </Button>
        </div>
        <div class="actions">{export_link(DeskTable::Assignments, None)}</div>
        <AssignmentTable sites evaluators pairs selected on_select on_change/>
    }
}

/// Select by unit or township, then let everybody go round in turn.
#[component]
fn BulkBar(
    sites: Vec<SampledSite>,
    evaluators: Vec<domain::party::Person>,
    pairs: RwSignal<Vec<Pair>>,
    selected: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (unit, set_unit) = filter("unit");
    let (township, set_township) = filter("township");
    let distinct = |of: fn(&SampledSite) -> &String| {
        let names: std::collections::BTreeSet<&String> = sites.iter().map(of).collect();
        names.into_iter().cloned().collect::<Vec<_>>()
    };
    let units = distinct(|site| &site.project.unit);
    let townships = distinct(|site| &site.project.township);
    let sites = StoredValue::new(sites);
    Effect::new(move |_| {
        let (unit, township) = (unit.get(), township.get());
        if unit.is_empty() && township.is_empty() {
            return;
        }
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        selected.set(sites.with_value(|sites| {
            let of = |s: &SampledSite| {
                fits(&unit, &s.project.unit) && fits(&township, &s.project.township)
            };
            sites.iter().map(of).collect()
        }));
    });
    let count = move || selected.get().iter().filter(|on| **on).count();
    let people = StoredValue::new(evaluators);
    let go_round = move |()| {
        let chosen = selected.get_untracked();
        let turns = people
            .with_value(|people| round_robin(people, chosen.iter().filter(|on| **on).count()));
        let mut turns = turns.into_iter();
        pairs.update(|pairs| {
            for (pair, _) in pairs.iter_mut().zip(&chosen).filter(|(_, on)| **on) {
                *pair = turns.next().unwrap_or_default();
            }
        });
    };
    let all = move |on: bool| selected.update(|selected| selected.fill(on));
    view! {
        <section class="bulk" aria-label=move || t_string!(i18n, desk.bulk)>
            <FilterChips label=text!(i18n, unit) names=units value=unit set=set_unit/>
            <FilterChips label=text!(i18n, township) names=townships value=township
                set=set_township/>
            <div class="actions">
                <Button on_click=move |()| all(true) data_test="select-all">
                    {t!(i18n, desk.select_all)}
                </Button>
                <Button on_click=move |()| all(false)>{t!(i18n, desk.select_none)}</Button>
                <Button
                    on_click=go_round
                    disabled=Signal::derive(move || count() == 0)
                    data_test="round-robin"
                >
                    <Icon name=IconName::Person/>
                    {t!(i18n, desk.round_robin)}
                    {move || format!(" ({})", count())}
                </Button>
            </div>
        </section>
    }
}
