//! Tables of the desk to take along. Not here: what stands in them.

use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use domain::desk_tables::DeskTable;
use domain::problem::Problem;

use super::extract::SignedIn;
use crate::router::AppState;
use crate::service::records::RecordFilter;
use crate::service::{ServiceError, desk_tables};

/// GET urls::DESK_TABLE.
pub async fn workbook(
    State(state): State<AppState>,
    SignedIn(actor): SignedIn,
    Path((engagement, file_name)): Path<(String, String)>,
    Query(filter): Query<RecordFilter>,
) -> Result<impl IntoResponse, ServiceError> {
    let unknown = || ServiceError::NotFound(Problem::new("NO_SUCH_URL"));
    let table = DeskTable::parse(&file_name).ok_or_else(unknown)?;
    let wanted = (table, filter);
    let bytes = desk_tables::workbook(&state.service, &actor, &engagement, wanted).await?;
    Ok(as_workbook(table.file_name(), bytes))
}

/// Bytes of a workbook as a file to keep.
pub(super) fn as_workbook(file_name: &str, bytes: Vec<u8>) -> impl IntoResponse + use<> {
    let disposition = format!("attachment; filename=\"{file_name}\"");
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes)
}
