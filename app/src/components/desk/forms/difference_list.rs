//! What changed between two versions of a form, readable for who does not know XLSForm.

use domain::instrument::{NodeChange, NodeDifference, Translations};
use leptos::prelude::*;

use super::words::{column_word, in_words, type_word};
use crate::components::desk::words::Words;
use crate::i18n::*;

/// One entry for each question or group, in the order given.
#[component]
pub fn DifferenceList(differences: Vec<NodeDifference>) -> impl IntoView {
    let i18n = use_i18n();
    let none = differences.is_empty();
    let entry = |difference: NodeDifference| {
        let label = difference.label.clone();
        let changes = difference.changes.clone();
        view! {
            <li class="difference">
                <p class="difference-head">
                    <strong>{move || in_words(i18n, &label)}</strong> " "
                    <span class="code soft">{difference.path}</span>
                </p>
                {changes.into_iter().map(|change| view! { <ChangeLine change/> }).collect_view()}
            </li>
        }
    };
    view! {
        <p hidden=!none>{t!(i18n, forms.no_difference)}</p>
        <ul class="differences" data-test="differences">
            {differences.into_iter().map(entry).collect_view()}
        </ul>
    }
}

/// A change: its sign, what it is, before → after.
#[component]
fn ChangeLine(change: NodeChange) -> impl IntoView {
    let i18n = use_i18n();
    let (class, sign) = match &change {
        NodeChange::Added => ("change change-added", "+"),
        NodeChange::Removed => ("change change-removed", "−"),
        NodeChange::Moved { .. } => ("change", "↕"),
        _ => ("change", "≠"),
    };
    let words = {
        let change = change.clone();
        move || what(i18n, &change)
    };
    let parts = move || before_after(i18n, &change);
    view! {
        <div class=class>
            <span class="change-sign" aria-hidden="true">{sign}</span>
            <span class="change-what">{words}</span>
            {move || parts().map(|(before, after)| view! {
                <span class="change-values">
                    <del>{before}</del> " → " <ins>{after}</ins>
                </span>
            })}
        </div>
    }
}

fn what(i18n: Words, change: &NodeChange) -> String {
    match change {
        NodeChange::Added => t_string!(i18n, forms.change_added).to_owned(),
        NodeChange::Removed => t_string!(i18n, forms.change_removed).to_owned(),
        NodeChange::Moved { .. } => t_string!(i18n, forms.change_moved).to_owned(),
        NodeChange::Retyped { .. } => t_string!(i18n, forms.question_type).to_owned(),
        NodeChange::Reworded { text, .. } => column_word(i18n, text),
        NodeChange::RuleChanged { rule, .. } => column_word(i18n, rule),
        NodeChange::ColumnChanged { column, .. } => column_word(i18n, column),
        NodeChange::ChoicesChanged {
            added,
            removed,
            reworded,
            rescored,
            reordered,
        } => {
            let mut parts = Vec::new();
            for (names, word) in [
                (labels(i18n, added), t_string!(i18n, forms.choices_added)),
                (
                    labels(i18n, removed),
                    t_string!(i18n, forms.choices_removed),
                ),
                (reworded.join("、"), t_string!(i18n, forms.choices_reworded)),
                (rescored.join("、"), t_string!(i18n, forms.choices_rescored)),
            ] {
                if !names.is_empty() {
                    parts.push(format!("{word} {names}"));
                }
            }
            if *reordered {
                parts.push(t_string!(i18n, forms.choices_reordered).to_owned());
            }
            format!("{} {}", t_string!(i18n, forms.choices), parts.join(" · "))
        }
    }
}

fn labels(i18n: Words, choices: &std::collections::BTreeMap<String, Translations>) -> String {
    let words = choices
        .iter()
        .map(|(name, label)| match in_words(i18n, label) {
            words if words.is_empty() => name.clone(),
            words => words,
        });
    words.collect::<Vec<_>>().join("、")
}

fn before_after(i18n: Words, change: &NodeChange) -> Option<(String, String)> {
    let shown = |text: &str| match text {
        "" => t_string!(i18n, forms.nothing).to_owned(),
        text => text.to_owned(),
    };
    match change {
        NodeChange::Moved {
            from_group,
            to_group,
        } if from_group != to_group => Some((shown(from_group), shown(to_group))),
        NodeChange::Retyped { from, to } => Some((type_word(i18n, from), type_word(i18n, to))),
        NodeChange::Reworded { from, to, .. } => Some(reworded(from, to, shown)),
        NodeChange::RuleChanged { from, to, .. } | NodeChange::ColumnChanged { from, to, .. } => {
            Some((shown(from), shown(to)))
        }
        _ => None,
    }
}

/// Only the languages whose text changed.
fn reworded(
    from: &Translations,
    to: &Translations,
    shown: impl Fn(&str) -> String,
) -> (String, String) {
    let of = |texts: &Translations, language: &str| {
        shown(texts.get(language).map_or("", String::as_str))
    };
    let languages: std::collections::BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let changed = languages
        .into_iter()
        .filter(|language| from.get(*language) != to.get(*language));
    let (before, after): (Vec<_>, Vec<_>) = changed
        .map(|language| (of(from, language), of(to, language)))
        .unzip();
    (before.join(" / "), after.join(" / "))
}
