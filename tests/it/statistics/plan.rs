//! Validity rules as settings, rulings on suspicious responses, the method that the plan fixes.

use domain::wire::urls;
use serde_json::json;

use super::respondents::{FORM, Village};
use crate::world::demo_url;

#[tokio::test]
async fn each_change_of_the_plan_keeps_who_when_why_and_what_was_before() {
    let village = Village::new().await;
    let without = village
        .plan(|plan| plan["validity"]["fast_seconds"] = json!(30), " ")
        .await;
    assert_eq!(without.codes(), ["REASON_MISSING"]);
    let wrong = village
        .plan(
            |plan| plan["validity"]["fast_seconds"] = json!(-1),
            "试一试",
        )
        .await;
    assert_eq!(
        (wrong.status, wrong.codes()),
        (422, vec!["SURVEY_PLAN_NUMBER"])
    );
    let saved = village
        .plan(
            |plan| plan["validity"]["fast_seconds"] = json!(30),
            "预调查中位用时90秒",
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(
        (&saved.body["revision"], &saved.body["history"][0]["reason"]),
        (&json!(1), &json!("预调查中位用时90秒"))
    );
    assert!(!saved.body["history"][0]["by"].as_str().unwrap().is_empty());

    let stale = json!({ "revision": 0, "plan": saved.body["plan"], "reason": "再改一次" });
    let url = demo_url(urls::SURVEY_PLAN, &[]);
    let refused = village.manager.put(&url, &stale).await;
    assert_eq!(
        (refused.status, refused.codes()),
        (409, vec!["SURVEY_PLAN_CHANGED"])
    );
}

#[tokio::test]
async fn a_fast_response_is_suspicious_and_a_slower_rule_clears_it() {
    let mut village = Village::new().await;
    village.answers(&[], 40).await;
    village.answers(&[], 300).await;
    let list = village.verdicts().await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["verdict"]["suspicions"], json!(["too_fast"]));
    assert_eq!(
        (&list[0]["verdict"]["standing"], &list[0]["seconds"]),
        (&json!("valid"), &json!(40))
    );
    village
        .plan(
            |plan| plan["validity"]["fast_seconds"] = json!(30),
            "预调查更快",
        )
        .await;
    assert_eq!(village.verdicts().await, json!([]));
}

#[tokio::test]
async fn a_manager_excludes_a_suspicious_response_and_takes_it_back_and_both_are_kept() {
    let mut village = Village::new().await;
    let fast = village
        .answers(&[("q3", "very_dissatisfied"), ("q8", "other")], 10)
        .await;
    let calm = village.answers(&[], 300).await;
    let refused = village.rule(&calm, "exclude", "没有理由").await;
    assert_eq!(refused.codes(), ["RESPONSE_NOT_SUSPICIOUS"]);
    assert_eq!(
        village.rule(&fast, "exclude", "").await.codes(),
        ["REASON_MISSING"]
    );

    let mean = async |village: &Village| {
        let statistics = village.statistics().await;
        statistics["satisfaction"][0]["percent"].clone()
    };
    assert_eq!(
        mean(&village).await,
        "72.00",
        "it counts until someone excludes it"
    );
    let ruled = village.rule(&fast, "exclude", "10秒不可能读完").await;
    assert_eq!(ruled.status, 200, "{}", ruled.body);
    assert_eq!(
        ruled.body["responses"][0]["verdict"]["standing"],
        "excluded"
    );
    assert_eq!(mean(&village).await, "82.00");
    assert_eq!(village.statistics().await["rates"]["excluded"], 1);

    village.rule(&fast, "keep", "录音核实，确为本人").await;
    assert_eq!(mean(&village).await, "72.00");
    let rulings = village.verdicts().await[0]["rulings"].clone();
    let decisions: Vec<_> = rulings
        .as_array()
        .unwrap()
        .iter()
        .map(|r| &r["decision"])
        .collect();
    assert_eq!(decisions, ["exclude", "keep"]);
}

