//! What every store must do, as one suite: run natively for `MemoryStore`, in a browser for
//! `IndexedStore`. Not here: outbox and merge rules (`sync::tests`).

use domain::fieldwork::{RecordBody, RecordKind};
use domain::ids::{EngagementId, Sha256Hex};
use domain::sync::Operation;
use domain::time::Timestamp;

use super::{
    Batch, Generation, LocalStore, OutboxEntry, OutboxState, Receipt, StoreError, StoredBlob,
    StoredRecord, Write,
};

type Outcome = Result<(), String>;

/// Runs every case on a fresh store made by `make`; answers the case's name and what came of it.
pub async fn run_all<S: LocalStore>(
    make: impl AsyncFn() -> Result<S, StoreError>,
) -> Vec<(&'static str, Outcome)> {
    let mut outcomes = Vec::new();
    macro_rules! case {
        ($name:ident) => {
            let outcome = match make().await {
                Ok(store) => $name(&store).await,
                Err(error) => Err(error.to_string()),
            };
            outcomes.push((stringify!($name), outcome));
        };
    }
    case!(a_fresh_store_is_empty);
    case!(what_is_committed_together_is_read_back);
    case!(a_stale_commit_writes_nothing);
    case!(named_values_are_set_and_removed);
    case!(the_outbox_is_oldest_first_and_one_per_operation);
    case!(bytes_come_back_exactly);
    case!(only_the_bytes_that_are_let_go_are_gone);
    case!(records_stay_with_their_engagement);
    case!(receipts_are_kept_once);
    outcomes
}

fn record(engagement: &str, doc_id: &str, answer: &str) -> StoredRecord {
    StoredRecord {
        engagement: engagement.into(),
        doc_id: doc_id.into(),
        kind: RecordKind::SiteInspection,
        project_code: "DL0002".into(),
        form_id: "site-road-bridge".into(),
        form_version: "1".into(),
        base_rev: 0,
        base_body: RecordBody::default(),
        body: RecordBody {
            answers: [("/data/name".to_owned(), answer.to_owned())].into(),
            ..RecordBody::default()
        },
        state: None,
        review: None,
        missing_blobs: Vec::new(),
        conflicts: Vec::new(),
        number: None,
        awaits_pull: false,
    }
}

fn entry(order: u64, op_id: &str, record: &StoredRecord) -> OutboxEntry {
    OutboxEntry {
        order,
        engagement: record.engagement.clone(),
        operation: Operation {
            op_id: op_id.into(),
            device_id: "tablet".into(),
            device_seq: 0,
            doc_id: record.doc_id.clone(),
            kind: record.kind,
            project_code: record.project_code.clone(),
            base_rev: 0,
            body: record.body.clone(),
            form_id: record.form_id.clone(),
            form_version: record.form_version.clone(),
            at: Timestamp(order as i64),
            hash: None,
        },
        state: OutboxState::Waiting,
    }
}

async fn write<S: LocalStore>(store: &S, writes: Vec<Write>) -> Result<Generation, String> {
    let generation = store.generation().await.map_err(text)?;
    store
        .commit(generation, Batch { writes })
        .await
        .map_err(text)
}

fn text(error: StoreError) -> String {
    error.to_string()
}

fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Outcome {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{found:?} is not {expected:?}"))
    }
}

async fn a_fresh_store_is_empty<S: LocalStore>(store: &S) -> Outcome {
    let engagement = EngagementId::from("demo");
    same(store.generation().await.map_err(text)?, Generation(0))?;
    same(store.records(&engagement).await.map_err(text)?, vec![])?;
    same(store.outbox().await.map_err(text)?, vec![])?;
    same(store.pack(&engagement).await.map_err(text)?, None)?;
    same(store.blob(&Sha256Hex::of(b"x")).await.map_err(text)?, None)
}

async fn what_is_committed_together_is_read_back<S: LocalStore>(store: &S) -> Outcome {
    let kept = record("demo", "doc", "桥面");
    let waiting = entry(1, "op", &kept);
    let name = Sha256Hex::of(b"bytes");
    let blob = StoredBlob {
        sha256: name.clone(),
        bytes: b"bytes".to_vec(),
    };
    let writes = vec![
        Write::Record(Box::new(kept.clone())),
        Write::Outbox(Box::new(waiting.clone())),
        Write::Blob(blob),
    ];
    same(write(store, writes).await?, Generation(1))?;
    same(store.record(&"doc".into()).await.map_err(text)?, Some(kept))?;
    same(store.outbox().await.map_err(text)?, vec![waiting])?;
    same(store.blob_names().await.map_err(text)?, vec![name])?;
    same(store.generation().await.map_err(text)?, Generation(1))
}

