//! Editors that are open: what is typed, what it was written over, and what happens when somebody
//! else was quicker. Nothing typed is lost: not by a refresh, a refusal, or another block.
//! Not here: surviving the page (`unsaved`).

use std::sync::Arc;

use domain::problem::Problem;
use domain::report::{EditContent, check_text};
use domain::wire::{AddBlock, BlockView, ReportView, SaveBlock};
use leptos::prelude::*;

use super::draft::{Draft, Undo, has_code};
use crate::components::desk::report::{BlockEditor, EditorAct};
use crate::i18n::*;
use crate::pages::desk::support::{problem_text, run};
use crate::platform::new_id;
use crate::state::desk::thumbnail_url;
use crate::state::{Failure, reports};

/// Blocks that people added begin with this.
const OWN: &str = "own.";

/// What an open editor writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A block of the report.
    Block(String),
    /// A paragraph behind this block.
    Behind(String),
}

/// An open editor.
#[derive(Clone)]
pub struct Writing {
    /// One of its own, so that a reopened editor is drawn anew.
    pub id: String,
    /// What it writes.
    pub target: Target,
    /// The revision it is written over.
    pub base: ArcRwSignal<u32>,
    /// The text it began with, or that was stored last.
    pub before: ArcRwSignal<String>,
    /// What is typed.
    pub text: ArcRwSignal<String>,
    /// The other's words, once they were quicker.
    pub theirs: ArcRwSignal<Option<String>>,
    /// Whether to choose between them now.
    pub choosing: ArcRwSignal<bool>,
}

impl Writing {
    /// An editor with this text in it.
    pub fn new(target: Target, base: u32, before: String, text: String) -> Self {
        Self {
            id: new_id(),
            target,
            base: ArcRwSignal::new(base),
            before: ArcRwSignal::new(before),
            text: ArcRwSignal::new(text),
            theirs: ArcRwSignal::new(None),
            choosing: ArcRwSignal::new(false),
        }
    }

    /// Whether there is something to lose.
    pub fn is_dirty(&self) -> bool {
        self.text.get_untracked() != self.before.get_untracked()
    }

    /// The block at which it stands on the page.
    pub fn block(&self) -> &str {
        match &self.target {
            Target::Block(id) | Target::Behind(id) => id,
        }
    }
}

impl Draft {
    /// The editor of this target, if it is open.
    pub fn writing(self, target: &Target) -> Option<Writing> {
        self.open
            .with(|open| open.iter().find(|it| it.target == *target).cloned())
    }

    /// Opens a block; one that is open already keeps its words.
    pub fn begin(self, target: Target) {
        let is_open = self
            .open
            .with_untracked(|open| open.iter().any(|it| it.target == target));
        if is_open {
            return;
        }
        let (text, base) = match &target {
            Target::Behind(_) => (String::new(), 0),
            Target::Block(id) => {
                let block = untrack(|| self.block(id));
                let text = block.map(|block: BlockView| block.text).unwrap_or_default();
                (text, self.revision(id))
            }
        };
        let writing = Writing::new(target, base, text.clone(), text);
        self.chosen.set(writing.block().to_owned());
        self.open.update(|open| open.push(writing));
    }

    /// Closes an editor.
    pub fn close(self, target: &Target) {
        self.open
            .update(|open| open.retain(|it| it.target != *target));
        self.keep_unsaved();
    }

    fn act(self, writing: &Writing, act: EditorAct) {
        let target = &writing.target;
        match act {
            EditorAct::Save | EditorAct::Mine => {
                let text = writing.text.get_untracked();
                self.save(writing.clone(), EditContent::Text { text });
            }
            EditorAct::Cancel => {
                if writing.is_dirty() {
                    self.undo.set(Some(Undo::Typed(writing.clone())));
                }
                self.close(target);
            }
            EditorAct::Draft => self.save(writing.clone(), EditContent::Draft),
            EditorAct::Remove => self.save(writing.clone(), EditContent::Removed),
            EditorAct::Theirs => {
                self.undo.set(Some(Undo::Typed(writing.clone())));
                self.close(target);
            }
            EditorAct::GoOn => writing.choosing.set(false),
        }
    }

    fn save(self, writing: Writing, content: EditContent) {
        let was = untrack(|| self.block(writing.block()));
        run(self.busy, async move {
            let answer = self.store(&writing, content.clone()).await;
            if self.open.is_disposed() {
                return;
            }
            match answer {
                Ok(report) => self.stored(&writing, &content, was, report),
                Err(failure) if has_code(&failure, &["BLOCK_CHANGED"]) => {
                    self.overtaken(&writing, &failure).await;
                }
                Err(failure) => self.fail(&failure),
            }
        });
    }

