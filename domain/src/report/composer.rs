//! Tools of the chapters: running numbers of tables and figures, the list of gaps, spans with
//! facts, exact percentages. Not here: what is written.

use super::inputs::{InspectionSummary, ReportInputs, SurveyLog};
use super::model::{
    Alignment, Bar, BarChart, Block, Cell, Chapter, Column, Content, ReportGap, Row, Section, Span,
    Table,
};
use crate::finding::Finding;
use crate::ids::DocumentId;
use crate::scoring::FactReference;

/// Carries what must run through the chapters in reading order.
pub(super) struct Composer<'a> {
    /// What the report is made from.
    pub inputs: &'a ReportInputs,
    tables: u32,
    figures: u32,
    gaps: Vec<ReportGap>,
}

impl<'a> Composer<'a> {
    pub fn new(inputs: &'a ReportInputs) -> Self {
        Self {
            inputs,
            tables: 0,
            figures: 0,
            gaps: Vec::new(),
        }
    }

    /// A table with the next number.
    pub fn table(&mut self, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
        self.tables += 1;
        let title = title.to_owned();
        Table {
            number: self.tables,
            title,
            unit: None,
            columns,
            rows,
        }
    }

    /// A table without a number.
    pub fn loose_table(title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
        Table {
            number: 0,
            title: title.to_owned(),
            unit: None,
            columns,
            rows,
        }
    }

    /// The findings that stand, by number.
    pub fn standing_findings(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.inputs.findings.iter().filter(|it| it.stands())
    }

    /// The name of a questionnaire's live reference: `survey:W-01.valid`.
    pub fn survey_name(&self, survey: &SurveyLog, field: &str) -> String {
        format!("survey:{}.{field}", self.survey_index(survey))
    }

    /// The questionnaire's index number: `W-01`.
    pub fn survey_index(&self, survey: &SurveyLog) -> String {
        let mut surveys = self.inputs.surveys.iter();
        let place = surveys.position(|other| other.form_id == survey.form_id);
        crate::working_paper::survey_index(place.unwrap_or_default() + 1)
    }

    /// The number that the next table will have, for a reference before it.
    pub fn next_table(&self) -> u32 {
        self.tables + 1
    }

    /// The number of the next picture or chart.
    pub fn figure_number(&mut self) -> u32 {
        self.figures += 1;
        self.figures
    }

    /// A chart with the next number.
    pub fn chart(&mut self, title: &str, bars: Vec<Bar>) -> BarChart {
        BarChart {
            number: self.figure_number(),
            title: title.to_owned(),
            bars,
        }
    }

    /// Notes something that is missing.
    pub fn gap(&mut self, section: &str, place: &str, missing: &str) {
        self.gaps.push(ReportGap {
            section: section.to_owned(),
            place: place.to_owned(),
            missing: missing.to_owned(),
        });
    }

    /// What was noted up to here.
    pub fn gaps(&self) -> &[ReportGap] {
        &self.gaps
    }

    /// The frame as a source.
    pub fn frame_facts(&self) -> Vec<FactReference> {
        vec![FactReference::Frame {
            sha256: self.inputs.frame.sha256.clone(),
        }]
    }

    /// All complete inspections as sources; the frame, where there is none yet.
    pub fn inspection_facts(&self) -> Vec<FactReference> {
        let facts: Vec<FactReference> = self
            .inputs
            .inspections
            .iter()
            .map(whole_inspection)
            .collect();
        if facts.is_empty() {
            self.frame_facts()
        } else {
            facts
        }
    }

    /// Everything that any score rests on, each once.
    pub fn total_facts(&self) -> Vec<FactReference> {
        self.row_facts(|_| true)
    }

    /// What the scores of the rows that `belongs` accepts rest on, each once, in sheet order.
    pub fn row_facts(
        &self,
        belongs: impl Fn(&crate::scoring::ScoreRow) -> bool,
    ) -> Vec<FactReference> {
        let mut facts: Vec<FactReference> = Vec::new();
        for fact in self
            .inputs
            .sheet
            .rows
            .iter()
            .filter(|row| belongs(row))
            .flat_map(|r| &r.facts)
        {
            if !facts.contains(fact) {
                facts.push(fact.clone());
            }
        }
        if facts.is_empty() {
            self.frame_facts()
        } else {
            facts
        }
    }

    /// The inspection with this document id.
    pub fn inspection(&self, record: &DocumentId) -> Option<&'a InspectionSummary> {
        self.inputs
            .inspections
            .iter()
            .find(|inspection| inspection.record == *record)
    }
}

