//! The expressions of a row: each must be one that can be run later; and how they look with paths.
//! Not here: evaluating them (`instrument::evaluate`).

use rxeval::Expr;

use super::outline::Names;
use crate::instrument::evaluate::known;
use crate::instrument::form::expression::{calls, next_reference, parse};
use crate::instrument::regular_expression;
use crate::problem::Problem;

/// Replaces every `${name}` by what `write` makes of its path.
pub(super) fn expand(
    text: &str,
    names: &Names,
    write: impl Fn(&str) -> String,
) -> Result<String, Problem> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, behind)) = next_reference(rest) {
        out.push_str(before);
        out.push_str(&write(path_of(name, names)?));
        rest = behind;
    }
    if rest.contains("${") {
        return Err(Problem::new("FORM_EXPRESSION")
            .with("expression", text)
            .with("reason", "WHY_REFERENCE_NOT_CLOSED"));
    }
    out.push_str(rest);
    Ok(out)
}

/// The path of a name. Errors: `FORM_AMBIGUOUS_REFERENCE`, `FORM_UNKNOWN_REFERENCE`.
pub(super) fn path_of<'n>(name: &str, names: &'n Names) -> Result<&'n str, Problem> {
    match names.get(name).map(Vec::as_slice) {
        Some([path]) => Ok(path),
        Some(_) => Err(Problem::new("FORM_AMBIGUOUS_REFERENCE").with("name", name)),
        None => Err(Problem::new("FORM_UNKNOWN_REFERENCE").with("name", name)),
    }
}

/// Curly quotes, which word processors make of plain ones, as the standard reads them.
pub(super) fn straightened(text: &str) -> String {
    text.replace(['\u{2018}', '\u{2019}'], "'")
        .replace(['\u{201c}', '\u{201d}'], "\"")
}

/// Checks one expression of a row, as XLSForm writes it, and gives it back parsed.
pub(super) fn check(text: &str, names: &Names) -> Result<Expr, Problem> {
    // First the names, so that a wrong one is named as such.
    expand(text, names, str::to_owned)?;
    let refused = |reason: String| {
        Problem::new("FORM_EXPRESSION")
            .with("expression", text)
            .with("reason", reason)
    };
    let path = |name: &str| path_of(name, names).ok().map(str::to_owned);
    let expression = parse(text, path).map_err(refused)?;
    for (name, args) in calls(&expression) {
        check_call(name, args, text)?;
    }
    chance_is_kept(&expression, text)?;
    Ok(expression)
}

fn check_call(name: &str, args: &[Expr], text: &str) -> Result<(), Problem> {
    let Some((_, fewest, most)) = known::known(name) else {
        let problem = Problem::new("FORM_UNKNOWN_FUNCTION")
            .with("expression", text)
            .with("name", name);
        let refused = known::REFUSED.iter().find(|(refused, _)| *refused == name);
        let why = refused.map_or("WHY_NO_SUCH_FUNCTION", |(_, why)| why);
        return Err(problem.with("reason", why));
    };
    let refused = |reason: String| {
        Err(Problem::new("FORM_EXPRESSION")
            .with("expression", text)
            .with("reason", reason))
    };
    if args.len() < *fewest || args.len() > *most {
        return Err(Problem::new("FORM_EXPRESSION")
            .with("expression", text)
            .with("reason", "WHY_ARGUMENTS")
            .with("function", name)
            .with("given", args.len()));
    }
    match (name, args) {
        ("regex", [_, Expr::Literal(pattern)]) => match regular_expression::refusal(pattern) {
            Some(reason) => refused(reason),
            None => Ok(()),
        },
        ("format-date" | "format-date-time", [_, Expr::Literal(format)]) => {
            match format.split('%').skip(1).find(|rest| !is_date_code(rest)) {
                Some(rest) => Err(Problem::new("FORM_EXPRESSION")
                    .with("expression", text)
                    .with("reason", "WHY_DATE_CODE")
                    .with("given", format!("%{}", first(rest)))),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn first(text: &str) -> String {
    text.chars().take(1).collect()
}

/// Codes without words: names of days and months would need a language.
fn is_date_code(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(['Y', 'y', 'm', 'n', 'd', 'e', 'H', 'h', 'M', 'S', '3', '%'])
}

/// `random()` and `uuid()` must be asked once, in a default or inside `once()`.
fn chance_is_kept(expression: &Expr, text: &str) -> Result<(), Problem> {
    let is_chance = |expression: &Expr| match expression {
        Expr::Function { name, .. } => matches!(name.as_str(), "random" | "uuid"),
        _ => false,
    };
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if is_chance(expression) {
            return Err(Problem::new("FORM_CHANCE_NOT_KEPT").with("expression", text));
        }
        let is_once = matches!(expression, Expr::Function { name, .. } if name == "once");
        if !is_once {
            open.extend(crate::instrument::form::expression::parts(expression));
        }
    }
    Ok(())
}

/// Whether a default is worked out instead of taken as it stands: it names an answer, calls a
/// function or calculates. Text that is no expression is text.
pub(super) fn is_computed(default: &str) -> bool {
    if default.contains("${") {
        return true;
    }
    if crate::time::parse_day(default).is_some() {
        return false;
    }
    // With the limits of any expression: the cell may hold anything.
    match parse(default, |_| None) {
        // `见附件(1)` looks like a call and is a text.
        Ok(Expr::Function { name, .. }) => name.is_ascii(),
        Ok(Expr::Binary { .. } | Expr::Union(..)) => true,
        Ok(Expr::Negate(inner)) => !matches!(*inner, Expr::Number(_)),
        _ => false,
    }
}
