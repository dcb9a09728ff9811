//! A group that repeats: each row a card with its number, one button for another row. Rows may hold
//! repeats of their own. Not here: undoing a removal (the page), what a row asks (`section`).

use domain::instrument::{Node, Translations};
use leptos::prelude::*;

use super::handle::FormHandle;
use super::question::element_id;
use super::section::nodes_view;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// A node of the form as it stands in a row: the paths in it begin with the row's instead of the
/// template's (`/data/rep/x` becomes `/data/rep[2]/x`).
pub fn placed(node: &Node, template: &str, row: &str) -> Node {
    let mut node = node.clone();
    place(&mut node, template, row);
    node
}

fn place(node: &mut Node, template: &str, row: &str) {
    let (Node::Question { path, .. } | Node::Group { path, .. }) = node;
    if let Some(rest) = path.strip_prefix(template) {
        *path = format!("{row}{rest}");
    }
    if let Node::Group { children, .. } = node {
        children
            .iter_mut()
            .for_each(|child| place(child, template, row));
    }
}

/// All rows of a repeat, and how to have another.
#[component]
pub fn RepeatView(
    path: String,
    label: Translations,
    /// The number of rows follows from an answer: nobody adds or removes any.
    fixed_count: bool,
    /// What a row holds, with the paths of the template below `path`.
    children_nodes: Vec<Node>,
    form: FormHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let asked = form.asked(&path);
    let heading = form.text(label, &path);
    let rows = form.rows(&path);
    let can_add = form.can_add_row(&path);
    let template = StoredValue::new(path.clone());
    let inside = StoredValue::new(children_nodes);
    let row = move |row_path: String| {
        let nodes: Vec<Node> = inside.with_value(|nodes| {
            let here = |node| template.with_value(|path| placed(node, path, &row_path));
            nodes.iter().map(here).collect()
        });
        view! { <RepeatRow row_path heading fixed_count nodes form/> }
    };
    let add_hidden = move || fixed_count || form.locked.get() || !can_add.get();
    let count = move || {
        let count = rows.with(Vec::len);
        t_string!(i18n, questions.rows, count = count).to_string()
    };
    let test = format!("add-row-{path}");
    view! {
        <section
            class="repeat" id=element_id(&path) tabindex="-1" hidden=move || !asked.get()
            data-test=format!("repeat-{path}")
        >
            <h3 class="repeat-head">
                {move || heading.get()} " "
                <span class="repeat-count number" role="status">{count}</span>
            </h3>
            <For each=move || rows.get() key=Clone::clone children=row/>
            <button
                type="button" class="button repeat-add" hidden=add_hidden data-test=test
                on:click=move |_| form.actions.add_row.run(template.get_value())
            >
                <Icon name=IconName::Add/>
                {move || t_string!(i18n, questions.row_add, name = heading.get()).to_string()}
            </button>
        </section>
    }
}

/// `/data/rep[2]` is number 2.
fn row_number(row_path: &str) -> String {
    let number = row_path
        .rsplit_once('[')
        .and_then(|(_, n)| n.strip_suffix(']'));
    number.unwrap_or("").to_owned()
}

#[component]
fn RepeatRow(
    row_path: String,
    heading: Memo<String>,
    fixed_count: bool,
    nodes: Vec<Node>,
    form: FormHandle,
) -> impl IntoView {
    let i18n = use_i18n();
    let number = row_number(&row_path);
    let title = move || format!("{} {number}", heading.get());
    let removable = move || !fixed_count && !form.locked.get();
    let own_path = StoredValue::new(row_path.clone());
    let spoken = title.clone();
    view! {
        <section class="repeat-row" id=element_id(&row_path) tabindex="-1">
            <header class="repeat-row-head">
                <h4>{title}</h4>
                <button
                    type="button" class="button button-quiet" hidden=move || !removable()
                    data-test=format!("remove-row-{row_path}")
                    aria-label=move || {
                        t_string!(i18n, questions.row_remove, name = spoken()).to_string()
                    }
                    on:click=move |_| form.actions.remove_row.run(own_path.get_value())
                >
                    <Icon name=IconName::Close/>
                </button>
            </header>
            {nodes_view(&nodes, form)}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_in_a_row_has_the_rows_path_and_its_neighbours_keep_theirs() {
        let group = |path: &str, children| Node::Group {
            path: path.to_owned(),
            label: Translations::new(),
            appearance: String::new(),
            repeat: true,
            fixed_count: false,
            children,
        };
        let inner = group(
            "/data/house/person",
            vec![group("/data/house/person/pet", Vec::new())],
        );
        let there = placed(&inner, "/data/house", "/data/house[3]");
        let paths: Vec<&str> = there.walk().into_iter().map(Node::path).collect();
        assert_eq!(
            paths,
            ["/data/house[3]/person", "/data/house[3]/person/pet"]
        );
        assert_eq!(row_number("/data/house[3]/person[12]"), "12");
    }
}
