//! Above the report: which view is shown, the Word document at once, printing. Not here: the
//! documents that take a while (`exports`).

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::WHOLE;
use crate::components::desk::report::text;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::use_rooms;
use crate::platform::{print_frame, sleep};
use crate::state::desk;

/// Until the printed page is laid out after it was hidden.
const LAID_OUT_MS: i32 = 80;

/// The views and the quick ways out.
#[component]
pub fn Toolbar(
    view: Signal<String>,
    set_view: Callback<String>,
    frame: NodeRef<html::Iframe>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let option = move |name: &'static str, label: Signal<String>, test: &'static str| {
        view! {
            <button
                type="button" class="switch-option" data-test=test
                aria-pressed=move || (view.get() == name).to_string()
                on:click=move |_| set_view.run(name.to_owned())
            >
                {move || label.get()}
            </button>
        }
    };
    // A hidden frame prints nothing: the whole page is shown first.
    let print = move |()| {
        set_view.run(WHOLE.to_owned());
        spawn_local(async move {
            sleep(LAID_OUT_MS).await;
            if let Some(frame) = frame.try_get_untracked().flatten() {
                print_frame(&frame);
            }
        });
    };
    view! {
        <div class="actions">
            <div class="switch" role="group" aria-label=move || t_string!(i18n, reports.view)>
                {option("", text!(i18n, view_write), "report-view-write")}
                {option(WHOLE, text!(i18n, view_page), "report-view-page")}
            </div>
            <a
                class="button"
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
    }
}