/// A whole inspection as a source.
pub(super) fn whole_inspection(inspection: &InspectionSummary) -> FactReference {
    FactReference::Record {
        record: inspection.record.clone(),
        project_code: inspection.project_code.clone(),
        path: None,
    }
}

/// Words.
pub(super) fn words(text: impl Into<String>) -> Span {
    Span::Text(text.into())
}

/// A number with what it rests on.
pub(super) fn figure(text: impl ToString, facts: Vec<FactReference>) -> Span {
    Span::Figure {
        text: text.to_string(),
        facts,
        reference: None,
    }
}

/// Puts spans into the `{name}` of a template. Values are never read as templates, so that a
/// project named `{total}` stays what it is. A name without a value stays visible in the text.
pub(super) fn fill(template: &str, values: &[(&str, Span)]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            spans.push(words(before));
        }
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => spans.push(value.clone()),
            None => spans.push(words(format!("{{{name}}}"))),
        }
        rest = tail;
    }
    if !rest.is_empty() {
        spans.push(words(rest));
    }
    spans
}

/// `part ÷ whole` in hundredths of a percent, half-up; `None` for a whole of zero or less, or a
/// negative part.
pub(super) fn basis_points(part: i64, whole: i64) -> Option<i64> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    i64::try_from((part * 20_000 + whole) / (2 * whole)).ok()
}

/// `part ÷ whole` as `84.62`; `None` where `basis_points` has none.
pub(super) fn percent_text(part: i64, whole: i64) -> Option<String> {
    basis_points(part, whole).map(|points| format!("{}.{:02}", points / 100, points % 100))
}

/// A heading with its share of the width.
pub(super) fn column(heading: &str, share: u16, alignment: Alignment) -> Column {
    Column {
        heading: heading.to_owned(),
        share,
        alignment,
    }
}

/// A cell of one span.
pub(super) fn cell(span: Span) -> Cell {
    cell_of(vec![span])
}

/// A cell of several spans.
pub(super) fn cell_of(spans: Vec<Span>) -> Cell {
    Cell {
        spans,
        row_span: 1,
        column_span: 1,
    }
}

/// A body row.
pub(super) fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        total: false,
    }
}

/// A 合计 row.
pub(super) fn total_row(cells: Vec<Cell>) -> Row {
    Row { cells, total: true }
}

/// A paragraph block.
pub(super) fn paragraph(id: impl Into<String>, spans: Vec<Span>) -> Block {
    Block {
        id: id.into(),
        content: Content::Paragraph(spans),
    }
}

/// A table block.
pub(super) fn table_block(id: impl Into<String>, table: Table) -> Block {
    Block {
        id: id.into(),
        content: Content::Table(table),
    }
}

/// A part with a heading.
pub(super) fn section(id: &str, heading: &str, level: u8, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        heading: Some(heading.to_owned()),
        level,
        blocks,
    }
}

/// A part without a heading.
pub(super) fn plain_section(id: &str, blocks: Vec<Block>) -> Section {
    Section {
        id: id.to_owned(),
        heading: None,
        level: 2,
        blocks,
    }
}

/// An upright chapter.
pub(super) fn chapter(id: &str, heading: &str, sections: Vec<Section>) -> Chapter {
    Chapter {
        id: id.to_owned(),
        heading: heading.to_owned(),
        landscape: false,
        sections,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_half_up_at_two_decimals() {
        assert_eq!(percent_text(11, 13).as_deref(), Some("84.62"));
        assert_eq!(percent_text(1, 80_000).as_deref(), Some("0.00"));
        assert_eq!(percent_text(1, 20_000).as_deref(), Some("0.01"));
        assert_eq!(percent_text(5, 0), None);
        assert_eq!(percent_text(i64::MAX, i64::MAX).as_deref(), Some("100.00"));
    }

    #[test]
    fn a_value_that_looks_like_a_template_is_not_filled_again() {
        let spans = fill("甲{a}乙{b}", &[("a", words("{b}")), ("b", words("丙"))]);
        let text: String = spans.iter().map(Span::text).collect();
        assert_eq!(text, "甲{b}乙丙");
    }

    #[test]
    fn a_name_without_a_value_stays_visible() {
        let text: String = fill("共{n}个", &[]).iter().map(Span::text).collect();
        assert_eq!(text, "共{n}个");
    }
}
