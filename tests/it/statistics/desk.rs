//! What the room shows, and who may see it.

use domain::party::Role;
use domain::wire::urls;
use serde_json::{Value, json};

use super::respondents::{FORM, Village};
use crate::world::{World, demo_url};

fn question<'a>(statistics: &'a Value, name: &str) -> &'a Value {
    let questions = statistics["questions"].as_array().unwrap();
    let end = format!("/{name}");
    let found = questions
        .iter()
        .find(|question| question["path"].as_str().unwrap().ends_with(&end));
    found.unwrap_or_else(|| panic!("{name}"))
}

#[tokio::test]
async fn only_managers_see_the_statistics() {
    let world = World::planned().await;
    let evaluator = world.person(Role::Evaluator).await;
    for (url, rest) in [
        (urls::SURVEYS, &[][..]),
        (urls::SURVEY, &[FORM][..]),
        (urls::SURVEY_VERDICTS, &[FORM]),
        (urls::SURVEY_XLSX, &[FORM]),
        (urls::SURVEY_RESPONSES_CSV, &[FORM]),
        (urls::SURVEY_PLAN, &[]),
    ] {
        let answer = evaluator.get(&demo_url(url, rest)).await;
        assert_eq!(answer.codes(), ["DESK_ONLY"], "{url}");
    }
    let manager = world.person(Role::Manager).await;
    let unknown = manager.get(&demo_url(urls::SURVEY, &["no-such"])).await;
    assert_eq!(
        (unknown.status, unknown.codes()),
        (404, vec!["SURVEY_NOT_FOUND"])
    );
}

#[tokio::test]
async fn rates_and_figures_carry_their_method_and_their_base() {
    let mut village = Village::new().await;
    for _ in 0..3 {
        village.answers(&[], 300).await;
    }
    village.answers(&[("q3", "")], 300).await;
    village.answers(&[("s1", "no")], 300).await;
    let list = village
        .manager
        .get(&demo_url(urls::SURVEYS, &[]))
        .await
        .body;
    let own = list
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["form_id"] == FORM);
    assert_eq!(own.unwrap()["received"], 5);

    let statistics = village.statistics().await;
    let rates = &statistics["rates"];
    // 64 sites × 10 planned; one site brought five.
    assert_eq!(
        (&rates["issued"], &rates["returned"]),
        (&json!(640), &json!(5))
    );
    assert_eq!((&rates["valid"], &rates["invalid"]), (&json!(3), &json!(1)));
    assert_eq!(rates["screened"], 1);
    assert_eq!(
        (&rates["return_rate"], &rates["valid_rate"]),
        (&json!("0.78"), &json!("60.00"))
    );
    assert_eq!(statistics["is_small_base"], true);

    assert_figures(statistics["satisfaction"].as_array().unwrap());

    let q3 = question(&statistics, "q3");
    let counts = q3["kind"]["choices"].as_array().unwrap();
    let all: u64 = counts
        .iter()
        .map(|choice| choice["count"].as_u64().unwrap())
        .sum();
    assert_eq!(
        (all, &q3["answered"], &q3["unanswered"]),
        (3, &json!(3), &json!(0))
    );
}

/// Each measure with its base and interval; one of them is what the plan fixes.
fn assert_figures(figures: &[Value]) {
    // (0.25·80 + 0.25·100 + 0.15·60 + 0.15·80 + 0.20·80) ÷ 1
    let printed: Vec<_> = figures
        .iter()
        .map(|f| {
            (
                f["measure"].as_str().unwrap(),
                f["percent"].as_str().unwrap(),
                &f["base"],
            )
        })
        .collect();
    let three = json!(3);
    assert_eq!(
        printed,
        [
            ("mean", "82.00", &three),
            ("satisfied_share", "80.00", &three),
            ("overall_question", "80.00", &three),
        ]
    );
    let fixed = figures
        .iter()
        .filter(|figure| figure["is_fixed"] == true)
        .count();
    assert_eq!(fixed, 1, "the plan fixes exactly one");
    assert!(
        figures
            .iter()
            .all(|figure| figure["interval"]["low"].is_string())
    );
}

