//! Reads an engagement's records in one moment and says which count: the one place where findings,
//! scores and the report get their facts. Not here: what a fact means (`domain::scoring`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::document_request::DocumentRequest;
use domain::engagement::Engagement;
use domain::fieldwork::RecordKind;
use domain::fieldwork::findings::{Inspection, derive_as_recorded};
use domain::finding::{
    Finding, FindingCost, FindingNumbers, finding_costs, place_under_lowered, register,
};
use domain::ids::{DocumentId, EngagementId, FindingCode, FormId, IndicatorCode, ProjectCode};
use domain::indicator::{Framework, broken_bindings};
use domain::instrument::Instrument;
use domain::problem::Problem;
use domain::project::{Frame, Project};
use domain::sampling::{DrawProtocol, SampleRoute, design_weights};
use domain::scoring::exact::{Exact, whole};
use domain::scoring::survey::{
    RulingDecision, SurveyPlan, SurveyResponse, SurveyResult, evaluate_survey, scale_indicators,
};
use domain::scoring::{
    DeskMark, EvaluatedAnswer, Facts, InspectionFact, ScoreSheet, SurveyFact, evaluated_answers,
};
use domain::wire::{SampledSite, ScoreInputs};

use rayon::prelude::*;

use super::stored_records::{Record, records};
use super::{ServiceError, recoding};
use crate::store::frameworks::Recoded;
use crate::store::{self, Tx};

/// An engagement at one moment.
pub struct Evidence {
    /// The engagement.
    pub engagement: Engagement,
    /// Its frame.
    pub frame: Frame,
    /// Sampled sites in order.
    pub sites: Vec<SampledSite>,
    /// The draw, once there was one.
    pub draw: Option<DrawProtocol>,
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
    /// What is fixed about questionnaires, and what was decided about single responses.
    pub surveys: SurveyFacts,
    /// Numbers of findings given so far.
    pub finding_numbers: FindingNumbers,
    /// What people wrote about findings.
    pub dossiers: store::findings::Dossiers,
    /// Codes that were given anew, as older forms still have them.
    pub aliases: Recoded,
    /// Versions of the answered forms that nobody answered.
    unanswered_forms: Vec<Instrument>,
}

/// What is known of responses beside their records.
pub struct SurveyFacts {
    /// What the plan fixes.
    pub plan: SurveyPlan,
    /// The newest ruling on each response that has one.
    rulings: BTreeMap<DocumentId, RulingDecision>,
    /// The device that sent a response, where one did.
    devices: BTreeMap<DocumentId, String>,
}

