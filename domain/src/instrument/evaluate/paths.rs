//! Where paths, variables and predicates lead. Not here: what stands there (`value`).

use rxeval::Expr;
use rxeval::parser::{Axis, BinaryOp, NameTest, Step};

use super::super::form::ItemKind;
use super::super::form::tables::column_name;
use super::super::session::tree::SlotKind;
use super::{At, Evaluator, Nodeish, Value};

type Nodes = Result<Vec<Nodeish>, String>;

impl Evaluator<'_> {
    /// `${name}`: the question in the same rows as the rule that names it.
    pub(super) fn variable(&self, name: &str, at: At) -> Nodes {
        let found = self.form.named(name);
        let item = found.ok_or_else(|| format!("nothing alone is called {name}"))?;
        self.instances(item, at.origin)
    }

    /// The nodes of an item that share the rows of a slot.
    pub(super) fn instances(&self, item: usize, origin: usize) -> Nodes {
        let slots = self.tree.near(self.form, item, origin);
        self.spend(slots.len() + 1)?;
        Ok(match self.form.items[item].kind {
            ItemKind::Repeat => {
                let rows = slots
                    .iter()
                    .flat_map(|slot| &self.tree.slots[*slot].children);
                rows.map(|row| Nodeish::Slot(*row)).collect()
            }
            _ => slots.iter().map(|slot| Nodeish::Slot(*slot)).collect(),
        })
    }

    pub(super) fn path(&self, absolute: bool, steps: &[Step], at: At) -> Nodes {
        if !absolute {
            return self.walk(vec![at.node], steps, at);
        }
        let root = &self.form.items[0].name;
        match steps.split_first() {
            // An absolute path names the root element itself.
            Some((first, rest)) if first.axis == Axis::Child => match &first.test {
                NameTest::Named(name) if name != root => Ok(Vec::new()),
                _ => {
                    let start = self.kept(vec![Nodeish::Slot(0)], &first.predicates, at)?;
                    self.walk(start, rest, at)
                }
            },
            _ => self.walk(vec![Nodeish::Slot(0)], steps, at),
        }
    }

    pub(super) fn filter(&self, base: &Expr, predicates: &[Expr], steps: &[Step], at: At) -> Nodes {
        let start = self.kept(self.nodes(base, at)?, predicates, at)?;
        self.walk(start, steps, at)
    }

    fn walk(&self, mut nodes: Vec<Nodeish>, steps: &[Step], at: At) -> Nodes {
        for step in steps {
            let mut found = Vec::new();
            for node in &nodes {
                found.extend(self.step(*node, step, at)?);
            }
            let is_ordered = nodes.len() < 2 && matches!(step.axis, Axis::Child | Axis::Self_);
            if !is_ordered {
                found.sort_unstable();
                found.dedup();
            }
            nodes = found;
        }
        Ok(nodes)
    }

    fn step(&self, node: Nodeish, step: &Step, at: At) -> Nodes {
        let Nodeish::Slot(slot) = node else {
            return self.table_step(node, step, at);
        };
        let tree = self.tree;
        let mut found = match step.axis {
            Axis::Child => tree.elements(slot),
            Axis::Parent => tree.element_above(slot).into_iter().collect(),
            Axis::Self_ => vec![slot],
            Axis::Descendant => self.below(slot, false),
            Axis::DescendantOrSelf => self.below(slot, true),
            Axis::Ancestor | Axis::AncestorOrSelf => {
                let mut above = Vec::new();
                let mut here = Some(slot).filter(|_| step.axis == Axis::AncestorOrSelf);
                here = here.or_else(|| tree.element_above(slot));
                while let Some(element) = here {
                    above.push(element);
                    here = tree.element_above(element);
                }
                above
            }
            Axis::FollowingSibling | Axis::PrecedingSibling => {
                let siblings = tree.element_above(slot).map(|above| tree.elements(above));
                let mut siblings = siblings.unwrap_or_default();
                siblings.retain(|other| match step.axis {
                    Axis::FollowingSibling => *other > slot,
                    _ => *other < slot,
                });
                siblings
            }
            Axis::Following => {
                let mut all = self.below(0, false);
                all.retain(|other| *other >= tree.slots[slot].end);
                all
            }
            Axis::Preceding => {
                let mut all = self.below(0, false);
                all.retain(|other| tree.slots[*other].end <= slot);
                all
            }
            Axis::Attribute => Vec::new(),
        };
        self.spend(found.len() + 1)?;
        if let NameTest::Named(name) = &step.test {
            found.retain(|other| self.form.items[tree.slots[*other].item].name == *name);
        }
        // Axes that look back count from the nearest.
        let looks_back = matches!(step.axis, Axis::PrecedingSibling | Axis::Preceding);
        if looks_back {
            found.reverse();
        }
        let nodes = found.into_iter().map(Nodeish::Slot).collect();
        self.kept(nodes, &step.predicates, at)
    }

    fn below(&self, slot: usize, with_self: bool) -> Vec<usize> {
        let slots = &self.tree.slots;
        let first = if with_self { slot } else { slot + 1 };
        let elements = first..slots[slot].end;
        elements
            .filter(|below| slots[*below].kind != SlotKind::Repeat)
            .collect()
    }

    fn table_step(&self, node: Nodeish, step: &Step, at: At) -> Nodes {
        let named = |wanted: &str| match &step.test {
            NameTest::Any => true,
            NameTest::Named(name) => name == wanted,
        };
        let nodes = match (node, &step.axis) {
            (same, Axis::Self_) => vec![same],
            (Nodeish::Table(table), Axis::Child) if named("root") => {
                vec![Nodeish::TableRoot(table)]
            }
            (Nodeish::TableRoot(table), Axis::Child) if named("item") => {
                return self.rows_kept(table, &step.predicates, at);
            }
            (Nodeish::TableRow(table, row), Axis::Child) => {
                let columns = &self.form.tables.get(table).cells.columns;
                let found = columns
                    .iter()
                    .enumerate()
                    .filter(|(_, column)| named(column));
                found
                    .map(|(column, _)| Nodeish::TableCell(table, row, column))
                    .collect()
            }
            (Nodeish::TableCell(table, row, _), Axis::Parent) => {
                vec![Nodeish::TableRow(table, row)]
            }
            _ => Vec::new(),
        };
        self.kept(nodes, &step.predicates, at)
    }

    /// The rows of a table that fulfil predicates; the first plain `column = value` is looked up.
    pub(super) fn rows_kept(&self, table: usize, predicates: &[Expr], at: At) -> Nodes {
        let found = match predicates.first() {
            Some(first) => self.rows_by_index(table, first, at)?,
            None => None,
        };
        let rows =
            found.unwrap_or_else(|| (0..self.form.tables.get(table).cells.rows.len()).collect());
        let nodes = rows
            .into_iter()
            .map(|row| Nodeish::TableRow(table, row))
            .collect();
        self.kept(nodes, predicates, at)
    }

    /// Candidates for a predicate: `column = value` anywhere among its `and`s. `None` when there is
    /// no such comparison.
    fn rows_by_index(
        &self,
        table: usize,
        predicate: &Expr,
        at: At,
    ) -> Result<Option<Vec<usize>>, String> {
        let Expr::Binary { op, left, right } = predicate else {
            return Ok(None);
        };
        if *op == BinaryOp::And {
            return match self.rows_by_index(table, left, at)? {
                Some(rows) => Ok(Some(rows)),
                None => self.rows_by_index(table, right, at),
            };
        }
        if *op != BinaryOp::Equal {
            return Ok(None);
        }
        let table = self.form.tables.get(table);
        for (side, other) in [(left, right), (right, left)] {
            let column = column_name(side).and_then(|name| table.cells.column(name));
            let Some(column) = column.filter(|_| is_constant(other)) else {
                continue;
            };
            let wanted = match self.value(other, at)? {
                Value::Text(text) => vec![text],
                Value::Nodes(nodes) => nodes.iter().map(|node| self.node_text(*node)).collect(),
                // `05 = 5` as numbers: only looking at every row tells.
                Value::Number(_) | Value::Truth(_) => return Ok(None),
            };
            let mut rows: Vec<usize> = Vec::new();
            for text in &wanted {
                rows.extend(table.rows_where(column, text));
            }
            rows.sort_unstable();
            rows.dedup();
            return Ok(Some(rows));
        }
        Ok(None)
    }

    /// The nodes that fulfil predicates; a number means a position.
    pub(super) fn kept(&self, nodes: Vec<Nodeish>, predicates: &[Expr], at: At) -> Nodes {
        let mut current = nodes;
        for predicate in predicates {
            let size = current.len();
            self.spend(size)?;
            let mut kept = Vec::new();
            for (index, node) in current.iter().enumerate() {
                let here = At {
                    node: *node,
                    position: index + 1,
                    size,
                    origin: at.origin,
                };
                let keeps = match self.value(predicate, here)? {
                    Value::Number(number) => number == (index + 1) as f64,
                    other => self.truth(&other),
                };
                if keeps {
                    kept.push(*node);
                }
            }
            current = kept;
        }
        Ok(current)
    }
}

/// Whether an expression has the same value for every row of a table.
fn is_constant(expression: &Expr) -> bool {
    match expression {
        Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => true,
        Expr::Path { absolute, .. } => *absolute,
        Expr::Filter { base, steps, .. } => {
            let is_current = matches!(&**base, Expr::Function { name, .. } if name == "current");
            is_current && steps.iter().all(|step| step.predicates.is_empty())
        }
        _ => false,
    }
}
