//! Drawing, judgemental additions, assignments.

use std::collections::BTreeSet;

use domain::engagement::Stage;
use domain::ids::{DocumentId, EngagementId, ProjectCode};
use domain::party::Role;
use domain::problem::Problem;
use domain::sampling::{
    DrawCircumstances, DrawProtocol, SampleRoute, check_judgemental, coverage, draw,
};
use domain::wire::{Assignments, JudgementalRequest, NewDraw, SampleView};

use super::frozen::unissued;
use super::{Actor, Identifiers, Service, ServiceError, bounded_text, frames, manager, member};
use crate::store::{self, Tx};

/// Two evaluators go to each site (domain.md §2.1).
const EVALUATORS_PER_SITE: usize = 2;

/// Draws the sample and stores the protocol. Once; a second draw would be choosing.
pub async fn make_draw(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: NewDraw,
) -> Result<SampleView, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let identifiers = service.identifiers.clone();
    let purpose = bounded_text("purpose", &wanted.purpose, 200)?;
    let witness = bounded_text("witness", &wanted.witness, 60)?;
    service
        .store
        .write(move |tx| {
            let id = unissued(tx, manager(tx, &actor, &engagement)?)?
                .engagement
                .id;
            let frame = frames::stored(tx, &id)?;
            if store::samples::draw(tx, &id)?.is_some() {
                return Err(ServiceError::Conflict(Problem::new("DRAW_EXISTS")));
            }
            let drawn = draw(&frame, &wanted.request)
                .map_err(|error| ServiceError::invalid(error.to_problem()))?;
            let operator = actor.name.clone();
            let circumstances = DrawCircumstances {
                purpose,
                operator,
                witness,
                drawn_at: now,
            };
            let protocol = drawn.into_protocol(&frame, wanted.request, circumstances);
            store::samples::insert_draw(tx, &id, &protocol)?;
            add_drawn_sites(tx, &id, &protocol, &identifiers)?;
            let details = serde_json::json!({
                "algorithm": protocol.algorithm, "frame": protocol.frame_sha256,
                "n": protocol.request.n, "seed": protocol.request.seed.to_string(),
            });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), "draw", &details)?;
            view(tx, &id)
        })
        .await
}

/// A unit that PPS picked more than once is one site.
fn add_drawn_sites(
    tx: &Tx<'_>,
    engagement: &EngagementId,
    protocol: &DrawProtocol,
    identifiers: &Identifiers,
) -> Result<(), ServiceError> {
    let mut seen = BTreeSet::new();
    let distinct = protocol
        .picks
        .iter()
        .filter(|code| seen.insert((*code).clone()));
    for (order, code) in (1u32..).zip(distinct) {
        let inspection = DocumentId(identifiers());
        let route = SampleRoute::Random { order };
        store::samples::insert_site(tx, engagement, code, order, &route, &inspection)?;
    }
    Ok(())
}

/// Adds a site by judgement, with criteria and a reason.
pub async fn add_judgemental(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: JudgementalRequest,
) -> Result<SampleView, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    let identifiers = service.identifiers.clone();
    let reason = bounded_text("reason", &request.reason, 500)?;
    service
        .store
        .write(move |tx| {
            let id = unissued(tx, manager(tx, &actor, &engagement)?)?
                .engagement
                .id;
            let frame = frames::stored(tx, &id)?;
            let sites = store::samples::sites(tx, &id)?;
            let sampled: Vec<ProjectCode> = sites
                .iter()
                .map(|stored| stored.site.project.code.clone())
                .collect();
            let code = &request.project_code;
            let problems = check_judgemental(&frame, &sampled, code, &request.criteria, &reason);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            let ordinal = sites
                .iter()
                .map(|stored| stored.site.ordinal)
                .max()
                .unwrap_or(0)
                + 1;
            let route = SampleRoute::Judgemental {
                criteria: request.criteria.clone(),
                reason,
            };
            let inspection = DocumentId(identifiers());
            store::samples::insert_site(tx, &id, code, ordinal, &route, &inspection)?;
            let details = serde_json::json!({ "project": code, "route": route });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), "judgemental", &details)?;
            view(tx, &id)
        })
        .await
}

