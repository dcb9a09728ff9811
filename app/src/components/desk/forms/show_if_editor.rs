//! When a question is asked, by picking: question, comparison, value. A condition that was written
//! by hand and cannot be picked stays as it is until it is replaced.

use std::sync::Arc;

use domain::form_design::{
    Comparison, DesignChange, FormOutline, ListChoice, OutlineKind, OutlineRow, RowColumn, ShowIf,
};
use leptos::prelude::*;

use super::TextField;
use super::words::{comparison_word, in_words};
use crate::i18n::*;

/// The comparisons that make sense for a type.
fn comparisons(question_type: &str) -> &'static [Comparison] {
    use Comparison::*;
    match question_type {
        "select_multiple" => &[Includes, IncludesNot, IsAnswered, IsNotAnswered],
        "integer" | "decimal" | "range" | "calculate" => &[
            Is,
            IsNot,
            AtLeast,
            AtMost,
            MoreThan,
            LessThan,
            IsAnswered,
            IsNotAnswered,
        ],
        "image" | "audio" | "file" | "geopoint" | "acknowledge" | "barcode" => {
            &[IsAnswered, IsNotAnswered]
        }
        _ => &[Is, IsNot, IsAnswered, IsNotAnswered],
    }
}

fn takes_value(comparison: Comparison) -> bool {
    !matches!(
        comparison,
        Comparison::IsAnswered | Comparison::IsNotAnswered
    )
}

/// Types that nobody answers.
const SILENT: [&str; 8] = [
    "note",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "email",
    "phonenumber",
];

/// Questions a condition may look at: those that are answered or computed, but not the row itself.
fn candidates(outline: &FormOutline, own: u32) -> Vec<OutlineRow> {
    let rows = &outline.rows;
    // A name given twice, say to a group and a question in it, cannot be referred to by name.
    let is_unique = |name: &str| rows.iter().filter(|row| row.name == name).count() == 1;
    rows.iter()
        .filter(|row| row.kind == OutlineKind::Question && row.row != own)
        .filter(|row| !SILENT.contains(&row.question_type.as_str()))
        .filter(|row| !row.name.is_empty() && is_unique(&row.name))
        .cloned()
        .collect()
}

fn choices_of(outline: &FormOutline, row: &OutlineRow) -> Vec<ListChoice> {
    let list = row.list.as_deref().unwrap_or_default();
    let found = outline.lists.iter().find(|other| other.name == list);
    found.map(|list| list.choices.clone()).unwrap_or_default()
}

/// The condition of one row.
#[component]
pub fn ShowIfEditor(
    #[prop(into)] outline: Signal<Arc<FormOutline>>,
    row: Memo<OutlineRow>,
    on_change: Callback<Vec<DesignChange>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let stored = Memo::new(move |_| row.with(|row| row.show_if.clone()));
    let by_hand = Memo::new(move |_| {
        row.with(|row| match (&row.show_if, row.relevant.is_empty()) {
            (None, false) => Some(row.relevant.clone()),
            _ => None,
        })
    });
    let picked = RwSignal::new(ShowIf {
        question: String::new(),
        comparison: Comparison::Is,
        value: String::new(),
    });
    Effect::new(move |_| {
        if let Some(stored) = stored.get() {
            picked.set(stored);
        }
    });
    let send = move |show_if: Option<ShowIf>| {
        let row = row.with_untracked(|row| row.row);
        on_change.run(vec![DesignChange::SetShowIf { row, show_if }]);
    };
    let pick = move |show_if: ShowIf| {
        let complete = !takes_value(show_if.comparison) || !show_if.value.is_empty();
        picked.set(show_if.clone());
        if show_if.question.is_empty() {
            if row.with_untracked(|row| !row.relevant.is_empty()) {
                send(None);
            }
        } else if complete && stored.get_untracked().as_ref() != Some(&show_if) {
            send(Some(show_if));
        }
    };
    let own = Memo::new(move |_| row.with(|row| row.row));
    let list = Memo::new(move |_| outline.with(|outline| candidates(outline, own.get())));
    let write = Callback::new(move |text: String| {
        let row = own.get_untracked();
        let column = RowColumn::Relevant;
        on_change.run(vec![DesignChange::SetColumn { row, column, text }]);
    });
    let written = Signal::derive(move || by_hand.get().unwrap_or_default());
    view! {
        <fieldset class="choices" data-test="show-if">
            <legend>{t!(i18n, forms.show_if)}</legend>
            <Show when=move || by_hand.with(Option::is_some)>
                <TextField
                    label=super::text!(i18n, show_if_by_hand) value=written on_commit=write
                    code=true hint=super::text!(i18n, show_if_by_hand_hint)
                />
            </Show>
            <ShowIfPicker outline list picked on_pick=Callback::new(pick)/>
        </fieldset>
    }
}

