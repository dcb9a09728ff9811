//! A record's answers by section, beside their design values. The judgement of a measurement is
//! `domain::fieldwork::measurement`; here it is only shown.

use domain::fieldwork::RecordBody;
use domain::fieldwork::measurement::judge;
use domain::instrument::{Instrument, Node, QuestionType, Tolerance, Translations};
use leptos::prelude::*;

use super::words::form_text;
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;

/// The choice name of 否 in the forms that ship.
const NO: &str = "no";

/// What a reader sees of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    path: String,
    label: Translations,
    answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    Text(String),
    Choices(Vec<Translations>),
    No(Translations),
    Measured {
        design: String,
        points: Vec<String>,
        unit: String,
        tolerance: Option<Tolerance>,
    },
}

/// Answered rows of a section, in the order of the form.
fn rows_of(nodes: &[Node], body: &RecordBody) -> Vec<Row> {
    let mut rows = Vec::new();
    for node in nodes {
        match node {
            Node::Group {
                path,
                label,
                appearance,
                children,
                ..
            } => {
                match appearance
                    .contains("kp-measure")
                    .then(|| measured(children, body))
                    .flatten()
                {
                    Some(answer) => rows.push(Row {
                        path: path.clone(),
                        label: label.clone(),
                        answer,
                    }),
                    None => rows.extend(rows_of(children, body)),
                }
            }
            Node::Question {
                path,
                label,
                question_type,
                ..
            } => {
                let shown = body
                    .answers
                    .get(path)
                    .filter(|_| is_shown(node, question_type));
                if let Some(value) = shown {
                    let answer = answer(node, value);
                    rows.push(Row {
                        path: path.clone(),
                        label: label.clone(),
                        answer,
                    });
                }
            }
        }
    }
    rows
}

/// Pictures have their own strip.
fn is_shown(node: &Node, question_type: &QuestionType) -> bool {
    node.is_answerable() && *question_type != QuestionType::Image
}

fn answer(node: &Node, value: &str) -> Answer {
    let choices = node.choices();
    if choices.is_empty() {
        return Answer::Text(value.to_owned());
    }
    let chosen = value
        .split_whitespace()
        .filter_map(|name| choices.iter().find(|choice| choice.name == name))
        .map(|choice| choice.label.clone());
    match (value, chosen.clone().next()) {
        (NO, Some(label)) => Answer::No(label),
        _ => Answer::Choices(chosen.collect()),
    }
}

/// The numbers of a `kp-measure` group; `None` where none was entered or they are no numbers.
fn measured(children: &[Node], body: &RecordBody) -> Option<Answer> {
    let (mut design, mut points, mut unit, mut tolerance) = (None, Vec::new(), None, None);
    for node in children {
        let Node::Question {
            path,
            question_type,
            evaluation,
            ..
        } = node
        else {
            continue;
        };
        if !matches!(question_type, QuestionType::Decimal | QuestionType::Integer) {
            continue;
        }
        unit = unit.or_else(|| evaluation.unit.clone());
        tolerance = tolerance.or_else(|| evaluation.tolerance.clone());
        let value = body.answers.get(path).cloned();
        let role = evaluation.role.as_deref().unwrap_or_default();
        match role.contains("design") || path.ends_with("_design") {
            true => design = value,
            false => points.extend(value),
        }
    }
    (design.is_some() || !points.is_empty()).then(|| Answer::Measured {
        design: design.unwrap_or_default(),
        points,
        unit: unit.unwrap_or_default(),
        tolerance,
    })
}

/// The element's id, so that an address can point at a question.
pub fn question_anchor(path: &str) -> String {
    format!("question{}", path.replace('/', "-"))
}

/// All sections that have answers. `highlighted` is a form path; `on_note` opens a note on a path.
#[component]
pub fn RecordAnswers(
    instrument: Instrument,
    body: RecordBody,
    #[prop(into)] highlighted: Signal<String>,
    on_note: Callback<(String, String)>,
) -> impl IntoView {
    let sections = sections(&instrument.nodes, &body);
    sections
        .into_iter()
        .map(|(label, rows)| view! { <Section label=label rows=rows highlighted on_note/> })
        .collect_view()
}

