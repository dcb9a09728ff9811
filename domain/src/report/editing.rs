//! People's words in the report: which block they stand in for, what they were written over, and
//! whether that has changed since. Composing again never destroys them. Not here: the drafted
//! sentences (the chapters), what a reference gives (`references`), who edits (the server).

use std::collections::BTreeMap;

use super::composer::words;
use super::figure_numbers::number_figures;
use super::inputs::ReportInputs;
use super::model::{Block, Chapter, Content, Report, Span};
use super::photo_blocks::plate_of;
use super::references::{resolve_reference, written};
use crate::problem::Problem;
use crate::time::Timestamp;

/// Characters that one block may have.
pub const BLOCK_TEXT_LIMIT: usize = 20_000;
/// References in one block.
const REFERENCE_LIMIT: usize = 200;
/// Blocks that people add begin with this.
const OWN: &str = "own.";

/// What a person made of a block.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum EditContent {
    /// Their own text; may hold live references.
    Text {
        /// As typed, to the last character.
        text: String,
    },
    /// The draft again.
    Draft,
    /// Left out of the report.
    Removed,
}

/// The newest edit of one block.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockEdit {
    /// The block; `own.…` for one that a person added.
    pub block: String,
    /// Of an added block: the block it stands behind.
    #[serde(default)]
    pub after: String,
    /// What became of it.
    pub content: EditContent,
    /// The drafted words, with their numbers, when it was written.
    pub base: String,
    /// The person's words, with their numbers, when they were written.
    #[serde(default)]
    pub shown: String,
    /// From 1.
    pub revision: u32,
    /// Who.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// How an edited block stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditState {
    /// Its newest revision.
    pub revision: u32,
    /// 需复核: the words before and after a fact under it changed.
    pub changed: Option<(String, String)>,
    /// References that lead nowhere.
    pub unresolved: Vec<String>,
    /// Whether the draft no longer has the block it was written over.
    pub is_orphan: bool,
    /// Whether a person took it out.
    pub is_removed: bool,
    /// Who wrote it.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// A report with people's words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The report.
    pub report: Report,
    /// By block.
    pub states: BTreeMap<String, EditState>,
}

/// A block's draft as text to edit: numbers that a reference gives are written as references.
/// `None` for tables, pictures and what else is composed only.
pub fn draft_text(block: &Block) -> Option<String> {
    let Content::Paragraph(spans) = &block.content else {
        return None;
    };
    let text = |span: &Span| match span {
        Span::Figure {
            reference: Some(name),
            ..
        } => written(name),
        span => span.text().to_owned(),
    };
    Some(spans.iter().map(text).collect())
}

/// What is wrong with a text before it is stored: REPORT_TEXT_EMPTY, REPORT_TEXT_TOO_LONG,
/// REPORT_TEXT_CONTROL_CHARACTER, REPORT_REFERENCE_OPEN (`{{` without `}}`),
/// REPORT_TOO_MANY_REFERENCES,
/// REPORT_TEXT_PLACEHOLDER. Markup is plain text.
pub fn check_text(text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if text.trim().is_empty() {
        problems.push(Problem::new("REPORT_TEXT_EMPTY"));
    }
    let length = text.chars().count();
    if length > BLOCK_TEXT_LIMIT {
        let problem = Problem::new("REPORT_TEXT_TOO_LONG").with("limit", BLOCK_TEXT_LIMIT);
        problems.push(problem.with("found", length));
        return problems;
    }
    // Signs that turn the direction of writing make a text read otherwise than it is.
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_control = |c: char| turns(c) || c.is_control() && !matches!(c, '\n' | '\t');
    if text.chars().any(is_control) {
        problems.push(Problem::new("REPORT_TEXT_CONTROL_CHARACTER"));
    }
    let pieces = pieces(text);
    let open = pieces.iter().any(|piece| matches!(piece, Piece::Open(_)));
    if open || stray_end(&pieces) {
        problems.push(Problem::new("REPORT_REFERENCE_OPEN"));
    }
    let references = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Reference(_)));
    if references.count() > REFERENCE_LIMIT {
        problems.push(Problem::new("REPORT_TOO_MANY_REFERENCES").with("limit", REFERENCE_LIMIT));
    }
    for mark in ["**", "待补充"] {
        if text.contains(mark) {
            problems.push(Problem::new("REPORT_TEXT_PLACEHOLDER").with("text", mark));
        }
    }
    problems
}

