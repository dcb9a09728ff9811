//! The one button. Not here: links that look like buttons (`a.button` in components.css).

use leptos::prelude::*;

/// How loud a button is. At most one `Primary` stands on a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The next step.
    Primary,
    /// Everything else.
    #[default]
    Secondary,
    /// Sends back, removes.
    Danger,
    /// No border: in rows and bars.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            ButtonKind::Primary => "button button-primary",
            ButtonKind::Secondary => "button",
            ButtonKind::Danger => "button button-danger",
            ButtonKind::Quiet => "button button-quiet",
        }
    }
}

/// A native `<button type="button">` of at least 44 px.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(into)] on_click: Callback<()>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] data_test: Option<String>,
    /// For buttons whose content is only an icon.
    #[prop(into, optional)]
    label: Option<Signal<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=kind.class()
            disabled=move || disabled.get()
            aria-label=move || label.map(|label| label.get())
            data-test=data_test
            on:click=move |_| on_click.run(())
        >
            {children()}
        </button>
    }
}
