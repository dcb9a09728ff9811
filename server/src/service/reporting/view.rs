//! The report for the desk: blocks with their words, edits, comments, and where it stands.

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::rectification::{archive_due, publication_due};
use domain::report::{
    Block, BlockEdit, Chapter, Content, EditContent, Report, compare as differences, draft_text,
    reference_entries, texts,
};
use domain::review::ReviewLevel;
use domain::wire::{
    BlockKind, BlockView, ChapterView, IssuedReport, ReportComparison, ReportView, SectionView,
    urls,
};

use super::super::{Actor, Membership, Service, ServiceError, reader};
use super::block_evidence::evidence;
use super::{Assembled, assemble, fact_url, standing_of};
use crate::render;
use crate::store::{self, Tx, issues::IssueHead};

/// The report as it stands.
pub async fn find(
    service: &Service,
    actor: &Actor,
    engagement: &str,
) -> Result<ReportView, ServiceError> {
    let (service_, actor, engagement) = (service.clone(), actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            view(tx, &service_, &actor, &membership)
        })
        .await
}

/// What a change answers: the report as it then stands.
pub(super) fn view(
    tx: &Tx<'_>,
    service: &Service,
    actor: &Actor,
    membership: &Membership,
) -> Result<ReportView, ServiceError> {
    let id = &membership.engagement.id;
    let assembled = assemble(tx, membership)?;
    let standing = standing_of(tx, membership, &assembled.content)?;
    let profile = membership.engagement.profile.clone();
    let levels = ReviewLevel::required(profile.risk).iter().copied();
    let template = store::reporting::template(tx, id)?.map(|(file_name, _)| file_name);
    Ok(ReportView {
        title: assembled.edited.report.title.clone(),
        cover: assembled.edited.report.cover.lines.clone(),
        chapters: chapters(&assembled, &membership.engagement.code),
        content: assembled.content.to_string(),
        total: assembled.inputs.sheet.total,
        comments: store::reporting::comments(tx, id)?,
        editing: service.presence.others(id, &actor.id, service.now()),
        standing,
        events: store::reporting::events(tx, id)?,
        risk: profile.risk,
        my_levels: levels
            .filter(|level| level.may_sign(membership.role))
            .collect(),
        may_edit: membership.role.may_review(),
        references: reference_entries(&assembled.inputs),
        versions: store::reporting::versions(tx, id)?,
        issued: issued(tx, membership)?,
        archives: store::issues::archives(tx, id)?,
        profile,
        template: template.unwrap_or_default(),
        problems: assembled.problems,
    })
}

/// Issued reports, newest first.
pub(super) fn issued(
    tx: &Tx<'_>,
    membership: &Membership,
) -> Result<Vec<IssuedReport>, ServiceError> {
    let heads = store::issues::of_engagement(tx, &membership.engagement.id)?;
    Ok(heads.into_iter().map(issued_report).collect())
}

fn issued_report(head: IssueHead) -> IssuedReport {
    let day = head.issued_at.to_day_text();
    IssuedReport {
        publication_due: publication_due(&day).unwrap_or_default(),
        archive_due: archive_due(&day).unwrap_or_default(),
        total: head.sheet.total,
        grade: head.sheet.grade.unwrap_or_default(),
        number: head.number,
        content: head.content,
        name: head.name,
        at: head.issued_at,
        day,
        corrects: head.corrects,
        correction: head.correction,
        published_on: head.published_on,
    }
}

/// What is needed to draw blocks as the page has them.
struct Drawing<'a> {
    assembled: &'a Assembled,
    engagement: &'a str,
}

fn chapters(assembled: &Assembled, engagement: &str) -> Vec<ChapterView> {
    let drawing = Drawing {
        assembled,
        engagement,
    };
    assembled
        .edited
        .report
        .parts()
        .map(|chapter| drawing.chapter(chapter))
        .collect()
}

