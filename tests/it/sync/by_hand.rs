//! What the server makes of operations that come twice, late, reversed or from the wrong hands.

use domain::fieldwork::RecordState;
use domain::ids::DeviceId;
use domain::sync::{Outcome, RejectReason};
use domain::wire::{PullResponse, urls};

use crate::tablet::Tablet;
use crate::world::{World, demo_url};

const NOTE: &str = "/data/header/h5";
const WEATHER: &str = "/data/header/h17";

async fn pulled(tablet: &Tablet) -> PullResponse {
    let answer = tablet
        .person
        .get(&format!("{}?cursor=0", demo_url(urls::PULL, &[])))
        .await;
    serde_json::from_value(answer.body).unwrap()
}

#[tokio::test]
async fn every_push_sent_twice_has_one_effect_and_the_same_receipt() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let operation = tablet.inspection(0, &[(NOTE, "石桥村")]);
    let first = tablet.push(std::slice::from_ref(&operation)).await;
    let second = tablet.push(&[operation.clone(), operation]).await;
    let Outcome::Accepted {
        rev,
        server_seq,
        hash,
    } = first.outcomes[0].outcome.clone()
    else {
        panic!("{first:?}")
    };
    let duplicate = Outcome::Duplicate {
        rev,
        server_seq,
        hash,
    };
    assert_eq!(second.outcomes[0].outcome, duplicate);
    assert_eq!(second.outcomes[1].outcome, duplicate);
    let pulled = pulled(&tablet).await;
    assert_eq!((pulled.changes.len(), pulled.changes[0].rev), (1, 1));
}

#[tokio::test]
async fn operations_in_reverse_order_end_in_the_same_record() {
    let mut bodies = Vec::new();
    for reversed in [false, true] {
        let world = World::planned().await;
        let tablet = Tablet::enrol(&world).await;
        let one = tablet.inspection(0, &[(NOTE, "石桥村")]);
        let other = tablet.inspection(0, &[(WEATHER, "晴")]);
        let mut operations = [one, other];
        if reversed {
            operations.reverse();
        }
        tablet.push(&operations).await;
        bodies.push(pulled(&tablet).await.changes[0].body.answers.clone());
    }
    assert_eq!(bodies[0], bodies[1]);
    assert_eq!(bodies[0].len(), 2, "neither edit is lost");
}

#[tokio::test]
async fn the_same_field_changed_twice_keeps_both_and_waits_for_a_person() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let one = tablet.inspection(0, &[(NOTE, "石桥村")]);
    let other = tablet.inspection(0, &[(NOTE, "新塘村")]);
    let answer = tablet.push(&[one, other]).await;
    let Outcome::Conflict { paths, .. } = &answer.outcomes[1].outcome else {
        panic!("{answer:?}")
    };
    assert_eq!(paths, &[NOTE]);
    let pulled = pulled(&tablet).await;
    assert_eq!(pulled.changes[0].state, RecordState::Conflict);
    assert_eq!(pulled.changes[0].body.answers[NOTE], "石桥村");
}

#[tokio::test]
async fn what_cannot_be_applied_is_quarantined_with_its_reason_and_the_rest_goes_on() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let mut foreign_device = tablet.inspection(0, &[]);
    foreign_device.device_id = DeviceId::from("someone-elses");
    let mut unknown_form = tablet.inspection(0, &[]);
    unknown_form.form_version = "1999".to_owned();
    let mut foreign_site = tablet.inspection(0, &[]);
    foreign_site.project_code = "DL9999".into();
    let mut wrong_document = tablet.inspection(0, &[]);
    wrong_document.doc_id = "another".into();
    let from_nowhere = tablet.inspection(7, &[]);
    let mut tampered = tablet.inspection(0, &[]);
    tampered
        .body
        .answers
        .insert(NOTE.to_owned(), "改".to_owned());
    let good = tablet.inspection(0, &[(NOTE, "石桥村")]);
    let operations = [
        foreign_device.seal(),
        unknown_form.seal(),
        foreign_site.seal(),
        wrong_document.seal(),
        from_nowhere,
        tampered,
        good,
    ];
    let answer = tablet.push(&operations).await;
    let reasons: Vec<Option<RejectReason>> = answer
        .outcomes
        .iter()
        .map(|item| match item.outcome {
            Outcome::Rejected { reason } => Some(reason),
            _ => None,
        })
        .collect();
    use RejectReason::*;
    let expected = [
        UnknownDevice,
        UnknownFormVersion,
        NotAssigned,
        WrongDocument,
        UnknownBase,
        HashMismatch,
    ];
    assert_eq!(reasons[..6], expected.map(Some));
    assert_eq!(reasons[6], None);
    let kept = world
        .service
        .store
        .read(|tx| {
            server::store::engagements::find(tx, "demo")?.map_or(Ok(0), |engagement| {
                server::store::quarantine::count(tx, &engagement.id)
            })
        })
        .await;
    let kept: Result<u32, server::store::StoreError> = kept;
    assert_eq!(kept.unwrap(), 6, "nothing is thrown away");
}

#[tokio::test]
async fn a_hole_in_the_device_sequence_is_told() {
    let world = World::planned().await;
    let tablet = Tablet::enrol(&world).await;
    let first = tablet.inspection(0, &[(NOTE, "1")]);
    let _lost = tablet.inspection(0, &[(NOTE, "2")]);
    let third = tablet.inspection(0, &[(WEATHER, "3")]);
    tablet.push(&[first, third]).await;
    let url = format!(
        "{}?device={}",
        demo_url(urls::DIGEST, &[]),
        tablet.device_id
    );
    assert_eq!(tablet.person.get(&url).await.body["device_seq"], 1);
}
