//! Which indicators an answer is evidence for, picked from the engagement's framework.

use leptos::prelude::*;

use crate::i18n::*;

/// One indicator of the framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorName {
    /// `C22`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The codes in a cell, `C22, C11`.
fn codes(cell: &str) -> Vec<String> {
    let parts = cell.split([',', ' ', '，', '、']);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Ticks for each indicator; codes the framework does not have stay, and are shown.
#[component]
pub fn IndicatorPicker(
    known: StoredValue<Vec<IndicatorName>>,
    /// The cell.
    #[prop(into)]
    value: Signal<String>,
    on_commit: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = Memo::new(move |_| value.get());
    let chosen = Memo::new(move |_| codes(&value.get()));
    let toggle = move |code: String| {
        let mut codes = chosen.get_untracked();
        match codes.iter().position(|other| *other == code) {
            Some(place) => drop(codes.remove(place)),
            None => codes.push(code),
        }
        on_commit.run(codes.join(","));
    };
    // Ticking must not draw the list anew: the focus stays on the box.
    let unknown = Memo::new(move |_| {
        let mut codes = chosen.get();
        known.with_value(|known| {
            codes.retain(|code| !known.iter().any(|entry| entry.code == *code));
        });
        codes
    });
    let entries = move || {
        let mut entries = known.get_value();
        for code in unknown.get() {
            let name = t_string!(i18n, forms.indicator_unknown).to_owned();
            entries.push(IndicatorName { code, name });
        }
        let tick = move |entry: IndicatorName| {
            let (code, own) = (entry.code.clone(), entry.code.clone());
            let is_chosen = move || chosen.with(|chosen| chosen.contains(&own));
            view! {
                <label class="check">
                    <input
                        type="checkbox" data-test=format!("indicator-pick-{code}")
                        prop:checked=is_chosen
                        on:change=move |_| toggle(code.clone())
                    />
                    <span><span class="code">{entry.code}</span>" "{entry.name}</span>
                </label>
            }
        };
        entries.into_iter().map(tick).collect_view()
    };
    view! {
        <details class="indicator-picker" data-test="indicator-picker">
            <summary>
                {t!(i18n, forms.indicators)} " "
                <span class="code">{move || chosen.get().join(" ")}</span>
                <Show when=move || chosen.with(Vec::is_empty)>
                    <span class="soft">{t!(i18n, forms.no_indicators)}</span>
                </Show>
            </summary>
            <div class="indicator-list">{entries}</div>
        </details>
    }
}
