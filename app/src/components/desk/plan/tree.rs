//! The indicator tree as a table whose weights are edited in the cell. Alt with ↑ and ↓ moves a
//! row, its handle can be dragged, Enter opens it. Not here: what a move does
//! (`domain::indicator::tree`).

use domain::indicator::{Framework, Indicator};
use domain::scoring::Points;
use leptos::prelude::*;

use super::fields::WeightField;
use super::plan_text;
use super::sources::{BindingState, Sources};
use super::words::{evidence_word, kind_word};
use crate::components::{Icon, IconName, TableFrame};
use crate::i18n::*;
use crate::platform::is_typing;

/// What is done with a row, each with its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeAct {
    /// Opens or closes its drawer.
    Open(String),
    /// One step up or down.
    Move {
        /// Which.
        code: String,
        /// Up, else down.
        up: bool,
    },
    /// To the place of another row.
    Drop {
        /// Which.
        code: String,
        /// Onto which.
        target: String,
    },
    /// Another weight.
    Weigh(String, Points),
    /// Out of the plan.
    Remove(String),
}

/// One line of the table: what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    level: u8,
    code: String,
}

fn lines(framework: &Framework) -> Vec<Line> {
    let line = |level, code: &str| Line {
        level,
        code: code.to_owned(),
    };
    let mut lines = Vec::new();
    for level1 in &framework.levels {
        lines.push(line(1, &level1.code));
        for level2 in &level1.children {
            lines.push(line(2, &level2.code));
            let indicators = level2.indicators.iter();
            lines.extend(indicators.map(|it| line(3, it.code.as_str())));
        }
    }
    lines
}

/// The row's id, for the focus after a move.
pub fn plan_row_id(code: &str) -> String {
    format!("plan-row-{code}")
}

