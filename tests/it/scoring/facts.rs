//! A small engagement: two repaired roads and two bridges, each inspected. Used by the siblings.

use std::collections::BTreeMap;

use domain::ids::Sha256Hex;
use domain::indicator::{Framework, Operand, Rule};
use domain::money::Fen;
use domain::project::{Frame, Project};
use domain::scoring::exact::{ExactNumber, parse_exact};
use domain::scoring::survey::{Figures, SurveyResult};
use domain::scoring::{
    DeskMark, ElementMark, ElementState, Facts, InspectionFact, Points, ScorerMark, SurveyFact,
};

pub fn exact(text: &str) -> ExactNumber {
    ExactNumber(parse_exact(text).expect("a number"))
}

pub fn project(code: &str, project_type: &str, quantity: &str) -> Project {
    Project {
        code: code.into(),
        name: format!("{code}项目"),
        unit: "板桥乡".to_owned(),
        township: "板桥乡".to_owned(),
        project_type: project_type.to_owned(),
        amount: Fen(50_000_000),
        planned_quantity: Some(quantity.to_owned()),
        measure_unit: "公里".to_owned(),
        latitude: None,
        longitude: None,
        direct_fund: false,
        tags: BTreeMap::new(),
    }
}

pub fn frame() -> Frame {
    Frame {
        projects: vec![
            project("DL01", "水毁路段修复", "1.5"),
            project("DL02", "水毁路段修复", "0.5"),
            project("DL03", "危桥改造", "1"),
            project("DL04", "危桥改造", "1"),
        ],
        sha256: Sha256Hex::of(b"frame"),
    }
}

/// An inspection with every check 是, on time, within its budget.
pub fn inspection(code: &str, project_type: &str, extra: &[(&str, &str)]) -> InspectionFact {
    let mut answers: BTreeMap<String, String> = BTreeMap::new();
    for check in 1..=13 {
        answers.insert(format!("/data/checks/c{check}"), "yes".to_owned());
    }
    let common = [
        ("/data/header/h10_amount", "50"),
        ("/data/header/h12", "49.5"),
        ("/data/header/h14_planned_end", "2019-06-30"),
        ("/data/header/h14_actual_end", "2019-06-30"),
    ];
    for (path, answer) in common.iter().chain(extra) {
        answers.insert((*path).to_owned(), (*answer).to_owned());
    }
    InspectionFact {
        record: format!("record-{code}").into(),
        project_code: code.into(),
        project_type: project_type.to_owned(),
        answers,
        evaluated: Vec::new(),
    }
}

pub fn survey(mean: &str, valid: u32) -> SurveyFact {
    let result = SurveyResult {
        form_id: "q-villager-road".to_owned(),
        received: valid,
        incomplete: 0,
        screened_out: 0,
        valid,
        scored: valid,
        mean: Some(exact(mean).0),
        excluded: 0,
        overall_question: None,
        figures: Figures::default(),
        channels: BTreeMap::new(),
        verdicts: Vec::new(),
        satisfied_share: None,
        basic_share: None,
        suspicious: BTreeMap::new(),
        scores: BTreeMap::new(),
        questions: Vec::new(),
    };
    SurveyFact {
        result,
        method: None,
        minimum: 40,
        indicators: ["D21".into()].into(),
        scored: true,
    }
}

pub fn element_marks(states: &[ElementState]) -> DeskMark {
    let mark = |(index, state): (usize, &ElementState)| ElementMark {
        no: index as u32 + 1,
        state: *state,
        note: String::new(),
    };
    DeskMark::Elements {
        elements: states.iter().enumerate().map(mark).collect(),
    }
}

pub fn figures(values: &[(&str, &str)]) -> DeskMark {
    let values = values
        .iter()
        .map(|(key, text)| ((*key).to_owned(), exact(text)))
        .collect();
    DeskMark::Figures {
        values,
        note: String::new(),
    }
}

pub fn level(level: &str, pct: &str) -> DeskMark {
    let (level, reason) = (level.to_owned(), "现场边坡稳定，排水基本通畅".to_owned());
    DeskMark::Level {
        level,
        pct: exact(pct),
        reason,
        given_by: None,
    }
}

/// The same mark by two people.
pub fn joint(level: &str, pct: &str) -> DeskMark {
    let mark = |scorer: &str| ScorerMark {
        scorer: scorer.into(),
        name: scorer.to_owned(),
        level: level.to_owned(),
        pct: exact(pct),
        reason: "现场边坡稳定，排水基本通畅".to_owned(),
    };
    DeskMark::Joint {
        marks: vec![mark("liu"), mark("he")],
        decision: None,
    }
}

/// The best possible mark for every indicator that is judged at the desk.
fn full_marks(framework: &Framework) -> BTreeMap<domain::ids::IndicatorCode, DeskMark> {
    let mut marks = BTreeMap::new();
    for located in framework.indicators() {
        let indicator = located.indicator;
        let mark = match &indicator.rule {
            Rule::ElementCount => element_marks(&vec![ElementState::Met; indicator.elements.len()]),
            Rule::Deduction { .. } => DeskMark::Counts {
                counts: vec![],
                note: String::new(),
            },
            Rule::GradeLevel { .. } => joint("达成预期目标", "1"),
            _ => {
                let keys = indicator
                    .operands
                    .values()
                    .filter_map(|binding| match &binding.from {
                        Operand::DeskFigure { key } => Some((key.as_str(), "10")),
                        _ => None,
                    });
                figures(&keys.collect::<Vec<_>>())
            }
        };
        marks.insert(indicator.code.clone(), mark);
    }
    marks
}

/// Facts that earn 100.00 under the road and bridge framework.
pub fn perfect(framework: &Framework) -> Facts {
    let bridge = [("/data/measure/m10/m10_after", "class_1")];
    let mut facts = Facts::new(frame());
    facts.sample = facts
        .frame
        .projects
        .iter()
        .map(|project| project.code.clone())
        .collect();
    let measured = "/data/measure/m1/m1_measured";
    facts.inspections = vec![
        inspection("DL01", "水毁路段修复", &[(measured, "1500")]),
        inspection("DL02", "水毁路段修复", &[(measured, "500")]),
        inspection("DL03", "危桥改造", &bridge),
        inspection("DL04", "危桥改造", &bridge),
    ];
    facts.fund_figures = [("arrived", 200_000_000), ("paid", 200_000_000)]
        .map(|(k, v)| (k.to_owned(), Fen(v)))
        .into();
    facts
        .surveys
        .insert("q-villager-road".to_owned(), survey("92", 40));
    facts.desk_marks = full_marks(framework);
    facts
}

pub fn points(text: &str) -> Option<Points> {
    Points::parse(text)
}