impl SurveyFacts {
    /// Reads them.
    pub fn read(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Self, ServiceError> {
        let rulings = store::surveys::rulings(tx, engagement)?;
        let newest = rulings.into_iter().filter_map(|(id, rulings)| {
            let ruling = rulings.last()?;
            Some((id, ruling.decision))
        });
        Ok(Self {
            plan: store::surveys::plan(tx, engagement)?,
            rulings: newest.collect(),
            devices: store::surveys::devices(tx, engagement)?,
        })
    }

    /// A complete record as the rules judge it.
    pub fn response(&self, record: &Record) -> SurveyResponse {
        let body = &record.body;
        let path_of = |problem: &Problem| {
            let path = problem.place.as_ref().and_then(|place| place.path.clone());
            path.unwrap_or_else(|| problem.code.clone())
        };
        SurveyResponse {
            record: record.head.id.clone(),
            body: Arc::clone(&record.evidence),
            missing_required: record.checked.missing.clone(),
            wrong: record.checked.wrong.iter().map(path_of).collect(),
            started_at: body.started_at,
            submitted_at: body.finalised_at.unwrap_or(body.started_at),
            device_id: self.devices.get(&record.head.id).cloned(),
            channel: record.head.channel,
            duplicate_signal: record.head.duplicate_signal,
            ruling: self.rulings.get(&record.head.id).copied(),
        }
    }
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
    let records = records(tx, id, |_| true)?;
    let surveys = SurveyFacts::read(tx, id)?;
    let numbers = store::interviews::numbers(tx, id)?;
    let requests = store::document_requests::all(tx, id)?;
    let draw = store::samples::draw(tx, id)?;
    let finding_numbers = store::findings::numbers(tx, id)?;
    let dossiers = store::findings::dossiers(tx, id)?;
    let aliases = recoding::aliases(&store::frameworks::history(tx, id)?);
    let unanswered_forms = unanswered_forms(tx, id, &records)?;
    Ok(Evidence {
        engagement,
        frame,
        sites,
        draw,
        records,
        numbers,
        requests,
        framework,
        inputs,
        surveys,
        finding_numbers,
        dossiers,
        aliases,
        unanswered_forms,
    })
}

/// What tells a choice that went away from one that was renamed (`domain::indicator`).
fn unanswered_forms(
    tx: &Tx<'_>,
    id: &EngagementId,
    records: &[Record],
) -> Result<Vec<Instrument>, ServiceError> {
    let inspections = records
        .iter()
        .filter(|record| record.head.kind == RecordKind::SiteInspection);
    let answered: BTreeSet<(&FormId, &str)> = inspections
        .map(|record| (&record.head.form_id, record.head.form_version.as_str()))
        .collect();
    let mut forms = Vec::new();
    for (form, version) in store::engagements::form_versions(tx, id)? {
        let is_of_form = answered.iter().any(|(answered, _)| **answered == form);
        if is_of_form && !answered.contains(&(&form, version.as_str())) {
            forms.extend(store::engagements::form(tx, id, &form, &version)?);
        }
    }
    Ok(forms)
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

    /// The list of problems by number, also withdrawn and merged ones; and the numbers that were
    /// not given yet.
    pub fn register(&self) -> (Vec<Finding>, FindingNumbers) {
        register(
            self.derived(),
            &self.dossiers,
            &self.finding_numbers,
            |code| {
                let project = self.frame.project(code)?;
                Some((project.name.clone(), project.unit.clone()))
            },
        )
    }

    /// The list of problems by number, also withdrawn and merged ones.
    pub fn findings(&self) -> Vec<Finding> {
        self.register().0
    }

    /// Those that stand: what records, tables and the report list.
    pub fn standing_findings(&self) -> Vec<Finding> {
        let mut findings = self.findings();
        findings.retain(Finding::stands);
        findings
    }

    /// Findings as the answers of complete inspections give them.
    fn derived(&self) -> Vec<Finding> {
        let inspections: Vec<Inspection<'_>> = self
            .inspections()
            .map(|(record, project)| Inspection {
                record: &record.head.id,
                project,
                instrument: &record.instrument,
                body: &record.evidence,
            })
            .collect();
        let mut findings = derive_as_recorded(&inspections);
        for code in findings.iter_mut().filter_map(|one| one.indicator.as_mut()) {
            *code = self.current_code(code);
        }
        place_under_lowered(&mut findings, &self.framework, |code| {
            let project = self.frame.project(code)?;
            Some(project.project_type.clone())
        });
        findings
    }

    /// What an indicator is called now that a form names as it was called then. A code that the
    /// framework has is meant as it stands.
    fn current_code(&self, code: &IndicatorCode) -> IndicatorCode {
        match (self.framework.indicator(code), self.aliases.get(code)) {
            (None, Some(now)) => now.clone(),
            _ => code.clone(),
        }
    }

    /// Indicators that cannot be computed from the versions that were answered.
    fn broken_bindings(&self) -> BTreeMap<IndicatorCode, Vec<String>> {
        let mut answered: BTreeMap<(&FormId, &str), &Instrument> = BTreeMap::new();
        for (record, _) in self.inspections() {
            let version = (&record.head.form_id, record.head.form_version.as_str());
            answered.insert(version, record.instrument.as_ref());
        }
        let answered: Vec<&Instrument> = answered.into_values().collect();
        let others = self.unanswered_forms.iter();
        let known: Vec<&Instrument> = answered.iter().copied().chain(others).collect();
        broken_bindings(&self.framework, &answered, &known)
    }

    /// What each finding cost on a sheet of these facts.
    pub fn finding_costs(
        &self,
        facts: &Facts,
        sheet: &ScoreSheet,
    ) -> BTreeMap<FindingCode, Vec<FindingCost>> {
        finding_costs(&self.framework, facts, sheet, &self.findings())
    }

    /// One result for each questionnaire, over its complete responses.
    pub fn surveys(&self) -> Result<Vec<(Arc<Instrument>, SurveyResult)>, ServiceError> {
        let is_response = |record: &&Record| {
            record.head.kind == RecordKind::QuestionnaireResponse && record.counts()
        };
        let responses: Vec<(&Record, SurveyResponse)> = self
            .records
            .par_iter()
            .filter(is_response)
            .map(|record| (record, self.surveys.response(record)))
            .collect();
        let mut by_form: BTreeMap<&FormId, (Arc<Instrument>, Vec<SurveyResponse>)> =
            BTreeMap::new();
        for (record, response) in responses {
            let entry = by_form
                .entry(&record.head.form_id)
                .or_insert_with(|| (Arc::clone(&record.instrument), Vec::new()));
            entry.1.push(response);
        }
        by_form
            .into_values()
            .map(|(instrument, responses)| {
                let result = evaluate_survey(&instrument, &responses, &self.surveys.plan)
                    .map_err(|e| ServiceError::Internal(format!("survey: {e}")))?;
                Ok((instrument, result))
            })
            .collect()
    }

    /// Valid responses the plan asks for of a questionnaire.
    pub fn survey_minimum(&self, form_id: &str) -> u32 {
        let sites = u32::try_from(self.sites.len()).unwrap_or(u32::MAX);
        let own = self.surveys.plan.questionnaire(form_id).planned_per_site;
        sites.saturating_mul(own.unwrap_or(self.engagement.questionnaires_per_site))
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
                answers: record.evidence.answers.clone(),
                evaluated: self.evaluated(record),
            })
            .collect();
        facts.surveys = self
            .surveys()?
            .into_iter()
            .map(|(form, result)| {
                let form_id = form.form_id.0.clone();
                let plan = self.surveys.plan.questionnaire(&form_id);
                let fact = SurveyFact {
                    result,
                    method: plan.method,
                    minimum: self.survey_minimum(&form_id),
                    indicators: scale_indicators(&form)
                        .iter()
                        .map(|code| self.current_code(code))
                        .collect(),
                    scored: plan.scored,
                };
                (form_id, fact)
            })
            .collect();
        facts.fund_figures = self.inputs.fund_figures.clone();
        for (indicator, mark) in &self.inputs.desk_marks {
            let mark: DeskMark = serde_json::from_value(mark.clone())
                .map_err(|e| ServiceError::Internal(format!("stored mark {indicator}: {e}")))?;
            facts.desk_marks.insert(indicator.clone(), mark);
        }
        facts.findings = self.findings();
        facts.findings.retain(Finding::counts);
        facts.not_applicable = self.inputs.not_applicable.clone();
        facts.consent = self.inputs.consent.clone();
        facts.design_weights = self.design_weights();
        facts.broken_bindings = self.broken_bindings();
        Ok(facts)
    }

    /// What the form itself offers for scoring.
    fn evaluated(&self, record: &Record) -> Vec<EvaluatedAnswer> {
        let mut answers = evaluated_answers(&record.instrument, &record.evidence.answers);
        for code in answers.iter_mut().flat_map(|answer| &mut answer.indicators) {
            *code = self.current_code(code);
        }
        answers
    }

    /// How many projects of the frame each sampled one stands for.
    fn design_weights(&self) -> BTreeMap<ProjectCode, Exact> {
        let added = |site: &&SampledSite| matches!(site.route, SampleRoute::Judgemental { .. });
        let judgemental: Vec<ProjectCode> = self
            .sites
            .iter()
            .filter(added)
            .map(|site| site.project.code.clone())
            .collect();
        match &self.draw {
            Some(draw) => design_weights(&self.frame, draw, &judgemental),
            None => judgemental
                .into_iter()
                .map(|code| (code, whole(1)))
                .collect(),
        }
    }

    /// The place of a site in the sample, from 1; 0 for a site that left it.
    pub fn ordinal(&self, code: &ProjectCode) -> u32 {
        let site = self.sites.iter().find(|site| site.project.code == *code);
        site.map_or(0, |site| site.ordinal)
    }
}
