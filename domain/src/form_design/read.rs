//! From tables to the outline. Not here: problems, which the compiler finds.

use super::outline::{ChoiceList, FormOutline, ListChoice, OutlineKind, OutlineRow};
use super::show_if::ShowIf;
use crate::instrument::xlsform::{RowKind, SURVEY_COLUMNS, Sheet, UNTAGGED, row_kind};
use crate::problem::Problem;
use crate::project::{Table, TableRow};

/// The sheets of the XLSForm standard.
const SHEETS: [&str; 6] = [
    "survey",
    "choices",
    "settings",
    "external_choices",
    "entities",
    "osm",
];

/// Columns of the choices sheet that Kanping reads.
const CHOICE_COLUMNS: [&str; 4] = ["list_name", "name", "label", "score"];

impl FormOutline {
    /// Reads the tables as they are, however broken the form is.
    pub fn read(tables: &[Table]) -> Self {
        let setting = |column: &str| {
            let sheet = Sheet::find(tables, "settings");
            let found = sheet.and_then(|s| s.rows.first().map(|row| s.cell(row, column)));
            found.unwrap_or("").to_owned()
        };
        let survey = Sheet::find(tables, "survey");
        let root = match setting("name") {
            name if name.is_empty() => "data".to_owned(),
            name => name,
        };
        let rows = survey.as_ref().map(|sheet| rows(sheet, &root));
        let rows = rows.unwrap_or_default();
        let mut languages = survey.map(|sheet| sheet.languages()).unwrap_or_default();
        if languages.is_empty() {
            languages.push(UNTAGGED.to_owned());
        }
        let kind = serde_json::Value::String(setting("kp:kind"));
        Self {
            title: setting("form_title"),
            form_id: setting("form_id"),
            version: setting("version"),
            kind: serde_json::from_value(kind).ok(),
            languages,
            lists: lists(tables, &rows),
            rows,
            other_columns: other_columns(tables),
            other_sheets: other_sheets(tables),
        }
    }

    /// The row with this number.
    pub fn row(&self, number: u32) -> Option<&OutlineRow> {
        self.rows.iter().find(|row| row.row == number)
    }

    /// The last row of what begins at a row: a group's end, a question's own row. `None` when a
    /// group is not closed.
    pub fn end_of(&self, number: u32) -> Option<u32> {
        let start = self.rows.iter().position(|row| row.row == number)?;
        let first = &self.rows[start];
        if !first.opens() {
            return Some(number);
        }
        let closes = |row: &&OutlineRow| row.closes() && row.depth == first.depth;
        self.rows[start + 1..]
            .iter()
            .find(closes)
            .map(|row| row.row)
    }

    /// Puts each problem at its row too.
    pub fn add_problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let Some(place) = &problem.place else {
                continue;
            };
            let on_survey = place
                .sheet
                .as_ref()
                .is_some_and(|sheet| sheet.trim().eq_ignore_ascii_case("survey"));
            let number = place.row.filter(|_| on_survey);
            let found = self.rows.iter_mut().find(|row| match number {
                Some(number) => row.row == number,
                None => row.path.is_some() && row.path == place.path,
            });
            if let Some(row) = found {
                row.problems.push(problem.clone());
            }
        }
    }
}

impl OutlineRow {
    /// Whether a group or repeat begins here.
    pub fn opens(&self) -> bool {
        matches!(
            self.kind,
            OutlineKind::BeginGroup | OutlineKind::BeginRepeat
        )
    }

    /// Whether a group or repeat ends here.
    pub fn closes(&self) -> bool {
        matches!(self.kind, OutlineKind::EndGroup | OutlineKind::EndRepeat)
    }

    /// Whether its answers are numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(
            self.question_type.to_lowercase().as_str(),
            "integer" | "int" | "decimal" | "range"
        )
    }
}

fn rows(sheet: &Sheet<'_>, root: &str) -> Vec<OutlineRow> {
    // The paths of the open groups.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut rows = Vec::new();
    for row in sheet.rows.iter().filter(|row| !row.is_blank()) {
        let type_text = sheet.cell(row, "type");
        let kind = match row_kind(type_text) {
            RowKind::Nothing => OutlineKind::Remark,
            RowKind::BeginGroup => OutlineKind::BeginGroup,
            RowKind::BeginRepeat => OutlineKind::BeginRepeat,
            RowKind::End(is_repeat) => {
                open.pop();
                match is_repeat {
                    true => OutlineKind::EndRepeat,
                    false => OutlineKind::EndGroup,
                }
            }
            RowKind::Question | RowKind::ExternalFile => OutlineKind::Question,
        };
        let name = sheet.cell(row, "name");
        let parent = match open.last() {
            Some(path) => path.clone(),
            None => Some(format!("/{root}")),
        };
        let is_named = !name.is_empty()
            && !matches!(
                kind,
                OutlineKind::Remark | OutlineKind::EndGroup | OutlineKind::EndRepeat
            );
        let path = parent
            .filter(|_| is_named)
            .map(|parent| format!("{parent}/{name}"));
        let depth = u32::try_from(open.len()).unwrap_or(u32::MAX);
        if matches!(kind, OutlineKind::BeginGroup | OutlineKind::BeginRepeat) {
            open.push(path.clone());
        }
        rows.push(outline_row(sheet, row, kind, depth, path));
    }
    rows
}

