//! What stands on a page while a form is filled in: questions that are asked now, rows of repeats
//! one after the other. Not here: how a form is cut into pages.

use super::control::Control;
use crate::instrument::{Node, Session};

/// Rows of one repeat on a phone; the page's budget counts so many.
pub const MOST_ROWS: usize = 10;

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// Its instance path: `/data/people[2]/age`; for a row `/data/people[2]`, for the button that
    /// adds one `/data/people`.
    pub path: String,
    /// Its node.
    pub node: &'a Node,
    /// What it is.
    pub kind: PlaceKind,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A question or a note.
    Asked(Control),
    /// A group's heading.
    Heading,
    /// A row of a repeat begins.
    Row {
        /// From 1.
        number: usize,
        /// Whether it may be taken away.
        removable: bool,
    },
    /// A row may be added here.
    Adder,
}

/// Everything below `nodes` that is asked now, in the order of the form.
pub(super) fn places<'a>(nodes: &[&'a Node], session: &Session) -> Vec<Place<'a>> {
    let mut found = Vec::new();
    for node in nodes {
        expand(node, node.path().to_owned(), session, &mut found);
    }
    found
}

fn expand<'a>(node: &'a Node, path: String, session: &Session, found: &mut Vec<Place<'a>>) {
    if !session.state().relevant(&path) {
        return;
    }
    match node {
        Node::Question { .. } => {
            if let Some(control) = Control::of(node).filter(|control| control.is_shown()) {
                let kind = PlaceKind::Asked(control);
                found.push(Place { path, node, kind });
            }
        }
        Node::Group { repeat: false, .. } => {
            let kind = PlaceKind::Heading;
            found.push(Place {
                path: path.clone(),
                node,
                kind,
            });
            inside(node, &path, session, found);
        }
        Node::Group { fixed_count, .. } => {
            let rows = session.rows(&path);
            for number in 1..=rows {
                let row = format!("{path}[{number}]");
                let kind = PlaceKind::Row {
                    number,
                    removable: !fixed_count,
                };
                found.push(Place {
                    path: row.clone(),
                    node,
                    kind,
                });
                inside(node, &row, session, found);
            }
            if rows < MOST_ROWS && session.can_add_row(&path) {
                let kind = PlaceKind::Adder;
                found.push(Place { path, node, kind });
            }
        }
    }
}

fn inside<'a>(group: &'a Node, path: &str, session: &Session, found: &mut Vec<Place<'a>>) {
    for child in group.children() {
        let rest = child.path().strip_prefix(group.path()).unwrap_or_default();
        expand(child, format!("{path}{rest}"), session, found);
    }
}
