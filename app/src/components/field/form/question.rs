//! One question: its wording, its control by type, and what is wrong with the answer. Not here: the
//! controls themselves.

use domain::instrument::{Node, QuestionType, Translations};
use leptos::prelude::*;

use super::check::CheckRow;
use super::choices::{ChoiceList, ChoiceMenu, ManyChoices, ScaleChoices};
use super::geopoint::GeopointControl;
use super::handle::{FormHandle, refusal_wording};
use super::inputs::{Acknowledgement, InputKind, TextControl};
use super::photo::PhotoSlot;
use super::signature::SignaturePad;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The id of a question's element, the target of links to it.
pub fn element_id(path: &str) -> String {
    format!("q{path}")
}

/// A question of any type. `companions` are those that belong to a check (`<check>_note` …).
pub fn question_view(node: &Node, companions: Vec<Node>, form: FormHandle) -> AnyView {
    let node = node.clone();
    view! { <QuestionView node companions form/> }.into_any()
}

/// Hidden, but kept on the page, while the question is not asked, so that nothing typed is lost.
#[component]
pub fn QuestionView(node: Node, companions: Vec<Node>, form: FormHandle) -> impl IntoView {
    let Node::Question {
        path,
        question_type,
        label,
        hint,
        appearance,
        required,
        evaluation,
        ..
    } = node.clone()
    else {
        return ().into_any();
    };
    let asked = form.asked(&path);
    let shown = move || !asked.get();
    let unit = evaluation.unit.clone();
    let frame = QuestionWords {
        path: path.clone(),
        label,
        hint,
        required,
    };
    let has = |word: &str| appearance.split_whitespace().any(|name| name == word);
    let text = |kind: InputKind| {
        let (words, path, unit) = (frame.clone(), path.clone(), unit.clone());
        view! { <LabelledQuestion words form><TextControl path form kind unit/></LabelledQuestion> }
            .into_any()
    };
    let body = match question_type {
        QuestionType::Calculate | QuestionType::Hidden | QuestionType::Metadata { .. } => {
            return ().into_any();
        }
        // Their own controls come with the field screens of this release.
        QuestionType::Range { .. } => text(InputKind::Decimal),
        QuestionType::Rank { .. }
        | QuestionType::Barcode
        | QuestionType::Audio
        | QuestionType::File => text(InputKind::Line),
        QuestionType::Text if has("multiline") => text(InputKind::Lines),
        QuestionType::Text => text(InputKind::Line),
        QuestionType::Integer => text(InputKind::Whole),
        QuestionType::Decimal => text(InputKind::Decimal),
        QuestionType::Date => text(InputKind::Day),
        QuestionType::Time => text(InputKind::Clock),
        QuestionType::DateTime => text(InputKind::Moment),
        QuestionType::Note => view! { <NoteText label=frame.label.clone() form/> }.into_any(),
        QuestionType::Acknowledge => {
            let words = frame.clone();
            view! { <Acknowledgement words form/> }.into_any()
        }
        QuestionType::SelectOne { choices } if has("kp-check") => {
            let words = frame.clone();
            view! { <CheckRow words choices companions form/> }.into_any()
        }
        QuestionType::SelectOne { choices } if has("minimal") => {
            let (words, path) = (frame.clone(), path.clone());
            view! {
                <LabelledQuestion words form><ChoiceMenu path choices form/></LabelledQuestion>
            }
            .into_any()
        }
        QuestionType::SelectOne { choices } if has("kp-scale5") || has("likert") => {
            let (words, path) = (frame.clone(), path.clone());
            view! {
                <GroupedQuestion words form><ScaleChoices path choices form/></GroupedQuestion>
            }
            .into_any()
        }
        QuestionType::SelectOne { choices } => {
            let (words, path) = (frame.clone(), path.clone());
            view! {
                <GroupedQuestion words form>
                    <ChoiceList path choices required form/>
                </GroupedQuestion>
            }
            .into_any()
        }
        QuestionType::SelectMultiple { choices } => {
            let (words, path) = (frame.clone(), path.clone());
            view! { <GroupedQuestion words form><ManyChoices path choices form/></GroupedQuestion> }
                .into_any()
        }
        QuestionType::Image if has("signature") => {
            let words = frame.clone();
            view! { <SignaturePad words form/> }.into_any()
        }
        QuestionType::Image => {
            let (words, path) = (frame.clone(), path.clone());
            view! { <GroupedQuestion words form><PhotoSlot path form/></GroupedQuestion> }
                .into_any()
        }
        QuestionType::Geopoint => {
            let (words, path) = (frame.clone(), path.clone());
            view! { <GroupedQuestion words form><GeopointControl path form/></GroupedQuestion> }
                .into_any()
        }
    };
    view! { <div class="question" id=element_id(&path) tabindex="-1" hidden=shown>{body}</div> }
        .into_any()
}

