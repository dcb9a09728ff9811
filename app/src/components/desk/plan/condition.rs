//! When a site counts, by picking: a test, questions, answers. A condition put together from others
//! stays as it is until it is replaced. Not here: whether it holds (`domain::scoring`).

use domain::indicator::Condition;
use domain::wire::BindableQuestion;
use leptos::prelude::*;

use super::field_source::question_options;
use super::fields::{CheckList, SelectField};
use crate::i18n::*;

/// A condition taken apart: the test's name, its questions, its answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Picked {
    test: String,
    paths: Vec<String>,
    values: Vec<String>,
}

fn picked(condition: Option<&Condition>) -> Picked {
    let of = |test: &str, paths: Vec<String>, values: &[String]| Picked {
        test: test.to_owned(),
        paths,
        values: values.to_vec(),
    };
    match condition {
        None => of("none", Vec::new(), &[]),
        Some(Condition::OneOf { path, values }) => of("one_of", vec![path.clone()], values),
        Some(Condition::AllOneOf { paths, values }) => of("all_one_of", paths.clone(), values),
        Some(Condition::AnyOneOf { paths, values }) => of("any_one_of", paths.clone(), values),
        Some(Condition::Answered { paths }) => of("answered", paths.clone(), &[]),
        Some(Condition::LaterThan { path, than }) => {
            of("later_than", vec![path.clone(), than.clone()], &[])
        }
        Some(Condition::All { .. } | Condition::Any { .. } | Condition::Not { .. }) => {
            of("composed", Vec::new(), &[])
        }
    }
}

fn put_together(picked: &Picked) -> Option<Condition> {
    let (paths, values) = (picked.paths.clone(), picked.values.clone());
    let path = |place: usize| paths.get(place).cloned().unwrap_or_default();
    Some(match picked.test.as_str() {
        "one_of" => Condition::OneOf {
            path: path(0),
            values,
        },
        "all_one_of" => Condition::AllOneOf { paths, values },
        "any_one_of" => Condition::AnyOneOf { paths, values },
        "answered" => Condition::Answered { paths },
        "later_than" => Condition::LaterThan {
            path: path(0),
            than: path(1),
        },
        _ => return None,
    })
}

/// The condition of one field source.
#[component]
pub fn ConditionEditor(
    condition: Memo<Option<Condition>>,
    questions: Memo<Vec<BindableQuestion>>,
    set: Callback<Option<Condition>>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = Memo::new(move |_| condition.with(|it| picked(it.as_ref())));
    let kind = Memo::new(move |_| chosen.with(|it| it.test.clone()));
    let change = move |write: &dyn Fn(&mut Picked)| {
        let mut changed = chosen.get_untracked();
        write(&mut changed);
        set.run(put_together(&changed));
    };
    let kinds = Signal::derive(move || {
        let option = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        let mut all = vec![
            option("none", t_string!(i18n, plan.test_none)),
            option("one_of", t_string!(i18n, plan.test_one_of)),
            option("all_one_of", t_string!(i18n, plan.test_all_one_of)),
            option("any_one_of", t_string!(i18n, plan.test_any_one_of)),
            option("answered", t_string!(i18n, plan.test_answered)),
            option("later_than", t_string!(i18n, plan.test_later_than)),
        ];
        if kind.get() == "composed" {
            all.push(option("composed", t_string!(i18n, plan.test_composed)));
        }
        all
    });
    let pick = Callback::new(move |test: String| {
        if test != "composed" {
            change(&|it| it.test.clone_from(&test));
        }
    });
    let put = Callback::new(move |changed: Picked| set.run(put_together(&changed)));
    let name = StoredValue::new(test);
    let with_values = move || kind.with(|kind| kind.ends_with("one_of"));
    view! {
        <SelectField
            label=plan_text!(i18n, condition) options=kinds
            value=Signal::derive(move || kind.get())
            on_pick=pick data_test=format!("{}-condition", name.get_value())
        />
        {move || match kind.get().as_str() {
            "one_of" => one_question(chosen, questions, put, 0, name),
            "later_than" => {
                let first = one_question(chosen, questions, put, 0, name);
                let second = one_question(chosen, questions, put, 1, name);
                view! { {first}{second} }.into_any()
            }
            "all_one_of" | "any_one_of" | "answered" => {
                view! { <Several chosen questions put name/> }.into_any()
            }
            "composed" => view! { <Composed condition/> }.into_any(),
            _ => ().into_any(),
        }}
        <Show when=with_values><Answers chosen questions put name/></Show>
    }
}

