//! `regex(value, pattern)`, by regex-lite on every side. `rxeval` would need the crate `regex`, the
//! heaviest thing a tablet could load (docs/decisions/0006-regex-lite.md); so its feature is off, and
//! each call is answered here before `rxeval` sees the expression. Not here: any other function.

use std::borrow::Cow;

use regex_lite::{Regex, RegexBuilder};
use rxeval::Expr;

/// The longest pattern, in bytes.
const LONGEST_PATTERN: usize = 1_000;
/// The most memory one compiled pattern may take, in bytes.
const LARGEST_PROGRAM: usize = 1 << 20;

/// Whether the whole value matches the pattern, as JavaRosa, and so ODK Collect, has it.
///
/// # Errors
/// The reason, for a pattern that cannot be built: longer than 1,000 bytes, malformed, or with a
/// construction that regex-lite lacks, such as `\p{Han}` or a look-ahead.
pub fn matches(value: &str, pattern: &str) -> Result<bool, String> {
    built(pattern).map(|pattern| pattern.is_match(value))
}

fn built(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > LONGEST_PATTERN {
        return Err(format!("regex(): a pattern over {LONGEST_PATTERN} bytes"));
    }
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(LARGEST_PROGRAM)
        .build()
        .map_err(|reason| format!("regex(): {pattern:?}: {reason}"))
}

/// Whether an expression calls `regex()` anywhere.
pub(super) fn is_used(expression: &Expr) -> bool {
    let any = |inner: &[Expr]| inner.iter().any(is_used);
    match expression {
        Expr::Function { name, args } => name == "regex" || any(args),
        Expr::Binary { left, right, .. } | Expr::Union(left, right) => {
            is_used(left) || is_used(right)
        }
        Expr::Negate(inner) => is_used(inner),
        Expr::Filter {
            base, predicates, ..
        } => is_used(base) || any(predicates),
        Expr::Path { steps, .. } => steps.iter().any(|step| any(&step.predicates)),
        Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => false,
    }
}

/// What an import says against the calls of `regex()` in an expression: one within `[…]`, where the
/// value would differ from item to item; the wrong number of arguments; a pattern, written out, that
/// cannot be built. `None` when all is well.
pub(super) fn refusal(expression: &Expr) -> Option<String> {
    let first = |inner: &[Expr]| inner.iter().find_map(refusal);
    let inside = |inner: &[Expr]| {
        let used = inner.iter().any(is_used);
        used.then(|| "regex() within [ ] is not supported".to_owned())
    };
    match expression {
        Expr::Function { name, args } if name == "regex" => match args.as_slice() {
            [value, Expr::Literal(pattern)] => built(pattern).err().or_else(|| refusal(value)),
            [_, _] => first(args),
            _ => Some("regex() takes a value and a pattern".to_owned()),
        },
        Expr::Function { args, .. } => first(args),
        Expr::Binary { left, right, .. } | Expr::Union(left, right) => {
            refusal(left).or_else(|| refusal(right))
        }
        Expr::Negate(inner) => refusal(inner),
        Expr::Filter {
            base, predicates, ..
        } => refusal(base).or_else(|| inside(predicates)),
        Expr::Path { steps, .. } => steps.iter().find_map(|step| inside(&step.predicates)),
        Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => None,
    }
}

/// The expression with each call of `regex()` replaced by `true()` or `false()`; `text_of` evaluates
/// an argument. What calls none is handed back as it is.
///
/// # Errors
/// Those of `text_of` and of [`matches`].
pub(super) fn answered<'e>(
    expression: &'e Expr,
    text_of: &dyn Fn(&Expr) -> Result<String, String>,
) -> Result<Cow<'e, Expr>, String> {
    if !is_used(expression) {
        return Ok(Cow::Borrowed(expression));
    }
    let again = |inner: &Expr| answered(inner, text_of).map(Cow::into_owned);
    let boxed = |inner: &Expr| again(inner).map(Box::new);
    let list = |inner: &[Expr]| inner.iter().map(again).collect::<Result<Vec<_>, _>>();
    Ok(Cow::Owned(match expression {
        Expr::Function { name, args } if name == "regex" => match list(args)?.as_slice() {
            [value, pattern] => {
                let matched = matches(&text_of(value)?, &text_of(pattern)?)?;
                Expr::Function {
                    name: if matched { "true" } else { "false" }.to_owned(),
                    args: Vec::new(),
                }
            }
            _ => return Err("regex() takes a value and a pattern".to_owned()),
        },
        Expr::Function { name, args } => Expr::Function {
            name: name.clone(),
            args: list(args)?,
        },
        Expr::Binary { op, left, right } => Expr::Binary {
            op: *op,
            left: boxed(left)?,
            right: boxed(right)?,
        },
        Expr::Negate(inner) => Expr::Negate(boxed(inner)?),
        Expr::Union(left, right) => Expr::Union(boxed(left)?, boxed(right)?),
        Expr::Filter {
            base,
            predicates,
            steps,
        } => Expr::Filter {
            base: boxed(base)?,
            predicates: predicates.clone(),
            steps: steps.clone(),
        },
        other => other.clone(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_must_match_the_whole_value() {
        assert_eq!(matches("13812345678", r"1\d{10}"), Ok(true));
        assert_eq!(matches("x13812345678", r"1\d{10}"), Ok(false));
        assert_eq!(matches("危桥", "[一-龥]{2}"), Ok(true));
    }

    #[test]
    fn what_cannot_be_built_is_said_and_not_false() {
        assert!(matches("桥", r"\p{Han}").is_err());
        assert!(matches("a", "(?=a)a").is_err());
        assert!(matches("a", &"a".repeat(1_001)).is_err());
    }

    #[test]
    fn calls_are_answered_wherever_they_stand_and_the_rest_is_left_alone() {
        let expression = rxeval::parse("1 = 1 and not(regex('12', '[0-9]'))").expect("parses");
        let literal = |e: &Expr| match e {
            Expr::Literal(text) => Ok(text.clone()),
            other => Err(format!("{other:?}")),
        };
        let answered = answered(&expression, &literal).expect("answers");
        assert!(!is_used(&answered));
        assert_eq!(
            *answered,
            rxeval::parse("1 = 1 and not(false())").expect("parses")
        );
    }

    #[test]
    fn an_import_hears_of_patterns_that_cannot_be_built_and_of_calls_in_predicates() {
        let said = |text: &str| refusal(&rxeval::parse(text).expect("parses"));
        assert_eq!(said(r"regex(., '^1\d{10}$')"), None);
        assert!(said(r"regex(., '\p{Han}+')").is_some());
        assert!(said("/data/a[regex(b, 'c')]").is_some());
    }
}
