//! A condition that is picked instead of written: question, comparison, value. Not here: judging
//! it (`instrument::Session`).

use rust_decimal::Decimal;

use crate::problem::Problem;

/// How an answer is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// `${q} = 'v'`.
    Is,
    /// `${q} != 'v'`.
    IsNot,
    /// `selected(${q}, 'v')`: of several choices, this one too.
    Includes,
    /// `not(selected(${q}, 'v'))`.
    IncludesNot,
    /// `${q} >= 5`.
    AtLeast,
    /// `${q} <= 5`.
    AtMost,
    /// `${q} > 5`.
    MoreThan,
    /// `${q} < 5`.
    LessThan,
    /// `${q} != ''`; the value stays empty.
    IsAnswered,
    /// `${q} = ''`; the value stays empty.
    IsNotAnswered,
}

/// A condition of one question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShowIf {
    /// The question's name.
    pub question: String,
    /// How.
    pub comparison: Comparison,
    /// A choice's name, a text, or for the four orders a number. Must not hold both kinds of
    /// quotation mark.
    #[serde(default)]
    pub value: String,
}

/// The comparisons with an operator; the longer ones first, so that reading takes those.
const OPERATORS: [(&str, Comparison); 6] = [
    (">=", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("!=", Comparison::IsNot),
    ("=", Comparison::Is),
    (">", Comparison::MoreThan),
    ("<", Comparison::LessThan),
];

impl ShowIf {
    /// The expression. `numeric`: the question's answers are numbers, so equality compares numbers
    /// too. Errors: `DESIGN_BAD_VALUE`.
    pub fn expression(&self, numeric: bool) -> Result<String, Problem> {
        let refused = || {
            Problem::new("DESIGN_BAD_VALUE")
                .with("value", &self.value)
                .at_path("show_if.value")
        };
        let name = &self.question;
        let value = self.value.trim();
        let number = || {
            let number: Option<Decimal> = value.parse().ok();
            number.map(|_| value.to_owned()).ok_or_else(refused)
        };
        let text = || match (value.contains('\''), value.contains('"')) {
            _ if value.is_empty() => Err(refused()),
            (true, true) => Err(refused()),
            (true, false) => Ok(format!("\"{value}\"")),
            (false, _) => Ok(format!("'{value}'")),
        };
        let operator = OPERATORS.iter().find(|(_, c)| *c == self.comparison);
        match (self.comparison, operator) {
            (Comparison::IsAnswered, _) => Ok(format!("${{{name}}} != ''")),
            (Comparison::IsNotAnswered, _) => Ok(format!("${{{name}}} = ''")),
            (Comparison::Includes, _) => Ok(format!("selected(${{{name}}}, {})", text()?)),
            (Comparison::IncludesNot, _) => Ok(format!("not(selected(${{{name}}}, {}))", text()?)),
            (Comparison::Is | Comparison::IsNot, Some((sign, _))) if !numeric => {
                Ok(format!("${{{name}}} {sign} {}", text()?))
            }
            (_, Some((sign, _))) => Ok(format!("${{{name}}} {sign} {}", number()?)),
            (_, None) => Err(refused()),
        }
    }

    /// Reads an expression back; `None` when it has another shape.
    pub fn read(expression: &str) -> Option<Self> {
        let text = expression.trim();
        if let Some(inner) = call(text, "not") {
            let found = Self::read(inner)?;
            return (found.comparison == Comparison::Includes).then_some(Self {
                comparison: Comparison::IncludesNot,
                ..found
            });
        }
        if let Some(inner) = call(text, "selected") {
            let (question, rest) = reference(inner)?;
            let value = quoted(rest.strip_prefix(',')?)?;
            return (!value.is_empty()).then(|| Self::new(question, Comparison::Includes, value));
        }
        let (question, rest) = reference(text)?;
        let (sign, comparison) = OPERATORS.iter().find(|(sign, _)| rest.starts_with(sign))?;
        let operand = &rest[sign.len()..];
        let is_equality = matches!(comparison, Comparison::Is | Comparison::IsNot);
        match quoted(operand) {
            Some("") if *comparison == Comparison::Is => {
                Some(Self::new(question, Comparison::IsNotAnswered, ""))
            }
            Some("") if *comparison == Comparison::IsNot => {
                Some(Self::new(question, Comparison::IsAnswered, ""))
            }
            Some(value) if is_equality => Some(Self::new(question, *comparison, value)),
            Some(_) => None,
            None => {
                let value = operand.trim();
                value.parse::<Decimal>().ok()?;
                Some(Self::new(question, *comparison, value))
            }
        }
    }

    fn new(question: &str, comparison: Comparison, value: &str) -> Self {
        Self {
            question: question.to_owned(),
            comparison,
            value: value.to_owned(),
        }
    }
}

/// What stands between the brackets of `name(…)`, when that is the whole text.
fn call<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(name)?.trim_start();
    rest.strip_prefix('(')?.strip_suffix(')').map(str::trim)
}

/// The name of a leading `${name}` and what follows it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("${")?.split_once('}')?;
    let name = name.trim();
    (!name.is_empty()).then(|| (name, rest.trim_start()))
}

/// The text of one literal, when that is all there is.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    let mark = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = text[1..].strip_suffix(mark)?;
    (!inner.contains(mark)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_comparison_is_read_back_as_it_was_picked() {
        let value = |comparison| match comparison {
            Comparison::IsAnswered | Comparison::IsNotAnswered => "",
            _ => "12.5",
        };
        for numeric in [false, true] {
            for comparison in [
                Comparison::Is,
                Comparison::IsNot,
                Comparison::Includes,
                Comparison::IncludesNot,
                Comparison::AtLeast,
                Comparison::AtMost,
                Comparison::MoreThan,
                Comparison::LessThan,
                Comparison::IsAnswered,
                Comparison::IsNotAnswered,
            ] {
                let picked = ShowIf::new("c3", comparison, value(comparison));
                let written = picked.expression(numeric).unwrap();
                assert_eq!(ShowIf::read(&written), Some(picked), "{written}");
                assert!(rxeval::parse(&written.replace("${c3}", "/data/c3")).is_ok());
            }
        }
    }

    #[test]
    fn what_has_another_shape_stays_text() {
        for text in [
            "${a} = 'x' or ${b} = 'y'",
            "${a} = ${b}",
            "${a} = 'x' and 'y' = 'y'",
            "not(${a} = 'x')",
            "selected(${a}, 'x') and selected(${b}, 'x')",
            "/data/a = 'x'",
            "${a} + 1 > 3",
            "",
        ] {
            assert_eq!(ShowIf::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_that_would_break_the_expression_is_refused() {
        let order = ShowIf::new("q", Comparison::AtLeast, "1 or 1=1");
        assert_eq!(order.expression(true).unwrap_err().code, "DESIGN_BAD_VALUE");
        let both = ShowIf::new("q", Comparison::Is, "a'b\"c");
        assert_eq!(both.expression(false).unwrap_err().code, "DESIGN_BAD_VALUE");
        let one = ShowIf::new("q", Comparison::Is, "it's");
        let written = one.expression(false).unwrap();
        assert_eq!(ShowIf::read(&written), Some(one));
    }
}
