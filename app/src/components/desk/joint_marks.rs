//! 定性分档 by two people: both marks side by side, my own, and the decision where they are too far
//! apart. Not here: averaging and what is too far (`domain::scoring`), who I am (the page).

use domain::ids::AccountId;
use domain::indicator::LevelBand;
use domain::scoring::exact::{ExactNumber, percent_text, short_percent};
use domain::scoring::rules::{LevelRange, default_levels};
use domain::scoring::{JointDecision, ScorerMark};
use domain::wire::MarkAction;
use leptos::prelude::*;

use super::mark_editor::{exact, exact_text};
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;

/// `levels` are the rule's own, else the usual three; `apart` and `outdated` (the levels no longer
/// hold a mark) are what the score sheet says.
#[component]
pub fn JointMarks(
    levels: Vec<LevelBand>,
    marks: Vec<ScorerMark>,
    decision: Option<JointDecision>,
    apart: bool,
    outdated: bool,
    me: Option<AccountId>,
    #[prop(into)] busy: Signal<bool>,
    on_act: Callback<MarkAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let levels = ranges(&levels);
    let own = marks.iter().find(|mark| Some(&mark.scorer) == me.as_ref());
    let full = marks.len() >= 2 && own.is_none() && !outdated;
    let settled = decision.is_some() && !outdated;
    let withdraw = (own.is_some() && !settled).then(|| view! { <Withdrawal busy on_act/> });
    let first = own.map(|mark| {
        (
            mark.level.clone(),
            exact_text(&mark.pct),
            mark.reason.clone(),
        )
    });
    let decided = decision.clone();
    let to_decide = apart || decision.is_some();
    let first_decision = decision.map(|it| (it.level, exact_text(&it.pct), it.reason));
    let give = Callback::new(move |(level, pct, reason)| {
        on_act.run(MarkAction::Give {
            level,
            pct,
            reason,
            replace: false,
        });
    });
    let decide = Callback::new(move |(level, pct, reason)| {
        on_act.run(MarkAction::Decide { level, pct, reason });
    });
    let decision_levels = levels.clone();
    let own_form = if settled {
        view! { <p class="soft">{t!(i18n, scores.joint_settled)}</p> }.into_any()
    } else if full {
        view! { <p class="soft">{t!(i18n, scores.joint_full)}</p> }.into_any()
    } else {
        view! {
            <h4>{t!(i18n, scores.joint_mine)}</h4>
            <JudgementForm
                levels
                first=first.unwrap_or_default()
                busy
                names=GIVE
                kind=if to_decide { ButtonKind::Secondary } else { ButtonKind::Primary }
                on_done=give
            >
                {t!(i18n, scores.joint_give)}
            </JudgementForm>
        }
        .into_any()
    };
    view! {
        <MarksTable marks=marks.clone()/>
        <Difference marks apart=to_decide/>
        {decided.map(|decision| view! { <Decided decision/> })}
        {to_decide.then(|| view! {
            <h4>{t!(i18n, scores.joint_decision)}</h4>
            <JudgementForm
                levels=decision_levels
                first=first_decision.unwrap_or_default()
                busy
                names=DECIDE
                kind=ButtonKind::Primary
                on_done=decide
            >
                {t!(i18n, scores.joint_decide)}
            </JudgementForm>
        })}
        {own_form}
        {withdraw}
    }
}

/// Taking one's own mark back, with a reason.
#[component]
fn Withdrawal(busy: Signal<bool>, on_act: Callback<MarkAction>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let withdraw = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        on_act.run(MarkAction::Withdraw { reason });
    };
    view! {
        <details>
            <summary data-test="joint-withdraw-open">{t!(i18n, scores.joint_withdraw)}</summary>
            <label class="field">
                <span>{t!(i18n, desk.reason)}</span>
                <input
                    type="text"
                    data-test="joint-withdraw-reason"
                    prop:value=move || reason.get()
                    on:input:target=move |event| reason.set(event.target().value())
                />
            </label>
            <Button
                on_click=withdraw
                disabled=Signal::derive(move || busy.get() || reason.get().trim().is_empty())
                data_test="joint-withdraw"
            >
                {t!(i18n, scores.joint_withdraw)}
            </Button>
        </details>
    }
}

/// The rule's levels as ranges.
fn ranges(levels: &[LevelBand]) -> Vec<LevelRange> {
    if levels.is_empty() {
        return default_levels();
    }
    let range = |level: &LevelBand| LevelRange {
        name: level.name.clone(),
        min: level.min.0.clone(),
        max: level.max.0.clone(),
        max_inclusive: level.max_inclusive,
    };
    levels.iter().map(range).collect()
}

