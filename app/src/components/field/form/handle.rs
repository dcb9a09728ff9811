//! What a form's controls know: the form's session, its pictures, and what to call when a person
//! does something. Each control follows only what it shows, so that a keystroke touches one
//! question and no other. Not here: the rules (`domain::instrument`), saving (pages).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::{AttachmentKind, Position};
use domain::ids::AttachmentId;
use domain::instrument::{
    Choice, InvalidAnswer, InvalidReason, Session, Translations, label, template_path,
};
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

/// One picture, recording or file as a screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Which attachment.
    pub id: AttachmentId,
    /// Photo, signature, recording or file.
    pub kind: AttachmentKind,
    /// The question it answers.
    pub path: String,
    /// An address of the bytes on this device; `None` while it is being read.
    pub address: Option<String>,
    /// How far it is.
    pub state: PictureState,
    /// 说明; of a file its name.
    pub caption: String,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Where, if there was a fix.
    pub position: Option<Position>,
    /// The first digits of its SHA-256.
    pub short_hash: String,
    /// Whether the bytes as the camera gave them are still on this device.
    pub has_original: bool,
    /// Size in bytes of what is uploaded.
    pub bytes: u64,
}

/// What stands beside the answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormExtras {
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

/// What was drawn or typed, before it becomes a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Ink {
    /// Drawn: strokes, and the pad's size in CSS pixels.
    Drawn {
        /// Each from pen down to pen up.
        strokes: Vec<Vec<InkPoint>>,
        /// The pad's width and height.
        size: (f64, f64),
        /// The picture that was drawn on.
        over: Option<AttachmentId>,
    },
    /// A name typed instead of a signature.
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

/// What the microphone does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecorderState {
    /// This browser records nothing: a file is chosen instead.
    Missing,
    /// Ready.
    Idle,
    /// Recording the answer to this question, since this moment.
    Running(String, Timestamp),
}

/// What a form calls when a person does something.
#[derive(Clone, Copy)]
pub struct FormActions {
    /// An answer was given.
    pub answer: Callback<Answer>,
    /// Pictures were chosen or taken for a question; the event is that of the file input.
    pub pictures: Callback<(String, leptos::ev::Event)>,
    /// Other files were chosen for a question: of which kind, and the file input's event.
    pub files: Callback<(String, AttachmentKind, leptos::ev::Event)>,
    /// The camera is about to open: everything given so far must be written first.
    pub before_camera: Callback<()>,
    /// The present position is wanted as the answer to this question.
    pub locate: Callback<String>,
    /// A picture was tapped.
    pub open: Callback<AttachmentId>,
    /// A signature or drawing is finished: the question's form path, and what was drawn or typed.
    pub ink: Callback<(String, Ink)>,
    /// A signature, picture or file is to be removed.
    pub remove: Callback<AttachmentId>,
    /// Recording the answer to this question begins or ends.
    pub record: Callback<String>,
    /// A picture of a code was taken for this question.
    pub scan: Callback<(String, leptos::ev::Event)>,
    /// A row more in the repeat at this path.
    pub add_row: Callback<String>,
    /// The row at this path goes.
    pub remove_row: Callback<String>,
}

impl FormActions {
    /// Answers change the session and nothing is kept: for trying a form.
    pub fn trying(session: RwSignal<Session>) -> Self {
        let ignored = || Callback::new(|_| {});
        Self {
            answer: Callback::new(move |answer: Answer| {
                session.update(|session| {
                    session.answer(&answer.path, &answer.value);
                });
            }),
            pictures: Callback::new(|_| {}),
            files: Callback::new(|_| {}),
            before_camera: Callback::new(|()| {}),
            locate: ignored(),
            open: Callback::new(|_| {}),
            ink: Callback::new(|_| {}),
            remove: Callback::new(|_| {}),
            record: ignored(),
            scan: Callback::new(|_| {}),
            add_row: Callback::new(move |path: String| {
                session.update(|session| drop(session.add_row(&path)));
            }),
            remove_row: Callback::new(move |path: String| {
                session.update(|session| {
                    session.remove_row(&path);
                });
            }),
        }
    }
}

/// The form and its callbacks; cheap to copy into every control.
#[derive(Clone, Copy)]
pub struct FormHandle {
    /// The form as it stands. Controls read it; only actions change it.
    pub session: RwSignal<Session>,
    /// Pictures and notes.
    pub extras: Signal<Arc<FormExtras>>,
    /// The language of the form's texts (`zh-CN`, or a language of the form by its name).
    pub language: Signal<String>,
    /// Nothing may be changed: finished or accepted.
    pub locked: Signal<bool>,
    /// Show what is missing (after 完成 was tried).
    pub show_missing: Signal<bool>,
    /// How the last request for a position went.
    pub locate: Signal<LocateState>,
    /// What the microphone does.
    pub recorder: Signal<RecorderState>,
    /// Whether this browser reads codes in pictures.
    pub can_scan: bool,
    /// What to call.
    pub actions: FormActions,
}

