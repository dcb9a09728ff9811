//! Questionnaires at the desk: statistics, cross tables, open answers, verdicts and rulings.
//! Managers only. Not here: the plan (`survey_plan`), the export (`survey_export`), counting
//! (`domain`).

use domain::fieldwork::RecordKind;
use domain::ids::{DocumentId, FormId, ProjectCode};
use domain::instrument::{Node, QuestionType};
use domain::problem::Problem;
use domain::scoring::survey::{SurveyResponse, SurveyResult};
use domain::survey_statistics::{
    CrossTableError, counted_responses, cross_table, highlight, index_words, search_phrases,
};
use domain::wire::{
    CrossTableView, OpenText, OpenTexts, QuestionName, RulingRequest, SurveySummary, SurveyView,
    VerdictList, VerdictView,
};

use super::frozen::unissued;
use super::survey_evidence::{self, Questionnaire};
use super::{Actor, Service, ServiceError, bounded_text, manager, reader, stored_records};
use crate::store::{self, Tx};

/// Open answers in one list.
const TEXTS_LIMIT: usize = 200;
/// The shortest reason for a ruling.
const REASON_CHARACTERS: usize = 2;
const REASON_LIMIT: usize = 1_000;
const SEARCH_LIMIT: usize = 100;

/// The questionnaires of the engagement.
pub async fn list(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Vec<SurveySummary>, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let heads = store::documents::all(tx, &engagement.id)?;
            let summary = |form: std::sync::Arc<domain::instrument::Instrument>| {
                let of_form = |head: &&store::documents::Document| {
                    head.form_id == form.form_id
                        && head.kind == RecordKind::QuestionnaireResponse
                        && head.state.counts_as_evidence(0)
                };
                let received = heads.iter().filter(of_form).count();
                SurveySummary {
                    form_id: form.form_id.0.clone(),
                    title: form.title.clone(),
                    received: u32::try_from(received).unwrap_or(u32::MAX),
                }
            };
            let forms = survey_evidence::forms(tx, &engagement)?;
            Ok(forms.into_iter().map(summary).collect())
        })
        .await
}

/// Runs `work` on one questionnaire, as a manager.
pub(super) async fn with<T: Send + 'static>(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    work: impl FnOnce(&Tx<'_>, Questionnaire) -> Result<T, ServiceError> + Send + 'static,
) -> Result<T, ServiceError> {
    let (actor, engagement, form) = (actor.clone(), engagement.to_owned(), form.clone());
    service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let questionnaire = survey_evidence::read(tx, &engagement, &form)?;
            work(tx, questionnaire)
        })
        .await
}

/// One questionnaire's statistics, of all sites or of one.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    site: Option<ProjectCode>,
) -> Result<SurveyView, ServiceError> {
    with(service, actor, engagement, form, move |_, questionnaire| {
        let questionnaire = match &site {
            Some(site) => questionnaire.at_site(site),
            None => questionnaire,
        };
        let result = questionnaire.result()?;
        let form = &questionnaire.instrument;
        Ok(SurveyView {
            title: form.title.clone(),
            languages: form.languages.clone(),
            statistics: questionnaire.statistics(&result)?,
            attributes: form.walk().into_iter().filter_map(attribute).collect(),
            site,
        })
    })
    .await
}

fn attribute(node: &Node) -> Option<QuestionName> {
    match node {
        Node::Question {
            path,
            label,
            question_type: QuestionType::SelectOne { .. },
            ..
        } => Some(QuestionName {
            path: path.clone(),
            label: label.clone(),
        }),
        _ => None,
    }
}

/// One question by one attribute, small cells hidden.
pub async fn cross(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    (attribute, question): (String, String),
) -> Result<CrossTableView, ServiceError> {
    with(service, actor, engagement, form, move |_, questionnaire| {
        let result = questionnaire.result()?;
        let input = questionnaire.input();
        let counted = counted_responses(&input, &result);
        let table = cross_table(&questionnaire.instrument, &counted, &attribute, &question);
        let code = |error| match error {
            CrossTableError::NotTwoQuestions => "CROSS_TABLE_QUESTIONS",
            CrossTableError::TooManyChoices => "CROSS_TABLE_TOO_LARGE",
        };
        let table = table.map_err(|e| ServiceError::invalid(Problem::new(code(e))))?;
        Ok(CrossTableView { table })
    })
    .await
}

/// Open answers of the counted valid responses to one question, with the words searched for.
pub async fn texts(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    (question, search): (String, String),
) -> Result<OpenTexts, ServiceError> {
    let search = bounded_text("search", &search, SEARCH_LIMIT)?;
    let phrases = search_phrases(&search);
    if !phrases.is_empty() {
        keep_index(service, actor, engagement).await?;
    }
    let name = engagement.to_owned();
    with(
        service,
        actor,
        engagement,
        form,
        move |tx, questionnaire| {
            let is_text = matches!(
                questionnaire.instrument.question(&question),
                Some(Node::Question {
                    question_type: QuestionType::Text,
                    ..
                })
            );
            if !is_text {
                return Err(ServiceError::invalid(Problem::new("NOT_A_TEXT_QUESTION")));
            }
            let found = match phrases.as_slice() {
                [] => None,
                phrases => Some(found(tx, &name, &question, phrases)?),
            };
            let result = questionnaire.result()?;
            let input = questionnaire.input();
            let mut texts = counted_responses(&input, &result);
            texts.retain(|response| {
                found
                    .as_ref()
                    .is_none_or(|ids| ids.contains(&response.record))
            });
            let mut texts: Vec<&str> = texts
                .into_iter()
                .filter_map(|response| Some(response.answers().get(&question)?.trim()))
                .filter(|text| !text.is_empty())
                .collect();
            // In the order of the text itself, which says nothing about who wrote when.
            texts.sort_unstable();
            let total = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            texts.truncate(TEXTS_LIMIT);
            let text = |text: &str| OpenText {
                segments: highlight(text, &search),
            };
            Ok(OpenTexts {
                total,
                texts: texts.into_iter().map(text).collect(),
            })
        },
    )
    .await
}

