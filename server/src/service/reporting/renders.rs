//! Documents to take away: drawn one at a time, each as a job that can be left and looked at again.
//! Each that is taken leaves a line in the log (domain.md §8 L15). Not here: the jobs (`queue`),
//! drawing (`render`).

use std::path::PathBuf;
use std::sync::Arc;

use domain::ids::{EngagementId, Sha256Hex};
use domain::problem::Problem;
use domain::report::{Edition, Letter, LetterFacts, LetterKind, Report, edition, letter};
use domain::time::Timestamp;
use domain::wire::{RenderJob, RenderRequest, RenderState};

use super::super::{Actor, Membership, Service, ServiceError, export_log, reader};
use super::queue::Job;
use super::{archive, archive_made, assemble, shown, template};
use crate::render::{self, RenderError};
use crate::store::{self, Tx};

/// What is drawn.
pub(super) enum Subject {
    /// The report in a format.
    Report(Box<Report>, Format, Option<Sha256Hex>),
    /// A letter.
    Letter(Box<Letter>),
    /// The archive pack.
    Archive(Box<archive::Pack>),
}

/// A report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One page without scripts.
    Html,
    /// A Word document.
    Docx,
    /// PDF/A.
    Pdf,
    /// The annexes' tables as a workbook.
    Xlsx,
}

impl Format {
    /// The file's usual name.
    pub(in crate::service) fn file(self) -> &'static str {
        match self {
            Self::Html => "report.html",
            Self::Docx => "report.docx",
            Self::Pdf => "report.pdf",
            Self::Xlsx => "annexes.xlsx",
        }
    }
}

/// Asks for a document; answers the job.
pub async fn ask(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    request: RenderRequest,
) -> Result<RenderJob, ServiceError> {
    let (who, name, asked, now) = (
        actor.clone(),
        engagement.to_owned(),
        request.clone(),
        service.now(),
    );
    let (id, subject) = service
        .store
        .read(move |tx| {
            let membership = reader(tx, &who, &name)?;
            let subject = subject(tx, &membership, &asked, now)?;
            Ok::<_, ServiceError>((membership.engagement.id, subject))
        })
        .await?;
    let details = serde_json::json!({ "request": request });
    export_log::note(service, Some(actor), &id, details).await?;
    let job = service.identifier();
    let entry = Job {
        engagement: id.clone(),
        owner: actor.id.clone(),
        file: request.file,
        at: now,
        state: RenderState::Waiting,
        bytes: None,
    };
    service.renders.add(&job, entry, now)?;
    tokio::spawn(work(service.clone(), (job.clone(), actor.clone()), subject));
    Ok(RenderJob {
        id: job,
        state: RenderState::Waiting,
    })
}

/// Waits for the seat, draws, and says how it went.
async fn work(service: Service, (job, actor): (String, Actor), subject: Subject) {
    let queue = service.renders.clone();
    let Ok(_seat) = queue.seat().await else {
        return;
    };
    queue.step(&job, "drawing");
    let failed = |problem: Problem| queue.set(&job, RenderState::Failed { problem });
    match drawn(&service, &job, &actor, subject).await {
        Ok((path, bytes)) => queue.with(|jobs| {
            if let Some(entry) = jobs.get_mut(&job) {
                entry.bytes = Some(Arc::new(path));
                entry.state = RenderState::Done { bytes };
            }
        }),
        Err(error) => failed(problem_of(&error)),
    }
}

/// Draws into a file; an archive pack is proved whole and noted before anybody takes it.
async fn drawn(
    service: &Service,
    job: &str,
    actor: &Actor,
    subject: Subject,
) -> Result<(tempfile::TempPath, u64), ServiceError> {
    let internal = |error: &dyn std::fmt::Display| ServiceError::Internal(error.to_string());
    let (drawing, id) = (service.clone(), job.to_owned());
    let (path, bytes, pack) = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new_in(drawing.store.folder())
            .map_err(|error| internal(&error))?;
        draw(&drawing, &subject, file.as_file_mut(), &|step| {
            drawing.renders.step(&id, step);
        })?;
        let metadata = file.as_file().metadata();
        let bytes = metadata.map(|it| it.len()).unwrap_or_default();
        let pack = match subject {
            Subject::Archive(pack) => Some(pack.about()),
            _ => None,
        };
        Ok::<_, ServiceError>((file.into_temp_path(), bytes, pack))
    })
    .await
    .map_err(|error| internal(&error))??;
    if let Some(about) = pack {
        service.renders.step(job, "packing");
        archive_made::prove_and_note(service, Some(actor), &path, about).await?;
    }
    Ok((path, bytes))
}

fn problem_of(error: &ServiceError) -> Problem {
    match error {
        ServiceError::Invalid(problems) => problems
            .first()
            .cloned()
            .unwrap_or_else(|| Problem::new("INTERNAL")),
        ServiceError::Conflict(problem)
        | ServiceError::NotFound(problem)
        | ServiceError::TooLarge(problem) => problem.clone(),
        error => {
            tracing::error!(%error, "a document could not be drawn");
            Problem::new("INTERNAL")
        }
    }
}

