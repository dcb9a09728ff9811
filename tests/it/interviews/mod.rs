//! Interviews from the tablet to the desk, through the real runner and the real router.

mod guide;
mod open_items;
pub mod team;

use domain::fieldwork::{RecordKind, RecordState};
use domain::ids::DocumentId;
use domain::instrument::Instrument;
use domain::party::Role;
use domain::wire::{InterviewBoard, urls};

use self::guide::COMPLETE;
use self::team::{Sheet, TeamTablet, new_id};
use crate::sync::cut_connection::proxy;
use crate::world::{World, demo_url};

fn sheet(guide: &Instrument, doc_id: DocumentId) -> Sheet {
    Sheet {
        kind: RecordKind::Interview,
        doc_id,
        form_id: guide.form_id.clone(),
        form_version: guide.version.clone(),
    }
}

/// The answers that finish the guide, with some put differently; an empty one is left out.
fn but<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut answers: Vec<(&str, &str)> = COMPLETE
        .into_iter()
        .filter(|(path, _)| changed.iter().all(|(other, _)| other != path))
        .collect();
    answers.extend(changed.iter().filter(|(_, value)| !value.is_empty()));
    answers
}

async fn board(world: &World) -> InterviewBoard {
    let manager = world.person(Role::Manager).await;
    let answer = manager.get(&demo_url(urls::INTERVIEWS, &[])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_value(answer.body).unwrap()
}

#[tokio::test]
async fn an_interview_held_offline_gets_its_number_once_however_often_it_is_sent() {
    let world = World::planned().await;
    let guide = guide::publish(&world).await;
    let (address, _) = proxy(world.address, 2).await;
    let tablet = TeamTablet::enrol_at(&world, "wang", &format!("http://{address}")).await;
    let (one, other) = (new_id(), new_id());
    tablet
        .write(&sheet(&guide, one.clone()), &COMPLETE, true)
        .await;
    assert_eq!(
        tablet.record(&one).await.unwrap().number,
        None,
        "no number offline"
    );
    for _ in 0..6 {
        // The first answers are lost after the server committed; the same bytes go again.
        drop(tablet.runner.run().await);
    }
    tablet
        .write(&sheet(&guide, other.clone()), &COMPLETE, true)
        .await;
    tablet.synchronise().await;
    assert_eq!(tablet.record(&one).await.unwrap().number, Some(1));
    assert_eq!(tablet.record(&other).await.unwrap().number, Some(2));
    let board = board(&world).await;
    let told: Vec<(&str, RecordState)> = board
        .interviews
        .iter()
        .map(|line| (line.index.as_str(), line.state))
        .collect();
    assert_eq!(
        told,
        [
            ("F-01", RecordState::Submitted),
            ("F-02", RecordState::Submitted)
        ]
    );
    assert_eq!(board.interviews[0].interviewee, "某区交通运输局 计财股股长");
}

#[tokio::test]
async fn the_other_interviewer_sees_it_and_goes_on_and_a_colleague_who_was_not_there_does_not() {
    let world = World::planned().await;
    let guide = guide::publish(&world).await;
    let wang = TeamTablet::enrol(&world, "wang").await;
    let li = TeamTablet::enrol(&world, "li").await;
    let zhao = TeamTablet::enrol(&world, "zhao").await;
    let id = new_id();
    wang.write(&sheet(&guide, id.clone()), &COMPLETE[..6], false)
        .await;
    wang.synchronise().await;
    li.synchronise().await;
    zhao.synchronise().await;
    assert_eq!(li.record(&id).await.unwrap().number, Some(1));
    assert!(zhao.record(&id).await.is_none());

    li.write(&sheet(&guide, id.clone()), &COMPLETE[6..], true)
        .await;
    li.synchronise().await;
    wang.synchronise().await;
    let body = wang.record(&id).await.unwrap().body;
    assert_eq!(body.answers["/data/q1/q1_answer"], "分两次拨付");
    assert!(body.finalised_at.is_some());

    // He names himself no interviewer, so the server does not take it from him.
    zhao.write(&sheet(&guide, id.clone()), &COMPLETE, true)
        .await;
    let report = zhao.runner.run().await;
    assert_eq!(report.rejected, 1, "{report:?}");
}

#[tokio::test]
async fn one_interviewer_or_a_refusal_without_its_reason_is_not_submitted_and_says_why() {
    let world = World::planned().await;
    let guide = guide::publish(&world).await;
    let tablet = TeamTablet::enrol(&world, "wang").await;
    let cases = [
        (
            but(&[("/data/header/interviewer_b", "王建国")]),
            "INTERVIEWERS_TOO_FEW",
        ),
        (
            but(&[("/data/signoff/sign_interviewee_refused", "")]),
            "INTERVIEW_REFUSAL_WITHOUT_REASON",
        ),
        (
            but(&[("/data/signoff/interviewee_confirms", "signed")]),
            "INTERVIEW_NOT_CONFIRMED",
        ),
    ];
    let manager = world.person(Role::Manager).await;
    for (answers, code) in cases {
        let id = new_id();
        tablet
            .write(&sheet(&guide, id.clone()), &answers, true)
            .await;
        tablet.synchronise().await;
        let seen = manager.get(&demo_url(urls::RECORD, &[id.as_str()])).await;
        assert_eq!(seen.body["summary"]["state"], "draft", "{code}");
        let problems = seen.body["problems"].as_array().unwrap();
        assert!(
            problems.iter().any(|problem| problem["code"] == code),
            "{code}: {problems:?}"
        );
        let review = serde_json::json!({ "rev": 1, "accepted": true });
        let accepted = manager
            .post(&demo_url(urls::REVIEW, &[id.as_str()]), &review)
            .await;
        assert_eq!(accepted.codes(), ["RECORD_NOT_COMPLETE"]);
    }
}

#[tokio::test]
async fn interviews_are_reviewed_like_other_records_and_stand_in_the_report() {
    let world = World::planned().await;
    let guide = guide::publish(&world).await;
    let tablet = TeamTablet::enrol(&world, "wang").await;
    let id = new_id();
    tablet
        .write(&sheet(&guide, id.clone()), &COMPLETE, true)
        .await;
    tablet.synchronise().await;
    let manager = world.person(Role::Manager).await;
    let overview = manager.get(&demo_url(urls::ENGAGEMENT, &[])).await.body;
    assert_eq!(overview["waiting_for_review"], 1);
    let list = manager
        .get(&format!("{}?kind=interview", demo_url(urls::RECORDS, &[])))
        .await
        .body;
    assert_eq!(list["records"][0]["index"], "F-01");
    let review = serde_json::json!({ "rev": 1, "accepted": true });
    let answer = manager
        .post(&demo_url(urls::REVIEW, &[id.as_str()]), &review)
        .await;
    assert_eq!(
        answer.body["summary"]["state"], "accepted",
        "{}",
        answer.body
    );
    tablet.synchronise().await;
    assert_eq!(
        tablet.record(&id).await.unwrap().state,
        Some(RecordState::Accepted)
    );
    let (page, _) = server::service::reports::for_owner(
        &world.service,
        server::demo::CODE,
        server::service::reports::Format::Html,
    )
    .await
    .unwrap();
    let page = String::from_utf8(page).unwrap();
    for words in [
        "访谈记录清单",
        "F-01",
        "某区交通运输局 计财股股长",
        "拒签：须经领导同意",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
