//! Where a form's cells refer to its questions: `${name}` in any cell, `/data/group/name` in
//! expressions. Not here: whether a reference can be understood (`instrument::xlsform`).

use std::collections::BTreeMap;

use crate::instrument::xlsform::heading_meaning;
use crate::problem::Problem;
use crate::project::Table;

/// The sheets of an XLSForm whose cells may refer to questions.
const SHEETS: [&str; 4] = ["survey", "choices", "settings", "entities"];

/// Columns of the survey sheet that hold expressions.
const EXPRESSIONS: [&str; 9] = [
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "choice_filter",
    "default",
    "repeat_count",
    "trigger",
];

/// Replaces every `${name}` that `rename` has a new name for, in all sheets of the form.
pub fn rename(tables: &mut [Table], renamed: &BTreeMap<String, String>) {
    for table in tables.iter_mut().filter(|table| is_form_sheet(table)) {
        for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            if cell.contains("${") {
                *cell = with_names(cell, renamed);
            }
        }
    }
}

/// Replaces the paths of questions that stand elsewhere now, in the expressions of the survey.
pub fn repath(tables: &mut [Table], moved: &BTreeMap<String, String>) {
    if moved.is_empty() {
        return;
    }
    for table in tables.iter_mut().filter(|table| is_sheet(table, "survey")) {
        let columns = expression_columns(table);
        for row in &mut table.rows {
            for index in &columns {
                if let Some(cell) = row.cells.get_mut(*index)
                    && cell.contains('/')
                {
                    *cell = with_paths(cell, moved);
                }
            }
        }
    }
}

/// What may not go while something refers to it.
pub struct Leaving<'a> {
    /// Names that nothing else in the form has.
    pub names: &'a [String],
    /// Paths.
    pub paths: &'a [String],
    /// The rows of the survey sheet that go with them, both ends included.
    pub rows: (u32, u32),
}

/// Every cell outside the leaving rows that refers to what leaves: `DESIGN_STILL_REFERENCED`.
pub fn still_referenced(tables: &[Table], leaving: &Leaving<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for table in tables.iter().filter(|table| is_form_sheet(table)) {
        let is_survey = is_sheet(table, "survey");
        let expressions = if is_survey {
            expression_columns(table)
        } else {
            Vec::new()
        };
        let headings = table.rows.iter().find(|row| !row.is_blank());
        for row in &table.rows {
            if is_survey && (leaving.rows.0..=leaving.rows.1).contains(&row.number) {
                continue;
            }
            for (index, cell) in row.cells.iter().enumerate() {
                let by_name = names_in(cell).find(|name| leaving.names.contains(name));
                let by_path = expressions.contains(&index).then(|| {
                    let paths = paths_in(cell).into_iter().map(|(path, _)| path);
                    paths.into_iter().find(|path| leaving.paths.contains(path))
                });
                if let Some(name) = by_name.or_else(|| by_path.flatten()) {
                    let heading = headings.map_or("", |row| row.cell(index));
                    problems.push(
                        Problem::new("DESIGN_STILL_REFERENCED")
                            .with("name", name)
                            .at_cell(&table.sheet, row.number, heading),
                    );
                }
            }
        }
    }
    problems
}

/// The names in `${…}`.
pub fn names_in(text: &str) -> impl Iterator<Item = String> {
    text.split("${").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('}')?;
        Some(name.trim().to_owned())
    })
}

fn is_form_sheet(table: &Table) -> bool {
    SHEETS.iter().any(|name| is_sheet(table, name))
}

fn is_sheet(table: &Table, name: &str) -> bool {
    table.sheet.trim().eq_ignore_ascii_case(name)
}

fn expression_columns(table: &Table) -> Vec<usize> {
    let headings = table.rows.iter().find(|row| !row.is_blank());
    let cells = headings.map_or(&[][..], |row| row.cells.as_slice());
    let is_expression = |text: &String| EXPRESSIONS.contains(&heading_meaning(text).0.as_str());
    let found = cells.iter().enumerate().filter(|(_, c)| is_expression(c));
    found.map(|(index, _)| index).collect()
}

fn with_names(text: &str, renamed: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = rest[start + 2..start + length].trim();
        match renamed.get(name) {
            Some(new) => {
                out.push_str(&rest[..start]);
                out.push_str("${");
                out.push_str(new);
                out.push('}');
            }
            None => out.push_str(&rest[..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

fn with_paths(text: &str, moved: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (path, start) in paths_in(text) {
        if let Some(new) = moved.get(&path) {
            out.push_str(&text[end..start]);
            out.push_str(new);
            end = start + path.len();
        }
    }
    out.push_str(&text[end..]);
    out
}

/// The absolute paths of an expression and where they begin; what stands in quotation marks is
/// text.
fn paths_in(text: &str) -> Vec<(String, usize)> {
    let mut paths = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    let mut open: Option<usize> = None;
    for (index, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if let Some(start) = open {
            if is_of_path(character) {
                continue;
            }
            paths.push((text[start..index].to_owned(), start));
            open = None;
        }
        match (quote, character) {
            (Some(mark), _) if mark == character => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '/') if !is_of_path(before) && before != ']' && before != '}' => {
                open = Some(index);
            }
            (None, _) => {}
        }
        before = character;
    }
    paths
}

fn is_of_path(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '/' | '_' | '-' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_outside_of_quotation_marks_only() {
        let text = "/data/a/b = '/data/a/b' and (/data/c > 2) and ../x/y";
        let found: Vec<String> = paths_in(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(found, ["/data/a/b", "/data/c"]);
        let moved = BTreeMap::from([("/data/a/b".to_owned(), "/data/b".to_owned())]);
        assert_eq!(
            with_paths(text, &moved),
            "/data/b = '/data/a/b' and (/data/c > 2) and ../x/y"
        );
    }

    #[test]
    fn only_the_renamed_names_change() {
        let renamed = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
        assert_eq!(
            with_names("${a} + ${ a } + ${ab} + ${", &renamed),
            "${b} + ${b} + ${ab} + ${"
        );
    }
}
