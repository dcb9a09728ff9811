//! Finished records whose answers the form refuses: nothing is lost, nothing counts, and what is
//! mended counts. Not here: what cannot become a revision at all (`by_hand`, `http::quarantine`).

use std::collections::BTreeMap;

use domain::fieldwork::{RecordBody, RecordState};
use domain::ids::{EngagementId, Sha256Hex};
use domain::party::Role;
use domain::sync::{Operation, Outcome, RejectReason};
use domain::time::Timestamp;
use domain::wire::{PushRequest, PushResponse, urls};
use serde_json::{Value, json};
use server::demo::Lifecycle;
use server::service::ServiceError;
use server::store;

use crate::forms::scenario::{Scenario, now};
use crate::forms::site_inspection::flawless;
use crate::tablet::Tablet;
use crate::world::{Answer, Person, World, demo_url};

type Answers = BTreeMap<String, String>;

/// The first site's inspection, finished.
fn finished(tablet: &Tablet, base_rev: u64, answers: &Answers) -> Operation {
    let body = RecordBody {
        answers: answers.clone(),
        started_at: Timestamp(now().0 - 3_600_000),
        finalised_at: Some(now()),
        ..RecordBody::default()
    };
    tablet.operation(base_rev, body)
}

async fn send(tablet: &Tablet, base_rev: u64, answers: &Answers) {
    let sent = finished(tablet, base_rev, answers);
    let answer = tablet.push(&[sent]).await;
    let outcome = &answer.outcomes[0].outcome;
    let taken = matches!(outcome, Outcome::Accepted { rev, .. } if *rev == base_rev + 1);
    assert!(taken, "{outcome:?}");
}

async fn seen(manager: &Person, tablet: &Tablet) -> Value {
    let id = tablet.site().inspection.as_str();
    manager.get(&demo_url(urls::RECORD, &[id])).await.body
}

async fn accept(manager: &Person, tablet: &Tablet, rev: u64) -> Answer {
    let id = tablet.site().inspection.as_str();
    let review = json!({ "rev": rev, "accepted": true });
    manager.post(&demo_url(urls::REVIEW, &[id]), &review).await
}

async fn scores(manager: &Person) -> Value {
    manager.get(&demo_url(urls::SCORES, &[])).await.body
}

/// What the form refuses, with the code and the question it is told at.
fn refused() -> [(Answers, &'static str, String); 4] {
    let good = flawless();
    let with = |path: &str, value: &str| {
        let mut answers = good.answers();
        answers.insert(path.to_owned(), value.to_owned());
        answers
    };
    let design = good.path("m1_design");
    let mut without = good.answers();
    without.remove("/data/checks/c1");
    let gone = "/data/checks/c99".to_owned();
    let choice = "/data/checks/c2".to_owned();
    [
        (with(&design, "很长"), "ANSWER_INVALID", design),
        (with(&choice, "perhaps"), "ANSWER_INVALID", choice),
        (with(&gone, "no"), "ANSWER_UNKNOWN_PATH", gone),
        (without, "ANSWER_MISSING", "/data/checks/c1".to_owned()),
    ]
}

#[tokio::test]
async fn what_the_form_refuses_is_kept_whole_counts_nowhere_and_counts_when_it_is_mended() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let manager = world.person(Role::Manager).await;
    let mut rev = 0;
    for (answers, code, path) in refused() {
        send(&tablet, rev, &answers).await;
        rev += 1;
        let record = seen(&manager, &tablet).await;
        assert_eq!(record["summary"]["state"], "held", "{code} {path}");
        assert_eq!(record["body"]["answers"], json!(answers), "nothing is lost");
        let problems = record["problems"].as_array().unwrap();
        let told = |problem: &Value| problem["code"] == code && problem["place"]["path"] == *path;
        assert!(problems.iter().any(told), "{code} {path}: {problems:?}");

        assert_eq!(scores(&manager).await["complete_records"], 0, "{path}");
        let overview = manager.get(&demo_url(urls::ENGAGEMENT, &[])).await.body;
        let counts = (
            &overview["waiting_for_review"],
            &overview["progress"]["sites_done"],
        );
        assert_eq!(counts, (&json!(0), &json!(0)), "{path}");
        let accepted = accept(&manager, &tablet, rev).await;
        assert_eq!(
            (accepted.status, accepted.codes()),
            (409, vec!["RECORD_NOT_SOUND"])
        );
    }
    assert_eq!(state_on_the_tablet(&tablet).await, RecordState::Held);

    send(&tablet, rev, &flawless().answers()).await;
    let record = seen(&manager, &tablet).await;
    assert_eq!(record["summary"]["state"], "submitted");
    assert_eq!(record["problems"], json!([]));
    assert_eq!(scores(&manager).await["complete_records"], 1);
    let accepted = accept(&manager, &tablet, rev + 1).await;
    assert_eq!(accepted.body["summary"]["state"], "accepted");
}

