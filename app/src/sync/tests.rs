//! The outbox's and the inbox's rules, on the store in memory. Not here: the run against a real
//! server (tests/it/sync).

use domain::fieldwork::{RecordBody, RecordKind, RecordState};
use domain::ids::{EngagementId, OperationId, Sha256Hex};
use domain::sync::{Change, ItemOutcome, Operation, Outcome, RejectReason};
use domain::time::Timestamp;
use domain::wire::PullResponse;

use super::*;
use crate::storage::{LocalStore as _, MemoryStore, OutboxState, StoredRecord};

fn demo() -> EngagementId {
    "demo".into()
}

fn edit(doc_id: &str) -> Edit {
    Edit {
        engagement: demo(),
        doc_id: doc_id.into(),
        kind: RecordKind::SiteInspection,
        project_code: "DL0002".into(),
        form_id: "site-road-bridge".into(),
        form_version: "1".into(),
    }
}

fn body(pairs: &[(&str, &str)]) -> RecordBody {
    let answers = pairs
        .iter()
        .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()));
    RecordBody {
        answers: answers.collect(),
        started_at: Timestamp(1),
        ..RecordBody::default()
    }
}

async fn save(store: &MemoryStore, doc_id: &str, op: &str, pairs: &[(&str, &str)]) {
    let stamp = Stamp {
        device_id: "tablet".into(),
        op_id: OperationId::from(op),
        at: Timestamp(9),
    };
    let wanted = body(pairs);
    let written = edit_record(store, &edit(doc_id), &stamp, &[], |record| {
        record.body = wanted.clone()
    })
    .await;
    assert_eq!(written, Ok(true));
}

async fn batch(store: &MemoryStore) -> Vec<Operation> {
    take_batch(store, &demo(), 20).await.unwrap()
}

async fn answer(store: &MemoryStore, operation: &Operation, outcome: Outcome) -> Tally {
    let item = ItemOutcome {
        op_id: operation.op_id.clone(),
        outcome,
    };
    apply_outcomes(
        store,
        &demo(),
        std::slice::from_ref(operation),
        &[item],
        Timestamp(10),
    )
    .await
    .unwrap()
}

fn accepted(operation: &Operation, rev: u64) -> Outcome {
    Outcome::Accepted {
        rev,
        server_seq: rev,
        hash: operation.hash.clone().unwrap(),
    }
}

async fn pull(store: &MemoryStore, rev: u64, state: RecordState, pairs: &[(&str, &str)]) {
    let change = Change {
        server_seq: 100 + rev,
        doc_id: "doc".into(),
        kind: RecordKind::SiteInspection,
        project_code: "DL0002".into(),
        rev,
        body: body(pairs),
        form_id: "site-road-bridge".into(),
        form_version: "1".into(),
        state,
        review: None,
        missing_blobs: Vec::new(),
        number: None,
    };
    let page = PullResponse {
        collected_by_others: Default::default(),
        changes: vec![change],
        cursor: 100 + rev,
        more: false,
    };
    apply_page(store, &demo(), &page).await.unwrap();
}

async fn record(store: &MemoryStore) -> StoredRecord {
    store.record(&"doc".into()).await.unwrap().unwrap()
}

#[tokio::test]
async fn an_untried_edit_is_replaced_and_a_tried_one_is_followed() {
    let store = MemoryStore::default();
    save(&store, "doc", "one", &[("a", "1")]).await;
    save(&store, "doc", "two", &[("a", "2")]).await;
    let sent = batch(&store).await;
    assert_eq!(sent.len(), 1);
    assert_eq!((sent[0].op_id.as_str(), sent[0].device_seq), ("one", 1));
    assert_eq!(sent[0].body, body(&[("a", "2")]));
    save(&store, "doc", "three", &[("a", "3")]).await;
    // The tried one is repeated byte for byte; the new one waits for its receipt.
    assert_eq!(batch(&store).await, sent);
    answer(&store, &sent[0], accepted(&sent[0], 1)).await;
    let next = batch(&store).await;
    assert_eq!(
        (next[0].op_id.as_str(), next[0].device_seq, next[0].base_rev),
        ("three", 2, 1)
    );
}