impl FormHandle {
    /// A form to try: nothing is kept, nothing is captured.
    pub fn trying(session: RwSignal<Session>, language: Signal<String>) -> Self {
        Self {
            session,
            extras: Signal::stored(Arc::default()),
            language,
            locked: Signal::stored(false),
            show_missing: Signal::stored(true),
            locate: Signal::stored(LocateState::Idle),
            recorder: Signal::stored(RecorderState::Missing),
            can_scan: false,
            actions: FormActions::trying(session),
        }
    }

    /// Something of the session, followed as it changes.
    fn of_session<T: PartialEq + Send + Sync + 'static>(
        self,
        path: &str,
        read: impl Fn(&Session, &str) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let path = path.to_owned();
        Memo::new(move |_| self.session.with(|session| read(session, &path)))
    }

    /// Something that stands beside the answers, followed as it changes.
    fn of_extras<T: PartialEq + Send + Sync + 'static>(
        self,
        path: &str,
        read: impl Fn(&FormExtras, &str) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let path = path.to_owned();
        Memo::new(move |_| self.extras.with(|extras| read(extras, &path)))
    }

    /// The answer to a question.
    pub fn value(self, path: &str) -> Memo<String> {
        self.of_session(path, |session, path| session.value(path).to_owned())
    }

    /// Whether a question is asked now.
    pub fn asked(self, path: &str) -> Memo<bool> {
        self.of_session(path, |session, path| session.state().relevant(path))
    }

    /// The paths of a repeat's rows, in order.
    pub fn rows(self, path: &str) -> Memo<Vec<String>> {
        self.of_session(path, |session, path| {
            let rows = 1..=session.rows(path);
            rows.map(|row| format!("{path}[{row}]")).collect()
        })
    }

    /// Whether the repeat takes another row.
    pub fn can_add_row(self, path: &str) -> Memo<bool> {
        self.of_session(path, |session, path| session.can_add_row(path))
    }

    /// Why the answer is refused, if it is.
    pub fn refusal(self, path: &str) -> Memo<Option<InvalidAnswer>> {
        self.of_session(path, |session, path| {
            let mut invalid = session.state().invalid.iter();
            invalid.find(|bad| bad.path == path).cloned()
        })
    }

    /// Whether the answer is missing and the person has been told so.
    pub fn missing(self, path: &str) -> Memo<bool> {
        let path = path.to_owned();
        Memo::new(move |_| {
            let is_missing = |session: &Session| session.state().missing.contains(&path);
            self.show_missing.get() && self.session.with(is_missing)
        })
    }

    /// What the reviewer wrote about this question.
    pub fn note(self, path: &str) -> Memo<Option<String>> {
        self.of_extras(path, |extras, path| extras.notes.get(path).cloned())
    }

    /// The pictures, recordings or files of a question.
    pub fn pictures(self, path: &str) -> Memo<Vec<Picture>> {
        self.of_extras(path, |extras, path| {
            extras.pictures.get(path).cloned().unwrap_or_default()
        })
    }

    /// Photos a 否 still needs at this photo question: (expected, found).
    pub fn photos_short(self, path: &str) -> Memo<Option<(String, String)>> {
        self.of_extras(path, |extras, path| extras.photos_short.get(path).cloned())
    }

    /// A text that belongs to the node at this path, in the chosen language, with the answers it
    /// refers to filled in. Most texts refer to none and follow only the language.
    pub fn text(self, text: Translations, path: &str) -> Memo<String> {
        let refers = text.values().any(|wording| wording.contains("{/"));
        let path = path.to_owned();
        Memo::new(move |_| {
            let language = self.language.get();
            match refers {
                true => self
                    .session
                    .with(|session| session.text_at(&text, &language, &path)),
                false => label(&text, &language).to_owned(),
            }
        })
    }

    /// Whether the answer to this question cannot be changed now; `read_only` says whether the form
    /// has a rule about it.
    pub fn fixed(self, path: &str, read_only: bool) -> Memo<bool> {
        let path = path.to_owned();
        Memo::new(move |_| {
            self.locked.get()
                || (read_only && self.session.with(|session| session.is_read_only(&path)))
        })
    }

    /// What the form says when this answer is missing; empty where it says nothing.
    pub fn required_message(self, path: &str) -> Translations {
        self.session.with_untracked(|session| {
            let rules = session.instrument().rules.get(&template_path(path));
            rules.map_or_else(Translations::new, |rules| rules.required_message.clone())
        })
    }

    /// The choices offered now, in the order of the workbook. For lists that are drawn whole; long
    /// ones are searched ([`super::picker`]).
    pub fn offered(self, path: &str) -> Memo<Vec<Choice>> {
        self.of_session(path, |session, path| {
            session.choices(path).into_iter().cloned().collect()
        })
    }

    /// Gives an answer that is complete at once (a tap, a date).
    pub fn give(self, path: &str, value: impl Into<String>) {
        self.actions.answer.run(Answer {
            path: path.to_owned(),
            value: value.into(),
            typing: false,
        });
    }
}

/// The form's own wording of a refusal, or nothing where the screen must word it.
pub fn refusal_wording(refusal: &InvalidAnswer, language: &str) -> Option<String> {
    let wording = label(&refusal.message, language);
    let own = refusal.reason == InvalidReason::Constraint && !wording.is_empty();
    own.then(|| wording.to_owned())
}
