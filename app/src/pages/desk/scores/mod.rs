//! 评分: the tree of indicators, what is missing, what people enter for it, 试算, 初步结论 and the
//! record of changes. Not here: what it holds and saves (`board`), one indicator (`drawer`).

mod board;
mod drawer;
mod gaps;
mod overtaken;

use std::collections::{BTreeMap, BTreeSet};

use domain::desk_tables::DeskTable;
use domain::ids::IndicatorCode;
use domain::indicator::{Framework, Operand};
use domain::money::Fen;
use domain::scoring::{CONSENT_FROM, ClientConsent, ScoreChange, not_applicable_weight};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use self::board::Board;
use self::drawer::IndicatorDrawer;
use self::gaps::GapList;
use self::overtaken::OvertakenNotice;
use super::support::{busy_bar, export_link, filter, load, use_rooms, when_loaded};
use crate::components::desk::{
    ChangeReason, ConsentForm, FundForm, ScoreConfirmationNotice, ScoreHistory, ScoreTable,
    WhatIfBanner, text,
};
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;
use crate::platform::scroll_to;
use crate::state::{desk, scores};

/// `/desk/:engagement/scores`, with `?indicator=C22` for the open drawer.
#[component]
pub fn ScoresRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let loading = load(
        move || rooms.engagement.get(),
        |code| async move { Ok((desk::scores(&code).await?, desk::score_inputs(&code).await?)) },
    );
    view! {
        <h1>{t!(i18n, desk.room_scores)}</h1>
        {when_loaded(loading, move |(view_of_scores, inputs)| {
            view! { <Scores board=Board::new((view_of_scores, inputs), loading)/> }
        })}
    }
}

/// The fund figures that a framework's rules refer to, with the words of their first use.
fn fund_keys(framework: &Framework) -> Vec<(String, String)> {
    let mut keys = BTreeMap::new();
    for located in framework.indicators() {
        for binding in located.indicator.operands.values() {
            if let Operand::FundFigure { key } = &binding.from {
                keys.entry(key.clone())
                    .or_insert_with(|| binding.label.clone());
            }
        }
    }
    keys.into_iter().collect()
}

#[component]
fn Scores(board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (opened, open) = filter("indicator");
    let seen = board.real();
    show_fund_figures();
    let names = StoredValue::new(seen.source_names);
    let toggle = Callback::new(move |code: String| {
        open.run(if opened.get_untracked() == code {
            String::new()
        } else {
            code
        });
    });
    let close = Callback::new(move |()| open.run(String::new()));
    let opened_code = Signal::derive(move || Some(opened.get()).filter(|code| !code.is_empty()));
    let row_of = move |code: &str| {
        board.with_scores(|seen| {
            let mut rows = seen.sheet.rows.iter();
            rows.find(|row| row.code.as_str() == code).cloned()
        })
    };
    let stale: Vec<ScoreChange> = seen
        .confirmation
        .iter()
        .flat_map(|confirmed| confirmed.changes.iter().cloned())
        .collect();
    let missing: BTreeSet<_> = seen.gaps.iter().map(|gap| &gap.indicator).collect();
    let missing = missing.len();
    let room_href = rooms.href("").trim_end_matches('/').to_owned();
    let conclusion = match seen.plan_approved {
        true => view! {
            <ScoreConfirmationNotice
                confirmation=seen.confirmation
                total=seen.sheet.total.to_string()
                missing
                busy=board.busy
                on_open=toggle
                on_confirm=Callback::new(move |note| board.confirm(note))
            />
        }
        .into_any(),
        false => view! { <Preview/> }.into_any(),
    };
    view! {
        <OvertakenNotice board/>
        <GapList gaps=seen.gaps.clone() names=names on_open=toggle/>
        {conclusion}
        <p class="soft">
            {t!(i18n, desk.rests_on, complete = seen.complete_records,
                incomplete = seen.incomplete_records)}
        </p>
        {busy_bar(board.busy, text!(i18n, saving))}
        <Trying board on_open=toggle/>
        <Consent board/>
        <Funds board framework=seen.framework/>
        <div class="actions">{export_link(DeskTable::Scores, None)}</div>
        <div class="with-drawer">
            <ScoreTable
                sheet=seen.sheet gaps=seen.gaps stale room_href opened=opened_code on_open=toggle
            />
            {move || row_of(&opened.get()).map(|row| view! {
                <IndicatorDrawer row board on_close=close/>
            })}
        </div>
        <History on_open=toggle/>
    }
}

