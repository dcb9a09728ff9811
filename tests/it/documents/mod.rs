//! The list of requested documents at the desk and its receipts from tablets, through the real
//! runner and the real router.

mod register;

use domain::document_request::{FORM_ID, FORM_VERSION, paths};
use domain::fieldwork::RecordKind;
use domain::ids::DocumentId;
use domain::party::Role;
use domain::wire::{DocumentRegister, RegisterLine, urls};
use serde_json::{Value, json};

use crate::interviews::team::{Sheet, TeamTablet, new_id};
use crate::world::{Person, World, demo_url};

async fn started(manager: &Person) -> DocumentRegister {
    let started = manager
        .post(&demo_url(urls::DOCUMENTS_STARTER, &[]), &Value::Null)
        .await;
    if started.status == 200 {
        return serde_json::from_value(started.body).unwrap();
    }
    register_of(manager).await
}

async fn register_of(manager: &Person) -> DocumentRegister {
    let answer = manager.get(&demo_url(urls::DOCUMENTS, &[])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_value(answer.body).unwrap()
}

fn receipt(doc_id: &DocumentId) -> Sheet {
    Sheet {
        kind: RecordKind::DocumentReceipt,
        doc_id: doc_id.clone(),
        form_id: FORM_ID.into(),
        form_version: FORM_VERSION.to_owned(),
    }
}

/// The line of the last request, which the example leaves untouched.
fn last(register: &DocumentRegister) -> &RegisterLine {
    register.lines.last().unwrap()
}

#[tokio::test]
async fn two_tablets_that_record_one_document_offline_join_their_fields() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let document = last(&started(&manager).await).request.receipt.clone();
    let wang = TeamTablet::enrol(&world, "wang").await;
    let zhao = TeamTablet::enrol(&world, "zhao").await;
    assert!(
        wang.pack
            .documents
            .iter()
            .any(|request| request.receipt == document)
    );
    let sheet = receipt(&document);
    let received = (paths::STATUS, "received");
    let day = (paths::RECEIVED_ON, "2026-09-14");
    wang.write(&sheet, &[received, day, (paths::COPIES, "2")], false)
        .await;
    zhao.write(
        &sheet,
        &[received, (paths::STAMPED, "yes"), (paths::CHECKED, "yes")],
        false,
    )
    .await;
    wang.synchronise().await;
    zhao.synchronise().await;
    wang.synchronise().await;
    for tablet in [&wang, &zhao] {
        let answers = tablet.record(&document).await.unwrap().body.answers;
        assert_eq!(answers[paths::COPIES], "2");
        assert_eq!(answers[paths::STAMPED], "yes");
    }
    let register = register_of(&manager).await;
    let line = last(&register);
    assert_eq!(line.state.as_str(), "received");
    assert_eq!(
        (line.receipt.copies.as_str(), line.receipt.stamped),
        ("2", Some(true))
    );
    assert_eq!((line.recorded_by.as_str(), line.conflict), ("赵明", false));

    // The same field written twice: both are kept, and the register says so (P4).
    wang.write(&sheet, &[(paths::PAGES, "30")], false).await;
    zhao.write(&sheet, &[(paths::PAGES, "31")], false).await;
    wang.synchronise().await;
    zhao.runner.run().await;
    assert!(last(&register_of(&manager).await).conflict);
}

#[tokio::test]
async fn a_receipt_sent_twice_counts_once_and_one_for_nothing_is_refused() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let document = last(&started(&manager).await).request.receipt.clone();
    let tablet = TeamTablet::enrol(&world, "chen").await;
    tablet
        .write(&receipt(&document), &[(paths::STATUS, "received")], false)
        .await;
    tablet.synchronise().await;
    assert_eq!(tablet.synchronise().await.sent, 0);
    let record = manager
        .get(&demo_url(urls::RECORD, &[document.as_str()]))
        .await;
    assert_eq!(record.body["history"].as_array().unwrap().len(), 1);
    assert_eq!(record.body["summary"]["index"], "Q-12");

    tablet
        .write(&receipt(&new_id()), &[(paths::STATUS, "received")], false)
        .await;
    let report = tablet.runner.run().await;
    assert_eq!(report.rejected, 1, "{report:?}");
}

#[tokio::test]
async fn a_receipt_for_a_request_that_was_removed_meanwhile_brings_it_back() {
    let world = World::planned().await;
    let manager = world.person(Role::Manager).await;
    let request = last(&started(&manager).await).request.clone();
    let tablet = TeamTablet::enrol(&world, "chen").await;
    tablet
        .write(
            &receipt(&request.receipt),
            &[(paths::STATUS, "received")],
            false,
        )
        .await;
    let url = demo_url(urls::DOCUMENT, &[request.id.as_str()]);
    let removed = manager.delete(&url).await;
    assert_eq!(
        removed.body["lines"].as_array().unwrap().len(),
        11,
        "{}",
        removed.body
    );
    tablet.synchronise().await;
    let register = register_of(&manager).await;
    assert_eq!(register.lines.len(), 12);
    assert_eq!(last(&register).request.id, request.id);
    let again = manager.delete(&url).await;
    assert_eq!(
        (again.status, again.codes()),
        (409, vec!["DOCUMENT_HAS_RECEIPT"])
    );
    let edited = json!({ "stage": "general", "name": " ", "due_on": "2026-13-01" });
    let refused = manager.put(&url, &edited).await;
    assert_eq!(
        refused.codes(),
        ["DOCUMENT_NAME_MISSING", "DOCUMENT_DUE_DAY_INVALID"]
    );
}
