//! Evaluators at a site with the inspection form.

use std::collections::BTreeMap;

use domain::ids::ProjectCode;
use domain::instrument::{Session, prefill, validate_complete};
use domain::money::Fen;
use domain::project::Project;

use super::scenario::{Scenario, now, starter};

pub fn project(code: &str, project_type: &str) -> Project {
    Project {
        code: ProjectCode::from(code),
        name: format!("{code}项目"),
        unit: "区公路管理局".to_owned(),
        township: "青山镇".to_owned(),
        project_type: project_type.to_owned(),
        amount: Fen(5_320_900),
        planned_quantity: Some("1.25".to_owned()),
        measure_unit: "公里".to_owned(),
        latitude: None,
        longitude: None,
        direct_fund: false,
        tags: BTreeMap::new(),
    }
}

fn evaluator() -> Scenario {
    Scenario::open(&starter("site-road-bridge.xlsx"))
}

/// An inspection of a repaired road without any trouble.
pub fn flawless() -> Scenario {
    let instrument = starter("site-road-bridge.xlsx");
    let mut scenario = Scenario::open(&instrument);
    let known = prefill(&instrument, &project("S001", "水毁路段修复"), "X-001");
    for (path, value) in known {
        assert!(scenario.session.answer(&path, &value));
    }
    scenario.answer_all(&[
        ("h6", "C023村道"),
        ("h10_document", "财建〔2018〕12号"),
        ("h13", "5"),
    ]);
    scenario.answer_all(&[
        ("h14_start", "2018-05-02"),
        ("h14_planned_end", "2018-09-30"),
    ]);
    scenario.answer_all(&[
        ("h15_arrived", "2026-11-22T09:00"),
        ("h15_left", "2026-11-22T10:30"),
    ]);
    scenario.answer_all(&[("h16", "27.1414 111.47699 312 8"), ("m1_design", "1250")]);
    scenario.answer("m1_measured", "1248.5");
    for check in [
        "c1", "c2", "c3", "c4", "c7", "c8", "c10", "c11", "c12", "c13",
    ] {
        scenario.answer(check, "yes");
    }
    for slot in ["p1", "p2", "p3", "p4", "p5", "p6"] {
        scenario.answer(slot, &format!("photo-{slot}"));
    }
    scenario.answer_all(&[
        ("quantity_result", "matches"),
        ("quality_result", "qualified"),
    ]);
    scenario.answer_all(&[("sign_a_name", "王建国"), ("sign_a", "signature-a")]);
    scenario.answer_all(&[("sign_b_name", "李秀英"), ("sign_b", "signature-b")]);
    scenario.answer_all(&[("sign_unit_name", "张伟"), ("sign_unit", "signature-unit")]);
    scenario
}

#[test]
fn a_flawless_road_inspection_can_be_finished() {
    let scenario = flawless();
    assert_eq!(scenario.open_ends(), Vec::<String>::new());
    let instrument = scenario.session.instrument();
    assert_eq!(
        validate_complete(instrument, &scenario.answers(), now()),
        []
    );
}

#[test]
fn the_frame_fills_in_the_header() {
    let instrument = starter("site-road-bridge.xlsx");
    let known = prefill(&instrument, &project("S012", "危桥改造"), "X-012");
    let value = |path: &str| known.get(path).map(String::as_str);
    assert_eq!(value("/data/header/h1"), Some("X-012"));
    assert_eq!(value("/data/header/h3"), Some("S012"));
    assert_eq!(value("/data/header/h4"), Some("bridge_renovation"));
    assert_eq!(value("/data/header/h7"), Some("区公路管理局"));
    assert_eq!(value("/data/header/h10_amount"), Some("5.3209"));
}

#[test]
fn a_bridge_is_not_asked_for_its_pavement_nor_a_road_for_its_joints() {
    let mut scenario = evaluator();
    scenario.answer("h4", "bridge_renovation");
    assert!(scenario.is_asked("m8_design") && scenario.is_asked("c6"));
    assert!(!scenario.is_asked("m2_measured_1"));
    scenario.answer("h4", "washout_repair");
    assert!(scenario.is_asked("m2_measured_3"));
    assert!(!scenario.is_asked("m10_before") && !scenario.is_asked("c6"));
    assert!(scenario.is_asked("m1_design"), "length is asked of both");
}

#[test]
fn a_no_demands_severity_words_and_a_photo() {
    let mut scenario = flawless();
    scenario.answer("c7", "no");
    assert_eq!(scenario.value("c7_severity"), "major", "the form's default");
    assert_eq!(scenario.open_ends(), ["c7_note", "c7_photo"]);
    scenario.answer_all(&[("c7_note", "挡墙鼓胀约3米"), ("c7_photo", "photo-c7")]);
    assert_eq!(scenario.open_ends(), Vec::<String>::new());
}

#[test]
fn a_no_taken_back_leaves_the_record_but_not_the_evaluators_memory() {
    let mut scenario = flawless();
    scenario.answer_all(&[
        ("c7", "no"),
        ("c7_note", "挡墙鼓胀约3米"),
        ("c7", "cannot_verify"),
    ]);
    let note = scenario.path("c7_note");
    assert!(!scenario.is_asked("c7_note"));
    assert!(
        !scenario.answers().contains_key(&note),
        "what is not asked is not recorded"
    );
    scenario.answer("c7", "no");
    assert_eq!(scenario.value("c7_note"), "挡墙鼓胀约3米");
}

