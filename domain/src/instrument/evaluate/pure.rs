//! Functions of texts and numbers alone. What `rxeval` has is called there; ours are those it lacks
//! or that need dates. Not here: functions that look at the form (`calls`).

use rxeval::{Expr, Instance};

use super::super::regular_expression;
use super::{At, Evaluated, Evaluator, Value, dates, numbers};

impl Evaluator<'_> {
    pub(super) fn pure(&self, name: &str, values: &[Value], at: At) -> Evaluated {
        let text = |index: usize| match values.get(index) {
            Some(value) => self.text(value),
            None => self.node_text(at.node),
        };
        let number = |index: usize| match values.get(index) {
            Some(value) => self.number(value),
            None => numbers::of_text(&self.node_text(at.node)),
        };
        Ok(match (name, values.len()) {
            ("string", _) => Value::Text(text(0)),
            ("number", _) => Value::Number(number(0)),
            ("pi", _) => Value::Number(std::f64::consts::PI),
            ("pow", _) => Value::Number(number(0).powf(number(1))),
            ("atan2", _) => Value::Number(number(0).atan2(number(1))),
            ("round", 1) => Value::Number(numbers::rounded(number(0), 0.0)),
            ("round", _) => Value::Number(numbers::rounded(number(0), number(1))),
            ("string-length", _) => Value::Number(text(0).chars().count() as f64),
            ("count-selected", _) => Value::Number(text(0).split_whitespace().count() as f64),
            ("regex", _) => {
                let matched = regular_expression::matches(&text(0), &text(1))?;
                Value::Truth(matched)
            }
            ("selected", _) => {
                let wanted = text(1);
                let wanted = wanted.trim();
                Value::Truth(text(0).split_whitespace().any(|name| name == wanted))
            }
            ("date" | "date-time" | "decimal-date-time" | "decimal-time", _) => {
                let given = values.first().map(|value| (value, self.text(value)));
                return given.map_or(Ok(Value::Text(String::new())), |(value, text)| {
                    date_function(name, value, &text)
                });
            }
            ("format-date" | "format-date-time", _) => {
                let moment = match values.first() {
                    Some(Value::Number(days)) => dates::moment_text(*days).unwrap_or_default(),
                    _ => formattable(&text(0)),
                };
                return self.borrowed(name, &[Value::Text(moment), Value::Text(text(1))]);
            }
            ("distance" | "area", _) => {
                // A question in a repeat gives a point of every row.
                let points = values.iter().flat_map(|value| match value {
                    Value::Nodes(nodes) => nodes.iter().map(|n| self.node_text(*n)).collect(),
                    other => vec![self.text(other)],
                });
                let points: Vec<String> = points.collect();
                return self.borrowed(name, &[Value::Text(points.join(";"))]);
            }
            (_, 1) if numbers::of_one(name, 0.0).is_some() => {
                Value::Number(numbers::of_one(name, number(0)).unwrap_or(f64::NAN))
            }
            ("normalize-space", 0) => return self.borrowed(name, &[Value::Text(text(0))]),
            _ => return self.borrowed(name, values),
        })
    }

    /// A function as `rxeval` implements it, on values that are worked out already.
    fn borrowed(&self, name: &str, values: &[Value]) -> Evaluated {
        let literal = |value: &Value| match value {
            Value::Number(number) => Expr::Number(*number),
            other => Expr::Literal(self.text(other)),
        };
        let args: Vec<Expr> = values.iter().map(literal).collect();
        let nothing = Instance::new();
        let context = rxeval::Context::at(rxeval::NodeId(0));
        let clock = rxeval::Fixed {
            today: String::new(),
            now: String::new(),
        };
        match rxeval::functions::call(name, &args, &nothing, context, &clock)? {
            rxeval::Value::Boolean(truth) => Ok(Value::Truth(truth)),
            rxeval::Value::Number(number) => Ok(Value::Number(number)),
            rxeval::Value::String(text) => Ok(Value::Text(text)),
            rxeval::Value::NodeSet(_) => Err(format!("{name}() gave questions")),
        }
    }
}

/// A clock time alone gets a day, so that its hours can be printed.
fn formattable(text: &str) -> String {
    let is_clock = !text.contains('-') && dates::day_fraction(text).is_some();
    match (is_clock, text.parse::<f64>()) {
        (true, _) => format!("1970-01-01T{text}"),
        (false, Ok(days)) => dates::moment_text(days).unwrap_or_default(),
        (false, Err(_)) => text.to_owned(),
    }
}

fn date_function(name: &str, value: &Value, text: &str) -> Evaluated {
    let is_no_number = matches!(value, Value::Number(days) if days.is_nan());
    if text.trim().is_empty() || is_no_number {
        return Ok(Value::Text(String::new()));
    }
    let days = match (name, value) {
        ("decimal-time", _) => {
            let found = dates::day_fraction(text).or_else(|| dates::days(text).map(f64::fract));
            return found
                .map(Value::Number)
                .ok_or_else(|| format!("{name}(): {text} is no time"));
        }
        (_, Value::Number(days)) => Some(*days),
        _ => dates::days(text).or_else(|| text.trim().parse().ok()),
    };
    let written = match name {
        "decimal-date-time" => return days_or(days, name, text).map(Value::Number),
        "date" => days.and_then(dates::day_text),
        _ => match text.contains('T') {
            true => days.map(|_| text.to_owned()),
            false => days.and_then(dates::moment_text),
        },
    };
    written
        .map(Value::Text)
        .ok_or_else(|| format!("{name}(): {text} is no date"))
}

fn days_or(days: Option<f64>, name: &str, text: &str) -> Result<f64, String> {
    days.ok_or_else(|| format!("{name}(): {text} is no date"))
}