enum Piece<'a> {
    Text(&'a str),
    Reference(&'a str),
    Open(&'a str),
}

fn stray_end(pieces: &[Piece<'_>]) -> bool {
    let text = |piece: &Piece<'_>| matches!(piece, Piece::Text(text) if text.contains("}}"));
    pieces.iter().any(text)
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("{{") {
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        match behind.split_once("}}") {
            Some((name, further)) => {
                found.push(Piece::Reference(name));
                rest = further;
            }
            None => {
                found.push(Piece::Open(behind));
                return found;
            }
        }
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

/// The text as spans, and the references that lead nowhere; those stay visible as they are written.
fn spans_of(text: &str, inputs: &ReportInputs) -> (Vec<Span>, Vec<String>) {
    let (mut spans, mut unresolved) = (Vec::new(), Vec::new());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => spans.push(words(text)),
            Piece::Reference(name) => match resolve_reference(inputs, name) {
                Some(span) => spans.push(span),
                None => {
                    unresolved.push(name.to_owned());
                    spans.push(words(written(name)));
                }
            },
            Piece::Open(text) => spans.push(words(format!("{{{{{text}"))),
        }
    }
    (spans, unresolved)
}

/// Puts people's words over the draft. Edits whose block the draft no longer has stay in the
/// report, at the end of their section, and say so.
pub fn apply_edits(report: Report, edits: &[BlockEdit], inputs: &ReportInputs) -> Edited {
    let mut edited = Edited {
        report,
        states: BTreeMap::new(),
    };
    for edit in edits.iter().filter(|edit| !edit.block.starts_with(OWN)) {
        edited.over_draft(edit, inputs);
    }
    for edit in edits.iter().filter(|edit| edit.block.starts_with(OWN)) {
        edited.added(edit, inputs);
    }
    let Edited { report, states } = &mut edited;
    number_figures(report, &|block| states.contains_key(block));
    edited
}

impl Edited {
    fn over_draft(&mut self, edit: &BlockEdit, inputs: &ReportInputs) {
        let draft = self.report.block(&edit.block).map(Block::plain_text);
        let mut state = EditState {
            revision: edit.revision,
            changed: None,
            unresolved: Vec::new(),
            is_orphan: false,
            is_removed: edit.content == EditContent::Removed,
            name: edit.name.clone(),
            at: edit.at,
        };
        if edit.content == EditContent::Draft {
            self.states.insert(edit.block.clone(), state);
            return;
        }
        let draft_moved = draft.as_ref().is_none_or(|draft| *draft != edit.base);
        if draft_moved {
            let now = draft.clone().unwrap_or_default();
            state.changed = Some((edit.base.clone(), now));
        }
        match &edit.content {
            EditContent::Text { text } => {
                let (spans, unresolved) = spans_of(text, inputs);
                state.unresolved = unresolved;
                let shown: String = spans.iter().map(Span::text).collect();
                if state.changed.is_none() && shown != edit.shown {
                    state.changed = Some((edit.shown.clone(), shown));
                }
                state.is_orphan = draft.is_none();
                self.put(&edit.block, spans);
            }
            EditContent::Removed => self.remove(&edit.block),
            EditContent::Draft => {}
        }
        self.states.insert(edit.block.clone(), state);
    }

    fn added(&mut self, edit: &BlockEdit, inputs: &ReportInputs) {
        let EditContent::Text { text } = &edit.content else {
            return;
        };
        let (spans, unresolved) = spans_of(text, inputs);
        let block = match plate_of(text, inputs) {
            Some(plate) => Block {
                id: edit.block.clone(),
                content: Content::PhotoPlate(plate),
            },
            None => paragraph(&edit.block, spans),
        };
        let shown = block.plain_text();
        let changed = (shown != edit.shown).then(|| (edit.shown.clone(), shown));
        let is_orphan = !insert_behind(&mut self.report, &edit.after, block);
        let state = EditState {
            revision: edit.revision,
            changed,
            unresolved,
            is_orphan,
            is_removed: false,
            name: edit.name.clone(),
            at: edit.at,
        };
        self.states.insert(edit.block.clone(), state);
    }

    /// Replaces a block's words, or adds the block at the end of its section.
    fn put(&mut self, id: &str, spans: Vec<Span>) {
        let mut left = Some(spans);
        for block in blocks_mut(&mut self.report) {
            if block.id == id
                && let Some(spans) = left.take()
            {
                block.content = Content::Paragraph(spans);
            }
        }
        if let Some(spans) = left {
            add_orphan(&mut self.report, paragraph(id, spans));
        }
    }

    fn remove(&mut self, id: &str) {
        for section in parts_mut(&mut self.report).flat_map(|part| &mut part.sections) {
            section.blocks.retain(|block| block.id != id);
        }
    }

    /// Blocks that a person must look at again, or whose references lead nowhere.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (block, state) in &self.states {
            for name in &state.unresolved {
                let problem = Problem::new("REPORT_REFERENCE_UNRESOLVED").with("reference", name);
                problems.push(problem.at_path(block));
            }
            if state.changed.is_some() {
                problems.push(Problem::new("REPORT_BLOCK_CHANGED").at_path(block));
            }
        }
        problems
    }
}

fn parts_mut(report: &mut Report) -> impl Iterator<Item = &mut Chapter> {
    std::iter::once(&mut report.summary)
        .chain(&mut report.chapters)
        .chain(&mut report.annexes)
}

fn blocks_mut(report: &mut Report) -> impl Iterator<Item = &mut Block> {
    parts_mut(report)
        .flat_map(|part| &mut part.sections)
        .flat_map(|section| &mut section.blocks)
}

fn paragraph(id: &str, spans: Vec<Span>) -> Block {
    Block {
        id: id.to_owned(),
        content: Content::Paragraph(spans),
    }
}

/// Behind a block; at the end of the last chapter when that is gone, answering false.
fn insert_behind(report: &mut Report, after: &str, block: Block) -> bool {
    let mut left = Some(block);
    for section in parts_mut(report).flat_map(|part| &mut part.sections) {
        let place = section.blocks.iter().position(|block| block.id == after);
        if let (Some(place), Some(block)) = (place, left.take_if(|_| place.is_some())) {
            section.blocks.insert(place + 1, block);
        }
    }
    match left {
        None => true,
        Some(block) => {
            add_orphan(report, block);
            false
        }
    }
}

/// At the end of the section that the id names, else of the last chapter's first section.
fn add_orphan(report: &mut Report, block: Block) {
    let section_of = |id: &str| id.rsplit_once('.').map(|(section, _)| section.to_owned());
    let mut wanted = section_of(&block.id);
    while let Some(name) = wanted {
        let mut sections = parts_mut(report).flat_map(|part| &mut part.sections);
        if let Some(section) = sections.find(|section| section.id == name) {
            section.blocks.push(block);
            return;
        }
        wanted = section_of(&name);
    }
    let last = report
        .chapters
        .last_mut()
        .and_then(|chapter| chapter.sections.first_mut());
    if let Some(section) = last {
        section.blocks.push(block);
    }
}
