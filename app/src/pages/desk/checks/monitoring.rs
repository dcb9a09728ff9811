//! 监控: all projects at the end of a month by one preset; colours with their reasons. Not here: one
//! project's figures (`figures`), the rules (`domain::monitoring`).

use domain::engagement::AlertColour;
use domain::monitoring::{MonitoredProject, WatchLine, WatchState};
use domain::wire::{ActOnWatch, MonitoredLine, MonitoringBoard, SaveMonitored, SaveMonitoring};
use leptos::prelude::*;

use super::figures::FigureForm;
use super::from_frame::FromFrame;
use super::monitoring_rules::RulesPanel;
use super::monitoring_watch::{Verdict, WatchPanel};
use super::words::{colour_name, monitoring_reason};
use crate::components::desk::words::colour_verdict;
use crate::components::desk::{ChoiceField, Judgement, text};
use crate::components::{Button, Chip, Drawer, EmptyState, Icon, IconName, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{busy_bar, filter, load, run, use_rooms, when_loaded};
use crate::state::checks;

/// The name of a project that is not there yet, in the address.
const NEW: &str = "new";
const COLOURS: [AlertColour; 3] = [AlertColour::Red, AlertColour::Yellow, AlertColour::Green];

/// What the parts of the board share.
#[derive(Clone, Copy)]
struct Shared {
    busy: RwSignal<bool>,
    save: Callback<Vec<SaveMonitored>>,
    act: Callback<ActOnWatch>,
}

/// `?tab=monitoring&month=6&preset=wuzhong&colour=red&project=`.
#[component]
pub fn MonitoringPart() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (month, set_month) = filter("month");
    let (preset, set_preset) = filter("preset");
    let (_, open) = filter("project");
    let board = load(
        move || (rooms.engagement.get(), month.get(), preset.get()),
        |(code, month, preset)| async move { checks::monitoring(&code, (&month, &preset)).await },
    );
    let busy = RwSignal::new(false);
    let save = Callback::new(move |projects: Vec<SaveMonitored>| {
        let code = rooms.engagement.get_untracked();
        let asked = (month.get_untracked(), preset.get_untracked());
        run(busy, async move {
            let body = SaveMonitoring { projects };
            match checks::save_monitoring(&code, (&asked.0, &asked.1), &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.figures_saved));
                    open.run(String::new());
                    board.refetch();
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let act = Callback::new(move |body: ActOnWatch| {
        let code = rooms.engagement.get_untracked();
        let asked = (month.get_untracked(), preset.get_untracked());
        run(busy, async move {
            match checks::act_on_watch(&code, (&asked.0, &asked.1), &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.watch_saved));
                    board.refetch();
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let shared = Shared { busy, save, act };
    let again = Callback::new(move |()| board.refetch());
    let (rules, set_rules) = filter("rules");
    let is_editing = Memo::new(move |_| !rules.get().is_empty());
    let toggle = move |()| {
        let next = if is_editing.get_untracked() {
            ""
        } else {
            "edit"
        };
        set_rules.run(next.to_owned());
    };
    view! {
        <p class="soft">{t!(i18n, checks.monitoring_text)}</p>
        <div class="actions">
            <Button on_click=toggle data_test="monitoring-rules-open">
                {t!(i18n, checks.rules_change)}
            </Button>
            <Export month preset/>
        </div>
        {busy_bar(busy, said!(i18n, saving))}
        {when_loaded(board, move |board| view! {
            <Asked board=board.clone() set_month set_preset/>
            <Board board shared/>
        })}
        {move || is_editing.get().then(|| view! { <RulesPanel again/> })}
    }
}

/// The board and the ledger as a workbook to hand over.
#[component]
fn Export(month: Signal<String>, preset: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let href = move || {
        let asked = (month.get(), preset.get());
        checks::monitoring_table_url(&rooms.engagement.get(), (&asked.0, &asked.1))
    };
    view! {
        <a
            class="button" href=href download="monitoring.xlsx" rel="external"
            data-test="export-monitoring.xlsx"
        >
            <Icon name=IconName::Export/>{t!(i18n, desk.export_table)}
        </a>
    }
}

/// Which month, by which rules.
#[component]
fn Asked(
    board: MonitoringBoard,
    set_month: Callback<String>,
    set_preset: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let month = |month: u32| {
        let words =
            Signal::derive(move || t_string!(i18n, checks.month_of, month = month).to_string());
        (month.to_string(), words)
    };
    let presets = board
        .presets
        .iter()
        .map(|preset| (preset.id.clone(), Signal::stored(preset.name.clone())));
    let source = board.presets.iter().find(|it| it.id == board.preset);
    let source = source.map(|preset| preset.source.clone());
    view! {
        <div class="field-row">
            <ChoiceField
                label=said!(i18n, month_end) value=Signal::stored(board.month.to_string())
                options=(1..=12).map(month).collect() on_choose=set_month
                data_test="monitoring-month"
            />
            <ChoiceField
                label=said!(i18n, preset) value=Signal::stored(board.preset.clone())
                options=presets.collect() on_choose=set_preset data_test="monitoring-preset"
            />
        </div>
        <p class="soft">{source}</p>
    }
}

#[component]
fn Board(board: MonitoringBoard, shared: Shared) -> impl IntoView {
    let i18n = use_i18n();
    let (opened, open) = filter("project");
    let (colour, set_colour) = filter("colour");
    let none = board.lines.is_empty();
    let known: Vec<String> = board
        .lines
        .iter()
        .map(|it| it.project.code.clone())
        .collect();
    let watched = board.lines.iter().filter(|it| is_watched(it)).count();
    let overdue = board.overdue;
    let chips = COLOURS.map(|it| colour_chip(&board.lines, it, colour, set_colour));
    let month = board.month;
    let lines = StoredValue::new(board.lines);
    let shown = move || {
        let wanted = colour.get();
        let fits = |line: &&MonitoredLine| {
            let is = line.assessment.colour.map(|it| colour_name(it.into()));
            match wanted.as_str() {
                "" => true,
                "watch" => is_watched(line),
                wanted => is == Some(wanted),
            }
        };
        lines.with_value(|lines| lines.iter().filter(fits).cloned().collect::<Vec<_>>())
    };
    let drawer = move || {
        let code = opened.get();
        let found = lines.with_value(|all| all.iter().find(|it| it.project.code == code).cloned());
        let watch = found.clone();
        let (project, revision) = match found {
            Some(line) => (line.project, line.revision),
            None if code == NEW => (MonitoredProject::default(), 0),
            None => return None,
        };
        let title = match revision {
            0 => t_string!(i18n, checks.add_project).to_owned(),
            _ => format!("{} {}", project.code, project.name),
        };
        Some(view! {
            <Drawer
                title=Signal::stored(title) close_label=text!(i18n, close)
                on_close=move |()| open.run(String::new()) data_test="monitoring-drawer"
            >
                <FigureForm
                    project revision busy=shared.busy
                    on_save=Callback::new(move |one| shared.save.run(vec![one]))
                />
                {watch.map(|line| view! {
                    <WatchPanel line busy=shared.busy on_act=shared.act/>
                })}
            </Drawer>
        })
    };
    let is_watch = Signal::derive(move || colour.get() == "watch");
    let toggle_watch = move |()| {
        let next = if is_watch.get_untracked() {
            ""
        } else {
            "watch"
        };
        set_colour.run(next.to_owned());
    };
    view! {
        <div class="chips" role="group" aria-label=move || t_string!(i18n, checks.colour)>
            {chips.into_iter().collect_view()}
            <Chip selected=is_watch on_toggle=toggle_watch data_test="colour-watch">
                {t!(i18n, checks.watch_ledger)}" "{watched}
            </Chip>
        </div>
        {(overdue > 0).then(|| view! {
            <p class="verdict verdict-bad" data-test="watch-overdue-count">
                <Icon name=IconName::Severe/>{t!(i18n, checks.watch_overdue_count, count = overdue)}
            </p>
        })}
        <div class="actions">
            <Button on_click=move |()| open.run(NEW.to_owned()) data_test="monitoring-add">
                <Icon name=IconName::Add/>{t!(i18n, checks.add_project)}
            </Button>
            <FromFrame known busy=shared.busy save=shared.save/>
        </div>
        {none.then(|| view! {
            <EmptyState
                icon=IconName::Clock
                title=said!(i18n, no_projects) text=said!(i18n, no_projects_text)
            />
        })}
        <div class="with-drawer">
            {move || (!none).then(|| view! { <BoardTable lines=shown() month open/> })}
            {drawer}
        </div>
    }
}

/// On the ledger, or to be entered by the rules that are looked at.
fn is_watched(line: &MonitoredLine) -> bool {
    let is_open = |watch: &WatchLine| watch.state != WatchState::Closed;
    match &line.watch {
        Some(watch) => is_open(watch),
        None => line.assessment.on_watch_ledger,
    }
}

fn colour_chip(
    lines: &[MonitoredLine],
    colour: AlertColour,
    value: Signal<String>,
    set: Callback<String>,
) -> impl IntoView + use<> {
    let i18n = use_i18n();
    let name = colour_name(colour);
    let is_it = |line: &&MonitoredLine| line.assessment.colour.map(Into::into) == Some(colour);
    let count = lines.iter().filter(is_it).count();
    let (_, word) = colour_verdict(i18n, colour);
    let selected = Signal::derive(move || value.get() == name);
    let toggle = move |()| {
        let next = if selected.get_untracked() { "" } else { name };
        set.run(next.to_owned());
    };
    view! {
        <Chip selected on_toggle=toggle data_test=format!("colour-{name}")>
            {move || word.get()}" "{count}
        </Chip>
    }
}

#[component]
fn BoardTable(lines: Vec<MonitoredLine>, month: u32, open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |line| view! { <BoardRow line month open/> };
    view! {
        <TableFrame caption=said!(i18n, tab_monitoring) data_test="monitoring-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, checks.code)}</th>
                    <th scope="col">{t!(i18n, checks.project)}</th>
                    <th scope="col">{t!(i18n, checks.unit)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.budget)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.paid)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.progress)}</th>
                    <th scope="col">{t!(i18n, checks.colour)}</th>
                    <th scope="col">{t!(i18n, checks.reasons)}</th>
                </tr>
            </thead>
            <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn BoardRow(line: MonitoredLine, month: u32, open: Callback<String>) -> impl IntoView {
    let i18n = use_i18n();
    let project = line.project;
    let code = project.code.clone();
    let figure = project.figures.iter().find(|it| it.month == month).cloned();
    let paid = figure.as_ref().map(|figure| figure.paid.to_wan_yuan_text());
    let progress = figure.and_then(|figure| figure.progress_percent);
    let colour = match line.assessment.colour {
        None => view! { <Judgement class="neutral" word=said!(i18n, no_colour)/> }.into_any(),
        Some(colour) => {
            let (class, word) = colour_verdict(i18n, colour.into());
            view! { <Judgement class word/> }.into_any()
        }
    };
    let reasons = line.assessment.reasons.into_iter();
    let reasons = reasons.map(|it| view! { <li>{move || monitoring_reason(i18n, &it)}</li> });
    let test = format!("monitored-{code}");
    view! {
        <tr tabindex="0" data-test=test>
            <th scope="row">
                <button
                    type="button" class="button-link code"
                    data-test=format!("open-monitored-{code}")
                    on:click=move |_| open.run(code.clone())
                >
                    {project.code.clone()}
                </button>
            </th>
            <td class="wide">{project.name}</td>
            <td>{project.unit}</td>
            <td class="number">{project.budget.to_wan_yuan_text()}</td>
            <td class="number">{paid}</td>
            <td class="number">{progress}</td>
            <td>{colour}</td>
            <td class="wide">
                <ul class="flags-list">{reasons.collect_view()}</ul>
                {match line.watch {
                    Some(watch) => view! { <Verdict watch/> }.into_any(),
                    None if line.assessment.on_watch_ledger => view! {
                        <Judgement class="warn" word=said!(i18n, to_be_listed)/>
                    }
                    .into_any(),
                    None => ().into_any(),
                }}
            </td>
        </tr>
    }
}
