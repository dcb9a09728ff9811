//! The questions of one section: checks keep the questions that belong to them, measure groups
//! become lines, questions with the same answers a table, repeats cards, other groups blocks.

use domain::instrument::{Node, QuestionType};
use leptos::prelude::*;

use super::handle::FormHandle;
use super::matrix::{Matrix, matrix_length};
use super::measure::MeasureRow;
use super::question::{element_id, question_view};
use super::repeat::RepeatView;

/// What may follow a check's name in the name of a question that belongs to it (the convention of
/// `domain::fieldwork::findings`).
const COMPANION_SUFFIXES: [&str; 3] = ["_severity", "_note", "_photo"];

fn is_check(node: &Node) -> bool {
    matches!(
        node,
        Node::Question { question_type: QuestionType::SelectOne { .. }, appearance, .. }
            if appearance.split_whitespace().any(|word| word == "kp-check")
    )
}

fn belongs_to(node: &Node, check: &Node) -> bool {
    let suffix = node.path().strip_prefix(check.path());
    suffix.is_some_and(|suffix| COMPANION_SUFFIXES.contains(&suffix))
}

/// The nodes that stand by themselves, each with the questions that unfold under it.
fn arranged(nodes: &[Node]) -> Vec<(Node, Vec<Node>)> {
    let checks: Vec<&Node> = nodes.iter().filter(|node| is_check(node)).collect();
    let alone = |node: &&Node| !checks.iter().any(|check| belongs_to(node, check));
    let with_companions = |node: &Node| {
        let companions = match is_check(node) {
            true => nodes
                .iter()
                .filter(|other| belongs_to(other, node))
                .cloned()
                .collect(),
            false => Vec::new(),
        };
        (node.clone(), companions)
    };
    nodes.iter().filter(alone).map(with_companions).collect()
}

/// All of them, in order.
pub fn nodes_view(nodes: &[Node], form: FormHandle) -> AnyView {
    let arranged = arranged(nodes);
    let alone: Vec<&Node> = arranged.iter().map(|(node, _)| node).collect();
    let mut views = Vec::new();
    let mut place = 0;
    while let Some((node, companions)) = arranged.get(place) {
        let length = matrix_length(&alone[place..]);
        if length > 0 {
            let rows = alone[place + 1..place + length].iter();
            let rows: Vec<Node> = rows.map(|row| (*row).clone()).collect();
            views.push(view! { <Matrix head=node.clone() rows form/> }.into_any());
        } else {
            views.push(node_view(node, companions.clone(), form));
        }
        place += length.max(1);
    }
    views.into_any()
}

fn node_view(node: &Node, companions: Vec<Node>, form: FormHandle) -> AnyView {
    let Node::Group {
        path,
        label,
        appearance,
        repeat,
        fixed_count,
        children,
    } = node.clone()
    else {
        return question_view(node, companions, form);
    };
    if repeat {
        return view! { <RepeatView path label fixed_count children_nodes=children form/> }
            .into_any();
    }
    if appearance
        .split_whitespace()
        .any(|word| word == "kp-measure")
    {
        return view! { <MeasureRow group=node.clone() form/> }.into_any();
    }
    let asked = form.asked(&path);
    let heading = form.text(label, &path);
    let inner = nodes_view(&children, form);
    view! {
        <section
            class="question-block" id=element_id(&path) tabindex="-1"
            hidden=move || !asked.get()
        >
            <h3 hidden=move || heading.with(String::is_empty)>{move || heading.get()}</h3>
            {inner}
        </section>
    }
    .into_any()
}

/// The nodes as a component.
#[component]
pub fn NodesView(nodes: Vec<Node>, form: FormHandle) -> impl IntoView {
    nodes_view(&nodes, form)
}

/// One section of a form: a top-level group with its heading.
#[component]
pub fn SectionView(section: Node, form: FormHandle) -> impl IntoView {
    let heading = match &section {
        Node::Group { label, .. } | Node::Question { label, .. } => {
            form.text(label.clone(), section.path())
        }
    };
    let nodes = match &section {
        // A repeat brings its own heading and rows.
        Node::Group {
            repeat: false,
            children,
            ..
        } => children.clone(),
        whole => vec![whole.clone()],
    };
    let is_group = matches!(section, Node::Group { repeat: false, .. });
    view! {
        <section class="section" id=element_id(section.path()) tabindex="-1">
            {is_group.then(|| view! { <h2 class="section-title">{move || heading.get()}</h2> })}
            {nodes_view(&nodes, form)}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::instrument::{EvaluationColumns, Translations};

    use super::*;

    fn question(path: &str, question_type: QuestionType, appearance: &str) -> Node {
        Node::Question {
            path: path.to_owned(),
            question_type,
            label: Translations::new(),
            hint: Translations::new(),
            appearance: appearance.to_owned(),
            required: false,
            read_only: false,
            evaluation: EvaluationColumns::default(),
            details: Default::default(),
        }
    }

    #[test]
    fn what_belongs_to_a_check_unfolds_under_it_and_nothing_else_does() {
        let check = QuestionType::SelectOne {
            choices: Vec::new(),
        };
        let nodes = [
            question("/data/c1", check.clone(), "kp-check"),
            question("/data/c1_note", QuestionType::Text, ""),
            question("/data/c1_photo", QuestionType::Image, ""),
            question("/data/c10", check, "kp-check"),
            question("/data/other_note", QuestionType::Text, ""),
        ];
        let arranged = arranged(&nodes);
        let alone: Vec<&str> = arranged.iter().map(|(node, _)| node.path()).collect();
        assert_eq!(alone, ["/data/c1", "/data/c10", "/data/other_note"]);
        assert_eq!(arranged[0].1.len(), 2);
        assert!(arranged[1].1.is_empty());
    }
}