fn found(
    tx: &Tx<'_>,
    engagement: &str,
    question: &str,
    phrases: &[String],
) -> Result<Vec<DocumentId>, ServiceError> {
    let engagement = store::engagements::find(tx, engagement)?
        .ok_or_else(|| ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND")))?;
    let ids = store::surveys::find_texts(tx, &engagement.id, question, phrases)?;
    Ok(ids)
}

/// Brings the word index up to date; writes only when something is new.
async fn keep_index(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<(), ServiceError> {
    let (asking, name) = (actor.clone(), engagement.to_owned());
    let is_current: bool = service
        .store
        .read(move |tx| {
            let engagement = reader(tx, &asking, &name)?.engagement;
            Ok::<_, ServiceError>(store::surveys::is_indexed(tx, &engagement.id)?)
        })
        .await?;
    if is_current {
        return Ok(());
    }
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .write(move |tx| {
            let engagement = reader(tx, &actor, &engagement)?.engagement;
            let new = store::surveys::unindexed(tx, &engagement.id)?;
            let records =
                stored_records::records(tx, &engagement.id, |head| new.contains(&head.id))?;
            for record in &records {
                store::surveys::index(tx, &record.head.id, &open_texts(record))?;
            }
            Ok(())
        })
        .await
}

fn open_texts(record: &stored_records::Record) -> Vec<(String, String)> {
    let nodes = record.instrument.walk().into_iter();
    nodes
        .filter_map(|node| match node {
            Node::Question {
                path,
                question_type: QuestionType::Text,
                ..
            } => {
                let words = index_words(record.evidence.answers.get(path)?);
                (!words.is_empty()).then(|| (path.clone(), words))
            }
            _ => None,
        })
        .collect()
}

/// The responses that are not simply valid, with reasons and rulings.
pub async fn verdicts(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
) -> Result<VerdictList, ServiceError> {
    with(service, actor, engagement, form, |tx, questionnaire| {
        let result = questionnaire.result()?;
        verdict_list(tx, &questionnaire, &result)
    })
    .await
}

fn verdict_list(
    tx: &Tx<'_>,
    questionnaire: &Questionnaire,
    result: &SurveyResult,
) -> Result<VerdictList, ServiceError> {
    let mut responses = Vec::new();
    let all = questionnaire.responses.iter().zip(&result.verdicts);
    for (response, verdict) in all {
        let rulings = store::surveys::rulings_on(tx, &response.record)?;
        let is_plain = verdict.reasons.is_empty() && verdict.suspicions.is_empty();
        if is_plain && rulings.is_empty() {
            continue;
        }
        let (site, site_name) = questionnaire.site(&response.record);
        responses.push(VerdictView {
            verdict: verdict.clone(),
            site,
            site_name,
            seconds: seconds(response),
            rulings,
        });
    }
    Ok(VerdictList { responses })
}

fn seconds(response: &SurveyResponse) -> i64 {
    let taken = response
        .submitted_at
        .0
        .saturating_sub(response.started_at.0);
    taken / 1_000
}

/// Keeps or excludes a suspicious response. Every ruling is kept; the newest counts.
pub async fn rule(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form: &FormId,
    request: RulingRequest,
) -> Result<VerdictList, ServiceError> {
    let reason = bounded_text("reason", &request.reason, REASON_LIMIT)?;
    if reason.chars().count() < REASON_CHARACTERS {
        let problem = Problem::new("REASON_MISSING").at_path("reason");
        return Err(ServiceError::invalid(problem));
    }
    let (actor, engagement, form) = (actor.clone(), engagement.to_owned(), form.clone());
    let now = service.now();
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let questionnaire = survey_evidence::read(tx, &engagement, &form)?;
            let result = questionnaire.result()?;
            let verdict = result
                .verdicts
                .iter()
                .find(|verdict| verdict.record == request.record)
                .ok_or_else(|| ServiceError::NotFound(Problem::new("RECORD_NOT_FOUND")))?;
            let ruled = store::surveys::rulings_on(tx, &request.record)?;
            if verdict.suspicions.is_empty() && ruled.is_empty() {
                return Err(ServiceError::Conflict(Problem::new(
                    "RESPONSE_NOT_SUSPICIOUS",
                )));
            }
            let (record, decision) = (&request.record, request.decision);
            store::surveys::append_ruling(tx, record, decision, &reason, &actor.id, now)?;
            let details = serde_json::json!({
                "record": record, "decision": decision, "reason": reason,
                "suspicions": verdict.suspicions,
            });
            let id = Some(&engagement.id);
            store::audit::insert(tx, now, Some(&actor.id), id, "survey_ruling", &details)?;
            let questionnaire = survey_evidence::read(tx, &engagement, &form)?;
            let result = questionnaire.result()?;
            verdict_list(tx, &questionnaire, &result)
        })
        .await
}
