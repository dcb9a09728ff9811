//! 导出: documents that the server draws. A drawing goes on when the room is left, and is found
//! again; it tells when it is done. Not here: the Word document at once (`toolbar`).

use domain::wire::{RenderRequest, RenderState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::Draft;
use crate::components::ToastKind;
use crate::components::desk::report::{
    ExportChoice, ExportLine, ExportList, Exports, TemplateForm,
};
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, problem_text, run};
use crate::platform::{chosen_file, preference, set_preference, sleep};
use crate::state::{Failure, reports};

/// Between two questions how far it is.
const INTERVAL_MS: i32 = 1_000;

/// A drawing that was asked for: its job, file and edition.
type Asked = (String, String, String);

/// The drawings of one engagement that this device knows; `Copy`.
#[derive(Clone, Copy)]
struct Drawings {
    draft: Draft,
    lines: RwSignal<Vec<ExportLine>>,
}

impl Drawings {
    fn new(draft: Draft) -> Self {
        let drawings = Self {
            draft,
            lines: RwSignal::new(Vec::new()),
        };
        let kept = preference(&kept_name(&draft.code())).unwrap_or_default();
        let kept: Vec<Asked> = serde_json::from_str(&kept).unwrap_or_default();
        for asked in kept {
            drawings.follow(asked, RenderState::Waiting);
        }
        drawings
    }

    fn keep(self) {
        let asked = self.lines.with_untracked(|lines| {
            let lines = lines.iter();
            lines
                .map(|line| (line.id.clone(), line.file.clone(), line.edition.clone()))
                .collect::<Vec<Asked>>()
        });
        let text = serde_json::to_string(&asked).unwrap_or_default();
        set_preference(&kept_name(&self.draft.code()), &text);
    }

    fn forget(self, id: &str) {
        self.lines
            .update(|lines| lines.retain(|line| line.id != id));
        self.keep();
    }

    fn ask(self, choice: ExportChoice, number: String, busy: RwSignal<bool>) {
        let (file, edition) = choice.request();
        let request = RenderRequest {
            file: file.to_owned(),
            edition: edition.to_owned(),
            number,
        };
        run(busy, async move {
            match reports::render(&self.draft.code(), &request).await {
                Ok(job) => {
                    self.follow((job.id, request.file, request.edition), job.state);
                    self.keep();
                }
                Err(failure) => self.draft.fail(&failure),
            }
        });
    }

    /// Asks every second until it is done; also after the room was left.
    fn follow(self, asked: Asked, state: RenderState) {
        let (id, file, edition) = asked;
        let (code, rooms, words) = (self.draft.code(), self.draft.rooms, self.draft.words);
        let line = ExportLine {
            url: reports::rendered_url(&code, &id, &file),
            id: id.clone(),
            file: file.clone(),
            edition,
            state: state.clone(),
            failure: String::new(),
        };
        self.lines.update(|lines| {
            lines.retain(|other| other.id != line.id);
            lines.insert(0, line);
        });
        spawn_local(async move {
            let mut state = state;
            let mut asked_for = false;
            while matches!(state, RenderState::Waiting | RenderState::Working { .. }) {
                if asked_for {
                    sleep(INTERVAL_MS).await;
                }
                asked_for = true;
                match reports::rendering(&code, &id).await {
                    Ok(job) => state = job.state,
                    // Without a network it goes on there; the next question may get through.
                    Err(Failure::Offline) => sleep(INTERVAL_MS).await,
                    Err(Failure::Problems(problems)) => {
                        let problem = problems.into_iter().next();
                        let Some(problem) = problem else { return };
                        state = RenderState::Failed { problem };
                    }
                    Err(_) => return,
                }
                self.show(&id, &state);
            }
            if matches!(state, RenderState::Done { .. }) && !self.show(&id, &state) {
                tell(
                    rooms,
                    t_string!(words, reports.drawn, file = file).to_string(),
                );
            }
        });
    }

    /// Whether the room is still there to show it.
    fn show(self, id: &str, state: &RenderState) -> bool {
        let words = self.draft.words;
        let shown = self.lines.try_update(|lines| {
            if let Some(line) = lines.iter_mut().find(|line| line.id == id) {
                line.state = state.clone();
                if let RenderState::Failed { problem } = state {
                    line.failure = problem_text(words, problem);
                }
            }
        });
        shown.is_some()
    }
}

fn kept_name(engagement: &str) -> String {
    format!("report-renders/{engagement}")
}

/// Said wherever in the engagement the person is meanwhile.
fn tell(rooms: Rooms, words: String) {
    if !rooms.message.is_disposed() {
        rooms.message.set(Some((ToastKind::Good, words)));
    }
}

/// What can be drawn, what is being drawn, and the template.
#[component]
pub fn ExportPanel(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let drawings = Drawings::new(draft);
    let busy = RwSignal::new(false);
    let number = RwSignal::new(String::new());
    let numbers = Memo::new(move |_| {
        let report = draft.report();
        report
            .issued
            .iter()
            .map(|it| it.number.clone())
            .collect::<Vec<_>>()
    });
    let template = Memo::new(move |_| draft.report().template.clone());
    let choose = Callback::new(move |choice: ExportChoice| {
        drawings.ask(choice, number.get_untracked(), busy);
    });
    let forget = Callback::new(move |id: String| drawings.forget(&id));
    let put = Callback::new(move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            let said = t_string!(i18n, reports.template_saved);
            let change =
                async move { reports::put_template(&draft.code(), &file.name, file.bytes).await };
            draft.send(change, said, || {});
        });
    });
    let remove = Callback::new(move |()| {
        let said = t_string!(i18n, reports.template_removed);
        draft.send(
            async move { reports::delete_template(&draft.code()).await },
            said,
            || {},
        );
    });
    view! {
        <details class="panel" data-test="exports">
            <summary>{t!(i18n, reports.exports)}</summary>
            <div class="export-body">
                <Exports numbers number busy on_choose=choose/>
                <TemplateForm name=template busy=draft.busy on_file=put on_remove=remove/>
            </div>
        </details>
        <ExportList lines=drawings.lines on_forget=forget/>
    }
}
