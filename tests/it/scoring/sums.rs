//! For random frameworks and random facts: what is printed adds up, whatever is 不适用, and the same
//! frozen facts give the same bytes again. Not here: single rules (`properties`).

use std::collections::BTreeMap;

use domain::finding::Severity;
use domain::ids::IndicatorCode;
use domain::indicator::{
    Binding, Each, EvidenceKind, Framework, Indicator, Level1, Level1Kind, Level2,
    NotApplicableTreatment, ObjectRule, Operand, Rule, ScoringPlan, starter,
};
use domain::money::Fen;
use domain::scoring::exact::{ExactNumber, whole};
use domain::scoring::{ClientConsent, DeskMark, Facts, Points, SecondPerson, SeverityCount, score};
use proptest::prelude::*;
use serde_json::Value;

use super::facts::{exact, figures, frame, perfect};

/// One indicator to be made: rule, weight in hundredths, a number from 0 to 100, whether 不适用.
type Seed = (u8, i64, i64, bool);

const RULES: u8 = 9;

fn number(text: String) -> ExactNumber {
    exact(&text)
}

fn bound(key: &str) -> (String, Binding) {
    let from = Operand::DeskFigure {
        key: key.to_owned(),
    };
    let (label, unit) = (key.to_owned(), String::new());
    (key.to_owned(), Binding { label, unit, from })
}

fn rule((kind, weight, _, _): Seed) -> Rule {
    let threshold = || Rule::RatioThreshold {
        threshold: exact("0.6"),
    };
    match kind {
        0 => Rule::RatioCapped { cap: exact("1") },
        1 => Rule::YesNo {
            deduct: Some(number(format!("{weight}/300"))),
        },
        2 => Rule::GradeLevel { levels: Vec::new() },
        3 => Rule::Deduction {
            per_finding: [(Severity::Minor, Each::Points(exact("0.37")))].into(),
        },
        4 => Rule::Interpolation {
            x0: exact("0"),
            s0: exact("0"),
            x1: exact("100"),
            s1: number(Points(weight).to_string()),
        },
        5 => Rule::Manual,
        6 => Rule::CostSaving {
            per_pct: exact("0.4"),
        },
        7 => threshold(),
        _ => Rule::MultiObject {
            objects: ["道路", "桥梁"]
                .map(|name| ObjectRule {
                    name: name.to_owned(),
                    share: exact("1/3"),
                    project_type: None,
                    rule: threshold(),
                    elements: Vec::new(),
                    operands: ["numerator", "denominator"].map(bound).into(),
                })
                .into(),
        },
    }
}

fn mark((kind, weight, part, _): Seed) -> DeskMark {
    let note = String::new();
    let person = |name: &str| SecondPerson {
        account: name.into(),
        name: name.to_owned(),
    };
    let part_text = part.to_string();
    match kind {
        0 | 7 | 8 => figures(&[("numerator", &part_text), ("denominator", "97")]),
        1 => DeskMark::YesNo {
            met: part > 50,
            note,
        },
        2 => DeskMark::Level {
            level: "部分达成并具有一定效果".to_owned(),
            pct: number(format!("0.{}", 600 + part)),
            reason: "见照片".to_owned(),
            given_by: None,
        },
        3 => DeskMark::Counts {
            counts: vec![SeverityCount {
                severity: Severity::Minor,
                count: u32::try_from(part).expect("small"),
            }],
            note,
        },
        4 => figures(&[("value", &part_text)]),
        5 => DeskMark::Manual {
            score: Points(weight * part / 100),
            reason: "依据竣工验收资料和现场照片综合判断，扣除个别缺陷。".to_owned(),
            entered_by: Some(person("liu")),
            confirmed_by: Some(person("he")),
        },
        _ => figures(&[("plan", "100"), ("actual", &(part + 50).to_string())]),
    }
}

fn indicator(code: &str, seed: Seed) -> Indicator {
    let rule = rule(seed);
    let operands = match seed.0 {
        8 => BTreeMap::new(),
        _ => rule.operand_names()[0]
            .iter()
            .map(|name| bound(name))
            .collect(),
    };
    let from_mark = |(name, binding): (String, Binding)| {
        let from = match name.as_str() {
            "mark" | "findings" => Operand::DeskMark,
            _ => binding.from.clone(),
        };
        (name, Binding { from, ..binding })
    };
    Indicator {
        code: code.into(),
        name: format!("指标{code}"),
        explanation: String::new(),
        weight: Points(seed.1),
        rule,
        rule_text: "按规则".to_owned(),
        formula: String::new(),
        evidence: vec![EvidenceKind::Doc],
        documents: Vec::new(),
        elements: Vec::new(),
        operands: BTreeMap::into_iter(operands).map(from_mark).collect(),
    }
}

