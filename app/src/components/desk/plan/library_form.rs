//! Proposing an indicator for the library, or a further version of one. Not here: its state and
//! version, which are the server's.

use domain::indicator::{Direction, FIELDS, GENERAL_SECTOR, LibraryItem, LibraryState, check_item};
use domain::problem::Problem;
use leptos::prelude::*;

use super::fields::SelectField;
use super::words::{direction_word, kind_options};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// An item before anything is written.
fn blank() -> LibraryItem {
    LibraryItem {
        code: String::new(),
        sector: GENERAL_SECTOR.to_owned(),
        field: String::new(),
        level1: String::new(),
        level2: String::new(),
        name: String::new(),
        explanation: String::new(),
        unit: String::new(),
        direction: Direction::Positive,
        default_rule: "ratio_capped".to_owned(),
        version: 1,
        state: LibraryState::Submitted,
        source: String::new(),
    }
}

/// `item` is the one that gets a further version; without one, a new item is proposed.
#[component]
pub fn LibraryForm(
    item: Option<LibraryItem>,
    sectors: Vec<String>,
    #[prop(into)] busy: Signal<bool>,
    on_submit: Callback<LibraryItem>,
) -> impl IntoView {
    let i18n = use_i18n();
    let renewed = item.is_some();
    let draft = RwSignal::new(item.unwrap_or_else(blank));
    // What is wrong is said once somebody tried, not while the first field is filled.
    let tried = RwSignal::new(false);
    let problems = Memo::new(move |_| match tried.get() {
        true => draft.with(check_item),
        false => Vec::new(),
    });
    let submit = move |()| {
        tried.set(true);
        if draft.with_untracked(|item| check_item(item).is_empty()) {
            on_submit.run(draft.get_untracked());
        }
    };
    let sectors = StoredValue::new(sectors);
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <div class="form-row">
                <Text draft problems field="code" label=library_text!(i18n, code) fixed=renewed/>
                <Text draft problems field="name" label=library_text!(i18n, name)/>
            </div>
            <div class="form-row">
                <Text
                    draft problems field="sector" label=library_text!(i18n, sector)
                    offered=sectors.get_value()
                />
                <Text
                    draft problems field="field" label=library_text!(i18n, field)
                    offered=FIELDS.map(str::to_owned).to_vec()
                />
            </div>
            <div class="form-row">
                <Text draft problems field="level1" label=library_text!(i18n, level1)/>
                <Text draft problems field="level2" label=library_text!(i18n, level2)/>
            </div>
            <Text draft problems field="explanation" label=library_text!(i18n, explanation)/>
            <Choices draft/>
            <div class="form-row">
                <Text draft problems field="unit" label=library_text!(i18n, unit)/>
                <Text draft problems field="source" label=library_text!(i18n, source)/>
            </div>
            <Button
                kind=ButtonKind::Primary on_click=submit disabled=busy
                data_test="library-submit"
            >
                {t!(i18n, library.submit)}
            </Button>
        </form>
    }
}

/// The text of an item by the name of its field.
fn text_of<'a>(item: &'a mut LibraryItem, field: &str) -> &'a mut String {
    match field {
        "code" => &mut item.code,
        "sector" => &mut item.sector,
        "field" => &mut item.field,
        "level1" => &mut item.level1,
        "level2" => &mut item.level2,
        "name" => &mut item.name,
        "explanation" => &mut item.explanation,
        "unit" => &mut item.unit,
        _ => &mut item.source,
    }
}

#[component]
fn Text(
    draft: RwSignal<LibraryItem>,
    problems: Memo<Vec<Problem>>,
    field: &'static str,
    label: Signal<String>,
    #[prop(optional)] offered: Vec<String>,
    #[prop(optional)] fixed: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let value = move || text_of(&mut draft.get(), field).clone();
    let wrong = move || {
        let found = problems.get().into_iter().find(|problem| {
            let place = problem.place.as_ref();
            place.and_then(|place| place.path.as_deref()) == Some(field)
        });
        found.map(|mut problem| {
            problem.place = None;
            problem_text(i18n.get_locale(), &problem)
        })
    };
    let wrong = Memo::new(move |_| wrong());
    let list = format!("library-{field}-options");
    let options = offered
        .into_iter()
        .map(|name| view! { <option value=name></option> });
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            <input
                type="text" autocomplete="off" list=list.clone() readonly=fixed
                data-test=format!("library-field-{field}")
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=value
                on:input:target=move |event| {
                    let text = event.target().value();
                    draft.update(|item| *text_of(item, field) = text);
                }
            />
            <datalist id=list>{options.collect_view()}</datalist>
            {move || wrong.get().map(|text| view! {
                <span class="field-problem" role="alert">{text}</span>
            })}
        </label>
    }
}

/// Rule and direction.
#[component]
fn Choices(draft: RwSignal<LibraryItem>) -> impl IntoView {
    let i18n = use_i18n();
    let directions = Signal::derive(move || {
        let each = Direction::ALL.into_iter().enumerate();
        each.map(|(place, it)| (place.to_string(), direction_word(i18n, it).to_owned()))
            .collect::<Vec<_>>()
    });
    let direction = Signal::derive(move || {
        let chosen = draft.with(|item| item.direction);
        let place = Direction::ALL.iter().position(|it| *it == chosen);
        place.unwrap_or_default().to_string()
    });
    let pick_direction = Callback::new(move |place: String| {
        let place = place.parse::<usize>().unwrap_or_default();
        if let Some(direction) = Direction::ALL.get(place) {
            draft.update(|item| item.direction = *direction);
        }
    });
    view! {
        <div class="form-row">
            <SelectField
                label=library_text!(i18n, rule)
                options=Signal::derive(move || kind_options(i18n, false))
                value=Signal::derive(move || draft.with(|item| item.default_rule.clone()))
                on_pick=Callback::new(move |kind| draft.update(|item| item.default_rule = kind))
                data_test="library-field-rule"
            />
            <SelectField
                label=library_text!(i18n, direction) options=directions value=direction
                on_pick=pick_direction data_test="library-field-direction"
            />
        </div>
    }
}
