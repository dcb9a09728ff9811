//! One text that is sent when the person leaves the field or presses Enter. What was typed stays,
//! whatever the server answers.

use leptos::prelude::*;

/// A field with its label; `on_commit` runs when the text differs from `value`.
#[component]
pub fn TextField(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    on_commit: Callback<String>,
    /// What to write here.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// A text of several lines.
    #[prop(optional)]
    long: bool,
    /// Code rather than words: an expression, a name.
    #[prop(optional)]
    code: bool,
    #[prop(into, optional)] id: Option<String>,
    #[prop(into, optional)] data_test: Option<String>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let commit = move |typed: String| {
        if typed.trim() != value.get_untracked() {
            on_commit.run(typed.trim().to_owned());
        }
    };
    let input = if long {
        view! {
            <textarea
                id=id rows="2" class:code-input=code data-test=data_test
                prop:value=move || value.get()
                on:change:target=move |event| commit(event.target().value())
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id type="text" autocomplete="off" class:code-input=code data-test=data_test
                spellcheck=if code { "false" } else { "true" }
                prop:value=move || value.get()
                on:change:target=move |event| commit(event.target().value())
            />
        }
        .into_any()
    };
    view! {
        <label class="field">
            <span>{move || label.get()}</span>
            {input}
            {hint.map(|hint| view! { <small>{move || hint.get()}</small> })}
        </label>
    }
}
