//! Adding an indicator, a 二级 or a 一级 by hand. Not here: its code and its place
//! (`domain::indicator::tree`).

use domain::indicator::Level1Kind;
use leptos::prelude::*;

use super::fields::SelectField;
use super::words::{LEVEL1_KINDS, kind_options, level1_word};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// What is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Addition {
    /// 三级.
    Indicator {
        /// The 二级.
        level2: String,
        /// Its name.
        name: String,
        /// Its rule's kind.
        kind: String,
    },
    /// 二级.
    Level2 {
        /// The 一级.
        level1: String,
        /// Its name.
        name: String,
    },
    /// 一级.
    Level1 {
        /// Its name.
        name: String,
        /// What it looks at.
        kind: Level1Kind,
    },
}

/// `levels1` and `levels2` are codes with names.
#[component]
pub fn AddForm(
    levels1: Vec<(String, String)>,
    levels2: Vec<(String, String)>,
    on_add: Callback<Addition>,
) -> impl IntoView {
    let i18n = use_i18n();
    let what = RwSignal::new(if levels2.is_empty() { 2u8 } else { 3 });
    let name = RwSignal::new(String::new());
    let first = |options: &[(String, String)]| {
        let first = options.first().map(|(code, _)| code.clone());
        RwSignal::new(first.unwrap_or_default())
    };
    let (parent1, parent2) = (first(&levels1), first(&levels2));
    let rule = RwSignal::new("ratio_capped".to_owned());
    let looks_at = RwSignal::new("output".to_owned());
    let (levels1, levels2) = (Signal::stored(levels1), Signal::stored(levels2));
    let addition = move || {
        let name = Some(name.get().trim().to_owned()).filter(|name| !name.is_empty())?;
        let parent = |parent: RwSignal<String>| Some(parent.get()).filter(|it| !it.is_empty());
        Some(match what.get() {
            3 => Addition::Indicator {
                level2: parent(parent2)?,
                name,
                kind: rule.get(),
            },
            2 => Addition::Level2 {
                level1: parent(parent1)?,
                name,
            },
            _ => {
                let known = LEVEL1_KINDS
                    .iter()
                    .find(|(kind, _)| *kind == looks_at.get());
                Addition::Level1 {
                    name,
                    kind: known?.1,
                }
            }
        })
    };
    let add = move |()| {
        if let Some(addition) = untrack(addition) {
            on_add.run(addition);
        }
    };
    let kinds = Signal::derive(move || {
        let each = LEVEL1_KINDS.into_iter();
        each.map(|(name, kind)| (name.to_owned(), level1_word(i18n, kind).to_owned()))
            .collect::<Vec<_>>()
    });
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <WhatToAdd what/>
            <label class="field">
                <span>{t!(i18n, plan.name)}</span>
                <input
                    type="text" autocomplete="off" data-test="add-name"
                    prop:value=move || name.get()
                    on:input:target=move |event| name.set(event.target().value())
                />
            </label>
            {move || match what.get() {
                3 => view! {
                    <SelectField
                        label=plan_text!(i18n, level2) options=levels2 value=parent2
                        on_pick=Callback::new(move |code| parent2.set(code)) data_test="add-level2"
                    />
                    <SelectField
                        label=plan_text!(i18n, rule) value=rule
                        options=Signal::derive(move || kind_options(i18n, false))
                        on_pick=Callback::new(move |kind| rule.set(kind)) data_test="add-rule"
                    />
                }
                .into_any(),
                2 => view! {
                    <SelectField
                        label=plan_text!(i18n, level1) options=levels1 value=parent1
                        on_pick=Callback::new(move |code| parent1.set(code)) data_test="add-level1"
                    />
                }
                .into_any(),
                _ => view! {
                    <SelectField
                        label=plan_text!(i18n, level1_kind) options=kinds value=looks_at
                        on_pick=Callback::new(move |kind| looks_at.set(kind)) data_test="add-kind"
                    />
                }
                .into_any(),
            }}
            <Button
                kind=ButtonKind::Primary on_click=add data_test="add-submit"
                disabled=Signal::derive(move || addition().is_none())
            >
                {t!(i18n, plan.add)}
            </Button>
        </form>
    }
}

/// 三级, 二级 or 一级.
#[component]
fn WhatToAdd(what: RwSignal<u8>) -> impl IntoView {
    let i18n = use_i18n();
    let choice = move |level: u8| {
        let word = move || match level {
            1 => t_string!(i18n, plan.level1),
            2 => t_string!(i18n, plan.level2),
            _ => t_string!(i18n, plan.level3),
        };
        view! {
            <label class="radio">
                <input
                    type="radio" name="add-what" data-test=format!("add-what-{level}")
                    prop:checked=move || what.get() == level
                    on:change=move |_| what.set(level)
                />
                <span>{word}</span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, plan.what_to_add)}</legend>
            {choice(3)}{choice(2)}{choice(1)}
        </fieldset>
    }
}
