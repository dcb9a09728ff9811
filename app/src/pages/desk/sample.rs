//! 抽样: the draw, its sheet, additions by judgement, the sampled sites.

use std::collections::BTreeSet;

use domain::desk_tables::DeskTable;
use domain::ids::ProjectCode;
use domain::project::{Frame, Project};
use domain::sampling::STRATUM_COLUMNS;
use domain::wire::{JudgementalRequest, NewDraw, SampleView};
use leptos::prelude::*;
use leptos_router::components::A;

use super::support::{busy_bar, export_link, load, run, use_rooms, when_loaded};
use crate::components::desk::{DrawForm, JudgementalForm, ProtocolSheet, SampleTable, text};
use crate::components::{Button, Dialog, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::{print_page, random_seed};
use crate::state::desk;

/// `/desk/:engagement/sample`.
#[component]
pub fn SampleRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let sample = load(
        move || rooms.engagement.get(),
        |code| async move { desk::sample(&code).await },
    );
    let frame = load(
        move || rooms.engagement.get(),
        // Without a frame there is nothing to draw from: the room then says so.
        |code| async move { Ok(desk::frame(&code).await.ok()) },
    );
    view! {
        <h1>{t!(i18n, desk.room_sample)}</h1>
        {when_loaded(frame, move |frame| {
            let frame = StoredValue::new(frame);
            when_loaded(sample, move |seen| match (seen.protocol.is_some(), frame.get_value()) {
                (true, frame) => view! {
                    <Drawn seen=seen frame=frame on_change=move |()| sample.refetch()/>
                }
                .into_any(),
                (false, Some(frame)) => view! {
                    <Undrawn frame=frame on_change=move |()| sample.refetch()/>
                }
                .into_any(),
                (false, None) => view! { <NothingToDraw/> }.into_any(),
            })
        })}
    }
}

#[component]
fn NothingToDraw() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    view! {
        <EmptyState
            icon=IconName::Sample
            title=text!(i18n, nothing_to_draw)
            text=text!(i18n, nothing_to_draw_text)
        >
            <A href=move || rooms.href("frame") attr:class="button button-primary">
                {t!(i18n, desk.wait_frame)}
            </A>
        </EmptyState>
    }
}

#[component]
fn Undrawn(frame: Frame, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let draw = move |request: NewDraw| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match desk::draw(&code, &request).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, desk.drawn));
                    on_change.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let tags: BTreeSet<&String> = frame.projects.iter().flat_map(|p| p.tags.keys()).collect();
    let mut columns: Vec<String> = STRATUM_COLUMNS.into_iter().map(str::to_owned).collect();
    columns.extend(tags.into_iter().cloned());
    let population = u32::try_from(frame.projects.len()).unwrap_or(u32::MAX);
    view! {
        <p class="soft">{t!(i18n, desk.draw_intro)}</p>
        {busy_bar(busy, text!(i18n, drawing))}
        <DrawForm
            population=population
            columns=columns
            fresh_seed=random_seed()
            busy=busy
            on_draw=Callback::new(draw)
        />
    }
}

#[component]
fn Drawn(
    seen: SampleView,
    frame: Option<Frame>,
    #[prop(into)] on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let adding = RwSignal::new(false);
    let taken: BTreeSet<ProjectCode> = seen
        .sites
        .iter()
        .map(|site| site.project.code.clone())
        .collect();
    let candidates: Vec<Project> = frame
        .map(|frame| frame.projects)
        .unwrap_or_default()
        .into_iter()
        .filter(|project| !taken.contains(&project.code))
        .collect();
    let coverage = seen.coverage.map(|coverage| {
        view! {
            <dl class="control-totals" data-test="sample-coverage">
                <div>
                    <dt>{t!(i18n, desk.sampled_sites)}</dt>
                    <dd>{taken.len()}</dd>
                </div>
                <div>
                    <dt>{t!(i18n, desk.coverage_count)}</dt>
                    <dd>{coverage.count_pct}" %"</dd>
                </div>
                <div>
                    <dt>{t!(i18n, desk.coverage_amount)}</dt>
                    <dd>{coverage.amount_pct}" %"</dd>
                </div>
            </dl>
        }
    });
    view! {
        {coverage}
        <div class="actions">
            <Button on_click=move |()| adding.set(true) data_test="judgemental-open">
                <Icon name=IconName::Add/>{t!(i18n, desk.add_judgemental)}
            </Button>
            <Button on_click=move |()| print_page() data_test="protocol-print">
                <Icon name=IconName::Print/>{t!(i18n, desk.print_protocol)}
            </Button>
            {export_link(DeskTable::Sample, None)}
        </div>
        <SampleTable sites=seen.sites/>
        {seen.protocol.map(|protocol| view! { <ProtocolSheet protocol=protocol/> })}
        <AddDialog adding=adding candidates=candidates on_change=on_change/>
    }
}

#[component]
fn AddDialog(
    adding: RwSignal<bool>,
    candidates: Vec<Project>,
    on_change: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let add = Callback::new(move |request: JudgementalRequest| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match desk::add_judgemental(&code, &request).await {
                Ok(_) => {
                    adding.set(false);
                    rooms.done(t_string!(i18n, desk.site_added));
                    on_change.run(());
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    view! {
        <Dialog
            open=adding
            on_close=move |()| adding.set(false)
            title=text!(i18n, add_judgemental)
            close_label=text!(i18n, close)
            data_test="judgemental-dialog"
        >
            <JudgementalForm candidates=candidates.clone() busy=busy on_add=add/>
        </Dialog>
    }
}
