//! Putting choices in order: a tap gives the next place, arrows move a placed one. What is placed
//! so far is saved at once; what has no place yet stands below.

use domain::instrument::Choice;
use leptos::prelude::*;

use super::handle::FormHandle;
use super::question::QuestionWords;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A name of an answer moved one place up or down; the answer as it was where it cannot move.
fn moved(answer: &str, name: &str, up: bool) -> String {
    let mut names: Vec<&str> = answer.split_whitespace().collect();
    let Some(place) = names.iter().position(|known| *known == name) else {
        return answer.to_owned();
    };
    let other = match up {
        true => place.checked_sub(1),
        false => Some(place + 1).filter(|other| *other < names.len()),
    };
    if let Some(other) = other {
        names.swap(place, other);
    }
    names.join(" ")
}

/// The answer without a name, or with it at the end.
fn placed(answer: &str, name: &str, on: bool) -> String {
    let mut names: Vec<&str> = answer.split_whitespace().filter(|n| *n != name).collect();
    if on {
        names.push(name);
    }
    names.join(" ")
}

/// The places given so far, and what is left.
#[component]
pub fn RankControl(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let value = form.value(&path);
    let offered = form.offered(&path);
    let own_path = StoredValue::new(path.clone());
    let give = move |answer: String| form.give(&own_path.get_value(), answer);
    let in_order = move || -> Vec<Choice> {
        let given = value.get();
        offered.with(|offered| {
            let named = |name| offered.iter().find(|choice| choice.name == name).cloned();
            given.split_whitespace().filter_map(named).collect()
        })
    };
    let left = move || -> Vec<Choice> {
        let given = value.get();
        let is_left = |choice: &&Choice| !given.split_whitespace().any(|name| name == choice.name);
        offered.with(|offered| offered.iter().filter(is_left).cloned().collect())
    };
    let standing = move |(place, choice): (usize, Choice)| {
        let name = StoredValue::new(choice.name.clone());
        let label = form.text(choice.label, &own_path.get_value());
        let shift = move |up: bool| {
            give(name.with_value(|name| moved(&value.get_untracked(), name, up)));
        };
        let take_back = move |_| {
            give(name.with_value(|name| placed(&value.get_untracked(), name, false)));
        };
        view! {
            <li class="rank-item">
                <span class="rank-place number">{place + 1}</span>
                <span class="rank-label">{move || label.get()}</span>
                <span class="rank-steps" hidden=move || fixed.get()>
                    <button
                        type="button" class="button button-quiet" disabled=place == 0
                        aria-label=move || {
                            t_string!(i18n, questions.rank_up, name = label.get()).to_string()
                        }
                        on:click=move |_| shift(true)
                    >
                        <Icon name=IconName::Up/>
                    </button>
                    <button
                        type="button" class="button button-quiet"
                        aria-label=move || {
                            t_string!(i18n, questions.rank_down, name = label.get()).to_string()
                        }
                        on:click=move |_| shift(false)
                    >
                        <Icon name=IconName::Down/>
                    </button>
                    <button
                        type="button" class="button button-quiet"
                        aria-label=move || {
                            let name = label.get();
                            t_string!(i18n, questions.rank_take_back, name = name).to_string()
                        }
                        on:click=take_back
                    >
                        <Icon name=IconName::Close/>
                    </button>
                </span>
            </li>
        }
    };
    let waiting = move |choice: Choice| {
        let name = StoredValue::new(choice.name.clone());
        let label = form.text(choice.label, &own_path.get_value());
        let place = move |_| {
            give(name.with_value(|name| placed(&value.get_untracked(), name, true)));
        };
        view! {
            <button
                type="button" class="choice rank-waiting" disabled=move || fixed.get()
                data-test=format!("rank-{}-{}", own_path.get_value(), choice.name)
                on:click=place
            >
                {move || label.get()}
            </button>
        }
    };
    let none_left = move || left().is_empty();
    view! {
        <div class="rank">
            <ol class="rank-order" data-test=format!("ranked-{path}") aria-live="polite">
                {move || in_order().into_iter().enumerate().map(standing).collect_view()}
            </ol>
            <p class="question-hint" hidden=none_left>{t!(i18n, questions.rank_tap)}</p>
            <div class="answer-choices">
                {move || left().into_iter().map(waiting).collect_view()}
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{moved, placed};

    #[test]
    fn a_choice_moves_by_one_place_and_not_over_the_ends() {
        assert_eq!(moved("a b c", "c", true), "a c b");
        assert_eq!(moved("a b c", "a", true), "a b c");
        assert_eq!(moved("a b c", "c", false), "a b c");
        assert_eq!(moved("a b", "x", true), "a b");
    }

    #[test]
    fn a_tap_gives_the_next_place() {
        assert_eq!(placed("", "b", true), "b");
        assert_eq!(placed("b", "a", true), "b a");
        assert_eq!(placed("b a", "b", false), "a");
    }
}
