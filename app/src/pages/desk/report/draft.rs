//! The report as the server last answered it, and what is chosen on the screen. Not here: open
//! editors (`writing`), steps of the review (`review`).

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::sync::Arc;

use domain::problem::Problem;
use domain::report::EditContent;
use domain::wire::{BlockKind, BlockView, Editing, ReportView, SaveBlock};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::writing::Writing;
use crate::components::desk::report::{OutlineLine, block_anchor};
use crate::components::desk::words::Words;
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, run};
use crate::platform::scroll_to;
use crate::state::{Failure, reports, use_app};

/// What can be taken back once: a paragraph that was removed, words that were cancelled.
#[derive(Clone)]
pub enum Undo {
    /// A block with what it was, and the revision that removed it.
    Removed(String, u32, EditContent),
    /// An editor that was closed with words in it.
    Typed(Writing),
}

/// Where each block stands: chapter, section, block.
type Places = HashMap<String, (usize, usize, usize)>;

/// The report on the screen; `Copy`.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The language.
    pub words: Words,
    /// The engagement's message and counts.
    pub rooms: Rooms,
    engagement: StoredValue<String>,
    pub(super) unsaved_name: StoredValue<String>,
    report: RwSignal<Arc<ReportView>>,
    places: Memo<Arc<Places>>,
    /// Comments that nobody resolved, by block.
    counts: Memo<BTreeMap<String, usize>>,
    /// The block that the panels are about; empty for the report as a whole.
    pub chosen: RwSignal<String>,
    /// Editors that are open, by the order of opening.
    pub open: RwSignal<Vec<Writing>>,
    /// What the others are editing.
    pub others: RwSignal<Vec<Editing>>,
    /// Whether somebody changed the report since.
    pub newer: RwSignal<bool>,
    /// Whether a change is on its way.
    pub busy: RwSignal<bool>,
    /// What can be taken back.
    pub undo: RwSignal<Option<Undo>>,
}

impl Draft {
    /// Opens a report.
    pub fn new(words: Words, rooms: Rooms, report: ReportView) -> Self {
        let engagement = rooms.engagement.get_untracked();
        let session = use_app().session().get_untracked();
        let account = session.map(|session| session.account_id.to_string());
        let name = format!(
            "report-unsaved/{}/{engagement}",
            account.unwrap_or_default()
        );
        let others = RwSignal::new(report.editing.clone());
        let report = RwSignal::new(Arc::new(report));
        Self {
            words,
            rooms,
            engagement: StoredValue::new(engagement),
            unsaved_name: StoredValue::new(name),
            report,
            places: Memo::new(move |_| Arc::new(places(&report.get()))),
            counts: Memo::new(move |_| open_comments(&report.get())),
            chosen: RwSignal::new(String::new()),
            open: RwSignal::new(Vec::new()),
            others,
            newer: RwSignal::new(false),
            busy: RwSignal::new(false),
            undo: RwSignal::new(None),
        }
    }

    /// The engagement, for calls and addresses.
    pub fn code(self) -> String {
        self.engagement.get_value()
    }

    /// The whole report.
    pub fn report(self) -> Arc<ReportView> {
        self.report.get()
    }

    /// The whole report, without following it.
    pub fn report_now(self) -> Arc<ReportView> {
        self.report.get_untracked()
    }

    /// Takes over what the server answered.
    pub fn take(self, report: ReportView) {
        self.others.set(report.editing.clone());
        self.newer.set(false);
        self.report.set(Arc::new(report));
    }

    /// A block as it stands; `None` where it is no longer in the report.
    pub fn block(self, id: &str) -> Option<BlockView> {
        let (chapter, section, block) = self.places.get().get(id).copied()?;
        self.report.with(|report| {
            let section = report.chapters.get(chapter)?.sections.get(section)?;
            section.blocks.get(block).cloned()
        })
    }

    /// A block that always is one: what was last seen of it, or an empty one.
    pub fn block_signal(self, id: String) -> Memo<BlockView> {
        Memo::new(move |last: Option<&BlockView>| {
            let seen = self.block(&id).or_else(|| last.cloned());
            seen.unwrap_or_else(|| BlockView {
                id: id.clone(),
                kind: BlockKind::Data,
                html: String::new(),
                text: String::new(),
                state: None,
                evidence: Vec::new(),
                more_evidence: false,
            })
        })
    }

    /// The heading over a block, section or chapter; empty for what is not on the page.
    pub fn place(self, id: &str) -> String {
        let found = self.places.get().get(id).copied();
        self.report.with(|report| {
            if let Some((chapter, section, _)) = found {
                let chapter = report.chapters.get(chapter);
                let section = chapter.and_then(|chapter| chapter.sections.get(section));
                let headings = [
                    section.map(|section| &section.heading),
                    chapter.map(|chapter| &chapter.heading),
                ];
                let mut headings = headings.into_iter().flatten();
                let first = headings.find(|heading| !heading.is_empty());
                return first.cloned().unwrap_or_default();
            }
            let chapters = report.chapters.iter();
            let mut headings = chapters.flat_map(|chapter| {
                let sections = chapter.sections.iter().map(|it| (&it.id, &it.heading));
                std::iter::once((&chapter.id, &chapter.heading)).chain(sections)
            });
            let heading = headings.find(|(other, _)| *other == id);
            heading
                .map(|(_, heading)| heading.clone())
                .unwrap_or_default()
        })
    }

