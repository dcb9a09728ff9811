//! 归档包: everything an engagement rests on in one zip that any computer can read. While an issued
//! report stands, all of it is what was issued. Not here: drawing and packing (`writing`), the
//! proof that a pack is whole (`archive_proof`).

mod papers;
mod parts;
mod tables;
mod writing;

use std::collections::BTreeMap;

use domain::desk_tables::PackLine;
use domain::ids::{DocumentId, EngagementId, FormId, Sha256Hex};
use domain::project::Table;
use domain::report::archive_words::{self, label, sections};
use domain::report::{Letter, LetterKind, Report};
use domain::scoring::FactReference;
use domain::time::Timestamp;
use domain::working_paper::document_index;

use super::super::evidence;
use super::super::{Membership, Service, ServiceError, export_log, owner};
use super::archive_made::{self, PackAbout};
use super::renders::{Format, letter_of};
use super::{Shown, shown};
use crate::store::{self, Tx, audit::AuditLine};

pub(super) use parts::part_name;
pub(super) use writing::write;

/// The list of hashes, as `sha256sum -c` reads it.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The log, one JSON line each.
pub(super) const AUDIT: &str = "log/audit.jsonl";
/// The contents, for a browser.
const INDEX: &str = "index.html";
/// 资料清单, without an ending.
const REGISTER: &str = "papers/documents";

/// All that goes into a pack, but the photos' bytes.
pub(super) struct Pack {
    about: PackAbout,
    title: String,
    words: String,
    /// Name → bytes.
    files: BTreeMap<String, Vec<u8>>,
    /// Name → blob.
    blobs: BTreeMap<String, Sha256Hex>,
    /// Name → the form's workbook, as it was kept or as its tables are written.
    books: Vec<(String, String, Vec<Table>)>,
    /// Reports to draw.
    drawn: Vec<Drawn>,
    letters: Vec<(String, Letter)>,
    links: Links,
    papers: Vec<PackLine>,
    /// The contents: heading, then label and address.
    contents: Vec<(String, Vec<(String, String)>)>,
}

/// A report to draw in a format.
pub(super) struct Drawn {
    name: String,
    report: Report,
    format: Format,
    template: Option<Sha256Hex>,
    /// Whether its numbers lead to working papers: those of a published edition do not.
    is_linked: bool,
}

/// Where things lie, for the pages within the pack.
#[derive(Default)]
struct Links {
    papers: BTreeMap<DocumentId, String>,
    photos: BTreeMap<Sha256Hex, String>,
    questionnaires: BTreeMap<FormId, String>,
}

impl Links {
    /// Where a number's source lies, seen from a folder below the root.
    fn fact(&self, up: &str, fact: &FactReference) -> String {
        let within = match fact {
            FactReference::Record { record, path, .. } => {
                let path = path.as_deref().unwrap_or_default();
                self.papers.get(record).map(|page| format!("{page}#{path}"))
            }
            FactReference::Survey { form_id, .. } => {
                let form = FormId::from(form_id.as_str());
                self.questionnaires.get(&form).cloned()
            }
            FactReference::FundFigure { key } => Some(format!("scores/inputs.html#{key}")),
            FactReference::DeskMark { indicator } => {
                Some(format!("scores/inputs.html#{indicator}"))
            }
            FactReference::Frame { .. } => Some("sample/frame.html".to_owned()),
            FactReference::Finding { code } => Some(format!("findings/findings.html#{code}")),
            FactReference::Document { ordinal } => {
                Some(format!("{REGISTER}.html#{}", document_index(*ordinal)))
            }
            FactReference::Profile => None,
            FactReference::Plan { indicator } => {
                let row = indicator.as_ref().map(|code| format!("#{code}"));
                Some(format!("scores/framework.html{}", row.unwrap_or_default()))
            }
        };
        format!("{up}{}", within.unwrap_or_else(|| INDEX.to_owned()))
    }

    fn photo(&self, up: &str, sha256: &Sha256Hex) -> String {
        let name = self.photos.get(sha256);
        name.map_or_else(|| "#".to_owned(), |name| format!("{up}{name}"))
    }
}

impl Pack {
    pub(super) fn about(&self) -> PackAbout {
        self.about.clone()
    }

    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    fn add_json<T: serde::Serialize>(&mut self, name: &str, value: &T) -> Result<(), ServiceError> {
        self.add(name, json(value)?);
        Ok(())
    }

    /// A line of the contents under a heading.
    fn list(&mut self, section: &str, name: &str) {
        let short = name.rsplit('/').next().unwrap_or(name);
        self.list_as(section, label(short), name);
    }

    fn list_as(&mut self, section: &str, words: &str, name: &str) {
        let line = (words.to_owned(), name.to_owned());
        let found = self.contents.iter_mut().find(|(known, _)| known == section);
        match found {
            Some((_, lines)) => lines.push(line),
            None => self.contents.push((section.to_owned(), vec![line])),
        }
    }
}

fn json<T: serde::Serialize>(value: &T) -> Result<Vec<u8>, ServiceError> {
    serde_json::to_vec_pretty(value).map_err(|error| ServiceError::Internal(error.to_string()))
}

