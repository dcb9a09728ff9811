//! 问题: everything answered 否 in complete inspections, worst first; one opens beside the table.

use domain::desk_tables::DeskTable;
use domain::finding::{Finding, Severity};
use leptos::prelude::*;

use super::record::pictures;
use super::support::{export_link, filter, load, use_rooms, when_loaded};
use crate::components::desk::words::severity_word;
use crate::components::desk::{FindingDetail, FindingsTable, finding_anchor, text};
use crate::components::{Chip, Drawer, EmptyState, IconName};
use crate::i18n::*;
use crate::platform::scroll_to;
use crate::state::desk;

const SEVERITIES: [Severity; 3] = [Severity::Severe, Severity::Major, Severity::Minor];

/// `/desk/:engagement/findings`, with `?finding=S-001` for the open drawer.
#[component]
pub fn FindingsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let findings = load(
        move || rooms.engagement.get(),
        |code| async move {
            let list = crate::state::findings::findings(&code).await?;
            let standing = list.findings.into_iter().map(|view| view.finding);
            Ok(standing.filter(Finding::stands).collect::<Vec<_>>())
        },
    );
    view! {
        <h1>{t!(i18n, desk.room_findings)}</h1>
        {when_loaded(findings, |findings| {
            if findings.is_empty() {
                view! { <NoFindings/> }.into_any()
            } else {
                view! { <Findings findings=findings/> }.into_any()
            }
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

#[component]
fn Findings(mut findings: Vec<Finding>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (value, set) = filter("severity");
    findings.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| a.code.cmp(&b.code))
    });
    let chips = SEVERITIES
        .into_iter()
        .map(|severity| {
            let name = severity_name(severity);
            let count = findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count();
            let selected = Signal::derive(move || value.get() == name);
            let toggle = move |()| {
                set.run(if selected.get() {
                    String::new()
                } else {
                    name.to_owned()
                });
            };
            view! {
                <Chip selected=selected on_toggle=toggle>
                    {move || severity_word(i18n, severity)}" "{count}
                </Chip>
            }
        })
        .collect_view();
    let all = StoredValue::new(findings);
    let shown = move || {
        let wanted = value.get();
        let fits = |f: &&Finding| wanted.is_empty() || severity_name(f.severity) == wanted;
        all.with_value(|all| all.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let (opened, open) = filter("finding");
    show_first(opened);
    let toggle = Callback::new(move |code: String| {
        open.run(if opened.get_untracked() == code {
            String::new()
        } else {
            code
        });
    });
    let found = move |code: &str| {
        all.with_value(|all| all.iter().find(|f| f.code.as_str() == code).cloned())
    };
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.severity)>
            {chips}
        </div>
        <div class="actions">{export_link(DeskTable::Findings, None)}</div>
        <div class="with-drawer">
            {move || view! {
                <FindingsTable findings=shown() records_href=rooms.href("records") opened=opened
                    on_open=toggle/>
            }}
            {move || found(&opened.get()).map(|finding| view! {
                <FindingDrawer finding=finding on_close=move |()| open.run(String::new())/>
            })}
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

/// The finding with the pictures of the answer it comes from.
#[component]
fn FindingDrawer(finding: Finding, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let title = format!("{} {}", finding.code, finding.project_name);
    let (record, path) = (finding.record.to_string(), finding.path.clone());
    let record = StoredValue::new(record);
    let seen = load(
        move || (rooms.engagement.get(), record.get_value()),
        |(code, record)| async move { desk::record(&code, &record).await },
    );
    let own = Signal::derive(move || {
        let seen = seen.get()?.ok()?;
        let all = pictures(i18n, &seen, &rooms.engagement.get());
        // `c1_photo` belongs to `c1`, `c10` does not.
        let belongs = |place: &str| {
            let rest = place.strip_prefix(path.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '/']))
        };
        let own = all
            .into_iter()
            .filter(|picture| belongs(&picture.attachment.path));
        Some(own.collect::<Vec<_>>())
    });
    view! {
        <Drawer
            title=Signal::derive(move || title.clone())
            close_label=text!(i18n, close)
            on_close=on_close
            data_test="finding-drawer"
        >
            <FindingDetail
                finding=finding
                pictures=own
                room_href=rooms.href("").trim_end_matches('/').to_owned()
            />
        </Drawer>
    }
}
