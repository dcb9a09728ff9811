//! Working out a parsed expression over a filled-in form: XPath 1.0 with the extensions of
//! OpenRosa. The grammar and most of the plain functions are `rxeval`'s; paths, rows, tables and
//! dates are ours, because only they know which row of a repeat is meant. Not here: what to do with
//! a result.

mod calls;
mod dates;
pub mod known;
mod lookups;
mod numbers;
mod paths;
mod pure;
mod random;
mod value;

pub(super) use dates::day_text;
pub(super) use random::shuffled;
pub(super) use value::{Nodeish, Value};

use std::cell::Cell;

use rxeval::Expr;
use rxeval::parser::BinaryOp;

use super::Instrument;
use super::form::Form;
use super::session::tree::Tree;

/// Nodes one expression may look at; more is a form that would stop the tablet.
const MOST_STEPS: usize = 2_000_000;

/// What expressions see of the world.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// `2026-11-22`.
    pub today: String,
    /// `2026-11-22T10:32:00.000+08:00`.
    pub now: String,
    /// What `random()` and `uuid()` grow from; the same for the life of a session.
    pub seed: String,
}

/// Evaluates expressions of one form over one tree.
pub(super) struct Evaluator<'a> {
    pub instrument: &'a Instrument,
    pub form: &'a Form,
    pub tree: &'a Tree,
    pub moment: &'a Moment,
    steps: Cell<usize>,
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct At {
    /// `.`
    pub node: Nodeish,
    /// `position()`
    pub position: usize,
    /// `last()`
    pub size: usize,
    /// The slot whose rule this is: `current()`, and whose rows `${name}` means.
    pub origin: usize,
}

impl At {
    /// At a slot.
    pub fn slot(slot: usize) -> Self {
        Self {
            node: Nodeish::Slot(slot),
            position: 1,
            size: 1,
            origin: slot,
        }
    }
}

type Evaluated = Result<Value, String>;

impl<'a> Evaluator<'a> {
    pub fn new(
        instrument: &'a Instrument,
        form: &'a Form,
        tree: &'a Tree,
        moment: &'a Moment,
    ) -> Self {
        Self {
            instrument,
            form,
            tree,
            moment,
            steps: Cell::new(0),
        }
    }

    /// The text an expression gives at a slot.
    pub fn text_at(&self, expression: &Expr, slot: usize) -> Result<String, String> {
        self.restart();
        let value = self.value(expression, At::slot(slot))?;
        // A result that is no number is no value, as in JavaRosa: a record never says `NaN`.
        Ok(match value {
            Value::Number(number) if number.is_nan() => String::new(),
            value => self.text(&value),
        })
    }

    /// Whether an expression holds at a slot.
    pub fn truth_at(&self, expression: &Expr, slot: usize) -> Result<bool, String> {
        self.restart();
        let value = self.value(expression, At::slot(slot))?;
        Ok(self.truth(&value))
    }

    /// The number an expression gives at a slot.
    pub fn number_at(&self, expression: &Expr, slot: usize) -> Result<f64, String> {
        self.restart();
        let value = self.value(expression, At::slot(slot))?;
        Ok(self.number(&value))
    }

    fn restart(&self) {
        self.steps.set(0);
    }

    /// Counts work; errors when an expression never comes to an end in practice.
    fn spend(&self, steps: usize) -> Result<(), String> {
        let spent = self.steps.get() + steps;
        self.steps.set(spent);
        match spent > MOST_STEPS {
            true => Err(format!("looks at more than {MOST_STEPS} nodes")),
            false => Ok(()),
        }
    }

    fn value(&self, expression: &Expr, at: At) -> Evaluated {
        match expression {
            Expr::Number(number) => Ok(Value::Number(*number)),
            Expr::Literal(text) => Ok(Value::Text(text.clone())),
            Expr::Variable(name) => self.variable(name, at).map(Value::Nodes),
            Expr::Negate(inner) => {
                let value = self.value(inner, at)?;
                Ok(Value::Number(-self.number(&value)))
            }
            Expr::Union(left, right) => {
                let mut nodes = self.nodes(left, at)?;
                nodes.extend(self.nodes(right, at)?);
                nodes.sort_unstable();
                nodes.dedup();
                Ok(Value::Nodes(nodes))
            }
            Expr::Binary { op, left, right } => self.binary(*op, left, right, at),
            Expr::Path { absolute, steps } => self.path(*absolute, steps, at).map(Value::Nodes),
            Expr::Filter {
                base,
                predicates,
                steps,
            } => self.filter(base, predicates, steps, at).map(Value::Nodes),
            Expr::Function { name, args } => self.call(name, args, at),
        }
    }

