//! The calls of 问卷发放.

use domain::respondent::RespondentSettings;
use domain::wire::{
    CodeRequest, MadeCodes, NewBatch, NewPoster, PosterChange, RespondentsView, Roster, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The room at a glance.
    pub async fn respondents(&self, engagement: &str) -> Result<RespondentsView, ApiError> {
        self.get(&urls::fill(urls::RESPONDENTS, &[engagement]))
            .await
    }

    /// Sets the notice and the day's close.
    pub async fn put_respondent_settings(
        &self,
        engagement: &str,
        settings: &RespondentSettings,
    ) -> Result<RespondentsView, ApiError> {
        let url = urls::fill(urls::RESPONDENTS, &[engagement]);
        self.send(Method::Put, &url, settings).await
    }

    /// Makes single-use codes; they are answered this once.
    pub async fn make_codes(
        &self,
        engagement: &str,
        wanted: &NewBatch,
    ) -> Result<MadeCodes, ApiError> {
        let url = urls::fill(urls::RESPONDENT_BATCHES, &[engagement]);
        self.send(Method::Post, &url, wanted).await
    }

    /// The roster of a batch.
    pub async fn roster(&self, engagement: &str, batch: &str) -> Result<Roster, ApiError> {
        self.get(&urls::fill(urls::RESPONDENT_ROSTER, &[engagement, batch]))
            .await
    }

    /// Replaces or cancels a code.
    pub async fn change_code(
        &self,
        engagement: &str,
        code: &str,
        request: CodeRequest,
    ) -> Result<MadeCodes, ApiError> {
        let url = urls::fill(urls::RESPONDENT_CODE, &[engagement, code]);
        self.send(Method::Post, &url, &request).await
    }

    /// Puts up a poster.
    pub async fn make_poster(
        &self,
        engagement: &str,
        wanted: &NewPoster,
    ) -> Result<RespondentsView, ApiError> {
        let url = urls::fill(urls::RESPONDENT_POSTERS, &[engagement]);
        self.send(Method::Post, &url, wanted).await
    }

    /// Changes a poster's terms.
    pub async fn change_poster(
        &self,
        engagement: &str,
        poster: &str,
        terms: &PosterChange,
    ) -> Result<RespondentsView, ApiError> {
        let url = urls::fill(urls::RESPONDENT_POSTER, &[engagement, poster]);
        self.send(Method::Put, &url, terms).await
    }
}
