//! 问题: the calls.

use domain::wire::{ActOnFinding, EvidenceOffers, FindingList, NewFinding, SaveFinding, urls};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The findings.
    pub async fn findings(&self, engagement: &str) -> Result<FindingList, ApiError> {
        let url = urls::fill(urls::FINDINGS, &[engagement]);
        self.get(&url).await
    }

    /// What can be named as evidence.
    pub async fn finding_evidence(&self, engagement: &str) -> Result<EvidenceOffers, ApiError> {
        let url = urls::fill(urls::FINDING_EVIDENCE, &[engagement]);
        self.get(&url).await
    }

    /// A finding made at the desk.
    pub async fn add_finding(
        &self,
        engagement: &str,
        body: &NewFinding,
    ) -> Result<FindingList, ApiError> {
        let url = urls::fill(urls::FINDINGS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// What is written about a finding.
    pub async fn save_finding(
        &self,
        engagement: &str,
        finding: &str,
        body: &SaveFinding,
    ) -> Result<FindingList, ApiError> {
        let url = urls::fill(urls::FINDING, &[engagement, finding]);
        self.send(Method::Put, &url, body).await
    }

    /// What is done to a finding.
    pub async fn act_on_finding(
        &self,
        engagement: &str,
        finding: &str,
        body: &ActOnFinding,
    ) -> Result<FindingList, ApiError> {
        let url = urls::fill(urls::FINDING_ACTION, &[engagement, finding]);
        self.send(Method::Post, &url, body).await
    }
}