/// A framework, its facts, and the codes below each level-2 code.
fn made(tree: &[Vec<Vec<Seed>>], treatment: NotApplicableTreatment) -> (Framework, Facts) {
    let mut facts = Facts::new(frame());
    let mut levels = Vec::new();
    for (one, branch) in tree.iter().enumerate() {
        let mut children = Vec::new();
        let mut applies = false;
        for (two, leaves) in branch.iter().enumerate() {
            let mut indicators = Vec::new();
            for (three, seed) in leaves.iter().enumerate() {
                let code = format!("L{one}-{two}-{three}");
                let last = two + 1 == branch.len() && three + 1 == leaves.len();
                if seed.3 && (applies || !last) {
                    let reason = "本项目没有这一内容可评".to_owned();
                    facts.not_applicable.insert(code.as_str().into(), reason);
                } else {
                    applies = true;
                }
                facts.desk_marks.insert(code.as_str().into(), mark(*seed));
                indicators.push(indicator(&code, *seed));
            }
            children.push(Level2 {
                code: format!("L{one}-{two}"),
                name: format!("二级{two}"),
                indicators,
            });
        }
        levels.push(Level1 {
            code: format!("L{one}"),
            name: format!("一级{one}"),
            kind: Level1Kind::Output,
            children,
        });
    }
    facts.consent = Some(ClientConsent {
        by: "王处长".to_owned(),
        on: "2026-11-22".to_owned(),
        document: "复函".to_owned(),
        indicators: facts.not_applicable.keys().cloned().collect(),
    });
    let framework = Framework {
        id: "random".to_owned(),
        version: "1".to_owned(),
        title: "随机".to_owned(),
        source: "随机".to_owned(),
        output_benefit_minimum: Points(0),
        grade_bands: Vec::new(),
        plan: ScoringPlan {
            not_applicable: treatment,
            ..ScoringPlan::default()
        },
        levels,
    };
    (framework, facts)
}

fn trees() -> impl Strategy<Value = Vec<Vec<Vec<Seed>>>> {
    let seed = (0..RULES, 1i64..3_000, 0i64..100, prop::bool::weighted(0.25));
    let level2 = prop::collection::vec(seed, 1..5);
    prop::collection::vec(prop::collection::vec(level2, 1..4), 1..5)
}

fn printed(value: &Value) -> Points {
    let text = value.as_str().expect("a printed number");
    Points::parse(text).expect("two decimals")
}

fn sum<'a>(values: impl Iterator<Item = &'a Value>) -> Points {
    values.map(printed).sum()
}

