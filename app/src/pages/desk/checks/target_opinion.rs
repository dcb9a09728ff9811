//! One reviewer's opinion from one track: four criteria with reasons, and a score. Not here: that
//! one person gives one track only (`domain::target_review`).

use domain::scoring::Points;
use domain::target_review::{Criterion, CriterionOpinion, Track};
use domain::wire::TargetReviewAction;
use leptos::prelude::*;

use super::signing::PassedChoice;
use super::words::{criterion_word, track_name, track_word};
use crate::components::desk::{TextArea, TextLine};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// One criterion as it is filled in.
#[derive(Clone, Copy)]
struct Judged {
    criterion: Criterion,
    passed: RwSignal<Option<bool>>,
    reason: RwSignal<String>,
}

impl Judged {
    fn new(criterion: Criterion) -> Self {
        Self {
            criterion,
            passed: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
        }
    }

    /// `None` until it is judged with a reason.
    fn opinion(self) -> Option<CriterionOpinion> {
        let reason = self.reason.get();
        let passed = self.passed.get()?;
        (!reason.trim().is_empty()).then_some(CriterionOpinion {
            criterion: self.criterion,
            passed,
            reason,
        })
    }

    fn name(self) -> &'static str {
        match self.criterion {
            Criterion::Completeness => "completeness",
            Criterion::Relevance => "relevance",
            Criterion::Feasibility => "feasibility",
            Criterion::Appropriateness => "appropriateness",
        }
    }
}

/// `missing`: the tracks that have not judged.
#[component]
pub fn OpinionForm(
    missing: Vec<Track>,
    #[prop(into)] busy: Signal<bool>,
    on_give: Callback<TargetReviewAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let track = RwSignal::new(None::<Track>);
    let judged = Criterion::ALL.map(Judged::new);
    let score = RwSignal::new(String::new());
    let points = move || Points::parse(&score.get());
    let action = Memo::new(move |_| {
        let criteria: Option<Vec<CriterionOpinion>> =
            judged.into_iter().map(Judged::opinion).collect();
        Some(TargetReviewAction::Give {
            track: track.get()?,
            criteria: criteria?,
            score: points()?,
        })
    });
    let give = move |()| {
        if let Some(action) = action.get_untracked() {
            on_give.run(action);
        }
    };
    let choice = move |offered: Track| {
        view! {
            <label class="radio">
                <input
                    type="radio" name="target-track"
                    data-test=format!("track-{}", track_name(offered))
                    prop:checked=move || track.get() == Some(offered)
                    on:change=move |_| track.set(Some(offered))
                />
                <span>{move || track_word(i18n, offered)}</span>
            </label>
        }
    };
    let is_wrong =
        Signal::derive(move || !score.with(|score| score.trim().is_empty()) && points().is_none());
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <p class="soft">{t!(i18n, checks.track_text)}</p>
            <fieldset class="choices">
                <legend>{t!(i18n, checks.track)}</legend>
                {missing.into_iter().map(choice).collect_view()}
            </fieldset>
            {judged.map(|judged| view! { <CriterionField judged/> }).into_iter().collect_view()}
            <TextLine
                label=said!(i18n, score_of_100) value=score invalid=is_wrong
                data_test="target-score"
            />
            <Button
                kind=ButtonKind::Primary on_click=give data_test="target-give"
                disabled=Signal::derive(move || busy.get() || action.get().is_none())
            >
                {t!(i18n, checks.give_opinion)}
            </Button>
        </form>
    }
}

#[component]
fn CriterionField(judged: Judged) -> impl IntoView {
    let i18n = use_i18n();
    let name = judged.name();
    view! {
        <fieldset class="choices">
            <legend>{move || criterion_word(i18n, judged.criterion)}</legend>
            <PassedChoice name value=judged.passed/>
            <TextArea
                label=said!(i18n, reason) value=judged.reason rows="2"
                data_test=format!("{name}-reason")
            />
        </fieldset>
    }
}
