//! The tables of 专项审核 and 项目汇总 to hand over: monitoring with its ledger, the programme. Not
//! here: colours and sums (`crate::monitoring`, `crate::programme`).

use super::{TOTAL, amount, number, sheet, text};
use crate::engagement::AlertColour;
use crate::money::Fen;
use crate::monitoring::{Colour, WatchLine, WatchState, WatchStep, WatchStepKind};
use crate::scoring::Points;
use crate::survey_statistics::{Cell, Sheet};
use crate::wire::{MonitoredLine, MonitoringBoard, ProgrammeLine, ProgrammeView};

fn colour_words(colour: Option<Colour>) -> &'static str {
    match colour.map(AlertColour::from) {
        None => "无法判断",
        Some(AlertColour::Green) => "绿色通道",
        Some(AlertColour::Yellow) => "黄色预警",
        Some(AlertColour::Red) => "红色警报",
    }
}

fn state_words(state: WatchState) -> String {
    match state {
        WatchState::Waiting => "待处置".to_owned(),
        WatchState::Overdue => "逾期未处置".to_owned(),
        WatchState::Paused { automatic: true } => "超时自动暂停".to_owned(),
        WatchState::Paused { automatic: false } => "暂停".to_owned(),
        WatchState::Disposed { disposal } => format!("已处置：{}", disposal.term()),
        WatchState::Closed => "已移出".to_owned(),
    }
}

fn step_words(step: &WatchStep) -> String {
    let what = match &step.kind {
        WatchStepKind::Listed { preset, month, .. } => match month {
            Some(month) => format!("按“{preset}”{month}月的数据列入"),
            None => format!("人工列入（{preset}）"),
        },
        WatchStepKind::Disposed { disposal } => format!("处置：{}", disposal.term()),
        WatchStepKind::Paused => "暂停".to_owned(),
        WatchStepKind::Resumed => "恢复".to_owned(),
        WatchStepKind::Closed => "移出".to_owned(),
    };
    let mut words = format!("{} {} {what}", step.at.to_day_text(), step.name);
    if !step.reason.is_empty() {
        words = format!("{words}（{}）", step.reason);
    }
    words
}

fn maybe_number(value: Option<impl ToString>) -> Cell {
    value.map_or_else(|| text(""), number)
}

fn sum_of(amounts: impl Iterator<Item = Fen>) -> Cell {
    Fen::checked_sum(amounts).map_or_else(|| text(""), amount)
}

/// 运行监控: every project at the end of the month, by the preset that was asked for.
pub fn monitoring_sheet(board: &MonitoringBoard) -> Sheet {
    let headings = [
        "项目编码",
        "项目名称",
        "实施单位",
        "年初预算（万元）",
        "累计支付（万元）",
        "完成进度（%）",
        "颜色",
        "重点关注台账",
    ];
    let month = board.month;
    let figure = |line: &MonitoredLine| {
        let mut figures = line.project.figures.iter();
        figures.find(|it| it.month == month).cloned()
    };
    let row = |line: &MonitoredLine| {
        let found = figure(line);
        let progress = found.as_ref().and_then(|it| it.progress_percent.clone());
        let watched = line.watch.as_ref().map(|watch| state_words(watch.state));
        [
            text(&line.project.code),
            text(&line.project.name),
            text(&line.project.unit),
            amount(line.project.budget),
            found.map_or_else(|| text("未填报"), |it| amount(it.paid)),
            text(progress.unwrap_or_default()),
            text(colour_words(line.assessment.colour)),
            text(watched.unwrap_or_default()),
        ]
    };
    let lines = &board.lines;
    let total = [
        text(TOTAL),
        number(lines.len()),
        text(format!("截至{month}月")),
        sum_of(lines.iter().map(|line| line.project.budget)),
        sum_of(lines.iter().filter_map(figure).map(|it| it.paid)),
        text(""),
        text(board.preset_name()),
        number(lines.iter().filter(|line| line.watch.is_some()).count()),
    ];
    sheet("运行监控", headings, lines.iter().map(row), total)
}

/// 重点关注台账: every project that was ever entered, with all its steps.
pub fn watch_sheet(board: &MonitoringBoard) -> Sheet {
    let headings = [
        "项目编码",
        "项目名称",
        "实施单位",
        "列入日期",
        "处置期限",
        "状态",
        "处置",
        "逾期工作日",
        "办理记录",
    ];
    let watched = |line: &MonitoredLine| Some((line.project.clone(), line.watch.clone()?));
    let row = |(project, watch): (crate::monitoring::MonitoredProject, WatchLine)| {
        let steps: Vec<String> = watch.steps.iter().map(step_words).collect();
        let disposal = watch.disposal.map(|disposal| disposal.term());
        [
            text(project.code),
            text(project.name),
            text(project.unit),
            text(watch.listed_on),
            text(watch.due.unwrap_or_default()),
            text(state_words(watch.state)),
            text(disposal.unwrap_or_default()),
            number(watch.overdue_days),
            text(steps.join("\n")),
        ]
    };
    let lines: Vec<_> = board.lines.iter().filter_map(watched).collect();
    let late = |(_, watch): &&(_, WatchLine)| watch.overdue_days > 0;
    let total = [
        text(TOTAL),
        number(lines.len()),
        text(""),
        text(""),
        text(""),
        text(""),
        text("曾逾期"),
        number(lines.iter().filter(late).count()),
        text(""),
    ];
    sheet("重点关注台账", headings, lines.into_iter().map(row), total)
}

/// 项目汇总 with 自评, 抽评, 三方评 side by side (seed row S4-07).
pub fn programme_sheet(view: &ProgrammeView) -> Sheet {
    let headings = [
        "项目",
        "行业",
        "金额（万元）",
        "自评",
        "抽评",
        "三方评",
        "自评−抽评",
        "自评−三方评",
        "相差超过5分",
        "等级",
        "报告文号",
        "说明",
    ];
    let points = |points: Option<Points>| maybe_number(points);
    let row = |line: &ProgrammeLine| {
        let compared = &line.scores;
        let note = match (&line.problem, line.entry.grade.is_some(), line.entry.total) {
            (Some(problem), ..) => format!("读不出来：{}", problem.code),
            (None, false, Some(_)) => "有缺口，暂不定级".to_owned(),
            (None, false, None) => "未评分".to_owned(),
            (None, true, _) => String::new(),
        };
        [
            text(&line.entry.title),
            text(&line.entry.sector),
            amount(line.entry.amount),
            points(compared.scores.self_score),
            points(compared.scores.spot_check),
            points(compared.scores.third_party),
            points(compared.self_minus_spot_check),
            points(compared.self_minus_third_party),
            text(if compared.is_apart { "是" } else { "" }),
            text(line.entry.grade.clone().unwrap_or_default()),
            text(&line.report_number),
            text(note),
        ]
    };
    let summary = &view.summary;
    let grades = summary.by_grade.iter();
    let grades: Vec<String> = grades
        .map(|(grade, count)| format!("{grade}{count}"))
        .collect();
    let total = [
        text(TOTAL),
        number(summary.count),
        amount(summary.amount),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
        text(""),
        text(grades.join("，")),
        text(""),
        text(&summary.amount_text),
    ];
    sheet("项目汇总", headings, view.lines.iter().map(row), total)
}
