//! The export's sheets as cells: the responses, one to a row and without anything that identifies
//! a person, and the statistics. Not here: writing .xlsx and .csv (`server::render::tables`).

use sha2::{Digest as _, Sha256};

use super::labels;
use super::model::{DistributionKind, Statistics, StatisticsInput};
use crate::ids::DocumentId;
use crate::instrument::{Choice, Instrument, Node, QuestionType};
use crate::scoring::exact::parse_exact;
use crate::scoring::survey::{ResponseVerdict, SurveyResponse, SurveyResult};

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

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

fn number(value: impl ToString) -> Cell {
    Cell::Number(value.to_string())
}

/// A number where there is one, else a dash.
fn maybe(value: Option<&String>) -> Cell {
    value.map_or_else(|| text(labels::NONE), number)
}

fn yes_or_no(value: bool) -> Cell {
    text(if value { labels::YES } else { labels::NO })
}

/// Questions that go into an export: no pictures, signatures, places, metadata.
fn exported(node: &Node) -> Option<(&str, &QuestionType)> {
    match node {
        Node::Question {
            path,
            question_type,
            ..
        } => match question_type {
            QuestionType::SelectOne { .. }
            | QuestionType::SelectMultiple { .. }
            | QuestionType::Rank { .. }
            | QuestionType::Range { .. }
            | QuestionType::Integer
            | QuestionType::Decimal
            | QuestionType::Text
            | QuestionType::Date => Some((path, question_type)),
            _ => None,
        },
        Node::Group { .. } => None,
    }
}

fn label_of<'a>(instrument: &'a Instrument, node: &'a Node, language: &str) -> &'a str {
    match node {
        Node::Question { label, .. } | Node::Group { label, .. } => {
            instrument.label(label, language)
        }
    }
}

/// Every response, valid or not: site, channel, verdict, then each question (for selects the code
/// and the label). In the order of the sites; within a site in an order that says nothing about
/// when they were sent. `language` chooses among the form's.
pub fn response_sheet(input: &StatisticsInput<'_>, result: &SurveyResult, language: &str) -> Sheet {
    let form = input.instrument;
    let nodes = form.walk();
    let questions: Vec<_> = nodes
        .iter()
        .filter_map(|node| exported(node).map(|(path, kind)| (*node, path, kind)))
        .collect();
    let mut headings: Vec<String> = [
        "序号",
        "项目编码",
        "渠道",
        "概率样本",
        "结论",
        "原因",
        "疑似",
    ]
    .map(str::to_owned)
    .into();
    for (node, path, kind) in &questions {
        let name = path.rsplit('/').next().unwrap_or(path);
        let label = label_of(form, node, language);
        headings.push(format!("{name} {label}"));
        if is_select(kind) {
            headings.push(format!("{name} {label}（选项文字）"));
        }
    }
    let mut responses: Vec<_> = input.responses.iter().zip(&result.verdicts).collect();
    responses.sort_by_cached_key(|(response, _)| {
        let site = input.site_of.get(&response.record);
        let place = site.and_then(|site| input.issued.iter().position(|i| i.site == *site));
        (
            place.unwrap_or(usize::MAX),
            site,
            shuffled(&response.record),
        )
    });
    let rows = responses.into_iter().zip(1_u32..);
    let rows = rows.map(|((response, verdict), ordinal)| {
        let mut row = response_head(input, ordinal, response, verdict);
        for (_, path, kind) in &questions {
            let answer = response.answers.get(*path).map_or("", String::as_str);
            row.extend(answer_cells(form, kind, answer, language));
        }
        row
    });
    Sheet {
        name: "答卷明细",
        headings,
        rows: rows.collect(),
    }
}

/// Documents are numbered by time; their hash is not.
fn shuffled(record: &DocumentId) -> [u8; 32] {
    Sha256::digest(record.0.as_bytes()).into()
}

fn is_select(kind: &QuestionType) -> bool {
    matches!(
        kind,
        QuestionType::SelectOne { .. }
            | QuestionType::SelectMultiple { .. }
            | QuestionType::Rank { .. }
    )
}

fn response_head(
    input: &StatisticsInput<'_>,
    ordinal: u32,
    response: &SurveyResponse,
    verdict: &ResponseVerdict,
) -> Vec<Cell> {
    let site = input.site_of.get(&response.record);
    let reasons: Vec<_> = verdict.reasons.iter().map(labels::reason_label).collect();
    let suspicions = verdict
        .suspicions
        .iter()
        .copied()
        .map(labels::suspicion_label);
    vec![
        number(ordinal),
        text(site.map_or("", |site| site.0.as_str())),
        text(response.channel.label()),
        yes_or_no(response.channel.is_probability_sample()),
        text(labels::standing_label(verdict.standing)),
        text(reasons.join("；")),
        text(suspicions.collect::<Vec<_>>().join("；")),
    ]
}

fn answer_cells(form: &Instrument, kind: &QuestionType, answer: &str, language: &str) -> Vec<Cell> {
    match kind {
        QuestionType::SelectOne { choices } => {
            vec![
                text(answer),
                text(choice_label(form, choices, answer, language)),
            ]
        }
        QuestionType::SelectMultiple { choices } | QuestionType::Rank { choices } => {
            let taken = answer.split_whitespace();
            let labels: Vec<_> = taken
                .map(|name| choice_label(form, choices, name, language))
                .collect();
            vec![text(answer), text(labels.join("；"))]
        }
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range { .. }
            if parse_exact(answer).is_some() => {
            vec![number(answer.trim())]
        }
        _ => vec![text(answer)],
    }
}

fn choice_label(form: &Instrument, choices: &[Choice], name: &str, language: &str) -> String {
    let choice = choices.iter().find(|choice| choice.name == name);
    choice.map_or_else(String::new, |choice| {
        form.label(&choice.label, language).to_owned()
    })
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
