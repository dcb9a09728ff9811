//! The expressions of a row: `${name}` becomes a path, and each must be one that `rxeval` parses.
//! Not here: evaluating them (`instrument::session`).

use std::collections::BTreeMap;

use rxeval::Expr;

use crate::instrument::regular_expression;
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
    if let Some(reason) = regular_expression::refusal(&expression) {
        return Err(refused(reason));
    }
    match unknown_function(&expression) {
        Some(name) => Err(Problem::new("FORM_UNKNOWN_FUNCTION")
            .with("expression", text)
            .with("name", name)),
        None => Ok(()),
    }
}

/// The first function that `rxeval` does not implement; evaluation could pass it by for a while
/// (`false() and f()`) and only fail in the field.
fn unknown_function(expression: &Expr) -> Option<String> {
    let first = |inner: &[Expr]| inner.iter().find_map(unknown_function);
    match expression {
        Expr::Function { name, args } if is_implemented(name) => first(args),
        Expr::Function { name, .. } => Some(name.clone()),
        Expr::Binary { left, right, .. } | Expr::Union(left, right) => {
            unknown_function(left).or_else(|| unknown_function(right))
        }
        Expr::Negate(inner) => unknown_function(inner),
        Expr::Filter {
            base, predicates, ..
        } => unknown_function(base).or_else(|| first(predicates)),
        Expr::Path { .. } | Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => None,
    }
}

/// Asks `rxeval` itself: called without arguments, a function it has complains about those.
fn is_implemented(name: &str) -> bool {
    // `instance()` names a document and never reaches the function table.
    let Ok(instance) = rxeval::Instance::from_xml("<data/>") else {
        return false;
    };
    let Some(root) = instance.root().filter(|_| name != "instance") else {
        return true;
    };
    let clock = rxeval::Fixed {
        today: String::new(),
        now: String::new(),
    };
    let call = Expr::Function {
        name: name.to_owned(),
        args: Vec::new(),
    };
    match rxeval::evaluate(&call, &instance, rxeval::Context::at(root), &clock) {
        Ok(_) => true,
        Err(reason) => {
            !reason.starts_with("unknown function") && !reason.contains("is not implemented")
        }
    }
}