async fn state_on_the_tablet(tablet: &Tablet) -> RecordState {
    let url = format!("{}?cursor=0", demo_url(urls::PULL, &[]));
    let page = tablet.person.get(&url).await.body;
    serde_json::from_value(page["changes"][0]["state"].clone()).unwrap()
}

#[tokio::test]
async fn a_held_record_can_be_sent_back_with_a_reason() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let manager = world.person(Role::Manager).await;
    let [(answers, ..), ..] = refused();
    send(&tablet, 0, &answers).await;
    let id = tablet.site().inspection.as_str();
    let review = json!({ "rev": 1, "accepted": false, "reason": "长度请填数字" });
    let returned = manager.post(&demo_url(urls::REVIEW, &[id]), &review).await;
    assert_eq!(returned.status, 200, "{}", returned.body);
    assert_eq!(state_on_the_tablet(&tablet).await, RecordState::Returned);
}

/// Checks of the form that a road is not asked.
fn not_asked(scenario: &Scenario) -> Vec<String> {
    let checks = (1..=13).map(|number| format!("/data/checks/c{number}"));
    let state = scenario.session.state();
    let left_out = checks.filter(|path| state.relevant.get(path) == Some(&false));
    left_out.collect()
}

#[tokio::test]
async fn an_answer_to_a_question_that_is_not_asked_stays_in_the_record_and_counts_nowhere() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let manager = world.person(Role::Manager).await;
    let good = flawless();
    send(&tablet, 0, &good.answers()).await;
    let before = scores(&manager).await;

    let stray = not_asked(&good);
    assert!(!stray.is_empty(), "a road is not asked everything");
    let mut answers = good.answers();
    answers.extend(stray.iter().map(|path| (path.clone(), "no".to_owned())));
    send(&tablet, 1, &answers).await;
    let record = seen(&manager, &tablet).await;
    assert_eq!(record["summary"]["state"], "submitted");
    assert_eq!(record["body"]["answers"][&stray[0]], "no");
    assert_eq!(record["findings"], json!([]));
    assert_eq!(scores(&manager).await, before, "no score moves");
    let page = manager
        .client
        .get(world.url(&demo_url(urls::REPORT_HTML, &[])));
    let page = page.send().await.unwrap().text().await.unwrap();
    let failed = page.contains("S-001");
    assert!(!failed, "no finding in the report");
}

#[tokio::test]
async fn every_finished_record_of_the_example_is_sound() {
    let world = World::at(Lifecycle::Fieldwork).await;
    let manager = world.person(Role::Manager).await;
    let page = manager.get(&demo_url(urls::RECORDS, &[])).await.body;
    let records = page["records"].as_array().unwrap();
    assert!(!records.is_empty());
    let held: Vec<&Value> = records
        .iter()
        .filter(|record| record["state"] == "held")
        .collect();
    assert!(held.is_empty(), "{held:?}");
}

#[tokio::test]
async fn a_receipt_is_not_given_to_another_engagement_that_knows_the_operation() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let operation = finished(&tablet, 0, &flawless().answers());
    tablet.push(std::slice::from_ref(&operation)).await;
    let person = tablet.pack.person.id.clone();
    let other = world.service.store.write(move |tx| {
        let mut other = store::engagements::find(tx, server::demo::CODE)?.unwrap();
        (other.id, other.code) = (EngagementId::from("other"), "other".to_owned());
        store::engagements::insert(tx, &other, now())?;
        store::engagements::set_member(tx, &other.id, &person, Role::Evaluator)?;
        Ok::<_, ServiceError>(())
    });
    other.await.unwrap();
    let hash: Sha256Hex = operation.content_hash();
    let request = PushRequest {
        operations: vec![operation],
    };
    let url = urls::fill(urls::PUSH, &["other"]);
    let body = serde_json::to_value(request).unwrap();
    let answer = tablet.person.post(&url, &body).await;
    let answer: PushResponse = serde_json::from_value(answer.body).unwrap();
    let reason = RejectReason::UnknownFormVersion;
    assert_eq!(
        answer.outcomes[0].outcome,
        Outcome::Rejected { reason },
        "{hash}: as if nobody had ever seen it"
    );
}
