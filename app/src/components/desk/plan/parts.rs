//! A rule with what belongs to it: its kind, parameters, elements and the sources of its numbers.
//! An indicator has one, and so has each object of 多对象汇总. Not here: what another kind keeps
//! (`domain::indicator::RuleParts`).

use domain::indicator::{Binding, Element, Rule, RuleParts};
use domain::scoring::Points;
use leptos::prelude::*;

use super::binding::BindingEditor;
use super::elements::ElementTable;
use super::fields::SelectField;
use super::objects::ObjectList;
use super::parameters::Parameters;
use super::sources::Sources;
use super::words::kind_options;
use crate::i18n::*;

/// `prefix` stands before the names of the fields of an object.
#[component]
pub fn PartsEditor(
    parts: Memo<RuleParts>,
    weight: Signal<Points>,
    sources: StoredValue<Sources>,
    on_change: Callback<RuleParts>,
    #[prop(optional)] nested: bool,
    #[prop(into, optional)] prefix: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = Memo::new(move |_| parts.with(|it| it.rule.kind()));
    let rule = Memo::new(move |_| parts.with(|it| it.rule.clone()));
    let change = move |write: &dyn Fn(&mut RuleParts)| {
        let mut changed = parts.get_untracked();
        write(&mut changed);
        if changed != parts.get_untracked() {
            on_change.run(changed);
        }
    };
    let pick = Callback::new(move |kind: String| {
        let changed = parts.with_untracked(|it| it.with_kind(&kind, weight.get_untracked()));
        on_change.run(changed);
    });
    let set_rule = Callback::new(move |rule: Rule| change(&|it| it.rule = rule.clone()));
    let elements = Signal::derive(move || parts.with(|it| it.elements.clone()));
    let shared = Signal::derive(move || kind.get() == "element_count");
    let set_elements = Callback::new(move |elements: Vec<Element>| {
        change(&|it| it.elements.clone_from(&elements));
    });
    let prefix = StoredValue::new(prefix);
    let test = format!("{}rule-kind", prefix.get_value());
    let objects = Signal::derive(move || match rule.get() {
        Rule::MultiObject { objects } => objects,
        _ => Vec::new(),
    });
    let set_objects = Callback::new(move |objects| {
        on_change.run(RuleParts {
            rule: Rule::MultiObject { objects },
            ..parts.get_untracked()
        });
    });
    let own = move || match kind.get() {
        "multi_object" => {
            view! { <ObjectList objects weight sources on_change=set_objects/> }.into_any()
        }
        _ => view! { <Parameters kind rule on_change=set_rule/> }.into_any(),
    };
    view! {
        <SelectField
            label=plan_text!(i18n, rule)
            options=Signal::derive(move || kind_options(i18n, !nested))
            value=Signal::derive(move || kind.get().to_owned())
            on_pick=pick data_test=test
        />
        {own}
        <Show when=move || !nested || shared.get()>
            <ElementTable elements shared on_change=set_elements/>
        </Show>
        <Operands parts sources on_change prefix/>
    }
}

/// The names of the numbers that are shown: the set that is bound, else the last that is accepted.
fn names_of(parts: &RuleParts) -> Vec<&'static str> {
    let accepted = parts.rule.operand_names();
    let as_value = parts.operands.contains_key("value");
    let wanted = |names: &&&[&str]| names.contains(&"value") == as_value;
    let names = accepted.iter().find(wanted).or(accepted.last());
    names.copied().unwrap_or_default().to_vec()
}

#[component]
fn Operands(
    parts: Memo<RuleParts>,
    sources: StoredValue<Sources>,
    on_change: Callback<RuleParts>,
    prefix: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let names = Memo::new(move |_| parts.with(names_of));
    let two_ways = Memo::new(move |_| parts.with(|it| it.rule.operand_names().len() > 1));
    let as_value = Memo::new(move |_| names.with(|names| names.contains(&"value")));
    let way = move |value: bool| {
        let word = move || match value {
            true => t_string!(i18n, plan.as_value),
            false => t_string!(i18n, plan.as_quotient),
        };
        let test = if value { "value" } else { "quotient" };
        view! {
            <button
                type="button" class="switch-option"
                data-test=format!("{}measured-{test}", prefix.get_value())
                aria-pressed=move || (as_value.get() == value).to_string()
                on:click=move |_| {
                    on_change.run(parts.with_untracked(|it| it.with_value(value)));
                }
            >
                {word}
            </button>
        }
    };
    let editor = move |name: &'static str| {
        let binding = Memo::new(move |_| parts.with(|it| it.operands.get(name).cloned()));
        let set = Callback::new(move |binding: Option<Binding>| {
            let mut changed = parts.get_untracked();
            match binding {
                Some(binding) => drop(changed.operands.insert(name.to_owned(), binding)),
                None => drop(changed.operands.remove(name)),
            }
            on_change.run(changed);
        });
        view! { <BindingEditor name binding sources on_change=set prefix/> }
    };
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <h3>{t!(i18n, plan.source)}</h3>
        </Show>
        <Show when=move || two_ways.get()>
            <div class="switch" role="group" aria-label=move || t_string!(i18n, plan.measured)>
                {way(true)}{way(false)}
            </div>
        </Show>
        <For each=move || names.get() key=|name| *name let:name>{editor(name)}</For>
    }
}
