//! CSV files of choices that belong to a form. Not here: which question uses one.

use std::collections::BTreeMap;

use domain::ids::FormId;
use domain::problem::Problem;
use domain::project::Table;
use domain::wire::FormAttachment;

use super::drafts::{Changed, Target, edit, edit_with_blob, load};
use super::{blocking, is_good_name, keep_bytes};
use crate::blobs::BlobFolder;
use crate::service::{Actor, Service, ServiceError};
use crate::store::forms::Draft;
use crate::workbook;

/// Rows of one file without its headings.
const ROW_LIMIT: usize = 50_000;
/// Files of one form.
const FILE_LIMIT: usize = 20;

/// The files beside a workbook, by name.
pub(super) type Files = BTreeMap<String, Table>;

/// Reads the files of a form from the blob folder.
pub(super) fn files(
    folder: &BlobFolder,
    attachments: &[FormAttachment],
) -> Result<Files, ServiceError> {
    let lost = |name: &str| ServiceError::Internal(format!("the file {name} of a form is gone"));
    let mut files = Files::new();
    for file in attachments {
        let read = folder.read(&file.sha256);
        let bytes = read.map_err(|error| ServiceError::Internal(error.to_string()))?;
        let bytes = bytes.ok_or_else(|| lost(&file.name))?;
        let tables = workbook::read_tables(&bytes, &file.name);
        let tables = tables.map_err(|problem| ServiceError::invalid(*problem))?;
        let table = tables.into_iter().next();
        files.insert(file.name.clone(), table.unwrap_or_default());
    }
    Ok(files)
}

/// Adds a file to the draft, or puts it in the place of one of the same name.
pub async fn attach(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (form, name): (&FormId, &str),
    revision: u64,
    bytes: Vec<u8>,
) -> Result<Changed, ServiceError> {
    let target = Target::new(actor, engagement, form);
    load(service, &target).await?;
    if !is_good_name(name) || !name.ends_with(".csv") {
        let problem = Problem::new("FORM_ATTACHMENT_NAME").with("found", name);
        return Err(ServiceError::invalid(problem));
    }
    let (reading, file_name) = (bytes.clone(), name.to_owned());
    let (rows, columns) = blocking(service, move || read(&reading, &file_name)).await?;
    let (sha256, size) = keep_bytes(service, bytes).await?;
    let file = FormAttachment {
        name: name.to_owned(),
        sha256: sha256.clone(),
        rows,
        columns,
    };
    let blob = Some((sha256, size));
    edit_with_blob(service, &target, revision, blob, move |mut draft: Draft| {
        draft.attachments.retain(|known| known.name != file.name);
        if draft.attachments.len() >= FILE_LIMIT {
            let problem = Problem::new("FORM_TOO_MANY_ATTACHMENTS").with("limit", FILE_LIMIT);
            return Err(ServiceError::invalid(problem));
        }
        draft.attachments.push(file);
        draft
            .attachments
            .sort_by(|one, other| one.name.cmp(&other.name));
        Ok(draft)
    })
    .await
}

/// Takes a file away from the draft.
pub async fn detach(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (form, name): (&FormId, &str),
    revision: u64,
) -> Result<Changed, ServiceError> {
    let target = Target::new(actor, engagement, form);
    let name = name.to_owned();
    edit(service, &target, revision, move |mut draft: Draft| {
        let before = draft.attachments.len();
        draft.attachments.retain(|known| known.name != name);
        if draft.attachments.len() == before {
            let problem = Problem::new("FORM_ATTACHMENT_NOT_FOUND");
            return Err(ServiceError::NotFound(problem));
        }
        Ok(draft)
    })
    .await
}

/// The number of rows and the headings, which must hold `name` and `label`.
fn read(bytes: &[u8], name: &str) -> Result<(u32, Vec<String>), ServiceError> {
    let tables = workbook::read_tables(bytes, name);
    let tables = tables.map_err(|problem| ServiceError::invalid(*problem))?;
    let rows = tables
        .first()
        .map_or(&[][..], |table| table.rows.as_slice());
    let columns: Vec<String> = rows
        .first()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .unwrap_or_default();
    let lacks = |wanted: &str| {
        let is_it = |column: &String| {
            column == wanted
                || column
                    .strip_prefix(wanted)
                    .is_some_and(|r| r.starts_with("::"))
        };
        !columns.iter().any(is_it)
    };
    let missing = ["name", "label"].into_iter().filter(|wanted| lacks(wanted));
    let problems: Vec<Problem> = missing
        .map(|column| Problem::new("FORM_ATTACHMENT_COLUMN").with("column", column))
        .collect();
    if !problems.is_empty() {
        return Err(ServiceError::Invalid(problems));
    }
    let count = rows.len() - 1;
    if count > ROW_LIMIT {
        let problem = Problem::new("FORM_ATTACHMENT_TOO_LONG").with("limit", ROW_LIMIT);
        return Err(ServiceError::TooLarge(problem.with("found", count)));
    }
    Ok((u32::try_from(count).unwrap_or(u32::MAX), columns))
}
