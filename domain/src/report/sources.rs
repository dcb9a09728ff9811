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
        mark_clause(row),
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
    let mut indexes = Vec::new();
    for record in &records {
        let index = composer
            .inspection(record)
            .map(|inspection| inspection.index.as_str());
        if let Some(index) = index {
            if !indexes.is_empty() {
                indexes.push(words("、"));
            }
            let is_own = |fact: &FactReference| match fact {
                FactReference::Record { record: other, .. } => other == *record,
                _ => false,
            };
            let own = facts.iter().filter(|fact| is_own(fact)).cloned().collect();
            indexes.push(figure(index, own));
        }
    }
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

fn mark_clause(row: &ScoreRow) -> Option<Vec<Span>> {
    let has = row
        .facts
        .iter()
        .any(|fact| matches!(fact, FactReference::DeskMark { .. }));
    has.then(|| vec![words(say::SOURCE_MARK)])
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