    fn nodes(&self, expression: &Expr, at: At) -> Result<Vec<Nodeish>, String> {
        match self.value(expression, at)? {
            Value::Nodes(nodes) => Ok(nodes),
            other => Err(format!(
                "needs questions or rows, was given {}",
                other.kind()
            )),
        }
    }

    fn binary(&self, op: BinaryOp, left: &Expr, right: &Expr, at: At) -> Evaluated {
        let first = self.value(left, at)?;
        // `and` and `or` stop early: a form guards a comparison with whether there is a value.
        match op {
            BinaryOp::And if !self.truth(&first) => return Ok(Value::Truth(false)),
            BinaryOp::Or if self.truth(&first) => return Ok(Value::Truth(true)),
            _ => {}
        }
        let second = self.value(right, at)?;
        let numbers = || (self.number(&first), self.number(&second));
        Ok(match op {
            BinaryOp::And | BinaryOp::Or => Value::Truth(self.truth(&second)),
            BinaryOp::Equal | BinaryOp::NotEqual => {
                Value::Truth(self.equal(&first, &second, op == BinaryOp::Equal)?)
            }
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
                Value::Truth(self.ordered(op, &first, &second))
            }
            BinaryOp::Add => Value::Number(numbers().0 + numbers().1),
            BinaryOp::Subtract => Value::Number(numbers().0 - numbers().1),
            BinaryOp::Multiply => Value::Number(numbers().0 * numbers().1),
            BinaryOp::Divide => Value::Number(numbers().0 / numbers().1),
            BinaryOp::Modulo => Value::Number(numbers().0 % numbers().1),
        })
    }

    /// A comparison with several nodes asks whether some node fulfils it; so `!=` is not the
    /// opposite of `=`.
    fn equal(&self, first: &Value, second: &Value, wanted: bool) -> Result<bool, String> {
        let holds = |equal: bool| equal == wanted;
        Ok(match (first, second) {
            (Value::Nodes(left), Value::Nodes(right)) => {
                self.spend(left.len().saturating_mul(right.len()))?;
                let right: Vec<String> = right.iter().map(|node| self.node_text(*node)).collect();
                left.iter().any(|node| {
                    let text = self.node_text(*node);
                    right.iter().any(|other| holds(text == *other))
                })
            }
            (Value::Nodes(_), Value::Truth(truth)) | (Value::Truth(truth), Value::Nodes(_)) => {
                let set = if matches!(first, Value::Nodes(_)) {
                    first
                } else {
                    second
                };
                holds(self.truth(set) == *truth)
            }
            (Value::Nodes(nodes), other) | (other, Value::Nodes(nodes)) => match other {
                Value::Number(number) => nodes
                    .iter()
                    .any(|node| holds(numbers::of_text(&self.node_text(*node)) == *number)),
                other => {
                    let text = self.text(other);
                    nodes
                        .iter()
                        .any(|node| holds(self.node_text(*node) == text))
                }
            },
            (Value::Truth(_), _) | (_, Value::Truth(_)) => {
                holds(self.truth(first) == self.truth(second))
            }
            (Value::Number(_), _) | (_, Value::Number(_)) => {
                holds(self.number(first) == self.number(second))
            }
            _ => holds(self.text(first) == self.text(second)),
        })
    }

    fn ordered(&self, op: BinaryOp, first: &Value, second: &Value) -> bool {
        let compare = |x: f64, y: f64| match op {
            BinaryOp::Less => x < y,
            BinaryOp::LessEqual => x <= y,
            BinaryOp::Greater => x > y,
            _ => x >= y,
        };
        let (left, right) = (self.numbers(first), self.numbers(second));
        left.iter().any(|x| right.iter().any(|y| compare(*x, *y)))
    }

    fn numbers(&self, value: &Value) -> Vec<f64> {
        match value {
            Value::Nodes(nodes) => {
                let texts = nodes.iter().map(|node| self.node_text(*node));
                texts.map(|text| numbers::of_text(&text)).collect()
            }
            other => vec![self.number(other)],
        }
    }
}