async fn a_stale_commit_writes_nothing<S: LocalStore>(store: &S) -> Outcome {
    let before = store.generation().await.map_err(text)?;
    write(
        store,
        vec![Write::Meta("who".to_owned(), Some("first".to_owned()))],
    )
    .await?;
    let late = Batch {
        writes: vec![
            Write::Meta("who".to_owned(), Some("second".to_owned())),
            Write::Record(Box::new(record("demo", "doc", "late"))),
        ],
    };
    same(store.commit(before, late).await, Err(StoreError::Stale))?;
    same(
        store.meta("who").await.map_err(text)?,
        Some("first".to_owned()),
    )?;
    same(store.record(&"doc".into()).await.map_err(text)?, None)
}

async fn named_values_are_set_and_removed<S: LocalStore>(store: &S) -> Outcome {
    // A value of this name must not be taken for the count of commits.
    let name = "generation";
    write(
        store,
        vec![Write::Meta(name.to_owned(), Some("seven".to_owned()))],
    )
    .await?;
    same(
        store.meta(name).await.map_err(text)?,
        Some("seven".to_owned()),
    )?;
    write(store, vec![Write::Meta(name.to_owned(), None)]).await?;
    same(store.meta(name).await.map_err(text)?, None)?;
    same(store.generation().await.map_err(text)?, Generation(2))
}

async fn the_outbox_is_oldest_first_and_one_per_operation<S: LocalStore>(store: &S) -> Outcome {
    let kept = record("demo", "doc", "one");
    let (first, second) = (entry(1, "zz", &kept), entry(2, "aa", &kept));
    let frozen = OutboxEntry {
        state: OutboxState::Frozen,
        ..first.clone()
    };
    let writes = vec![
        Write::Outbox(Box::new(second.clone())),
        Write::Outbox(Box::new(first)),
        Write::Outbox(Box::new(frozen.clone())),
    ];
    write(store, writes).await?;
    same(
        store.outbox().await.map_err(text)?,
        vec![frozen.clone(), second.clone()],
    )?;
    write(store, vec![Write::RemoveOutbox(frozen.operation.op_id)]).await?;
    same(store.outbox().await.map_err(text)?, vec![second])
}

async fn bytes_come_back_exactly<S: LocalStore>(store: &S) -> Outcome {
    // Larger than the 4 MiB at which Safari's blobs broke; every byte value occurs.
    let bytes: Vec<u8> = (0..5_000_000u32).map(|place| (place % 256) as u8).collect();
    let sha256 = Sha256Hex::of(&bytes);
    let blob = StoredBlob {
        sha256: sha256.clone(),
        bytes: bytes.clone(),
    };
    write(store, vec![Write::Blob(blob)]).await?;
    let found = store.blob(&sha256).await.map_err(text)?;
    same(found.map(|found| found == bytes), Some(true))
}

async fn only_the_bytes_that_are_let_go_are_gone<S: LocalStore>(store: &S) -> Outcome {
    let blob = |bytes: &[u8]| StoredBlob {
        sha256: Sha256Hex::of(bytes),
        bytes: bytes.to_vec(),
    };
    let (original, smaller) = (blob(b"as the camera gave it"), blob(b"2048 pixels"));
    let (gone, stays) = (original.sha256.clone(), smaller.sha256.clone());
    write(store, vec![Write::Blob(original), Write::Blob(smaller)]).await?;
    // Twice is once; what was never here is no error.
    let never = Sha256Hex::of(b"never kept");
    for sha256 in [&gone, &gone, &never] {
        write(store, vec![Write::RemoveBlob(sha256.clone())]).await?;
    }
    same(store.blob(&gone).await.map_err(text)?, None)?;
    same(store.blob_names().await.map_err(text)?, vec![stays.clone()])?;
    let found = store.blob(&stays).await.map_err(text)?;
    same(found, Some(b"2048 pixels".to_vec()))
}

async fn records_stay_with_their_engagement<S: LocalStore>(store: &S) -> Outcome {
    let (mine, other) = (record("demo", "a", "1"), record("other", "b", "2"));
    let writes = vec![
        Write::Record(Box::new(mine.clone())),
        Write::Record(Box::new(other)),
    ];
    write(store, writes).await?;
    same(
        store.records(&"demo".into()).await.map_err(text)?,
        vec![mine],
    )
}

async fn receipts_are_kept_once<S: LocalStore>(store: &S) -> Outcome {
    let sha256 = Sha256Hex::of(b"photo");
    let receipt = Receipt::Blob {
        sha256,
        at: Timestamp(7),
    };
    write(
        store,
        vec![
            Write::Receipt(receipt.clone()),
            Write::Receipt(receipt.clone()),
        ],
    )
    .await?;
    same(store.receipts().await.map_err(text)?, vec![receipt])
}

#[cfg(test)]
mod tests {
    use crate::storage::MemoryStore;

    #[tokio::test]
    async fn the_store_in_memory_keeps_the_contract() {
        let outcomes = super::run_all(MemoryStore::open).await;
        assert_eq!(outcomes.len(), 9);
        for (name, outcome) in outcomes {
            assert_eq!(outcome, Ok(()), "{name}");
        }
    }
}
