//! Questions with the same answers as one table: a `label` question carries the heads, the
//! `list-nolabel` questions after it are the rows. On narrow screens each row stands by itself with
//! its answers under it. Native radio buttons and boxes in labelled cells.

use domain::instrument::{Choice, Node, QuestionType};
use leptos::prelude::*;

use super::choices::toggled;
use super::handle::FormHandle;
use super::question::{AnswerProblems, QuestionWords, RequiredMark, element_id, problems_id};

fn has_appearance(node: &Node, word: &str) -> bool {
    matches!(node, Node::Question { appearance, question_type, .. }
    if appearance.split_whitespace().any(|name| name == word)
        && matches!(
            question_type,
            QuestionType::SelectOne { .. } | QuestionType::SelectMultiple { .. }
        ))
}

/// How many of these nodes, from the first on, make one matrix: its head and at least one row; 0
/// where none begins.
pub fn matrix_length(nodes: &[&Node]) -> usize {
    if !nodes
        .first()
        .is_some_and(|node| has_appearance(node, "label"))
    {
        return 0;
    }
    let rows = nodes[1..]
        .iter()
        .take_while(|node| has_appearance(node, "list-nolabel"))
        .count();
    if rows == 0 { 0 } else { rows + 1 }
}

/// The head question and its rows.
#[component]
pub fn Matrix(head: Node, rows: Vec<Node>, form: FormHandle) -> impl IntoView {
    let Node::Question { path, label, .. } = head else {
        return ().into_any();
    };
    let asked = form.asked(&path);
    let heading = form.text(label, &path);
    let choices = form.offered(&path);
    let choices = StoredValue::new(choices.get_untracked());
    let head_cell = move |choice: Choice| {
        let label = form.text(choice.label, "");
        view! { <th scope="col">{move || label.get()}</th> }
    };
    let any_asked: Vec<Memo<bool>> = rows.iter().map(|row| form.asked(row.path())).collect();
    let hidden = move || !asked.get() && !any_asked.iter().any(|asked| asked.get());
    let row = move |node: Node| view! { <MatrixRow node choices form/> };
    view! {
        <div class="question matrix" id=element_id(&path) tabindex="-1" hidden=hidden>
            <table>
                <caption class="question-label">{move || heading.get()}</caption>
                <thead>
                    <tr>
                        <td></td>
                        {choices.get_value().into_iter().map(head_cell).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn MatrixRow(node: Node, choices: StoredValue<Vec<Choice>>, form: FormHandle) -> impl IntoView {
    let Some(words) = QuestionWords::of(&node) else {
        return ().into_any();
    };
    let several = matches!(
        node,
        Node::Question {
            question_type: QuestionType::SelectMultiple { .. },
            ..
        }
    );
    let path = words.path.clone();
    let asked = form.asked(&path);
    let label = form.text(words.label.clone(), &path);
    let required = words.required;
    let fixed = form.fixed(&path, words.read_only);
    let problems = problems_id(&path);
    let (own_path, id) = (path.clone(), element_id(&path));
    let cell = move |choice: Choice| {
        let path = own_path.clone();
        view! { <MatrixCell path choice several choices fixed form/> }
    };
    view! {
        <tr
            id=id tabindex="-1" hidden=move || !asked.get() aria-describedby=problems
        >
            <th scope="row">
                {move || label.get()} <RequiredMark required/> <AnswerProblems path form/>
            </th>
            {choices.get_value().into_iter().map(cell).collect_view()}
        </tr>
    }
    .into_any()
}

#[component]
fn MatrixCell(
    path: String,
    choice: Choice,
    several: bool,
    choices: StoredValue<Vec<Choice>>,
    fixed: Memo<bool>,
    form: FormHandle,
) -> impl IntoView {
    let value = form.value(&path);
    let label = form.text(choice.label, "");
    let test = format!("answer-{path}-{}", choice.name);
    let name = StoredValue::new(choice.name.clone());
    let chosen = move || {
        value.with(|value| name.with_value(|name| value.split_whitespace().any(|v| v == name)))
    };
    let own_path = StoredValue::new(path.clone());
    let on_change = move |event| {
        let answer = match several {
            false => name.get_value(),
            true => choices.with_value(|choices| {
                let order: Vec<String> = choices.iter().map(|c| c.name.clone()).collect();
                let on = event_target_checked(&event);
                name.with_value(|name| toggled(&value.get_untracked(), name, on, &order))
            }),
        };
        form.give(&own_path.get_value(), answer);
    };
    view! {
        <td>
            <label class="matrix-cell" class:choice-on=chosen data-test=test>
                <input
                    type=if several { "checkbox" } else { "radio" } name=path value=choice.name
                    prop:checked=chosen disabled=move || fixed.get() on:change=on_change
                />
                <span class="matrix-word">{move || label.get()}</span>
            </label>
        </td>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn select(appearance: &str) -> Node {
        Node::Question {
            path: "/data/q".to_owned(),
            question_type: QuestionType::SelectOne {
                choices: Vec::new(),
            },
            label: Default::default(),
            hint: Default::default(),
            appearance: appearance.to_owned(),
            required: false,
            read_only: false,
            evaluation: Default::default(),
            details: Default::default(),
        }
    }

    #[test]
    fn a_head_and_the_rows_after_it_make_a_matrix_and_a_head_alone_does_not() {
        let length = |appearances: &[&str]| {
            let nodes: Vec<Node> = appearances.iter().map(|name| select(name)).collect();
            matrix_length(&nodes.iter().collect::<Vec<_>>())
        };
        let (row, other) = ("list-nolabel", "minimal");
        assert_eq!(length(&["label", row, row, other, row]), 3);
        assert_eq!(length(&[row, row]), 0);
        assert_eq!(length(&["label", "likert"]), 0);
    }
}
