//! From the cells of an XLSForm workbook to an `Instrument`: every problem at once, each with its
//! sheet, row and column. Not here: opening workbooks and files (`server::forms`).

mod appearance;
mod choices;
mod expression;
mod nodes;
mod outline;
mod paths;
mod row;
mod rules;
mod settings;
mod sheet;
mod types;
mod warnings;
mod whole;

pub(crate) use sheet::{Sheet, UNTAGGED, heading_meaning};
pub(crate) use types::{RowKind, kind as row_kind, unsupported};

pub use appearance::{APPEARANCES, PARAMETERS, REFUSED_APPEARANCES};
pub use choices::{MOST_CHOICE_ROWS, MOST_CHOICES};
pub use outline::{MOST_DEPTH, MOST_QUESTIONS};
pub use paths::written_rules;
pub use row::ROLES;
pub use settings::Fallback;
pub use types::REFUSED_TYPES;
pub use warnings::{COLUMNS_WITHOUT_EFFECT, SURVEY_COLUMNS, portability};

use std::collections::{BTreeMap, BTreeSet};

use super::form::expression::calls;
use super::{Instrument, LookupTable, Node, NodeRules, template_path};
use crate::problem::{Place, Problem};
use crate::project::Table;

/// What `bind::kp:from` may name: the frame's columns, and the index number of the working paper.
pub const FROM_SOURCES: [&str; 8] = [
    "project_code",
    "project_name",
    "unit",
    "township",
    "project_type",
    "amount_wan_yuan",
    "planned_quantity",
    "working_paper_index",
];

/// What could be read of a workbook, also of one with problems.
#[derive(Default)]
pub struct Examined {
    /// The form, as far as its rows could be read; it may only be run when there are no problems.
    pub instrument: Instrument,
    /// `FORM_…` problems, all of them, each with its cell.
    pub problems: Vec<Problem>,
    /// What is passed over.
    pub warnings: Vec<Problem>,
    /// The name of the survey sheet, as the workbook writes it.
    pub survey: String,
    /// Template path → the row of its node.
    pub rows: BTreeMap<String, u32>,
}

impl Examined {
    /// A problem that names a form path, with the cell of that node's row.
    pub fn at_its_cell(&self, mut problem: Problem) -> Problem {
        let path = problem.place.as_ref().and_then(|place| place.path.clone());
        let path = path.unwrap_or_default();
        if let Some(row) = self.rows.get(&template_path(&path)) {
            let rules = self.instrument.rules.get(&template_path(&path));
            let column = rules.map_or("name", first_rule);
            problem = problem.at_cell(&self.survey, *row, column);
            problem.place = problem.place.map(|place| Place {
                path: Some(path),
                ..place
            });
        }
        problem
    }
}

/// The column of the first rule that a node has.
fn first_rule(rules: &NodeRules) -> &'static str {
    let columns = [
        ("calculation", &rules.calculation),
        ("relevant", &rules.relevant),
        ("repeat_count", &rules.repeat_count),
        ("default", &rules.default_expression),
        ("required", &rules.required),
        ("constraint", &rules.constraint),
        ("choice_filter", &rules.choice_filter),
    ];
    let mut filled = columns.iter().filter(|(_, rule)| !rule.is_empty());
    filled.next().map_or("name", |(column, _)| column)
}

/// Understands the tables of a workbook; `files` are the CSV files beside it, by file name. Answers
/// the form and what it passes over. Errors: `FORM_…` problems, all of them, each with the cell.
pub fn understand(
    tables: &[Table],
    files: &BTreeMap<String, Table>,
    fallback: &Fallback<'_>,
) -> Result<(Instrument, Vec<Problem>), Vec<Problem>> {
    let examined = examine(tables, files, fallback);
    match examined.problems.is_empty() {
        true => Ok((examined.instrument, examined.warnings)),
        false => Err(examined.problems),
    }
}

/// Reads as much of a workbook as can be read, and says what is wrong with it.
pub fn examine(
    tables: &[Table],
    files: &BTreeMap<String, Table>,
    fallback: &Fallback<'_>,
) -> Examined {
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    let settings = settings::read(tables, fallback, &mut problems, &mut notes);
    let Some(survey) = sheet::Sheet::find(tables, "survey") else {
        let problem = Problem::new("FORM_NO_SURVEY_SHEET").at_cell("survey", 1, "type");
        problems.push(problem);
        return Examined {
            instrument: settings.instrument(Vec::new()),
            problems: in_order(problems),
            ..Examined::default()
        };
    };
    let duplicates = settings.choice_duplicates;
    let mut lists = choices::read(tables, "choices", duplicates, &mut problems);
    refuse_sheets(tables, &mut problems);
    let outline = outline::read(&survey, &settings.root, &mut problems);
    add_others(&survey, &outline, &mut lists);
    let nodes = nodes::read(&survey, &outline, &lists, &mut problems);
    let found = rules::read(&survey, &outline, &mut problems);
    let external = choices::read(tables, "external_choices", true, &mut problems);
    let tables_needed = lookups(
        &nodes,
        &found,
        &lists,
        &external,
        files,
        &mut |problem, place| {
            problems.push(problem.at_cell(survey.name, place.0, &place.1));
        },
    );
    let instance_name = expression::straightened(&settings.instance_name);
    if !instance_name.is_empty()
        && let Err(problem) = expression::check(&instance_name, &outline.names)
    {
        problems.push(problem.at_cell("settings", settings.row, "instance_name"));
    }
    warnings::of_columns(&survey, &mut notes);
    warnings::of_roles(&survey, &mut notes);
    let instrument = Instrument {
        languages: languages(&survey, &settings.default_language),
        rules: found.rules,
        lists: tables_needed,
        instance_name,
        ..settings.instrument(nodes)
    };
    if problems.is_empty() {
        problems = whole::problems(&instrument, &survey, &outline);
    }
    Examined {
        instrument,
        problems: in_order(problems),
        warnings: notes,
        survey: survey.name.to_owned(),
        rows: outline.rows,
    }
}

