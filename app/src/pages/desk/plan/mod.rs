//! 方案与指标: the tree of indicators with weights, rules and sources, as a local draft. Not here:
//! the draft itself (`draft`), the buttons above (`head`), what opens over the page (`dialogs`).

mod amendment;
mod dialogs;
mod draft;
mod drawer;
mod head;
mod unsaved;

use domain::indicator::{Framework, ScoringPlan, tree, validate};
use domain::problem::Problem;
use domain::wire::FrameworkView;
use leptos::prelude::*;

use self::amendment::PendingAmendment;
use self::dialogs::{Opened, PlanDialogs};
use self::draft::Draft;
use self::drawer::PlanDrawer;
use self::head::{Conflict, PlanHead};
use self::unsaved::keep_unsaved;
use super::support::{filter, load, problem_text, use_rooms, when_loaded};
use crate::components::desk::plan::{
    PlanHistory, PlanProblem, PlanProblems, PlanSettings, PlanSums, PlanTree, Sources, TreeAct,
    plan_row_id,
};
use crate::i18n::*;
use crate::platform::{focus_on, is_typing};
use crate::state::frameworks;

/// `/desk/:engagement/plan`, with `?indicator=C22` for the open drawer.
#[component]
pub fn PlanRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let loading = load(
        move || rooms.engagement.get(),
        |code| async move { frameworks::framework(&code).await },
    );
    view! {
        <h1>{t!(i18n, plan.room)}</h1>
        {when_loaded(loading, move |view: FrameworkView| {
            let draft = Draft::new(rooms.engagement.get_untracked(), view);
            view! { <Plan draft/> }
        })}
    }
}

/// What the room's parts share; `Copy`.
#[derive(Clone, Copy)]
struct Screen {
    draft: Draft,
    busy: RwSignal<bool>,
    /// Somebody else saved in between.
    conflict: RwSignal<bool>,
    /// Which dialog is open.
    dialog: RwSignal<Opened>,
    /// Code of the open row; empty when none is.
    opened: Signal<String>,
    open: Callback<String>,
    /// What was taken out last, until something else happens.
    removed: RwSignal<Option<String>>,
}

impl Screen {
    fn act(self, act: TreeAct) {
        let draft = self.draft;
        match act {
            TreeAct::Open(code) => {
                let is_open = self.opened.get_untracked() == code;
                self.open.run(if is_open { String::new() } else { code });
            }
            TreeAct::Move { code, up } => {
                if draft.edit(|framework| tree::move_by(framework, &code, up)) {
                    focus_on(&plan_row_id(&code));
                }
            }
            TreeAct::Drop { code, target } => {
                draft.edit(|framework| tree::move_to(framework, &code, &target));
            }
            TreeAct::Weigh(code, points) => {
                draft.edit(|framework| {
                    let found = tree::indicator_mut(framework, &code);
                    found.map(|indicator| indicator.weight = points).is_some()
                });
            }
            TreeAct::Remove(code) => {
                if draft.edit(|framework| tree::remove(framework, &code)) {
                    self.open.run(String::new());
                    self.removed.set(Some(code));
                }
            }
        }
    }
}

#[component]
fn Plan(draft: Draft) -> impl IntoView {
    let (opened, open) = filter("indicator");
    let sources = draft.view.with_untracked(|view| Sources {
        forms: view.forms.clone(),
        fund_figures: view.fund_figures.clone(),
        project_types: view.project_types.clone(),
    });
    let sources = StoredValue::new(sources);
    let screen = Screen {
        draft,
        busy: RwSignal::new(false),
        conflict: RwSignal::new(false),
        dialog: RwSignal::new(Opened::Nothing),
        opened,
        open,
        removed: RwSignal::new(None),
    };
    listen_to_undo(draft);
    keep_unsaved(draft);
    let framework = draft.framework;
    let plan = Memo::new(move |_| framework.with(|it| it.plan.clone()));
    let set_plan = Callback::new(move |plan: ScoringPlan| {
        draft.edit(|framework| {
            framework.plan = plan;
            true
        });
    });
    let problems = Signal::derive(move || all_problems(draft));
    let i18n = use_i18n();
    let lines = Signal::derive(move || {
        let each = problems.get().into_iter();
        each.map(|problem| PlanProblem {
            text: problem_text(i18n, &problem),
            indicator: problem.details.get("indicator").cloned(),
        })
        .collect::<Vec<_>>()
    });
    let act = Callback::new(move |act| screen.act(act));
    view! {
        <PlanHead screen problems/>
        <Conflict screen/>
        <PendingAmendment screen/>
        <PlanSums framework/>
        <PlanProblems problems=lines on_open=open/>
        <div class="with-drawer">
            <PlanTree framework sources opened on_act=act/>
            <PlanDrawer screen sources/>
        </div>
        <PlanSettings
            plan indicators=Signal::derive(move || framework.with(names_of_indicators))
            grades=Signal::derive(move || framework.with(grades_of)) on_change=set_plan
        />
        <PlanHistory
            revisions=Signal::derive(move || draft.view.with(|view| view.history.clone()))
        />
        <PlanDialogs screen/>
    }
}

/// What the draft lacks; where nothing is unsaved, also what only the server can know.
fn all_problems(draft: Draft) -> Vec<Problem> {
    let mut problems = draft.framework.with(validate);
    if !draft.is_dirty() {
        let known = draft.view.with(|view| view.problems.clone()).into_iter();
        let more: Vec<Problem> = known.filter(|it| !problems.contains(it)).collect();
        problems.extend(more);
    }
    problems
}

fn names_of_indicators(framework: &Framework) -> Vec<(String, String)> {
    let each = framework.indicators().map(|located| {
        let code = located.indicator.code.to_string();
        let words = format!("{code} {}", located.indicator.name);
        (code, words)
    });
    each.collect()
}

fn grades_of(framework: &Framework) -> Vec<String> {
    framework
        .grades()
        .into_iter()
        .map(|band| band.grade)
        .collect()
}

/// Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y); within a field they are the browser's own.
fn listen_to_undo(draft: Draft) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || is_typing(&event) {
            return;
        }
        match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => draft.undo(),
            ("z", true) | ("y", _) => draft.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || listener.remove());
}
