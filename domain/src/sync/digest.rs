//! The sanity check that ends every synchronisation: both sides hash what they hold (P8).

use crate::ids::{DocumentId, Sha256Hex};

/// One document as the digest sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DigestEntry {
    /// The document.
    pub doc_id: DocumentId,
    /// The revision that side holds.
    pub rev: u64,
    /// SHA-256 of the JSON of the body at that revision.
    pub body_hash: Sha256Hex,
}

impl DigestEntry {
    /// The entry for a body held at a revision.
    pub fn of(doc_id: &DocumentId, rev: u64, body: &crate::fieldwork::RecordBody) -> Self {
        let text = serde_json::to_string(body).unwrap_or_default();
        Self {
            doc_id: doc_id.clone(),
            rev,
            body_hash: Sha256Hex::of(text.as_bytes()),
        }
    }
}

/// The digest of everything in scope: SHA-256 over the lines `doc_id rev body_hash\n`, sorted.
pub fn digest(entries: &[DigestEntry]) -> Sha256Hex {
    let mut sorted: Vec<&DigestEntry> = entries.iter().collect();
    sorted.sort();
    let lines: String = sorted
        .iter()
        .map(|entry| format!("{} {} {}\n", entry.doc_id, entry.rev, entry.body_hash))
        .collect();
    Sha256Hex::of(lines.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fieldwork::RecordBody;

    #[test]
    fn the_order_of_entries_does_not_matter_but_a_missing_one_does() {
        let one = DigestEntry::of(&"a".into(), 1, &RecordBody::default());
        let two = DigestEntry::of(&"b".into(), 2, &RecordBody::default());
        assert_eq!(
            digest(&[one.clone(), two.clone()]),
            digest(&[two.clone(), one.clone()])
        );
        assert_ne!(digest(&[one.clone(), two]), digest(&[one]));
    }
}