/// What a file name asks for, gathered in the reader's transaction.
pub(super) fn subject(
    tx: &Tx<'_>,
    membership: &Membership,
    request: &RenderRequest,
    now: Timestamp,
) -> Result<Subject, ServiceError> {
    let unknown = || ServiceError::NotFound(Problem::new("RENDER_UNKNOWN"));
    if request.file == "archive.zip" {
        return Ok(Subject::Archive(Box::new(archive::gather(
            tx, membership, now,
        )?)));
    }
    if let Some(kind) = LetterKind::parse(&request.file) {
        return Ok(Subject::Letter(Box::new(letter_of(
            tx, membership, kind, now,
        )?)));
    }
    let formats = [Format::Docx, Format::Pdf, Format::Html, Format::Xlsx];
    let format = formats.into_iter().find(|it| it.file() == request.file);
    let format = format.ok_or_else(unknown)?;
    let shown = shown(tx, membership, &request.number)?;
    let wanted = Edition::parse(&request.edition).map_err(|_| unknown())?;
    let report = edition(&shown.report, wanted, &shown.inputs).map_err(ServiceError::Invalid)?;
    Ok(Subject::Report(Box::new(report), format, shown.template))
}

/// A letter on the issued report, or on the draft before there is one.
pub(super) fn letter_of(
    tx: &Tx<'_>,
    membership: &Membership,
    kind: LetterKind,
    now: Timestamp,
) -> Result<Letter, ServiceError> {
    let id = &membership.engagement.id;
    let newest = store::issues::of_engagement(tx, id)?.into_iter().next();
    let number = newest.map(|head| head.number).unwrap_or_default();
    let frozen = store::issues::inputs(tx, id, &number)?;
    let inputs = match frozen {
        Some((inputs, _)) => inputs,
        None => assemble(tx, membership)?.inputs,
    };
    let facts = LetterFacts {
        number: &number,
        ledger: &store::feedback::ledger(tx, id)?,
        opinions: &inputs.opinions,
        today: &now.to_day_text(),
        unit: "",
    };
    Ok(letter(kind, &inputs, &facts))
}

/// Draws it into a file. Pictures are read as they are needed.
pub(super) fn draw(
    service: &Service,
    subject: &Subject,
    out: &mut std::fs::File,
    progress: &dyn Fn(&str),
) -> Result<(), ServiceError> {
    use std::io::Write as _;
    let internal = |error: &dyn std::fmt::Display| ServiceError::Internal(error.to_string());
    let bytes = match subject {
        Subject::Archive(pack) => return archive::write(service, pack, out, progress),
        Subject::Letter(letter) => render::letter(letter).map_err(rendering)?,
        Subject::Report(report, format, template) => {
            draw_report(service, report, *format, template.as_ref())?
        }
    };
    progress("packing");
    out.write_all(&bytes).map_err(|error| internal(&error))
}

/// The report in one format.
pub(in crate::service) fn draw_report(
    service: &Service,
    report: &Report,
    format: Format,
    template: Option<&Sha256Hex>,
) -> Result<Vec<u8>, ServiceError> {
    // A photo that cannot be read is said to be missing in its place.
    let photo = |sha256: &Sha256Hex| service.blobs.read(sha256).ok().flatten();
    match format {
        Format::Docx => {
            let template = template
                .map(|sha256| template::read(service, sha256))
                .transpose()?;
            render::docx_with_template(report, &photo, template.as_ref()).map_err(rendering)
        }
        Format::Pdf => {
            let fonts = render::PdfFonts::system().map_err(rendering)?;
            render::pdf(report, &photo, &fonts).map_err(rendering)
        }
        Format::Xlsx => render::annex_workbook(report).map_err(rendering),
        Format::Html => {
            let nowhere = |_: &domain::scoring::FactReference| "#".to_owned();
            let picture = |sha256: &Sha256Hex| format!("photos/{sha256}.jpg");
            Ok(render::html::html(report, &nowhere, &picture).into_bytes())
        }
    }
}

pub(super) fn rendering(error: RenderError) -> ServiceError {
    match error {
        RenderError::Fonts(why) => {
            ServiceError::Conflict(Problem::new("PDF_FONTS_MISSING").with("why", why))
        }
        error => ServiceError::Internal(error.to_string()),
    }
}

/// Where a job stands.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    render: &str,
) -> Result<RenderJob, ServiceError> {
    let id = engagement_id(service, actor, engagement).await?;
    let found = service.renders.find(render, &id, &actor.id);
    found.ok_or_else(|| ServiceError::NotFound(Problem::new("RENDER_UNKNOWN")))
}

async fn engagement_id(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<EngagementId, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| Ok(reader(tx, &actor, &engagement)?.engagement.id))
        .await
}

/// The file that was drawn, for whoever asked for it.
pub async fn take(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    render: &str,
    file: &str,
) -> Result<(PathBuf, Arc<tempfile::TempPath>), ServiceError> {
    let id = engagement_id(service, actor, engagement).await?;
    let found = service.renders.with(|jobs| {
        let job = jobs.get(render)?;
        let mine = job.engagement == id && job.owner == actor.id && job.file == file;
        job.bytes.clone().filter(|_| mine)
    });
    let kept = found.ok_or_else(|| ServiceError::NotFound(Problem::new("RENDER_UNKNOWN")))?;
    Ok((kept.to_path_buf(), kept))
}
