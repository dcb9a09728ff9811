//! What opens over the plan: a framework that ships, the library, adding by hand, why it is
//! amended, approving. Not here: the fields (`components::desk::plan`).

use domain::indicator::{Framework, LibraryItem, new_indicator, to_indicator, tree};
use domain::scoring::Points;
use domain::wire::LibraryView;
use leptos::prelude::*;

use super::Screen;
use super::draft::Answer;
use super::head::save;
use crate::components::desk::plan::{AddForm, Addition, LibraryPicker, plan_text};
use crate::components::desk::text;
use crate::components::{Button, ButtonKind, Dialog};
use crate::i18n::*;
use crate::pages::desk::support::{load, run, use_rooms, when_loaded};
use crate::state::frameworks;

/// Fewest characters of a reason for 调整方案.
const REASON_MIN: usize = 10;
/// What an added indicator weighs until somebody says so.
const FIRST_WEIGHT: Points = Points(100);

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// None.
    Nothing,
    /// 从范本开始.
    Starters,
    /// 从指标库添加.
    Library,
    /// 添加.
    Add,
    /// 调整方案: why.
    Reason,
    /// 审定.
    Approve,
}

fn levels1(framework: &Framework) -> Vec<(String, String)> {
    let each = framework.levels.iter();
    each.map(|level| (level.code.clone(), format!("{} {}", level.code, level.name)))
        .collect()
}

fn levels2(framework: &Framework) -> Vec<(String, String)> {
    let each = framework.levels.iter().flat_map(|level| &level.children);
    each.map(|level| (level.code.clone(), format!("{} {}", level.code, level.name)))
        .collect()
}

/// All of them; at most one is open.
#[component]
pub fn PlanDialogs(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let is = move |which: Opened| Signal::derive(move || screen.dialog.get() == which);
    let close = Callback::new(move |()| screen.dialog.set(Opened::Nothing));
    view! {
        <Dialog
            open=is(Opened::Starters) on_close=close title=plan_text!(i18n, from_starter)
            close_label=text!(i18n, close) data_test="plan-starter-dialog"
        >
            <Starters screen/>
        </Dialog>
        <Dialog
            open=is(Opened::Library) on_close=close title=plan_text!(i18n, from_library) wide=true
            close_label=text!(i18n, close) data_test="plan-library-dialog"
        >
            <FromLibrary screen/>
        </Dialog>
        <Dialog
            open=is(Opened::Add) on_close=close title=plan_text!(i18n, add_open)
            close_label=text!(i18n, close) data_test="plan-add-dialog"
        >
            <AddByHand screen/>
        </Dialog>
        <Dialog
            open=is(Opened::Reason) on_close=close title=plan_text!(i18n, amend)
            close_label=text!(i18n, close) data_test="plan-reason-dialog"
        >
            <Reason screen/>
        </Dialog>
        <Dialog
            open=is(Opened::Approve) on_close=close title=plan_text!(i18n, approve)
            close_label=text!(i18n, close) data_test="plan-approve-dialog"
        >
            <Approve screen/>
        </Dialog>
    }
}

