//! 待批准修订: what would change, by whom and why, for whoever decides. Not here: deciding (the
//! buttons of `head`, the server).

use domain::indicator::{DifferenceKind, FrameworkDifference};
use domain::wire::FrameworkState;
use leptos::prelude::*;

use super::Screen;
use super::draft::Answer;
use crate::components::desk::words::Words;
use crate::components::{Button, ButtonKind, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::support::{run, use_rooms};

/// Fewest characters of why it is not approved.
const REASON_MIN: usize = 10;

fn line(i18n: Words, difference: &FrameworkDifference) -> String {
    let weight = |points: Option<domain::scoring::Points>| {
        points.map(|points| points.to_string()).unwrap_or_default()
    };
    let words = match difference.kind {
        DifferenceKind::Added => t_string!(i18n, plan.differs_added),
        DifferenceKind::Removed => t_string!(i18n, plan.differs_removed),
        DifferenceKind::Weight => t_string!(i18n, plan.weight),
        DifferenceKind::Rule => t_string!(i18n, plan.differs_rule),
        DifferenceKind::Sources => t_string!(i18n, plan.differs_sources),
        DifferenceKind::Words => t_string!(i18n, plan.differs_words),
        DifferenceKind::Place => t_string!(i18n, plan.differs_place),
        DifferenceKind::Plan => t_string!(i18n, plan.differs_plan),
    };
    let (code, name) = (&difference.code, &difference.name);
    let line = match difference.kind {
        DifferenceKind::Weight => {
            let (before, after) = (weight(difference.before), weight(difference.after));
            format!("{code} {name} {words} {before} → {after}")
        }
        DifferenceKind::Added => {
            format!("{code} {name} {words} {}", weight(difference.after))
        }
        DifferenceKind::Removed => {
            format!("{code} {name} {words} {}", weight(difference.before))
        }
        _ => format!("{code} {name} {words}"),
    };
    line.trim().to_owned()
}

/// Shown while an amendment waits.
#[component]
pub fn PendingAmendment(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let state = Memo::new(move |_| screen.draft.view.with(|view| view.state.clone()));
    move || {
        let FrameworkState::AmendmentPending {
            name,
            at,
            reason,
            differences,
            ..
        } = state.get()
        else {
            return ().into_any();
        };
        let lines = differences.into_iter().map(|difference| {
            view! { <li>{move || line(i18n, &difference)}</li> }
        });
        let at = at.to_minute_text();
        view! {
            <section class="banner banner-warn" data-test="plan-amendment">
                <h2><Icon name=IconName::Problem/>{t!(i18n, plan.amendment_title)}</h2>
                <p>{t!(i18n, plan.amendment_by, name = name, at = at)}</p>
                <p class="break">{reason}</p>
                <ul data-test="plan-differences">{lines.collect_view()}</ul>
                <Decline screen/>
            </section>
        }
        .into_any()
    }
}

/// 不同意, with a reason; what is in force stays.
#[component]
fn Decline(screen: Screen) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let reason = RwSignal::new(String::new());
    let length = move || reason.with(|text| text.trim().chars().count());
    let short = Signal::derive(move || length() < REASON_MIN || screen.busy.get());
    let decline = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        run(screen.busy, async move {
            match screen.draft.approve(Some(reason)).await {
                Answer::Done => rooms.done(t_string!(i18n, plan.declined_now)),
                Answer::Overtaken => screen.conflict.set(true),
                Answer::Failed(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    view! {
        <details>
            <summary>{t!(i18n, plan.decline)}</summary>
            <div class="form">
                <label class="field">
                    <span>{t!(i18n, plan.reason)}</span>
                    <textarea
                        rows="2" data-test="plan-decline-reason" prop:value=move || reason.get()
                        on:input:target=move |event| reason.set(event.target().value())
                    ></textarea>
                    <small>
                        {move || t_string!(
                            i18n, plan.reason_hint, found = length(), least = REASON_MIN
                        ).to_string()}
                    </small>
                </label>
                <Button
                    kind=ButtonKind::Danger on_click=decline disabled=short
                    data_test="plan-decline"
                >
                    {t!(i18n, plan.decline)}
                </Button>
            </div>
        </details>
    }
}