/// The table.
#[component]
pub fn PlanTree(
    #[prop(into)] framework: Signal<Framework>,
    sources: StoredValue<Sources>,
    #[prop(into)] opened: Signal<String>,
    on_act: Callback<TreeAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = Memo::new(move |_| framework.with(lines));
    let dragged = RwSignal::new(None::<String>);
    let total = move || framework.with(Framework::total_weight).to_string();
    view! {
        <TableFrame caption=plan_text!(i18n, tree) data_test="plan-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, plan.code)}</th>
                    <th scope="col">{t!(i18n, plan.name)}</th>
                    <th scope="col" class="number">{t!(i18n, plan.weight)}</th>
                    <th scope="col">{t!(i18n, plan.rule)}</th>
                    <th scope="col">{t!(i18n, plan.evidence)}</th>
                    <th scope="col">{t!(i18n, plan.source)}</th>
                </tr>
            </thead>
            <tbody>
                <For each=move || rows.get() key=|line| line.clone() let:line>
                    <Row line framework sources opened dragged on_act/>
                </For>
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">{t!(i18n, plan.total)}</th>
                    <td class="number">{total}</td>
                    <td colspan="3"></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

/// What the keys do on a row that has the focus itself.
fn row_key(event: &leptos::ev::KeyboardEvent, code: &str, is_leaf: bool) -> Option<TreeAct> {
    if is_typing(event) {
        return None;
    }
    let code = code.to_owned();
    match (event.key().as_str(), event.alt_key()) {
        ("ArrowUp", true) => Some(TreeAct::Move { code, up: true }),
        ("ArrowDown", true) => Some(TreeAct::Move { code, up: false }),
        ("Delete", false) if is_leaf => Some(TreeAct::Remove(code)),
        _ => None,
    }
}

#[component]
fn Row(
    line: Line,
    framework: Signal<Framework>,
    sources: StoredValue<Sources>,
    opened: Signal<String>,
    dragged: RwSignal<Option<String>>,
    on_act: Callback<TreeAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let level = line.level;
    let is_level = level < 3;
    let code = StoredValue::new(line.code.clone());
    let is_open = Memo::new(move |_| code.with_value(|code| opened.with(|open| open == code)));
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if let Some(act) = code.with_value(|code| row_key(&event, code, level == 3)) {
            event.prevent_default();
            event.stop_propagation();
            on_act.run(act);
        }
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        if let Some(moved) = dragged.get_untracked() {
            dragged.set(None);
            let target = code.get_value();
            on_act.run(TreeAct::Drop {
                code: moved,
                target,
            });
        }
    };
    let test = if level == 3 { "indicator" } else { "level" };
    let open = move |_| on_act.run(TreeAct::Open(code.get_value()));
    let name = Memo::new(move |_| framework.with(|it| name_of(it, &code.get_value())));
    let cells = match level {
        3 => view! { <IndicatorCells code framework sources on_act/> }.into_any(),
        _ => view! { <LevelCells code framework/> }.into_any(),
    };
    view! {
        <tr
            id=plan_row_id(&line.code) tabindex="0" data-test=plan_row_id(&line.code)
            class=format!("plan-level-{level}")
            class:level-row=is_level
            class:row-highlighted=move || is_open.get()
            on:keydown=pressed
            on:dragover=move |event| event.prevent_default()
            on:drop=dropped
        >
            <td class="code">
                <span
                    class="plan-handle" draggable="true" title=move || t_string!(i18n, plan.drag)
                    data-test=format!("plan-drag-{}", line.code)
                    on:dragstart=move |_| dragged.set(Some(code.get_value()))
                    on:dragend=move |_| dragged.set(None)
                >
                    <span aria-hidden="true">"⠿ "</span>{line.code.clone()}
                </span>
            </td>
            <th scope="row" class="wide">
                <button
                    type="button" class="button-link"
                    data-test=format!("{test}-{}", line.code)
                    aria-expanded=move || is_open.get().to_string()
                    on:click=open
                >
                    {move || name.get()}
                </button>
            </th>
            {cells}
        </tr>
    }
}

fn name_of(framework: &Framework, code: &str) -> String {
    for level1 in &framework.levels {
        if level1.code == code {
            return level1.name.clone();
        }
        if let Some(level2) = level1.children.iter().find(|level2| level2.code == code) {
            return level2.name.clone();
        }
    }
    let found = framework.indicator(&code.into());
    found
        .map(|it| it.indicator.name.clone())
        .unwrap_or_default()
}

/// A level has a sum and nothing to be scored by itself.
#[component]
fn LevelCells(code: StoredValue<String>, framework: Signal<Framework>) -> impl IntoView {
    let weight = move || {
        let code = code.get_value();
        framework.with(|it| {
            let own = it.levels.iter().find(|level| level.code == code);
            let mut below = it.levels.iter().flat_map(|level| &level.children);
            let points = own
                .map(|level| level.weight())
                .or_else(|| Some(below.find(|level| level.code == code)?.weight()));
            points.unwrap_or(Points(0)).to_string()
        })
    };
    view! {
        <td class="number">{weight}</td>
        <td></td>
        <td></td>
        <td></td>
    }
}

#[component]
fn IndicatorCells(
    code: StoredValue<String>,
    framework: Signal<Framework>,
    sources: StoredValue<Sources>,
    on_act: Callback<TreeAct>,
) -> impl IntoView {
    let i18n = use_i18n();
    let indicator = Memo::new(move |_| {
        let code = code.get_value().as_str().into();
        framework.with(|it| it.indicator(&code).map(|found| found.indicator.clone()))
    });
    let of = move |read: &dyn Fn(&Indicator) -> String| {
        indicator.with(|it| it.as_ref().map(read).unwrap_or_default())
    };
    let weight =
        Signal::derive(move || indicator.with(|it| it.as_ref().map_or(Points(0), |i| i.weight)));
    let weigh = Callback::new(move |points| on_act.run(TreeAct::Weigh(code.get_value(), points)));
    let label = Signal::derive(move || {
        t_string!(i18n, plan.weight_of, code = code.get_value()).to_string()
    });
    let evidence = move || {
        of(&|it| {
            let words = it.evidence.iter().map(|kind| evidence_word(i18n, *kind));
            words.collect::<Vec<_>>().join(" · ")
        })
    };
    let state = Memo::new(move |_| {
        indicator.with(|it| {
            let state = it
                .as_ref()
                .map(|it| sources.with_value(|all| all.state(it)));
            state.unwrap_or(BindingState::Unbound)
        })
    });
    let test = format!("weight-{}", code.get_value());
    view! {
        <td class="number">
            <WeightField label value=weight on_commit=weigh in_table=true data_test=test/>
        </td>
        <td>{move || of(&|it| kind_word(i18n, it.rule.kind()))}</td>
        <td>{evidence}</td>
        <td><BindingSign state=state/></td>
    }
}

/// Whether the numbers have a source: an icon and a word.
#[component]
pub fn BindingSign(#[prop(into)] state: Signal<BindingState>) -> impl IntoView {
    let i18n = use_i18n();
    move || match state.get() {
        BindingState::Bound => view! {
            <span class="verdict verdict-good">
                <Icon name=IconName::Done/>{t!(i18n, plan.bound)}
            </span>
        }
        .into_any(),
        BindingState::Unbound => view! {
            <span class="verdict verdict-warn">
                <Icon name=IconName::Problem/>{t!(i18n, plan.unbound)}
            </span>
        }
        .into_any(),
        BindingState::Gone => view! {
            <span class="verdict verdict-bad">
                <Icon name=IconName::Severe/>{t!(i18n, plan.gone)}
            </span>
        }
        .into_any(),
    }
}
