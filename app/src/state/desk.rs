//! The desk's calls, one for each URL. A change answers the state
//! that holds after it. Not here: caching; the desk works online only.

use domain::desk_tables::DeskTable;
use domain::document_request::RequestWords;
use domain::engagement::Engagement;
use domain::ids::DocumentRequestId;
use domain::project::Frame;
use domain::wire::{
    Assignments, Beginning, DocumentRegister, EngagementOverview, EngagementSummary, FramePreview,
    InterviewBoard, JudgementalRequest, Members, NewDraw, NewEngagement, Quarantine, RecordPage,
    RecordView, ResolveOpenItem, ReviewRequest, SampleView, ScoreInputs, ScoreView, SetMember,
    StageDueDay, urls,
};

use super::Failure;
use super::app::api;

/// The engagements I take part in.
pub async fn engagements() -> Result<Vec<EngagementSummary>, Failure> {
    Ok(api().engagements().await?)
}

/// One engagement's overview.
pub async fn overview(engagement: &str) -> Result<EngagementOverview, Failure> {
    Ok(api().overview(engagement).await?)
}

/// What a new engagement may begin with.
pub async fn beginning() -> Result<Beginning, Failure> {
    Ok(api().beginning().await?)
}

/// Begins an engagement, whose manager I become.
pub async fn begin_engagement(new: &NewEngagement) -> Result<Engagement, Failure> {
    Ok(api().begin_engagement(new).await?)
}

/// Who takes part.
pub async fn members(engagement: &str) -> Result<Members, Failure> {
    Ok(api().members(engagement).await?)
}

/// Makes an account a member or changes its role, and answers who then takes part.
pub async fn set_member(engagement: &str, wanted: &SetMember) -> Result<Members, Failure> {
    Ok(api().set_member(engagement, wanted).await?)
}

/// The stored frame; problem `FRAME_MISSING` before the import.
pub async fn frame(engagement: &str) -> Result<Frame, Failure> {
    Ok(api().frame(engagement).await?)
}

