//! 评分: the tree of indicators, what is missing, and what people enter for it.

use std::collections::BTreeMap;

use domain::desk_tables::DeskTable;
use domain::ids::IndicatorCode;
use domain::indicator::{Framework, Operand};
use domain::money::Fen;
use domain::scoring::{DeskMark, Gap, ScoreRow, SourceNames};
use domain::wire::{ScoreInputs, ScoreView};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::support::{Loading, busy_bar, export_link, filter, load, run, use_rooms, when_loaded};
use crate::components::desk::words::{Words, form_language};
use crate::components::desk::{FundForm, MarkEditor, ScoreDetail, ScoreTable, gap_text, text};
use crate::components::{Drawer, Icon, IconName};
use crate::i18n::*;
use crate::platform::scroll_to;
use crate::state::desk;

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
            view! { <Scores seen=view_of_scores inputs=inputs loading=loading/> }
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
fn Scores(
    seen: ScoreView,
    inputs: ScoreInputs,
    loading: Loading<(ScoreView, ScoreInputs)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let (opened, open) = filter("indicator");
    let busy = RwSignal::new(false);
    let inputs = StoredValue::new(inputs);
    let framework = StoredValue::new(seen.framework);
    let names = StoredValue::new(seen.source_names);
    show_fund_figures();
    let save = Callback::new(move |changed: ScoreInputs| {
        let code = rooms.engagement.get_untracked();
        run(busy, async move {
            match desk::put_score_inputs(&code, &changed).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, desk.mark_entered));
                    loading.refetch();
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    });
    let save_funds = Callback::new(move |figures: BTreeMap<String, Fen>| {
        save.run(ScoreInputs {
            fund_figures: figures,
            ..inputs.get_value()
        });
    });
    let save_mark = Callback::new(move |(code, mark): (IndicatorCode, DeskMark)| {
        let mut changed = inputs.get_value();
        if let Ok(value) = serde_json::to_value(mark) {
            changed.desk_marks.insert(code, value);
            save.run(changed);
        }
    });
    let keys = framework.with_value(fund_keys);
    let rows = StoredValue::new(seen.sheet.rows.clone());
    let row_of = move |code: &str| {
        rows.with_value(|rows| rows.iter().find(|row| row.code.as_str() == code).cloned())
    };
    let toggle = Callback::new(move |code: String| {
        open.run(if opened.get_untracked() == code {
            String::new()
        } else {
            code
        });
    });
    let close = Callback::new(move |()| open.run(String::new()));
    let opened_code = Signal::derive(move || Some(opened.get()).filter(|code| !code.is_empty()));
    view! {
        <GapList gaps=seen.gaps.clone() names=names on_open=toggle/>
        <p class="soft">
            {t!(i18n, desk.rests_on, complete = seen.complete_records,
                incomplete = seen.incomplete_records)}
        </p>
        {busy_bar(busy, text!(i18n, saving))}
        {(!keys.is_empty()).then(|| view! {
            <FundForm keys=keys figures=inputs.get_value().fund_figures busy=busy
                on_save=save_funds/>
        })}
        <div class="actions">{export_link(DeskTable::Scores, None)}</div>
        <div class="with-drawer">
            <ScoreTable sheet=seen.sheet gaps=seen.gaps opened=opened_code on_open=toggle/>
            {move || row_of(&opened.get()).map(|row| view! {
                <IndicatorDrawer row=row framework=framework names=names inputs=inputs busy=busy
                    on_save=save_mark on_close=close/>
            })}
        </div>
    }
}

#[component]
fn IndicatorDrawer(
    row: ScoreRow,
    framework: StoredValue<Framework>,
    names: StoredValue<SourceNames>,
    inputs: StoredValue<ScoreInputs>,
    busy: RwSignal<bool>,
    on_save: Callback<(IndicatorCode, DeskMark)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let code = row.code.clone();
    let title = format!("{} {}", row.code, row.name);
    let indicator = framework.with_value(|framework| {
        let located = framework.indicator(&code);
        located.map(|located| located.indicator.clone())
    });
    let mark = inputs.with_value(|inputs| {
        let value = inputs.desk_marks.get(&code)?.clone();
        serde_json::from_value::<DeskMark>(value).ok()
    });
    let room = rooms.href("");
    let editor = indicator.map(|indicator| {
        let save = Callback::new(move |mark: DeskMark| on_save.run((code.clone(), mark)));
        view! {
            <section class="mark-editor">
                <h3>{t!(i18n, desk.desk_mark)}</h3>
                <MarkEditor indicator=indicator mark=mark busy=busy on_save=save/>
            </section>
        }
    });
    view! {
        <Drawer
            title=Signal::derive(move || title.clone())
            close_label=text!(i18n, close)
            on_close=on_close
            data_test="score-drawer"
        >
            <ScoreDetail
                row=row
                names=names
                room_href=room.trim_end_matches('/').to_owned()
            />
            {editor}
        </Drawer>
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

/// What exactly is missing: figures, questions and elements by name. That an indicator lacks its
/// own mark needs no further word.
fn missing_text(i18n: Words, gap: &Gap, names: StoredValue<SourceNames>) -> String {
    let items = gap
        .missing
        .iter()
        .filter(|item| **item != gap.indicator.as_str());
    let name = |item: &String| match item.parse::<u32>() {
        Ok(number) => t_string!(i18n, scores.element, number = number).to_string(),
        Err(_) => names.with_value(|names| names.missing_item(item, form_language(i18n))),
    };
    items.map(name).collect::<Vec<_>>().join(" · ")
}

/// What could not be scored, why, and what to do about it; each line opens the indicator.
#[component]
fn GapList(
    gaps: Vec<Gap>,
    names: StoredValue<SourceNames>,
    on_open: Callback<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    if gaps.is_empty() {
        return view! {
            <p class="verdict verdict-good" data-test="no-gaps">
                <Icon name=IconName::Done/>{t!(i18n, desk.no_gaps)}
            </p>
        }
        .into_any();
    }
    let count = gaps.len();
    let items = gaps
        .into_iter()
        .map(|gap| {
            let code = gap.indicator.to_string();
            let label = code.clone();
            let gap = StoredValue::new(gap);
            view! {
                <li>
                    <button
                        type="button"
                        class="button-link"
                        on:click=move |_| on_open.run(code.clone())
                    >
                        <span class="code">{label}</span>" "
                        {move || gap.with_value(|gap| gap_text(i18n, gap))}" "
                        <span class="soft">
                            {move || gap.with_value(|gap| missing_text(i18n, gap, names))}
                        </span>
                    </button>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="banner banner-warn" data-test="gaps">
            <h2><Icon name=IconName::Problem/>{t!(i18n, desk.gaps, count = count)}</h2>
            <ul>{items}</ul>
        </section>
    }
    .into_any()
}