#[component]
fn Starters(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let starters = screen
        .draft
        .view
        .with_untracked(|view| view.starters.clone());
    let start = move |name: String| {
        screen.dialog.set(Opened::Nothing);
        run(screen.busy, async move {
            match screen.draft.start(name).await {
                Answer::Done => {
                    screen.open.run(String::new());
                    rooms.done(t_string!(i18n, plan.started));
                }
                Answer::Overtaken => screen.conflict.set(true),
                Answer::Failed(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let items = starters.into_iter().map(|(name, title)| {
        let sent = name.clone();
        view! {
            <li>
                <Button
                    on_click=move |()| start(sent.clone()) disabled=screen.busy
                    data_test=format!("starter-{name}")
                >
                    {title}
                </Button>
            </li>
        }
    });
    view! {
        <p>{t!(i18n, plan.starter_text)}</p>
        <ul class="plan-starters">{items.collect_view()}</ul>
    }
}

#[component]
fn FromLibrary(screen: Screen) -> impl IntoView {
    let draft = screen.draft;
    let library = load(|| (), |()| frameworks::library());
    let add = Callback::new(move |(level2, items): (String, Vec<LibraryItem>)| {
        draft.edit(|framework| {
            items.iter().fold(false, |done, item| {
                let code = tree::next_indicator_code(framework, &level2);
                let indicator = code.map(|code| to_indicator(item, code, FIRST_WEIGHT));
                indicator.is_some_and(|it| tree::insert(framework, &level2, it)) || done
            })
        });
        screen.dialog.set(Opened::Nothing);
    });
    when_loaded(library, move |view: LibraryView| {
        // Where a newer version is only proposed, the adopted one is offered.
        let items = view.items.into_iter().chain(view.in_use);
        let items = items
            .filter(|item| item.state.is_selectable())
            .collect::<Vec<_>>();
        let levels2 = draft.framework.with_untracked(levels2);
        view! { <LibraryPicker items levels2 on_add=add/> }
    })
}

#[component]
fn AddByHand(screen: Screen) -> impl IntoView {
    let draft = screen.draft;
    let (ones, twos) = draft
        .framework
        .with_untracked(|framework| (levels1(framework), levels2(framework)));
    let add = Callback::new(move |addition: Addition| {
        let mut code = None;
        draft.edit(|framework| {
            code = match addition {
                Addition::Indicator { level2, name, kind } => {
                    tree::next_indicator_code(framework, &level2).and_then(|code| {
                        let opened = code.to_string();
                        let indicator = new_indicator(&name, &kind, code, FIRST_WEIGHT);
                        tree::insert(framework, &level2, indicator).then_some(opened)
                    })
                }
                Addition::Level2 { level1, name } => tree::insert_level2(framework, &level1, &name),
                Addition::Level1 { name, kind } => tree::insert_level1(framework, &name, kind),
            };
            code.is_some()
        });
        screen.dialog.set(Opened::Nothing);
        if let Some(code) = code {
            screen.open.run(code);
        }
    });
    view! { <AddForm levels1=ones levels2=twos on_add=add/> }
}

#[component]
fn Reason(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let reason = RwSignal::new(String::new());
    let length = move || reason.with(|text| text.trim().chars().count());
    let short = Signal::derive(move || length() < REASON_MIN || screen.busy.get());
    let send = move |()| {
        screen.dialog.set(Opened::Nothing);
        save(
            i18n,
            rooms,
            screen,
            reason.get_untracked().trim().to_owned(),
        );
    };
    view! {
        <div class="form">
            <p>{t!(i18n, plan.amend_text)}</p>
            <label class="field">
                <span>{t!(i18n, plan.reason)}</span>
                <textarea
                    rows="3" data-test="plan-reason" prop:value=move || reason.get()
                    on:input:target=move |event| reason.set(event.target().value())
                ></textarea>
                <small>
                    {move || t_string!(
                        i18n, plan.reason_hint, found = length(), least = REASON_MIN
                    ).to_string()}
                </small>
            </label>
            <Button
                kind=ButtonKind::Primary on_click=send disabled=short data_test="plan-amend"
            >
                {t!(i18n, plan.amend)}
            </Button>
        </div>
    }
}

#[component]
fn Approve(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let approve = move |()| {
        screen.dialog.set(Opened::Nothing);
        run(screen.busy, async move {
            match screen.draft.approve(None).await {
                Answer::Done => rooms.done(t_string!(i18n, plan.approved_now)),
                Answer::Overtaken => screen.conflict.set(true),
                Answer::Failed(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    view! {
        <p>{t!(i18n, plan.approve_text)}</p>
        <div class="actions">
            <Button
                kind=ButtonKind::Primary on_click=approve data_test="plan-approve-confirm"
                disabled=screen.busy
            >
                {t!(i18n, plan.approve)}
            </Button>
            <Button
                on_click=move |()| screen.dialog.set(Opened::Nothing)
                data_test="plan-approve-cancel"
            >
                {t!(i18n, desk.cancel)}
            </Button>
        </div>
    }
}
