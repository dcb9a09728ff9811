//! How far something is: a bar, a number and a word. Colour is never the only sign.

use leptos::prelude::*;

use super::{Icon, IconName};

/// A bar of `done` out of `planned` with its text (`3/5`) and, where a rule judged it, the word and
/// the class of its colour (`good`, `warn`, `bad`).
#[component]
pub fn Meter(
    done: u32,
    planned: u32,
    #[prop(into)] label: Signal<String>,
    /// Colour class and word.
    #[prop(optional)]
    verdict: Option<(&'static str, Signal<String>)>,
) -> impl IntoView {
    let class = verdict.as_ref().map_or("neutral", |(class, _)| class);
    let width = (u64::from(done) * 100)
        .checked_div(u64::from(planned))
        .unwrap_or(0)
        .min(100);
    let icon = match class {
        "good" => IconName::Done,
        "warn" => IconName::Problem,
        _ => IconName::Severe,
    };
    view! {
        <div class=format!("meter meter-{class}")>
            <div
                class="meter-bar"
                role="meter"
                aria-label=move || label.get()
                aria-valuemin="0"
                aria-valuemax=planned.to_string()
                aria-valuenow=done.min(planned).to_string()
                aria-valuetext=format!("{done}/{planned}")
            >
                <div class="meter-fill" style=format!("inline-size:{width}%")></div>
            </div>
            <span class="meter-count">{format!("{done}/{planned}")}</span>
            {verdict.map(|(class, word)| view! {
                <span class=format!("verdict verdict-{class}")>
                    <Icon name=icon/>
                    <span>{move || word.get()}</span>
                </span>
            })}
        </div>
    }
}
