//! 专项审核: 自评复核, 目标审核, 监控; one part at a time, named in the address. Not here: the rules
//! (`domain::self_evaluation`, `domain::target_review`, `domain::monitoring`).

/// A text of `checks.json` as a signal that follows the language.
macro_rules! said {
    ($i18n:ident, $key:ident) => {
        leptos::prelude::Signal::derive(move || {
            crate::i18n::t_string!($i18n, checks.$key).to_owned()
        })
    };
}

mod cut_off;
mod evaluation;
mod evaluation_rounds;
mod evaluation_rows;
mod figures;
mod from_frame;
mod monitoring;
mod monitoring_rules;
mod monitoring_watch;
mod rule_fields;
mod self_evaluation;
mod signing;
mod target_opinion;
mod targets;
mod upload;
mod words;

use leptos::prelude::*;

use crate::components::desk::Tabs;
use crate::i18n::*;
use crate::pages::desk::support::filter;

/// `/desk/:engagement/checks?tab=`.
#[component]
pub fn ChecksRoom() -> impl IntoView {
    let i18n = use_i18n();
    let (tab, choose) = filter("tab");
    let chosen = Signal::derive(move || match tab.get() {
        tab if tab.is_empty() => "self".to_owned(),
        tab => tab,
    });
    let names = vec![
        ("self", said!(i18n, tab_self)),
        ("targets", said!(i18n, tab_targets)),
        ("monitoring", said!(i18n, tab_monitoring)),
    ];
    view! {
        <h1>{t!(i18n, checks.room)}</h1>
        <Tabs label=said!(i18n, parts) names chosen on_choose=choose/>
        {move || match chosen.get().as_str() {
            "targets" => view! { <targets::TargetsPart/> }.into_any(),
            "monitoring" => view! { <monitoring::MonitoringPart/> }.into_any(),
            _ => view! { <self_evaluation::SelfEvaluationsPart/> }.into_any(),
        }}
    }
}
