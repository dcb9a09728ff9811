//! Above the tree: where the plan stands, whether it is saved, and what can be done with it. Not
//! here: the dialogs behind the buttons (`dialogs`).

use domain::problem::Problem;
use domain::wire::FrameworkState;
use leptos::prelude::*;

use super::Screen;
use super::dialogs::Opened;
use super::draft::Answer;
use crate::components::desk::plan::{TreeAct, state_line};
use crate::components::desk::text;
use crate::components::desk::words::Words;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{Rooms, busy_bar, run, use_rooms};

/// Saves; `reason` is needed once the plan was approved.
pub fn save(i18n: Words, rooms: Rooms, screen: Screen, reason: String) {
    run(screen.busy, async move {
        match screen.draft.save(reason).await {
            Answer::Done => {
                screen.conflict.set(false);
                screen.removed.set(None);
                rooms.done(match screen.draft.is_approved() {
                    true => t_string!(i18n, plan.proposed_now),
                    false => t_string!(i18n, plan.saved_now),
                });
            }
            Answer::Overtaken => screen.conflict.set(true),
            Answer::Failed(failure) => rooms.fail(i18n, &failure),
        }
    });
}

fn is_warning(problem: &Problem) -> bool {
    let severity = problem.details.get("severity");
    severity.is_some_and(|it| it == "warning")
}

/// State, save bar, buttons.
#[component]
pub fn PlanHead(screen: Screen, #[prop(into)] problems: Signal<Vec<Problem>>) -> impl IntoView {
    let i18n = use_i18n();
    let draft = screen.draft;
    let approved = Memo::new(move |_| draft.is_approved());
    let dirty = Memo::new(move |_| draft.is_dirty());
    let state = move || draft.view.with(|view| state_line(i18n, &view.state));
    let may_approve = Memo::new(move |_| draft.view.with(|view| view.may_approve));
    // Warnings hinder nobody.
    let sound = move || problems.with(|all| all.iter().all(is_warning));
    let ready = move || !dirty.get() && sound() && !screen.busy.get();
    let rooms = use_rooms();
    let press = move |()| match approved.get_untracked() {
        true => screen.dialog.set(Opened::Reason),
        false => save(i18n, rooms, screen, String::new()),
    };
    view! {
        <p class="plan-state" data-test="plan-state">
            <Icon name=IconName::Note/>{state}
        </p>
        <div class="save-bar" class:save-bar-dirty=move || dirty.get()>
            <span role="status" data-test="plan-saved">
                {move || match dirty.get() {
                    true => t_string!(i18n, plan.unsaved),
                    false => t_string!(i18n, plan.saved),
                }}
            </span>
            <Button
                on_click=move |()| draft.undo() data_test="plan-undo"
                disabled=Signal::derive(move || !draft.can_undo())
            >
                {t!(i18n, plan.undo)}
            </Button>
            <Button
                on_click=move |()| draft.redo() data_test="plan-redo"
                disabled=Signal::derive(move || !draft.can_redo())
            >
                {t!(i18n, plan.redo)}
            </Button>
            <Button
                kind=ButtonKind::Primary on_click=press data_test="plan-save"
                disabled=Signal::derive(move || !dirty.get() || screen.busy.get())
            >
                {move || match approved.get() {
                    true => t_string!(i18n, plan.amend),
                    false => t_string!(i18n, plan.save),
                }}
            </Button>
            <Show when=move || may_approve.get()>
                <Button
                    on_click=move |()| screen.dialog.set(Opened::Approve)
                    data_test="plan-approve" disabled=Signal::derive(move || !ready())
                >
                    {t!(i18n, plan.approve)}
                </Button>
            </Show>
        </div>
        {busy_bar(screen.busy, text!(i18n, saving))}
        <PlanTools screen/>
    }
}

/// Adding, moving, taking out: for who uses the mouse.
#[component]
fn PlanTools(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let is_draft = Memo::new(move |_| {
        let view = screen.draft.view;
        view.with(|view| matches!(view.state, FrameworkState::Draft))
    });
    let open = move |dialog: Opened| move |()| screen.dialog.set(dialog);
    let none = Signal::derive(move || screen.opened.with(String::is_empty));
    let step = move |up: bool| {
        move |()| {
            let code = screen.opened.get_untracked();
            screen.act(TreeAct::Move { code, up });
        }
    };
    let remove = move |()| screen.act(TreeAct::Remove(screen.opened.get_untracked()));
    let take_back = move |()| {
        screen.draft.undo();
        screen.removed.set(None);
    };
    view! {
        <div class="actions">
            <Button on_click=open(Opened::Add) data_test="plan-add">
                <Icon name=IconName::Add/>{t!(i18n, plan.add_open)}
            </Button>
            <Button on_click=open(Opened::Library) data_test="plan-from-library">
                {t!(i18n, plan.from_library)}
            </Button>
            <Show when=move || is_draft.get()>
                <Button on_click=open(Opened::Starters) data_test="plan-from-starter">
                    {t!(i18n, plan.from_starter)}
                </Button>
            </Show>
            <Button on_click=step(true) disabled=none data_test="plan-up">
                <Icon name=IconName::Up/>{t!(i18n, plan.up)}
            </Button>
            <Button on_click=step(false) disabled=none data_test="plan-down">
                <Icon name=IconName::Down/>{t!(i18n, plan.down)}
            </Button>
            <Button
                kind=ButtonKind::Danger on_click=remove disabled=none data_test="plan-remove"
            >
                {t!(i18n, plan.remove)}
            </Button>
        </div>
        <p class="soft">{t!(i18n, plan.keys)}</p>
        {move || screen.removed.get().map(|code| view! {
            <p class="banner" role="status" data-test="plan-removed">
                {t_string!(i18n, plan.removed, code = code.clone()).to_string()}" "
                <Button on_click=take_back data_test="plan-undo-remove">
                    {t!(i18n, plan.undo)}
                </Button>
            </p>
        })}
    }
}

/// Somebody else saved in between: what happened, what is safe, what can be done.
#[component]
pub fn Conflict(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let reload = move |()| {
        run(screen.busy, async move {
            match screen.draft.reload().await {
                Answer::Done | Answer::Overtaken => screen.conflict.set(false),
                Answer::Failed(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    view! {
        <Show when=move || screen.conflict.get()>
            <section class="banner banner-warn" role="alert" data-test="plan-conflict">
                <h2><Icon name=IconName::Problem/>{t!(i18n, plan.conflict)}</h2>
                <p>{t!(i18n, plan.conflict_text)}</p>
                <div class="actions">
                    <Button on_click=reload disabled=screen.busy data_test="plan-reload">
                        {t!(i18n, plan.reload)}
                    </Button>
                    <Button
                        on_click=move |()| screen.conflict.set(false) data_test="plan-keep"
                    >
                        {t!(i18n, plan.keep_mine)}
                    </Button>
                </div>
            </section>
        </Show>
    }
}
