//! What could not be applied, as managers see it, and how much of it one person may leave.

use domain::party::Role;
use domain::sync::{Operation, Outcome, RejectReason};
use domain::wire::{Quarantine, urls};
use serde_json::Value;
use server::service::quarantine::ITEMS_LIMIT;

use crate::tablet::Tablet;
use crate::world::{Person, World, demo_url};

const NOTE: &str = "/data/header/h5";

/// An operation whose content is not what was sealed.
fn damaged(tablet: &Tablet) -> Operation {
    let mut operation = tablet.inspection(0, &[]);
    let answers = &mut operation.body.answers;
    answers.insert(NOTE.to_owned(), "石桥村".to_owned());
    operation
}

async fn kept(person: &Person) -> Quarantine {
    let answer = person.get(&demo_url(urls::QUARANTINE, &[])).await;
    serde_json::from_value(answer.body).unwrap()
}

#[tokio::test]
async fn a_manager_sees_who_sent_what_and_why_it_was_not_taken_and_gets_it_as_it_came() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let mut unknown = tablet.inspection(0, &[(NOTE, "石桥村")]);
    unknown.form_version = "1999".to_owned();
    let unknown = unknown.seal();
    tablet.push(&[unknown.clone(), unknown.clone()]).await;
    let manager = world.person(Role::Manager).await;
    let listed = kept(&manager).await;
    assert_eq!((listed.total, listed.items.len()), (1, 1), "kept once");
    let item = &listed.items[0];
    let project = &tablet.site().project;
    assert_eq!(item.reason, RejectReason::UnknownFormVersion);
    assert_eq!(item.person, tablet.pack.person.name);
    assert_eq!(
        (&item.project_code, &item.project_name),
        (&project.code, &project.name)
    );
    assert_eq!((&item.op_id, item.kind), (&unknown.op_id, unknown.kind));
    let overview = manager.get(&demo_url(urls::ENGAGEMENT, &[])).await.body;
    assert_eq!(overview["quarantined"], 1);

    let url = demo_url(urls::QUARANTINED, &[item.sha256.as_str()]);
    let file = manager.client.get(world.url(&url)).send().await.unwrap();
    let header = |name: &str| file.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-disposition").starts_with("attachment;"));
    assert_eq!(header("content-type"), "application/json");
    let text = file.text().await.unwrap();
    assert_eq!(text.len() as u64, item.bytes);
    let content: Operation = serde_json::from_str(&text).unwrap();
    assert_eq!(content, unknown);

    let evaluator = tablet.person.get(&url).await;
    assert_eq!(evaluator.codes(), ["DESK_ONLY"]);
    let newcomer = world.newcomer().await;
    assert_eq!(newcomer.get(&url).await.codes(), ["ENGAGEMENT_NOT_FOUND"]);
    let none = demo_url(urls::QUARANTINED, &["0".repeat(64).as_str()]);
    assert_eq!(manager.get(&none).await.codes(), ["QUARANTINED_NOT_FOUND"]);
}

#[tokio::test]
async fn beyond_the_limit_nothing_more_is_kept_and_the_device_is_told_and_good_work_goes_on() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let reason_of = |outcome: &Outcome| match outcome {
        Outcome::Rejected { reason } => Some(*reason),
        _ => None,
    };
    let mut first = None;
    let mut left = usize::try_from(ITEMS_LIMIT).unwrap();
    while left > 0 {
        let batch: Vec<Operation> = (0..left.min(50)).map(|_| damaged(&tablet)).collect();
        left -= batch.len();
        let answer = tablet.push(&batch).await;
        let reasons = answer.outcomes.iter().map(|item| reason_of(&item.outcome));
        assert!(
            reasons
                .clone()
                .all(|r| r == Some(RejectReason::HashMismatch))
        );
        first.get_or_insert_with(|| batch[0].clone());
    }
    let again = first.unwrap();
    let good = tablet.inspection(0, &[(NOTE, "石桥村")]);
    let answer = tablet.push(&[damaged(&tablet), again, good]).await;
    let told: Vec<_> = answer
        .outcomes
        .iter()
        .map(|item| reason_of(&item.outcome))
        .collect();
    let (full, damaged) = (RejectReason::QuarantineFull, RejectReason::HashMismatch);
    assert_eq!(told, [Some(full), Some(damaged), None]);
    let manager = world.person(Role::Manager).await;
    assert_eq!(u64::from(kept(&manager).await.total), ITEMS_LIMIT);
    let colleague = Tablet::enrol_colleague(&world, "陈静").await;
    let answer: Value =
        serde_json::to_value(colleague.push(&[self::damaged(&colleague)]).await.outcomes).unwrap();
    assert_eq!(
        answer[0]["outcome"]["reason"], "HASH_MISMATCH",
        "of one's own"
    );
}