    async fn store(self, writing: &Writing, content: EditContent) -> Result<ReportView, Failure> {
        let code = self.code();
        match (&writing.target, content) {
            (Target::Block(id), content) => {
                let base_revision = writing.base.get_untracked();
                let body = SaveBlock {
                    base_revision,
                    content,
                };
                reports::save_block(&code, id, &body).await
            }
            (Target::Behind(after), EditContent::Text { text }) => {
                let after = after.clone();
                reports::add_block(&code, &AddBlock { after, text }).await
            }
            (Target::Behind(_), _) => reports::report(&code).await,
        }
    }

    fn stored(
        self,
        writing: &Writing,
        content: &EditContent,
        was: Option<BlockView>,
        report: ReportView,
    ) {
        self.take(report);
        self.rooms.done(t_string!(self.words, reports.saved));
        if let (Target::Block(id), EditContent::Removed) = (&writing.target, content) {
            let known = self.revision(id);
            let revision = known.max(writing.base.get_untracked() + 1);
            let before = match was {
                Some(block) if block.state.is_some() => EditContent::Text { text: block.text },
                _ => EditContent::Draft,
            };
            self.undo
                .set(Some(Undo::Removed(id.clone(), revision, before)));
        }
        // What was typed while the answer was on its way is not in the report yet.
        match (content, &writing.target) {
            (EditContent::Text { text }, Target::Block(id))
                if *text != writing.text.get_untracked() =>
            {
                writing.base.set(self.revision(id));
                writing.before.set(text.clone());
                writing.theirs.set(None);
                writing.choosing.set(false);
            }
            _ => self.close(&writing.target),
        }
    }

    /// Somebody else was quicker: their words are shown beside one's own, which stay.
    async fn overtaken(self, writing: &Writing, failure: &Failure) {
        let Target::Block(id) = &writing.target else {
            return self.fail(failure);
        };
        let mut theirs = other_text(failure);
        let answer = reports::report(&self.code()).await;
        if self.open.is_disposed() {
            return;
        }
        match answer {
            Ok(report) => {
                self.take(report);
                let block = untrack(|| self.block(id));
                // Where the block is gone, its removal is the next revision.
                let next = writing.base.get_untracked() + 1;
                let base = self.revision(id);
                writing.base.set(if block.is_some() { base } else { next });
                theirs = block.map(|block| block.text).unwrap_or(theirs);
            }
            Err(failure) => self.fail(&failure),
        }
        writing.theirs.set(Some(theirs));
        writing.choosing.set(true);
    }

    /// Takes back what can be taken back.
    pub fn take_back(self) {
        let undo = self.undo.get_untracked();
        self.undo.set(None);
        match undo {
            Some(Undo::Removed(id, revision, content)) => self.put(id, revision, content),
            Some(Undo::Typed(writing)) => {
                let target = writing.target.clone();
                writing.choosing.set(false);
                // What stands there meanwhile is put aside in its turn.
                let other = untrack(|| self.writing(&target)).filter(Writing::is_dirty);
                self.undo.set(other.map(Undo::Typed));
                self.open.update(|open| {
                    open.retain(|it| it.target != target);
                    open.push(writing);
                });
                self.keep_unsaved();
            }
            None => {}
        }
    }
}

fn other_text(failure: &Failure) -> String {
    let text = |problem: &Problem| problem.details.get("text").cloned();
    match failure {
        Failure::Problems(problems) => problems.iter().find_map(text).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The editor of one target on the page.
#[component]
pub fn Editor(draft: Draft, writing: Writing) -> impl IntoView {
    let i18n = use_i18n();
    let written = RwSignal::from(writing.text.clone());
    Effect::new(move |_| {
        written.track();
        draft.keep_unsaved();
    });
    let before = writing.before.clone();
    let problems = Signal::derive(move || {
        // An editor that was just opened is not scolded for being empty.
        let untouched = written.with(|text| before.with(|before| text == before));
        let found = if untouched {
            Vec::new()
        } else {
            check_text(&written.get())
        };
        let words = found.iter().map(|problem| problem_text(i18n, problem));
        words.collect::<Vec<String>>()
    });
    let references = Memo::new(move |_| Arc::new(draft.report().references.clone()));
    let (stored, has_draft) = match &writing.target {
        Target::Block(id) => (true, !id.starts_with(OWN)),
        Target::Behind(_) => (false, false),
    };
    let (theirs, choosing) = (writing.theirs.clone(), writing.choosing.clone());
    let on_act = Callback::new(move |act| draft.act(&writing, act));
    let thumbnail = Callback::new(move |sha256: String| thumbnail_url(&draft.code(), &sha256));
    view! {
        <BlockEditor
            written problems
            theirs=Signal::derive(move || theirs.get())
            choosing=Signal::derive(move || choosing.get())
            busy=draft.busy stored has_draft references thumbnail on_act
        />
    }
}