/// Top-level groups with their rows; questions outside any group form a section without a title.
fn sections(nodes: &[Node], body: &RecordBody) -> Vec<(Translations, Vec<Row>)> {
    let mut sections: Vec<(Translations, Vec<Row>)> = Vec::new();
    let mut loose = Vec::new();
    for node in nodes {
        match node {
            Node::Group {
                label, children, ..
            } => {
                sections.push((label.clone(), rows_of(children, body)));
            }
            Node::Question { .. } => loose.extend(rows_of(std::slice::from_ref(node), body)),
        }
    }
    sections.push((Translations::new(), loose));
    sections.retain(|(_, rows)| !rows.is_empty());
    sections
}

#[component]
fn Section(
    label: Translations,
    rows: Vec<Row>,
    highlighted: Signal<String>,
    on_note: Callback<(String, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = label.clone();
    let caption = Signal::derive(move || {
        let title = form_text(i18n, &label);
        if title.is_empty() {
            t_string!(i18n, desk.answers).to_owned()
        } else {
            title
        }
    });
    let rows = rows
        .into_iter()
        .map(|row| view! { <AnswerRow row=row highlighted on_note/> })
        .collect_view();
    view! {
        <section class="answers">
            <h3>{move || form_text(i18n, &heading)}</h3>
            <TableFrame caption=caption>
                <thead class="visually-hidden">
                    <tr>
                        <th scope="col">{t!(i18n, desk.question)}</th>
                        <th scope="col">{t!(i18n, desk.answer)}</th>
                        <th scope="col">{t!(i18n, desk.note)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </section>
    }
}

#[component]
fn AnswerRow(
    row: Row,
    highlighted: Signal<String>,
    on_note: Callback<(String, String)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Row {
        path,
        label,
        answer,
    } = row;
    let marked = {
        let path = path.clone();
        Memo::new(move |_| {
            let wanted = highlighted.get();
            !wanted.is_empty() && (wanted == path || wanted.starts_with(&format!("{path}/")))
        })
    };
    let question = label.clone();
    let note_label = text!(i18n, add_note);
    let id = question_anchor(&path);
    let open_note = move |_| on_note.run((path.clone(), form_text(i18n, &question)));
    view! {
        <tr id=id class:row-highlighted=move || marked.get() tabindex="-1">
            <th scope="row" class="wide">{move || form_text(i18n, &label)}</th>
            <td class="wide">{answer_view(answer)}</td>
            <td>
                <button
                    type="button"
                    class="button button-quiet"
                    aria-label=move || note_label.get()
                    title=move || note_label.get()
                    on:click=open_note
                >
                    <Icon name=IconName::Add/>
                </button>
            </td>
        </tr>
    }
}

fn answer_view(answer: Answer) -> AnyView {
    let i18n = use_i18n();
    match answer {
        Answer::Text(text) => text.into_any(),
        Answer::Choices(labels) => (move || {
            labels
                .iter()
                .map(|label| form_text(i18n, label))
                .collect::<Vec<_>>()
                .join(" · ")
        })
        .into_any(),
        Answer::No(label) => view! {
            <strong class="verdict verdict-bad">
                <Icon name=IconName::Severe/>{move || form_text(i18n, &label)}
            </strong>
        }
        .into_any(),
        Answer::Measured {
            design,
            points,
            unit,
            tolerance,
        } => view! { <Measurement design points unit tolerance/> }.into_any(),
    }
}

#[component]
fn Measurement(
    design: String,
    points: Vec<String>,
    unit: String,
    tolerance: Option<Tolerance>,
) -> impl IntoView {
    let i18n = use_i18n();
    let texts: Vec<&str> = points.iter().map(String::as_str).collect();
    let judgement = tolerance
        .as_ref()
        .and_then(|tolerance| judge(&design, &texts, tolerance));
    let measured = points.join(" / ");
    let verdict = judgement.map(|judgement| {
        let (class, icon) = match judgement.passes {
            true => ("good", IconName::Done),
            false => ("bad", IconName::Severe),
        };
        view! {
            <span>{t!(i18n, desk.deviation)}" "{judgement.deviation}</span>
            <span class=format!("verdict verdict-{class}")>
                <Icon name=icon/>
                {move || match judgement.passes {
                    true => t_string!(i18n, desk.passes),
                    false => t_string!(i18n, desk.fails),
                }}
            </span>
        }
    });
    view! {
        <span class="measurement">
            <span>{t!(i18n, desk.design)}" "{design}</span>
            <span>{t!(i18n, desk.measured)}" "{measured}</span>
            <span class="soft">{unit}</span>
            {verdict}
        </span>
    }
}

#[cfg(test)]
mod tests;