#[tokio::test]
async fn the_method_of_the_plan_is_marked_and_scored() {
    let mut village = Village::new().await;
    village.answers(&[], 300).await;
    let fix = json!({ FORM: { "method": "overall_question" } });
    let saved = village
        .plan(|plan| plan["questionnaires"] = fix, "方案约定按总体题")
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let statistics = village.statistics().await;
    let fixed: Vec<_> = statistics["satisfaction"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|figure| figure["is_fixed"] == true)
        .map(|figure| &figure["measure"])
        .collect();
    assert_eq!(fixed, ["overall_question"]);
    let scores = village.manager.get(&demo_url(urls::SCORES, &[])).await.body;
    let rows = scores["sheet"]["rows"].to_string();
    assert!(
        rows.contains("总体题均值法"),
        "the working says how: {rows}"
    );
    let page = village
        .manager
        .client
        .get(village.world.url(&demo_url(urls::REPORT_HTML, &[])))
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("总体题均值法") && page.contains("平板作答"));
}

#[tokio::test]
async fn the_population_gives_a_target_and_what_to_issue() {
    let mut village = Village::new().await;
    village.answers(&[], 300).await;
    let plan = json!({ FORM: { "population": 212 } });
    village
        .plan(|all| all["questionnaires"] = plan, "受益人口212人")
        .await;
    let target = village.statistics().await["target"].clone();
    assert_eq!(
        (
            &target["needed"],
            &target["to_issue"],
            &target["is_reached"]
        ),
        (&json!(137), &json!(153), &json!(false))
    );
}

#[tokio::test]
async fn an_answer_the_form_refuses_makes_the_response_invalid_and_is_no_missing_answer() {
    let mut village = Village::new().await;
    village.answers(&[], 300).await;
    let perhaps = village.answers(&[("q3", "perhaps")], 300).await;
    village.answers(&[("q10", "很久")], 300).await;
    // v1 is a rule of the plan; that an answer fits the form is not.
    let off = |plan: &mut serde_json::Value| plan["validity"]["require_answers"] = json!(false);
    village.plan(off, "不因缺答作废").await;
    let reasons: Vec<_> = village.verdicts().await.as_array().unwrap().clone();
    let told: Vec<_> = reasons
        .iter()
        .map(|view| {
            let verdict = &view["verdict"];
            (verdict["standing"].clone(), verdict["reasons"].clone())
        })
        .collect();
    let wrong = |name: &str| json!([{ "reason": "wrong_answer", "path": village.path(name) }]);
    let expected = [
        (json!("invalid"), wrong("q3")),
        (json!("invalid"), wrong("q10")),
    ];
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(expected.iter().all(|one| told.contains(one)), "{told:?}");
    let rates = village.statistics().await["rates"].clone();
    let counts = (&rates["returned"], &rates["valid"], &rates["invalid"]);
    assert_eq!(counts, (&json!(3), &json!(1), &json!(2)), "all came back");
    let url = demo_url(urls::REVIEW, &[perhaps.as_str()]);
    let review = json!({ "rev": 1, "accepted": true });
    let accepted = village.manager.post(&url, &review).await;
    assert_eq!(accepted.codes(), ["RECORD_NOT_SOUND"]);
}

#[tokio::test]
async fn an_answer_that_was_not_asked_is_in_no_statistic() {
    let mut village = Village::new().await;
    // Reasons are asked of those who are not satisfied.
    village.answers(&[("q8", "other")], 300).await;
    let statistics = village.statistics().await;
    let end = "/q8";
    let questions = statistics["questions"].as_array().unwrap();
    let q8 = questions
        .iter()
        .find(|question| question["path"].as_str().unwrap().ends_with(end));
    assert_eq!(q8.unwrap()["answered"], 0);
    assert_eq!(statistics["rates"]["valid"], 1);
}
