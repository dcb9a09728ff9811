//! Typed answers: text, numbers, days, times; and the tick under a statement. Numbers are text
//! inputs with a number keyboard, because native number inputs refuse or round what was typed.

use leptos::prelude::*;

use super::handle::{Answer, FormHandle};
use super::question::{AnswerProblems, Hint, QuestionWords, control_id, problems_id};
use crate::i18n::*;

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// One line of text.
    Line,
    /// Several lines.
    Lines,
    /// A whole number.
    Whole,
    /// An exact decimal.
    Decimal,
    /// A day.
    Day,
    /// A time of day.
    Clock,
    /// A day and a time.
    Moment,
}

impl InputKind {
    /// The native input type and the keyboard.
    pub fn native(self) -> (&'static str, &'static str) {
        match self {
            InputKind::Line | InputKind::Lines => ("text", "text"),
            InputKind::Whole => ("text", "numeric"),
            InputKind::Decimal => ("text", "decimal"),
            InputKind::Day => ("date", "none"),
            InputKind::Clock => ("time", "none"),
            InputKind::Moment => ("datetime-local", "none"),
        }
    }

    /// Native pickers accept neither seconds' fractions nor offsets, which a record may carry.
    fn shown(self, value: &str) -> String {
        let length = match self {
            InputKind::Day => 10,
            InputKind::Clock => 5,
            InputKind::Moment => 16,
            _ => return value.to_owned(),
        };
        value.get(..length).unwrap_or(value).to_owned()
    }
}

/// A value that follows the record but never overwrites what is being typed: an input's own echo
/// is not written back, so that neither the cursor nor an input method is disturbed.
pub fn followed(value: Memo<String>) -> (RwSignal<String>, StoredValue<String>) {
    let first = value.get_untracked();
    let shown = RwSignal::new(first.clone());
    let typed = StoredValue::new(first);
    Effect::new(move |_| {
        let current = value.get();
        if typed.get_value() != current {
            typed.set_value(current.clone());
            shown.set(current);
        }
    });
    (shown, typed)
}

/// One native input (or text area) with its unit.
#[component]
pub fn TextControl(
    words: QuestionWords,
    form: FormHandle,
    kind: InputKind,
    unit: Option<String>,
) -> impl IntoView {
    let path = words.path.clone();
    let refusal = form.refusal(&path);
    let fixed = form.fixed(&path, words.read_only);
    let (shown, typed) = followed(form.value(&path));
    let give = {
        let path = path.clone();
        move |value: String, typing: bool| {
            typed.set_value(value.clone());
            form.actions.answer.run(Answer {
                path: path.clone(),
                value,
                typing,
            });
        }
    };
    let on_input = {
        let give = give.clone();
        move |event| give(event_target_value(&event), true)
    };
    let on_change = move |event| give(event_target_value(&event), false);
    let invalid = move || refusal.with(Option::is_some).to_string();
    let locked = move || fixed.get();
    let (id, problems) = (control_id(&path), problems_id(&path));
    let test = format!("input-{path}");
    if kind == InputKind::Lines {
        return view! {
            <textarea
                class="input" rows="3" id=id data-test=test readonly=locked
                aria-describedby=problems aria-invalid=invalid
                prop:value=move || shown.get() on:input=on_input on:change=on_change
            ></textarea>
        }
        .into_any();
    }
    let (native, keyboard) = kind.native();
    let keyboard = (keyboard != "none").then_some(keyboard);
    view! {
        <div class="input-with-unit">
            <input
                class="input" type=native inputmode=keyboard id=id data-test=test readonly=locked
                autocomplete="off" aria-describedby=problems aria-invalid=invalid
                prop:value=move || kind.shown(&shown.get()) on:input=on_input on:change=on_change
            />
            {unit.map(|unit| view! { <span class="unit">{unit}</span> })}
        </div>
    }
    .into_any()
}

/// XForms writes an acknowledgement as `OK`.
const ACKNOWLEDGED: &str = "OK";

/// A statement with a tick.
#[component]
pub fn Acknowledgement(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let value = form.value(&words.path);
    let fixed = form.fixed(&words.path, words.read_only);
    let label = form.text(words.label.clone(), &words.path);
    let path = StoredValue::new(words.path.clone());
    let on_change = move |event| {
        let given = if event_target_checked(&event) {
            ACKNOWLEDGED
        } else {
            ""
        };
        form.give(&path.get_value(), given);
    };
    view! {
        <label class="choice choice-tick" data-test=format!("answer-{}-OK", words.path)>
            <input
                type="checkbox" disabled=move || fixed.get()
                aria-describedby=problems_id(&words.path)
                prop:checked=move || value.get() == ACKNOWLEDGED on:change=on_change
            />
            <span>
                {move || label.get()}
                {words.required.then(|| view! {
                    <span class="required">{t!(i18n, field.required)}</span>
                })}
            </span>
        </label>
        <Hint words=words.clone() form/>
        <AnswerProblems path=words.path form/>
    }
}