impl Drawing<'_> {
    fn chapter(&self, chapter: &Chapter) -> ChapterView {
        let sections = chapter.sections.iter().map(|section| SectionView {
            id: section.id.clone(),
            heading: section.heading.clone().unwrap_or_default(),
            level: section.level,
            blocks: self.with_removed(&section.id, &section.blocks),
        });
        ChapterView {
            id: chapter.id.clone(),
            heading: chapter.heading.clone(),
            sections: sections.collect(),
        }
    }

    /// Removed blocks stand where they were, empty, so that they can be brought back.
    fn with_removed(&self, section: &str, blocks: &[Block]) -> Vec<BlockView> {
        let mut views: Vec<BlockView> = blocks.iter().map(|block| self.block(block)).collect();
        let draft = section_blocks(&self.assembled.draft, section);
        for (place, block) in draft.iter().enumerate() {
            let state = self.assembled.edited.states.get(&block.id);
            if state.is_some_and(|state| state.is_removed) {
                let view = BlockView {
                    id: block.id.clone(),
                    kind: BlockKind::Text,
                    html: String::new(),
                    text: draft_text(block).unwrap_or_default(),
                    state: state.cloned(),
                    evidence: Vec::new(),
                    more_evidence: false,
                };
                views.insert(place.min(views.len()), view);
            }
        }
        views
    }

    fn block(&self, block: &Block) -> BlockView {
        let photo =
            |sha256: &Sha256Hex| urls::fill(urls::THUMBNAIL, &[self.engagement, sha256.as_str()]);
        let names = &self.assembled.edited.report.source_names;
        let links = |fact: &_| fact_url(self.engagement, fact);
        // A plate that a person put in is edited as the text it is made from.
        let is_text = matches!(block.content, Content::Paragraph(_)) || is_own(&block.id);
        let (evidence, more_evidence) = evidence(block, &links, &photo, names);
        BlockView {
            id: block.id.clone(),
            kind: match is_text {
                true => BlockKind::Text,
                false => BlockKind::Data,
            },
            html: render::html::fragment(block, &links, &photo, names),
            text: self.text(block),
            state: self.assembled.edited.states.get(&block.id).cloned(),
            evidence,
            more_evidence,
        }
    }

    /// The person's words as typed, else the draft with its references.
    fn text(&self, block: &Block) -> String {
        let own = self
            .assembled
            .edits
            .iter()
            .find(|edit| edit.block == block.id);
        match own.map(|edit| &edit.content) {
            Some(EditContent::Text { text }) => text.clone(),
            _ => draft_text(block).unwrap_or_default(),
        }
    }
}

/// Blocks that people added begin so.
fn is_own(block: &str) -> bool {
    block.starts_with("own.")
}

fn section_blocks<'a>(report: &'a Report, id: &str) -> &'a [Block] {
    let mut sections = report.parts().flat_map(|part| &part.sections);
    let found = sections.find(|section| section.id == id);
    found.map_or(&[], |section| section.blocks.as_slice())
}

/// What differs between two versions; without `to` against the present.
pub async fn compare(
    service: &Service,
    actor: &Actor,
    engagement: &str,
    from: u32,
    to: Option<u32>,
) -> Result<ReportComparison, ServiceError> {
    let (actor, engagement) = (actor.clone(), engagement.to_owned());
    service
        .store
        .read(move |tx| {
            let membership = reader(tx, &actor, &engagement)?;
            let kept = |version: u32| {
                let id = &membership.engagement.id;
                let missing = || {
                    let problem = Problem::new("REPORT_VERSION_UNKNOWN").with("version", version);
                    ServiceError::NotFound(problem)
                };
                store::reporting::version_texts(tx, id, version)?.ok_or_else(missing)
            };
            let new = match to {
                Some(version) => kept(version)?,
                None => texts(&assemble(tx, &membership)?.edited.report),
            };
            Ok(ReportComparison {
                changes: differences(&kept(from)?, &new),
            })
        })
        .await
}

/// The newest edit of a block.
pub(super) fn newest<'a>(edits: &'a [BlockEdit], block: &str) -> Option<&'a BlockEdit> {
    edits.iter().find(|edit| edit.block == block)
}
