//! What a finding costs, for each severity. Not here: counting findings (`domain::scoring`).

use std::collections::BTreeMap;

use domain::finding::Severity;
use domain::indicator::Each;
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::fields::{NumberField, SelectField};
use crate::components::desk::words::severity_word;
use crate::i18n::*;

type Prices = BTreeMap<Severity, Each>;

/// Severities with their names where they travel.
pub const SEVERITIES: [(&str, Severity); 3] = [
    ("minor", Severity::Minor),
    ("major", Severity::Major),
    ("severe", Severity::Severe),
];

/// One line for each severity.
#[component]
pub fn DeductionTable(
    #[prop(into)] prices: Signal<Prices>,
    on_change: Callback<Prices>,
) -> impl IntoView {
    let prices = Memo::new(move |_| prices.get());
    SEVERITIES
        .map(|(name, severity)| view! { <Price name severity prices on_change/> })
        .into_iter()
        .collect_view()
}

#[component]
fn Price(
    name: &'static str,
    severity: Severity,
    prices: Memo<Prices>,
    on_change: Callback<Prices>,
) -> impl IntoView {
    let i18n = use_i18n();
    let price = Memo::new(move |_| prices.with(|all| all.get(&severity).cloned()));
    let kind = Signal::derive(move || {
        let kind = match price.get() {
            None => "none",
            Some(Each::All) => "all",
            Some(Each::Points(_)) => "points",
        };
        kind.to_owned()
    });
    let set = move |each: Option<Each>| {
        let mut all = prices.get_untracked();
        match each {
            Some(each) => drop(all.insert(severity, each)),
            None => drop(all.remove(&severity)),
        }
        on_change.run(all);
    };
    let pick = Callback::new(move |kind: String| match kind.as_str() {
        "all" => set(Some(Each::All)),
        "points" => set(Some(Each::Points(ExactNumber::default()))),
        _ => set(None),
    });
    let points = Signal::derive(move || match price.get() {
        Some(Each::Points(points)) => Some(points),
        _ => None,
    });
    let commit = Callback::new(move |points: Option<ExactNumber>| {
        if let Some(points) = points {
            set(Some(Each::Points(points)));
        }
    });
    let options = Signal::derive(move || {
        let option = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        vec![
            option("none", t_string!(i18n, plan.price_none)),
            option("points", t_string!(i18n, plan.price_points)),
            option("all", t_string!(i18n, plan.price_all)),
        ]
    });
    let is_points = Memo::new(move |_| kind.get() == "points");
    view! {
        <div class="field-row">
            <SelectField
                label=Signal::derive(move || severity_word(i18n, severity).to_owned())
                options value=kind on_pick=pick data_test=format!("price-{name}")
            />
            <Show when=move || is_points.get()>
                <NumberField
                    label=plan_text!(i18n, price_each) value=points on_commit=commit
                    data_test=format!("price-points-{name}")
                />
            </Show>
        </div>
    }
}
