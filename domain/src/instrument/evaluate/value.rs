//! The four kinds of values and how they turn into each other. Not here: comparisons.

use super::{Evaluator, numbers};

/// A place that a path leads to: in the form, or in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::instrument) enum Nodeish {
    /// A slot of the tree; their order is document order.
    Slot(usize),
    /// `instance('x')`.
    Table(usize),
    /// `instance('x')/root`.
    TableRoot(usize),
    /// `instance('x')/root/item`: table and row.
    TableRow(usize, usize),
    /// A column of a row.
    TableCell(usize, usize, usize),
}

/// A value of XPath.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::instrument) enum Value {
    Truth(bool),
    Number(f64),
    Text(String),
    /// In document order, without duplicates.
    Nodes(Vec<Nodeish>),
}

impl Value {
    /// For messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Truth(_) => "yes or no",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Nodes(_) => "questions",
        }
    }
}

impl Evaluator<'_> {
    /// A node's text.
    pub fn node_text(&self, node: Nodeish) -> String {
        match node {
            Nodeish::Slot(slot) => self.tree.text(slot),
            Nodeish::Table(_) | Nodeish::TableRoot(_) => String::new(),
            Nodeish::TableRow(table, row) => {
                let cells = &self.form.tables.get(table).cells;
                cells
                    .rows
                    .get(row)
                    .map(|cells| cells.concat())
                    .unwrap_or_default()
            }
            Nodeish::TableCell(table, row, column) => self
                .form
                .tables
                .get(table)
                .cells
                .cell(row, column)
                .to_owned(),
        }
    }

    /// `string()`: of several nodes, the first one's.
    pub fn text(&self, value: &Value) -> String {
        match value {
            Value::Truth(truth) => truth.to_string(),
            Value::Number(number) => numbers::written(*number),
            Value::Text(text) => text.clone(),
            Value::Nodes(nodes) => nodes
                .first()
                .map(|node| self.node_text(*node))
                .unwrap_or_default(),
        }
    }

    /// `boolean()`.
    pub fn truth(&self, value: &Value) -> bool {
        match value {
            Value::Truth(truth) => *truth,
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Text(text) => !text.is_empty(),
            Value::Nodes(nodes) => !nodes.is_empty(),
        }
    }

    /// `number()`: dates are days since 1970.
    pub fn number(&self, value: &Value) -> f64 {
        match value {
            Value::Truth(truth) => f64::from(u8::from(*truth)),
            Value::Number(number) => *number,
            Value::Text(text) => numbers::of_text(text),
            Value::Nodes(_) => numbers::of_text(&self.text(value)),
        }
    }
}
