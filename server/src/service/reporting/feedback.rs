//! 征求意见: opinions that came, and what was decided on each.

use domain::opinion::{Opinion, OpinionDecision, check_decision, check_opinion};
use domain::problem::Problem;
use domain::wire::{DecideOpinion, NewOpinion, OpinionList};

use super::super::frozen::unissued;
use super::super::{Actor, Membership, Service, ServiceError, manager, reader};
use super::{assemble, standing_of};
use crate::store::{self, Tx};

/// Opinions on one draft.
const OPINION_LIMIT: usize = 500;
/// Characters of a block's words in a list.
const FIRST_WORDS: usize = 40;

/// The opinions.
pub async fn opinions(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<OpinionList, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            list(tx, &membership)
        })
        .await
}

fn list(tx: &Tx<'_>, membership: &Membership) -> Result<OpinionList, ServiceError> {
    let assembled = assemble(tx, membership)?;
    let standing = standing_of(tx, membership, &assembled.content)?;
    let words = |text: String| text.chars().take(FIRST_WORDS).collect::<String>();
    let blocks = assembled.edited.report.blocks();
    Ok(OpinionList {
        opinions: store::feedback::opinions(tx, &membership.engagement.id)?,
        deadline: standing
            .consultation
            .map(|it| it.deadline)
            .unwrap_or_default(),
        blocks: blocks
            .map(|block| (block.id.clone(), words(block.plain_text())))
            .filter(|(_, words)| !words.is_empty())
            .collect(),
    })
}

/// Adds an opinion; only once opinions are asked.
pub async fn add_opinion(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    new: NewOpinion,
) -> Result<OpinionList, ServiceError> {
    let problems = check_opinion(&new.unit, &new.text, &new.day);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let (id, now) = (service.identifier(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let here = &membership.engagement.id;
            let content = assemble(tx, &membership)?.content;
            let asked = standing_of(tx, &membership, &content)?.consultation;
            if asked.is_none_or(|consultation| consultation.settled) {
                return Err(ServiceError::Conflict(Problem::new("NOT_CONSULTING")));
            }
            let known = store::feedback::opinions(tx, here)?;
            if known.len() >= OPINION_LIMIT {
                let problem = Problem::new("TOO_MANY_OPINIONS").with("limit", OPINION_LIMIT);
                return Err(ServiceError::invalid(problem));
            }
            let number = known
                .iter()
                .map(|opinion| opinion.number)
                .max()
                .unwrap_or(0)
                + 1;
            let opinion = Opinion {
                id,
                number,
                unit: new.unit.trim().to_owned(),
                text: new.text.trim().to_owned(),
                block: new.block.chars().take(200).collect(),
                day: new.day,
                decision: None,
            };
            store::feedback::save_opinion(tx, here, &opinion)?;
            let details = serde_json::json!({ "opinion": opinion });
            store::audit::insert(tx, now, Some(&actor.id), Some(here), "opinion", &details)?;
            list(tx, &membership)
        })
        .await
}

/// Decides on an opinion.
pub async fn decide_opinion(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    opinion: &str,
    decide: DecideOpinion,
) -> Result<OpinionList, ServiceError> {
    let problems = check_decision(&decide.decision);
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    let (opinion, now) = (opinion.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let membership = unissued(tx, manager(tx, &actor, &engagement)?)?;
            let here = &membership.engagement.id;
            let known = store::feedback::opinions(tx, here)?;
            let found = known.into_iter().find(|one| one.id == opinion);
            let mut found =
                found.ok_or_else(|| ServiceError::NotFound(Problem::new("OPINION_UNKNOWN")))?;
            found.decision = Some(OpinionDecision {
                name: actor.name.clone(),
                ..decide.decision
            });
            store::feedback::save_opinion(tx, here, &found)?;
            let details = serde_json::json!({ "opinion": found });
            store::audit::insert(
                tx,
                now,
                Some(&actor.id),
                Some(here),
                "opinion_decide",
                &details,
            )?;
            list(tx, &membership)
        })
        .await
}