/// Protocol and sampled sites.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<SampleView, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            view(tx, &id)
        })
        .await
}

fn view(tx: &Tx<'_>, engagement: &EngagementId) -> Result<SampleView, ServiceError> {
    let protocol = store::samples::draw(tx, engagement)?;
    let sites: Vec<_> = store::samples::sites(tx, engagement)?
        .into_iter()
        .map(|stored| stored.site)
        .collect();
    let coverage = match store::frames::find(tx, engagement)? {
        Some(frame) if !sites.is_empty() => {
            let codes: Vec<ProjectCode> = sites.iter().map(|s| s.project.code.clone()).collect();
            Some(coverage(&frame, &codes))
        }
        _ => None,
    };
    Ok(SampleView {
        protocol,
        sites,
        coverage,
    })
}

/// Who goes where, and who could.
pub async fn assignments(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<Assignments, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let id = member(tx, &actor, &engagement)?.engagement.id;
            assignments_of(tx, &id)
        })
        .await
}

fn assignments_of(tx: &Tx<'_>, engagement: &EngagementId) -> Result<Assignments, ServiceError> {
    let evaluators = store::engagements::members(tx, engagement)?
        .into_iter()
        .filter(|person| person.role == Role::Evaluator)
        .collect();
    Ok(Assignments {
        assignments: store::samples::assignments(tx, engagement)?,
        evaluators,
    })
}

/// Sets who goes to the named sites; others stay as they are.
pub async fn assign(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    wanted: Assignments,
) -> Result<Assignments, ServiceError> {
    let (actor, engagement, now) = (actor.clone(), engagement.to_owned(), service.now());
    service
        .store
        .write(move |tx| {
            let mut engagement = unissued(tx, manager(tx, &actor, &engagement)?)?.engagement;
            let id = engagement.id.clone();
            let known = assignments_of(tx, &id)?;
            let problems = assignment_problems(&known, &wanted);
            if !problems.is_empty() {
                return Err(ServiceError::Invalid(problems));
            }
            for assignment in &wanted.assignments {
                let code = &assignment.project_code;
                store::samples::set_assignment(tx, &id, code, &assignment.evaluators)?;
            }
            if engagement.stage == Stage::Preparation && !wanted.assignments.is_empty() {
                // Whoever is sent out begins the fieldwork.
                engagement.stage = Stage::Implementation;
                store::engagements::update(tx, &engagement)?;
            }
            let details = serde_json::json!({ "assignments": wanted.assignments });
            store::audit::insert(tx, now, Some(&actor.id), Some(&id), "assign", &details)?;
            assignments_of(tx, &id)
        })
        .await
}

fn assignment_problems(known: &Assignments, wanted: &Assignments) -> Vec<Problem> {
    let sites: BTreeSet<_> = known.assignments.iter().map(|a| &a.project_code).collect();
    let people: BTreeSet<_> = known.evaluators.iter().map(|person| &person.id).collect();
    let mut problems = Vec::new();
    for assignment in &wanted.assignments {
        let code = &assignment.project_code;
        let chosen: BTreeSet<_> = assignment.evaluators.iter().collect();
        let count = assignment.evaluators.len();
        if !sites.contains(code) {
            problems.push(Problem::new("SITE_NOT_SAMPLED").with("project", code));
        }
        if count != 0 && (count != EVALUATORS_PER_SITE || chosen.len() != count) {
            problems.push(Problem::new("TWO_EVALUATORS_NEEDED").with("project", code));
        }
        if !chosen.is_subset(&people) {
            problems.push(Problem::new("EVALUATOR_UNKNOWN").with("project", code));
        }
    }
    problems
}
