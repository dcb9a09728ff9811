//! What a form's controls know: the form as it stands, and what to call when a person does
//! something. Not here: the rules (`domain::instrument`), saving (pages).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::{AttachmentKind, Position};
use domain::ids::AttachmentId;
use domain::instrument::{Choice, FormState, InvalidAnswer, InvalidReason, Translations, label};
use domain::time::Timestamp;
use leptos::prelude::*;

/// Where a picture is on its way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureState {
    /// Only on this device.
    Local,
    /// Being sent.
    Sending,
    /// On the server's disk, with a receipt.
    Received,
}

/// One picture as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which attachment.
    pub id: AttachmentId,
    /// Photo or signature.
    pub kind: AttachmentKind,
    /// The question it answers.
    pub path: String,
    /// An address of the bytes on this device; `None` while it is being read.
    pub address: Option<String>,
    /// How far it is.
    pub state: PictureState,
    /// 说明.
    pub caption: String,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Where, if there was a fix.
    pub position: Option<Position>,
    /// The first digits of its SHA-256.
    pub short_hash: String,
}

/// The form at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormView {
    /// Relevance, missing and refused answers.
    pub state: FormState,
    /// Answers and computed values by form path.
    pub values: BTreeMap<String, String>,
    /// The names of the choices a select with a filter offers now, by form path.
    pub offered: BTreeMap<String, Vec<String>>,
    /// Pictures by the path of their question.
    pub pictures: BTreeMap<String, Vec<Picture>>,
    /// The reviewer's note by form path.
    pub notes: BTreeMap<String, String>,
    /// Photos a 否 still needs, by the photo question's path: (expected, found).
    pub photos_short: BTreeMap<String, (String, String)>,
}

/// One answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question's form path.
    pub path: String,
    /// As XForms writes it; empty takes the answer back.
    pub value: String,
    /// `true` while a person is still typing, so that saving may wait a moment.
    pub typing: bool,
}

/// A point of a pen's stroke, in CSS pixels from the pad's upper left corner.
pub type InkPoint = (f64, f64);

/// A signature as it was given, before it becomes a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// Drawn: strokes, and the pad's size in CSS pixels.
    Drawn {
        /// Each from pen down to pen up.
        strokes: Vec<Vec<InkPoint>>,
        /// The pad's width and height.
        size: (f64, f64),
    },
    /// A name typed instead.
    Typed(String),
}

/// How the last request for a position went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocateState {
    /// Nothing asked yet, or done.
    Idle,
    /// Waiting for a fix.
    Waiting,
    /// The device gave none.
    Failed,
}

/// The form and its callbacks; cheap to copy into every control.
#[derive(Clone, Copy)]
pub struct FormHandle {
    /// The form as it stands.
    pub view: Signal<Arc<FormView>>,
    /// The language of the screen (`zh-CN`, `en`).
    pub language: Signal<String>,
    /// Nothing may be changed: finished or accepted.
    pub locked: Signal<bool>,
    /// Show what is missing (after 完成 was tried).
    pub show_missing: Signal<bool>,
    /// How the last request for a position went.
    pub locate: Signal<LocateState>,
    /// An answer was given.
    pub on_answer: Callback<Answer>,
    /// Files were chosen or taken for a question; the event is that of the file input.
    pub on_files: Callback<(String, leptos::ev::Event)>,
    /// The camera is about to open: everything given so far must be written first.
    pub on_before_camera: Callback<()>,
    /// The present position is wanted as the answer to this question.
    pub on_locate: Callback<String>,
    /// A picture was tapped.
    pub on_picture: Callback<AttachmentId>,
    /// A signature is finished: the question's form path, and what was drawn or typed.
    pub on_signature: Callback<(String, Ink)>,
    /// A signature or picture is to be removed.
    pub on_remove: Callback<AttachmentId>,
}

impl FormHandle {
    /// The answer to a question, followed as it changes.
    pub fn value(self, path: &str) -> Memo<String> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.view
                .with(|view| view.values.get(&path).cloned().unwrap_or_default())
        })
    }

    /// Whether a question is asked now.
    pub fn asked(self, path: &str) -> Memo<bool> {
        let path = path.to_owned();
        Memo::new(move |_| self.view.with(|view| view.state.relevant(&path)))
    }

    /// Why the answer is refused, if it is.
    pub fn refusal(self, path: &str) -> Memo<Option<InvalidAnswer>> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.view.with(|view| {
                view.state
                    .invalid
                    .iter()
                    .find(|bad| bad.path == path)
                    .cloned()
            })
        })
    }

    /// Whether the answer is missing and the person has been told so.
    pub fn missing(self, path: &str) -> Memo<bool> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.show_missing.get() && self.view.with(|view| view.state.missing.contains(&path))
        })
    }

    /// What the reviewer wrote about this question.
    pub fn note(self, path: &str) -> Memo<Option<String>> {
        let path = path.to_owned();
        Memo::new(move |_| self.view.with(|view| view.notes.get(&path).cloned()))
    }

    /// The pictures of a question.
    pub fn pictures(self, path: &str) -> Memo<Vec<Picture>> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.view
                .with(|view| view.pictures.get(&path).cloned().unwrap_or_default())
        })
    }

    /// Photos a 否 still needs at this photo question: (expected, found).
    pub fn photos_short(self, path: &str) -> Memo<Option<(String, String)>> {
        let path = path.to_owned();
        Memo::new(move |_| self.view.with(|view| view.photos_short.get(&path).cloned()))
    }

    /// A text of the form in the screen's language, with the answers it refers to filled in.
    pub fn text(self, text: Translations) -> Memo<String> {
        Memo::new(move |_| {
            let language = self.language.get();
            let wording = label(&text, &language);
            self.view.with(|view| fill_in(wording, &view.values))
        })
    }

    /// The choices offered now, in the order of the workbook.
    pub fn offered(self, path: &str, choices: Vec<Choice>) -> Memo<Vec<Choice>> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.view.with(|view| match view.offered.get(&path) {
                Some(names) => choices
                    .iter()
                    .filter(|choice| names.contains(&choice.name))
                    .cloned()
                    .collect(),
                None => choices.clone(),
            })
        })
    }

    /// Gives an answer that is complete at once (a tap, a date).
    pub fn give(self, path: &str, value: impl Into<String>) {
        self.on_answer.run(Answer {
            path: path.to_owned(),
            value: value.into(),
            typing: false,
        });
    }
}

/// Replaces `{/data/x}` by the answer at that path; a path without an answer becomes nothing.
pub fn fill_in(wording: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(wording.len());
    let mut rest = wording;
    while let Some(start) = rest.find("{/") {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        out.push_str(&rest[..start]);
        let path = &rest[start + 1..start + length];
        out.push_str(values.get(path).map_or("", String::as_str));
        rest = &rest[start + length + 1..];
    }
    out.push_str(rest);
    out
}

/// The form's own wording of a refusal, or nothing where the screen must word it.
pub fn refusal_wording(refusal: &InvalidAnswer, language: &str) -> Option<String> {
    let wording = label(&refusal.message, language);
    let own = refusal.reason == InvalidReason::Constraint && !wording.is_empty();
    own.then(|| wording.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_shows_the_answers_it_refers_to() {
        let values = BTreeMap::from([("/data/name".to_owned(), "桥".to_owned())]);
        assert_eq!(fill_in("{/data/name}多长？", &values), "桥多长？");
        assert_eq!(fill_in("共{/data/none}座 {开放", &values), "共座 {开放");
    }
}
