//! One indicator beside the table: why it has its score, 不适用, and the editor that fits its rule.
//! Not here: saving (`board`).

use domain::indicator::{Indicator, Rule};
use domain::scoring::{DeskMark, GapCode, ScoreRow};
use domain::wire::MarkAction;
use leptos::prelude::*;

use super::board::Board;
use crate::components::Drawer;
use crate::components::desk::{
    ChangeReason, ChangedSince, JointMarks, ManualConfirm, MarkEditor, NotApplicableForm,
    ScoreDetail, UnmetElements, text,
};
use crate::i18n::*;
use crate::pages::desk::support::use_rooms;

/// `row` is the one in hand: the tried one while trying.
#[component]
pub fn IndicatorDrawer(row: ScoreRow, board: Board, on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let code = row.code.clone();
    let title = format!("{} {}", row.code, row.name);
    let applies = row.not_applicable.is_none();
    let (indicator, names) = board.with_scores(|seen| {
        let located = seen.framework.indicator(&code);
        let indicator = located.map(|located| located.indicator.clone());
        (indicator, StoredValue::new(seen.source_names.clone()))
    });
    let editor = indicator.filter(|_| applies).map(|indicator| {
        view! { <IndicatorEditor indicator board/> }
    });
    let not_applicable = board.inputs().not_applicable.get(&code).cloned();
    let change = board.changed_since(&code);
    let save = move |reason| board.save_not_applicable(&code, reason);
    let room = rooms.href("");
    view! {
        <Drawer
            title=Signal::derive(move || title.clone())
            close_label=text!(i18n, close)
            on_close=on_close
            data_test="score-drawer"
        >
            {change.map(|change| view! { <ChangedSince change/> })}
            <ScoreDetail row names room_href=room.trim_end_matches('/').to_owned()/>
            {editor}
            <section class="mark-editor">
                <h3>{t!(i18n, scores.na_state)}</h3>
                <NotApplicableForm
                    reason=not_applicable busy=board.busy on_save=Callback::new(save)
                />
            </section>
        </Drawer>
    }
}

#[component]
fn IndicatorEditor(indicator: Indicator, board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let code = indicator.code.clone();
    let mark = board.mark(&code);
    let two = board.with_scores(|seen| seen.framework.plan.needs_two_scorers());
    if let (true, Rule::GradeLevel { .. }) = (two, &indicator.rule) {
        return view! { <JointEditor indicator mark board/> }.into_any();
    }
    let second = match &mark {
        Some(DeskMark::Manual {
            entered_by,
            confirmed_by,
            ..
        }) => Some((entered_by.clone(), confirmed_by.clone())),
        _ => None,
    };
    let second = second.map(|(entered_by, confirmed_by)| {
        let code = code.clone();
        let confirm = Callback::new(move |()| {
            let reason = board.reason.get_untracked().trim().to_owned();
            board.act(&code, MarkAction::Confirm { reason });
        });
        view! {
            <ManualConfirm
                entered_by confirmed_by me=board.me() busy=board.busy on_confirm=confirm
            />
        }
    });
    let room = use_rooms().href("");
    let room_href = room.trim_end_matches('/').to_owned();
    let save = Callback::new(move |mark: DeskMark| board.save_mark(&code, mark));
    view! {
        <section class="mark-editor">
            <h3>{t!(i18n, desk.desk_mark)}</h3>
            <ChangeReason reason=board.reason data_test="mark-change-reason"/>
            {second}
            <MarkEditor
                indicator=indicator.clone() mark=mark.clone() busy=board.busy on_save=save
            />
            <UnmetElements indicator mark room_href/>
        </section>
    }
    .into_any()
}

#[component]
fn JointEditor(indicator: Indicator, mark: Option<DeskMark>, board: Board) -> impl IntoView {
    let i18n = use_i18n();
    let code = indicator.code;
    let levels = match indicator.rule {
        Rule::GradeLevel { levels } => levels,
        _ => Vec::new(),
    };
    let (marks, decision) = match mark {
        Some(DeskMark::Joint { marks, decision }) => (marks, decision),
        _ => Default::default(),
    };
    let has_gap = |wanted: GapCode| {
        board.with_scores(|seen| {
            let mut gaps = seen.gaps.iter();
            gaps.any(|gap| gap.indicator == code && gap.code == wanted.as_str())
        })
    };
    let apart = has_gap(GapCode::ScorersApart);
    let outdated = has_gap(GapCode::PctOutOfLevel);
    let act = Callback::new(move |action: MarkAction| board.act(&code, action));
    view! {
        <section class="mark-editor">
            <h3>{t!(i18n, scores.joint_title)}</h3>
            <JointMarks
                levels marks decision apart outdated me=board.me() busy=board.busy on_act=act
            />
        </section>
    }
}
