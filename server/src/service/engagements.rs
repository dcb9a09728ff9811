//! The list of engagements and one engagement's overview.

use std::collections::BTreeMap;

use domain::fieldwork::{RecordKind, RecordState};
use domain::ids::{AccountId, DocumentId, ProjectCode};
use domain::party::Role;
use domain::problem::Problem;
use domain::wire::{
    EngagementOverview, EngagementSummary, EvaluatorProgress, Progress, SampledSite, SiteProgress,
    UnitProgress,
};

use super::{Actor, Membership, Service, ServiceError, reader};
use crate::store::{self, Tx, documents::Document};

/// The engagements of the person.
pub async fn list(
    service: &Service,
    actor: &Actor,
) -> Result<Vec<EngagementSummary>, ServiceError> {
    let id = actor.id.clone();
    service
        .store
        .read(move |tx| Ok(store::engagements::of_account(tx, &id)?))
        .await
}

/// Makes someone a member; for the command line, which acts as the machine's owner.
pub async fn join(
    service: &Service,
    engagement: &str,
    account: &AccountId,
    role: Role,
) -> Result<(), ServiceError> {
    let (engagement, account) = (engagement.to_owned(), account.clone());
    service
        .store
        .write(move |tx| {
            let found = store::engagements::find(tx, &engagement)?;
            let engagement = found
                .ok_or_else(|| ServiceError::NotFound(Problem::new("ENGAGEMENT_NOT_FOUND")))?;
            Ok(store::engagements::set_member(
                tx,
                &engagement.id,
                &account,
                role,
            )?)
        })
        .await
}

/// Where the engagement stands.
pub async fn overview(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<EngagementOverview, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            compose(tx, membership)
        })
        .await
}

fn compose(tx: &Tx<'_>, membership: Membership) -> Result<EngagementOverview, ServiceError> {
    let Membership { engagement, role } = membership;
    let id = &engagement.id;
    let frame = store::frames::find(tx, id)?;
    let board = Board {
        heads: store::documents::all(tx, id)?,
        blobs: store::progress::blob_counts(tx, id)?,
        questionnaires_per_site: engagement.questionnaires_per_site,
    };
    let sampled: Vec<SampledSite> = store::samples::sites(tx, id)?
        .into_iter()
        .map(|stored| stored.site)
        .collect();
    let sites: Vec<SiteProgress> = sampled.iter().map(|site| board.site(site)).collect();
    let waiting = board
        .heads
        .iter()
        .filter(|head| board.waits_for_review(head))
        .count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(EngagementOverview {
        frame_projects: frame
            .as_ref()
            .map_or(0, |frame| count(frame.projects.len())),
        frame_units: frame.as_ref().map_or(0, |frame| count(frame.unit_count())),
        frame_amount: frame
            .as_ref()
            .map_or_else(Default::default, |frame| frame.total()),
        progress: sum(sites.iter().map(|site| &site.progress)),
        units: by_unit(&sites),
        evaluators: by_evaluator(tx, id, &sites)?,
        waiting_for_review: count(waiting),
        quarantined: store::quarantine::count(tx, id)?,
        sites,
        engagement,
        role,
    })
}

struct Board {
    heads: Vec<Document>,
    blobs: BTreeMap<DocumentId, (u32, u32)>,
    questionnaires_per_site: u32,
}

impl Board {
    fn missing(&self, head: &Document) -> usize {
        let (declared, received) = self.blobs.get(&head.id).copied().unwrap_or((0, 0));
        declared.saturating_sub(received) as usize
    }

    fn counts(&self, head: &Document) -> bool {
        head.state.counts_as_evidence(self.missing(head))
    }

    fn waits_for_review(&self, head: &Document) -> bool {
        head.kind.is_reviewed() && head.state == RecordState::Submitted && self.counts(head)
    }

    fn site(&self, site: &SampledSite) -> SiteProgress {
        let code: &ProjectCode = &site.project.code;
        let mut progress = Progress {
            sites: 1,
            questionnaires: self.questionnaires_per_site,
            ..Progress::default()
        };
        let mut state = None;
        for head in self.heads.iter().filter(|head| head.project_code == *code) {
            let (photos, received) = self.blobs.get(&head.id).copied().unwrap_or((0, 0));
            progress.photos += photos;
            progress.photos_received += received;
            match head.kind {
                RecordKind::SiteInspection => {
                    state = Some(head.state);
                    progress.sites_done += u32::from(self.counts(head));
                }
                RecordKind::QuestionnaireResponse => {
                    progress.questionnaires_done += u32::from(self.counts(head));
                }
                // They name no site.
                RecordKind::Interview | RecordKind::DocumentReceipt => {}
            }
        }
        progress.questionnaires_over = progress
            .questionnaires_done
            .saturating_sub(progress.questionnaires);
        SiteProgress {
            ordinal: site.ordinal,
            project_code: code.clone(),
            name: site.project.name.clone(),
            unit: site.project.unit.clone(),
            latitude: site.project.latitude.clone(),
            longitude: site.project.longitude.clone(),
            state,
            progress,
        }
    }
}

fn sum<'a>(parts: impl Iterator<Item = &'a Progress>) -> Progress {
    parts.fold(Progress::default(), |mut sum, part| {
        sum.sites += part.sites;
        sum.sites_done += part.sites_done;
        sum.questionnaires += part.questionnaires;
        sum.questionnaires_done += part.questionnaires_done;
        sum.questionnaires_over += part.questionnaires_over;
        sum.photos += part.photos;
        sum.photos_received += part.photos_received;
        sum
    })
}

fn by_unit(sites: &[SiteProgress]) -> Vec<UnitProgress> {
    let mut units: BTreeMap<&str, Vec<&Progress>> = BTreeMap::new();
    for site in sites {
        units.entry(&site.unit).or_default().push(&site.progress);
    }
    units
        .into_iter()
        .map(|(unit, parts)| UnitProgress {
            unit: unit.to_owned(),
            progress: sum(parts.into_iter()),
        })
        .collect()
}

fn by_evaluator(
    tx: &Tx<'_>,
    engagement: &domain::ids::EngagementId,
    sites: &[SiteProgress],
) -> Result<Vec<EvaluatorProgress>, ServiceError> {
    let mut codes: BTreeMap<AccountId, Vec<ProjectCode>> = BTreeMap::new();
    for assignment in store::samples::assignments(tx, engagement)? {
        for account in assignment.evaluators {
            codes
                .entry(account)
                .or_default()
                .push(assignment.project_code.clone());
        }
    }
    let last_syncs = store::progress::last_syncs(tx)?;
    let members = store::engagements::members(tx, engagement)?;
    Ok(members
        .into_iter()
        .filter_map(|person| {
            let mine = codes.get(&person.id)?;
            let parts = sites
                .iter()
                .filter(|site| mine.contains(&site.project_code));
            Some(EvaluatorProgress {
                progress: sum(parts.map(|site| &site.progress)),
                last_sync: last_syncs.get(&person.id).copied(),
                person,
            })
        })
        .collect())
}
