//! Originals of photos, as the camera gave them: which may go, and letting them go. They are never
//! sent; the smaller copy is. Not here: keeping them (`state::attachments`).

use std::collections::BTreeSet;

use domain::ids::{EngagementId, Sha256Hex};

use super::{meta, received_blobs, retry};
use crate::storage::{Batch, LocalStore, StoreError, StoredRecord, Write};

/// What the originals held on this device come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OriginalsHeld {
    /// How many.
    pub count: u32,
    /// Their size in bytes.
    pub bytes: u64,
}

/// The originals that nothing needs any more (P3): the server confirmed a manifest that names
/// them, and gave its word for every blob of that record.
pub fn spent_originals(
    records: &[StoredRecord],
    received: &BTreeSet<Sha256Hex>,
    held: &BTreeSet<Sha256Hex>,
) -> BTreeSet<Sha256Hex> {
    let (mut spent, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for record in records {
        let is_received = is_received(record, received, held);
        for (id, attachment) in &record.body.attachments {
            let confirmed = record.base_body.attachments.get(id);
            let is_confirmed = confirmed.is_some_and(|known| {
                known.original_sha256 == attachment.original_sha256
                    && received.contains(&known.sha256)
            });
            // Bytes that are sent themselves are no original beside a copy.
            needed.insert(attachment.sha256.clone());
            match is_received && is_confirmed {
                true => spent.insert(attachment.original_sha256.clone()),
                false => needed.insert(attachment.original_sha256.clone()),
            };
        }
    }
    spent
        .into_iter()
        .filter(|sha256| held.contains(sha256) && !needed.contains(sha256))
        .collect()
}

/// Whether every blob of the confirmed manifest is on the server's disk: ours by our receipts,
/// another tablet's by the server's word.
fn is_received(
    record: &StoredRecord,
    received: &BTreeSet<Sha256Hex>,
    held: &BTreeSet<Sha256Hex>,
) -> bool {
    let is_there = |sha256: &Sha256Hex| {
        received.contains(sha256)
            || (!held.contains(sha256) && !record.missing_blobs.contains(sha256))
    };
    record.base_rev > 0 && record.base_body.declared_blobs().all(is_there)
}

/// Lets the spent originals of an engagement go, in one commit. Answers how many.
pub async fn free_originals<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<u32, StoreError> {
    retry(async || {
        let generation = store.generation().await?;
        let held = store.blob_names().await?.into_iter().collect();
        let received = received_blobs(store).await?;
        let records = store.records(engagement).await?;
        let spent = spent_originals(&records, &received, &held);
        let mut batch = Batch::default();
        for sha256 in &spent {
            batch.put(Write::Meta(meta::original(sha256), None));
            batch.put(Write::RemoveBlob(sha256.clone()));
        }
        if !spent.is_empty() {
            store.commit(generation, batch).await?;
        }
        Ok(spent.len() as u32)
    })
    .await
}

/// The originals of an engagement that are held here, and their size.
pub async fn originals_held<S: LocalStore>(
    store: &S,
    engagement: &EngagementId,
) -> Result<OriginalsHeld, StoreError> {
    let held: BTreeSet<Sha256Hex> = store.blob_names().await?.into_iter().collect();
    let records = store.records(engagement).await?;
    let attachments = records.iter().flat_map(|r| r.body.attachments.values());
    let originals: BTreeSet<&Sha256Hex> = attachments
        .filter(|a| a.original_sha256 != a.sha256 && held.contains(&a.original_sha256))
        .map(|attachment| &attachment.original_sha256)
        .collect();
    let mut sum = OriginalsHeld::default();
    for sha256 in originals {
        let noted = store.meta(&meta::original(sha256)).await?;
        let size = match noted.and_then(|text| text.parse().ok()) {
            Some(size) => size,
            // Kept by an earlier version, which noted no size.
            None => store.blob(sha256).await?.map_or(0, |b| b.len() as u64),
        };
        sum.count += 1;
        sum.bytes += size;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use domain::fieldwork::{Attachment, AttachmentKind, RecordBody, RecordKind};
    use domain::ids::AccountId;
    use domain::time::Timestamp;

    use super::*;
    use crate::storage::{MemoryStore, Receipt, StoredBlob};

    fn photo(name: &str) -> Attachment {
        Attachment {
            kind: AttachmentKind::Photo,
            path: "/data/photos/p1".to_owned(),
            sha256: Sha256Hex::of(format!("{name} small").as_bytes()),
            original_sha256: Sha256Hex::of(name.as_bytes()),
            bytes: 5,
            media_type: "image/jpeg".to_owned(),
            taken_at: Timestamp(1),
            taken_by: AccountId::default(),
            position: None,
            caption: String::new(),
        }
    }

    fn record(names: &[&str]) -> StoredRecord {
        let mut body = RecordBody::default();
        for name in names {
            body.attachments.insert((*name).into(), photo(name));
        }
        StoredRecord {
            engagement: "demo".into(),
            doc_id: "doc".into(),
            kind: RecordKind::SiteInspection,
            project_code: "DL0002".into(),
            form_id: "f".into(),
            form_version: "1".into(),
            base_rev: 1,
            base_body: body.clone(),
            body,
            state: None,
            review: None,
            missing_blobs: Vec::new(),
            conflicts: Vec::new(),
            number: None,
            awaits_pull: false,
        }
    }

    async fn kept(names: &[&str]) -> MemoryStore {
        let store = MemoryStore::open().await.unwrap();
        let mut writes = vec![Write::Record(Box::new(record(names)))];
        for name in names {
            for bytes in [name.to_string(), format!("{name} small")] {
                let sha256 = Sha256Hex::of(bytes.as_bytes());
                let bytes = bytes.into_bytes();
                writes.push(Write::Blob(StoredBlob { sha256, bytes }));
            }
        }
        store
            .commit(Default::default(), Batch { writes })
            .await
            .unwrap();
        store
    }

    async fn receive(store: &MemoryStore, name: &str) {
        let receipt = Receipt::Blob {
            sha256: photo(name).sha256,
            at: Timestamp(2),
        };
        let generation = store.generation().await.unwrap();
        let writes = vec![Write::Receipt(receipt)];
        store.commit(generation, Batch { writes }).await.unwrap();
    }

    #[tokio::test]
    async fn an_original_goes_with_the_receipt_for_the_last_blob_of_its_record_and_not_before() {
        let store = kept(&["one", "two"]).await;
        let engagement = "demo".into();
        let both = OriginalsHeld { count: 2, bytes: 6 };
        receive(&store, "one").await;
        assert_eq!(free_originals(&store, &engagement).await, Ok(0));
        assert_eq!(originals_held(&store, &engagement).await, Ok(both));
        receive(&store, "two").await;
        assert_eq!(free_originals(&store, &engagement).await, Ok(2));
        let nothing = OriginalsHeld::default();
        assert_eq!(originals_held(&store, &engagement).await, Ok(nothing));
        let small = store.blob(&photo("one").sha256).await.unwrap();
        assert_eq!(small, Some(b"one small".to_vec()), "the copy stays");
    }

    #[test]
    fn a_photo_that_no_confirmed_manifest_names_keeps_its_original() {
        let mut record = record(&["one"]);
        record.base_body = RecordBody::default();
        let both = [photo("one").sha256, photo("one").original_sha256];
        let received = both[..1].iter().cloned().collect();
        let held = both.iter().cloned().collect();
        assert!(spent_originals(&[record], &received, &held).is_empty());
    }
}
