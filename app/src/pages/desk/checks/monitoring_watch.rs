//! A project's line on the ledger 重点关注台账: where it stands, its clock, every step, and the next
//! one. Not here: which step may follow (`domain::monitoring`).

use domain::monitoring::{Disposal, WatchAction, WatchLine, WatchState, WatchStep};
use domain::wire::{ActOnWatch, MonitoredLine};
use leptos::prelude::*;

use super::words::{disposal_word, watch_step_text, watch_verdict};
use crate::components::Button;
use crate::components::desk::{Judgement, TextArea};
use crate::i18n::*;

/// Everything about the ledger in the drawer of a project.
#[component]
pub fn WatchPanel(
    line: MonitoredLine,
    #[prop(into)] busy: Signal<bool>,
    on_act: Callback<ActOnWatch>,
) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let code = line.project.code.clone();
    let steps = line.watch.as_ref().map_or(0, |watch| watch.steps.len());
    let act = Callback::new(move |action: WatchAction| {
        on_act.run(ActOnWatch {
            code: code.clone(),
            steps: u32::try_from(steps).unwrap_or(u32::MAX),
            action,
            reason: reason.get_untracked(),
        });
    });
    let disabled =
        Signal::derive(move || busy.get() || reason.with(|reason| reason.trim().is_empty()));
    let actions = actions_of(line.watch.as_ref());
    let button = move |action: WatchAction| {
        let (name, word) = action_words(i18n, action);
        view! {
            <Button
                disabled on_click=move |()| act.run(action)
                data_test=format!("watch-{name}")
            >
                {move || word.get()}
            </Button>
        }
    };
    view! {
        <section class="card" data-test="watch-panel">
            <h3>{t!(i18n, checks.watch_ledger)}</h3>
            {match line.watch {
                Some(watch) => view! { <Standing watch/> }.into_any(),
                None => view! { <p class="soft">{t!(i18n, checks.watch_none)}</p> }.into_any(),
            }}
            <TextArea
                label=said!(i18n, reason) value=reason rows="2" data_test="watch-reason"
            />
            <div class="actions">{actions.into_iter().map(button).collect_view()}</div>
        </section>
    }
}

/// What may be done next; the server decides.
fn actions_of(watch: Option<&WatchLine>) -> Vec<WatchAction> {
    let open = watch.filter(|watch| watch.state != WatchState::Closed);
    let Some(watch) = open else {
        return vec![WatchAction::List];
    };
    let disposals = Disposal::ALL.map(|disposal| WatchAction::Dispose { disposal });
    let mut actions = disposals.to_vec();
    actions.push(match watch.state {
        WatchState::Paused { automatic: false } => WatchAction::Resume,
        _ => WatchAction::Pause,
    });
    if watch.disposal.is_some() {
        actions.push(WatchAction::Close);
    }
    actions
}

fn action_words(
    i18n: crate::components::desk::words::Words,
    action: WatchAction,
) -> (&'static str, Signal<String>) {
    match action {
        WatchAction::List => ("list", said!(i18n, watch_list)),
        WatchAction::Dispose { disposal } => {
            let name = match disposal {
                Disposal::Continue => "continue",
                Disposal::Reallocate => "reallocate",
                Disposal::Cancel => "cancel",
            };
            let word = Signal::derive(move || disposal_word(i18n, disposal).to_owned());
            (name, word)
        }
        WatchAction::Pause => ("pause", said!(i18n, watch_pause)),
        WatchAction::Resume => ("resume", said!(i18n, watch_resume)),
        WatchAction::Close => ("close", said!(i18n, watch_close)),
    }
}

#[component]
fn Standing(watch: WatchLine) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |step: WatchStep| view! { <li>{move || watch_step_text(i18n, &step)}</li> };
    let steps = watch.steps.clone().into_iter().map(step).collect_view();
    view! {
        <Verdict watch=watch.clone()/>
        <p class="soft">
            {t!(i18n, checks.watch_listed_on, day = watch.listed_on)}" "
            {watch.due.map(|day| t!(i18n, checks.watch_due, day = day))}
        </p>
        <p class="soft">{t!(i18n, checks.watch_days_text)}</p>
        <ol data-test="watch-steps">{steps}</ol>
    }
}

/// Where it stands, with how late it is.
#[component]
pub fn Verdict(watch: WatchLine) -> impl IntoView {
    let i18n = use_i18n();
    let state = watch.state;
    let (class, _) = watch_verdict(i18n, state);
    let word = Signal::derive(move || watch_verdict(i18n, state).1);
    let days = watch.overdue_days;
    view! {
        <Judgement class word/>
        {(days > 0).then(|| view! {
            " "<small data-test="watch-overdue">
                {t!(i18n, checks.watch_overdue_days, days = days)}
            </small>
        })}
    }
}
