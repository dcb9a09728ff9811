//! Answers of the inspections as the source of a number: which form, counted, summed or averaged,
//! over which sites, weighted or not. Not here: the condition on one site (`condition`).

use domain::indicator::{Aggregate, Condition, Operand};
use domain::scoring::exact::ExactNumber;
use domain::wire::BindableQuestion;
use leptos::prelude::*;

use super::condition::ConditionEditor;
use super::fields::{CheckList, NumberField, SelectField};
use super::objects::type_options;
use super::sources::Sources;
use crate::components::desk::words::Words;
use crate::i18n::*;

/// The parts of a field source.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    aggregate: Aggregate,
    project_type: Option<String>,
    applicable: Vec<String>,
    condition: Option<Condition>,
    weighted: bool,
}

impl Asked {
    fn of(from: Option<Operand>) -> Self {
        match from {
            Some(Operand::Field {
                aggregate,
                project_type,
                applicable,
                condition,
                weighted,
            }) => Self {
                aggregate,
                project_type,
                applicable,
                condition,
                weighted,
            },
            _ => Self {
                aggregate: Aggregate::Count,
                project_type: None,
                applicable: Vec::new(),
                condition: None,
                weighted: false,
            },
        }
    }

    fn into_operand(self) -> Operand {
        let Self {
            aggregate,
            project_type,
            applicable,
            condition,
            weighted,
        } = self;
        Operand::Field {
            aggregate,
            project_type,
            applicable,
            condition,
            weighted,
        }
    }
}

/// Whether a number can be read from the answers.
fn is_numeric(question: &BindableQuestion) -> bool {
    matches!(
        question.kind.as_str(),
        "integer" | "decimal" | "range" | "calculate"
    )
}

/// Questions as options; chosen ones that are gone stay in the list so that they can be let go.
pub fn question_options(
    i18n: Words,
    questions: &[BindableQuestion],
    chosen: &[String],
) -> Vec<(String, String)> {
    let known = questions.iter().map(|question| {
        let name = question.path.rsplit('/').next().unwrap_or_default();
        (
            question.path.clone(),
            format!("{} ({name})", question.label),
        )
    });
    let mut options: Vec<(String, String)> = known.collect();
    for path in chosen.iter().filter(|path| !path.is_empty()) {
        if !questions.iter().any(|question| question.path == *path) {
            options.push((
                path.clone(),
                format!("{} {path}", t_string!(i18n, plan.gone)),
            ));
        }
    }
    options
}

/// The form in which the first bound question stands, else the first inspection form.
fn first_form(asked: &Asked, sources: &Sources) -> String {
    let operand = asked.clone().into_operand();
    let paths = operand.paths();
    let of_path = |path: &&str| {
        let mut forms = sources.forms.iter();
        forms.find(|form| {
            form.questions
                .iter()
                .any(|question| question.path == **path)
        })
    };
    let bound = paths.iter().find_map(of_path);
    let inspection = sources.forms.iter().find(|form| !form.is_questionnaire);
    bound
        .or(inspection)
        .map(|form| form.form_id.clone())
        .unwrap_or_default()
}

/// The fields.
#[component]
pub fn FieldSource(
    from: Memo<Option<Operand>>,
    sources: StoredValue<Sources>,
    set: Callback<Operand>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = Memo::new(move |_| Asked::of(from.get()));
    let form = RwSignal::new(
        asked.with_untracked(|asked| sources.with_value(|sources| first_form(asked, sources))),
    );
    let questions = Memo::new(move |_| {
        let id = form.get();
        let mut forms = sources
            .with_value(|sources| sources.forms.clone())
            .into_iter();
        forms
            .find(|form| form.form_id == id)
            .map(|form| form.questions)
            .unwrap_or_default()
    });
    let change = move |write: &dyn Fn(&mut Asked)| {
        let mut changed = asked.get_untracked();
        write(&mut changed);
        set.run(changed.into_operand());
    };
    let forms = Signal::derive(move || {
        let forms = sources
            .with_value(|sources| sources.forms.clone())
            .into_iter();
        let inspections = forms.filter(|form| !form.is_questionnaire);
        inspections
            .map(|form| (form.form_id, form.title))
            .collect::<Vec<_>>()
    });
    let applicable = Signal::derive(move || asked.with(|it| it.applicable.clone()));
    let options = Signal::derive(move || {
        questions.with(|all| question_options(i18n, all, &applicable.get()))
    });
    let project_type =
        Signal::derive(move || asked.with(|it| it.project_type.clone().unwrap_or_default()));
    let condition = Memo::new(move |_| asked.with(|it| it.condition.clone()));
    view! {
        <SelectField
            label=plan_text!(i18n, form) options=forms value=form
            on_pick=Callback::new(move |id| form.set(id)) data_test=format!("{test}-form")
        />
        <AggregateFields
            aggregate=Memo::new(move |_| asked.with(|it| it.aggregate.clone())) questions
            set=Callback::new(move |aggregate: Aggregate| {
                change(&|it| it.aggregate = aggregate.clone());
            })
            test=test.clone()
        />
        <SelectField
            label=plan_text!(i18n, project_type)
            options=Signal::derive(move || type_options(i18n, sources))
            value=project_type
            on_pick=Callback::new(move |name: String| {
                let chosen = Some(name).filter(|name| !name.is_empty());
                change(&|it| it.project_type.clone_from(&chosen));
            })
            data_test=format!("{test}-type")
        />
        <CheckList
            label=plan_text!(i18n, applicable) options chosen=applicable
            on_change=Callback::new(move |paths: Vec<String>| {
                change(&|it| it.applicable.clone_from(&paths));
            })
            data_test=format!("{test}-applicable")
        />
        <ConditionEditor
            condition questions
            set=Callback::new(move |condition: Option<Condition>| {
                change(&|it| it.condition.clone_from(&condition));
            })
            test=test.clone()
        />
        <Weighting
            weighted=Signal::derive(move || asked.with(|it| it.weighted))
            set=Callback::new(move |weighted| change(&|it| it.weighted = weighted)) test
        />
    }
}

