//! Findings noted from a mark and from the register of documents, the evidence that is picked for
//! them, and what each cost. Not here: what the unit answers (`desk_answers`).

use std::collections::BTreeMap;

use domain::party::Role;
use domain::scoring::Points;
use domain::wire::urls;
use serde_json::{Value, json};
use server::demo::Lifecycle;

use crate::world::{Answer, Person, World, demo_url};

async fn note(person: &Person, source: Value) -> Answer {
    let new = json!({ "source": source, "dossier": {
        "desk": { "title": "集体决策记录缺失" }, "responsible_unit": "某区交通运输局",
        "facts": "未见会议纪要。",
    } });
    person.post(&demo_url(urls::FINDINGS, &[]), &new).await
}

fn changed(list: &Value) -> Value {
    let mut views = list["findings"].as_array().unwrap().iter();
    let code = &list["changed"];
    views
        .find(|view| view["finding"]["code"] == *code)
        .unwrap()
        .clone()
}

#[tokio::test]
async fn an_unmet_element_or_a_document_is_noted_once_and_leads_back() {
    let world = World::at(Lifecycle::Reported).await;
    let manager = world.person(Role::Manager).await;
    // The example marks the last of A11's five elements, a fifth of 2.00, as not met.
    let mark = json!({ "source": "mark", "indicator": "A11", "element": 5 });
    let noted = note(&manager, mark.clone()).await;
    assert_eq!(noted.status, 200, "{}", noted.body);
    let view = changed(&noted.body);
    assert_eq!(view["finding"]["source"], mark);
    assert_eq!(view["finding"]["indicator"], "A11");
    assert_eq!(view["finding"]["title"], "集体决策记录缺失");
    let scores = manager.get(&demo_url(urls::SCORES, &[])).await.body;
    let rows = scores["sheet"]["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["code"] == "A11").unwrap();
    let points = |value: &Value| Points::parse(value.as_str().unwrap()).unwrap().0;
    let lost = points(&row["weight"]) - points(&row["score"]);
    assert_eq!(points(&view["costs"][0]["points"]), lost);

    let again = note(&manager, mark).await;
    assert_eq!(
        (again.status, again.codes()),
        (409, vec!["FINDING_ALREADY_NOTED"])
    );
    let met = json!({ "source": "mark", "indicator": "A11", "element": 1 });
    assert_eq!(note(&manager, met).await.codes(), ["FINDING_SOURCE_UNFIT"]);

    let missing = json!({ "source": "document", "ordinal": 12 });
    let noted = note(&manager, missing.clone()).await;
    assert_eq!(changed(&noted.body)["finding"]["source"], missing);
    let nothing = json!({ "source": "document", "ordinal": 99 });
    assert_eq!(
        note(&manager, nothing).await.codes(),
        ["FINDING_SOURCE_UNFIT"]
    );

    let report = manager.get(&demo_url(urls::REPORT, &[])).await.body;
    let leads = format!(
        "{}?document=12",
        demo_url("/desk/{engagement}/documents", &[])
    );
    assert!(
        report.to_string().contains(&leads),
        "the report leads there"
    );
}

#[tokio::test]
async fn a_problem_stands_under_the_indicator_that_it_lowers_and_the_costs_fit_the_sheet() {
    let world = World::at(Lifecycle::Reported).await;
    let manager = world.person(Role::Manager).await;
    let list = manager.get(&demo_url(urls::FINDINGS, &[])).await.body;
    let mut cost: BTreeMap<String, i64> = BTreeMap::new();
    let mut bridges = 0;
    for view in list["findings"].as_array().unwrap() {
        for part in view["costs"].as_array().unwrap() {
            let code = part["indicator"].as_str().unwrap();
            let points = Points::parse(part["points"].as_str().unwrap()).unwrap();
            *cost.entry(code.to_owned()).or_default() += points.0;
            assert_eq!(view["finding"]["indicator"], code, "{}", view["finding"]);
            bridges += i32::from(code == "C12");
        }
    }
    assert!(bridges > 0, "the example has an unfinished bridge");
    let scores = manager.get(&demo_url(urls::SCORES, &[])).await.body;
    for row in scores["sheet"]["rows"].as_array().unwrap() {
        let points = |field: &str| Points::parse(row[field].as_str().unwrap()).unwrap().0;
        let code = row["code"].as_str().unwrap();
        let lost = points("weight") - points("score");
        assert!(cost.get(code).copied().unwrap_or(0) <= lost, "{code}");
    }
}

#[tokio::test]
async fn evidence_is_picked_from_what_the_engagement_holds() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let offered = manager
        .get(&demo_url(urls::FINDING_EVIDENCE, &[]))
        .await
        .body;
    let offers = offered["offers"].as_array().unwrap();
    for kind in ["document", "inspection", "interview", "paper", "photo"] {
        let has = offers.iter().any(|offer| offer["kind"] == kind);
        assert!(has, "no {kind}");
    }
    let save = |index: &str| {
        json!({
            "base_revision": 0, "dossier": { "evidence": [{ "index": index, "note": "清单" }] },
        })
    };
    let url = demo_url(urls::FINDING, &["S-001"]);
    let unknown = manager.put(&url, &save("Q-99")).await;
    assert_eq!(unknown.codes(), ["EVIDENCE_UNKNOWN"]);
    let photo = offers
        .iter()
        .find(|offer| offer["kind"] == "photo")
        .unwrap();
    let index = photo["index"].as_str().unwrap();
    let saved = manager.put(&url, &save(index)).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let stranger = world.person(Role::Evaluator).await;
    let refused = stranger.get(&demo_url(urls::FINDING_EVIDENCE, &[])).await;
    assert_eq!(refused.codes(), ["DESK_ONLY"]);
}
