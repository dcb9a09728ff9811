//! The evidence of a finding as index numbers that lead to it. Not here: what the finding says
//! (`problems`).

use super::composer::{Composer, figure, words};
use super::inputs::PlatePhoto;
use super::model::Span;
use super::{sentences as say, sources, work_log};
use crate::finding::{Finding, FindingEvidence, FindingSource};
use crate::ids::{DocumentId, ProjectCode};
use crate::scoring::FactReference;
use crate::working_paper::{document_index, indicator_index};

/// Index numbers of the records, the photos of this check, and what a person named.
pub(super) fn evidence(composer: &Composer<'_>, finding: &Finding) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut push = |span: Span| {
        if !spans.is_empty() {
            spans.push(words("、"));
        }
        spans.push(span);
    };
    for place in finding.places() {
        if place.record.as_str().is_empty() {
            continue;
        }
        let record = |path: &str| {
            vec![FactReference::Record {
                record: place.record.clone(),
                project_code: place.project_code.clone(),
                path: Some(path.to_owned()),
            }]
        };
        let known = composer.inspection(&place.record);
        let index = known.map_or(say::INSPECTION, |inspection| &inspection.index);
        push(figure(index, record(&place.path)));
        for photo in photos_of(composer, &place.record, &place.path) {
            push(figure(&photo.index, record(&photo.path)));
        }
    }
    match &finding.source {
        FindingSource::Mark { indicator, .. } => {
            let fact = FactReference::DeskMark {
                indicator: indicator.clone(),
            };
            push(figure(indicator_index(indicator), vec![fact]));
        }
        FindingSource::Document { ordinal } => {
            let fact = FactReference::Document { ordinal: *ordinal };
            push(figure(document_index(*ordinal), vec![fact]));
        }
        FindingSource::Field | FindingSource::Desk => {}
    }
    for named in &finding.evidence {
        push(figure(
            &named.index,
            named_evidence(composer, finding, named),
        ));
    }
    if spans.is_empty() {
        spans.push(words("—"));
    }
    spans
}

/// Where an index number that a person named leads: to its document, record or photo.
fn named_evidence(
    composer: &Composer<'_>,
    finding: &Finding,
    named: &FindingEvidence,
) -> Vec<FactReference> {
    let inputs = composer.inputs;
    let record = |record: &DocumentId, path: Option<&String>| FactReference::Record {
        record: record.clone(),
        project_code: ProjectCode::default(),
        path: path.cloned(),
    };
    let is_it = |index: &str| index == named.index;
    let documents = inputs.documents.iter().filter(|it| is_it(&it.index));
    let photos = inputs.photos.iter().filter(|it| is_it(&it.index));
    let inspections = inputs.inspections.iter().filter(|it| is_it(&it.index));
    let interviews = inputs.interviews.iter().filter(|it| is_it(&it.index));
    let rows = inputs.sheet.rows.iter();
    let papers = rows
        .filter(|row| is_it(&indicator_index(&row.code)))
        .map(|row| FactReference::DeskMark {
            indicator: row.code.clone(),
        });
    let surveys = inputs.surveys.iter();
    let surveys = surveys
        .filter(|survey| is_it(&composer.survey_index(survey)))
        .flat_map(work_log::survey_facts);
    let found = documents
        .map(sources::receipt_fact)
        .chain(photos.map(|it| record(&it.record, Some(&it.path))))
        .chain(inspections.map(|it| record(&it.record, None)))
        .chain(interviews.map(|it| record(&it.record, None)))
        .chain(papers)
        .chain(surveys)
        .next();
    let own = || FactReference::Finding {
        code: finding.code.clone(),
    };
    vec![found.unwrap_or_else(own)]
}

fn photos_of<'p>(
    composer: &'p Composer<'_>,
    record: &'p DocumentId,
    path: &'p str,
) -> impl Iterator<Item = &'p PlatePhoto> {
    // `c1_photo` belongs to `c1`, `c10_photo` does not.
    let belongs = move |place: &str| {
        let rest = place.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['_', '/']))
    };
    let photos = composer.inputs.photos.iter();
    photos.filter(move |photo| photo.record == *record && belongs(&photo.path))
}
