//! One questionnaire with everything its statistics are made of: the same for the room, the export
//! and the report. Not here: counting (`domain::survey_statistics`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::engagement::Engagement;
use domain::fieldwork::RecordKind;
use domain::ids::{DocumentId, FormId, ProjectCode};
use domain::indicator::SatisfactionMeasure;
use domain::instrument::{Instrument, InstrumentKind};
use domain::problem::Problem;
use domain::scoring::survey::{Channel, SurveyPlan, SurveyResponse, SurveyResult, evaluate_survey};
use domain::survey_statistics::{SiteIssue, Statistics, StatisticsInput, statistics_of};
use domain::wire::SampledSite;

use super::ServiceError;
use super::evidence::SurveyFacts;
use super::stored_records::{self, Record};
use crate::store::{self, Tx};

/// One questionnaire.
pub struct Questionnaire {
    /// The form whose labels are printed: the current version.
    pub instrument: Arc<Instrument>,
    /// Complete responses, all channels.
    pub responses: Vec<SurveyResponse>,
    site_of: BTreeMap<DocumentId, ProjectCode>,
    issued: Vec<SiteIssue>,
    plan: SurveyPlan,
    indicator_measure: Option<SatisfactionMeasure>,
}

/// What is read once for all questionnaires of an engagement.
pub struct Surroundings<'a> {
    /// The engagement.
    pub engagement: &'a Engagement,
    /// The sample in order.
    pub sites: &'a [SampledSite],
    /// Plan, rulings, devices.
    pub facts: &'a SurveyFacts,
}

impl Questionnaire {
    /// Puts one together from the records of its form, complete or not.
    pub fn of<'r>(
        tx: &Tx<'_>,
        around: &Surroundings<'_>,
        instrument: Arc<Instrument>,
        records: impl Iterator<Item = &'r Record>,
    ) -> Result<Self, ServiceError> {
        let form_id = &instrument.form_id;
        let mut responses = Vec::new();
        let mut site_of = BTreeMap::new();
        let mut begun: BTreeMap<ProjectCode, u32> = BTreeMap::new();
        for record in records {
            let response = around.facts.response(record);
            if response.channel == Channel::Kiosk {
                *begun.entry(record.head.project_code.clone()).or_default() += 1;
            }
            if record.counts() {
                site_of.insert(record.head.id.clone(), record.head.project_code.clone());
                responses.push(response);
            }
        }
        let plan = around.facts.plan.clone();
        let per_site = plan.questionnaire(&form_id.0).planned_per_site;
        let planned = per_site.unwrap_or(around.engagement.questionnaires_per_site);
        let codes = store::surveys::codes_issued(tx, &around.engagement.id, form_id)?;
        let site = |site: &SampledSite| SiteIssue {
            site: site.project.code.clone(),
            name: site.project.name.clone(),
            planned,
            kiosk_begun: begun.get(&site.project.code).copied().unwrap_or(0),
            codes_issued: codes.get(&site.project.code).copied().unwrap_or(0),
        };
        let framework = store::engagements::framework(tx, &around.engagement.id)?;
        Ok(Self {
            issued: around.sites.iter().map(site).collect(),
            indicator_measure: framework.and_then(|f| f.satisfaction_measure(&form_id.0)),
            instrument,
            responses,
            site_of,
            plan,
        })
    }

    /// Only what belongs to one site.
    pub fn at_site(mut self, site: &ProjectCode) -> Self {
        let site_of = &self.site_of;
        self.responses
            .retain(|response| site_of.get(&response.record) == Some(site));
        self.issued.retain(|issue| issue.site == *site);
        self
    }

    /// As the statistics take it.
    pub fn input(&self) -> StatisticsInput<'_> {
        StatisticsInput {
            instrument: &self.instrument,
            responses: &self.responses,
            site_of: &self.site_of,
            issued: &self.issued,
            plan: &self.plan,
            indicator_measure: self.indicator_measure,
        }
    }

    /// The site of a response, and its name.
    pub fn site(&self, record: &DocumentId) -> (ProjectCode, String) {
        let code = self.site_of.get(record).cloned().unwrap_or_default();
        let issue = self.issued.iter().find(|issue| issue.site == code);
        let name = issue.map_or_else(String::new, |issue| issue.name.clone());
        (code, name)
    }

    /// Verdicts and exact figures.
    pub fn result(&self) -> Result<SurveyResult, ServiceError> {
        evaluate_survey(&self.instrument, &self.responses, &self.plan).map_err(uncountable)
    }

    /// What is printed.
    pub fn statistics(&self, result: &SurveyResult) -> Result<Statistics, ServiceError> {
        statistics_of(&self.input(), result).map_err(uncountable)
    }
}

fn uncountable(error: domain::scoring::ScoreError) -> ServiceError {
    ServiceError::Internal(format!("survey: {error}"))
}

/// The questionnaires of an engagement: current versions, then forms that only have responses.
pub fn forms(tx: &Tx<'_>, engagement: &Engagement) -> Result<Vec<Arc<Instrument>>, ServiceError> {
    let mut forms: Vec<Arc<Instrument>> = store::engagements::current_forms(tx, &engagement.id)?
        .into_iter()
        .filter(|form| form.kind == InstrumentKind::Questionnaire)
        .map(Arc::new)
        .collect();
    for head in store::documents::all(tx, &engagement.id)? {
        let is_known = forms.iter().any(|form| form.form_id == head.form_id);
        if head.kind == RecordKind::QuestionnaireResponse && !is_known {
            forms.push(Arc::new(stored_records::form_of(tx, &head)?));
        }
    }
    Ok(forms)
}

/// Reads one questionnaire.
pub fn read(
    tx: &Tx<'_>,
    engagement: &Engagement,
    form: &FormId,
) -> Result<Questionnaire, ServiceError> {
    let instrument = forms(tx, engagement)?
        .into_iter()
        .find(|found| found.form_id == *form)
        .ok_or_else(|| ServiceError::NotFound(Problem::new("SURVEY_NOT_FOUND")))?;
    let sites: Vec<SampledSite> = store::samples::sites(tx, &engagement.id)?
        .into_iter()
        .map(|stored| stored.site)
        .collect();
    let records = stored_records::records(tx, &engagement.id, |head| {
        head.kind == RecordKind::QuestionnaireResponse && head.form_id == *form
    })?;
    let facts = SurveyFacts::read(tx, &engagement.id)?;
    let around = Surroundings {
        engagement,
        sites: &sites,
        facts: &facts,
    };
    Questionnaire::of(tx, &around, instrument, records.iter())
}
