//! A record's answers by section, beside their design values. The judgement of a measurement is
//! `domain::fieldwork::measurement`; here it is only shown.

use domain::fieldwork::RecordBody;
use domain::fieldwork::measurement::judge;
use domain::fieldwork::measurement_lines::lines_of_group;
use domain::instrument::{Instrument, Node, QuestionType, Tolerance, Translations};
use leptos::prelude::*;

use super::words::form_text;
use crate::components::field::form::placed;
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
        tolerance: Tolerance,
    },
}

/// Answered rows of a section, in the order of the form.
fn rows_of(nodes: &[Node], body: &RecordBody) -> Vec<Row> {
    let mut rows = Vec::new();
    for node in nodes {
        match node {
            Node::Group {
                appearance,
                children,
                ..
            } if appearance.contains("kp-measure") => rows.extend(measured(node, children, body)),
            Node::Group {
                path,
                label,
                repeat: true,
                children,
                ..
            } => rows.extend(repeated(path, label, children, body)),
            Node::Group { children, .. } => rows.extend(rows_of(children, body)),
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

/// Pictures, recordings and files have their own strip.
fn is_shown(node: &Node, question_type: &QuestionType) -> bool {
    let in_strip = matches!(
        question_type,
        QuestionType::Image | QuestionType::Audio | QuestionType::File
    );
    node.is_answerable() && !in_strip
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

/// What the rows of a repeat answer, each label with the row's number.
fn repeated(path: &str, label: &Translations, children: &[Node], body: &RecordBody) -> Vec<Row> {
    let position = |answered: &String| -> Option<usize> {
        let behind = answered.strip_prefix(path)?.strip_prefix('[')?;
        behind.split_once(']')?.0.parse().ok()
    };
    let last = body.answers.keys().filter_map(position).max().unwrap_or(0);
    let mut rows = Vec::new();
    for number in 1..=last {
        let place = format!("{path}[{number}]");
        let nodes: Vec<Node> = children.iter().map(|n| placed(n, path, &place)).collect();
        for mut row in rows_of(&nodes, body) {
            for (language, text) in &mut row.label {
                let name = label.get(language).map_or("", String::as_str);
                *text = format!("{name} {number} · {text}");
            }
            rows.push(row);
        }
    }
    rows
}

/// The lines of a measure group, by the one rule of `domain`, that have a number; then what is no
/// part of a line.
fn measured(group: &Node, children: &[Node], body: &RecordBody) -> Vec<Row> {
    let lines = lines_of_group(group);
    let single = lines.len() == 1;
    let mut rows = Vec::new();
    for line in &lines {
        let design = body.answers.get(&line.design).cloned().unwrap_or_default();
        let points: Vec<String> = line
            .measured
            .iter()
            .filter_map(|path| body.answers.get(path).cloned())
            .collect();
        if design.is_empty() && points.is_empty() {
            continue;
        }
        let path = if single { group.path() } else { &line.design };
        rows.push(Row {
            path: path.to_owned(),
            label: line.label.clone(),
            answer: Answer::Measured {
                design,
                points,
                unit: line.unit.clone(),
                tolerance: line.tolerance.clone(),
            },
        });
    }
    let in_line = |node: &&Node| {
        let path = node.path();
        lines
            .iter()
            .any(|line| line.design == path || line.measured.iter().any(|point| point == path))
    };
    let rest: Vec<Node> = children.iter().filter(|n| !in_line(n)).cloned().collect();
    rows.extend(rows_of(&rest, body));
    rows
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
    tolerance: Tolerance,
) -> impl IntoView {
    let i18n = use_i18n();
    let texts: Vec<&str> = points.iter().map(String::as_str).collect();
    let judgement = judge(&design, &texts, &tolerance);
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