    /// Comments on a block that nobody resolved.
    pub fn comment_count(self, block: &str) -> usize {
        self.counts
            .with(|counts| counts.get(block).copied())
            .unwrap_or_default()
    }

    /// Chapters and sections with what waits in them.
    pub fn outline(self) -> Vec<OutlineLine> {
        let report = self.report.get();
        self.counts.with(|counts| {
            let chapters = report.chapters.iter();
            chapters
                .flat_map(|chapter| outline_of(chapter, counts))
                .collect()
        })
    }

    /// Shows a place on the page and makes it the chosen one.
    pub fn jump(self, id: &str) {
        if self.places.with_untracked(|places| places.contains_key(id)) {
            self.chosen.set(id.to_owned());
        }
        scroll_to(&block_anchor(id));
    }

    /// Says what went wrong.
    pub fn fail(self, failure: &Failure) {
        self.rooms.fail(self.words, failure);
    }

    /// Asks the server for the report as it now stands; open editors stay.
    pub fn refresh(self) {
        spawn_local(async move {
            match reports::report(&self.code()).await {
                Ok(report) => self.take(report),
                Err(failure) => self.fail(&failure),
            }
        });
    }

    /// One change at a time; what it answers is taken over, `then` runs after it worked.
    pub fn send(
        self,
        change: impl Future<Output = Result<ReportView, Failure>> + 'static,
        said: &'static str,
        then: impl FnOnce() + 'static,
    ) {
        run(self.busy, async move {
            match change.await {
                Ok(report) => {
                    self.take(report);
                    self.rooms.done(said);
                    then();
                }
                Err(failure) => {
                    if has_code(&failure, &["REPORT_CHANGED", "BLOCK_CHANGED"]) {
                        self.newer.set(true);
                    }
                    self.fail(&failure);
                }
            }
        });
    }

    /// Stores what becomes of a block that is not under the pen.
    pub fn put(self, id: String, base_revision: u32, content: EditContent) {
        let body = SaveBlock {
            base_revision,
            content,
        };
        let said = t_string!(self.words, reports.saved);
        let change = async move { reports::save_block(&self.code(), &id, &body).await };
        self.send(change, said, || {});
    }

    /// The same content again: somebody looked at what changed under it.
    pub fn keep(self, id: &str) {
        let Some(block) = untrack(|| self.block(id)) else {
            return;
        };
        let Some(state) = block.state else { return };
        let content = match state.is_removed {
            true => EditContent::Removed,
            false => EditContent::Text { text: block.text },
        };
        self.put(id.to_owned(), state.revision, content);
    }

    /// Back to the draft.
    pub fn restore(self, id: &str) {
        let base = self.revision(id);
        self.put(id.to_owned(), base, EditContent::Draft);
    }

    /// The newest revision of a block; 0 for the draft.
    pub fn revision(self, id: &str) -> u32 {
        let block = untrack(|| self.block(id));
        let state = block.and_then(|block| block.state);
        state.map(|state| state.revision).unwrap_or_default()
    }
}

/// Whether the server refused for one of these reasons.
pub fn has_code(failure: &Failure, codes: &[&str]) -> bool {
    let is_one = |problem: &Problem| codes.contains(&problem.code.as_str());
    matches!(failure, Failure::Problems(problems) if problems.iter().any(is_one))
}

fn places(report: &ReportView) -> Places {
    let mut places = HashMap::new();
    for (at, chapter) in report.chapters.iter().enumerate() {
        for (within, section) in chapter.sections.iter().enumerate() {
            for (index, block) in section.blocks.iter().enumerate() {
                places.insert(block.id.clone(), (at, within, index));
            }
        }
    }
    places
}

fn open_comments(report: &ReportView) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for comment in report.comments.iter().filter(|it| it.resolved_by.is_none()) {
        *counts.entry(comment.block.clone()).or_default() += 1;
    }
    counts
}

fn outline_of(
    chapter: &domain::wire::ChapterView,
    comments: &BTreeMap<String, usize>,
) -> Vec<OutlineLine> {
    let is_changed = |block: &&BlockView| {
        let state = block.state.as_ref();
        state.is_some_and(|state| state.changed.is_some())
    };
    let line = |section: &domain::wire::SectionView| {
        let blocks = &section.blocks;
        let waiting = blocks.iter().filter_map(|block| comments.get(&block.id));
        OutlineLine {
            id: section.id.clone(),
            heading: section.heading.clone(),
            level: section.level,
            changed: blocks.iter().filter(is_changed).count(),
            comments: waiting.sum(),
        }
    };
    let sections: Vec<OutlineLine> = chapter.sections.iter().map(line).collect();
    let head = OutlineLine {
        id: chapter.id.clone(),
        heading: chapter.heading.clone(),
        level: 1,
        changed: sections.iter().map(|line| line.changed).sum(),
        comments: sections.iter().map(|line| line.comments).sum(),
    };
    let named = sections
        .into_iter()
        .filter(|line| !line.heading.is_empty() && line.id != head.id);
    std::iter::once(head.clone()).chain(named).collect()
}
