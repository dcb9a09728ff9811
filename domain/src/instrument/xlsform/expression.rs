//! The expressions of a row: `${name}` becomes a path, and each must be one that `rxeval` parses.
//! Not here: evaluating them (`instrument::session`).

use std::collections::BTreeMap;

use rxeval::Expr;
use rxeval::parser::BinaryOp;

use crate::problem::Problem;

/// Where each name of the form lives; several paths make a `${name}` ambiguous.
pub(super) type Names = BTreeMap<String, Vec<String>>;

/// Replaces every `${name}` by what `write` makes of its path.
pub(super) fn expand(
    text: &str,
    names: &Names,
    write: impl Fn(&str) -> String,
) -> Result<String, Problem> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        out.push_str(&rest[..start]);
        let after = &rest[start + 2..];
        let Some(end) = after.find('}') else {
            return Err(Problem::new("FORM_EXPRESSION")
                .with("expression", text)
                .with("reason", "${ without }"));
        };
        let name = after[..end].trim();
        match names.get(name).map(Vec::as_slice) {
            Some([path]) => out.push_str(&write(path)),
            Some(_) => return Err(Problem::new("FORM_AMBIGUOUS_REFERENCE").with("name", name)),
            None => return Err(Problem::new("FORM_UNKNOWN_REFERENCE").with("name", name)),
        }
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Checks one expression of a row, as XLSForm writes it.
pub(super) fn check(text: &str, names: &Names) -> Result<(), Problem> {
    let expanded = expand(text, names, |path| format!(" {path} "))?;
    let refused = |reason: String| {
        Problem::new("FORM_EXPRESSION")
            .with("expression", text)
            .with("reason", reason)
    };
    let expression = rxeval::parse(&expanded).map_err(refused)?;
    match orders_a_moment(&expression) {
        // XPath 1.0 orders numbers only: a date would be not-a-number and never pass.
        true => Err(Problem::new("FORM_DATE_ORDER").with("expression", text)),
        false => Ok(()),
    }
}

/// Whether `<`, `<=`, `>` or `>=` has `today()` or `now()` itself as a side, as in `. <= today()`.
fn orders_a_moment(expression: &Expr) -> bool {
    let is_moment = |side: &Expr| {
        matches!(side, Expr::Function { name, .. }
        if matches!(name.as_str(), "today" | "now"))
    };
    match expression {
        Expr::Binary { op, left, right } => {
            let orders = matches!(
                op,
                BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual
            );
            (orders && (is_moment(left) || is_moment(right)))
                || orders_a_moment(left)
                || orders_a_moment(right)
        }
        Expr::Union(left, right) => orders_a_moment(left) || orders_a_moment(right),
        Expr::Function { args, .. } => args.iter().any(orders_a_moment),
        Expr::Negate(inner) => orders_a_moment(inner),
        Expr::Filter {
            base, predicates, ..
        } => orders_a_moment(base) || predicates.iter().any(orders_a_moment),
        Expr::Path { .. } | Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => false,
    }
}
