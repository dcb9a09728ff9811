//! The desk's tables as sheets: what a manager sees in a room, with the sums below, to send on or
//! to count again. Chinese, as all working papers. Not here: statistics of questionnaires
//! (`survey_statistics`), the register of documents, writing .xlsx (`server::render::tables`).

use std::collections::BTreeMap;

use crate::engagement::{AlertColour, worst_alert_colour};
use crate::ids::{AccountId, ProjectCode};
use crate::money::Fen;
use crate::project::{Frame, Project};
use crate::sampling::SampleRoute;
use crate::survey_statistics::{Cell, Sheet};
use crate::wire::{Assignments, Progress, SampledSite, SiteProgress};

mod archive;
mod checks;
mod results;

pub use archive::{
    PackLine, amendment_sheet, comment_sheet, edit_sheet, framework_sheet, history_sheet,
    input_sheet, ledger_sheet, opinion_sheet, pack_sheet, register_sheet, review_sheet,
    self_evaluation_sheet,
};
pub use checks::{monitoring_sheet, programme_sheet, watch_sheet};
pub use results::{finding_sheet, record_sheet, score_sheet};

/// A table that can be taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTable {
    /// 抽样框.
    Frame,
    /// 样本.
    Sample,
    /// 任务分配.
    Assignments,
    /// 各项目点进度.
    Progress,
    /// 记录.
    Records,
    /// 问题清单.
    Findings,
    /// 评分表.
    Scores,
}

impl DeskTable {
    /// Every table.
    pub const ALL: [Self; 7] = [
        Self::Frame,
        Self::Sample,
        Self::Assignments,
        Self::Progress,
        Self::Records,
        Self::Findings,
        Self::Scores,
    ];

    /// The file's name, which is its address too.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Frame => "frame.xlsx",
            Self::Sample => "sample.xlsx",
            Self::Assignments => "assignments.xlsx",
            Self::Progress => "progress.xlsx",
            Self::Records => "records.xlsx",
            Self::Findings => "findings.xlsx",
            Self::Scores => "scores.xlsx",
        }
    }

    /// Reads a file's name.
    pub fn parse(file_name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|table| table.file_name() == file_name)
    }
}

const TOTAL: &str = "合计";

fn text(words: impl Into<String>) -> Cell {
    Cell::Text(words.into())
}

fn number(value: impl ToString) -> Cell {
    Cell::Number(value.to_string())
}

fn amount(value: Fen) -> Cell {
    Cell::Number(value.to_wan_yuan_exact(2))
}

fn sheet<const N: usize>(
    name: &'static str,
    headings: [&str; N],
    rows: impl Iterator<Item = [Cell; N]>,
    total: [Cell; N],
) -> Sheet {
    Sheet {
        name,
        headings: headings.map(str::to_owned).into(),
        rows: rows.chain([total]).map(Vec::from).collect(),
    }
}

fn sum_of<'a>(projects: impl Iterator<Item = &'a Project>) -> Cell {
    let sum = Fen::checked_sum(projects.map(|project| project.amount));
    sum.map_or_else(|| text(""), amount)
}

/// The frame, in its own order.
pub fn frame_sheet(frame: &Frame) -> Sheet {
    let headings = [
        "项目编码",
        "项目名称",
        "实施单位",
        "乡镇街道",
        "项目类型",
        "批复金额（万元）",
        "计划数量",
        "计量单位",
    ];
    let row = |project: &Project| {
        let quantity = project.planned_quantity.as_ref();
        [
            text(project.code.as_str()),
            text(&project.name),
            text(&project.unit),
            text(&project.township),
            text(&project.project_type),
            amount(project.amount),
            quantity.map_or_else(|| text(""), number),
            text(&project.measure_unit),
        ]
    };
    let total = [
        text(TOTAL),
        number(frame.projects.len()),
        text(""),
        text(""),
        text(""),
        sum_of(frame.projects.iter()),
        text(""),
        text(""),
    ];
    sheet("抽样框", headings, frame.projects.iter().map(row), total)
}

