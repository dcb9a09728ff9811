//! A report as a value: chapters, sections and blocks, each number with the facts it rests on.
//! Not here: where the content comes from (`compose`), fonts and pages (`server::render`).

use crate::ids::Sha256Hex;
use crate::scoring::{FactReference, SourceNames};

/// The whole draft report in reading order.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Report {
    /// Printed on the cover and above the abstract.
    pub title: String,
    /// 封面.
    pub cover: Cover,
    /// 摘要.
    pub summary: Chapter,
    /// 一 to 七 (domain.md §7.1).
    pub chapters: Vec<Chapter>,
    /// 附件 1 to 9.
    pub annexes: Vec<Chapter>,
    /// All that is missing, in reading order; also printed in chapter 七.
    pub gaps: Vec<ReportGap>,
    /// What the sources of its numbers are called.
    pub source_names: SourceNames,
}

/// 封面.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cover {
    /// Label and value, for example (委托单位, 某区财政局). Values may be empty: then a gap says
    /// so.
    pub lines: Vec<(String, String)>,
    /// 评价机构.
    pub firm: String,
    /// 成文日期 in Chinese form with Arabic digits.
    pub date: String,
    /// The word that tells a draft from an issued report.
    pub state: String,
}

/// A chapter, the abstract or an annex.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Chapter {
    /// Stable: `abstract`, `ch4`, `annex1`.
    pub id: String,
    /// With its number: 一、基本情况.
    pub heading: String,
    /// Whether its pages lie on the long side.
    pub landscape: bool,
    /// In order.
    pub sections: Vec<Section>,
}

/// A part of a chapter.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Section {
    /// Stable: `ch4.C`, `ch4.C22`.
    pub id: String,
    /// With its number; `None` for a part without a heading.
    pub heading: Option<String>,
    /// 2 for （一）, 3 for 1.
    pub level: u8,
    /// In order.
    pub blocks: Vec<Block>,
}

/// The smallest part that has an identity: what a comment or a 需复核 mark is attached to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Block {
    /// Stable: the section's id and a short name, `ch4.C22.result`.
    pub id: String,
    /// What it shows.
    pub content: Content,
}

/// What a block shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Content {
    /// Running text.
    Paragraph(Vec<Span>),
    /// A numbered table.
    Table(Table),
    /// Pictures with captions.
    PhotoPlate(PhotoPlate),
    /// 得分率 by level-1 indicator, or a distribution.
    BarChart(BarChart),
    /// The same as a polygon.
    RadarChart(RadarChart),
    /// Before and after, side by side.
    PhotoPairs(PhotoPairs),
    /// Where the partner and the lead evaluator sign.
    SignaturePlace(SignaturePlace),
    /// What is missing.
    GapList(Vec<ReportGap>),
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Span {
    /// Words.
    Text(String),
    /// A number (or a line of working) that comes from stored data.
    Figure {
        /// As printed, without its unit.
        text: String,
        /// What it rests on; at least one (tested by `consistency`).
        facts: Vec<FactReference>,
        /// The live reference that gives it, without its braces: `score:C11` (`references`).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reference: Option<String>,
    },
}

impl Span {
    /// Its characters.
    pub fn text(&self) -> &str {
        match self {
            Span::Text(text) | Span::Figure { text, .. } => text,
        }
    }

    /// The same figure as what a live reference gives.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        match self {
            Span::Figure { text, facts, .. } => Span::Figure {
                text,
                facts,
                reference: Some(name.into()),
            },
            words => words,
        }
    }
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Alignment {
    /// Words.
    Left,
    /// Short words, codes, grades.
    Centre,
    /// Numbers.
    Right,
}

/// A column: its heading, its share of the width and how its cells stand.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Column {
    /// The heading cell.
    pub heading: String,
    /// Part of the sum of all columns' parts.
    pub share: u16,
    /// Of the body cells; headings are centred.
    pub alignment: Alignment,
}

/// A table; its caption stands above it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Table {
    /// 表N; 0 for a table without a number.
    pub number: u32,
    /// The caption without its number.
    pub title: String,
    /// At the top right: 单位：万元.
    pub unit: Option<String>,
    /// The header row.
    pub columns: Vec<Column>,
    /// The body.
    pub rows: Vec<Row>,
}

/// A table row. Cells covered by a `row_span` from above are left out, as in HTML.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// From left to right.
    pub cells: Vec<Cell>,
    /// 合计 and 小计 rows are set apart.
    pub total: bool,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cell {
    /// Its text.
    pub spans: Vec<Span>,
    /// How many rows it covers, at least 1.
    pub row_span: u16,
    /// How many columns it covers, at least 1.
    pub column_span: u16,
}

