//! A small, realistic engagement as report inputs: three of eight road and bridge projects, one
//! finding, one indicator without evidence when asked for.
//! Not here: its scores (`example_scores`), questionnaire (`example_survey`), findings, interview
//! and documents (`example_papers`); assertions.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::engagement::{Engagement, Stage};
use domain::fieldwork::Position;
use domain::finding::FindingCost;
use domain::ids::{FindingCode, IndicatorCode, ProjectCode, Sha256Hex};
use domain::money::Fen;
use domain::party::{Person, Role};
use domain::project::Project;
use domain::report::{
    FieldworkLog, FrameTotals, FundFigure, IndicatorText, InspectionSummary, MeasurementResult,
    PlanChoices, PlatePhoto, ReportInputs, ReportState, SampledProject,
};
use domain::sampling::{Coverage, DrawMethod, DrawProtocol, DrawRequest, SampleRoute};
use domain::scoring::{FactReference, Gap, GradeBand, Points, SourceNames};
use domain::time::Timestamp;

use super::example_papers::{documents, findings, interview, profile};
use super::example_scores::{rows, sheet};
use super::example_survey::survey;

const FRAME: &str = "5f3c9f1f0a0d9f2f5b7a4f0c6a9f7e6d1c2b3a49586776859403122130415263";

/// The photo of a site: a picture that differs from slot to slot. Drawn once.
pub fn photo_bytes(seed: u8) -> Vec<u8> {
    static DRAWN: Mutex<BTreeMap<u8, Vec<u8>>> = Mutex::new(BTreeMap::new());
    let mut drawn = DRAWN.lock().unwrap_or_else(PoisonError::into_inner);
    drawn
        .entry(seed)
        .or_insert_with(|| draw_photo(seed))
        .clone()
}

