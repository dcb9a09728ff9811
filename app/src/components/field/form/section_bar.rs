//! The sections of a form, each done, open or with a problem; a tap goes there.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// How a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionMark {
    /// Nothing required is open.
    Done,
    /// Something required is unanswered.
    Open,
    /// An answer is refused, or the reviewer wrote a note.
    Problem,
}

/// One entry of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionStep {
    /// The group's form path.
    pub path: String,
    /// Its label in the screen's language.
    pub label: String,
    /// How it stands.
    pub mark: SectionMark,
    /// Answered and asked.
    pub count: (usize, usize),
}

/// The bar; the current section is announced as the current step.
#[component]
pub fn SectionBar(
    #[prop(into)] steps: Signal<Vec<SectionStep>>,
    #[prop(into)] current: Signal<String>,
    on_go: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |step: SectionStep| {
        let path = StoredValue::new(step.path.clone());
        let is_current = move || path.with_value(|path| current.with(|current| current == path));
        let (class, icon) = match step.mark {
            SectionMark::Done => ("section-step step-done", IconName::Done),
            SectionMark::Open => ("section-step step-open", IconName::Clock),
            SectionMark::Problem => ("section-step step-problem", IconName::Problem),
        };
        let word = move || match step.mark {
            SectionMark::Done => t_string!(i18n, field.section_done),
            SectionMark::Open => t_string!(i18n, field.section_open),
            SectionMark::Problem => t_string!(i18n, field.section_problem),
        };
        view! {
            <li>
                <button
                    type="button" class=class data-test=format!("section-{}", step.path)
                    aria-current=move || is_current().then_some("step")
                    on:click=move |_| on_go.run(path.get_value())
                >
                    <span class="section-name">{step.label}</span>
                    <span class="section-state">
                        <Icon name=icon/> {word} " " {format!("{}/{}", step.count.0, step.count.1)}
                    </span>
                </button>
            </li>
        }
    };
    view! {
        <nav class="section-bar" aria-label=move || t_string!(i18n, field.sections)>
            <ol>{move || steps.get().into_iter().map(step).collect_view()}</ol>
        </nav>
    }
}
