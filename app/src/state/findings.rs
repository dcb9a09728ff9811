//! 问题: the calls, one for each URL. A change answers the state that holds after it.

use domain::wire::{ActOnFinding, EvidenceOffers, FindingList, NewFinding, SaveFinding};

use super::Failure;
use super::app::api;

/// The findings.
pub async fn findings(engagement: &str) -> Result<FindingList, Failure> {
    Ok(api().findings(engagement).await?)
}

/// What can be named as evidence.
pub async fn finding_evidence(engagement: &str) -> Result<EvidenceOffers, Failure> {
    Ok(api().finding_evidence(engagement).await?)
}

/// A finding made at the desk.
pub async fn add_finding(engagement: &str, body: &NewFinding) -> Result<FindingList, Failure> {
    Ok(api().add_finding(engagement, body).await?)
}

/// What is written about a finding.
pub async fn save_finding(
    engagement: &str,
    finding: &str,
    body: &SaveFinding,
) -> Result<FindingList, Failure> {
    Ok(api().save_finding(engagement, finding, body).await?)
}

/// What is done to a finding.
pub async fn act_on_finding(
    engagement: &str,
    finding: &str,
    body: &ActOnFinding,
) -> Result<FindingList, Failure> {
    Ok(api().act_on_finding(engagement, finding, body).await?)
}
