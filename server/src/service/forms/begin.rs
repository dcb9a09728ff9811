//! Beginning a draft: from a workbook, a form that ships, a version, or nothing. Not here: changing
//! it.

use domain::form_design;
use domain::ids::{FormId, Sha256Hex};
use domain::problem::Problem;
use domain::project::Table;
use domain::time::Timestamp;
use domain::wire::{DraftView, FormAttachment, NewForm};

use super::drafts::{Target, keep, load, view};
use super::{WORKBOOK_BYTES, blocking, is_good_name, keep_bytes};
use crate::service::{Actor, Service, ServiceError, bounded_text, manager};
use crate::store::{self, Tx, forms::Draft};
use crate::{forms, workbook};

/// Characters of a title.
const TITLE_LIMIT: usize = 200;
/// Languages of a new form.
const LANGUAGE_LIMIT: usize = 10;

/// A workbook that was read.
pub(super) struct ReadForm {
    pub tables: Vec<Table>,
    pub form_id: FormId,
    /// The settings named no id; it comes from the file's name.
    pub was_named_by_us: bool,
}

/// What a draft begins with.
struct Beginning {
    form_id: FormId,
    tables: Vec<Table>,
    attachments: Vec<FormAttachment>,
    based_on: Option<String>,
    /// Whether it is a new form, so that its id must be free.
    is_new: bool,
    file_name: String,
    workbook: Option<(Sha256Hex, u64)>,
}

impl Beginning {
    fn new(form_id: FormId, tables: Vec<Table>) -> Self {
        Self {
            form_id,
            tables,
            attachments: Vec::new(),
            based_on: None,
            is_new: true,
            file_name: String::new(),
            workbook: None,
        }
    }
}

/// Begins a draft.
pub async fn begin(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: NewForm,
) -> Result<DraftView, ServiceError> {
    authorise(service, actor, engagement).await?;
    let beginning = match request {
        NewForm::Starter { starter, form_id } => {
            let tables = blocking(service, move || forms::shipped_tables(&starter)).await?;
            let own = FormId(form_design::setting(&tables, "form_id"));
            named(form_id.unwrap_or(own), tables)?
        }
        NewForm::Blank {
            form_id,
            title,
            kind,
            languages,
        } => {
            let title = bounded_text("title", &title, TITLE_LIMIT)?;
            let is_bad = |l: &String| l.trim().is_empty() || l.contains([':', '\n', '\r']);
            if languages.len() > LANGUAGE_LIMIT || languages.iter().any(is_bad) {
                let problem = Problem::new("DESIGN_BAD_LANGUAGE").at_path("languages");
                return Err(ServiceError::invalid(problem));
            }
            let tables = form_design::blank(form_id.as_str(), &title, kind, &languages);
            named(form_id, tables)?
        }
        NewForm::Version {
            form_id,
            version,
            new_id,
        } => from_version(service, actor, engagement, form_id, version, new_id).await?,
    };
    store(service, actor, engagement, beginning).await
}

/// Begins a draft from a workbook: of a new form, or the next version of a known one.
pub async fn upload(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    (file_name, bytes): (String, Vec<u8>),
) -> Result<DraftView, ServiceError> {
    authorise(service, actor, engagement).await?;
    let read = read_form(service, &file_name, bytes.clone()).await?;
    let workbook = keep_bytes(service, bytes).await?;
    let beginning = Beginning {
        is_new: false,
        file_name,
        workbook: Some(workbook),
        ..Beginning::new(read.form_id, read.tables)
    };
    store(service, actor, engagement, beginning).await
}

async fn authorise(service: &Service, actor: &Actor, engagement: &str) -> Result<(), ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| manager(tx, &actor, &engagement).map(|_| ()))
        .await
}

/// A form under an id, which its settings also name.
fn named(form_id: FormId, mut tables: Vec<Table>) -> Result<Beginning, ServiceError> {
    if !is_good_name(form_id.as_str()) {
        let problem = Problem::new("FORM_BAD_ID").with("found", &form_id);
        return Err(ServiceError::invalid(problem.at_path("form_id")));
    }
    form_design::set(&mut tables, "form_id", form_id.as_str());
    Ok(Beginning::new(form_id, tables))
}

