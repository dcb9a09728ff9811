//! The presentation tree of the survey sheet. Not here: its rules (`rules`).

use super::appearance::appearance;
use super::choices::{Lists, is_chinese};
use super::expression;
use super::outline::{MOST_DEPTH, Outline};
use super::row;
use super::settings::is_no;
use super::sheet::{Sheet, UNTAGGED};
use super::types::{self, RowKind, Written};
use crate::instrument::{EvaluationColumns, Node, QuestionDetails, QuestionType, Translations};
use crate::problem::Problem;
use crate::project::TableRow;

/// Columns of a label that is seen or heard.
const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

/// Builds the tree; rows that cannot be understood are reported and left out.
pub(super) fn read(
    sheet: &Sheet<'_>,
    outline: &Outline,
    lists: &Lists,
    problems: &mut Vec<Problem>,
) -> Vec<Node> {
    let mut builder = Builder {
        sheet,
        outline,
        lists,
        problems,
    };
    // The innermost open group is last; the first entry is the form itself.
    let mut open: Vec<(Option<Node>, Vec<Node>)> = vec![(None, Vec::new())];
    // Groups nested deeper than they may be are told by the outline; a tree of any depth would
    // overflow the stack.
    let mut beyond = 0_usize;
    for (row, (kind, path)) in sheet.rows.iter().zip(&outline.entries) {
        match kind {
            RowKind::Nothing | RowKind::ExternalFile => {}
            RowKind::BeginGroup | RowKind::BeginRepeat if open.len() > MOST_DEPTH => beyond += 1,
            RowKind::BeginGroup | RowKind::BeginRepeat => {
                let is_repeat = *kind == RowKind::BeginRepeat;
                open.push((Some(builder.group(row, path, is_repeat)), Vec::new()));
            }
            RowKind::End(_) if beyond > 0 => beyond -= 1,
            RowKind::End(_) => close(&mut open),
            RowKind::Question => {
                let questions = builder.question(row, path);
                if let Some((_, nodes)) = open.last_mut() {
                    nodes.extend(questions);
                }
            }
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|(_, nodes)| nodes).unwrap_or_default()
}

fn close(open: &mut Vec<(Option<Node>, Vec<Node>)>) {
    if open.len() < 2 {
        return;
    }
    let Some((Some(mut group), nodes)) = open.pop() else {
        return;
    };
    if let Node::Group { children, .. } = &mut group {
        *children = nodes;
    }
    if let Some((_, siblings)) = open.last_mut() {
        siblings.push(group);
    }
}

struct Builder<'a, 'p> {
    sheet: &'a Sheet<'a>,
    outline: &'a Outline,
    lists: &'a Lists,
    problems: &'p mut Vec<Problem>,
}

impl Builder<'_, '_> {
    fn understood<T>(
        &mut self,
        result: Result<T, Problem>,
        row: &TableRow,
        column: &str,
    ) -> Option<T> {
        result
            .map_err(|problem| self.report(problem, row, column))
            .ok()
    }

    fn report(&mut self, problem: Problem, row: &TableRow, column: &str) {
        let written = self.sheet.written(column);
        self.problems
            .push(problem.at_cell(self.sheet.name, row.number, &written));
    }

    fn group(&mut self, row: &TableRow, path: &str, is_repeat: bool) -> Node {
        let type_cell = self.sheet.cell(row, "type");
        if type_cell
            .to_lowercase()
            .replace('_', " ")
            .starts_with("begin loop")
        {
            self.report(
                types::unsupported(type_cell, "WHY_WRITE_REPEAT"),
                row,
                "type",
            );
        }
        let written = appearance(self.sheet.cell(row, "appearance"));
        Node::Group {
            path: path.to_owned(),
            label: self.text(row, "label"),
            appearance: self
                .understood(written, row, "appearance")
                .unwrap_or_default(),
            repeat: is_repeat,
            fixed_count: is_repeat && !self.sheet.cell(row, "repeat_count").is_empty(),
            children: Vec::new(),
        }
    }

    /// The question, and the one that asks which other.
    fn question(&mut self, row: &TableRow, path: &str) -> Vec<Node> {
        let written = types::read(self.sheet.cell(row, "type"));
        let look = appearance(self.sheet.cell(row, "appearance"));
        let evaluation = row::evaluation(self.sheet, row, self.problems);
        let label = self.text(row, "label");
        let hint = self.text(row, "hint");
        let guidance = self.text(row, "guidance_hint");
        let look = self.understood(look, row, "appearance");
        let Some(written) = self.understood(written, row, "type") else {
            return Vec::new();
        };
        let parameters = self.sheet.cell(row, "parameters");
        let read = row::question_type(&written, parameters, self.lists).map_err(|problem| {
            let about_list = problem.code == "FORM_UNKNOWN_LIST";
            (problem, if about_list { "type" } else { "parameters" })
        });
        let (question_type, mut details) = match read {
            Ok(read) => read,
            Err((problem, column)) => {
                self.report(problem, row, column);
                return Vec::new();
            }
        };
        details.guidance = guidance;
        let accept = self.sheet.cell(row, "body::accept");
        if !accept.is_empty() {
            accept.clone_into(&mut details.accept);
        }
        let asks = !matches!(
            question_type,
            QuestionType::Calculate | QuestionType::Hidden | QuestionType::Metadata { .. }
        );
        if asks && label.is_empty() && hint.is_empty() {
            self.without_words(row);
        }
        let node = Node::Question {
            path: path.to_owned(),
            question_type,
            label: label.clone(),
            hint,
            appearance: look.unwrap_or_default(),
            required: !is_no(self.sheet.cell(row, "required")),
            read_only: !is_no(self.sheet.cell(row, "readonly")),
            evaluation,
            details,
        };
        match written {
            Written::Select { or_other: true, .. } => vec![node, which_other(path, &label)],
            _ => vec![node],
        }
    }

    /// A question without words would show nothing; pictures and sounds are not shown.
    fn without_words(&mut self, row: &TableRow) {
        let is_filled = |column: &&str| !self.sheet.translations(row, column).is_empty();
        match MEDIA.into_iter().find(is_filled) {
            Some(column) => {
                let written = self.sheet.written(column);
                let problem = Problem::new("FORM_MEDIA_ONLY").with("column", written);
                let problem = problem.with("name", self.sheet.cell(row, "name"));
                self.report(problem, row, column);
            }
            None => {
                let name = self.sheet.cell(row, "name");
                let problem = Problem::new("FORM_MISSING_LABEL").with("name", name);
                self.report(problem, row, "label");
            }
        }
    }

    /// A translated column with `${name}` written as `{/data/name}`.
    fn text(&mut self, row: &TableRow, column: &str) -> Translations {
        let mut translations = self.sheet.translations(row, column);
        for text in translations.values_mut() {
            let names = &self.outline.names;
            let expanded = expression::expand(text, names, |path| format!("{{{path}}}"));
            if let Some(expanded) = self.understood(expanded, row, column) {
                *text = expanded;
            }
        }
        translations
    }
}

/// The text question that `or_other` brings with it.
fn which_other(path: &str, label: &Translations) -> Node {
    let word = |language: &str| {
        let word = if is_chinese(language) {
            "请说明"
        } else {
            "Specify other."
        };
        (language.to_owned(), word.to_owned())
    };
    let mut asked: Translations = label.keys().map(|language| word(language)).collect();
    if asked.is_empty() {
        asked.extend([word(UNTAGGED)]);
    }
    Node::Question {
        path: format!("{path}_other"),
        question_type: QuestionType::Text,
        label: asked,
        hint: Translations::new(),
        appearance: String::new(),
        required: false,
        read_only: false,
        evaluation: EvaluationColumns::default(),
        details: QuestionDetails::default(),
    }
}
