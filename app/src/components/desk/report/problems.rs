//! What the third level would stumble over, each with the way to its block. Not here: finding them
//! (`domain`, the server).

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A problem in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemLine {
    /// What is wrong.
    pub words: String,
    /// The block, section or chapter; empty where there is none on the page.
    pub block: String,
    /// Its heading.
    pub place: String,
}

/// The list; nothing wrong is said too.
#[component]
pub fn ReportProblems(
    #[prop(into)] problems: Signal<Vec<ProblemLine>>,
    on_jump: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let entry = move |line: ProblemLine| {
        let ProblemLine {
            words,
            block,
            place,
        } = line;
        let target = block.clone();
        let jump = (!block.is_empty()).then(|| {
            view! {
                <button
                    type="button" class="button button-link"
                    data-test=format!("problem-{block}")
                    on:click=move |_| on_jump.run(target.clone())
                >
                    {place}
                </button>
            }
        });
        view! { <li><Icon name=IconName::Problem/><span>{words}" "{jump}</span></li> }
    };
    let none = move || problems.with(Vec::is_empty);
    view! {
        <section class="side-part" data-test="report-problems">
            <h3>{t!(i18n, reports.problems)}</h3>
            <p class="verdict verdict-good" hidden=move || !none()>
                <Icon name=IconName::Done/>{t!(i18n, reports.no_problems)}
            </p>
            <ul class="plain-list problem-list">
                {move || problems.get().into_iter().map(entry).collect_view()}
            </ul>
        </section>
    }
}
