//! Dates in order. XPath 1.0 compares with `<` only numbers, so `. <= today()` would never hold;
//! XLSForms write it all the same, and mean the calendar. Each side of such a comparison becomes a
//! number made of the date's digits. Not here: time zones (all moments are China's).

use std::collections::BTreeMap;

use rxeval::Expr;
use rxeval::parser::BinaryOp;
use rxeval::rules::referenced_paths;

use super::{Instrument, Node, QuestionType};
use crate::time::parse_day;

/// How exact a date-like value is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Day,
    Second,
}

/// Which questions of a form hold dates.
pub(super) struct Dates {
    by_path: BTreeMap<String, Precision>,
}

impl Dates {
    /// Finds the date, dateTime and matching metadata questions.
    pub fn of(instrument: &Instrument) -> Self {
        let precision = |node: &Node| match node {
            Node::Question {
                question_type: QuestionType::Date,
                ..
            } => Some(Precision::Day),
            Node::Question {
                question_type: QuestionType::DateTime,
                ..
            } => Some(Precision::Second),
            Node::Question {
                question_type: QuestionType::Metadata { preload },
                ..
            } => match preload.as_str() {
                "today" => Some(Precision::Day),
                "start" | "end" => Some(Precision::Second),
                _ => None,
            },
            _ => None,
        };
        let nodes = instrument.walk().into_iter();
        let dated = nodes.filter_map(|node| Some((node.path().to_owned(), precision(node)?)));
        Self {
            by_path: dated.collect(),
        }
    }

    /// The expression with its date comparisons made numeric. Errors: the reason, where a date is
    /// used in arithmetic, which would silently be not-a-number.
    pub fn ordered(&self, expression: Expr, own: &str) -> Result<Expr, String> {
        let again = |inner: Expr| self.ordered(inner, own);
        let boxed = |inner: Box<Expr>| self.ordered(*inner, own).map(Box::new);
        let list = |inner: Vec<Expr>| inner.into_iter().map(again).collect::<Result<Vec<_>, _>>();
        Ok(match expression {
            Expr::Binary { op, left, right } => {
                let sides = [self.precision(&left, own), self.precision(&right, own)];
                let finest = sides.into_iter().flatten().max();
                let (left, right) = (boxed(left)?, boxed(right)?);
                match (finest, class(op)) {
                    (Some(precision), Class::Order) => Expr::Binary {
                        op,
                        left: Box::new(digits(*left, precision)),
                        right: Box::new(digits(*right, precision)),
                    },
                    (Some(_), Class::Arithmetic) => {
                        return Err("a date in arithmetic: use format-date()".to_owned());
                    }
                    _ => Expr::Binary { op, left, right },
                }
            }
            Expr::Negate(inner) => Expr::Negate(boxed(inner)?),
            Expr::Union(left, right) => Expr::Union(boxed(left)?, boxed(right)?),
            Expr::Function { name, args } => Expr::Function {
                name,
                args: list(args)?,
            },
            Expr::Filter {
                base,
                predicates,
                steps,
            } => Expr::Filter {
                base: boxed(base)?,
                predicates: list(predicates)?,
                steps,
            },
            other => other,
        })
    }

    fn precision(&self, side: &Expr, own: &str) -> Option<Precision> {
        match side {
            Expr::Function { name, .. } if name == "today" => Some(Precision::Day),
            Expr::Function { name, .. } if name == "now" => Some(Precision::Second),
            Expr::Literal(text) => parse_day(text).map(|_| Precision::Day),
            Expr::Path { .. } => {
                let path = referenced_paths(side, own).into_iter().next()?;
                self.by_path.get(&path).copied()
            }
            _ => None,
        }
    }
}

enum Class {
    Order,
    Arithmetic,
    Other,
}

fn class(op: BinaryOp) -> Class {
    match op {
        BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
            Class::Order
        }
        BinaryOp::Add
        | BinaryOp::Subtract
        | BinaryOp::Multiply
        | BinaryOp::Divide
        | BinaryOp::Modulo => Class::Arithmetic,
        BinaryOp::Or | BinaryOp::And | BinaryOp::Equal | BinaryOp::NotEqual => Class::Other,
    }
}

fn digits(side: Expr, precision: Precision) -> Expr {
    let pattern = match precision {
        Precision::Day => "%Y%m%d",
        Precision::Second => "%Y%m%d%H%M%S",
    };
    let args = vec![side, Expr::Literal(pattern.to_owned())];
    Expr::Function {
        name: "format-date-time".to_owned(),
        args,
    }
}
