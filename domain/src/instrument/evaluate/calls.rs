//! Functions that need to know where they stand: rows, questions, conditions. Not here: functions
//! of texts and numbers (`pure`), of tables and choices (`lookups`).

use rxeval::Expr;

use super::super::form::ItemKind;
use super::super::session::tree::SlotKind;
use super::{At, Evaluated, Evaluator, Nodeish, Value, known, numbers, random};

impl Evaluator<'_> {
    /// Calls a function. Errors name it: nothing that is not understood counts as `false`.
    pub(super) fn call(&self, name: &str, args: &[Expr], at: At) -> Evaluated {
        let Some((_, fewest, most)) = known::known(name) else {
            return Err(format!("unknown function {name}()"));
        };
        if args.len() < *fewest || args.len() > *most {
            return Err(format!("{name}() was given {} arguments", args.len()));
        }
        self.spend(1)?;
        match (name, args) {
            ("true", _) => Ok(Value::Truth(true)),
            ("false", _) => Ok(Value::Truth(false)),
            ("not", [inner]) => Ok(Value::Truth(!self.truth(&self.value(inner, at)?))),
            ("boolean", [inner]) => Ok(Value::Truth(self.truth(&self.value(inner, at)?))),
            ("if", [condition, then, otherwise]) => {
                // Only the branch taken is worked out: the other may divide by zero.
                let holds = self.truth(&self.value(condition, at)?);
                self.value(if holds { then } else { otherwise }, at)
            }
            ("coalesce", _) => {
                for argument in args {
                    let text = self.text(&self.value(argument, at)?);
                    if !text.is_empty() {
                        return Ok(Value::Text(text));
                    }
                }
                Ok(Value::Text(String::new()))
            }
            ("once", [inner]) => {
                let before = self.node_text(Nodeish::Slot(at.origin));
                match before.is_empty() {
                    true => self.value(inner, at),
                    false => Ok(Value::Text(before)),
                }
            }
            ("current", _) => Ok(Value::Nodes(vec![Nodeish::Slot(at.origin)])),
            ("today", _) => Ok(Value::Text(self.moment.today.clone())),
            ("now", _) => Ok(Value::Text(self.moment.now.clone())),
            ("version", _) => Ok(Value::Text(self.instrument.version.clone())),
            ("position" | "last" | "name" | "local-name", _) => self.place(name, args, at),
            ("count" | "sum" | "min" | "max" | "join" | "concat" | "count-non-empty", _) => {
                self.together(name, args, at)
            }
            ("indexed-repeat", [wanted, pairs @ ..]) => self.indexed_repeat(wanted, pairs, at),
            ("checklist" | "weighted-checklist", _) => self.checklist(name, args, at),
            ("instance" | "pulldata" | "jr:choice-name" | "choice-name", _) => {
                self.look_up(name, args, at)
            }
            ("random" | "uuid", _) => {
                let place = &self.tree.slots[at.origin].path;
                Ok(random::call(name, &self.moment.seed, place))
            }
            _ => {
                let values = args.iter().map(|argument| self.value(argument, at));
                let values: Vec<Value> = values.collect::<Result<_, _>>()?;
                self.pure(name, &values, at)
            }
        }
    }

    fn place(&self, name: &str, args: &[Expr], at: At) -> Evaluated {
        let node = match args.first() {
            Some(argument) => self.nodes(argument, at)?.first().copied(),
            None => Some(at.node),
        };
        Ok(match (name, args.is_empty()) {
            ("last", _) => Value::Number(at.size as f64),
            ("position", true) => Value::Number(at.position as f64),
            ("position", false) => Value::Number(match node {
                Some(Nodeish::Slot(slot)) => self.row_number(slot),
                Some(Nodeish::TableRow(_, row)) => (row + 1) as f64,
                Some(_) => 1.0,
                None => f64::NAN,
            }),
            _ => Value::Text(match node {
                Some(Nodeish::Slot(slot)) => {
                    self.form.items[self.tree.slots[slot].item].name.clone()
                }
                Some(Nodeish::TableCell(table, _, column)) => {
                    self.form.tables.get(table).cells.columns[column].clone()
                }
                _ => String::new(),
            }),
        })
    }

    fn row_number(&self, slot: usize) -> f64 {
        match self.tree.slots[slot].kind {
            SlotKind::Row(row) => row as f64,
            _ => 1.0,
        }
    }

    /// Functions over several nodes. What is not asked does not count.
    fn together(&self, name: &str, args: &[Expr], at: At) -> Evaluated {
        let mut values = Vec::with_capacity(args.len());
        for argument in args {
            values.push(match self.value(argument, at)? {
                Value::Nodes(nodes) => Value::Nodes(self.asked(nodes)),
                other => other,
            });
        }
        let texts = |value: &Value| match value {
            Value::Nodes(nodes) => nodes.iter().map(|node| self.node_text(*node)).collect(),
            other => vec![self.text(other)],
        };
        match (name, values.as_slice()) {
            ("count", [Value::Nodes(nodes)]) => Ok(Value::Number(nodes.len() as f64)),
            ("count-non-empty", [Value::Nodes(nodes)]) => {
                let filled = nodes
                    .iter()
                    .filter(|node| !self.node_text(**node).is_empty());
                Ok(Value::Number(filled.count() as f64))
            }
            ("sum", [Value::Nodes(nodes)]) => {
                let numbers = nodes
                    .iter()
                    .map(|node| numbers::of_text(&self.node_text(*node)));
                Ok(Value::Number(numbers.sum()))
            }
            ("min" | "max", _) => {
                let numbers: Vec<f64> = values.iter().flat_map(|v| self.numbers(v)).collect();
                // No answers are not zero.
                if numbers.is_empty() || numbers.iter().any(|number| number.is_nan()) {
                    return Ok(Value::Number(f64::NAN));
                }
                let pick = if name == "min" { f64::min } else { f64::max };
                let found = numbers.into_iter().reduce(pick);
                Ok(Value::Number(found.unwrap_or(f64::NAN)))
            }
            ("join", [separator, rest @ ..]) => {
                let all: Vec<String> = rest.iter().flat_map(texts).collect();
                Ok(Value::Text(all.join(&self.text(separator))))
            }
            ("concat", _) => Ok(Value::Text(values.iter().flat_map(texts).collect())),
            (_, [other, ..]) => Err(format!("{name}() counts rows, was given {}", other.kind())),
            (_, []) => Err(format!("{name}() was given nothing")),
        }
    }

    fn asked(&self, nodes: Vec<Nodeish>) -> Vec<Nodeish> {
        let mut nodes = nodes;
        nodes.retain(|node| match node {
            Nodeish::Slot(slot) => self.tree.slots[*slot].relevant,
            _ => true,
        });
        nodes
    }

    /// `indexed-repeat(${x}, ${outer}, 2, ${inner}, 1)`: the question in those rows.
    fn indexed_repeat(&self, wanted: &Expr, pairs: &[Expr], at: At) -> Evaluated {
        let item = |expression: &Expr| match expression {
            Expr::Variable(name) => self.form.named(name),
            other => match self.nodes(other, at).ok()?.first()? {
                Nodeish::Slot(slot) => Some(self.tree.slots[*slot].item),
                _ => None,
            },
        };
        let Some(wanted) = item(wanted) else {
            return Err("indexed-repeat() needs a question of this form".to_owned());
        };
        let mut rows: Vec<(usize, usize)> = Vec::new();
        for pair in pairs.chunks(2) {
            let [repeat, index] = pair else {
                return Err("indexed-repeat() needs a row for each repeat".to_owned());
            };
            let repeat = item(repeat).filter(|i| self.form.items[*i].kind == ItemKind::Repeat);
            let Some(repeat) = repeat else {
                return Err("indexed-repeat() needs a repeat of this form".to_owned());
            };
            let number = self.number(&self.value(index, at)?);
            rows.push((repeat, if number >= 1.0 { number as usize } else { 0 }));
        }
        let found = self.tree.by_item[wanted].iter().copied().filter(|slot| {
            self.form.items[wanted].repeats.iter().all(|repeat| {
                let own = self.tree.row_around(*slot, *repeat);
                match rows.iter().find(|(named, _)| named == repeat) {
                    Some((_, number)) => {
                        own.is_some_and(|row| self.row_number(row) == *number as f64)
                    }
                    None => match self.tree.row_around(at.origin, *repeat) {
                        Some(around) => own == Some(around),
                        None => true,
                    },
                }
            })
        });
        Ok(Value::Nodes(found.map(Nodeish::Slot).collect()))
    }

    /// `checklist(min, max, …)`: whether between min and max of the answers are yes.
    fn checklist(&self, name: &str, args: &[Expr], at: At) -> Evaluated {
        let mut numbers = Vec::new();
        for argument in args {
            let value = self.value(argument, at)?;
            numbers.push(match &value {
                Value::Nodes(nodes) => nodes
                    .iter()
                    .map(|node| number_or_truth(&self.node_text(*node)))
                    .sum(),
                Value::Text(text) => number_or_truth(text),
                other => self.number(other),
            });
        }
        let (limits, given) = numbers.split_at(2);
        let reached: f64 = match name {
            "checklist" => given.iter().sum(),
            _ => given
                .chunks(2)
                .map(|pair| pair.iter().product::<f64>())
                .sum(),
        };
        let within =
            (limits[0] < 0.0 || reached >= limits[0]) && (limits[1] < 0.0 || reached <= limits[1]);
        Ok(Value::Truth(within))
    }
}

fn number_or_truth(text: &str) -> f64 {
    match text {
        "" | "false" => 0.0,
        "true" => 1.0,
        other => numbers::of_text(other),
    }
}
