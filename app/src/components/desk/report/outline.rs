//! Chapters and sections at the left of the page, each with what waits in it. Not here:
//! counting it (`pages`).

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A chapter or a section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OutlineLine {
    /// `ch4` or `ch4.C22`.
    pub id: String,
    /// With its number.
    pub heading: String,
    /// 1 for a chapter, 2 and 3 for sections.
    pub level: u8,
    /// Blocks to look at again.
    pub changed: usize,
    /// Comments that nobody resolved.
    pub comments: usize,
}

/// Buttons that lead to the place on the page.
#[component]
pub fn ReportOutline(
    #[prop(into)] lines: Signal<Vec<OutlineLine>>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = move |line: OutlineLine| {
        let id = line.id.clone();
        view! {
            <li class=format!("outline-entry level-{}", line.level)>
                <button
                    type="button" data-test=format!("report-outline-{}", line.id)
                    on:click=move |_| on_choose.run(id.clone())
                >
                    <span class="outline-heading">{line.heading}</span>
                    <Count count=line.changed icon=IconName::Problem changed=true/>
                    <Count count=line.comments icon=IconName::Note changed=false/>
                </button>
            </li>
        }
    };
    view! {
        <nav class="report-outline" aria-label=move || t_string!(i18n, reports.outline)>
            <details open>
                <summary>{t!(i18n, reports.outline)}</summary>
                <ul><For each=move || lines.get() key=Clone::clone children=entry/></ul>
            </details>
        </nav>
    }
}

#[component]
fn Count(count: usize, icon: IconName, changed: bool) -> impl IntoView {
    let i18n = use_i18n();
    let words = move || match changed {
        true => t_string!(i18n, reports.changed_count, count = count).to_string(),
        false => t_string!(i18n, reports.comment_count, count = count).to_string(),
    };
    (count > 0).then(|| {
        view! {
            <span class="outline-count" class:outline-changed=changed title=words>
                <Icon name=icon/>
                <span aria-hidden="true">{count}</span>
                <span class="visually-hidden">{words}</span>
            </span>
        }
    })
}
