//! Fills the report's inputs from an engagement's evidence. Not here: interviews, documents and the
//! plan's choices (`report_papers`); sentences, tables, rules.

use std::collections::{BTreeMap, BTreeSet};

use domain::fieldwork::measurement::judge;
use domain::fieldwork::measurement_lines::measurement_lines;
use domain::fieldwork::{AttachmentKind, RecordKind};
use domain::ids::IndicatorCode;
use domain::indicator::Framework;
use domain::instrument::Node;
use domain::project::Project;
use domain::report::labels::{FUND_FIGURES, FURTHER_FUND_FIGURES};
use domain::report::{
    FieldworkLog, FrameTotals, FundFigure, IndicatorText, InspectionSummary, MeasurementResult,
    PlatePhoto, QuestionDistribution, ReportCircumstances, ReportInputs, SampledProject, SurveyLog,
};
use domain::sampling::coverage;
use domain::scoring::{Facts, GradeBand, default_grade_bands, mark_reasons, score};
use domain::time::Timestamp;
use domain::working_paper::{inspection_index, photo_index};

use super::evidence::Evidence;
use super::report_papers::{documents, interviews, plan_choices};
use super::stored_records::Record;
use super::survey_evidence::{Questionnaire, Surroundings};
use super::{ServiceError, source_names};
use crate::store::{self, Tx};

/// Everything the report is composed from.
pub fn inputs(
    tx: &Tx<'_>,
    evidence: &Evidence,
    circumstances: &ReportCircumstances,
) -> Result<ReportInputs, ServiceError> {
    let id = &evidence.engagement.id;
    let facts = evidence.facts()?;
    let (sheet, score_gaps) = score(&evidence.framework, &facts);
    let finding_costs = evidence.finding_costs(&facts, &sheet);
    let codes: Vec<_> = evidence
        .sites
        .iter()
        .map(|s| s.project.code.clone())
        .collect();
    Ok(ReportInputs {
        engagement: evidence.engagement.clone(),
        number: circumstances.number.clone(),
        state: circumstances.state.clone(),
        sign_offs: circumstances.sign_offs.clone(),
        opinions: circumstances.opinions.clone(),
        plan: plan_choices(&evidence.framework),
        documents: documents(evidence),
        frame: FrameTotals {
            projects: count(evidence.frame.projects.len()),
            units: count(evidence.frame.unit_count()),
            amount: evidence.frame.total(),
            sha256: evidence.frame.sha256.as_str().to_owned(),
        },
        fund_figures: fund_figures(evidence),
        draws: store::samples::draw(tx, id)?.into_iter().collect(),
        sites: evidence
            .sites
            .iter()
            .map(|site| SampledProject {
                ordinal: site.ordinal,
                project: site.project.clone(),
                route: site.route.clone(),
            })
            .collect(),
        coverage: (!codes.is_empty()).then(|| coverage(&evidence.frame, &codes)),
        fieldwork: fieldwork(tx, evidence)?,
        surveys: surveys(tx, evidence)?,
        sheet,
        score_gaps,
        grade_bands: grade_bands(&evidence.framework),
        indicators: indicator_texts(&evidence.framework),
        findings: evidence.standing_findings(),
        finding_costs,
        mark_reasons: recorded_reasons(&evidence.framework, &facts),
        inspections: evidence
            .inspections()
            .map(|(r, p)| summary(evidence, r, p))
            .collect(),
        interviews: interviews(evidence),
        photos: evidence
            .inspections()
            .flat_map(|(r, p)| photos(evidence, r, p))
            .collect(),
        source_names: source_names::of(evidence),
        team: store::engagements::members(tx, id)?,
        prepared_on: store::progress::newest_change(tx, id)?
            .map(Timestamp::to_day_text)
            .unwrap_or_default(),
    })
}