/// What every question says about itself.
#[derive(Clone, Debug)]
pub struct QuestionWords {
    /// Its form path.
    pub path: String,
    /// Its label per language.
    pub label: Translations,
    /// Its hint per language.
    pub hint: Translations,
    /// Whether the form marks it as required.
    pub required: bool,
}

/// A control with one native input whose id is [`control_id`].
#[component]
pub fn LabelledQuestion(
    words: QuestionWords,
    form: FormHandle,
    children: Children,
) -> impl IntoView {
    let label = form.text(words.label);
    let control = control_id(&words.path);
    let required = words.required;
    view! {
        <label class="question-label" for=control>
            {move || label.get()} <RequiredMark required/>
        </label>
        <Hint hint=words.hint form/>
        {children()}
        <AnswerProblems path=words.path form/>
    }
}

/// A control made of several inputs.
#[component]
pub fn GroupedQuestion(
    words: QuestionWords,
    form: FormHandle,
    children: Children,
) -> impl IntoView {
    let label = form.text(words.label);
    let required = words.required;
    view! {
        <fieldset class="question-group" aria-describedby=problems_id(&words.path)>
            <legend class="question-label">
                {move || label.get()} <RequiredMark required/>
            </legend>
            <Hint hint=words.hint form/>
            {children()}
        </fieldset>
        <AnswerProblems path=words.path form/>
    }
}

/// The id of a question's only input.
pub fn control_id(path: &str) -> String {
    format!("c{path}")
}

/// The id of the element that says what is wrong.
pub fn problems_id(path: &str) -> String {
    format!("e{path}")
}

#[component]
fn RequiredMark(required: bool) -> impl IntoView {
    let i18n = use_i18n();
    required.then(|| view! { <span class="required">{t!(i18n, field.required)}</span> })
}

#[component]
fn Hint(hint: Translations, form: FormHandle) -> impl IntoView {
    let is_there = hint.values().any(|text| !text.is_empty());
    let hint = form.text(hint);
    is_there.then(|| view! { <p class="question-hint">{move || hint.get()}</p> })
}

#[component]
fn NoteText(label: Translations, form: FormHandle) -> impl IntoView {
    let label = form.text(label);
    view! { <p class="question-note">{move || label.get()}</p> }
}

/// Missing, refused, too few photos, and what the reviewer wrote; announced politely.
#[component]
pub fn AnswerProblems(path: String, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let missing = form.missing(&path);
    let refusal = form.refusal(&path);
    let short = form.photos_short(&path);
    let note = form.note(&path);
    let refused = move || {
        refusal.get().map(|refusal| {
            refusal_wording(&refusal, &form.language.get())
                .unwrap_or_else(|| t_string!(i18n, field.answer_does_not_fit).to_owned())
        })
    };
    let asked_for = move || {
        let (expected, found) = short.get()?;
        Some(t_string!(i18n, field.photos_short, expected = expected, found = found).to_string())
    };
    let left_out = move || {
        missing
            .get()
            .then(|| t_string!(i18n, field.answer_missing).to_owned())
    };
    let line = |text: String| {
        view! { <p class="question-problem"><Icon name=IconName::Problem/> {text}</p> }
    };
    view! {
        <div id=problems_id(&path) class="question-problems" aria-live="polite">
            {move || left_out().map(line)} {move || refused().map(line)}
            {move || asked_for().map(line)}
            {move || note.get().map(|text| view! {
                <p class="question-review">
                    <strong>{t!(i18n, field.reviewer_note)}</strong> " " {text}
                </p>
            })}
        </div>
    }
}