/// 计数, 合计 or 均值, and of which question.
#[component]
fn AggregateFields(
    aggregate: Memo<Aggregate>,
    questions: Memo<Vec<BindableQuestion>>,
    set: Callback<Aggregate>,
    test: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let kind = Memo::new(move |_| match aggregate.get() {
        Aggregate::Count => "count",
        Aggregate::Sum { .. } => "sum",
        Aggregate::Mean { .. } => "mean",
    });
    let path = Signal::derive(move || match aggregate.get() {
        Aggregate::Sum { path, .. } | Aggregate::Mean { path } => path,
        Aggregate::Count => String::new(),
    });
    let factor = Signal::derive(move || match aggregate.get() {
        Aggregate::Sum { factor, .. } => Some(factor),
        _ => None,
    });
    let put = move |kind: &str, path: String| {
        set.run(match kind {
            "sum" => Aggregate::Sum {
                path,
                factor: factor.get_untracked().unwrap_or_default(),
            },
            "mean" => Aggregate::Mean { path },
            _ => Aggregate::Count,
        });
    };
    let numeric = Signal::derive(move || {
        let blank = (
            String::new(),
            t_string!(i18n, plan.pick_question).to_owned(),
        );
        let all = questions
            .get()
            .into_iter()
            .filter(is_numeric)
            .collect::<Vec<_>>();
        let all = question_options(i18n, &all, &[path.get()]);
        std::iter::once(blank).chain(all).collect::<Vec<_>>()
    });
    let kinds = Signal::derive(move || {
        let option = |name: &str, words: &str| (name.to_owned(), words.to_owned());
        vec![
            option("count", t_string!(i18n, plan.count)),
            option("sum", t_string!(i18n, plan.sum)),
            option("mean", t_string!(i18n, plan.mean)),
        ]
    });
    let set_factor = Callback::new(move |factor: Option<ExactNumber>| {
        let path = path.get_untracked();
        set.run(Aggregate::Sum {
            path,
            factor: factor.unwrap_or_default(),
        });
    });
    let test = StoredValue::new(test);
    view! {
        <SelectField
            label=plan_text!(i18n, aggregate) options=kinds
            value=Signal::derive(move || kind.get().to_owned())
            on_pick=Callback::new(move |kind: String| put(&kind, path.get_untracked()))
            data_test=format!("{}-aggregate", test.get_value())
        />
        <Show when=move || kind.get() != "count">
            <SelectField
                label=plan_text!(i18n, question) options=numeric value=path
                on_pick=Callback::new(move |path: String| put(kind.get_untracked(), path))
                data_test=format!("{}-question", test.get_value())
            />
        </Show>
        <Show when=move || kind.get() == "sum">
            <NumberField
                label=plan_text!(i18n, factor) value=factor on_commit=set_factor may_be_empty=true
                data_test=format!("{}-factor", test.get_value())
            />
        </Show>
    }
}

/// 加权方式, with a sentence that says what it does.
#[component]
fn Weighting(weighted: Signal<bool>, set: Callback<bool>, test: String) -> impl IntoView {
    let i18n = use_i18n();
    let name = StoredValue::new(test);
    let choice = move |value: bool| {
        let word = move || match value {
            true => t_string!(i18n, plan.weighted),
            false => t_string!(i18n, plan.unweighted),
        };
        let part = if value { "weighted" } else { "unweighted" };
        view! {
            <label class="radio">
                <input
                    type="radio" name=format!("{}-weighting", name.get_value())
                    data-test=format!("{}-{part}", name.get_value())
                    prop:checked=move || weighted.get() == value
                    on:change=move |_| set.run(value)
                />
                <span>{word}</span>
            </label>
        }
    };
    let sentence = move || match weighted.get() {
        true => t_string!(i18n, plan.weighted_says),
        false => t_string!(i18n, plan.unweighted_says),
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, plan.weighting)}</legend>
            {choice(false)}{choice(true)}
            <p class="soft">{sentence}</p>
        </fieldset>
    }
}
