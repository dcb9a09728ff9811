//! From an expression as XLSForm writes it (`${name} > 5`) to one that can be run: `${name}`
//! becomes a variable. Not here: what it reads (`reads`), running it (`evaluate`).

use rxeval::Expr;
use rxeval::parser::{Token, tokenize};

/// The longest expression, in the parser's words. Excel's own cell limit allows ten times that.
pub const MOST_TOKENS: usize = 4_000;
/// The deepest nesting of an expression; the tablet's stack is small.
pub const MOST_NESTING: usize = 100;

/// Parses an expression. `path_of` finds a name's path, for references inside quotes
/// (`jr:choice-name(${a}, '${a}')`). Errors: the reason, in the parser's words.
pub fn parse(text: &str, path_of: impl Fn(&str) -> Option<String>) -> Result<Expr, String> {
    let written = with_variables(text, path_of)?;
    let tokens = tokenize(&written)?;
    if tokens.len() > MOST_TOKENS {
        return Err(format!("longer than {MOST_TOKENS} words"));
    }
    if nesting(&tokens) > MOST_NESTING {
        return Err(format!("nested deeper than {MOST_NESTING}"));
    }
    let expression = rxeval::parse(&written)?;
    match depth(&expression) > MOST_NESTING * 2 {
        true => Err(format!("nested deeper than {MOST_NESTING}")),
        false => Ok(expression),
    }
}

/// How deep brackets and signs nest, before the recursive parser sees them.
fn nesting(tokens: &[Token]) -> usize {
    let (mut open, mut signs, mut deepest) = (0_usize, 0_usize, 0_usize);
    for token in tokens {
        match token {
            Token::LeftParen | Token::LeftBracket => open += 1,
            Token::RightParen | Token::RightBracket => open = open.saturating_sub(1),
            _ => {}
        }
        signs = if matches!(token, Token::Minus) {
            signs + 1
        } else {
            0
        };
        deepest = deepest.max(open + signs);
    }
    deepest
}

fn depth(expression: &Expr) -> usize {
    let mut deepest = 0;
    let mut open = vec![(expression, 1)];
    while let Some((expression, level)) = open.pop() {
        deepest = deepest.max(level);
        open.extend(parts(expression).into_iter().map(|part| (part, level + 1)));
    }
    deepest
}

/// The expressions directly inside one.
pub fn parts(expression: &Expr) -> Vec<&Expr> {
    match expression {
        Expr::Number(_) | Expr::Literal(_) | Expr::Variable(_) => Vec::new(),
        Expr::Path { steps, .. } => steps.iter().flat_map(|step| &step.predicates).collect(),
        Expr::Filter {
            base,
            predicates,
            steps,
        } => {
            let of_steps = steps.iter().flat_map(|step| &step.predicates);
            let first = std::iter::once(base.as_ref());
            first.chain(predicates).chain(of_steps).collect()
        }
        Expr::Function { args, .. } => args.iter().collect(),
        Expr::Binary { left, right, .. } | Expr::Union(left, right) => vec![left, right],
        Expr::Negate(inner) => vec![inner],
    }
}

/// Every call in an expression: name and arguments.
pub fn calls(expression: &Expr) -> Vec<(&str, &[Expr])> {
    let mut found = Vec::new();
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        if let Expr::Function { name, args } = expression {
            found.push((name.as_str(), args.as_slice()));
        }
        open.extend(parts(expression));
    }
    found
}

/// The next reference of a text: what stands before it, its name, what stands behind.
pub fn next_reference(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once("${")?;
    let (name, behind) = after.split_once('}')?;
    Some((before, name.trim(), behind))
}

fn with_variables(text: &str, path_of: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    let mut quote = None;
    while let Some((before, name, behind)) = next_reference(rest) {
        for letter in before.chars().filter(|letter| matches!(letter, '\'' | '"')) {
            quote = match quote {
                None => Some(letter),
                Some(open) if open == letter => None,
                open => open,
            };
        }
        out.push_str(before);
        match quote {
            None => {
                out.push_str(" $");
                out.push_str(name);
                out.push(' ');
            }
            Some(_) => match path_of(name) {
                Some(path) => out.push_str(&path),
                None => return Err(format!("nothing is called {name}")),
            },
        }
        rest = behind;
    }
    if rest.contains("${") {
        return Err("${ without }".to_owned());
    }
    out.push_str(rest);
    Ok(out)
}
