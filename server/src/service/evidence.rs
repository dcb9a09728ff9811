//! Reads an engagement's records in one moment and says which count: the one place where findings,
//! scores and the report get their facts. Not here: what a fact means (`domain::scoring`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::document_request::{DocumentRequest, receipt_form};
use domain::engagement::Engagement;
use domain::fieldwork::findings::{Inspection, derive};
use domain::fieldwork::{RecordBody, RecordKind};
use domain::finding::Finding;
use domain::ids::{DocumentId, FormId, ProjectCode, Sha256Hex};
use domain::indicator::Framework;
use domain::instrument::{Instrument, validate_complete};
use domain::problem::Problem;
use domain::project::{Frame, Project};
use domain::scoring::survey::{SurveyResponse, SurveyResult, SurveySettings, evaluate_survey};
use domain::scoring::{DeskMark, Facts, InspectionFact, SurveyFact};
use domain::wire::{SampledSite, ScoreInputs};

use super::ServiceError;
use crate::store::{self, Tx, documents::Document};

/// One record with everything needed to read it.
pub struct Record {
    /// Its head.
    pub head: Document,
    /// The newest body.
    pub body: RecordBody,
    /// The form it was filled with.
    pub instrument: Arc<Instrument>,
    /// Declared blobs that are not on disk.
    pub missing_blobs: Vec<Sha256Hex>,
}

impl Record {
    /// Whether it counts (P3).
    pub fn counts(&self) -> bool {
        self.head.state.counts_as_evidence(self.missing_blobs.len())
    }
}

/// An engagement at one moment.
pub struct Evidence {
    /// The engagement.
    pub engagement: Engagement,
    /// Its frame.
    pub frame: Frame,
    /// Sampled sites in order.
    pub sites: Vec<SampledSite>,
    /// All records in sample order, complete or not.
    pub records: Vec<Record>,
    /// The numbers the server gave: of an interview the number in `F-03`.
    pub numbers: BTreeMap<DocumentId, u32>,
    /// The requested documents.
    pub requests: Vec<DocumentRequest>,
    /// The indicator framework.
    pub framework: Framework,
    /// Desk inputs.
    pub inputs: ScoreInputs,
}

/// Reads it all.
pub fn gather(tx: &Tx<'_>, engagement: Engagement) -> Result<Evidence, ServiceError> {
    let id = &engagement.id;
    let frame = super::frames::stored(tx, id)?;
    let framework = store::engagements::framework(tx, id)?
        .ok_or_else(|| ServiceError::Conflict(Problem::new("FRAMEWORK_MISSING")))?;
    let sites = store::samples::sites(tx, id)?
        .into_iter()
        .map(|stored| stored.site)
        .collect();
    let inputs = store::scores::inputs(tx, id)?;
    let records = records_of(tx, &engagement, |_| true)?;
    let numbers = store::interviews::numbers(tx, id)?;
    let requests = store::document_requests::all(tx, id)?;
    Ok(Evidence {
        engagement,
        frame,
        sites,
        records,
        numbers,
        requests,
        framework,
        inputs,
    })
}

/// The records of the wanted kinds; forms are read once each.
pub fn records_of(
    tx: &Tx<'_>,
    engagement: &Engagement,
    wanted: impl Fn(RecordKind) -> bool,
) -> Result<Vec<Record>, ServiceError> {
    let mut forms: BTreeMap<(FormId, String), Arc<Instrument>> = BTreeMap::new();
    let mut records = Vec::new();
    let heads = store::documents::all(tx, &engagement.id)?;
    for head in heads.into_iter().filter(|head| wanted(head.kind)) {
        let key = (head.form_id.clone(), head.form_version.clone());
        let instrument = match forms.get(&key) {
            Some(form) => Arc::clone(form),
            None => {
                let form = Arc::new(form_of(tx, &head)?);
                forms.insert(key, Arc::clone(&form));
                form
            }
        };
        records.push(record(tx, head, instrument)?);
    }
    Ok(records)
}

/// The form a document pins; a receipt's is built in.
pub fn form_of(tx: &Tx<'_>, head: &Document) -> Result<Instrument, ServiceError> {
    if head.kind == RecordKind::DocumentReceipt {
        let broken = || ServiceError::Internal("the receipt's form is broken".to_owned());
        return receipt_form().ok_or_else(broken);
    }
    store::engagements::form(tx, &head.engagement, &head.form_id, &head.form_version)?.ok_or_else(
        || {
            ServiceError::Internal(format!(
                "form {} {} is gone",
                head.form_id, head.form_version
            ))
        },
    )
}

