//! 问题: everything answered 否 in complete inspections, worst first.

use domain::finding::{Finding, Severity};
use leptos::prelude::*;

use super::support::{filter, load, use_rooms, when_loaded};
use crate::components::desk::words::severity_word;
use crate::components::desk::{FindingsTable, text};
use crate::components::{Chip, EmptyState, IconName};
use crate::i18n::*;
use crate::state::desk;

const SEVERITIES: [Severity; 3] = [Severity::Severe, Severity::Major, Severity::Minor];

/// `/desk/:engagement/findings`.
#[component]
pub fn FindingsRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let findings = load(
        move || rooms.engagement.get(),
        |code| async move { desk::findings(&code).await },
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
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, desk.severity)>
            {chips}
        </div>
        {move || view! { <FindingsTable findings=shown() records_href=rooms.href("records")/> }}
    }
}
