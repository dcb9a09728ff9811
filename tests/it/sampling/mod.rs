//! Draws are redone from the published vectors and hold their promises for any frame.
//! Not here: reading lists (`frame`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::ids::ProjectCode;
use domain::money::Fen;
use domain::project::{Frame, Project, freeze_frame};
use domain::sampling::{
    AmountUnit, DrawMethod, DrawRequest, SamplingError, SplitMix64, allocate, check_judgemental,
    coverage, default_proportion, default_z, draw, picks_from_start, plan_by_amount, sample_size,
};
use proptest::prelude::*;
use serde_json::Value;

const METHODS: [DrawMethod; 4] = [
    DrawMethod::Simple,
    DrawMethod::Systematic,
    DrawMethod::Stratified,
    DrawMethod::Pps,
];

fn vectors() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../starters/sampling/vectors.json");
    serde_json::from_slice(&std::fs::read(path).expect("the vectors are there")).expect("JSON")
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a whole number")
}

fn numbers(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .expect("a list")
        .iter()
        .map(number)
        .collect()
}

fn project(code: String, project_type: &str, amount: i64) -> Project {
    Project {
        name: format!("项目{code}"),
        code: ProjectCode(code),
        unit: "板桥乡".to_owned(),
        township: "板桥乡".to_owned(),
        project_type: project_type.to_owned(),
        amount: Fen(amount),
        planned_quantity: None,
        measure_unit: String::new(),
        latitude: None,
        longitude: None,
        direct_fund: false,
        tags: BTreeMap::new(),
    }
}

/// Projects 001..N with the given amounts; four types take turns.
fn frame_of(amounts: &[i64]) -> Frame {
    let types = ["水毁", "危桥", "安防", "养护"];
    let projects = amounts.iter().enumerate().map(|(index, amount)| {
        project(
            format!("{:03}", index + 1),
            types[index % types.len()],
            *amount,
        )
    });
    freeze_frame(projects.collect())
}

fn request(method: DrawMethod, n: u32, seed: u64) -> DrawRequest {
    let by = (method == DrawMethod::Stratified).then(|| "项目类型".to_owned());
    DrawRequest {
        method,
        n,
        seed,
        by,
        min_per_stratum: 0,
    }
}

fn codes(picks: &[ProjectCode]) -> Vec<&str> {
    picks.iter().map(ProjectCode::as_str).collect()
}

#[test]
fn the_generator_gives_the_published_outputs() {
    let mut generator = SplitMix64::new(0);
    for expected in vectors()["splitmix64"]["first3"]
        .as_array()
        .expect("a list")
    {
        assert_eq!(
            format!("{:016x}", generator.next_u64()),
            expected.as_str().unwrap_or("")
        );
    }
}

#[test]
fn simple_draws_give_the_published_order() {
    for vector in vectors()["srs"].as_array().expect("a list") {
        let frame = frame_of(&vec![100; number(&vector["N"]) as usize]);
        let n = number(&vector["n"]) as u32;
        let drawn = draw(
            &frame,
            &request(DrawMethod::Simple, n, number(&vector["seed"])),
        );
        let picks = drawn.expect("a draw").picks;
        let order: Vec<u64> = picks
            .iter()
            .map(|code| code.as_str().parse().expect("a number"))
            .collect();
        assert_eq!(order, numbers(&vector["draw_order"]));
    }
}

#[test]
fn strata_get_the_published_shares_with_and_without_a_minimum() {
    for vector in vectors()["stratified"].as_array().expect("a list") {
        let (sizes, n) = (numbers(&vector["strata"]), number(&vector["n"]));
        assert_eq!(allocate(&sizes, n, 0), Ok(numbers(&vector["alloc"])));
        assert_eq!(allocate(&sizes, n, 1), Ok(numbers(&vector["alloc_min1"])));
    }
}