/// Everything below is read from the sheet's JSON, as it is printed.
fn adds_up(framework: &Framework, facts: &Facts) -> Result<Value, TestCaseError> {
    let (sheet, gaps) = score(framework, facts);
    prop_assert_eq!(gaps, []);
    let sheet = serde_json::to_value(&sheet).expect("JSON");
    let rows = sheet["rows"].as_array().expect("rows");
    let levels = sheet["levels"].as_array().expect("levels");
    let level = |code: &str| {
        levels
            .iter()
            .find(|level| level["code"] == code)
            .expect("a level")
    };
    for one in &framework.levels {
        let mut below = Vec::new();
        for two in &one.children {
            let own = |row: &&Value| {
                two.indicators
                    .iter()
                    .any(|it| row["code"] == it.code.as_str())
            };
            let scores = rows.iter().filter(own).map(|row| &row["score"]);
            let scored = sum(scores.filter(|score| !score.is_null()));
            prop_assert_eq!(scored, printed(&level(&two.code)["score"]));
            below.push(&level(&two.code)["score"]);
        }
        prop_assert_eq!(sum(below.into_iter()), printed(&level(&one.code)["score"]));
    }
    let first = levels.iter().filter(|level| level["level"] == 1);
    let all = sum(first.map(|level| &level["score"]));
    match sheet["rescaling"].is_null() {
        true => prop_assert_eq!(all, printed(&sheet["total"])),
        false => {
            prop_assert_eq!(all, printed(&sheet["rescaling"]["sum"]));
            let applicable = i128::from(printed(&sheet["rescaling"]["applicable"]).0);
            let twice = i128::from(all.0) * 20_000 + applicable;
            let half_up = twice / (2 * applicable);
            prop_assert_eq!(half_up, i128::from(printed(&sheet["total"]).0));
        }
    }
    for row in rows.iter().filter(|row| !row["score"].is_null()) {
        prop_assert!(printed(&row["score"]) <= printed(&row["weight"]), "{}", row);
    }
    Ok(sheet)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn printed_scores_add_up_to_printed_levels_and_total(tree in trees()) {
        let (framework, mut facts) = made(&tree, NotApplicableTreatment::Redistribute);
        facts.not_applicable.clear();
        adds_up(&framework, &facts)?;
    }

    #[test]
    fn they_add_up_with_redistributed_weights_and_no_weight_is_lost(tree in trees()) {
        let (framework, facts) = made(&tree, NotApplicableTreatment::Redistribute);
        let sheet = adds_up(&framework, &facts)?;
        let levels = sheet["levels"].as_array().expect("levels");
        for one in &framework.levels {
            let level = levels.iter().find(|level| level["code"] == one.code.as_str());
            prop_assert_eq!(printed(&level.expect("a level")["weight"]), one.weight());
        }
    }

    #[test]
    fn they_add_up_where_the_total_is_rescaled(tree in trees()) {
        let (framework, facts) = made(&tree, NotApplicableTreatment::Rescale);
        adds_up(&framework, &facts)?;
    }

    #[test]
    fn full_marks_stay_full_marks_at_another_weight(
        kinds in prop::collection::vec((0..RULES, 1i64..3_000), 2..8),
    ) {
        let mut seeds: Vec<Seed> = kinds
            .into_iter()
            .map(|(kind, weight)| match kind {
                1 => (kind, weight, 100, false),
                3 | 6 => (kind, weight, 0, false),
                _ => (5, weight, 100, false),
            })
            .collect();
        seeds[0].3 = true;
        let (framework, facts) = made(&[vec![seeds]], NotApplicableTreatment::Redistribute);
        let (sheet, _) = score(&framework, &facts);
        for row in sheet.rows.iter().filter(|row| row.not_applicable.is_none()) {
            prop_assert_eq!(row.score, Some(row.weight));
        }
        prop_assert_eq!(sheet.total, framework.total_weight());
    }
}

/// Facts from the field, the desk and a questionnaire, changed at random.
fn field_facts() -> impl Strategy<Value = Facts> {
    let answers = ["yes", "no", "cannot_verify", "not_applicable", ""];
    let change = (0usize..4, 1u32..14, prop::sample::select(answers.to_vec()));
    (
        prop::collection::vec(change, 0..30),
        0i64..1_000_000_000,
        (0i64..10_000, 1i64..97, 1i64..50),
        prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    )
        .prop_map(|(changes, paid, (mean, up, down), gone)| {
            let framework = starter("road_bridge").expect("starter");
            let mut facts = perfect(&framework);
            for (site, check, answer) in changes {
                let path = format!("/data/checks/c{check}");
                facts.inspections[site]
                    .answers
                    .insert(path, answer.to_owned());
            }
            facts.fund_figures.insert("paid".to_owned(), Fen(paid));
            for survey in facts.surveys.values_mut() {
                survey.result.mean = Some(whole(mean) / whole(100));
            }
            for project in &facts.sample {
                let weight = whole(up) / whole(down);
                facts.design_weights.insert(project.clone(), weight);
            }
            let codes: Vec<IndicatorCode> = framework
                .indicators()
                .map(|it| it.indicator.code.clone())
                .collect();
            for index in gone {
                let reason = "本项目没有这一内容可评".to_owned();
                facts
                    .not_applicable
                    .insert(index.get(&codes).clone(), reason);
            }
            facts
        })
}

/// Through JSON and back, as the facts of an issued report are kept.
fn thawed<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).expect("JSON")).expect("the same type")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_frozen_facts_of_an_evaluation_give_the_same_bytes_again(facts in field_facts()) {
        let framework = starter("road_bridge").expect("starter");
        let bytes = |framework: &Framework, facts: &Facts| {
            serde_json::to_string(&score(framework, facts)).expect("JSON")
        };
        let issued = bytes(&framework, &facts);
        let again = bytes(&thawed(&framework), &thawed(&facts));
        prop_assert_eq!(issued, again);
    }

    #[test]
    fn frozen_facts_of_a_random_framework_give_the_same_bytes_again(tree in trees()) {
        let (framework, facts) = made(&tree, NotApplicableTreatment::Redistribute);
        let bytes = |framework: &Framework, facts: &Facts| {
            serde_json::to_string(&score(framework, facts)).expect("JSON")
        };
        let again = bytes(&thawed(&framework), &thawed(&facts));
        prop_assert_eq!(bytes(&framework, &facts), again);
    }
}