/// Pictures of one site, at most `per_page` on a page; the caption 图N stands below.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PhotoPlate {
    /// 图N.
    pub number: u32,
    /// The caption without its number.
    pub title: String,
    /// 4 or 6.
    pub per_page: u8,
    /// In index order.
    pub photos: Vec<Photo>,
}

/// One picture.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Photo {
    /// Names the blob.
    pub sha256: Sha256Hex,
    /// `P-012-05`.
    pub index: String,
    /// For those who cannot see it: site and part.
    pub alternative: String,
    /// 项目 · 部位 · 时间 · 坐标 · 编号, line by line; the index is a figure that leads to the
    /// record.
    pub caption: Vec<Vec<Span>>,
}

/// Horizontal bars, each a percentage; the caption 图N stands below.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BarChart {
    /// 图N.
    pub number: u32,
    /// The caption without its number.
    pub title: String,
    /// From top to bottom.
    pub bars: Vec<Bar>,
}

/// One axis for each value, from the centre (0 %) to the rim (100 %); the caption stands below.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RadarChart {
    /// 图N.
    pub number: u32,
    /// The caption without its number.
    pub title: String,
    /// Clockwise from the top; at least three.
    pub axes: Vec<Bar>,
}

impl RadarChart {
    /// The same values as bars, where nothing can draw a polygon.
    pub fn to_bars(&self) -> BarChart {
        BarChart {
            number: self.number,
            title: self.title.clone(),
            bars: self.axes.clone(),
        }
    }
}

/// Pictures of the same place before and after the works; the caption stands below.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PhotoPairs {
    /// 图N.
    pub number: u32,
    /// The caption without its number.
    pub title: String,
    /// Before and after.
    pub pairs: Vec<(Photo, Photo)>,
}

impl PhotoPairs {
    /// The same pictures as a plate of two columns: before on the left, after on the right.
    pub fn to_plate(&self) -> PhotoPlate {
        let both = self.pairs.iter().cloned();
        PhotoPlate {
            number: self.number,
            title: self.title.clone(),
            per_page: 4,
            photos: both.flat_map(|(before, after)| [before, after]).collect(),
        }
    }
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// Its length in hundredths of a percent, 0 to 10 000.
    pub basis_points: u32,
    /// The printed value with its percent sign and its facts; words where there is none.
    pub value: Span,
}

/// Who signs, with an empty line each.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SignaturePlace {
    /// Label (项目负责合伙人 …) and the printed name.
    pub lines: Vec<(String, String)>,
    /// 评价机构, for its seal.
    pub firm: String,
    /// 成文日期.
    pub date: String,
}

/// Something the report needs and does not have. Printed, never glossed over (P9).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReportGap {
    /// The section it hurts, for a link: `ch4.C22`.
    pub section: String,
    /// Where, in words: 指标 C22 现场抽查质量达标率.
    pub place: String,
    /// What is missing, in words.
    pub missing: String,
}

impl Report {
    /// Abstract, chapters and annexes in reading order.
    pub fn parts(&self) -> impl Iterator<Item = &Chapter> {
        std::iter::once(&self.summary)
            .chain(&self.chapters)
            .chain(&self.annexes)
    }

    /// All blocks in reading order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts()
            .flat_map(|chapter| &chapter.sections)
            .flat_map(|section| &section.blocks)
    }

    /// The block with this id.
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.blocks().find(|block| block.id == id)
    }
}

impl Block {
    /// Every span of the block, wherever it stands in it.
    pub fn spans(&self) -> Vec<&Span> {
        match &self.content {
            Content::Paragraph(spans) => spans.iter().collect(),
            Content::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.flat_map(|cell| &cell.spans).collect()
            }
            Content::PhotoPlate(plate) => plate
                .photos
                .iter()
                .flat_map(|photo| photo.caption.iter().flatten())
                .collect(),
            Content::BarChart(chart) => chart.bars.iter().map(|bar| &bar.value).collect(),
            Content::RadarChart(chart) => chart.axes.iter().map(|axis| &axis.value).collect(),
            Content::PhotoPairs(pairs) => pairs
                .pairs
                .iter()
                .flat_map(|(before, after)| [before, after])
                .flat_map(|photo| photo.caption.iter().flatten())
                .collect(),
            Content::SignaturePlace(_) | Content::GapList(_) => Vec::new(),
        }
    }

    /// Its words without any form, for tests, comparison and search.
    pub fn plain_text(&self) -> String {
        self.spans()
            .into_iter()
            .map(Span::text)
            .collect::<Vec<_>>()
            .concat()
    }
}
