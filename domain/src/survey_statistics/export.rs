//! The export's sheets as cells, and those of the statistics. Not here: the sheet of the responses
//! (`export_responses`), writing .xlsx and .csv (`server::render::tables`).

use super::labels;
use super::model::{DistributionKind, Statistics};
use crate::instrument::Instrument;

/// One cell. A number is decimal text; it stays a number in a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words, whatever they begin with.
    Text(String),
    /// A decimal number as text.
    Number(String),
}

/// One sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, at most 31 characters.
    pub name: &'static str,
    /// The heading row.
    pub headings: Vec<String>,
    /// Below it.
    pub rows: Vec<Vec<Cell>>,
}

pub(super) fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

pub(super) fn number(value: impl ToString) -> Cell {
    Cell::Number(value.to_string())
}

/// A number where there is one, else a dash.
fn maybe(value: Option<&String>) -> Cell {
    value.map_or_else(|| text(labels::NONE), number)
}

pub(super) fn yes_or_no(value: bool) -> Cell {
    text(if value { labels::YES } else { labels::NO })
}

/// The statistics: what the words mean, satisfaction, channels, sites, questions.
pub fn statistics_sheets(
    instrument: &Instrument,
    statistics: &Statistics,
    language: &str,
) -> Vec<Sheet> {
    vec![
        notes(instrument, statistics),
        satisfaction(statistics),
        channels(statistics),
        sites(statistics),
        questions(instrument, statistics, language),
    ]
}

fn headings<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).into()
}

fn notes(instrument: &Instrument, statistics: &Statistics) -> Sheet {
    let rates = &statistics.rates;
    let line = |term: &str, value: Cell| vec![text(term), value];
    let mut rows = vec![
        line("问卷", text(&instrument.title)),
        line(
            "表单与版本",
            text(format!("{} {}", statistics.form_id, instrument.version)),
        ),
        line("发放（份）", number(rates.issued)),
        line("其中：平板作答", number(rates.issued_by.kiosk)),
        line("其中：一次性链接", number(rates.issued_by.codes)),
        line("回收（份）", number(rates.returned)),
        line("有效（份）", number(rates.valid)),
        line("无效（份）", number(rates.invalid)),
        line("筛除（份）", number(rates.screened)),
        line("人工剔除（份）", number(rates.excluded)),
        line("疑似（份）", number(rates.suspicious)),
        line("回收率（%）", maybe(rates.return_rate.as_ref())),
        line("有效率（%）", maybe(rates.valid_rate.as_ref())),
    ];
    if let Some(target) = &statistics.target {
        rows.push(line("总体（人）", number(target.population)));
        rows.push(line("允许误差（±%）", number(&target.margin)));
        rows.push(line("所需有效问卷（份）", number(target.needed)));
        rows.push(line("应发放（份）", number(target.to_issue)));
        rows.push(line("是否达到", yes_or_no(target.is_reached)));
    }
    if statistics.is_small_base {
        let warning = format!(
            "有效问卷不足{}份，{}",
            statistics.small_base,
            labels::SMALL_BASE
        );
        rows.push(line("提示", text(warning)));
    }
    let definitions = labels::DEFINITIONS.iter();
    rows.extend(definitions.map(|(term, words)| line(term, text(*words))));
    Sheet {
        name: "说明",
        headings: headings(["项目", "内容"]),
        rows,
    }
}

fn satisfaction(statistics: &Statistics) -> Sheet {
    let row = |figure: &super::SatisfactionFigure| {
        let end = |end: fn(&super::Interval) -> &String| maybe(figure.interval.as_ref().map(end));
        let fixed = if figure.is_fixed {
            labels::FIXED
        } else {
            labels::LISTED
        };
        vec![
            text(figure.measure.label()),
            text(fixed),
            maybe(figure.percent.as_ref()),
            number(figure.base),
            end(|interval| &interval.low),
            end(|interval| &interval.high),
            text(labels::measure_definition(figure.measure)),
        ]
    };
    Sheet {
        name: "满意度",
        headings: headings([
            "方法",
            "用途",
            "满意度（%）",
            "n",
            "95%区间下限（%）",
            "95%区间上限（%）",
            "口径",
        ]),
        rows: statistics.satisfaction.iter().map(row).collect(),
    }
}

fn channels(statistics: &Statistics) -> Sheet {
    let row = |row: &super::ChannelRow| {
        vec![
            text(row.channel.label()),
            yes_or_no(row.is_counted),
            row.issued.map_or_else(|| text(labels::NONE), number),
            number(row.returned),
            number(row.valid),
            maybe(row.mean.as_ref()),
            maybe(row.satisfied.as_ref()),
            maybe(row.overall.as_ref()),
            number(row.scored),
        ]
    };
    Sheet {
        name: "渠道",
        headings: headings([
            "渠道",
            "计入满意度",
            "发放（份）",
            "回收（份）",
            "有效（份）",
            "加权平均（%）",
            "满意率（%）",
            "总体题均值（%）",
            "n",
        ]),
        rows: statistics.channels.iter().map(row).collect(),
    }
}

fn sites(statistics: &Statistics) -> Sheet {
    let row = |row: &super::SiteRow| {
        let rates = &row.rates;
        vec![
            text(&row.site.0),
            text(&row.name),
            number(rates.issued),
            number(rates.returned),
            number(rates.valid),
            maybe(rates.return_rate.as_ref()),
            maybe(rates.valid_rate.as_ref()),
            number(row.posters),
            maybe(row.satisfaction.as_ref()),
        ]
    };
    Sheet {
        name: "项目点",
        headings: headings([
            "项目编码",
            "项目名称",
            "发放（份）",
            "回收（份）",
            "有效（份）",
            "回收率（%）",
            "有效率（%）",
            "海报（非概率样本，份）",
            "满意度（%，不足5份不列）",
        ]),
        rows: statistics.sites.iter().map(row).collect(),
    }
}

fn questions(instrument: &Instrument, statistics: &Statistics, language: &str) -> Sheet {
    let mut rows = Vec::new();
    for question in &statistics.questions {
        let head = || {
            vec![
                text(&question.path),
                text(instrument.label(&question.label, language)),
                number(question.answered),
                number(question.unanswered),
            ]
        };
        let mut push = |name: &str, words: &str, count: Cell, percent: Cell| {
            let mut row = head();
            row.extend([text(name), text(words), count, percent]);
            rows.push(row);
        };
        match &question.kind {
            DistributionKind::SelectOne(found)
            | DistributionKind::SelectMultiple(found)
            | DistributionKind::RankFirst(found) => {
                for choice in &found.choices {
                    let words = instrument.label(&choice.label, language);
                    let percent = maybe(choice.percent.as_ref());
                    push(&choice.name, words, number(choice.count), percent);
                }
                if found.other > 0 {
                    push("", "其他版本的选项", number(found.other), text(""));
                }
            }
            DistributionKind::Number(found) => {
                for (name, value) in [
                    ("平均值", &found.mean),
                    ("中位数", &found.median),
                    ("最小值", &found.smallest),
                    ("最大值", &found.largest),
                ] {
                    push("", name, maybe(value.as_ref()), text(""));
                }
            }
            DistributionKind::Text | DistributionKind::Other => {
                push("", "", number(question.answered), text(""));
            }
        }
    }
    Sheet {
        name: "题目分布",
        headings: headings([
            "题目",
            "题目文字",
            "已答",
            "未答",
            "选项",
            "选项文字",
            "份数或数值",
            "占已答（%）",
        ]),
        rows,
    }
}
