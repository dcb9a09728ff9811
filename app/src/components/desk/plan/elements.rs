//! 评价要点 of an indicator: text, share, gate. Not here: marking them at the desk
//! (`components::desk::element_editor`).

use domain::indicator::Element;
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::fields::NumberField;
use crate::components::desk::forms::TextField;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// `shared`: the rule counts the elements, so each has a share.
#[component]
pub fn ElementTable(
    #[prop(into)] elements: Signal<Vec<Element>>,
    #[prop(into)] shared: Signal<bool>,
    on_change: Callback<Vec<Element>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let elements = Memo::new(move |_| elements.get());
    let count = Memo::new(move |_| elements.with(Vec::len));
    let add = move |()| {
        let mut all = elements.get_untracked();
        let highest = all.iter().map(|element| element.no).max();
        all.push(Element {
            no: highest.unwrap_or_default() + 1,
            text: String::new(),
            share: None,
            gate: false,
        });
        on_change.run(all);
    };
    view! {
        <fieldset class="choices" data-test="elements">
            <legend>{t!(i18n, plan.elements)}</legend>
            <Show when=move || shared.get()>
                <p class="soft">{t!(i18n, plan.elements_hint)}</p>
            </Show>
            <For each=move || 0..count.get() key=|index| *index let:index>
                <ElementRow index elements shared on_change/>
            </For>
            <Button on_click=add data_test="element-add">
                <Icon name=IconName::Add/>{t!(i18n, plan.element_add)}
            </Button>
        </fieldset>
    }
}

#[component]
fn ElementRow(
    index: usize,
    elements: Memo<Vec<Element>>,
    shared: Signal<bool>,
    on_change: Callback<Vec<Element>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |write: &dyn Fn(&mut Element)| {
        let mut all = elements.get_untracked();
        if let Some(element) = all.get_mut(index) {
            write(element);
            on_change.run(all);
        }
    };
    let text = Signal::derive(move || {
        let text = elements.with(|all| all.get(index).map(|element| element.text.clone()));
        text.unwrap_or_default()
    });
    let share = Signal::derive(move || {
        elements.with(|all| all.get(index).and_then(|element| element.share.clone()))
    });
    let gate = move || elements.with(|all| all.get(index).is_some_and(|element| element.gate));
    let set_share = Callback::new(move |share: Option<ExactNumber>| {
        change(&|element| element.share.clone_from(&share));
    });
    let remove = move |()| {
        let mut all = elements.get_untracked();
        if index < all.len() {
            all.remove(index);
            on_change.run(all);
        }
    };
    let label = Signal::derive(move || format!("{} {}", t_string!(i18n, plan.element), index + 1));
    view! {
        <div class="plan-element">
            <TextField
                label value=text long=true
                on_commit=Callback::new(move |text: String| {
                    change(&|element| element.text.clone_from(&text));
                })
                data_test=format!("element-text-{index}")
            />
            <Show when=move || shared.get()>
                <NumberField
                    label=plan_text!(i18n, share) value=share may_be_empty=true
                    on_commit=set_share data_test=format!("element-share-{index}")
                />
                <label class="check">
                    <input
                        type="checkbox" data-test=format!("element-gate-{index}")
                        prop:checked=gate
                        on:change:target=move |event| {
                            let on = event.target().checked();
                            change(&|element| element.gate = on);
                        }
                    />
                    <span>{t!(i18n, plan.gate)}</span>
                </label>
            </Show>
            <Button
                kind=ButtonKind::Quiet on_click=remove label=plan_text!(i18n, remove)
                data_test=format!("element-remove-{index}")
            >
                <Icon name=IconName::Close/>
            </Button>
        </div>
    }
}