/// What a workbook would bring; stores nothing.
pub async fn preview_frame(
    engagement: &str,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<FramePreview, Failure> {
    Ok(api().preview_frame(engagement, file_name, bytes).await?)
}

/// Stores the frame of a workbook.
pub async fn import_frame(
    engagement: &str,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<FramePreview, Failure> {
    Ok(api().import_frame(engagement, file_name, bytes).await?)
}

/// Protocol and sampled sites.
pub async fn sample(engagement: &str) -> Result<SampleView, Failure> {
    Ok(api().sample(engagement).await?)
}

/// Draws, and answers the sample as it then stands.
pub async fn draw(engagement: &str, draw: &NewDraw) -> Result<SampleView, Failure> {
    Ok(api().draw(engagement, draw).await?)
}

/// Adds a site by judgement, and answers the sample as it then stands.
pub async fn add_judgemental(
    engagement: &str,
    request: &JudgementalRequest,
) -> Result<SampleView, Failure> {
    Ok(api().add_judgemental(engagement, request).await?)
}

/// Who goes where.
pub async fn assignments(engagement: &str) -> Result<Assignments, Failure> {
    Ok(api().assignments(engagement).await?)
}

/// Sets who goes where, and answers it as it then stands.
pub async fn put_assignments(
    engagement: &str,
    chosen: &Assignments,
) -> Result<Assignments, Failure> {
    Ok(api().put_assignments(engagement, chosen).await?)
}

/// The records; `filters` are pairs such as `("state", "submitted".to_owned())`; empty values are
/// left out.
pub async fn records(engagement: &str, filters: &[(&str, String)]) -> Result<RecordPage, Failure> {
    Ok(api().records(engagement, filters).await?)
}

/// One record.
pub async fn record(engagement: &str, record: &str) -> Result<RecordView, Failure> {
    Ok(api().record(engagement, record).await?)
}

/// Accepts or returns a record, and answers it as it then stands.
pub async fn review(
    engagement: &str,
    record_id: &str,
    decision: &ReviewRequest,
) -> Result<RecordView, Failure> {
    Ok(api().review(engagement, record_id, decision).await?)
}

/// The interviews and their open items.
pub async fn interviews(engagement: &str) -> Result<InterviewBoard, Failure> {
    Ok(api().interviews(engagement).await?)
}

/// Settles an open item or opens it again.
pub async fn resolve_open_item(
    engagement: &str,
    decision: &ResolveOpenItem,
) -> Result<InterviewBoard, Failure> {
    Ok(api().resolve_open_item(engagement, decision).await?)
}

/// What is in quarantine.
pub async fn quarantine(engagement: &str) -> Result<Quarantine, Failure> {
    Ok(api().quarantine(engagement).await?)
}

/// The content of one of these, as lines to read.
pub async fn quarantined(engagement: &str, sha256: &str) -> Result<String, Failure> {
    let operation = api().quarantined(engagement, sha256).await?;
    // Our own types always have a JSON form; the file has the content in any case.
    Ok(serde_json::to_string_pretty(&operation).unwrap_or_default())
}

/// The address of that content as a file.
pub fn quarantined_url(engagement: &str, sha256: &str) -> String {
    api().address(&urls::fill(urls::QUARANTINED, &[engagement, sha256]))
}

/// The register of requested documents.
pub async fn documents(engagement: &str) -> Result<DocumentRegister, Failure> {
    Ok(api().documents(engagement).await?)
}

/// One change of the register, and the register after it.
pub async fn change_documents(
    engagement: &str,
    change: &DocumentChange,
) -> Result<DocumentRegister, Failure> {
    let api = api();
    Ok(match change {
        DocumentChange::Start => api.start_documents(engagement).await?,
        DocumentChange::Add(words) => api.add_document(engagement, words).await?,
        DocumentChange::Edit(id, words) => api.edit_document(engagement, id, words).await?,
        DocumentChange::Remove(id) => api.remove_document(engagement, id).await?,
        DocumentChange::DueDay(day) => api.set_document_due_day(engagement, day).await?,
    })
}

/// What a manager does to the list of requested documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentChange {
    /// Begins with the list that ships.
    Start,
    /// Adds a line.
    Add(RequestWords),
    /// Changes a line.
    Edit(DocumentRequestId, RequestWords),
    /// Takes a line off.
    Remove(DocumentRequestId),
    /// Sets the due day of a stage.
    DueDay(StageDueDay),
}

/// The address of the register as a workbook.
pub fn documents_xlsx_url(engagement: &str) -> String {
    api().address(&urls::fill(urls::DOCUMENTS_XLSX, &[engagement]))
}

/// The address of a table as a workbook.
pub fn table_url(engagement: &str, table: DeskTable) -> String {
    api().address(&urls::fill(
        urls::DESK_TABLE,
        &[engagement, table.file_name()],
    ))
}

/// What people enter for scoring.
pub async fn score_inputs(engagement: &str) -> Result<ScoreInputs, Failure> {
    Ok(api().score_inputs(engagement).await?)
}

/// Stores what people enter for scoring, and answers the scores as they then stand.
pub async fn put_score_inputs(
    engagement: &str,
    inputs: &ScoreInputs,
) -> Result<ScoreView, Failure> {
    Ok(api().put_score_inputs(engagement, inputs).await?)
}

/// The score sheet and its gaps.
pub async fn scores(engagement: &str) -> Result<ScoreView, Failure> {
    Ok(api().scores(engagement).await?)
}

/// The address of a picture's bytes.
pub fn blob_url(engagement: &str, sha256: &str) -> String {
    api().address(&urls::fill(urls::BLOB, &[engagement, sha256]))
}

/// The address of a picture's thumbnail.
pub fn thumbnail_url(engagement: &str, sha256: &str) -> String {
    api().address(&urls::fill(urls::THUMBNAIL, &[engagement, sha256]))
}

/// The address of the draft report as a page.
pub fn report_html_url(engagement: &str) -> String {
    api().address(&urls::fill(urls::REPORT_HTML, &[engagement]))
}

/// The address of the draft report as a Word document.
pub fn report_docx_url(engagement: &str) -> String {
    api().address(&urls::fill(urls::REPORT_DOCX, &[engagement]))
}
