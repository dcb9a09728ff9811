//! 经查……: what a score rests on, one clause per kind of source, with index numbers as citations.
//! Not here: the score itself (`analysis`).

use super::composer::{Composer, figure, fill, words};
use super::inputs::DocumentEntry;
use super::model::Span;
use super::sentences as say;
use crate::ids::{DocumentId, ProjectCode};
use crate::scoring::{FactReference, ScoreRow};

/// 经查……: one clause per kind of source.
pub(super) fn clauses(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let clauses = [
        document_clause(composer, row),
        record_clause(composer, row),
        fund_clause(composer, row),
        survey_clause(composer, row),
        frame_clause(row),
        mark_clause(composer, row),
        finding_clause(composer, row),
    ];
    let mut joined: Vec<Span> = Vec::new();
    for clause in clauses.into_iter().flatten() {
        if !joined.is_empty() {
            joined.push(words("；"));
        }
        joined.extend(clause);
    }
    if joined.is_empty() {
        return None;
    }
    let mut spans = Vec::new();
    if let Some((before, after)) = say::SOURCES.split_once("{sources}") {
        spans.push(words(before));
        spans.extend(joined);
        spans.push(words(after));
    }
    Some(spans)
}

fn record_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let mut records: Vec<&DocumentId> = Vec::new();
    let mut facts = Vec::new();
    for fact in &row.facts {
        if let FactReference::Record { record, .. } = fact {
            facts.push(fact.clone());
            if !records.contains(&record) {
                records.push(record);
            }
        }
    }
    if records.is_empty() {
        return None;
    }
    let mut numbered: Vec<Numbered<'_>> = Vec::new();
    for record in &records {
        let known = composer.inspection(record);
        if let Some(inspection) = known {
            let is_own = |fact: &&FactReference| match fact {
                FactReference::Record { record: other, .. } => other == *record,
                _ => false,
            };
            let own = facts.iter().filter(is_own).cloned().collect();
            numbered.push((&inspection.index, own));
        }
    }
    let mut indexes = ranges(numbered);
    let count = figure(records.len(), facts);
    let (head, tail) = say::SOURCE_RECORDS.split_once("{indexes}")?;
    let mut spans = fill(head, &[("records", count)]);
    if indexes.is_empty() {
        indexes.push(words("索引号待编"));
    }
    spans.extend(indexes);
    spans.push(words(tail));
    Some(spans)
}

/// An index number with its sources.
type Numbered<'a> = (&'a str, Vec<FactReference>);

/// The letters before an index number's last part, and that part.
fn parts(index: &str) -> (&str, Option<u32>) {
    match index.rsplit_once('-') {
        Some((letters, number)) => (letters, number.parse().ok()),
        None => (index, None),
    }
}

/// In order, three and more that follow each other as `X-001—X-008`.
fn ranges(mut numbered: Vec<Numbered<'_>>) -> Vec<Span> {
    numbered.sort_by_key(|(index, _)| (parts(index), *index));
    let mut runs: Vec<Vec<Numbered<'_>>> = Vec::new();
    for one in numbered {
        let follows = |before: &Numbered<'_>| {
            let ((letters, number), (others, last)) = (parts(one.0), parts(before.0));
            let next = last.and_then(|last| last.checked_add(1));
            letters == others && number.is_some() && number == next
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(follows) => run.push(one),
            _ => runs.push(vec![one]),
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |text: String, facts: Vec<FactReference>| {
        if !spans.is_empty() {
            spans.push(words("、"));
        }
        spans.push(figure(text, facts));
    };
    for run in runs {
        match run.as_slice() {
            [(first, _), _, .., (last, _)] => {
                let text = format!("{first}—{last}");
                push(text, run.into_iter().flat_map(|(_, facts)| facts).collect());
            }
            _ => {
                for (index, facts) in run {
                    push(index.to_owned(), facts);
                }
            }
        }
    }
    spans
}

fn fund_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    for fact in &row.facts {
        let FactReference::FundFigure { key } = fact else {
            continue;
        };
        let fund = composer
            .inputs
            .fund_figures
            .iter()
            .find(|figure| figure.key == *key)?;
        fund.amount?;
        if !spans.is_empty() {
            spans.push(words("，"));
        }
        let amount = super::overview::fund_span(fund);
        let values = [("label", words(&fund.label)), ("amount", amount)];
        spans.extend(fill(say::SOURCE_FUND, &values));
    }
    (!spans.is_empty()).then_some(spans)
}