/// A document with its newest body.
pub fn record(
    tx: &Tx<'_>,
    head: Document,
    instrument: Arc<Instrument>,
) -> Result<Record, ServiceError> {
    let body = store::documents::body(tx, &head.id, head.rev)?
        .ok_or_else(|| ServiceError::Internal(format!("document {} has no body", head.id)))?;
    let missing_blobs = store::documents::missing_blobs(tx, &head)?;
    Ok(Record {
        head,
        body,
        instrument,
        missing_blobs,
    })
}

impl Evidence {
    /// Complete inspections, in sample order.
    pub fn inspections(&self) -> impl Iterator<Item = (&Record, &Project)> {
        self.of_kind(RecordKind::SiteInspection)
            .filter_map(|record| {
                self.frame
                    .project(&record.head.project_code)
                    .map(|project| (record, project))
            })
    }

    /// Complete records of a kind.
    pub fn of_kind(&self, kind: RecordKind) -> impl Iterator<Item = &Record> {
        self.records
            .iter()
            .filter(move |record| record.head.kind == kind && record.counts())
    }

    /// Findings from complete inspections.
    pub fn findings(&self) -> Vec<Finding> {
        let inspections: Vec<Inspection<'_>> = self
            .inspections()
            .map(|(record, project)| Inspection {
                record: &record.head.id,
                project,
                instrument: &record.instrument,
                body: &record.body,
            })
            .collect();
        derive(&inspections)
    }

    /// One result for each questionnaire, over its complete responses.
    pub fn surveys(&self) -> Result<Vec<(Arc<Instrument>, SurveyResult)>, ServiceError> {
        let mut by_form: BTreeMap<&FormId, (Arc<Instrument>, Vec<SurveyResponse>)> =
            BTreeMap::new();
        for record in self.of_kind(RecordKind::QuestionnaireResponse) {
            let entry = by_form
                .entry(&record.head.form_id)
                .or_insert_with(|| (Arc::clone(&record.instrument), Vec::new()));
            entry.1.push(response(record));
        }
        by_form
            .into_values()
            .map(|(instrument, responses)| {
                let settings = SurveySettings::default();
                let result = evaluate_survey(&instrument, &responses, &settings)
                    .map_err(|e| ServiceError::Internal(format!("survey: {e}")))?;
                Ok((instrument, result))
            })
            .collect()
    }

    /// Valid responses the plan asks for of each questionnaire.
    pub fn survey_minimum(&self) -> u32 {
        let sites = u32::try_from(self.sites.len()).unwrap_or(u32::MAX);
        sites.saturating_mul(self.engagement.questionnaires_per_site)
    }

    /// The facts as the scoring engine takes them.
    pub fn facts(&self) -> Result<Facts, ServiceError> {
        let mut facts = Facts::new(self.frame.clone());
        facts.sample = self
            .sites
            .iter()
            .map(|site| site.project.code.clone())
            .collect();
        facts.inspections = self
            .inspections()
            .map(|(record, project)| InspectionFact {
                record: record.head.id.clone(),
                project_code: project.code.clone(),
                project_type: project.project_type.clone(),
                answers: record.body.answers.clone(),
            })
            .collect();
        let minimum = self.survey_minimum();
        facts.surveys = self
            .surveys()?
            .into_iter()
            .map(|(form, result)| (form.form_id.0.clone(), SurveyFact { result, minimum }))
            .collect();
        facts.fund_figures = self.inputs.fund_figures.clone();
        for (indicator, mark) in &self.inputs.desk_marks {
            let mark: DeskMark = serde_json::from_value(mark.clone())
                .map_err(|e| ServiceError::Internal(format!("stored mark {indicator}: {e}")))?;
            facts.desk_marks.insert(indicator.clone(), mark);
        }
        facts.findings = self.findings();
        Ok(facts)
    }

    /// The place of a site in the sample, from 1; 0 for a site that left it.
    pub fn ordinal(&self, code: &ProjectCode) -> u32 {
        let site = self.sites.iter().find(|site| site.project.code == *code);
        site.map_or(0, |site| site.ordinal)
    }
}

fn response(record: &Record) -> SurveyResponse {
    let finished = record.body.finalised_at.unwrap_or(record.body.started_at);
    let missing_required = validate_complete(&record.instrument, &record.body.answers, finished)
        .into_iter()
        .filter_map(|problem| problem.place.and_then(|place| place.path))
        .collect();
    SurveyResponse {
        record: record.head.id.clone(),
        answers: record.body.answers.clone(),
        missing_required,
        started_at: record.body.started_at,
        submitted_at: finished,
        device_id: None,
        channel: record.head.channel,
    }
}
