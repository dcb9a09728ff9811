//! What a finding cost on the score sheet. Not here: how it is worked out
//! (`domain::finding::finding_costs`).

use domain::finding::{Finding, FindingCost, FindingState};
use leptos::prelude::*;

use super::progress_tables::encode;
use crate::i18n::*;

/// Under which indicators, and how many points; each leads to its row.
#[component]
pub(super) fn Costs(finding: Finding, costs: Vec<FindingCost>, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let withdrawn = matches!(finding.state, FindingState::Withdrawn { .. });
    let warning = (withdrawn && !costs.is_empty()).then(|| {
        view! { <p class="soft">{t!(i18n, findings.cost_withdrawn)}</p> }
    });
    if costs.is_empty() {
        return view! { <p class="soft" data-test="finding-cost">{t!(i18n, findings.cost_none)}</p> }
            .into_any();
    }
    let line = |cost: FindingCost| {
        let indicator = cost.indicator.to_string();
        let href = format!("{room_href}/scores?indicator={}", encode(&indicator));
        let (name, points) = (cost.name, cost.points.to_string());
        let words = move || {
            let (indicator, name, points) = (indicator.clone(), name.clone(), points.clone());
            t_string!(
                i18n,
                findings.cost_item,
                indicator = indicator,
                name = name,
                points = points
            )
            .to_string()
        };
        view! { <li><a href=href>{words}</a></li> }
    };
    let lines = costs.into_iter().map(line).collect_view();
    view! {
        <ul data-test="finding-cost">{lines}</ul>
        {warning}
    }
    .into_any()
}