/// Nothing can be concluded before the plan is approved.
#[component]
fn Preview() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    view! {
        <section class="banner banner-warn" data-test="scores-preview">
            <h2><Icon name=IconName::Problem/>{t!(i18n, scores.preview_title)}</h2>
            <p>{t!(i18n, scores.preview_text)}</p>
            <A href=move || rooms.href("plan") attr:class="button">{t!(i18n, plan.room)}</A>
        </section>
    }
}

/// The way into a 试算, or what it gives beside the real scores.
#[component]
fn Trying(board: Board, on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let stop = Callback::new(move |()| board.trial.set(None));
    move || match board.trial.get() {
        None => view! {
            <div class="actions">
                <Button
                    on_click=move |()| board.try_out()
                    disabled=board.busy
                    data_test="what-if-start"
                >
                    <Icon name=IconName::Help/>{t!(i18n, scores.what_if_start)}
                </Button>
            </div>
        }
        .into_any(),
        Some(trial) => view! {
            <WhatIfBanner
                real=board.real().sheet tried=trial.seen.sheet on_open on_stop=stop
            />
        }
        .into_any(),
    }
}

/// The fund figures that the rules ask for; made anew when a 试算 begins or ends.
#[component]
fn Funds(board: Board, framework: Framework) -> impl IntoView {
    let keys = fund_keys(&framework);
    if keys.is_empty() {
        return ().into_any();
    }
    let keys = StoredValue::new(keys);
    let trying = Memo::new(move |_| board.trial.with(Option::is_some));
    let save = Callback::new(move |figures: BTreeMap<String, Fen>| {
        board.save(move |inputs| inputs.fund_figures.clone_from(&figures));
    });
    (move || {
        trying.track();
        view! {
            <FundForm
                keys=keys.get_value()
                figures=board.inputs().fund_figures
                busy=board.busy
                on_save=save
            >
                <ChangeReason reason=board.reason data_test="fund-change-reason"/>
            </FundForm>
        }
    })
    .into_any()
}

/// 委托方同意, where so much is 不适用 that it has to agree; made anew when that changes.
#[component]
fn Consent(board: Board) -> impl IntoView {
    let needed = Memo::new(move |_| {
        board.trial.track();
        let inputs = board.inputs();
        board.with_scores(|seen| {
            let weight = not_applicable_weight(&seen.framework, &inputs.not_applicable);
            let codes: BTreeSet<IndicatorCode> = inputs.not_applicable.keys().cloned().collect();
            (weight >= CONSENT_FROM).then_some((weight, codes))
        })
    });
    let save = Callback::new(move |consent: ClientConsent| {
        board.save(move |inputs| inputs.consent = Some(consent.clone()));
    });
    move || {
        let (weight, indicators) = needed.get()?;
        let consent = board.inputs().consent;
        let form = view! {
            <ConsentForm
                weight indicators consent reason=board.reason busy=board.busy on_save=save
            />
        };
        Some(form)
    }
}

/// 评分记录, asked for when somebody wants to see it.
#[component]
fn History(on_open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let shown = RwSignal::new(false);
    let lines = move || {
        let loading = load(
            move || rooms.engagement.get(),
            |code| async move { scores::score_history(&code).await },
        );
        when_loaded(
            loading,
            move |lines| view! { <ScoreHistory lines on_open/> },
        )
    };
    view! {
        <section>
            <div class="actions">
                <Button
                    on_click=move |()| shown.update(|shown| *shown = !*shown)
                    data_test="score-history-open"
                >
                    <Icon name=IconName::Clock/>{t!(i18n, scores.history_title)}
                </Button>
            </div>
            <Show when=move || shown.get()>{lines()}</Show>
        </section>
    }
}

/// `#fund-figures` in the address leads there, once the figures are on the screen.
fn show_fund_figures() {
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.get().trim_start_matches('#') == "fund-figures" {
            scroll_to("fund-figures");
        }
    });
}