/// Sheet by sheet and row by row, as a person mends them.
fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_cached_key(|problem| {
        let place = problem.place.clone().unwrap_or_default();
        (place.sheet, place.row)
    });
    problems
}

/// The names of the CSV files that a form needs beside it.
pub fn needed_files(tables: &[Table]) -> Vec<String> {
    let Some(survey) = sheet::Sheet::find(tables, "survey") else {
        return Vec::new();
    };
    let outline = outline::read(&survey, "data", &mut Vec::new());
    let found = rules::read(&survey, &outline, &mut Vec::new());
    found.files.into_keys().collect()
}

/// Languages in the order of the columns, the default language first.
fn languages(survey: &sheet::Sheet<'_>, default: &str) -> Vec<String> {
    let mut languages = survey.languages();
    if languages.is_empty() {
        languages.push(sheet::UNTAGGED.to_owned());
    }
    if let Some(place) = languages.iter().position(|language| language == default) {
        languages[..=place].rotate_right(1);
    }
    languages
}

/// Sheets of the standard whose meaning would be lost.
fn refuse_sheets(tables: &[Table], problems: &mut Vec<Problem>) {
    for name in ["entities", "osm"] {
        if let Some(found) = sheet::Sheet::find(tables, name)
            && let Some(row) = found.rows.iter().find(|row| !row.is_blank())
        {
            let problem = Problem::new("FORM_UNSUPPORTED_SHEET").with("sheet", name);
            problems.push(problem.at_cell(found.name, row.number, ""));
        }
    }
}

fn add_others(survey: &sheet::Sheet<'_>, outline: &outline::Outline, lists: &mut choices::Lists) {
    for (row, (kind, _)) in survey.rows.iter().zip(&outline.entries) {
        if *kind != types::RowKind::Question {
            continue;
        }
        let written = types::read(survey.cell(row, "type"));
        if let Ok(types::Written::Select {
            list,
            or_other: true,
            ..
        }) = written
            && let Some(list) = lists.get_mut(&list)
        {
            list.add_other();
        }
    }
}

/// The tables that the form needs at run time: files, external choices, long lists, lists that are
/// filtered or looked into.
fn lookups(
    nodes: &[Node],
    found: &rules::Found,
    lists: &choices::Lists,
    external: &choices::Lists,
    files: &BTreeMap<String, Table>,
    report: &mut dyn FnMut(Problem, &(u32, String)),
) -> BTreeMap<String, LookupTable> {
    let mut tables = BTreeMap::new();
    for (file, place) in &found.files {
        let Some(table) = files
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(file))
        else {
            report(Problem::new("FORM_MISSING_FILE").with("file", file), place);
            continue;
        };
        if table.1.rows.len() > MOST_CHOICES + 1 {
            report(choices::too_many(file), place);
            continue;
        }
        tables.insert(
            row::file_stem(file).to_owned(),
            choices::lookup_table(table.1),
        );
    }
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for node in nodes.iter().flat_map(Node::walk) {
        let is_filtered = found
            .rules
            .get(node.path())
            .is_some_and(|rules| !rules.choice_filter.is_empty());
        if node.is_select() && (is_filtered || node.choices().is_empty()) {
            wanted.insert(node.list().to_owned());
        }
    }
    for rules in found.rules.values() {
        for text in [
            &rules.calculation,
            &rules.relevant,
            &rules.constraint,
            &rules.required,
        ] {
            let parsed = super::form::expression::parse(text, |_| Some(String::new()));
            let Ok(parsed) = parsed else { continue };
            for (name, args) in calls(&parsed) {
                if let ("instance", Some(rxeval::Expr::Literal(list))) = (name, args.first()) {
                    wanted.insert(list.clone());
                }
            }
        }
    }
    for name in wanted {
        let outer = name
            .strip_prefix("external_choices/")
            .and_then(|list| external.get(list));
        if let Some(list) = outer.or_else(|| lists.get(&name)) {
            tables.entry(name).or_insert_with(|| list.table());
        }
    }
    tables
}
