//! The languages of a form that has several, side by side. Not here: the language of the screen.

use leptos::prelude::*;

use crate::i18n::*;

/// `中文 (zh)` is shown as `中文`.
fn shown_name(language: &str) -> String {
    let name = language.split_once(" (").map_or(language, |(name, _)| name);
    name.trim().to_owned()
}

/// One button per language; nothing for a form in one language.
#[component]
pub fn FormLanguages(
    /// As the workbook names them.
    languages: Vec<String>,
    #[prop(into)] chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let several = languages.len() > 1;
    let button = move |language: String| {
        let own = language.clone();
        let pressed = move || chosen.with(|chosen| *chosen == own).to_string();
        let name = shown_name(&language);
        let test = format!("form-language-{language}");
        view! {
            <button
                type="button" class="switch-option" aria-pressed=pressed data-test=test
                on:click=move |_| on_choose.run(language.clone())
            >
                {name}
            </button>
        }
    };
    several.then(|| {
        view! {
            <div
                class="switch form-languages" role="group"
                aria-label=move || t_string!(i18n, questions.form_language)
            >
                {languages.into_iter().map(button).collect_view()}
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::shown_name;

    #[test]
    fn a_language_is_shown_by_its_own_name() {
        assert_eq!(shown_name("中文 (zh)"), "中文");
        assert_eq!(shown_name("English"), "English");
    }
}
