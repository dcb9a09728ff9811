//! 问题: everything answered 否 in complete inspections and what was found at the desk, worst first;
//! one opens beside the table. Not here: what it holds and saves (`register`), one finding
//! (`drawer`), making one (`create`).

mod create;
mod drawer;
mod register;

use domain::desk_tables::DeskTable;
use domain::finding::{Finding, Severity};
use domain::wire::FindingView;
use leptos::prelude::*;

use self::create::NewFindingButton;
use self::drawer::FindingDrawer;
use self::register::Register;
use super::support::{busy_bar, export_link, filter, load, use_rooms, when_loaded};
use crate::components::desk::words::severity_word;
use crate::components::desk::{FindingsTable, finding_anchor, text};
use crate::components::{Chip, EmptyState, IconName};
use crate::i18n::*;
use crate::platform::scroll_to;
use crate::state::findings;

const SEVERITIES: [Severity; 3] = [Severity::Severe, Severity::Major, Severity::Minor];

/// The address's name of the view of withdrawn and merged findings.
const OFF: &str = "off";

/// `/desk/:engagement/findings`, with `?finding=S-001` for the open drawer.
#[component]
pub fn FindingsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let list = load(
        move || rooms.engagement.get(),
        |code| async move { findings::findings(&code).await },
    );
    view! {
        <h1>{t!(i18n, desk.room_findings)}</h1>
        {when_loaded(list, |list| {
            view! { <Findings register=Register::new(list.findings)/> }
        })}
    }
}

#[component]
fn NoFindings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Done
            title=text!(i18n, no_findings)
            text=text!(i18n, no_findings_text)
        />
    }
}

/// The address's name of a severity.
fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Severe => "severe",
    }
}

/// Worst first.
fn sorted(views: &[FindingView], fits: impl Fn(&Finding) -> bool) -> Vec<FindingView> {
    let fitting = views.iter().filter(|view| fits(&view.finding));
    let mut shown: Vec<FindingView> = fitting.cloned().collect();
    shown.sort_by(|a, b| {
        let by_severity = b.finding.severity.cmp(&a.finding.severity);
        by_severity.then_with(|| a.finding.code.cmp(&b.finding.code))
    });
    shown
}

#[component]
fn Findings(register: Register) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (severity, set_severity) = filter("severity");
    let (show, set_show) = filter("show");
    let (opened, open) = filter("finding");
    show_first(opened);
    let toggle = Callback::new(move |code: String| {
        open.run(if opened.get_untracked() == code {
            String::new()
        } else {
            code
        });
    });
    let views = register.views;
    let off = Signal::derive(move || show.get() == OFF);
    let shown = move || {
        let (wanted, off) = (severity.get(), off.get());
        let fits = |finding: &Finding| {
            finding.stands() != off
                && (wanted.is_empty() || severity_name(finding.severity) == wanted)
        };
        views.with(|views| sorted(views, fits))
    };
    let found = Memo::new(move |_| {
        let code = opened.get();
        views.with(|views| {
            let mut views = views.iter();
            views
                .find(|view| view.finding.code.as_str() == code)
                .cloned()
        })
    });
    let is_empty = Memo::new(move |_| views.with(Vec::is_empty));
    let table = move || match is_empty.get() {
        true => view! { <NoFindings/> }.into_any(),
        false => (move || {
            view! {
                <FindingsTable findings=shown() records_href=rooms.href("records") opened=opened
                    on_open=toggle/>
            }
        })
        .into_any(),
    };
    view! {
        <Chips register severity set_severity off set_show/>
        <div class="actions">
            <NewFindingButton register on_added=open/>
            {export_link(DeskTable::Findings, None)}
        </div>
        {busy_bar(register.busy, text!(i18n, saving))}
        <div class="with-drawer">
            {table}
            {move || found.get().map(|view| view! {
                <FindingDrawer
                    view register on_close=move |()| open.run(String::new())
                />
            })}
        </div>
    }
}

/// The filters: how bad, and those that were taken off the list.
#[component]
fn Chips(
    register: Register,
    severity: Signal<String>,
    set_severity: Callback<String>,
    off: Signal<bool>,
    set_show: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = move |fits: &dyn Fn(&Finding) -> bool| {
        let all = register.views;
        all.with(|all| all.iter().filter(|view| fits(&view.finding)).count())
    };
    let chips = SEVERITIES
        .into_iter()
        .map(|each| {
            let name = severity_name(each);
            let of_it = move || {
                let off = off.get();
                count(&|finding| finding.severity == each && finding.stands() != off)
            };
            let selected = Signal::derive(move || severity.get() == name);
            let toggle = move |()| {
                set_severity.run(match selected.get_untracked() {
                    true => String::new(),
                    false => name.to_owned(),
                });
            };
            view! {
                <Chip
                    selected=selected on_toggle=toggle
                    data_test=format!("findings-{name}")
                >
                    {move || severity_word(i18n, each)}" "{of_it}
                </Chip>
            }
        })
        .collect_view();
    let toggle_off = move |()| {
        set_show.run(match off.get_untracked() {
            true => String::new(),
            false => OFF.to_owned(),
        });
    };
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.severity)>
            {chips}
        </div>
        <div class="chips">
            <Chip selected=off on_toggle=toggle_off data_test="findings-off">
                {t!(i18n, findings.off)}" "{move || count(&|finding| !finding.stands())}
            </Chip>
        </div>
    }
}

/// Who comes by a link to one finding is led to its row.
fn show_first(opened: Signal<String>) {
    Effect::new(move |_| {
        let code = opened.get_untracked();
        if !code.is_empty() {
            scroll_to(&finding_anchor(&code));
        }
    });
}
