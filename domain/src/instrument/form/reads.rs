//! Which nodes of the form an expression reads. Not here: the order this asks for (`order`).

use rxeval::Expr;
use rxeval::parser::{Axis, NameTest, Step};

use super::Form;

/// What an expression reads.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Items, each at least once.
    pub items: Vec<usize>,
    /// Paths that lead nowhere in this form.
    pub unknown: Vec<String>,
    /// Names of variables the form does not have, or has several times.
    pub unknown_names: Vec<String>,
    /// Tables that are looked into by name.
    pub tables: Vec<String>,
    /// It walks along axes that no single path names: it may read anything.
    pub anything: bool,
}

/// Beyond this an expression may as well read anything: `//*[//*[//*]]` names the whole form again
/// for each node.
const MOST_READS: usize = 50_000;

/// Where relative paths begin.
#[derive(Clone, Copy)]
enum Start {
    Item(usize),
    /// Inside a table: steps name columns.
    Table,
}

/// What an expression at an item reads.
pub(in crate::instrument) fn reads(expression: &Expr, at: usize, form: &Form) -> Reads {
    let mut collector = Collector {
        form,
        origin: at,
        reads: Reads::default(),
    };
    collector.expression(expression, Start::Item(at));
    collector.reads
}

/// What a filter of choices at an item reads: its relative paths are columns.
pub(in crate::instrument) fn filter_reads(expression: &Expr, at: usize, form: &Form) -> Reads {
    let mut collector = Collector {
        form,
        origin: at,
        reads: Reads::default(),
    };
    collector.expression(expression, Start::Table);
    collector.reads
}

struct Collector<'a> {
    form: &'a Form,
    origin: usize,
    reads: Reads,
}

impl Collector<'_> {
    fn expression(&mut self, expression: &Expr, start: Start) {
        if self.reads.items.len() > MOST_READS {
            self.reads.anything = true;
            return;
        }
        match expression {
            Expr::Variable(name) => {
                if let Some(item) = self.variable(name) {
                    self.reads.items.push(item);
                }
            }
            Expr::Path { absolute, steps } => {
                let begin = if *absolute { Start::Item(0) } else { start };
                self.path(begin, steps, *absolute);
            }
            Expr::Filter {
                base,
                predicates,
                steps,
            } => self.filter(base, predicates, steps, start),
            Expr::Function { name, args } => {
                if name == "pulldata" {
                    self.table(args);
                }
                for argument in args {
                    self.expression(argument, start);
                }
            }
            Expr::Binary { left, right, .. } | Expr::Union(left, right) => {
                self.expression(left, start);
                self.expression(right, start);
            }
            Expr::Negate(inner) => self.expression(inner, start),
            Expr::Number(_) | Expr::Literal(_) => {}
        }
    }

    fn filter(&mut self, base: &Expr, predicates: &[Expr], steps: &[Step], start: Start) {
        let from = match base {
            Expr::Function { name, args } if name == "instance" => {
                self.table(args);
                Start::Table
            }
            Expr::Function { name, .. } if name == "current" => Start::Item(self.origin),
            Expr::Variable(name) => match self.variable(name) {
                Some(item) => Start::Item(item),
                None => return,
            },
            other => {
                self.expression(other, start);
                self.reads.anything |= !steps.is_empty();
                return;
            }
        };
        for predicate in predicates {
            self.expression(predicate, from);
        }
        self.path(from, steps, false);
    }

    fn table(&mut self, args: &[Expr]) {
        match args.first() {
            Some(Expr::Literal(name)) => self.reads.tables.push(name.clone()),
            _ => self.reads.anything = true,
        }
    }

    fn variable(&mut self, name: &str) -> Option<usize> {
        let item = self.form.named(name);
        if item.is_none() {
            self.reads.unknown_names.push(name.to_owned());
        }
        item
    }

    fn path(&mut self, start: Start, steps: &[Step], absolute: bool) {
        let Start::Item(first) = start else {
            for predicate in steps.iter().flat_map(|step| &step.predicates) {
                self.expression(predicate, Start::Table);
            }
            return;
        };
        // An absolute path names the root element itself.
        let root = &self.form.items[0].name;
        let names_root = |step: &Step| matches!(&step.test, NameTest::Named(name) if name == root);
        let steps = match steps.split_first() {
            Some((step, rest)) if absolute && step.axis == Axis::Child => {
                if !names_root(step) {
                    self.reads.unknown.push(written(steps));
                    return;
                }
                rest
            }
            _ => steps,
        };
        let mut found = vec![first];
        for step in steps {
            found = self.step(&found, step);
            for item in found.clone() {
                for predicate in &step.predicates {
                    self.expression(predicate, Start::Item(item));
                }
            }
        }
        if found.is_empty() && !self.reads.anything {
            self.reads.unknown.push(written(steps));
        }
        self.reads.items.extend(found);
    }

    fn step(&mut self, from: &[usize], step: &Step) -> Vec<usize> {
        let items = &self.form.items;
        let matches = |item: &usize| match &step.test {
            NameTest::Any => true,
            NameTest::Named(name) => items[*item].name == *name,
        };
        let mut found = Vec::new();
        for &item in from {
            match step.axis {
                Axis::Child => found.extend(items[item].children.iter().copied().filter(matches)),
                Axis::Parent if item != 0 => found.push(items[item].parent),
                Axis::Self_ => found.push(item),
                Axis::Descendant => found.extend((item + 1..items[item].end).filter(matches)),
                Axis::DescendantOrSelf => found.extend((item..items[item].end).filter(matches)),
                // Rows of the same repeat are siblings; the item stays the same.
                Axis::FollowingSibling | Axis::PrecedingSibling => {
                    let parent = items[item].parent;
                    found.extend(items[parent].children.iter().copied().filter(matches));
                }
                _ => self.reads.anything = true,
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn written(steps: &[Step]) -> String {
    let names = steps.iter().map(|step| match &step.test {
        NameTest::Named(name) => name.as_str(),
        NameTest::Any if step.axis == Axis::Parent => "..",
        NameTest::Any => "*",
    });
    names.collect::<Vec<_>>().join("/")
}
