//! A report's content as one hash, and what differs between two versions of its words. Not here:
//! keeping versions (the server), people's words (`editing`).

use std::collections::BTreeMap;

use super::editing::BlockEdit;
use super::model::Report;
use crate::ids::Sha256Hex;

/// What a sign-off is for, to the last byte: the report with people's words, and how often they
/// edited, so that an edit and its undoing void a sign-off too. JSON of the pair.
pub fn signed_text(report: &Report, edits: &[BlockEdit]) -> String {
    let revisions: Vec<(&str, u32)> = edits
        .iter()
        .map(|edit| (edit.block.as_str(), edit.revision))
        .collect();
    serde_json::to_string(&(report, revisions)).unwrap_or_default()
}

/// The hash of [`signed_text`]: what is signed, and printed in the issued report. Anybody computes
/// it again from the pack's `report/content.json`.
pub fn content_hash(report: &Report, edits: &[BlockEdit]) -> Sha256Hex {
    Sha256Hex::of(signed_text(report, edits).as_bytes())
}

/// Every block with its plain words, in reading order: what a version keeps.
pub fn texts(report: &Report) -> Vec<(String, String)> {
    report
        .blocks()
        .map(|block| (block.id.clone(), block.plain_text()))
        .collect()
}

/// One block that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BlockChange {
    /// Which.
    pub block: String,
    /// Its words before; `None`: it is new.
    pub before: Option<String>,
    /// Its words after; `None`: it is gone.
    pub after: Option<String>,
}

/// What differs between two versions, in the order of the newer one, gone blocks last.
pub fn compare(old: &[(String, String)], new: &[(String, String)]) -> Vec<BlockChange> {
    let before: BTreeMap<&str, &str> = old.iter().map(|(id, text)| (&**id, &**text)).collect();
    let after: BTreeMap<&str, &str> = new.iter().map(|(id, text)| (&**id, &**text)).collect();
    let change = |block: &str, before: Option<&&str>, after: Option<&&str>| BlockChange {
        block: block.to_owned(),
        before: before.map(|text| (*text).to_owned()),
        after: after.map(|text| (*text).to_owned()),
    };
    let differs = |(id, text): &&(String, String)| before.get(id.as_str()) != Some(&text.as_str());
    let mut changes: Vec<BlockChange> = new
        .iter()
        .filter(differs)
        .map(|(id, text)| change(id, before.get(id.as_str()), Some(&text.as_str())))
        .collect();
    let gone = old
        .iter()
        .filter(|(id, _)| !after.contains_key(id.as_str()));
    changes.extend(gone.map(|(id, text)| change(id, Some(&text.as_str()), None)));
    changes
}
