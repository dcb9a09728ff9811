//! 报告, 征求意见, 反馈整改, documents: the calls.

use domain::wire::{
    ActOnLine, AddBlock, DecideOpinion, Ledger, NewComment, NewOpinion, OpinionList, Presence,
    PresentEditors, RenderJob, RenderRequest, ReportComparison, ReportView, ResolveComment,
    ReviewStep, SaveBlock, SaveLine, SaveProfile, urls,
};

use super::client::{Api, ApiError};
use crate::platform::Method;

impl Api {
    /// The report with its blocks.
    pub async fn report(&self, engagement: &str) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT, &[engagement]);
        self.get(&url).await
    }

    /// A block's words.
    pub async fn save_block(
        &self,
        engagement: &str,
        block: &str,
        body: &SaveBlock,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_BLOCK, &[engagement, block]);
        self.send(Method::Put, &url, body).await
    }

    /// A paragraph of one's own.
    pub async fn add_block(
        &self,
        engagement: &str,
        body: &AddBlock,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_BLOCKS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// A comment.
    pub async fn comment(
        &self,
        engagement: &str,
        body: &NewComment,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_COMMENTS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// Whether a comment is settled.
    pub async fn resolve_comment(
        &self,
        engagement: &str,
        comment: &str,
        body: &ResolveComment,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_COMMENT, &[engagement, comment]);
        self.send(Method::Put, &url, body).await
    }

    /// Says which block I am editing.
    pub async fn present(
        &self,
        engagement: &str,
        body: &Presence,
    ) -> Result<PresentEditors, ApiError> {
        let url = urls::fill(urls::REPORT_PRESENCE, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// A step of the review.
    pub async fn review_report(
        &self,
        engagement: &str,
        body: &ReviewStep,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_REVIEW, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// 项目概况.
    pub async fn save_profile(
        &self,
        engagement: &str,
        body: &SaveProfile,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::PROFILE, &[engagement]);
        self.send(Method::Put, &url, body).await
    }

    /// Has a document drawn.
    pub async fn render(
        &self,
        engagement: &str,
        body: &RenderRequest,
    ) -> Result<RenderJob, ApiError> {
        let url = urls::fill(urls::RENDERS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// Where a drawing stands.
    pub async fn rendering(&self, engagement: &str, render: &str) -> Result<RenderJob, ApiError> {
        let url = urls::fill(urls::RENDER, &[engagement, render]);
        self.get(&url).await
    }

    /// The opinions.
    pub async fn opinions(&self, engagement: &str) -> Result<OpinionList, ApiError> {
        let url = urls::fill(urls::OPINIONS, &[engagement]);
        self.get(&url).await
    }

    /// An opinion that came.
    pub async fn add_opinion(
        &self,
        engagement: &str,
        body: &NewOpinion,
    ) -> Result<OpinionList, ApiError> {
        let url = urls::fill(urls::OPINIONS, &[engagement]);
        self.send(Method::Post, &url, body).await
    }

    /// What was decided on an opinion.
    pub async fn decide_opinion(
        &self,
        engagement: &str,
        opinion: &str,
        body: &DecideOpinion,
    ) -> Result<OpinionList, ApiError> {
        let url = urls::fill(urls::OPINION, &[engagement, opinion]);
        self.send(Method::Put, &url, body).await
    }

    /// 整改台账.
    pub async fn ledger(&self, engagement: &str) -> Result<Ledger, ApiError> {
        let url = urls::fill(urls::RECTIFICATION, &[engagement]);
        self.get(&url).await
    }

    /// A line of the ledger.
    pub async fn save_ledger_line(
        &self,
        engagement: &str,
        finding: &str,
        body: &SaveLine,
    ) -> Result<Ledger, ApiError> {
        let url = urls::fill(urls::RECTIFICATION_LINE, &[engagement, finding]);
        self.send(Method::Put, &url, body).await
    }

    /// What is done to a line.
    pub async fn act_on_ledger_line(
        &self,
        engagement: &str,
        finding: &str,
        body: &ActOnLine,
    ) -> Result<Ledger, ApiError> {
        let url = urls::fill(urls::RECTIFICATION_ACTION, &[engagement, finding]);
        self.send(Method::Post, &url, body).await
    }

    /// What differs between two versions; without `to` against the present.
    pub async fn compare_reports(
        &self,
        engagement: &str,
        from: u32,
        to: Option<u32>,
    ) -> Result<ReportComparison, ApiError> {
        let url = urls::fill(urls::REPORT_COMPARISON, &[engagement]);
        let to = to.map(|to| format!("&to={to}")).unwrap_or_default();
        self.get(&format!("{url}?from={from}{to}")).await
    }

    /// A line for each finding that has none.
    pub async fn begin_ledger(&self, engagement: &str) -> Result<Ledger, ApiError> {
        let url = urls::fill(urls::RECTIFICATION, &[engagement]);
        self.send(Method::Post, &url, &()).await
    }

    /// The firm's Word template.
    pub async fn put_template(
        &self,
        engagement: &str,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<ReportView, ApiError> {
        let url = urls::fill(urls::REPORT_TEMPLATE, &[engagement]);
        self.send_file(Method::Put, &url, file_name, bytes).await
    }

    /// No template any more.
    pub async fn delete_template(&self, engagement: &str) -> Result<ReportView, ApiError> {
        self.delete(&urls::fill(urls::REPORT_TEMPLATE, &[engagement]))
            .await
    }
}
