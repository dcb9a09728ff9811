//! The list of engagements, beginning one, and who takes part.

use domain::engagement::Engagement;
use domain::wire::{
    Beginning, EngagementOverview, EngagementSummary, Members, NewEngagement, SetMember, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The engagements I take part in.
    pub async fn engagements(&self) -> Result<Vec<EngagementSummary>, ApiError> {
        self.get(urls::ENGAGEMENTS).await
    }

    /// One engagement's overview.
    pub async fn overview(&self, engagement: &str) -> Result<EngagementOverview, ApiError> {
        self.get(&urls::fill(urls::ENGAGEMENT, &[engagement])).await
    }

    /// What a new engagement may begin with.
    pub async fn beginning(&self) -> Result<Beginning, ApiError> {
        self.get(urls::BEGINNING).await
    }

    /// Begins an engagement.
    pub async fn begin_engagement(&self, new: &NewEngagement) -> Result<Engagement, ApiError> {
        self.send(Method::Post, urls::ENGAGEMENTS, new).await
    }

    /// Who takes part.
    pub async fn members(&self, engagement: &str) -> Result<Members, ApiError> {
        self.get(&urls::fill(urls::MEMBERS, &[engagement])).await
    }

    /// Makes an account a member, or changes its role.
    pub async fn set_member(
        &self,
        engagement: &str,
        wanted: &SetMember,
    ) -> Result<Members, ApiError> {
        let url = urls::fill(urls::MEMBERS, &[engagement]);
        self.send(Method::Put, &url, wanted).await
    }
}