/// Gathers a pack at one moment.
pub(super) fn gather(
    tx: &Tx<'_>,
    membership: &Membership,
    now: Timestamp,
) -> Result<Pack, ServiceError> {
    let id = &membership.engagement.id;
    let evidence = evidence::gather(tx, membership.engagement.clone())?;
    let heads = store::issues::of_engagement(tx, id)?;
    let shown = shown(tx, membership, "")?;
    let numbers: Vec<&str> = heads.iter().map(|head| head.number.as_str()).collect();
    let title = membership.engagement.title.clone();
    let mut pack = Pack {
        about: PackAbout {
            engagement: id.clone(),
            number: shown.number.clone(),
        },
        words: archive_words::archive_about(&title, &numbers, &now.to_minute_text()),
        title,
        files: BTreeMap::new(),
        blobs: BTreeMap::new(),
        books: Vec::new(),
        drawn: Vec::new(),
        letters: Vec::new(),
        links: Links::default(),
        papers: Vec::new(),
        contents: Vec::new(),
    };
    parts::reports(tx, membership, &mut pack, &shown)?;
    letters(tx, membership, &mut pack, now)?;
    tables::review(tx, id, &mut pack, &shown)?;
    tables::scores(tx, &evidence, &mut pack, &shown)?;
    tables::sample(tx, &evidence, &mut pack)?;
    papers::add(tx, &evidence, &mut pack)?;
    tables::register(tx, &membership.engagement, &mut pack, now)?;
    tables::findings(tx, id, &mut pack, &shown)?;
    papers::index(&mut pack)?;
    tables::checks(tx, id, &mut pack)?;
    forms(tx, id, &mut pack)?;
    log(tx, id, &mut pack)?;
    let order = |heading: &str| ORDER.iter().position(|known| *known == heading);
    pack.contents.sort_by_key(|(heading, _)| order(heading));
    Ok(pack)
}

const ORDER: [&str; 11] = [
    sections::REPORT,
    sections::EARLIER,
    sections::LETTERS,
    sections::REVIEW,
    sections::SCORES,
    sections::SAMPLE,
    sections::FINDINGS,
    sections::PAPERS,
    sections::CHECKS,
    sections::FORMS,
    sections::PROOF,
];

fn letters(
    tx: &Tx<'_>,
    membership: &Membership,
    pack: &mut Pack,
    now: Timestamp,
) -> Result<(), ServiceError> {
    for kind in LetterKind::ALL {
        let name = format!("letters/{}", kind.file_name());
        let letter = letter_of(tx, membership, kind, now)?;
        pack.list(sections::LETTERS, &name);
        pack.letters.push((name, letter));
    }
    Ok(())
}

/// Every version of every form: its workbook, and what the engine made of it.
fn forms(tx: &Tx<'_>, id: &EngagementId, pack: &mut Pack) -> Result<(), ServiceError> {
    for version in store::forms::versions(tx, id)? {
        let (form, text) = (&version.form_id, version.summary.version.as_str());
        let name = format!("forms/{form}-{text}");
        let title = format!("{} {text}", version.summary.title);
        if let Some(instrument) = store::engagements::form(tx, id, form, text)? {
            pack.add_json(&format!("{name}.json"), &instrument)?;
        }
        if let Some(source) = store::forms::source(tx, id, form, text)? {
            let name = format!("{name}.xlsx");
            pack.list_as(sections::FORMS, &title, &name);
            let book = (name, source.workbook_sha256, source.tables);
            pack.books.push(book);
        } else {
            pack.list_as(sections::FORMS, &title, &format!("{name}.json"));
        }
    }
    Ok(())
}

/// The lines of this engagement; of others only their hashes: what they did is not shown, only
/// that nothing is missing between.
fn log(tx: &Tx<'_>, id: &EngagementId, pack: &mut Pack) -> Result<(), ServiceError> {
    let lines = store::audit::all(tx)?;
    pack.add(AUDIT, audit_lines(&lines, id.as_str()));
    pack.list(sections::PROOF, AUDIT);
    pack.list(sections::PROOF, SUMS);
    Ok(())
}

fn audit_lines(lines: &[AuditLine], engagement: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut before = "";
    for line in lines {
        let shown = match line.engagement.as_deref() == Some(engagement) {
            true => serde_json::json!({
                "id": line.id, "at": line.at, "account": line.account,
                "engagement": line.engagement, "action": line.action, "details": line.details,
                "before": before, "hash": line.hash,
            }),
            false => serde_json::json!({ "id": line.id, "hash": line.hash }),
        };
        out.extend_from_slice(shown.to_string().as_bytes());
        out.push(b'\n');
        before = &line.hash;
    }
    out
}

/// The pack for the command line, which acts as the machine's owner.
pub async fn archive_for_owner(
    service: &Service,
    engagement: &str,
    out: &std::path::Path,
) -> Result<(), ServiceError> {
    let (name, now) = (engagement.to_owned(), service.now());
    let pack = service
        .store
        .read(move |tx| gather(tx, &owner(tx, &name)?, now))
        .await?;
    let about = pack.about();
    let details = serde_json::json!({ "file": "archive.zip", "number": about.number });
    export_log::note(service, None, &about.engagement, details).await?;
    let _seat = service.renders.seat().await?;
    let (drawing, path) = (service.clone(), out.to_owned());
    tokio::task::spawn_blocking(move || {
        let mut file = std::fs::File::create(path).map_err(failed)?;
        write(&drawing, &pack, &mut file, &|_| {})
    })
    .await
    .map_err(failed)??;
    archive_made::prove_and_note(service, None, out, about).await
}

fn failed(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("archive: {error}"))
}

/// A report in some formats, whose numbers lead to the papers of the pack.
fn draw(pack: &mut Pack, shown: &Shown, folder: &str, formats: &[Format]) {
    for format in formats {
        let name = format!("{folder}{}", format.file());
        pack.drawn.push(Drawn {
            name,
            report: shown.report.clone(),
            format: *format,
            template: shown.template.clone(),
            is_linked: true,
        });
    }
}
