//! 报告: the draft as it will be printed, and how to take it away.

use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::{Button, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{load, use_rooms, when_loaded};
use crate::platform::print_frame;
use crate::state::desk;

/// `/desk/:engagement/report`.
#[component]
pub fn ReportRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let scores = load(
        move || rooms.engagement.get(),
        |code| async move { desk::scores(&code).await },
    );
    view! {
        <h1>{t!(i18n, desk.room_report)}</h1>
        {when_loaded(scores, |scores| view! { <Draft gaps=scores.gaps.len()/> })}
    }
}

/// The draft as it stands, with the ways out of it.
#[component]
fn Draft(
    /// How many facts are missing.
    gaps: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let page = NodeRef::<html::Iframe>::new();
    let gaps = (gaps > 0).then(|| {
        view! {
            <p class="banner banner-warn" data-test="report-gaps">
                <Icon name=IconName::Problem/>
                <span>{t!(i18n, desk.report_gaps, count = gaps)}</span>
                <A href=move || rooms.href("scores")>{t!(i18n, desk.show_gaps)}</A>
            </p>
        }
    });
    let print = move |()| {
        if let Some(frame) = page.get_untracked() {
            print_frame(&frame);
        }
    };
    view! {
        {gaps}
        <div class="actions">
            <a
                class="button button-primary"
                href=move || desk::report_docx_url(&rooms.engagement.get())
                download=""
                data-test="report-docx"
            >
                <Icon name=IconName::Export/>{t!(i18n, desk.export_word)}
            </a>
            <Button on_click=print data_test="report-print">
                <Icon name=IconName::Print/>{t!(i18n, desk.print)}
            </Button>
        </div>
        <iframe
            node_ref=page
            class="report-page"
            data-test="report-frame"
            title=move || t_string!(i18n, desk.report_frame_title)
            src=move || desk::report_html_url(&rooms.engagement.get())
        ></iframe>
    }
}