/// The sample, in its own order.
pub fn sample_sheet(sites: &[SampledSite]) -> Sheet {
    let headings = [
        "序号",
        "项目编码",
        "项目名称",
        "实施单位",
        "乡镇街道",
        "批复金额（万元）",
        "入样方式",
        "判断理由",
    ];
    let row = |site: &SampledSite| {
        let (route, reason) = match &site.route {
            SampleRoute::Random { order } => (format!("随机，第{order}个"), String::new()),
            SampleRoute::Judgemental { criteria, reason } => (
                "判断抽样".to_owned(),
                format!("{}：{reason}", criteria.join("、")),
            ),
        };
        [
            number(site.ordinal),
            text(site.project.code.as_str()),
            text(&site.project.name),
            text(&site.project.unit),
            text(&site.project.township),
            amount(site.project.amount),
            text(route),
            text(reason),
        ]
    };
    let total = [
        text(TOTAL),
        number(sites.len()),
        text(""),
        text(""),
        text(""),
        sum_of(sites.iter().map(|site| &site.project)),
        text(""),
        text(""),
    ];
    sheet("样本", headings, sites.iter().map(row), total)
}

/// Who goes where; the sum counts the sites that two people have.
pub fn assignment_sheet(sites: &[SampledSite], assignments: &Assignments) -> Sheet {
    let headings = [
        "序号",
        "项目编码",
        "项目名称",
        "实施单位",
        "核查人A",
        "核查人B",
    ];
    let pairs: BTreeMap<&ProjectCode, &[AccountId]> = assignments
        .assignments
        .iter()
        .map(|one| (&one.project_code, one.evaluators.as_slice()))
        .collect();
    let name = |id: &AccountId| {
        let mut people = assignments.evaluators.iter();
        let person = people.find(|person| person.id == *id);
        person.map_or_else(|| id.to_string(), |person| person.name.clone())
    };
    let row = |site: &SampledSite| {
        let pair = pairs.get(&site.project.code).copied().unwrap_or_default();
        let person = |place: usize| text(pair.get(place).map(name).unwrap_or_default());
        [
            number(site.ordinal),
            text(site.project.code.as_str()),
            text(&site.project.name),
            text(&site.project.unit),
            person(0),
            person(1),
        ]
    };
    let assigned = pairs.values().filter(|pair| pair.len() == 2).count();
    let total = [
        text(TOTAL),
        number(sites.len()),
        text(""),
        text("已分配"),
        number(assigned),
        text(""),
    ];
    sheet("任务分配", headings, sites.iter().map(row), total)
}

/// The word of a colour.
fn colour_words(progress: &Progress) -> &'static str {
    match worst_alert_colour(&progress.counts()) {
        None => "",
        Some(AlertColour::Green) => "绿色通道",
        Some(AlertColour::Yellow) => "黄色预警",
        Some(AlertColour::Red) => "红色警报",
    }
}

/// Progress by site, in sample order.
pub fn progress_sheet(sites: &[SiteProgress], all: &Progress) -> Sheet {
    let headings = [
        "序号",
        "项目编码",
        "项目名称",
        "实施单位",
        "进度",
        "现场核查",
        "应核查",
        "问卷",
        "应收问卷",
        "已到照片",
        "应到照片",
    ];
    let row = |[ordinal, code, name, unit]: [Cell; 4], progress: &Progress| {
        [
            ordinal,
            code,
            name,
            unit,
            text(colour_words(progress)),
            number(progress.sites_done),
            number(progress.sites),
            number(progress.questionnaires_done),
            number(progress.questionnaires),
            number(progress.photos_received),
            number(progress.photos),
        ]
    };
    let rows = sites.iter().map(|site| {
        let who = [
            number(site.ordinal),
            text(site.project_code.as_str()),
            text(&site.name),
            text(&site.unit),
        ];
        row(who, &site.progress)
    });
    let total = row([text(TOTAL), number(sites.len()), text(""), text("")], all);
    sheet("项目点进度", headings, rows, total)
}
