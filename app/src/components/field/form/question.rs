//! One question: its wording, its control by type, and what is wrong with the answer. Not here: the
//! controls themselves.

use domain::fieldwork::AttachmentKind;
use domain::instrument::{Node, QuestionType, Translations};
use leptos::prelude::*;

use super::audio::AudioControl;
use super::barcode::BarcodeControl;
use super::check::CheckRow;
use super::choices::{ChoiceList, ManyChoices, ScaleChoices};
use super::drawing::{Annotation, Drawing};
use super::file::FileControl;
use super::geopoint::GeopointControl;
use super::handle::{FormHandle, refusal_wording};
use super::inputs::{Acknowledgement, InputKind, TextControl};
use super::photo::PhotoSlot;
use super::picker::ChoicePicker;
use super::range::{RangeControl, RangeEnds};
use super::rank::RankControl;
use super::signature::SignaturePad;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A list longer than this is searched in a sheet instead of drawn.
const DRAWN_CHOICES: usize = 60;

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
    let Some(words) = QuestionWords::of(&node) else {
        return ().into_any();
    };
    let Some(body) = control(node, words.clone(), companions, form) else {
        return ().into_any();
    };
    let asked = form.asked(&words.path);
    let id = element_id(&words.path);
    view! { <div class="question" id=id tabindex="-1" hidden=move || !asked.get()>{body}</div> }
        .into_any()
}

/// The wording and the control; nothing for what is never shown.
fn control(
    node: Node,
    words: QuestionWords,
    companions: Vec<Node>,
    form: FormHandle,
) -> Option<AnyView> {
    let Node::Question {
        question_type,
        evaluation,
        details,
        ..
    } = node
    else {
        return None;
    };
    let unit = evaluation.unit;
    let own = words.clone();
    let grouped = |words: QuestionWords, inner: AnyView| {
        view! { <GroupedQuestion words form>{inner}</GroupedQuestion> }.into_any()
    };
    Some(match question_type {
        QuestionType::Calculate | QuestionType::Hidden | QuestionType::Metadata { .. } => {
            return None;
        }
        QuestionType::Text if words.has("multiline") => typed(words, InputKind::Lines, unit, form),
        QuestionType::Text => typed(words, InputKind::Line, unit, form),
        QuestionType::Integer => typed(words, InputKind::Whole, unit, form),
        QuestionType::Decimal => typed(words, InputKind::Decimal, unit, form),
        QuestionType::Date => typed(words, InputKind::Day, unit, form),
        QuestionType::Time => typed(words, InputKind::Clock, unit, form),
        QuestionType::DateTime => typed(words, InputKind::Moment, unit, form),
        QuestionType::Note => view! { <NoteText words form/> }.into_any(),
        QuestionType::Acknowledge => view! { <Acknowledgement words form/> }.into_any(),
        QuestionType::Range { start, end, step } => {
            let ends = RangeEnds { start, end, step };
            let inner = view! { <RangeControl words=own ends unit form/> }.into_any();
            view! { <LabelledQuestion words form>{inner}</LabelledQuestion> }.into_any()
        }
        QuestionType::Barcode => {
            let inner = view! { <BarcodeControl words=own form/> }.into_any();
            view! { <LabelledQuestion words form>{inner}</LabelledQuestion> }.into_any()
        }
        QuestionType::SelectOne { .. } if words.has("kp-check") => {
            view! { <CheckRow words companions form/> }.into_any()
        }
        QuestionType::SelectOne { .. } | QuestionType::SelectMultiple { .. } => {
            let several = matches!(question_type, QuestionType::SelectMultiple { .. });
            return Some(select(words, several, &details.list, form));
        }
        QuestionType::Rank { .. } => {
            grouped(words, view! { <RankControl words=own form/> }.into_any())
        }
        QuestionType::Image => image(words, form),
        QuestionType::Audio => grouped(words, view! { <AudioControl words=own form/> }.into_any()),
        QuestionType::File => {
            let (kind, accept) = (AttachmentKind::File, details.accept);
            grouped(
                words,
                view! { <FileControl words=own kind accept form/> }.into_any(),
            )
        }
        QuestionType::Geopoint => grouped(
            words,
            view! { <GeopointControl words=own form/> }.into_any(),
        ),
    })
}

/// What is typed into one input.
fn typed(words: QuestionWords, kind: InputKind, unit: Option<String>, form: FormHandle) -> AnyView {
    let own = words.clone();
    view! {
        <LabelledQuestion words form>
            <TextControl words=own form kind unit/>
        </LabelledQuestion>
    }
    .into_any()
}