#[test]
fn drawing_by_amount_from_start_37_picks_a_b_e_and_g() {
    let vector = &vectors()["pps"];
    let items: Vec<(String, i64)> = serde_json::from_value(vector["items"].clone()).expect("pairs");
    let units: Vec<AmountUnit> = items
        .iter()
        .map(|(code, amount)| AmountUnit {
            code: code.as_str().into(),
            amount: Fen(*amount),
        })
        .collect();
    let plan = plan_by_amount(&units, number(&vector["n"])).expect("a plan");
    assert_eq!(
        Some(plan.interval.to_string().as_str()),
        vector["interval_after_certainty"].as_str()
    );
    let picks: Vec<ProjectCode> = picks_from_start(&units, &plan, number(&vector["start"]))
        .into_iter()
        .map(|position| units[position].code.clone())
        .collect();
    assert_eq!(serde_json::json!(picks), vector["selected"]);
    let projects = items
        .iter()
        .map(|(code, amount)| project(code.clone(), "水毁", *amount));
    let frame = freeze_frame(projects.collect());
    let reached = coverage(&frame, &picks);
    assert_eq!(
        (
            reached.count_pct.as_str(),
            Some(reached.amount_pct.as_str())
        ),
        ("50.00", vector["amount_cov"].as_str())
    );
    let topped_up = [picks, vec!["F".into()]].concat();
    let reached = coverage(&frame, &topped_up);
    assert_eq!(
        Some(reached.amount_pct.as_str()),
        vector["after_topup"].as_str()
    );
}

#[test]
fn sample_sizes_are_those_of_the_table() {
    let size = |population: u64, margin: &str| {
        let margin = serde_json::from_value(Value::from(margin)).expect("a decimal");
        sample_size(population, margin, default_z(), default_proportion())
    };
    for vector in vectors()["sample_size"].as_array().expect("a list") {
        let margin = vector["e"].as_str().expect("text");
        assert_eq!(
            size(number(&vector["N"]), margin),
            Ok(number(&vector["n"])),
            "{vector}"
        );
    }
    assert_eq!(
        (size(u64::MAX, "0.05"), size(u64::MAX, "0.10")),
        (Ok(385), Ok(97))
    );
    assert_eq!(size(1, "0.05"), Ok(1));
    assert_eq!(size(0, "0.05"), Err(SamplingError::InvalidSampleSizeInput));
    assert_eq!(size(212, "0"), Err(SamplingError::InvalidSampleSizeInput));
}

#[test]
fn a_systematic_draw_of_everything_is_the_whole_frame_in_order() {
    let frame = frame_of(&[100; 9]);
    let drawn = draw(&frame, &request(DrawMethod::Systematic, 9, 5)).expect("a draw");
    let all: Vec<&str> = frame
        .projects
        .iter()
        .map(|project| project.code.as_str())
        .collect();
    assert_eq!(codes(&drawn.picks), all);
    assert_eq!(drawn.coverage.amount_pct, "100.00");
}

#[test]
fn units_that_reach_the_interval_are_certain_round_after_round() {
    // 900 ≥ 1090/3; then 100 ≥ 190/2; then one of the rest by its amount.
    let frame = frame_of(&[50, 900, 100, 40]);
    let drawn = draw(&frame, &request(DrawMethod::Pps, 3, 11)).expect("a draw");
    assert_eq!(codes(&drawn.picks)[..2], ["002", "003"]);
    let no_amount = draw(&frame_of(&[10, 0, 0]), &request(DrawMethod::Pps, 2, 11));
    assert_eq!(no_amount, Err(SamplingError::NoAmountLeft { places: 1 }));
}

#[test]
fn a_draw_that_cannot_be_made_says_why() {
    let frame = frame_of(&[100; 5]);
    let refused = |request: &DrawRequest| draw(&frame, request).expect_err("no sample");
    let simple = request(DrawMethod::Simple, 6, 1);
    assert_eq!(
        refused(&simple),
        SamplingError::SampleLargerThanPopulation {
            n: 6,
            population: 5
        }
    );
    assert_eq!(
        refused(&request(DrawMethod::Simple, 0, 1)),
        SamplingError::SampleIsEmpty
    );
    let mut stratified = request(DrawMethod::Stratified, 3, 1);
    stratified.min_per_stratum = 1;
    assert_eq!(
        refused(&stratified),
        SamplingError::SampleSmallerThanStrata { n: 3, strata: 4 }
    );
    stratified.by = Some("村".to_owned());
    let unknown = SamplingError::StratumColumnUnknown {
        column: "村".to_owned(),
    };
    assert_eq!(refused(&stratified), unknown);
    stratified.by = None;
    assert_eq!(refused(&stratified), SamplingError::StratumColumnMissing);
}