fn outline_row(
    sheet: &Sheet<'_>,
    row: &TableRow,
    kind: OutlineKind,
    depth: u32,
    path: Option<String>,
) -> OutlineRow {
    let cell = |column: &str| sheet.cell(row, column).to_owned();
    let kp = |name: &str| sheet.cell(row, &format!("bind::kp:{name}")).to_owned();
    let type_text = cell("type");
    let (question_type, list) = type_and_list(&type_text, kind);
    let relevant = cell("relevant");
    OutlineRow {
        row: row.number,
        depth,
        kind,
        question_type,
        list,
        name: cell("name"),
        path,
        label: sheet.translations(row, "label"),
        hint: sheet.translations(row, "hint"),
        constraint_message: sheet.translations(row, "constraint_message"),
        required_message: sheet.translations(row, "required_message"),
        required: cell("required"),
        show_if: ShowIf::read(&relevant),
        relevant,
        constraint: cell("constraint"),
        calculation: cell("calculation"),
        choice_filter: cell("choice_filter"),
        default: cell("default"),
        read_only: cell("readonly"),
        appearance: cell("appearance"),
        indicator: kp("indicator"),
        weight: kp("weight"),
        role: kp("role"),
        severity_if_no: kp("severity_if_no"),
        finding_title: kp("finding_title"),
        photo_min: kp("photo_min"),
        tolerance: kp("tolerance"),
        unit: kp("unit"),
        from: kp("from"),
        type_text,
        problems: Vec::new(),
    }
}

/// `select_one yes_no or_other` is `select_one` with the list `yes_no`.
fn type_and_list(type_text: &str, kind: OutlineKind) -> (String, Option<String>) {
    let is_word = |word: &&str| *word != "or_other";
    let words: Vec<&str> = type_text.split_whitespace().filter(is_word).collect();
    match words.as_slice() {
        [first @ .., list] if kind == OutlineKind::Question && has_list(first) => {
            (first.join(" "), Some((*list).to_owned()))
        }
        _ => (words.join(" "), None),
    }
}

fn has_list(words: &[&str]) -> bool {
    let first = words.first().map(|word| word.to_lowercase());
    first.is_some_and(|first| first.starts_with("select") || first == "rank")
}

fn lists(tables: &[Table], rows: &[OutlineRow]) -> Vec<ChoiceList> {
    let Some(sheet) = Sheet::find(tables, "choices") else {
        return Vec::new();
    };
    let mut lists: Vec<ChoiceList> = Vec::new();
    for row in sheet.rows {
        let (list, name) = (sheet.cell(row, "list_name"), sheet.cell(row, "name"));
        if list.is_empty() {
            continue;
        }
        let index = match lists.iter().position(|known| known.name == list) {
            Some(index) => index,
            None => {
                let users = rows
                    .iter()
                    .filter(|row| row.list.as_deref() == Some(list))
                    .map(|row| row.row);
                lists.push(ChoiceList {
                    name: list.to_owned(),
                    choices: Vec::new(),
                    used_by: users.collect(),
                });
                lists.len() - 1
            }
        };
        lists[index].choices.push(ListChoice {
            row: row.number,
            name: name.to_owned(),
            label: sheet.translations(row, "label"),
            score: sheet.cell(row, "score").to_owned(),
        });
    }
    lists
}

fn other_columns(tables: &[Table]) -> Vec<String> {
    let read: [(&str, &[&str]); 2] = [("survey", &SURVEY_COLUMNS), ("choices", &CHOICE_COLUMNS)];
    let mut found: Vec<String> = Vec::new();
    for (name, known) in read {
        let Some(sheet) = Sheet::find(tables, name) else {
            continue;
        };
        for heading in &sheet.headings {
            let column = heading.column.as_str();
            let is_known =
                column.is_empty() || column.starts_with("bind::kp:") || known.contains(&column);
            if !is_known && !found.contains(&heading.text) {
                found.push(heading.text.clone());
            }
        }
    }
    found
}

fn other_sheets(tables: &[Table]) -> Vec<String> {
    let is_other = |name: &&str| !SHEETS.iter().any(|known| name.eq_ignore_ascii_case(known));
    let names = tables.iter().map(|table| table.sheet.trim());
    names.filter(is_other).map(str::to_owned).collect()
}
