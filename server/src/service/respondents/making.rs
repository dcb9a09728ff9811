//! Making, replacing and cancelling single-use codes. They are seen once, here; the store keeps
//! their hashes. Not here: posters.

use domain::engagement::Engagement;
use domain::ids::{FormId, ProjectCode};
use domain::problem::Problem;
use domain::respondent::{CODE_CHARACTERS, CodeState, RespondentCode, link_problems};
use domain::wire::{CodeAction, MadeCode, MadeCodes, NewBatch};

use super::super::frozen::unissued;
use super::super::{Actor, Service, ServiceError, manager};
use crate::randomness;
use crate::store::respondents::{Target, codes, sessions};
use crate::store::{self, Tx};

/// Codes in one batch.
const BATCH_LIMIT: usize = 1_000;
const LABEL_CHARACTERS: usize = 40;

pub(super) fn new_code() -> Result<RespondentCode, ServiceError> {
    let mut bytes = [0; CODE_CHARACTERS];
    randomness::fill(&mut bytes)?;
    Ok(RespondentCode::from_bytes(&bytes))
}

/// One code for each sampled respondent of a site.
pub async fn batch(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: NewBatch,
) -> Result<MadeCodes, ServiceError> {
    let labels = checked_labels(wanted.labels)?;
    let batch = service.identifier();
    let made = labels
        .into_iter()
        .map(|label| Ok((service.identifier(), label, new_code()?)))
        .collect::<Result<Vec<_>, ServiceError>>()?;
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let target = target(tx, &engagement, &wanted.project_code, &wanted.form_id)?;
            codes::insert_batch(tx, &batch, &target, &actor.id.0, now)?;
            for (id, label, code) in &made {
                codes::insert(tx, id, &batch, label, &code.hash())?;
            }
            let details = serde_json::json!({
                "batch": batch, "project": target.project_code, "codes": made.len(),
            });
            let (who, id) = (Some(&actor.id), Some(&engagement.id));
            store::audit::insert(tx, now, who, id, "respondent_batch", &details)?;
            let shown = |(id, label, code): (String, String, RespondentCode)| MadeCode {
                id,
                label,
                code: code.in_fours(),
            };
            let codes = made.into_iter().map(shown).collect();
            Ok(MadeCodes { batch, codes })
        })
        .await
}

fn checked_labels(labels: Vec<String>) -> Result<Vec<String>, ServiceError> {
    let trimmed = labels.iter().map(|label| label.trim().to_owned());
    let labels: Vec<String> = trimmed.filter(|label| !label.is_empty()).collect();
    let refuse = |problem: Problem| Err(ServiceError::invalid(problem.at_path("labels")));
    if labels.is_empty() {
        return refuse(Problem::new("RESPONDENT_LABELS_MISSING"));
    }
    if labels.len() > BATCH_LIMIT {
        return refuse(Problem::new("RESPONDENT_TOO_MANY_LABELS").with("limit", BATCH_LIMIT));
    }
    let is_long = |label: &&String| label.chars().count() > LABEL_CHARACTERS;
    if let Some(long) = labels.iter().find(is_long) {
        let start: String = long.chars().take(12).collect();
        let problem = Problem::new("RESPONDENT_LABEL_TOO_LONG");
        return refuse(problem.with("limit", LABEL_CHARACTERS).with("label", start));
    }
    let mut seen = std::collections::BTreeSet::new();
    if let Some(twice) = labels.iter().find(|label| !seen.insert(label.as_str())) {
        return refuse(Problem::new("RESPONDENT_LABEL_TWICE").with("label", twice));
    }
    Ok(labels)
}

/// A sampled site and a current questionnaire that may be linked, with a notice that has a contact.
pub(super) fn target(
    tx: &Tx<'_>,
    engagement: &Engagement,
    project: &ProjectCode,
    form: &FormId,
) -> Result<Target, ServiceError> {
    if store::samples::inspection_of(tx, &engagement.id, project)?.is_none() {
        let problem = Problem::new("RESPONDENT_SITE_UNKNOWN").at_path("project_code");
        return Err(ServiceError::invalid(problem));
    }
    let forms = store::engagements::current_forms(tx, &engagement.id)?;
    let Some(instrument) = forms.into_iter().find(|known| known.form_id == *form) else {
        let problem = Problem::new("RESPONDENT_FORM_UNKNOWN").at_path("form_id");
        return Err(ServiceError::invalid(problem));
    };
    let settings = store::respondents::settings(tx, &engagement.id)?.unwrap_or_default();
    let mut problems = settings.problems();
    problems.extend(link_problems(&instrument));
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    Ok(Target {
        engagement: engagement.id.clone(),
        project_code: project.clone(),
        form_id: instrument.form_id,
        form_version: instrument.version,
    })
}

/// Replaces or cancels a code that has not been used; what was begun by the old one goes with it.
pub async fn change(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    code: &str,
    action: CodeAction,
) -> Result<MadeCodes, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let (wanted, new) = (code.to_owned(), new_code()?);
    service
        .store
        .write(move |tx| {
            let engagement = manager(tx, &actor, &engagement)?.engagement;
            let code = codes::by_id(tx, &wanted)?
                .filter(|code| code.target.engagement == engagement.id)
                .ok_or_else(|| ServiceError::NotFound(Problem::new("RESPONDENT_CODE_NOT_FOUND")))?;
            if code.state == CodeState::Answered {
                return Err(ServiceError::Conflict(Problem::new("RESPONDENT_CODE_USED")));
            }
            let details = serde_json::json!({ "code": code.id, "action": action });
            sessions::delete_drafts_of(tx, &code.id)?;
            let codes = match action {
                CodeAction::Cancel => {
                    codes::cancel(tx, &code.id)?;
                    Vec::new()
                }
                CodeAction::Reissue => {
                    codes::replace(tx, &code.id, &new.hash())?;
                    vec![MadeCode {
                        id: code.id,
                        label: code.label,
                        code: new.in_fours(),
                    }]
                }
            };
            let (who, id) = (Some(&actor.id), Some(&engagement.id));
            store::audit::insert(tx, now, who, id, "respondent_code", &details)?;
            let batch = code.batch;
            Ok(MadeCodes { batch, codes })
        })
        .await
}