/// The question at a place of the condition.
fn one_question(
    chosen: Memo<Picked>,
    questions: Memo<Vec<BindableQuestion>>,
    put: Callback<Picked>,
    place: usize,
    name: StoredValue<String>,
) -> AnyView {
    let i18n = use_i18n();
    let path =
        Signal::derive(move || chosen.with(|it| it.paths.get(place).cloned().unwrap_or_default()));
    let options = Signal::derive(move || {
        let blank = (
            String::new(),
            t_string!(i18n, plan.pick_question).to_owned(),
        );
        let all = questions.with(|all| question_options(i18n, all, &[path.get()]));
        std::iter::once(blank).chain(all).collect::<Vec<_>>()
    });
    let pick = Callback::new(move |path: String| {
        let mut changed = chosen.get_untracked();
        changed
            .paths
            .resize(changed.paths.len().max(place + 1), String::new());
        if let Some(there) = changed.paths.get_mut(place) {
            *there = path;
        }
        put.run(changed);
    });
    let label = Signal::derive(move || match place {
        0 => t_string!(i18n, plan.question).to_owned(),
        _ => t_string!(i18n, plan.later_than_what).to_owned(),
    });
    view! {
        <SelectField
            label options value=path on_pick=pick
            data_test=format!("{}-asked-{place}", name.get_value())
        />
    }
    .into_any()
}

#[component]
fn Several(
    chosen: Memo<Picked>,
    questions: Memo<Vec<BindableQuestion>>,
    put: Callback<Picked>,
    name: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let paths = Signal::derive(move || chosen.with(|it| it.paths.clone()));
    let options =
        Signal::derive(move || questions.with(|all| question_options(i18n, all, &paths.get())));
    view! {
        <CheckList
            label=plan_text!(i18n, questions) options chosen=paths
            on_change=Callback::new(move |paths| {
                put.run(Picked { paths, ..chosen.get_untracked() });
            })
            data_test=format!("{}-asked", name.get_value())
        />
    }
}

/// The answers that count: the choices of the chosen questions.
#[component]
fn Answers(
    chosen: Memo<Picked>,
    questions: Memo<Vec<BindableQuestion>>,
    put: Callback<Picked>,
    name: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let values = Signal::derive(move || chosen.with(|it| it.values.clone()));
    let options = Signal::derive(move || {
        let paths = chosen.with(|it| it.paths.clone());
        let mut options: Vec<(String, String)> = Vec::new();
        questions.with(|all| {
            let asked = all.iter().filter(|question| paths.contains(&question.path));
            for choice in asked.flat_map(|question| &question.choices) {
                if !options.iter().any(|(known, _)| *known == choice.0) {
                    options.push(choice.clone());
                }
            }
        });
        for value in values.get() {
            if !options.iter().any(|(known, _)| *known == value) {
                options.push((value.clone(), value));
            }
        }
        options
    });
    view! {
        <CheckList
            label=plan_text!(i18n, answers) options chosen=values
            on_change=Callback::new(move |values| {
                put.run(Picked { values, ..chosen.get_untracked() });
            })
            data_test=format!("{}-answers", name.get_value())
        />
    }
}

/// A condition of several parts: what it reads, as it is.
#[component]
fn Composed(condition: Memo<Option<Condition>>) -> impl IntoView {
    let i18n = use_i18n();
    let paths = move || {
        condition.with(|it| {
            let paths = it.as_ref().map(Condition::paths).unwrap_or_default();
            paths.join(" ")
        })
    };
    view! {
        <p class="soft">
            {t!(i18n, plan.composed_kept)}" "<span class="code break">{paths}</span>
        </p>
    }
}
