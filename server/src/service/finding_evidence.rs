//! What can be named as a finding's evidence: documents, records, photos and working papers of the
//! engagement, by index number. Not here: what a finding says (`findings`).

use std::collections::BTreeSet;

use domain::ids::ProjectCode;
use domain::problem::Problem;
use domain::scoring::FactReference;
use domain::wire::{EvidenceKind, EvidenceOffer, EvidenceOffers};
use domain::working_paper::{indicator_index, inspection_index, survey_index};

use super::evidence::{self, Evidence};
use super::report_inputs::photos;
use super::report_papers::{documents, interviews};
use super::{Actor, Service, ServiceError, reader};

/// Supplementary documents of one answer.
const MOST_SUPPLEMENTS: usize = 50;

/// Everything that can be named.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<EvidenceOffers, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let evidence = evidence::gather(tx, engagement)?;
            Ok(EvidenceOffers {
                offers: offers(&evidence)?,
            })
        })
        .await
}

/// In the order of the kinds, by number.
fn offers(evidence: &Evidence) -> Result<Vec<EvidenceOffer>, ServiceError> {
    let record = |record: &domain::ids::DocumentId, path: Option<String>| FactReference::Record {
        record: record.clone(),
        project_code: ProjectCode::default(),
        path,
    };
    let mut offers = document_offers(evidence);
    offers.extend(evidence.inspections().map(|(it, project)| EvidenceOffer {
        index: inspection_index(evidence.ordinal(&project.code) as usize),
        kind: EvidenceKind::Inspection,
        name: project.name.clone(),
        fact: record(&it.head.id, None),
    }));
    offers.extend(interviews(evidence).into_iter().map(|it| EvidenceOffer {
        index: it.index,
        kind: EvidenceKind::Interview,
        name: it.facts.interviewee,
        fact: record(&it.record, None),
    }));
    for ((form, result), place) in evidence.surveys()?.into_iter().zip(1..) {
        offers.push(EvidenceOffer {
            index: survey_index(place),
            kind: EvidenceKind::Survey,
            name: form.title.clone(),
            fact: FactReference::Survey {
                form_id: form.form_id.0.clone(),
                responses: result.scored,
            },
        });
    }
    offers.extend(
        evidence
            .framework
            .indicators()
            .map(|located| EvidenceOffer {
                index: indicator_index(&located.indicator.code),
                kind: EvidenceKind::Paper,
                name: located.indicator.name.clone(),
                fact: FactReference::DeskMark {
                    indicator: located.indicator.code.clone(),
                },
            }),
    );
    for (it, project) in evidence.inspections() {
        let pictures = photos(evidence, it, project).into_iter();
        offers.extend(pictures.map(|photo| {
            EvidenceOffer {
                index: photo.index,
                kind: EvidenceKind::Photo,
                name: format!("{} {} {}", photo.project_name, photo.slot, photo.caption)
                    .trim()
                    .to_owned(),
                fact: record(&photo.record, Some(photo.path)),
            }
        }));
    }
    Ok(offers)
}

fn document_offers(evidence: &Evidence) -> Vec<EvidenceOffer> {
    let ordinal = |index: &str| {
        let asked = evidence.requests.iter();
        let mut numbers = asked.map(|request| request.ordinal);
        numbers.find(|number| domain::working_paper::document_index(*number) == index)
    };
    let entries = documents(evidence).into_iter();
    entries
        .map(|document| EvidenceOffer {
            fact: FactReference::Document {
                ordinal: ordinal(&document.index).unwrap_or_default(),
            },
            index: document.index,
            kind: EvidenceKind::Document,
            name: document.name,
        })
        .collect()
}

/// EVIDENCE_UNKNOWN for each index number that nothing of the engagement has.
pub(super) fn unknown<'n>(
    evidence: &Evidence,
    named: impl Iterator<Item = &'n str>,
    path: &str,
) -> Vec<Problem> {
    let named: Vec<&str> = named.collect();
    if named.is_empty() {
        return Vec::new();
    }
    let offers = offers(evidence).unwrap_or_default();
    let known: BTreeSet<&str> = offers.iter().map(|offer| offer.index.as_str()).collect();
    let unknown = named.into_iter().filter(|index| !known.contains(index));
    unknown
        .map(|index| {
            let shown: String = index.chars().take(40).collect();
            Problem::new("EVIDENCE_UNKNOWN")
                .with("index", shown)
                .at_path(path)
        })
        .collect()
}

/// The unit's supplementary documents stand in the register.
pub(super) fn check_supplements(
    evidence: &Evidence,
    supplements: &[String],
) -> Result<(), ServiceError> {
    if supplements.len() > MOST_SUPPLEMENTS {
        let problem = Problem::new("FINDING_TOO_MUCH_EVIDENCE").with("limit", MOST_SUPPLEMENTS);
        return Err(ServiceError::invalid(problem.at_path("supplements")));
    }
    let known: BTreeSet<String> = documents(evidence).into_iter().map(|it| it.index).collect();
    let unknown = supplements.iter().filter(|index| !known.contains(*index));
    let problems: Vec<Problem> = unknown
        .map(|index| {
            let shown: String = index.chars().take(40).collect();
            Problem::new("EVIDENCE_UNKNOWN")
                .with("index", shown)
                .at_path("supplements")
        })
        .collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(ServiceError::Invalid(problems)),
    }
}
