//! The desk's calls.

use domain::project::Frame;
use domain::wire::{
    Assignments, FramePreview, JudgementalRequest, NewDraw, RecordPage, RecordView, ReviewRequest,
    SampleView, ScoreInputs, ScoreView, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The stored frame.
    pub async fn frame(&self, engagement: &str) -> Result<Frame, ApiError> {
        self.get(&urls::fill(urls::FRAME, &[engagement])).await
    }

    /// What a workbook would bring; stores nothing.
    pub async fn preview_frame(
        &self,
        engagement: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<FramePreview, ApiError> {
        self.send_workbook(urls::FRAME_PREVIEW, engagement, file_name, bytes)
            .await
    }

    /// Stores the frame of a workbook.
    pub async fn import_frame(
        &self,
        engagement: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<FramePreview, ApiError> {
        self.send_workbook(urls::FRAME, engagement, file_name, bytes)
            .await
    }

    /// Protocol and sampled sites.
    pub async fn sample(&self, engagement: &str) -> Result<SampleView, ApiError> {
        self.get(&urls::fill(urls::SAMPLE, &[engagement])).await
    }

    /// Draws.
    pub async fn draw(&self, engagement: &str, draw: &NewDraw) -> Result<SampleView, ApiError> {
        self.send(Method::Post, &urls::fill(urls::DRAWS, &[engagement]), draw)
            .await
    }

    /// Adds a site by judgement.
    pub async fn add_judgemental(
        &self,
        engagement: &str,
        request: &JudgementalRequest,
    ) -> Result<SampleView, ApiError> {
        self.send(
            Method::Post,
            &urls::fill(urls::JUDGEMENTAL, &[engagement]),
            request,
        )
        .await
    }

    /// Who goes where.
    pub async fn assignments(&self, engagement: &str) -> Result<Assignments, ApiError> {
        self.get(&urls::fill(urls::ASSIGNMENTS, &[engagement]))
            .await
    }

    /// Sets who goes where.
    pub async fn put_assignments(
        &self,
        engagement: &str,
        assignments: &Assignments,
    ) -> Result<Assignments, ApiError> {
        self.send(
            Method::Put,
            &urls::fill(urls::ASSIGNMENTS, &[engagement]),
            assignments,
        )
        .await
    }

    /// The records; `filters` are pairs such as `("state", "submitted")`.
    pub async fn records(
        &self,
        engagement: &str,
        filters: &[(&str, String)],
    ) -> Result<RecordPage, ApiError> {
        let query: Vec<String> = filters
            .iter()
            .filter(|(_, value)| !value.is_empty())
            // `fill` percent-encodes, which a query needs as much as a path.
            .map(|(name, value)| format!("{name}={}", urls::fill("{value}", &[value])))
            .collect();
        let path = urls::fill(urls::RECORDS, &[engagement]);
        let separator = if query.is_empty() { "" } else { "?" };
        self.get(&format!("{path}{separator}{}", query.join("&")))
            .await
    }

    /// One record.
    pub async fn record(&self, engagement: &str, record: &str) -> Result<RecordView, ApiError> {
        self.get(&urls::fill(urls::RECORD, &[engagement, record]))
            .await
    }

    /// Accepts or returns a record.
    pub async fn review(
        &self,
        engagement: &str,
        record: &str,
        review: &ReviewRequest,
    ) -> Result<RecordView, ApiError> {
        self.send(
            Method::Post,
            &urls::fill(urls::REVIEW, &[engagement, record]),
            review,
        )
        .await
    }

    /// What people enter for scoring.
    pub async fn score_inputs(&self, engagement: &str) -> Result<ScoreInputs, ApiError> {
        self.get(&urls::fill(urls::SCORE_INPUTS, &[engagement]))
            .await
    }

    /// Stores what people enter for scoring.
    pub async fn put_score_inputs(
        &self,
        engagement: &str,
        inputs: &ScoreInputs,
    ) -> Result<ScoreView, ApiError> {
        self.send(
            Method::Put,
            &urls::fill(urls::SCORE_INPUTS, &[engagement]),
            inputs,
        )
        .await
    }

    /// The score sheet and its gaps.
    pub async fn scores(&self, engagement: &str) -> Result<ScoreView, ApiError> {
        self.get(&urls::fill(urls::SCORES, &[engagement])).await
    }

    async fn send_workbook(
        &self,
        pattern: &str,
        engagement: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<FramePreview, ApiError> {
        let path = urls::fill(pattern, &[engagement]);
        self.send_file(Method::Post, &path, file_name, bytes).await
    }
}
