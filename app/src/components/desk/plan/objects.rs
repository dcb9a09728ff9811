//! The 考核对象 of 多对象汇总: name, share, project type, and each its own rule. Not here: the sum
//! over them (`domain::scoring::rules`).

use domain::indicator::{ObjectRule, RuleParts, new_object};
use domain::scoring::Points;
use domain::scoring::exact::ExactNumber;
use leptos::prelude::*;

use super::fields::{NumberField, SelectField};
use super::parts::PartsEditor;
use super::sources::Sources;
use crate::components::desk::forms::TextField;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// The objects, each folded away.
#[component]
pub fn ObjectList(
    #[prop(into)] objects: Signal<Vec<ObjectRule>>,
    weight: Signal<Points>,
    sources: StoredValue<Sources>,
    on_change: Callback<Vec<ObjectRule>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let objects = Memo::new(move |_| objects.get());
    let count = Memo::new(move |_| objects.with(Vec::len));
    let add = move |()| {
        let mut all = objects.get_untracked();
        all.push(new_object(all.len() + 1));
        on_change.run(all);
    };
    view! {
        <p class="soft">{t!(i18n, plan.objects_hint)}</p>
        <For each=move || 0..count.get() key=|index| *index let:index>
            {object_row(index, objects, weight, sources, on_change)}
        </For>
        <Button on_click=add data_test="object-add">
            <Icon name=IconName::Add/>{t!(i18n, plan.object_add)}
        </Button>
    }
}

/// An object holds a rule, which may not hold objects again; the view's type must not either.
fn object_row(
    index: usize,
    objects: Memo<Vec<ObjectRule>>,
    weight: Signal<Points>,
    sources: StoredValue<Sources>,
    on_change: Callback<Vec<ObjectRule>>,
) -> AnyView {
    view! { <ObjectRow index objects weight sources on_change/> }.into_any()
}

#[component]
fn ObjectRow(
    index: usize,
    objects: Memo<Vec<ObjectRule>>,
    weight: Signal<Points>,
    sources: StoredValue<Sources>,
    on_change: Callback<Vec<ObjectRule>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let object = Memo::new(move |_| {
        objects.with(|all| all.get(index).cloned().unwrap_or_else(|| new_object(index)))
    });
    let change = move |write: &dyn Fn(&mut ObjectRule)| {
        let mut all = objects.get_untracked();
        if let Some(object) = all.get_mut(index) {
            write(object);
            on_change.run(all);
        }
    };
    let name = Signal::derive(move || object.with(|it| it.name.clone()));
    let share = Signal::derive(move || Some(object.with(|it| it.share.clone())));
    let project_type =
        Signal::derive(move || object.with(|it| it.project_type.clone().unwrap_or_default()));
    let types = Signal::derive(move || type_options(i18n, sources));
    let parts = Memo::new(move |_| {
        object.with(|it| RuleParts {
            rule: it.rule.clone(),
            elements: it.elements.clone(),
            operands: it.operands.clone(),
        })
    });
    let set_parts = Callback::new(move |parts: RuleParts| {
        change(&|it| {
            let RuleParts {
                rule,
                elements,
                operands,
            } = parts.clone();
            (it.rule, it.elements, it.operands) = (rule, elements, operands);
        });
    });
    let set_share = Callback::new(move |share: Option<ExactNumber>| {
        if let Some(share) = share {
            change(&|it| it.share = share.clone());
        }
    });
    let remove = move |()| {
        let mut all = objects.get_untracked();
        if index < all.len() {
            all.remove(index);
            on_change.run(all);
        }
    };
    view! {
        <details class="panel" data-test=format!("object-{index}")>
            <summary>{move || name.get()}</summary>
            <div class="form">
                <TextField
                    label=plan_text!(i18n, name) value=name
                    on_commit=Callback::new(move |text: String| {
                        change(&|it| it.name.clone_from(&text));
                    })
                    data_test=format!("object-name-{index}")
                />
                <NumberField
                    label=plan_text!(i18n, object_share) value=share on_commit=set_share
                    data_test=format!("object-share-{index}")
                />
                <SelectField
                    label=plan_text!(i18n, project_type) options=types value=project_type
                    on_pick=Callback::new(move |text: String| {
                        let chosen = Some(text.clone()).filter(|text| !text.is_empty());
                        change(&|it| it.project_type.clone_from(&chosen));
                    })
                    data_test=format!("object-type-{index}")
                />
                <PartsEditor
                    parts weight sources on_change=set_parts nested=true
                    prefix=format!("object-{index}-")
                />
                <Button
                    kind=ButtonKind::Danger on_click=remove
                    data_test=format!("object-remove-{index}")
                >
                    {t!(i18n, plan.remove)}
                </Button>
            </div>
        </details>
    }
}

/// Project types of the frame; none means all.
pub fn type_options(
    i18n: crate::components::desk::words::Words,
    sources: StoredValue<Sources>,
) -> Vec<(String, String)> {
    let all = (String::new(), t_string!(i18n, plan.all_types).to_owned());
    let types = sources.with_value(|sources| sources.project_types.clone());
    let each = types.into_iter().map(|name| (name.clone(), name));
    std::iter::once(all).chain(each).collect()
}
