//! What a form says that Kanping passes over, or that other tools do differently: told, not
//! refused. Not here: what is refused.

use rxeval::Expr;
use rxeval::parser::{Axis, Step};

use super::sheet::Sheet;
use crate::instrument::Instrument;
use crate::instrument::form::Form;
use crate::instrument::form::expression::{calls, parts};
use crate::problem::Problem;

/// Columns of the survey sheet that are read.
pub const SURVEY_COLUMNS: [&str; 22] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "readonly",
    "appearance",
    "choice_filter",
    "parameters",
    "trigger",
    "repeat_count",
    "save_to",
    "disabled",
    "body::accept",
    "",
];

/// Columns of the standard without effect here.
pub const COLUMNS_WITHOUT_EFFECT: [&str; 8] = [
    "image",
    "big-image",
    "audio",
    "video",
    "autoplay",
    "noapperrorstring",
    "compact_tag",
    "intent",
];

const KP_COLUMNS: [&str; 9] = [
    "indicator",
    "weight",
    "role",
    "severity_if_no",
    "finding_title",
    "photo_min",
    "tolerance",
    "unit",
    "from",
];

/// Columns that nobody reads, and media that are not shown: each once, at its first filled cell.
pub(super) fn of_columns(sheet: &Sheet<'_>, warnings: &mut Vec<Problem>) {
    for (index, heading) in sheet.headings.iter().enumerate() {
        let column = heading.column.as_str();
        let is_kp = column
            .strip_prefix("bind::kp:")
            .is_some_and(|name| KP_COLUMNS.contains(&name));
        if SURVEY_COLUMNS.contains(&column) || is_kp {
            continue;
        }
        let Some(row) = sheet.first_filled(index) else {
            continue;
        };
        let code = match COLUMNS_WITHOUT_EFFECT.contains(&column) {
            true => "FORM_COLUMN_WITHOUT_EFFECT",
            false => "FORM_UNKNOWN_COLUMN",
        };
        let problem = Problem::new(code).with("column", &heading.text);
        warnings.push(problem.at_cell(sheet.name, row.number, &heading.text));
    }
}

/// Roles that no part of Kanping reads.
pub(super) fn of_roles(sheet: &Sheet<'_>, warnings: &mut Vec<Problem>) {
    for row in sheet.rows {
        let role = sheet.cell(row, "bind::kp:role");
        let kind = role.split(':').next().unwrap_or("");
        if !role.is_empty() && !super::row::ROLES.contains(&kind) {
            let column = sheet.written("bind::kp:role");
            let problem = Problem::new("FORM_UNKNOWN_ROLE").with("role", role);
            warnings.push(problem.at_cell(sheet.name, row.number, &column));
        }
    }
}

/// Functions and paths that Kanping and ODK Collect do not both have.
const ONLY_HERE: [&str; 7] = [
    "last",
    "floor",
    "ceiling",
    "substring",
    "ends-with",
    "weighted-checklist",
    "count-non-empty",
];

/// What other XLSForm tools would do differently with this form.
pub fn portability(instrument: &Instrument) -> Vec<Problem> {
    let Ok(form) = Form::of(instrument) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in &form.items {
        let rules = &item.rules;
        let all = [
            &rules.relevant,
            &rules.calculation,
            &rules.constraint,
            &rules.required,
            &rules.choice_filter,
            &rules.repeat_count,
        ];
        for expression in all.into_iter().flatten() {
            for construct in constructs(expression) {
                let problem = Problem::new("FORM_PORTABILITY").at_path(&item.path);
                found.push(problem.with("construct", construct));
            }
        }
    }
    found
}

fn constructs(expression: &Expr) -> Vec<String> {
    let named = calls(expression)
        .into_iter()
        .filter(|(name, _)| ONLY_HERE.contains(name));
    let mut found: Vec<String> = named.map(|(name, _)| format!("{name}()")).collect();
    let mut open = vec![expression];
    while let Some(expression) = open.pop() {
        let steps: &[Step] = match expression {
            Expr::Path { steps, .. } | Expr::Filter { steps, .. } => steps,
            _ => &[],
        };
        for step in steps {
            if step.axis == Axis::DescendantOrSelf {
                found.push("//".to_owned());
            }
            let positions = step.predicates.iter();
            found.extend(positions.filter_map(|predicate| match predicate {
                Expr::Number(number) => Some(format!("[{number}]")),
                _ => None,
            }));
        }
        open.extend(parts(expression));
    }
    found
}
