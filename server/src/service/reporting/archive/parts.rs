//! The report's part of a pack: drawn in every form, what was signed, and all that it rests on as
//! it was frozen, to the byte. Not here: tables (`tables`), working papers (`papers`).

use domain::report::archive_words::sections;
use domain::report::{brief, public_edition, signed_text};
use domain::scoring::score;

use super::super::super::{Membership, ServiceError};
use super::super::renders::Format;
use super::super::{Shown, assemble, shown};
use super::{Drawn, Pack, draw};
use crate::store::issues::FrozenParts;
use crate::store::{self, Tx};

const ALL: [Format; 4] = [Format::Docx, Format::Pdf, Format::Html, Format::Xlsx];

/// The report that stands, its other editions, and those that were issued before.
pub(super) fn reports(
    tx: &Tx<'_>,
    membership: &Membership,
    pack: &mut Pack,
    standing: &Shown,
) -> Result<(), ServiceError> {
    let folder = "report/";
    draw(pack, standing, folder, &ALL);
    editions(pack, standing, folder);
    template(pack, standing, folder);
    match standing.number.as_str() {
        "" => draft_parts(tx, membership, pack, folder)?,
        number => issued_parts(tx, number, pack, folder)?,
    }
    for name in NAMES {
        let name = format!("{folder}{name}");
        if pack.files.contains_key(&name) || is_drawn(pack, &name) || pack.blobs.contains_key(&name)
        {
            pack.list(sections::REPORT, &name);
        }
    }
    earlier(tx, membership, pack, standing)
}

/// In the order in which a reader wants them.
const NAMES: [&str; 17] = [
    "report.html",
    "report.pdf",
    "report.docx",
    "annexes.xlsx",
    "brief.html",
    "brief.docx",
    "public.html",
    "public.docx",
    "content.json",
    "issue.json",
    "report.json",
    "inputs.json",
    "records.json",
    "framework.json",
    "facts.json",
    "sheet.json",
    "template.docx",
];

fn is_drawn(pack: &Pack, name: &str) -> bool {
    pack.drawn.iter().any(|drawn| drawn.name == name)
}

fn editions(pack: &mut Pack, shown: &Shown, folder: &str) {
    let editions = [
        ("brief", brief(&shown.report), true),
        (
            "public",
            public_edition(&shown.report, &shown.inputs),
            false,
        ),
    ];
    for (edition, report, is_linked) in editions {
        for (ending, format) in [("html", Format::Html), ("docx", Format::Docx)] {
            pack.drawn.push(Drawn {
                name: format!("{folder}{edition}.{ending}"),
                report: report.clone(),
                format,
                template: shown.template.clone(),
                is_linked,
            });
        }
    }
}

fn template(pack: &mut Pack, shown: &Shown, folder: &str) {
    if let Some(sha256) = &shown.template {
        let name = format!("{folder}template.docx");
        pack.blobs.insert(name, sha256.clone());
    }
}

/// Every part as it was frozen, and the seal over them.
fn issued_parts(
    tx: &Tx<'_>,
    number: &str,
    pack: &mut Pack,
    folder: &str,
) -> Result<(), ServiceError> {
    let Some((frozen, template)) = store::issues::parts(tx, number)? else {
        return Ok(());
    };
    let FrozenParts {
        number,
        content,
        parts,
        seal,
    } = frozen;
    for (part, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        pack.add(&part_name(folder, part), text.into_bytes());
    }
    let issue = serde_json::json!({
        "number": number, "content": content, "template": template, "seal": seal,
    });
    pack.add_json(&format!("{folder}issue.json"), &issue)
}

/// The file of a part.
pub(in crate::service::reporting) fn part_name(folder: &str, part: &str) -> String {
    match part {
        "signed" => format!("{folder}content.json"),
        part => format!("{folder}{part}.json"),
    }
}

/// Before an issue: the same parts as they stand.
fn draft_parts(
    tx: &Tx<'_>,
    membership: &Membership,
    pack: &mut Pack,
    folder: &str,
) -> Result<(), ServiceError> {
    let assembled = assemble(tx, membership)?;
    let signed = signed_text(&assembled.edited.report, &assembled.edits);
    pack.add(&part_name(folder, "signed"), signed.into_bytes());
    let facts = assembled.evidence.facts()?;
    let (sheet, _) = score(&assembled.evidence.framework, &facts);
    pack.add_json(&part_name(folder, "report"), &assembled.edited.report)?;
    pack.add_json(&part_name(folder, "inputs"), &assembled.inputs)?;
    let framework = &assembled.evidence.framework;
    pack.add_json(&part_name(folder, "framework"), framework)?;
    pack.add_json(&part_name(folder, "facts"), &facts)?;
    pack.add_json(&part_name(folder, "sheet"), &sheet)
}

/// Reports under earlier numbers, each in a folder of its own.
fn earlier(
    tx: &Tx<'_>,
    membership: &Membership,
    pack: &mut Pack,
    standing: &Shown,
) -> Result<(), ServiceError> {
    let heads = store::issues::of_engagement(tx, &membership.engagement.id)?;
    let before = heads.iter().filter(|head| head.number != standing.number);
    for (head, place) in before.zip(1..) {
        let folder = format!("earlier/{place}/");
        let old = shown(tx, membership, &head.number)?;
        draw(pack, &old, &folder, &[Format::Docx, Format::Html]);
        template(pack, &old, &folder);
        issued_parts(tx, &head.number, pack, &folder)?;
        let page = format!("{folder}report.html");
        pack.list_as(sections::EARLIER, &head.number, &page);
    }
    Ok(())
}
