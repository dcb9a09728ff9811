//! 报告: the room. The document under the pen, its printed page, and the ways to take it away. Not
//! here: what is open and saved (`draft`, `writing`), the page (`page`), the panels (`side`).

mod draft;
mod exports;
mod page;
mod presence;
mod profile;
mod review;
mod side;
mod toolbar;
mod unsaved;
mod versions;
mod writing;

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;

use self::draft::Draft;
use self::page::ReportPage;
use self::side::SidePanel;
use self::toolbar::Toolbar;
use crate::components::{Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{filter, load, use_rooms, when_loaded};
use crate::state::{desk, reports};

/// The printed page instead of the document under the pen.
const WHOLE: &str = "page";

/// `/desk/:engagement/report`, with `?view=page` for the printed page and `?side=review`.
#[component]
pub fn ReportRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let scores = load(
        move || rooms.engagement.get(),
        |code| async move { desk::scores(&code).await },
    );
    view! {
        <h1>{t!(i18n, reports.room)}</h1>
        {when_loaded(scores, |scores| view! { <Room gaps=scores.gaps.len()/> })}
    }
}

/// Everything that a report with a frame has.
#[component]
fn Room(
    /// How many facts are missing.
    gaps: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (view, set_view) = filter("view");
    let is_whole = Memo::new(move |_| view.get() == WHOLE);
    let report = load(
        move || rooms.engagement.get(),
        |code| async move { reports::report(&code).await },
    );
    let frame = NodeRef::<html::Iframe>::new();
    let gaps = (gaps > 0).then(|| {
        view! {
            <p class="banner banner-warn" data-test="report-gaps">
                <Icon name=IconName::Problem/>
                <span>{t!(i18n, desk.report_gaps, count = gaps)}</span>
                <A href=move || rooms.href("scores")>{t!(i18n, desk.show_gaps)}</A>
            </p>
        }
    });
    view! {
        {gaps}
        <div class="paper">
            <Toolbar view set_view frame/>
            <iframe
                node_ref=frame
                class="report-page"
                data-test="report-frame"
                title=move || t_string!(i18n, desk.report_frame_title)
                src=move || desk::report_html_url(&rooms.engagement.get())
                hidden=move || !is_whole.get()
            ></iframe>
            <div hidden=move || is_whole.get()>
                {when_loaded(report, move |seen| {
                    let draft = Draft::new(i18n, rooms, seen);
                    draft.restore_unsaved();
                    presence::begin(draft);
                    view! { <Desk draft/> }
                })}
            </div>
        </div>
    }
}

/// Outline, page and panels of one report.
#[component]
fn Desk(draft: Draft) -> impl IntoView {
    view! {
        <page::Notices draft/>
        <exports::ExportPanel draft/>
        <div class="paper-desk">
            <page::Outline draft/>
            <ReportPage draft/>
            <SidePanel draft/>
        </div>
    }
}