fn draw_photo(seed: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(1600, 1200, |x, y| {
        let band = u8::try_from((x / 8 + y / 6) % 200).unwrap_or(0);
        image::Rgb([band, seed.wrapping_mul(37), 200 - band])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("a JPEG in memory");
    bytes.into_inner()
}

/// What the server's blob folder would answer.
pub fn photo(sha256: &Sha256Hex) -> Option<Vec<u8>> {
    (1..=6)
        .map(photo_bytes)
        .find(|bytes| Sha256Hex::of(bytes) == *sha256)
}

fn project(code: &str, name: &str, unit: &str, amount: &str) -> Project {
    Project {
        code: code.into(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        township: unit.trim_end_matches("人民政府").to_owned(),
        project_type: "公路水毁修复".to_owned(),
        amount: Fen::from_wan_yuan(amount).expect("an amount"),
        planned_quantity: Some("1.2".to_owned()),
        measure_unit: "公里".to_owned(),
        latitude: Some("27.14140".to_owned()),
        longitude: Some("111.47699".to_owned()),
        direct_fund: false,
        tags: BTreeMap::new(),
    }
}

fn projects() -> [Project; 3] {
    [
        project(
            "SH-001",
            "石江镇茶铺村水毁路段修复",
            "石江镇人民政府",
            "32.5000",
        ),
        project(
            "SH-004",
            "渣坪乡雷公桥危桥改造",
            "渣坪乡人民政府",
            "58.8200",
        ),
        project(
            "SH-007",
            "江口镇洪溪村水毁路段修复",
            "江口镇人民政府",
            "12.0000",
        ),
    ]
}

pub fn site(index: usize) -> (Project, String, String) {
    let project = projects()[index].clone();
    (
        project,
        format!("record-{}", index + 1),
        format!("X-{:03}", index + 1),
    )
}

pub fn record_fact(index: usize, path: Option<&str>) -> FactReference {
    let (project, record, _) = site(index);
    FactReference::Record {
        record: record.into(),
        project_code: project.code,
        path: path.map(str::to_owned),
    }
}

fn sampled() -> Vec<SampledProject> {
    let reason = "群众来信反映桥面护栏缺失，社会关注度高".to_owned();
    let criteria = vec!["社会关注度高".to_owned()];
    let routes = [
        SampleRoute::Random { order: 1 },
        SampleRoute::Random { order: 2 },
        SampleRoute::Judgemental { criteria, reason },
    ];
    let numbered = projects().into_iter().zip(routes).zip(1..);
    numbered
        .map(|((project, route), ordinal)| SampledProject {
            ordinal,
            project,
            route,
        })
        .collect()
}

fn draw() -> DrawProtocol {
    DrawProtocol {
        frame_sha256: FRAME.to_owned(),
        algorithm: "simple/splitmix64/1".to_owned(),
        population: 8,
        population_amount: Fen::from_wan_yuan("320.0000").expect("an amount"),
        request: DrawRequest {
            method: DrawMethod::Simple,
            n: 2,
            seed: 20_221_115,
            by: None,
            min_per_stratum: 0,
        },
        picks: vec![ProjectCode::from("SH-001"), ProjectCode::from("SH-004")],
        strata: Vec::new(),
        coverage: Coverage {
            count_pct: "25.00".into(),
            amount_pct: "28.54".into(),
        },
        purpose: "确定现场核查项目".to_owned(),
        operator: "李文静".to_owned(),
        witness: "王建国".to_owned(),
        drawn_at: Timestamp(1_795_000_000_000),
    }
}

fn inspection(index: usize) -> InspectionSummary {
    let (project, record, number) = site(index);
    let (failed, design, measured, within) = if index == 1 {
        (1, "4.50", "4.31", false)
    } else {
        (0, "3.50", "3.52", true)
    };
    InspectionSummary {
        record: record.into(),
        index: number,
        project_code: project.code,
        project_name: project.name,
        day: "2026-11-18".to_owned(),
        measurements: vec![MeasurementResult {
            label: "宽度（米）".to_owned(),
            path: "/data/width".to_owned(),
            design: design.to_owned(),
            measured: measured.to_owned(),
            within: Some(within),
        }],
        passed: 9 - failed,
        failed,
        unverifiable: u32::from(index == 2),
        photos: 2,
    }
}

fn plate_photo(seed: u8) -> PlatePhoto {
    let index = usize::from(seed - 1) / 2;
    let (project, record, _) = site(index);
    let number = usize::from(seed - 1) % 2 + 1;
    let (slot, path) = match (index, number) {
        (1, 2) => ("护栏缺失处", "/data/checks/c3_photo"),
        (0, 2) => ("核查人员与项目单位人员合影或签到", "/data/photos/p6"),
        (2, 1) => ("修复前全景", "/data/photos/before"),
        (2, _) => ("修复后全景", "/data/photos/after"),
        (_, 1) => ("起点全景", "/data/photos/p1"),
        _ => ("路面近景", "/data/photos/p2"),
    };
    let at = Timestamp(1_794_967_320_000 + i64::from(seed) * 60_000);
    PlatePhoto {
        sha256: Sha256Hex::of(&photo_bytes(seed)),
        index: domain::working_paper::photo_index(index + 1, number),
        record: record.into(),
        path: path.to_owned(),
        project_code: project.code,
        project_name: project.name,
        slot: slot.to_owned(),
        caption: String::new(),
        taken_at: at,
        position: Some(Position {
            latitude: "27.14140".to_owned(),
            longitude: "111.47699".to_owned(),
            accuracy_m: "6".to_owned(),
            captured_at: at,
        }),
    }
}

fn funds() -> Vec<FundFigure> {
    let figures = [
        ("budget", "预算资金", "320.0000"),
        ("arrived", "实际到位资金", "310.0000"),
        ("paid", "实际支出资金", "288.0000"),
    ];
    let figure = |(key, label, amount): (&str, &str, &str)| FundFigure {
        key: key.to_owned(),
        label: label.to_owned(),
        amount: Some(Fen::from_wan_yuan(amount).expect("an amount")),
    };
    figures.into_iter().map(figure).collect()
}

fn team() -> Vec<Person> {
    let people = [
        ("周明德", Role::Partner),
        ("李文静", Role::Manager),
        ("王建国", Role::Evaluator),
        ("陈晓燕", Role::Evaluator),
    ];
    let person = |(name, role): (&str, Role)| Person {
        id: name.into(),
        name: name.to_owned(),
        role,
    };
    people.into_iter().map(person).collect()
}

fn texts() -> BTreeMap<domain::ids::IndicatorCode, IndicatorText> {
    let texts = [
        ("A11", "项目设立是否有法律、政策、规划和部门职责上的依据"),
        ("B12", "实际支出与实际到位资金的比率"),
        ("C11", "实际产出数与计划产出数的比率"),
        ("C22", "现场核查合格的项目数与核查项目数的比率"),
        ("D21", "沿线群众对修复和改造效果的满意程度"),
    ];
    let text = |(code, explanation): (&str, &str)| {
        let explanation = explanation.to_owned();
        (
            code.into(),
            IndicatorText {
                explanation,
                evidence: Vec::new(),
            },
        )
    };
    texts.into_iter().map(text).collect()
}

fn bands() -> Vec<GradeBand> {
    let bands = [("优", 9000), ("良", 8000), ("中", 6000), ("差", 0)];
    bands
        .map(|(grade, min)| GradeBand {
            grade: grade.to_owned(),
            min: Points(min),
        })
        .to_vec()
}

/// The label of the check that failed, and the fund figures' names.
fn source_names() -> SourceNames {
    let mut names = SourceNames::default();
    let label = BTreeMap::from([("中文 (zh)".to_owned(), "桥头护栏是否完好？".to_owned())]);
    let questions = BTreeMap::from([("/data/checks/c3".to_owned(), label)]);
    names.questions.insert("bridge 1".to_owned(), questions);
    names.forms.insert("record-2".into(), "bridge 1".to_owned());
    for figure in funds() {
        names.fund_figures.insert(figure.key, figure.label);
    }
    names
}

/// What the railing cost, as `domain::finding::finding_costs` would say.
fn finding_costs() -> BTreeMap<FindingCode, Vec<FindingCost>> {
    let cost = FindingCost {
        indicator: "C22".into(),
        name: "现场抽查质量达标率".to_owned(),
        points: Points(35),
    };
    BTreeMap::from([("S-001".into(), vec![cost])])
}

fn mark_reasons() -> BTreeMap<IndicatorCode, Vec<String>> {
    let reasons = ["要点1、2具备（已查阅批复）", "要点3不具备（未见公示资料）"];
    let reasons = reasons.map(str::to_owned).to_vec();
    BTreeMap::from([("A11".into(), reasons)])
}

/// Everything there is.
pub fn complete() -> ReportInputs {
    ReportInputs {
        engagement: Engagement {
            id: "demo".into(),
            code: "demo".to_owned(),
            title: "2018年度公路水毁修复、危桥改造专项资金绩效评价（示例）".to_owned(),
            commissioned_by: "某区财政局".to_owned(),
            competent_department: "某区交通运输局".to_owned(),
            firm: "某会计师事务所（特殊普通合伙）".to_owned(),
            fund_year: 2018,
            evaluation_year: 2026,
            stage: Stage::Implementation,
            questionnaires_per_site: 10,
            profile: profile(),
        },
        number: None,
        state: ReportState::Draft,
        sign_offs: Vec::new(),
        opinions: Vec::new(),
        plan: PlanChoices {
            qualitative_scorers: 2,
            plain: vec!["C11".into(), "C22".into()],
            ..PlanChoices::default()
        },
        documents: documents(),
        frame: FrameTotals {
            projects: 8,
            units: 5,
            amount: Fen::from_wan_yuan("320.0000").expect("an amount"),
            sha256: FRAME.to_owned(),
        },
        fund_figures: funds(),
        draws: vec![draw()],
        sites: sampled(),
        coverage: Some(Coverage {
            count_pct: "37.50".into(),
            amount_pct: "32.29".into(),
        }),
        fieldwork: FieldworkLog {
            sites_done: 3,
            sites_planned: 3,
            days: 2,
            photos: 6,
            evaluators: 2,
            groups: 1,
            interviews: 1,
            unverifiable: 1,
        },
        surveys: vec![survey()],
        sheet: sheet(rows()),
        score_gaps: Vec::new(),
        grade_bands: bands(),
        indicators: texts(),
        findings: findings(),
        finding_costs: finding_costs(),
        mark_reasons: mark_reasons(),
        inspections: (0..3).map(inspection).collect(),
        interviews: vec![interview()],
        photos: (1..=6).map(plate_photo).collect(),
        source_names: source_names(),
        team: team(),
        prepared_on: "2026-11-22".to_owned(),
    }
}

/// The same, but 实际支出资金 was never entered, so that B12 cannot be scored.
pub fn without_expenditure() -> ReportInputs {
    let mut inputs = complete();
    for figure in inputs
        .fund_figures
        .iter_mut()
        .filter(|figure| figure.key == "paid")
    {
        figure.amount = None;
    }
    let mut rows = rows();
    for row in rows.iter_mut().filter(|row| row.code.as_str() == "B12") {
        row.score = None;
        row.rate = None;
        row.working.clear();
        row.deduction_reason.clear();
    }
    inputs.sheet = sheet(rows);
    inputs.score_gaps = vec![Gap {
        indicator: "B12".into(),
        code: "MISSING_FUND_FIGURE".to_owned(),
        missing: vec!["paid".to_owned()],
    }];
    inputs
}
