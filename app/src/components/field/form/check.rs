//! A check: four segments 是 · 否 · 不适用 · 无法核实; what the form asks after a 否 unfolds in
//! place.
//! Not here: which questions a 否 demands (the form's relevance), findings (`domain`).

use domain::instrument::{Node, QuestionType};
use leptos::prelude::*;

use super::choices::RadioChoices;
use super::handle::FormHandle;
use super::inputs::{InputKind, TextControl};
use super::question::{
    GroupedQuestion, LabelledQuestion, QuestionWords, element_id, question_view,
};
use crate::i18n::*;

/// A check with the questions that belong to it.
#[component]
pub fn CheckRow(words: QuestionWords, companions: Vec<Node>, form: FormHandle) -> impl IntoView {
    let (path, read_only) = (words.path.clone(), words.read_only);
    let asked: Vec<Memo<bool>> = companions
        .iter()
        .map(|node| form.asked(node.path()))
        .collect();
    let folded = move || !asked.iter().any(|asked| asked.get());
    let inner: Vec<AnyView> = companions
        .iter()
        .map(|node| companion(node, form))
        .collect();
    view! {
        <div class="kp-check">
            <GroupedQuestion words form>
                <div class="segments" role="radiogroup">
                    <RadioChoices path read_only form class="segment"/>
                </div>
            </GroupedQuestion>
            <div class="check-unfold" hidden=folded>{inner}</div>
        </div>
    }
}

/// A text among the companions gets phrases to tap, a list becomes segments; the rest is as
/// anywhere else.
fn companion(node: &Node, form: FormHandle) -> AnyView {
    let (Node::Question { question_type, .. }, Some(words)) = (node, QuestionWords::of(node))
    else {
        return ().into_any();
    };
    let (path, read_only) = (words.path.clone(), words.read_only);
    let asked = form.asked(&path);
    let id = element_id(&path);
    let own = words.clone();
    let body = match question_type {
        QuestionType::Text => view! {
            <LabelledQuestion words form>
                <Phrases path form/>
                <TextControl words=own form kind=InputKind::Lines unit=None/>
            </LabelledQuestion>
        }
        .into_any(),
        QuestionType::SelectOne { .. } => view! {
            <GroupedQuestion words form>
                <div class="segments" role="radiogroup">
                    <RadioChoices path read_only form class="segment"/>
                </div>
            </GroupedQuestion>
        }
        .into_any(),
        _ => return question_view(node, Vec::new(), form),
    };
    view! { <div class="question" id=id tabindex="-1" hidden=move || !asked.get()>{body}</div> }
        .into_any()
}

/// Phrases that a tap adds to the text.
#[component]
fn Phrases(path: String, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let value = form.value(&path);
    let path = StoredValue::new(path);
    let phrases = move || {
        [
            t_string!(i18n, field.phrase_crack),
            t_string!(i18n, field.phrase_pothole),
            t_string!(i18n, field.phrase_settlement),
            t_string!(i18n, field.phrase_missing),
            t_string!(i18n, field.phrase_damaged),
            t_string!(i18n, field.phrase_blocked),
            t_string!(i18n, field.phrase_collapse),
            t_string!(i18n, field.phrase_unreadable),
            t_string!(i18n, field.phrase_unfinished),
            t_string!(i18n, field.phrase_not_as_contracted),
        ]
    };
    let button = move |phrase: &'static str| {
        let add = move |_| {
            let separator = t_string!(i18n, field.phrase_separator);
            let text = match value.get_untracked() {
                text if text.is_empty() => phrase.to_owned(),
                text => format!("{text}{separator}{phrase}"),
            };
            form.give(&path.get_value(), text);
        };
        view! { <button type="button" class="phrase" on:click=add>{phrase}</button> }
    };
    view! {
        <div
            class="phrases" role="group" hidden=move || form.locked.get()
            aria-label=move || t_string!(i18n, field.phrases)
        >
            {move || phrases().map(button).collect_view()}
        </div>
    }
}