#[component]
fn ShowIfPicker(
    outline: Signal<Arc<FormOutline>>,
    list: Memo<Vec<OutlineRow>>,
    picked: RwSignal<ShowIf>,
    on_pick: Callback<ShowIf>,
) -> impl IntoView {
    let i18n = use_i18n();
    let question = Memo::new(move |_| {
        let name = picked.with(|picked| picked.question.clone());
        list.with(|list| list.iter().find(|row| row.name == name).cloned())
    });
    let choose_question = move |name: String| {
        let found = list.with_untracked(|list| list.iter().find(|row| row.name == name).cloned());
        let first = found.and_then(|row| comparisons(&row.question_type).first().copied());
        on_pick.run(ShowIf {
            question: name,
            comparison: first.unwrap_or(Comparison::Is),
            value: String::new(),
        });
    };
    let choose_comparison = move |place: String| {
        let options = question.with_untracked(|row| {
            row.as_ref()
                .map_or(&[][..], |row| comparisons(&row.question_type))
        });
        let Some(comparison) = place
            .parse()
            .ok()
            .and_then(|place: usize| options.get(place))
        else {
            return;
        };
        let mut show_if = picked.get_untracked();
        show_if.comparison = *comparison;
        if !takes_value(*comparison) {
            show_if.value.clear();
        }
        on_pick.run(show_if);
    };
    let question_options = move || {
        let chosen = picked.with(|picked| picked.question.clone());
        list.with(|list| {
            let option = |row: &OutlineRow| {
                let (name, words) = (row.name.clone(), in_words(i18n, &row.label));
                let is_chosen = name == chosen;
                let words = format!("{words} · {name}");
                view! { <option value=name selected=is_chosen>{words}</option> }
            };
            list.iter().map(option).collect_view()
        })
    };
    let comparison_options = move || {
        let chosen = picked.with(|picked| picked.comparison);
        question.get().map(|row| {
            let options = comparisons(&row.question_type).iter().enumerate();
            let option = |(place, comparison): (usize, &Comparison)| {
                let (word, is_chosen) = (comparison_word(i18n, *comparison), *comparison == chosen);
                view! { <option value=place.to_string() selected=is_chosen>{word}</option> }
            };
            options.map(option).collect_view()
        })
    };
    let wants_value =
        move || question.with(Option::is_some) && picked.with(|p| takes_value(p.comparison));
    view! {
        <div class="show-if-row">
            <select
                data-test="show-if-question"
                aria-label=move || t_string!(i18n, forms.show_if_question)
                on:change:target=move |event| choose_question(event.target().value())
            >
                <option value="">{t!(i18n, forms.show_always)}</option>
                {question_options}
            </select>
            <Show when=move || question.with(Option::is_some)>
                <select
                    data-test="show-if-comparison"
                    aria-label=move || t_string!(i18n, forms.show_if_comparison)
                    on:change:target=move |event| choose_comparison(event.target().value())
                >
                    {comparison_options}
                </select>
            </Show>
            <Show when=wants_value>
                <ShowIfValue outline question picked on_pick/>
            </Show>
        </div>
    }
}

/// A choice of the question's list, else a text or number.
#[component]
fn ShowIfValue(
    outline: Signal<Arc<FormOutline>>,
    question: Memo<Option<OutlineRow>>,
    picked: RwSignal<ShowIf>,
    on_pick: Callback<ShowIf>,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Memo::new(move |_| {
        let row = question.get();
        row.map(|row| outline.with(|outline| choices_of(outline, &row)))
            .unwrap_or_default()
    });
    let give = move |value: String| {
        on_pick.run(ShowIf {
            value: value.trim().to_owned(),
            ..picked.get_untracked()
        });
    };
    let label = move || t_string!(i18n, forms.show_if_value);
    move || {
        let chosen = picked.with(|picked| picked.value.clone());
        if choices.with(Vec::is_empty) {
            return view! {
                <input
                    type="text" autocomplete="off" data-test="show-if-value" aria-label=label
                    prop:value=chosen
                    on:change:target=move |event| give(event.target().value())
                />
            }
            .into_any();
        }
        let option = |choice: ListChoice| {
            let words = format!("{} · {}", in_words(i18n, &choice.label), choice.name);
            let is_chosen = choice.name == chosen;
            view! { <option value=choice.name selected=is_chosen>{words}</option> }
        };
        view! {
            <select
                data-test="show-if-value" aria-label=label
                on:change:target=move |event| give(event.target().value())
            >
                <option value="">{t!(i18n, forms.choose)}</option>
                {choices.get().into_iter().map(option).collect_view()}
            </select>
        }
        .into_any()
    }
}
