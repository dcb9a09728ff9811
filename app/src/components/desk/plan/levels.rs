//! The levels of 定性分档: name, from which share to which. Not here: giving a mark within them
//! (`components::desk::level_editor`).

use domain::indicator::LevelBand;
use domain::scoring::exact::{ExactNumber, whole};
use leptos::prelude::*;

use super::fields::NumberField;
use crate::components::desk::forms::TextField;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// No levels at all: the three that the ministry's rules name.
#[component]
pub fn LevelTable(
    #[prop(into)] levels: Signal<Vec<LevelBand>>,
    on_change: Callback<Vec<LevelBand>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let levels = Memo::new(move |_| levels.get());
    let count = Memo::new(move |_| levels.with(Vec::len));
    let add = move |()| {
        let mut all = levels.get_untracked();
        all.push(LevelBand {
            name: String::new(),
            min: ExactNumber(whole(0)),
            max: ExactNumber(whole(1)),
            max_inclusive: all.is_empty(),
        });
        on_change.run(all);
    };
    view! {
        <Show when=move || count.get() == 0>
            <p class="soft">{t!(i18n, plan.levels_default)}</p>
        </Show>
        <For each=move || 0..count.get() key=|index| *index let:index>
            <LevelRow index levels on_change/>
        </For>
        <Button on_click=add data_test="level-add">
            <Icon name=IconName::Add/>{t!(i18n, plan.level_add)}
        </Button>
    }
}

#[component]
fn LevelRow(
    index: usize,
    levels: Memo<Vec<LevelBand>>,
    on_change: Callback<Vec<LevelBand>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let change = move |write: &dyn Fn(&mut LevelBand)| {
        let mut all = levels.get_untracked();
        if let Some(level) = all.get_mut(index) {
            write(level);
            on_change.run(all);
        }
    };
    let number = move |read: fn(&LevelBand) -> &ExactNumber| {
        Signal::derive(move || levels.with(|all| all.get(index).map(|level| read(level).clone())))
    };
    let set = move |write: fn(&mut LevelBand, ExactNumber)| {
        Callback::new(move |number: Option<ExactNumber>| {
            if let Some(number) = number {
                change(&|level| write(level, number.clone()));
            }
        })
    };
    let name = Signal::derive(move || {
        let name = levels.with(|all| all.get(index).map(|level| level.name.clone()));
        name.unwrap_or_default()
    });
    let included = move || levels.with(|all| all.get(index).is_some_and(|it| it.max_inclusive));
    let remove = move |()| {
        let mut all = levels.get_untracked();
        if index < all.len() {
            all.remove(index);
            on_change.run(all);
        }
    };
    view! {
        <fieldset class="choices">
            <legend>{index + 1}</legend>
            <TextField
                label=plan_text!(i18n, name) value=name
                on_commit=Callback::new(move |text: String| {
                    change(&|level| level.name.clone_from(&text));
                })
                data_test=format!("level-name-{index}")
            />
            <div class="field-row">
                <NumberField
                    label=plan_text!(i18n, level_min) value=number(|level| &level.min) percent=true
                    on_commit=set(|level, number| level.min = number)
                    data_test=format!("level-min-{index}")
                />
                <NumberField
                    label=plan_text!(i18n, level_max) value=number(|level| &level.max) percent=true
                    on_commit=set(|level, number| level.max = number)
                    data_test=format!("level-max-{index}")
                />
            </div>
            <label class="check">
                <input
                    type="checkbox" data-test=format!("level-included-{index}")
                    prop:checked=included
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        change(&|level| level.max_inclusive = on);
                    }
                />
                <span>{t!(i18n, plan.level_included)}</span>
            </label>
            <Button
                kind=ButtonKind::Quiet on_click=remove label=plan_text!(i18n, remove)
                data_test=format!("level-remove-{index}")
            >
                <Icon name=IconName::Close/>
            </Button>
        </fieldset>
    }
}
