//! 概况: what waits for me, control totals, progress in the three colours, sites as points.

use domain::wire::{EngagementOverview, SiteProgress};
use leptos::prelude::*;
use leptos_router::components::A;

use super::overview_sites::SiteSection;
use super::support::{use_rooms, when_loaded};
use crate::components::desk::{
    ControlTotals, EvaluatorTable, PlotPoint, SitePlot, UnitTable, encode,
};
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// `/desk/:engagement/overview`.
#[component]
pub fn OverviewRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    view! {
        <h1>{t!(i18n, desk.room_overview)}</h1>
        {when_loaded(rooms.overview, |overview| view! { <Overview overview=overview/> })}
    }
}

#[component]
fn Overview(overview: EngagementOverview) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (points, without) = plot_points(&overview.sites, &rooms.href("records"));
    let totals = (overview.frame_projects > 0).then(|| {
        view! {
            <ControlTotals
                projects=overview.frame_projects
                units=overview.frame_units
                amount=overview.frame_amount
            />
        }
    });
    let has_sites = !overview.sites.is_empty();
    let units = overview.units.clone();
    let evaluators = overview.evaluators.clone();
    let (all, sites) = (overview.progress.clone(), overview.sites.clone());
    view! {
        <Waiting overview=overview/>
        {totals}
        {has_sites.then(|| view! {
            <section>
                <h2>{t!(i18n, desk.by_unit)}</h2>
                <UnitTable units=units all=all.clone() records_href=rooms.href("records")/>
            </section>
            <section>
                <h2>{t!(i18n, desk.by_evaluator)}</h2>
                <EvaluatorTable evaluators=evaluators all=all/>
            </section>
            <SiteSection sites=sites/>
            <section>
                <h2>{t!(i18n, desk.plot_title)}</h2>
                <SitePlot points=points without_position=without/>
            </section>
        })}
    }
}

fn plot_points(sites: &[SiteProgress], records: &str) -> (Vec<PlotPoint>, usize) {
    let points: Vec<PlotPoint> = sites
        .iter()
        .filter_map(|site| {
            Some(PlotPoint {
                ordinal: site.ordinal,
                name: site.name.clone(),
                latitude: site.latitude.clone()?,
                longitude: site.longitude.clone()?,
                state: site.state,
                href: format!("{records}?site={}", encode(site.project_code.as_str())),
            })
        })
        .collect();
    let without = sites.len() - points.len();
    (points, without)
}

/// The next steps, each a link to the room where it is done.
#[component]
fn Waiting(overview: EngagementOverview) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let missing_photos = overview
        .progress
        .photos
        .saturating_sub(overview.progress.photos_received);
    let no_frame = overview.frame_projects == 0;
    let no_sample = !no_frame && overview.sites.is_empty();
    let unassigned = !no_sample && !no_frame && overview.evaluators.is_empty();
    let review = overview.waiting_for_review;
    let quarantined = overview.quarantined;
    let nothing =
        !no_frame && !no_sample && !unassigned && review + quarantined == 0 && missing_photos == 0;
    let entry = move |shown: bool, room: &'static str, text: AnyView| {
        shown.then(|| {
            view! {
                <li>
                    <A href=move || rooms.href(room)>{text}<Icon name=IconName::Next/></A>
                </li>
            }
        })
    };
    view! {
        <section class="waiting" data-test="waiting">
            <h2>{t!(i18n, desk.waits_for_me)}</h2>
            <ul>
                {entry(no_frame, "frame", t!(i18n, desk.wait_frame).into_any())}
                {entry(no_sample, "sample", t!(i18n, desk.wait_sample).into_any())}
                {entry(unassigned, "assignments", t!(i18n, desk.wait_assign).into_any())}
                {entry(
                    review > 0,
                    "records?state=submitted",
                    t!(i18n, desk.wait_review, count = review).into_any(),
                )}
                {entry(
                    missing_photos > 0,
                    "records",
                    t!(i18n, desk.wait_photos, count = missing_photos).into_any(),
                )}
                {entry(
                    quarantined > 0,
                    "quarantine",
                    t!(i18n, desk.wait_quarantined, count = quarantined).into_any(),
                )}
                {nothing.then(|| view! {
                    <li class="verdict verdict-good">
                        <Icon name=IconName::Done/>{t!(i18n, desk.nothing_waits)}
                    </li>
                })}
            </ul>
        </section>
    }
}
