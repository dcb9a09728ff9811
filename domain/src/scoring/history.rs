//! What changed between two score sheets. Not here: who changed it and why (the server keeps that
//! with the sheet).

use super::{Points, ScoreRow, ScoreSheet};

/// One score that differs.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScoreChange {
    /// `C22`; empty for the total.
    pub code: String,
    /// 三级指标.
    pub name: String,
    /// The score before; `None`: a gap.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub before: Option<Points>,
    /// The score after; `None`: a gap.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub after: Option<Points>,
    /// The lines of working that are no more: which fact changed stands in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines_before: Vec<String>,
    /// The lines that stand in their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines_after: Vec<String>,
}

/// The lines of working that the other row lacks.
fn only_in(row: &ScoreRow, other: Option<&ScoreRow>) -> Vec<String> {
    let is_there = |line: &&String| other.is_some_and(|other| other.working.contains(line));
    let lines = row.working.iter().filter(|line| !is_there(line));
    lines.cloned().collect()
}

/// The rows whose score or working differs, then the total where it does. A working that differs
/// under the same score is a change too: other facts led to it.
pub fn score_changes(before: &ScoreSheet, after: &ScoreSheet) -> Vec<ScoreChange> {
    let mut changes = Vec::new();
    for row in &after.rows {
        let old = before.rows.iter().find(|old| old.code == row.code);
        let same = old.is_some_and(|old| {
            old.score == row.score
                && old.working == row.working
                && old.not_applicable == row.not_applicable
        });
        if !same {
            changes.push(ScoreChange {
                code: row.code.to_string(),
                name: row.name.clone(),
                before: old.and_then(|old| old.score),
                after: row.score,
                lines_before: old.map(|old| only_in(old, Some(row))).unwrap_or_default(),
                lines_after: only_in(row, old),
            });
        }
    }
    if before.total != after.total {
        changes.push(ScoreChange {
            code: String::new(),
            name: String::new(),
            before: Some(before.total),
            after: Some(after.total),
            lines_before: Vec::new(),
            lines_after: Vec::new(),
        });
    }
    changes
}