async fn from_version(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    form_id: FormId,
    version: String,
    new_id: Option<FormId>,
) -> Result<Beginning, ServiceError> {
    let target = Target::new(actor, engagement, &form_id);
    let wanted = version.clone();
    let source = service
        .store
        .read(move |tx| {
            let engagement = target.authorise(tx)?;
            super::versions::source_of(tx, &engagement, &target.form, &wanted)
        })
        .await?;
    Ok(match new_id {
        Some(new_id) => Beginning {
            attachments: source.attachments,
            ..named(new_id, source.tables)?
        },
        None => Beginning {
            attachments: source.attachments,
            based_on: Some(version),
            is_new: false,
            ..Beginning::new(form_id, source.tables)
        },
    })
}

/// Reads a workbook of a form. A form without an id gets one from the file's name.
pub(super) async fn read_form(
    service: &Service,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<ReadForm, ServiceError> {
    if bytes.len() > WORKBOOK_BYTES {
        let problem = Problem::new("WORKBOOK_TOO_LARGE")
            .with("found_bytes", bytes.len())
            .with("limit_bytes", WORKBOOK_BYTES);
        return Err(ServiceError::TooLarge(problem));
    }
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    let stem = id_from(stem);
    blocking(service, move || {
        let read = workbook::read_tables(&bytes, "form.xlsx");
        let mut tables = read.map_err(|problem| ServiceError::invalid(*problem))?;
        form_design::normalise(&mut tables);
        let own = form_design::setting(&tables, "form_id");
        let was_named_by_us = own.is_empty();
        let id = if was_named_by_us { stem } else { own };
        if !is_good_name(&id) {
            let problem = Problem::new("FORM_BAD_ID").with("found", &id);
            return Err(ServiceError::invalid(
                problem.at_cell("settings", 2, "form_id"),
            ));
        }
        if was_named_by_us {
            form_design::set(&mut tables, "form_id", &id);
        }
        Ok(ReadForm {
            tables,
            form_id: FormId(id),
            was_named_by_us,
        })
    })
    .await
}

fn id_from(stem: &str) -> String {
    let is_good = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let id: String = stem
        .chars()
        .filter(is_good)
        .take(super::NAME_LIMIT)
        .collect();
    if id.is_empty() { "form".to_owned() } else { id }
}

async fn store(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    beginning: Beginning,
) -> Result<DraftView, ServiceError> {
    let target = Target::new(actor, engagement, &beginning.form_id);
    let (saving, now) = (target.clone(), service.now());
    service
        .store
        .write(move |tx| put(tx, &saving, beginning, now))
        .await?;
    view(service, load(service, &target).await?).await
}

fn put(
    tx: &Tx<'_>,
    target: &Target,
    beginning: Beginning,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let engagement = target.authorise(tx)?;
    let conflict =
        |code: &str| ServiceError::Conflict(Problem::new(code).with("form_id", &target.form));
    if store::forms::draft(tx, &engagement, &target.form)?.is_some() {
        return Err(conflict("FORM_DRAFT_EXISTS"));
    }
    let versions = store::forms::versions(tx, &engagement)?;
    let own: Vec<_> = versions
        .iter()
        .filter(|v| v.form_id == target.form)
        .collect();
    if beginning.is_new && !own.is_empty() {
        return Err(conflict("FORM_ID_TAKEN"));
    }
    if let Some((sha256, bytes)) = &beginning.workbook {
        store::blobs::insert(tx, &engagement, sha256, *bytes, now)?;
    }
    let newest = own.iter().find(|v| v.summary.current).or(own.first());
    let newest = newest.map(|version| version.summary.version.clone());
    let draft = Draft {
        form_id: target.form.clone(),
        revision: 0,
        previous: None,
        tables: beginning.tables,
        attachments: beginning.attachments,
        based_on: beginning.based_on.or(newest),
        file_name: beginning.file_name,
        workbook: beginning.workbook.map(|(sha256, _)| sha256),
        saved_by: String::new(),
        saved_at: now,
    };
    keep(tx, &engagement, &target.actor, None, &draft, now)?;
    let details = serde_json::json!({
        "form": target.form, "file": draft.file_name, "workbook": draft.workbook,
    });
    let by = Some(&target.actor.id);
    store::audit::insert(tx, now, by, Some(&engagement), "form_begin", &details)?;
    Ok(())
}
