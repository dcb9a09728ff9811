//! Documents to take away: drawn one at a time, each as a job that can be left and looked at again.
//! What was drawn is kept for a while, for whoever asked. Not here: drawing (`render`).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::{AccountId, EngagementId, Sha256Hex};
use domain::problem::Problem;
use domain::report::{
    Edition, Letter, LetterFacts, LetterKind, Report, ReportCircumstances, ReportState, letter,
};
use domain::time::Timestamp;
use domain::wire::{RenderJob, RenderRequest, RenderState};

use super::super::{Actor, Membership, Service, ServiceError, reader};
use super::{archive, assemble, issue::sign_off_lines, printed, standing_of, template};
use crate::render::{self, RenderError};
use crate::store::{self, Tx};

/// How long a document is kept, in milliseconds.
const KEPT_FOR: i64 = 30 * 60_000;
/// Jobs of one person at a time.
const JOBS_OF_ONE: usize = 5;

struct Job {
    engagement: EngagementId,
    owner: AccountId,
    file: String,
    at: Timestamp,
    state: RenderState,
    bytes: Option<Arc<tempfile::TempPath>>,
}

/// All jobs, and the one seat at which they are drawn.
#[derive(Clone)]
pub struct RenderQueue {
    jobs: Arc<Mutex<BTreeMap<String, Job>>>,
    seat: Arc<tokio::sync::Semaphore>,
}

impl Default for RenderQueue {
    fn default() -> Self {
        Self {
            jobs: Arc::default(),
            seat: Arc::new(tokio::sync::Semaphore::new(1)),
        }
    }
}

impl RenderQueue {
    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, Job>) -> T) -> T {
        act(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, id: &str, state: RenderState) {
        self.with(|jobs| {
            if let Some(job) = jobs.get_mut(id) {
                job.state = state;
            }
        });
    }

    fn step(&self, id: &str, step: &str) {
        let step = step.to_owned();
        self.set(id, RenderState::Working { step });
    }

    fn add(&self, id: &str, job: Job, now: Timestamp) -> Result<(), ServiceError> {
        self.with(|jobs| {
            jobs.retain(|_, job| now.0 - job.at.0 <= KEPT_FOR);
            let open = |it: &&Job| {
                it.owner == job.owner
                    && matches!(it.state, RenderState::Waiting | RenderState::Working { .. })
            };
            if jobs.values().filter(open).count() >= JOBS_OF_ONE {
                let problem = Problem::new("TOO_MANY_RENDERS").with("limit", JOBS_OF_ONE);
                return Err(ServiceError::TooMany(problem));
            }
            jobs.insert(id.to_owned(), job);
            Ok(())
        })
    }

    fn find(&self, id: &str, engagement: &EngagementId, who: &AccountId) -> Option<RenderJob> {
        self.with(|jobs| {
            let job = jobs.get(id)?;
            (job.engagement == *engagement && job.owner == *who).then(|| RenderJob {
                id: id.to_owned(),
                state: job.state.clone(),
            })
        })
    }
}

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
    tokio::spawn(work(service.clone(), job.clone(), subject));
    Ok(RenderJob {
        id: job,
        state: RenderState::Waiting,
    })
}

/// Waits for the seat, draws, and says how it went.
async fn work(service: Service, job: String, subject: Subject) {
    let queue = service.renders.clone();
    let Ok(_seat) = queue.seat.clone().acquire_owned().await else {
        return;
    };
    queue.step(&job, "drawing");
    let (drawing, id) = (service.clone(), job.clone());
    let drawn = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::NamedTempFile::new_in(drawing.store.folder())
            .map_err(|error| ServiceError::Internal(error.to_string()))?;
        draw(&drawing, &subject, file.as_file_mut(), &|step| {
            drawing.renders.step(&id, step);
        })?;
        let bytes = file
            .as_file()
            .metadata()
            .map(|it| it.len())
            .unwrap_or_default();
        Ok::<_, ServiceError>((file.into_temp_path(), bytes))
    })
    .await;
    match drawn {
        Ok(Ok((path, bytes))) => queue.with(|jobs| {
            if let Some(entry) = jobs.get_mut(&job) {
                entry.bytes = Some(Arc::new(path));
                entry.state = RenderState::Done { bytes };
            }
        }),
        Ok(Err(error)) => queue.set(
            &job,
            RenderState::Failed {
                problem: problem_of(&error),
            },
        ),
        Err(_) => queue.set(
            &job,
            RenderState::Failed {
                problem: Problem::new("INTERNAL"),
            },
        ),
    }
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
    let format = match request.file.as_str() {
        "report.docx" => Format::Docx,
        "report.pdf" => Format::Pdf,
        "report.html" => Format::Html,
        "annexes.xlsx" => Format::Xlsx,
        _ => return Err(unknown()),
    };
    let report = edition(tx, membership, request)?;
    let template = template::stored(tx, &membership.engagement.id)?;
    Ok(Subject::Report(Box::new(report), format, template))
}

/// The report in the edition that is asked for: issued and frozen, or as it stands.
fn edition(
    tx: &Tx<'_>,
    membership: &Membership,
    request: &RenderRequest,
) -> Result<Report, ServiceError> {
    let id = &membership.engagement.id;
    let assembled = assemble(tx, membership)?;
    let report = match request.number.as_str() {
        "" => {
            let standing = standing_of(tx, membership, &assembled.content)?;
            let circumstances = ReportCircumstances {
                state: match standing.consultation {
                    Some(_) => ReportState::Consultation,
                    None => ReportState::Draft,
                },
                sign_offs: sign_off_lines(&standing.valid),
                opinions: assembled.inputs.opinions.clone(),
                ..ReportCircumstances::default()
            };
            printed(tx, &assembled.evidence, &circumstances, &assembled.edits)?
        }
        number => store::issues::report(tx, id, number)?.ok_or_else(|| {
            let problem = Problem::new("REPORT_NUMBER_UNKNOWN").with("number", number);
            ServiceError::NotFound(problem)
        })?,
    };
    let wanted = Edition::parse(&request.edition)
        .map_err(|_| ServiceError::NotFound(Problem::new("RENDER_UNKNOWN")))?;
    domain::report::edition(&report, wanted, &assembled.inputs).map_err(ServiceError::Invalid)
}

fn letter_of(
    tx: &Tx<'_>,
    membership: &Membership,
    kind: LetterKind,
    now: Timestamp,
) -> Result<Letter, ServiceError> {
    let id = &membership.engagement.id;
    let assembled = assemble(tx, membership)?;
    let issued = store::issues::of_engagement(tx, id)?;
    let number = issued.first().map(|head| head.number.clone());
    let facts = LetterFacts {
        number: number.as_deref().unwrap_or_default(),
        ledger: &store::feedback::ledger(tx, id)?,
        opinions: &assembled.inputs.opinions,
        today: &now.to_day_text(),
        unit: "",
    };
    Ok(letter(kind, &assembled.inputs, &facts))
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

fn rendering(error: RenderError) -> ServiceError {
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
