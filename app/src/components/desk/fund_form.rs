//! The fund figures that rules refer to, in 万元, exact to the 分.

use std::collections::BTreeMap;

use domain::money::Fen;
use leptos::prelude::*;

use crate::components::Button;
use crate::i18n::*;

/// `keys` are the figures the framework asks for, with their labels.
#[component]
pub fn FundForm(
    keys: Vec<(String, String)>,
    figures: BTreeMap<String, Fen>,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<BTreeMap<String, Fen>>,
    /// Stands above the button: why the figures change.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let first: BTreeMap<String, String> = keys
        .iter()
        .map(|(key, _)| {
            let text = figures.get(key).map(|amount| amount.to_wan_yuan_exact(2));
            (key.clone(), text.unwrap_or_default())
        })
        .collect();
    let entered = RwSignal::new(first);
    // An empty field is a figure that is not known yet; anything else must be an exact amount.
    let amounts = move || {
        let mut amounts = figures.clone();
        for (key, text) in entered.get() {
            match text.trim() {
                "" => drop(amounts.remove(&key)),
                text => drop(amounts.insert(key, Fen::from_wan_yuan(text).ok()?)),
            }
        }
        Some(amounts)
    };
    let amounts = StoredValue::new(amounts);
    let valid = move || amounts.with_value(|amounts| amounts().is_some());
    let save = move |()| {
        if let Some(amounts) = amounts.with_value(|amounts| amounts()) {
            on_save.run(amounts);
        }
    };
    let fields = keys
        .into_iter()
        .map(|(key, label)| {
            let value = entered.get_untracked().get(&key).cloned();
            let test = format!("fund-{key}");
            view! {
                <label class="field field-short">
                    <span>{label}</span>
                    <input
                        type="text"
                        inputmode="decimal"
                        class="number"
                        data-test=test
                        value=value
                        on:input:target=move |event| {
                            let text = event.target().value();
                            entered.update(|entered| drop(entered.insert(key.clone(), text)));
                        }
                    />
                </label>
            }
        })
        .collect_view();
    view! {
        <form
            id="fund-figures"
            tabindex="-1"
            class="form"
            on:submit=move |event| event.prevent_default()
        >
            <h2>{t!(i18n, desk.fund_figures)}</h2>
            <div class="field-row">{fields}</div>
            {children()}
            <Button
                on_click=save
                disabled=Signal::derive(move || busy.get() || !valid())
                data_test="fund-save"
            >
                {t!(i18n, desk.enter_mark)}
            </Button>
        </form>
    }
}