#[component]
fn MarksTable(marks: Vec<ScorerMark>) -> impl IntoView {
    let i18n = use_i18n();
    if marks.is_empty() {
        return view! { <p class="soft">{t!(i18n, scores.joint_none)}</p> }.into_any();
    }
    let columns = marks
        .into_iter()
        .map(|mark| {
            view! {
                <section class="joint-mark" data-test="joint-mark">
                    <h4>{mark.name}</h4>
                    <p>
                        {mark.level}" "
                        <span class="code">{short_percent(&mark.pct.0)}</span>
                    </p>
                    <p class="soft">{mark.reason}</p>
                </section>
            }
        })
        .collect_view();
    view! { <div class="joint-marks" data-test="joint-marks">{columns}</div> }.into_any()
}

/// How far two marks are from each other, in % of the weight.
#[component]
fn Difference(marks: Vec<ScorerMark>, apart: bool) -> impl IntoView {
    let i18n = use_i18n();
    let [one, two] = marks.as_slice() else {
        let missing = !marks.is_empty();
        return missing
            .then(|| view! { <p class="soft">{t!(i18n, scores.joint_waiting)}</p> })
            .into_any();
    };
    let (one, two) = (&one.pct.0, &two.pct.0);
    let percent = percent_text(&if one > two { one - two } else { two - one });
    let (class, icon) = match apart {
        true => ("verdict verdict-warn", IconName::Problem),
        false => ("verdict verdict-good", IconName::Done),
    };
    view! {
        <p class=class data-test="joint-difference">
            <Icon name=icon/>
            <span>
                {t!(i18n, scores.joint_difference, percent = percent)}" "
                {move || match apart {
                    true => t_string!(i18n, scores.joint_apart),
                    false => t_string!(i18n, scores.joint_close),
                }}
            </span>
        </p>
    }
    .into_any()
}

#[component]
fn Decided(decision: JointDecision) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="joint-mark" data-test="joint-decided">
            <h4>{t!(i18n, scores.joint_decided, name = decision.name)}</h4>
            <p>
                {decision.level}" "
                <span class="code">{short_percent(&decision.pct.0)}</span>
            </p>
            <p class="soft">{decision.reason}</p>
        </section>
    }
}

/// The `data-test` names of a form: level, share, reason, button.
type Names = [&'static str; 4];
const GIVE: Names = ["joint-level", "joint-pct", "joint-reason", "joint-give"];
const DECIDE: Names = [
    "joint-decide-level",
    "joint-decide-pct",
    "joint-decide-reason",
    "joint-decide",
];

/// A level, a share within it, and why; `first` is what stands so far.
#[component]
fn JudgementForm(
    levels: Vec<LevelRange>,
    first: (String, String, String),
    busy: Signal<bool>,
    names: Names,
    kind: ButtonKind,
    on_done: Callback<(String, ExactNumber, String)>,
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let level = RwSignal::new(first.0);
    let pct = RwSignal::new(first.1);
    let reason = RwSignal::new(first.2);
    let options = levels
        .into_iter()
        .map(|range| {
            let label = format!(
                "{}（{} – {}）",
                range.name,
                short_percent(&range.min),
                short_percent(&range.max)
            );
            let chosen = level.get_untracked() == range.name;
            view! { <option value=range.name selected=chosen>{label}</option> }
        })
        .collect_view();
    let judged = move || {
        let (level, reason) = (level.get(), reason.get().trim().to_owned());
        let pct = exact(&pct.get())?;
        (!level.is_empty() && !reason.is_empty()).then_some((level, pct, reason))
    };
    let done = move |()| {
        if let Some(judged) = judged() {
            on_done.run(judged);
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, desk.level)}</span>
            <select
                data-test=names[0]
                on:change:target=move |event| level.set(event.target().value())
            >
                <option value="">{t!(i18n, scores.choose)}</option>
                {options}
            </select>
        </label>
        <label class="field">
            <span>{t!(i18n, desk.level_pct)}</span>
            <input
                type="text"
                inputmode="decimal"
                data-test=names[1]
                prop:value=move || pct.get()
                on:input:target=move |event| pct.set(event.target().value())
            />
            <small>{t!(i18n, desk.level_pct_hint)}</small>
        </label>
        <label class="field">
            <span>{t!(i18n, desk.reason)}</span>
            <textarea
                rows="3"
                data-test=names[2]
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            ></textarea>
        </label>
        <Button
            kind
            on_click=done
            disabled=Signal::derive(move || busy.get() || judged().is_none())
            data_test=names[3]
        >
            {children()}
        </Button>
    }
}
