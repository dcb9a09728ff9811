//! 报告, 征求意见, 反馈整改, documents: the calls, one for each URL. A change answers the state
//! that holds after it. Not here: caching.

use domain::wire::{
    ActOnLine, AddBlock, DecideOpinion, Ledger, NewComment, NewOpinion, OpinionList, Presence,
    PresentEditors, RenderJob, RenderRequest, ReportComparison, ReportView, ResolveComment,
    ReviewStep, SaveBlock, SaveLine, SaveProfile, urls,
};

use super::Failure;
use super::app::api;

/// The report with its blocks.
pub async fn report(engagement: &str) -> Result<ReportView, Failure> {
    Ok(api().report(engagement).await?)
}

/// A block's words.
pub async fn save_block(
    engagement: &str,
    block: &str,
    body: &SaveBlock,
) -> Result<ReportView, Failure> {
    Ok(api().save_block(engagement, block, body).await?)
}

/// A paragraph of one's own.
pub async fn add_block(engagement: &str, body: &AddBlock) -> Result<ReportView, Failure> {
    Ok(api().add_block(engagement, body).await?)
}

/// A comment.
pub async fn comment(engagement: &str, body: &NewComment) -> Result<ReportView, Failure> {
    Ok(api().comment(engagement, body).await?)
}

/// Whether a comment is settled.
pub async fn resolve_comment(
    engagement: &str,
    comment: &str,
    body: &ResolveComment,
) -> Result<ReportView, Failure> {
    Ok(api().resolve_comment(engagement, comment, body).await?)
}

/// Says which block I am editing.
pub async fn present(engagement: &str, body: &Presence) -> Result<PresentEditors, Failure> {
    Ok(api().present(engagement, body).await?)
}

/// A step of the review.
pub async fn review_report(engagement: &str, body: &ReviewStep) -> Result<ReportView, Failure> {
    Ok(api().review_report(engagement, body).await?)
}

/// 项目概况.
pub async fn save_profile(engagement: &str, body: &SaveProfile) -> Result<ReportView, Failure> {
    Ok(api().save_profile(engagement, body).await?)
}

/// Has a document drawn.
pub async fn render(engagement: &str, body: &RenderRequest) -> Result<RenderJob, Failure> {
    Ok(api().render(engagement, body).await?)
}

/// Where a drawing stands.
pub async fn rendering(engagement: &str, render: &str) -> Result<RenderJob, Failure> {
    Ok(api().rendering(engagement, render).await?)
}

/// The opinions.
pub async fn opinions(engagement: &str) -> Result<OpinionList, Failure> {
    Ok(api().opinions(engagement).await?)
}

/// An opinion that came.
pub async fn add_opinion(engagement: &str, body: &NewOpinion) -> Result<OpinionList, Failure> {
    Ok(api().add_opinion(engagement, body).await?)
}

/// What was decided on an opinion.
pub async fn decide_opinion(
    engagement: &str,
    opinion: &str,
    body: &DecideOpinion,
) -> Result<OpinionList, Failure> {
    Ok(api().decide_opinion(engagement, opinion, body).await?)
}

/// 整改台账.
pub async fn ledger(engagement: &str) -> Result<Ledger, Failure> {
    Ok(api().ledger(engagement).await?)
}

/// A line of the ledger.
pub async fn save_ledger_line(
    engagement: &str,
    finding: &str,
    body: &SaveLine,
) -> Result<Ledger, Failure> {
    Ok(api().save_ledger_line(engagement, finding, body).await?)
}

/// What is done to a line.
pub async fn act_on_ledger_line(
    engagement: &str,
    finding: &str,
    body: &ActOnLine,
) -> Result<Ledger, Failure> {
    Ok(api().act_on_ledger_line(engagement, finding, body).await?)
}

/// What differs between two versions; without `to` against the present.
pub async fn compare_reports(
    engagement: &str,
    from: u32,
    to: Option<u32>,
) -> Result<ReportComparison, Failure> {
    Ok(api().compare_reports(engagement, from, to).await?)
}

/// A line for each finding that has none.
pub async fn begin_ledger(engagement: &str) -> Result<Ledger, Failure> {
    Ok(api().begin_ledger(engagement).await?)
}

/// The firm's Word template.
pub async fn put_template(
    engagement: &str,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<ReportView, Failure> {
    Ok(api().put_template(engagement, file_name, bytes).await?)
}

/// No template any more.
pub async fn delete_template(engagement: &str) -> Result<ReportView, Failure> {
    Ok(api().delete_template(engagement).await?)
}

/// The address of what was drawn.
pub fn rendered_url(engagement: &str, render: &str, file: &str) -> String {
    api().address(&urls::fill(urls::RENDER_FILE, &[engagement, render, file]))
}