#[test]
fn an_addition_by_judgement_needs_a_tick_and_a_reason_and_is_never_a_drawn_unit() {
    let frame = frame_of(&[100; 3]);
    let ticks = ["影响较大".to_owned()];
    let check = |code: &str, ticks: &[String], reason: &str| {
        let drawn = [ProjectCode::from("001")];
        let problems = check_judgemental(&frame, &drawn, &code.into(), ticks, reason);
        problems
            .into_iter()
            .map(|problem| problem.code)
            .collect::<Vec<_>>()
    };
    assert!(check("002", &ticks, "群众多次反映该桥存在隐患").is_empty());
    assert_eq!(
        check("001", &ticks, "群众多次反映该桥存在隐患"),
        ["JUDGEMENTAL_ALREADY_DRAWN"]
    );
    assert_eq!(
        check("009", &ticks, "群众多次反映该桥存在隐患"),
        ["JUDGEMENTAL_PROJECT_UNKNOWN"]
    );
    assert_eq!(
        check("002", &[], "  九个字的理由不够  "),
        [
            "JUDGEMENTAL_CRITERION_MISSING",
            "JUDGEMENTAL_REASON_TOO_SHORT"
        ]
    );
    let invented = ["顺路".to_owned()];
    assert_eq!(
        check("002", &invented, "群众多次反映该桥存在隐患"),
        ["JUDGEMENTAL_CRITERION_UNKNOWN"]
    );
}

proptest! {
    #[test]
    fn every_draw_is_distinct_repeatable_and_blind_to_the_order_of_rows(
        amounts in prop::collection::vec(1i64..1_000_000, 1..60),
        share in 1usize..=60,
        seed in any::<u64>(),
        rotation in 0usize..60,
    ) {
        let frame = frame_of(&amounts);
        let n = share.min(amounts.len()) as u32;
        let mut shuffled = frame.clone();
        shuffled.projects.rotate_left(rotation % amounts.len());
        for method in METHODS {
            let request = request(method, n, seed);
            let drawn = draw(&frame, &request).expect("a draw");
            let distinct: BTreeSet<_> = drawn.picks.iter().collect();
            prop_assert_eq!(drawn.picks.len(), n as usize);
            prop_assert_eq!(distinct.len(), n as usize);
            prop_assert_eq!(&draw(&frame, &request).expect("again").picks, &drawn.picks);
            prop_assert_eq!(&draw(&shuffled, &request).expect("rotated").picks, &drawn.picks);
            for percent in [&drawn.coverage.count_pct, &drawn.coverage.amount_pct] {
                prop_assert!(percent.parse::<f64>().expect("a number") <= 100.0);
            }
        }
    }

    #[test]
    fn allocations_sum_to_n_and_fit_their_strata(
        sizes in prop::collection::vec(0u64..50, 1..12),
        share in 0u64..=100,
        minimum in 0u32..=1,
    ) {
        let n = sizes.iter().sum::<u64>() * share / 100;
        match allocate(&sizes, n, minimum) {
            Ok(allocation) => {
                prop_assert_eq!(allocation.iter().sum::<u64>(), n);
                for (count, size) in allocation.iter().zip(&sizes) {
                    prop_assert!(count <= size);
                    prop_assert!(minimum == 0 || *size == 0 || *count >= 1);
                }
            }
            Err(error) => {
                let strata = sizes.iter().filter(|size| **size > 0).count() as u64;
                prop_assert_eq!(error, SamplingError::SampleSmallerThanStrata { n, strata });
                prop_assert!(minimum == 1 && n < strata);
            }
        }
    }

    #[test]
    fn below_stays_below_its_bound(seed in any::<u64>(), bound in 1u64..) {
        prop_assert!(SplitMix64::new(seed).below(bound) < bound);
    }
}
