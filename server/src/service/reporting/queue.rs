//! The jobs of documents being drawn, and the one seat at which they are drawn. What was drawn is
//! kept for a while, for whoever asked. Not here: what is drawn (`renders`).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{AccountId, EngagementId};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::{RenderJob, RenderState};

use super::super::ServiceError;

/// How long a document is kept, in milliseconds.
const KEPT_FOR: i64 = 30 * 60_000;
/// Jobs of one person at a time.
const JOBS_OF_ONE: usize = 5;

pub(super) struct Job {
    pub engagement: EngagementId,
    pub owner: AccountId,
    pub file: String,
    pub at: Timestamp,
    pub state: RenderState,
    pub bytes: Option<Arc<tempfile::TempPath>>,
}

/// All jobs, and the one seat at which they are drawn.
#[derive(Clone)]
pub struct RenderQueue {
    jobs: Arc<Mutex<BTreeMap<String, Job>>>,
    seat: Arc<tokio::sync::Semaphore>,
}

impl Default for RenderQueue {
    fn default() -> Self {
        Self {
            jobs: Arc::default(),
            seat: Arc::new(tokio::sync::Semaphore::new(1)),
        }
    }
}

impl RenderQueue {
    pub(super) fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Job>) -> T) -> T {
        act(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn set(&self, id: &str, state: RenderState) {
        self.with(|jobs| {
            if let Some(job) = jobs.get_mut(id) {
                job.state = state;
            }
        });
    }

    pub(super) fn step(&self, id: &str, step: &str) {
        let step = step.to_owned();
        self.set(id, RenderState::Working { step });
    }

    pub(super) fn add(&self, id: &str, job: Job, now: Timestamp) -> Result<(), ServiceError> {
        self.with(|jobs| {
            jobs.retain(|_, job| now.0 - job.at.0 <= KEPT_FOR);
            let open = |it: &&Job| {
                it.owner == job.owner
                    && matches!(it.state, RenderState::Waiting | RenderState::Working { .. })
            };
            if jobs.values().filter(open).count() >= JOBS_OF_ONE {
                let problem = Problem::new("TOO_MANY_RENDERS").with("limit", JOBS_OF_ONE);
                return Err(ServiceError::TooMany(problem));
            }
            jobs.insert(id.to_owned(), job);
            Ok(())
        })
    }

    pub(super) fn find(
        &self,
        id: &str,
        engagement: &EngagementId,
        who: &AccountId,
    ) -> Option<RenderJob> {
        self.with(|jobs| {
            let job = jobs.get(id)?;
            (job.engagement == *engagement && job.owner == *who).then(|| RenderJob {
                id: id.to_owned(),
                state: job.state.clone(),
            })
        })
    }

    /// Waits for the one seat at which documents are drawn: each may take hundreds of megabytes.
    pub(in crate::service) async fn seat(
        &self,
    ) -> Result<tokio::sync::OwnedSemaphorePermit, ServiceError> {
        let seat = self.seat.clone().acquire_owned().await;
        seat.map_err(|error| ServiceError::Internal(error.to_string()))
    }
}
