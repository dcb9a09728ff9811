//! Tables that expressions look things up in, with indexes on the columns they compare. Not here:
//! reading CSV files (`server::forms`).

use std::collections::BTreeMap;

use rxeval::Expr;
use rxeval::parser::{BinaryOp, NameTest};

use super::expression::parts;
use crate::instrument::{Choice, Instrument, LookupTable, Node, Translations};

/// Every table of a form.
#[derive(Default)]
pub struct Tables {
    by_name: BTreeMap<String, usize>,
    tables: Vec<Table>,
}

/// One table, ready for lookups.
pub struct Table {
    /// The columns and rows.
    pub cells: LookupTable,
    /// The column with the stored names.
    key: usize,
    /// The rows as choices, when a question offers them and does not carry them itself.
    choices: Vec<Choice>,
    /// Column → text → rows, for the columns that expressions compare.
    indexes: BTreeMap<usize, BTreeMap<String, Vec<usize>>>,
}

impl Tables {
    /// Takes the instrument's tables; columns compared in `expressions` are indexed.
    pub fn of(instrument: &Instrument, expressions: &[&Expr]) -> Self {
        let mut compared = Vec::new();
        for expression in expressions {
            compared_names(expression, &mut compared);
        }
        let mut offered: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for node in instrument.walk() {
            let Node::Question { details, .. } = node else {
                continue;
            };
            let of = |name: &str, otherwise: &'static str| -> &str {
                details
                    .parameters
                    .get(name)
                    .map_or(otherwise, String::as_str)
            };
            let is_offered = node.is_select() && node.choices().is_empty();
            if is_offered {
                offered.insert(&details.list, (of("value", "name"), of("label", "label")));
            }
        }
        let mut found = Self::default();
        for (name, cells) in &instrument.lists {
            let choices = offered.get(name.as_str()).map(|(value, label)| {
                (0..cells.rows.len())
                    .map(|row| choice(cells, row, value, label))
                    .collect()
            });
            let key = offered.get(name.as_str()).map(|(value, _)| *value);
            let key_column = cells.column(key.unwrap_or("name"));
            let columns = compared.iter().map(String::as_str);
            let columns = columns
                .filter_map(|column| cells.column(column))
                .chain(key_column);
            let indexes = columns
                .map(|column| (column, index(cells, column)))
                .collect();
            found.by_name.insert(name.clone(), found.tables.len());
            found.tables.push(Table {
                cells: cells.clone(),
                key: key_column.unwrap_or(0),
                choices: choices.unwrap_or_default(),
                indexes,
            });
        }
        found
    }

    /// The number of a table.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// A table by its number.
    pub fn get(&self, number: usize) -> &Table {
        &self.tables[number]
    }

    /// The choices of a list that questions do not carry themselves.
    pub fn choices(&self, list: &str) -> &[Choice] {
        self.number(list)
            .map_or(&[], |number| &self.tables[number].choices)
    }
}

impl Table {
    /// The rows with a stored name.
    pub fn rows_named(&self, name: &str) -> Vec<usize> {
        self.rows_where(self.key, name)
    }

    /// The rows in which a column has a text.
    pub fn rows_where(&self, column: usize, text: &str) -> Vec<usize> {
        match self.indexes.get(&column) {
            Some(index) => index.get(text).cloned().unwrap_or_default(),
            None => {
                let all = 0..self.cells.rows.len();
                all.filter(|row| self.cells.cell(*row, column) == text)
                    .collect()
            }
        }
    }
}

fn index(cells: &LookupTable, column: usize) -> BTreeMap<String, Vec<usize>> {
    let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in 0..cells.rows.len() {
        index
            .entry(cells.cell(row, column).to_owned())
            .or_default()
            .push(row);
    }
    index
}

fn choice(cells: &LookupTable, row: usize, value: &str, label: &str) -> Choice {
    let text = |name: &str| {
        cells
            .column(name)
            .map_or("", |column| cells.cell(row, column))
    };
    let mut labels = Translations::new();
    let tagged = format!("{label}::");
    for (column, name) in cells.columns.iter().enumerate() {
        let language = match name.strip_prefix(&tagged) {
            Some(language) => language,
            None if name == label => "default",
            None => continue,
        };
        if !cells.cell(row, column).is_empty() {
            labels.insert(language.to_owned(), cells.cell(row, column).to_owned());
        }
    }
    Choice {
        name: text(value).to_owned(),
        label: labels,
        score: Some(text("score").to_owned()).filter(|score| !score.is_empty()),
    }
}

/// Names that stand alone on one side of `=`, and literal columns of `pulldata`.
fn compared_names(expression: &Expr, found: &mut Vec<String>) {
    match expression {
        Expr::Binary {
            op: BinaryOp::Equal,
            left,
            right,
        } => {
            for side in [left, right] {
                found.extend(column_name(side).map(str::to_owned));
            }
        }
        Expr::Function { name, args } if name == "pulldata" => {
            if let Some(Expr::Literal(column)) = args.get(2) {
                found.push(column.clone());
            }
        }
        _ => {}
    }
    for part in parts(expression) {
        compared_names(part, found);
    }
}

/// The name of a path that is one plain child step.
pub fn column_name(expression: &Expr) -> Option<&str> {
    let Expr::Path {
        absolute: false,
        steps,
    } = expression
    else {
        return None;
    };
    match steps.as_slice() {
        [step] if step.axis == rxeval::parser::Axis::Child && step.predicates.is_empty() => {
            match &step.test {
                NameTest::Named(name) => Some(name),
                NameTest::Any => None,
            }
        }
        _ => None,
    }
}