#[tokio::test]
async fn a_number_question_has_mean_median_and_ends() {
    let mut village = Village::new().await;
    for minutes in ["10", "0", "25", "5"] {
        village.answers(&[("q10", minutes)], 300).await;
    }
    let statistics = village.statistics().await;
    let kind = question(&statistics, "q10")["kind"].clone();
    let texts = ["mean", "median", "smallest", "largest"].map(|name| kind[name].clone());
    assert_eq!(texts, ["10.00", "7.5", "0", "25"].map(Value::from));
}

#[tokio::test]
async fn statistics_of_one_site_leave_the_others_out() {
    let mut village = Village::new().await;
    village.answers(&[], 300).await;
    let other = village.tablet.pack.sites[1].project.code.0.clone();
    let here = village.tablet.site().project.code.0.clone();
    let at = async |site: &str| {
        let answer = village.get(urls::SURVEY, &[("site", site)]).await;
        answer.body["statistics"]["rates"].clone()
    };
    let (here, other) = (at(&here).await, at(&other).await);
    assert_eq!(
        (&here["issued"], &here["returned"]),
        (&json!(10), &json!(1))
    );
    assert_eq!(
        (&other["issued"], &other["returned"]),
        (&json!(10), &json!(0))
    );
}

#[tokio::test]
async fn an_open_answer_is_found_by_a_word_of_two_characters() {
    let mut village = Village::new().await;
    for text in [
        "路面又坏了，没有人养护。",
        "路灯不亮",
        "护栏缺失，请养 护",
        "S203 road",
    ] {
        village.answers(&[("q12", text)], 300).await;
    }
    let question = village.path("q12");
    let search = async |village: &Village, word: &str| {
        let query = [("question", question.as_str()), ("search", word)];
        let answer = village.get(urls::SURVEY_TEXTS, &query).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.body
    };
    for (word, hits) in [
        ("养护", 1),
        ("护栏", 1),
        ("路", 2),
        ("s203", 1),
        ("灯亮", 0),
        ("", 4),
    ] {
        assert_eq!(search(&village, word).await["total"], hits, "{word}");
    }
    let found = search(&village, "养护").await;
    let segments = found["texts"][0]["segments"].as_array().unwrap();
    let marked: Vec<_> = segments.iter().filter(|s| s["is_hit"] == true).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["text"], "养护");
    // What comes later is found as well, and no search can break the index.
    village.answers(&[("q12", "急需养护")], 300).await;
    assert_eq!(search(&village, "养护").await["total"], 2);
    assert_eq!(search(&village, "\" OR * NEAR( 养护").await["total"], 0);
    let wrong = [("question", "/data/none"), ("search", "养护")];
    let refused = village.get(urls::SURVEY_TEXTS, &wrong).await;
    assert_eq!(refused.codes(), ["NOT_A_TEXT_QUESTION"]);
}

#[tokio::test]
async fn a_cross_table_hides_small_cells_and_those_that_would_give_them_away() {
    let mut village = Village::new().await;
    for (role, answer, people) in [
        ("villager", "often", 12),
        ("villager", "never", 7),
        ("cadre", "often", 6),
        ("cadre", "never", 2),
    ] {
        for _ in 0..people {
            village.answers(&[("s3", role), ("q11", answer)], 300).await;
        }
    }
    let (attribute, question) = (village.path("s3"), village.path("q11"));
    let query = [
        ("attribute", attribute.as_str()),
        ("question", question.as_str()),
    ];
    let answer = village.get(urls::SURVEY_CROSS, &query).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let table = &answer.body["table"];
    assert_eq!(
        (&table["base"], &table["has_hidden_cells"]),
        (&json!(27), &json!(true))
    );
    let cells = table["cells"].as_array().unwrap().iter();
    let printed = cells
        .flat_map(|row| row.as_array().unwrap())
        .filter(|cell| !cell["count"].is_null())
        .count();
    assert_eq!(
        printed, 0,
        "in a table of two by two one small cell hides all four"
    );
    let same = [
        ("attribute", attribute.as_str()),
        ("question", attribute.as_str()),
    ];
    let refused = village.get(urls::SURVEY_CROSS, &same).await;
    assert_eq!(refused.codes(), ["CROSS_TABLE_QUESTIONS"]);
}