#[test]
fn a_check_of_the_other_project_type_cannot_unfold() {
    let mut scenario = evaluator();
    scenario.answer_all(&[("h4", "bridge_renovation"), ("c5", "no")]);
    assert!(scenario.is_asked("c5_note"));
    scenario.answer("h4", "washout_repair");
    assert!(!scenario.is_asked("c5") && !scenario.is_asked("c5_note"));
}

#[test]
fn two_evaluators_sign_and_they_are_two() {
    let mut scenario = flawless();
    scenario.answer("sign_b_name", "王建国");
    let refused = scenario.refused("sign_b_name").unwrap();
    assert_eq!(refused.message["中文 (zh)"], "核查人B不能与核查人A为同一人");
    assert_eq!(
        refused.message["English (en)"],
        "Evaluator B must be another person than evaluator A"
    );
}

#[test]
fn the_unit_signs_or_its_refusal_is_explained() {
    let mut scenario = flawless();
    scenario.answer_all(&[("sign_unit", ""), ("sign_unit_name", "")]);
    assert_eq!(scenario.open_ends(), ["sign_unit_name", "sign_unit"]);
    scenario.answer("sign_unit_refused", "对结算金额有异议，拒绝签字");
    assert_eq!(scenario.open_ends(), Vec::<String>::new());
}

#[test]
fn without_a_position_a_reason_is_needed() {
    let mut scenario = flawless();
    scenario.answer("h16", "");
    assert_eq!(scenario.open_ends(), ["h16"]);
    scenario.answer("h16_manual_reason", "峡谷内无卫星信号");
    assert_eq!(scenario.open_ends(), Vec::<String>::new());
    scenario.answer("h16", "somewhere near the bridge");
    assert!(scenario.refused("h16").is_some());
}

#[test]
fn works_cannot_end_before_they_begin() {
    let mut scenario = flawless();
    scenario.answer("h14_planned_end", "2018-05-01");
    assert_eq!(scenario.open_ends(), ["h14_planned_end"]);
    scenario.answer_all(&[
        ("h14_planned_end", "2018-05-02"),
        ("h15_left", "2026-11-22T08:59"),
    ]);
    assert_eq!(scenario.open_ends(), ["h15_left"]);
    scenario.answer("h15_left", "2026-02-30T08:59");
    assert!(
        scenario.refused("h15_left").is_some(),
        "there is no 30 February"
    );
}

#[test]
fn sections_say_how_far_one_is() {
    let mut scenario = flawless();
    scenario.answer_all(&[("c1", ""), ("c7", "no"), ("sign_b_name", "王建国")]);
    let sections = scenario.session.sections();
    let names: Vec<&str> = sections
        .iter()
        .map(|section| section.path.as_str())
        .collect();
    let expected = [
        "header",
        "measure",
        "checks",
        "photos",
        "conclusion",
        "signoff",
    ];
    assert_eq!(names, expected.map(|name| format!("/data/{name}")));
    let checks = &sections[2];
    // Ten checks are asked of a road, three more questions unfold under c7.
    assert_eq!((checks.asked, checks.answered, checks.missing), (13, 10, 3));
    assert_eq!(sections[5].invalid, 1);
}

#[test]
fn a_saved_inspection_opens_as_it_was() {
    let mut scenario = flawless();
    scenario.answer_all(&[("c7", "no"), ("c7_note", "挡墙鼓胀约3米")]);
    let instrument = scenario.session.instrument().clone();
    let again = Session::resume(&instrument, &scenario.answers(), now()).unwrap();
    assert_eq!(again.answers(), scenario.answers());
    assert_eq!(again.state(), scenario.session.state());
}

#[test]
fn the_server_refuses_what_the_tablet_would_not_have_let_through() {
    let scenario = flawless();
    let instrument = scenario.session.instrument();
    let mut answers = scenario.answers();
    answers.remove("/data/checks/c1");
    answers.insert("/data/checks/c2".to_owned(), "perhaps".to_owned());
    answers.insert("/data/checks/c99".to_owned(), "yes".to_owned());
    let problems = validate_complete(instrument, &answers, now());
    let found: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| {
            let path = problem
                .place
                .as_ref()
                .and_then(|place| place.path.as_deref())
                .unwrap();
            (problem.code.as_str(), path)
        })
        .collect();
    let expected = [
        ("ANSWER_UNKNOWN_PATH", "/data/checks/c99"),
        ("ANSWER_MISSING", "/data/checks/c1"),
        ("ANSWER_INVALID", "/data/checks/c2"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_session_can_live_in_a_signal() {
    fn may_be_shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    let scenario = flawless();
    may_be_shared(&scenario.session);
    let mut copy = scenario.session.clone();
    copy.answer("/data/checks/c1", "");
    assert_eq!(scenario.value("c1"), "yes", "a copy is a form of its own");
}