fn survey_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let (form_id, responses, fact) = row.facts.iter().find_map(|fact| match fact {
        FactReference::Survey { form_id, responses } => Some((form_id, responses, fact)),
        _ => None,
    })?;
    let responses = figure(responses, vec![fact.clone()]);
    let known = composer
        .inputs
        .surveys
        .iter()
        .find(|it| it.form_id == *form_id);
    let index = known.map_or_else(|| form_id.clone(), |survey| composer.survey_index(survey));
    let values = [("responses", responses), ("index", words(index))];
    Some(fill(say::SOURCE_SURVEY, &values))
}

/// The received documents that were asked for because of this indicator.
fn document_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let documents = composer.inputs.documents.iter();
    let own = documents.filter(|it| it.is_received && it.indicators.contains(&row.code));
    let mut spans: Vec<Span> = Vec::new();
    for document in own {
        if !spans.is_empty() {
            spans.push(words("、"));
        }
        let values = [
            ("name", words(&document.name)),
            ("index", document_figure(document)),
        ];
        spans.extend(fill(say::SOURCE_DOCUMENT, &values));
    }
    if spans.is_empty() {
        return None;
    }
    spans.insert(0, words(say::SOURCE_DOCUMENTS));
    Some(spans)
}

/// A document's number, leading to its receipt.
pub(super) fn document_figure(document: &DocumentEntry) -> Span {
    figure(&document.index, vec![receipt_fact(document)])
}

/// The record of a document's receipt.
pub(super) fn receipt_fact(document: &DocumentEntry) -> FactReference {
    FactReference::Record {
        record: document.receipt.clone(),
        project_code: ProjectCode::default(),
        path: None,
    }
}

fn frame_clause(row: &ScoreRow) -> Option<Vec<Span>> {
    let has = row
        .facts
        .iter()
        .any(|fact| matches!(fact, FactReference::Frame { .. }));
    has.then(|| vec![words(say::SOURCE_FRAME)])
}

/// That somebody judged, and the reasons recorded with it.
fn mark_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let mark = row
        .facts
        .iter()
        .find(|fact| matches!(fact, FactReference::DeskMark { .. }))?;
    let reasons = composer.inputs.mark_reasons.get(&row.code);
    let Some(reasons) = reasons.filter(|reasons| !reasons.is_empty()) else {
        return Some(vec![words(say::SOURCE_MARK)]);
    };
    let reasons = figure(reasons.join("；"), vec![mark.clone()]);
    Some(fill(say::SOURCE_MARK_REASONS, &[("reasons", reasons)]))
}

fn finding_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let findings = composer.standing_findings();
    let own: Vec<_> = findings
        .filter(|finding| finding.indicator.as_ref() == Some(&row.code))
        .collect();
    if own.is_empty() {
        return None;
    }
    let facts: Vec<FactReference> = own
        .iter()
        .map(|f| FactReference::Finding {
            code: f.code.clone(),
        })
        .collect();
    let (head, tail) = say::SOURCE_FINDINGS.split_once("{codes}")?;
    let mut spans = fill(head, &[("findings", figure(own.len(), facts))]);
    for (index, finding) in own.iter().enumerate() {
        if index > 0 {
            spans.push(words("、"));
        }
        spans.push(super::problems::code_figure(finding));
    }
    spans.push(words(tail));
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_numbers_are_sorted_and_three_in_a_row_are_a_range() {
        let indexes = ["X-024", "X-003", "X-001", "X-002", "X-023", "F-01"];
        let numbered = indexes.map(|index| (index, Vec::new())).to_vec();
        let text: String = ranges(numbered).iter().map(Span::text).collect();
        assert_eq!(text, "F-01、X-001—X-003、X-023、X-024");
    }
}