#[tokio::test]
async fn device_sequences_have_no_holes() {
    let store = MemoryStore::default();
    for place in 0..5 {
        save(
            &store,
            &format!("doc{place}"),
            &format!("op{place}"),
            &[("a", "1")],
        )
        .await;
    }
    assert_eq!(take_batch(&store, &demo(), 2).await.unwrap().len(), 2);
    let all: Vec<u64> = batch(&store).await.iter().map(|op| op.device_seq).collect();
    assert_eq!(all, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn an_outcome_with_another_hash_is_no_receipt() {
    let store = MemoryStore::default();
    save(&store, "doc", "one", &[("a", "1")]).await;
    let sent = batch(&store).await;
    let forged = Outcome::Accepted {
        rev: 1,
        server_seq: 1,
        hash: Sha256Hex::of(b"other"),
    };
    assert_eq!(answer(&store, &sent[0], forged).await, Tally::default());
    assert_eq!(store.outbox().await.unwrap().len(), 1);
    assert_eq!(store.receipts().await.unwrap(), []);
}

#[tokio::test]
async fn a_refused_operation_is_kept_with_its_reason_and_not_sent_again() {
    let store = MemoryStore::default();
    save(&store, "doc", "one", &[("a", "1")]).await;
    let sent = batch(&store).await;
    let reason = RejectReason::NotAssigned;
    let tally = answer(&store, &sent[0], Outcome::Rejected { reason }).await;
    assert_eq!((tally.sent, tally.rejected), (1, 1));
    let kept = store.outbox().await.unwrap();
    assert_eq!(kept[0].state, OutboxState::Rejected { reason });
    assert_eq!(kept[0].operation, sent[0]);
    assert!(batch(&store).await.is_empty());
}

#[tokio::test]
async fn a_pull_joins_with_unsent_edits_and_moves_their_base() {
    let store = MemoryStore::default();
    pull(&store, 1, RecordState::Draft, &[("a", "1"), ("b", "1")]).await;
    save(&store, "doc", "one", &[("a", "2"), ("b", "1")]).await;
    pull(&store, 2, RecordState::Draft, &[("a", "1"), ("b", "2")]).await;
    assert_eq!(record(&store).await.body, body(&[("a", "2"), ("b", "2")]));
    let sent = batch(&store).await;
    assert_eq!(
        (sent[0].base_rev, &sent[0].body),
        (2, &body(&[("a", "2"), ("b", "2")]))
    );
}

#[tokio::test]
async fn the_same_field_changed_here_and_there_reaches_the_server_with_its_old_base() {
    let store = MemoryStore::default();
    pull(&store, 1, RecordState::Draft, &[("a", "1")]).await;
    save(&store, "doc", "one", &[("a", "2")]).await;
    pull(&store, 2, RecordState::Draft, &[("a", "3")]).await;
    let kept = record(&store).await;
    assert_eq!(kept.body, body(&[("a", "2")]));
    assert_eq!(kept.conflicts[0].theirs.as_deref(), Some("3"));
    save(&store, "doc", "two", &[("a", "2"), ("b", "1")]).await;
    let sent = batch(&store).await;
    assert_eq!(
        sent[0].base_rev, 1,
        "the server must see that both grew from revision 1"
    );
    let hash = sent[0].hash.clone().unwrap();
    let paths = vec!["a".to_owned()];
    answer(
        &store,
        &sent[0],
        Outcome::Conflict {
            rev: 3,
            server_seq: 103,
            paths,
            hash,
        },
    )
    .await;
    pull(&store, 3, RecordState::Conflict, &[("a", "3"), ("b", "1")]).await;
    let after = record(&store).await;
    assert_eq!(after.body, body(&[("a", "3"), ("b", "1")]));
    assert_eq!(after.conflicts[0].ours.as_deref(), Some("2"));
}

#[tokio::test]
async fn after_a_merge_further_edits_wait_for_the_pull() {
    let store = MemoryStore::default();
    save(&store, "doc", "one", &[("a", "1")]).await;
    let sent = batch(&store).await;
    save(&store, "doc", "two", &[("a", "1"), ("b", "2")]).await;
    let hash = sent[0].hash.clone().unwrap();
    answer(
        &store,
        &sent[0],
        Outcome::Merged {
            rev: 4,
            server_seq: 104,
            hash,
        },
    )
    .await;
    assert!(batch(&store).await.is_empty());
    pull(&store, 4, RecordState::Draft, &[("a", "1"), ("c", "3")]).await;
    let next = batch(&store).await;
    assert_eq!(next[0].base_rev, 4);
    assert_eq!(next[0].body, body(&[("a", "1"), ("b", "2"), ("c", "3")]));
}

#[tokio::test]
async fn a_receipt_that_lies_before_the_cursor_is_pulled_again() {
    let store = MemoryStore::default();
    save(&store, "doc", "one", &[("a", "1")]).await;
    let sent = batch(&store).await;
    pull(&store, 1, RecordState::Draft, &[("a", "1")]).await;
    let hash = sent[0].hash.clone().unwrap();
    answer(
        &store,
        &sent[0],
        Outcome::Duplicate {
            rev: 1,
            server_seq: 101,
            hash,
        },
    )
    .await;
    assert_eq!(cursor(&store, &demo()).await, Ok(100));
}

#[tokio::test]
async fn an_old_page_changes_nothing() {
    let store = MemoryStore::default();
    pull(&store, 3, RecordState::Submitted, &[("a", "3")]).await;
    let before = record(&store).await;
    pull(&store, 2, RecordState::Draft, &[("a", "2")]).await;
    assert_eq!(record(&store).await, before);
}

#[tokio::test]
async fn a_screen_that_missed_a_pull_does_not_undo_it() {
    let store = MemoryStore::default();
    pull(&store, 1, RecordState::Draft, &[("a", "1")]).await;
    let seen = record(&store).await.body;
    pull(&store, 2, RecordState::Draft, &[("a", "1"), ("b", "2")]).await;
    let mut kept = record(&store).await;
    kept.take_draft(&seen, &body(&[("a", "9")]));
    assert_eq!(kept.body, body(&[("a", "9"), ("b", "2")]));
    assert!(kept.conflicts.is_empty());
}

#[tokio::test]
async fn typing_over_a_pulled_value_keeps_the_other_beside_it() {
    let store = MemoryStore::default();
    pull(&store, 1, RecordState::Draft, &[("a", "1")]).await;
    let seen = record(&store).await.body;
    pull(&store, 2, RecordState::Draft, &[("a", "2")]).await;
    let mut kept = record(&store).await;
    kept.take_draft(&seen, &body(&[("a", "3")]));
    assert_eq!(kept.body, body(&[("a", "3")]));
    assert_eq!(kept.conflicts[0].theirs.as_deref(), Some("2"));
}

#[tokio::test]
async fn what_was_refused_goes_again_unchanged_but_not_when_a_later_edit_holds_it() {
    let store = MemoryStore::open().await.unwrap();
    save(&store, "a", "op-1", &[("/data/h5", "x")]).await;
    let first = batch(&store).await;
    let refused = Outcome::Rejected {
        reason: RejectReason::NotAssigned,
    };
    answer(&store, &first[0], refused.clone()).await;
    assert_eq!(batch(&store).await, [], "refused, it waits for a person");
    assert_eq!(send_again(&store, &first[0].op_id).await, Ok(true));
    assert_eq!(
        batch(&store).await,
        first,
        "the same bytes under the same name"
    );
    answer(&store, &first[0], refused).await;
    save(&store, "a", "op-2", &[("/data/h5", "y")]).await;
    assert_eq!(send_again(&store, &first[0].op_id).await, Ok(false));
}