/// The framework's own, else those of domain.md §3.
fn grade_bands(framework: &Framework) -> Vec<GradeBand> {
    match framework.grade_bands.is_empty() {
        true => default_grade_bands(),
        false => framework.grade_bands.clone(),
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The figures of the fund table in its order; those of the whole year only where they were
/// entered.
fn fund_figures(evidence: &Evidence) -> Vec<FundFigure> {
    let figure = |(key, label): &(&str, &str)| FundFigure {
        key: (*key).to_owned(),
        label: (*label).to_owned(),
        amount: evidence.inputs.fund_figures.get(*key).copied(),
    };
    let further = FURTHER_FUND_FIGURES.iter().map(figure);
    let entered = further.filter(|figure| figure.amount.is_some());
    FUND_FIGURES.iter().map(figure).chain(entered).collect()
}

fn indicator_texts(framework: &Framework) -> BTreeMap<IndicatorCode, IndicatorText> {
    framework
        .indicators()
        .map(|located| {
            let indicator = located.indicator;
            let text = IndicatorText {
                explanation: indicator.explanation.clone(),
                evidence: indicator.documents.clone(),
            };
            (indicator.code.clone(), text)
        })
        .collect()
}

/// What was recorded with each desk mark.
fn recorded_reasons(framework: &Framework, facts: &Facts) -> BTreeMap<IndicatorCode, Vec<String>> {
    let marked = facts.desk_marks.iter().filter_map(|(code, mark)| {
        let located = framework.indicator(code)?;
        Some((code.clone(), mark_reasons(located.indicator, mark)))
    });
    marked.collect()
}

fn fieldwork(tx: &Tx<'_>, evidence: &Evidence) -> Result<FieldworkLog, ServiceError> {
    let mut days = BTreeSet::new();
    let mut log = FieldworkLog {
        sites_planned: count(evidence.sites.len()),
        sites_done: count(evidence.inspections().count()),
        interviews: count(evidence.of_kind(RecordKind::Interview).count()),
        ..FieldworkLog::default()
    };
    // A photo of a document is no photo of a site, and receiving one no day in the field.
    let counting = evidence.records.iter().filter(|record| record.counts());
    for record in counting.filter(|record| record.head.kind != RecordKind::DocumentReceipt) {
        days.insert(record.body.started_at.to_day_text());
        log.photos += count(pictures(record).count());
        log.unverifiable += answers_like(record, "cannot_verify");
    }
    log.days = count(days.len());
    let assignments = store::samples::assignments(tx, &evidence.engagement.id)?;
    let assigned: BTreeSet<_> = assignments.iter().flat_map(|it| &it.evaluators).collect();
    log.evaluators = count(assigned.len());
    let groups: BTreeSet<Vec<_>> = assignments
        .iter()
        .map(|it| sorted(&it.evaluators))
        .collect();
    log.groups = count(groups.iter().filter(|group| !group.is_empty()).count());
    Ok(log)
}

/// People who were sent to the same sites are one group.
fn sorted<T: Ord + Clone>(people: &[T]) -> Vec<T> {
    let mut people = people.to_vec();
    people.sort();
    people
}

fn pictures(record: &Record) -> impl Iterator<Item = &domain::fieldwork::Attachment> {
    record
        .body
        .attachments
        .values()
        .filter(|a| a.kind == AttachmentKind::Photo)
}

fn answers_like(record: &Record, choice: &str) -> u32 {
    let checks = record
        .instrument
        .walk()
        .into_iter()
        .filter(|node| is_check(node));
    count(
        checks
            .filter(|node| {
                record
                    .evidence
                    .answers
                    .get(node.path())
                    .is_some_and(|a| a == choice)
            })
            .count(),
    )
}

/// A check is a question whose 否 is a finding.
fn is_check(node: &Node) -> bool {
    matches!(node, Node::Question { evaluation, .. } if evaluation.severity_if_no.is_some())
}

fn surveys(tx: &Tx<'_>, evidence: &Evidence) -> Result<Vec<SurveyLog>, ServiceError> {
    let around = Surroundings {
        engagement: &evidence.engagement,
        sites: &evidence.sites,
        facts: &evidence.surveys,
    };
    let mut logs = Vec::new();
    for (form, _) in evidence.surveys()? {
        let id = form.form_id.clone();
        let records = evidence.records.iter();
        let records = records.filter(|record| record.head.form_id == id);
        let questionnaire = Questionnaire::of(tx, &around, form, records)?;
        logs.push(survey(evidence, &questionnaire)?);
    }
    Ok(logs)
}

fn survey(evidence: &Evidence, questionnaire: &Questionnaire) -> Result<SurveyLog, ServiceError> {
    let form = &questionnaire.instrument;
    let result = questionnaire.result()?;
    let statistics = questionnaire.statistics(&result)?;
    let distribution = |question: &domain::scoring::survey::QuestionTally| QuestionDistribution {
        label: form.label(&question.label, "").to_owned(),
        options: question
            .choices
            .iter()
            .map(|choice| (form.label(&choice.label, "").to_owned(), choice.count))
            .collect(),
    };
    Ok(SurveyLog {
        form_id: form.form_id.0.clone(),
        title: form.title.clone(),
        issued: statistics.rates.issued,
        returned: statistics.rates.returned,
        valid: statistics.rates.valid,
        scored: result.scored,
        minimum: evidence.survey_minimum(&form.form_id.0),
        figures: statistics.satisfaction,
        channels: statistics.channels,
        is_small_base: statistics.is_small_base,
        questions: result.questions.iter().map(distribution).collect(),
    })
}

fn summary(evidence: &Evidence, record: &Record, project: &Project) -> InspectionSummary {
    let answers = &record.evidence.answers;
    let value = |path: &String| answers.get(path).cloned().unwrap_or_default();
    let finished = record.body.finalised_at.unwrap_or(record.body.started_at);
    InspectionSummary {
        record: record.head.id.clone(),
        index: inspection_index(evidence.ordinal(&project.code) as usize),
        project_code: project.code.clone(),
        project_name: project.name.clone(),
        day: finished.to_day_text(),
        measurements: measurement_lines(&record.instrument)
            .into_iter()
            .filter_map(|line| {
                let points: Vec<String> = line.measured.iter().map(value).collect();
                let points: Vec<&str> = points.iter().map(String::as_str).collect();
                let design = value(&line.design);
                let judged = judge(&design, &points, &line.tolerance)?;
                Some(MeasurementResult {
                    label: with_unit(record.instrument.label(&line.label, ""), &line.unit),
                    path: line.measured.first().unwrap_or(&line.design).clone(),
                    design,
                    measured: judged.mean,
                    within: Some(judged.passes),
                })
            })
            .collect(),
        passed: answers_like(record, "yes"),
        failed: answers_like(record, "no"),
        unverifiable: answers_like(record, "cannot_verify"),
        photos: count(pictures(record).count()),
    }
}

fn with_unit(label: &str, unit: &str) -> String {
    if unit.is_empty() {
        label.to_owned()
    } else {
        format!("{label}（{unit}）")
    }
}

/// The pictures of a complete inspection, with their index numbers.
pub(super) fn photos(evidence: &Evidence, record: &Record, project: &Project) -> Vec<PlatePhoto> {
    let ordinal = evidence.ordinal(&project.code) as usize;
    pictures(record)
        .zip(1..)
        .map(|(photo, number)| PlatePhoto {
            sha256: photo.sha256.clone(),
            index: photo_index(ordinal, number),
            record: record.head.id.clone(),
            path: photo.path.clone(),
            project_code: project.code.clone(),
            project_name: project.name.clone(),
            slot: slot_label(record, &photo.path),
            caption: photo.caption.clone(),
            taken_at: photo.taken_at,
            position: photo.position.clone(),
        })
        .collect()
}

fn slot_label(record: &Record, path: &str) -> String {
    match record.instrument.question(path) {
        Some(Node::Question { label, .. }) => record.instrument.label(label, "").to_owned(),
        _ => String::new(),
    }
}
