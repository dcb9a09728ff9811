//! Words that are typed and not stored yet survive the page being closed: they are kept on this
//! device, for this person and engagement. Not here: storing them in the report (`writing`).

use leptos::prelude::*;

use super::draft::Draft;
use super::writing::{Target, Writing};
use crate::i18n::*;
use crate::platform::{preference, set_preference};

/// One open editor with words in it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Kept {
    block: String,
    is_behind: bool,
    base: u32,
    before: String,
    text: String,
}

impl Draft {
    /// Keeps what is typed.
    pub fn keep_unsaved(self) {
        let kept: Vec<Kept> = self.open.with_untracked(|open| {
            let dirty = open.iter().filter(|writing| writing.is_dirty());
            dirty.map(kept).collect()
        });
        let text = match kept.is_empty() {
            true => String::new(),
            // Our own types always have a JSON form.
            false => serde_json::to_string(&kept).unwrap_or_default(),
        };
        set_preference(&self.unsaved_name.get_value(), &text);
    }

    /// Opens the editors that were left with words in them.
    pub fn restore_unsaved(self) {
        let text = preference(&self.unsaved_name.get_value()).unwrap_or_default();
        let kept: Vec<Kept> = serde_json::from_str(&text).unwrap_or_default();
        if kept.is_empty() || !self.report_now().may_edit {
            return;
        }
        let said = t_string!(self.words, reports.restored, count = kept.len()).to_string();
        let writings = kept.into_iter().map(|kept| {
            let target = match kept.is_behind {
                true => Target::Behind(kept.block),
                false => Target::Block(kept.block),
            };
            Writing::new(target, kept.base, kept.before, kept.text)
        });
        self.open.set(writings.collect());
        self.rooms.done(&said);
    }
}

fn kept(writing: &Writing) -> Kept {
    Kept {
        block: writing.block().to_owned(),
        is_behind: matches!(writing.target, Target::Behind(_)),
        base: writing.base.get_untracked(),
        before: writing.before.get_untracked(),
        text: writing.text.get_untracked(),
    }
}