/// An image by its appearance: signed, drawn, drawn upon, or photographed.
fn image(words: QuestionWords, form: FormHandle) -> AnyView {
    if words.has("signature") {
        return view! { <SignaturePad words form/> }.into_any();
    }
    if words.has("draw") {
        return view! { <Drawing words form/> }.into_any();
    }
    if words.has("annotate") {
        return view! { <Annotation words form/> }.into_any();
    }
    let own = words.clone();
    let inner = view! { <PhotoSlot words=own form/> }.into_any();
    view! { <GroupedQuestion words form>{inner}</GroupedQuestion> }.into_any()
}

/// A select by the length of its list and its appearance.
fn select(words: QuestionWords, several: bool, list: &str, form: FormHandle) -> AnyView {
    let own = words.clone();
    let length = form.session.with_untracked(|session| {
        let table = session.instrument().lists.get(list);
        let carried = session
            .node(&words.path)
            .map_or(0, |node| node.choices().len());
        table.map_or(carried, |table| table.rows.len())
    });
    let is_picked = words.has("minimal") || words.has("autocomplete") || length > DRAWN_CHOICES;
    if is_picked {
        return view! {
            <LabelledQuestion words form><ChoicePicker words=own several form/></LabelledQuestion>
        }
        .into_any();
    }
    let is_scale = words.has("kp-scale5") || words.has("likert");
    let inner = match (several, is_scale) {
        (true, _) => view! { <ManyChoices words=own form/> }.into_any(),
        (false, true) => view! { <ScaleChoices words=own form/> }.into_any(),
        (false, false) => view! { <ChoiceList words=own form/> }.into_any(),
    };
    view! { <GroupedQuestion words form>{inner}</GroupedQuestion> }.into_any()
}

/// What every question says about itself.
#[derive(Clone, Debug)]
pub struct QuestionWords {
    /// Its form path; inside a repeat with the row's position.
    pub path: String,
    /// Its label per language.
    pub label: Translations,
    /// Its hint per language.
    pub hint: Translations,
    /// Help that a person opens, per language.
    pub guidance: Translations,
    /// How it wants to look.
    pub appearance: String,
    /// Whether the form marks it as required.
    pub required: bool,
    /// Whether the form has a rule by which the answer cannot be changed.
    pub read_only: bool,
}

impl QuestionWords {
    /// Those of a question; a group has none.
    pub fn of(node: &Node) -> Option<Self> {
        let Node::Question {
            path,
            label,
            hint,
            appearance,
            required,
            read_only,
            details,
            ..
        } = node.clone()
        else {
            return None;
        };
        Some(Self {
            path,
            label,
            hint,
            guidance: details.guidance,
            appearance,
            required,
            read_only,
        })
    }

    /// Whether a word stands in the appearance.
    pub fn has(&self, word: &str) -> bool {
        self.appearance.split_whitespace().any(|name| name == word)
    }
}

/// A control with one native input whose id is [`control_id`].
#[component]
pub fn LabelledQuestion(
    words: QuestionWords,
    form: FormHandle,
    children: Children,
) -> impl IntoView {
    let label = form.text(words.label.clone(), &words.path);
    let control = control_id(&words.path);
    let required = words.required;
    view! {
        <label class="question-label" for=control>
            {move || label.get()} <RequiredMark required/>
        </label>
        <Hint words=words.clone() form/>
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
    let label = form.text(words.label.clone(), &words.path);
    let required = words.required;
    view! {
        <fieldset class="question-group" aria-describedby=problems_id(&words.path)>
            <legend class="question-label">
                {move || label.get()} <RequiredMark required/>
            </legend>
            <Hint words=words.clone() form/>
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

/// 必填.
#[component]
pub fn RequiredMark(required: bool) -> impl IntoView {
    let i18n = use_i18n();
    required.then(|| view! { <span class="required">{t!(i18n, field.required)}</span> })
}

/// The hint, and the guidance for whoever opens it.
#[component]
pub fn Hint(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let has_text = |text: &Translations| text.values().any(|text| !text.is_empty());
    let (is_there, is_guided) = (has_text(&words.hint), has_text(&words.guidance));
    let hint = is_there.then(|| {
        let hint = form.text(words.hint, &words.path);
        view! { <p class="question-hint">{move || hint.get()}</p> }
    });
    let guidance = is_guided.then(|| {
        let guidance = form.text(words.guidance, &words.path);
        view! {
            <details class="guidance">
                <summary>{t!(i18n, questions.guidance)}</summary>
                <p>{move || guidance.get()}</p>
            </details>
        }
    });
    view! { {hint} {guidance} }
}

#[component]
fn NoteText(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let label = form.text(words.label.clone(), &words.path);
    view! {
        <p class="question-note">{move || label.get()}</p>
        <Hint words form/>
    }
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
    let own_message = form.required_message(&path);
    let left_out = move || {
        missing.get().then(|| {
            let language = form.language.get();
            match domain::instrument::label(&own_message, &language) {
                "" => t_string!(i18n, field.answer_missing).to_owned(),
                own => own.to_owned(),
            }
        })
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
