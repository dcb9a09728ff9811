//! What is wrong with a draft, and the form it becomes when nothing is. Not here: storing.

use domain::form_design::{self, FormOutline};
use domain::ids::FormId;
use domain::instrument::Instrument;
use domain::problem::Problem;
use domain::project::Table;
use domain::time::Timestamp;
use domain::wire::DraftView;

use super::attachments::Files;
use super::is_good_name;
use crate::forms;
use crate::store::forms::Draft;

/// Problems that travel; a form with more has one cause for most of them.
const PROBLEM_LIMIT: usize = 1_000;

/// A draft, looked at as a whole.
pub(super) struct Checked {
    /// All of them, in the order of the workbook.
    pub problems: Vec<Problem>,
    /// Without problems only.
    pub instrument: Option<Instrument>,
    /// What is passed over, and what other tools would do differently.
    pub warnings: Vec<Problem>,
}

/// Compiles the tables as if they were published with `version`.
pub(super) fn check(tables: &[Table], files: &Files, form: &FormId, version: &str) -> Checked {
    let mut published = tables.to_vec();
    form_design::set(&mut published, "version", version);
    let mut problems = Vec::new();
    let id = form_design::setting(tables, "form_id");
    if id != form.as_str() {
        let problem = Problem::new("FORM_ID_DIFFERS")
            .with("expected", form)
            .with("found", id);
        problems.push(problem.at_cell("settings", 2, "form_id"));
    }
    let mut warnings = Vec::new();
    let instrument = match forms::compile_tables(&published, form.as_str(), version, files) {
        Ok(compiled) => {
            warnings = compiled.warnings;
            problems.is_empty().then_some(compiled.instrument)
        }
        Err(found) => {
            problems.extend(found);
            None
        }
    };
    warnings.truncate(PROBLEM_LIMIT);
    in_order(tables, &mut problems);
    if problems.len() > PROBLEM_LIMIT {
        let rest = problems.len() - PROBLEM_LIMIT;
        problems.truncate(PROBLEM_LIMIT);
        problems.push(Problem::new("FORM_MORE_PROBLEMS").with("count", rest));
    }
    Checked {
        problems,
        instrument,
        warnings,
    }
}

fn in_order(tables: &[Table], problems: &mut [Problem]) {
    let sheet_of = |problem: &Problem| {
        let sheet = problem.place.as_ref().and_then(|p| p.sheet.as_deref());
        let position = sheet.and_then(|sheet| {
            let mut names = tables.iter().map(|table| table.sheet.trim());
            names.position(|name| name.eq_ignore_ascii_case(sheet))
        });
        position.unwrap_or(usize::MAX)
    };
    let row_of = |problem: &Problem| problem.place.as_ref().and_then(|p| p.row);
    problems.sort_by_key(|problem| (sheet_of(problem), row_of(problem)));
}

/// The version that publishing proposes: the workbook's own while it is new, else the date, with a
/// counter when that is taken.
pub(super) fn proposed_version(tables: &[Table], taken: &[String], now: Timestamp) -> String {
    let is_free = |version: &String| !taken.contains(version);
    let own = form_design::setting(tables, "version");
    if is_good_name(&own) && is_free(&own) {
        return own;
    }
    let day = now.to_day_text().replace('-', ".");
    let counted = (2..).map(|counter: u32| format!("{day}.{counter}"));
    let mut versions = std::iter::once(day.clone()).chain(counted);
    versions.find(is_free).unwrap_or(day)
}

/// The draft as the desk sees it.
pub(super) fn view(draft: Draft, files: &Files, taken: &[String], now: Timestamp) -> DraftView {
    let proposed_version = proposed_version(&draft.tables, taken, now);
    let checked = check(&draft.tables, files, &draft.form_id, &proposed_version);
    let mut outline = FormOutline::read(&draft.tables);
    outline.add_problems(&checked.problems);
    DraftView {
        form_id: draft.form_id,
        revision: draft.revision,
        saved_at: draft.saved_at,
        saved_by: draft.saved_by,
        based_on: draft.based_on,
        file_name: draft.file_name,
        outline,
        problems: checked.problems,
        warnings: checked.warnings,
        instrument: checked.instrument,
        proposed_version,
        can_undo: draft.previous.is_some(),
        attachments: draft.attachments,
    }
}
