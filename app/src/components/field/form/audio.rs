//! A recording: one button begins and ends it; where the browser records nothing, a file is chosen
//! that another app recorded. Not here: the microphone (`capture`).

use domain::fieldwork::AttachmentKind;
use leptos::prelude::*;

use super::file::FileControl;
use super::handle::{FormHandle, RecorderState};
use super::question::QuestionWords;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// The recordings of a question, the button, and the way over a file.
#[component]
pub fn AudioControl(words: QuestionWords, form: FormHandle) -> impl IntoView {
    let i18n = use_i18n();
    let path = words.path.clone();
    let fixed = form.fixed(&path, words.read_only);
    let own_path = StoredValue::new(path.clone());
    let is_running = move || {
        form.recorder.with(|state| {
            matches!(state, RecorderState::Running(running, _)
                if own_path.with_value(|path| path == running))
        })
    };
    let is_busy_elsewhere = move || {
        !is_running()
            && form
                .recorder
                .with(|state| matches!(state, RecorderState::Running(..)))
    };
    let is_missing = move || form.recorder.with(|state| *state == RecorderState::Missing);
    let since = move || {
        form.recorder.with(|state| match state {
            RecorderState::Running(_, at) if is_running() => at.to_clock_text(),
            _ => String::new(),
        })
    };
    let accept = "audio/*".to_owned();
    view! {
        <div class="recorder" hidden=move || fixed.get() || is_missing()>
            <button
                type="button" class="button" data-test=format!("record-{path}")
                class:button-danger=is_running disabled=is_busy_elsewhere
                on:click=move |_| form.actions.record.run(own_path.get_value())
            >
                <Icon name=IconName::Microphone/>
                {move || if is_running() {
                    t_string!(i18n, questions.record_stop)
                } else {
                    t_string!(i18n, questions.record_start)
                }}
            </button>
            <span role="status" class="recorder-since" hidden=move || !is_running()>
                {move || t_string!(i18n, questions.recording_since, at = since()).to_string()}
            </span>
        </div>
        <FileControl words kind=AttachmentKind::Audio accept form/>
    }
}
