//! The one merge rule, used by both sides: fields that do not overlap join; the same field changed
//! twice is a conflict that keeps both values (P4). Not here: who chooses, and on which screen.

use std::collections::{BTreeMap, BTreeSet};

use crate::fieldwork::RecordBody;

/// One field that both sides changed to different values.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldConflict {
    /// The form path.
    pub path: String,
    /// The value on the server; `None` where it was cleared there.
    pub theirs: Option<String>,
    /// The value that arrived; `None` where it was cleared on the device.
    pub ours: Option<String>,
}

/// The result of a three-way merge. `body` holds their value wherever there is a conflict, so
/// nothing that was accepted changes before a person chooses; `conflicts` keeps the other value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The joined body.
    pub body: RecordBody,
    /// Empty when everything joined.
    pub conflicts: Vec<FieldConflict>,
}

/// Joins `ours` (arriving) with `theirs` (the head), both grown from `base`.
///
/// Answers merge per path. Attachments are append-only evidence and unite: one that was removed on
/// one side and untouched on the other stays out; one changed (its caption) on one side wins over a
/// removal on the other, because a deletion never beats a concurrent edit.
///
/// One thing beats every edit: that the respondent took the response back. It is a right, not an
/// edit, and nothing else is kept then.
pub fn merge(base: &RecordBody, theirs: &RecordBody, ours: &RecordBody) -> Merge {
    if let Some(at) = theirs.withdrawn_at.or(ours.withdrawn_at) {
        let body = RecordBody::withdrawn(at);
        let conflicts = Vec::new();
        return Merge { body, conflicts };
    }
    let mut conflicts = Vec::new();
    let mut answers = BTreeMap::new();
    for path in union_of_keys([&base.answers, &theirs.answers, &ours.answers]) {
        let (was, there, here) = (
            base.answers.get(path),
            theirs.answers.get(path),
            ours.answers.get(path),
        );
        let kept = if here == there || here == was {
            there
        } else if there == was {
            here
        } else {
            conflicts.push(FieldConflict {
                path: path.clone(),
                theirs: there.cloned(),
                ours: here.cloned(),
            });
            there
        };
        if let Some(value) = kept {
            answers.insert(path.clone(), value.clone());
        }
    }
    let attachments = merge_attachments(base, theirs, ours);
    let body = RecordBody {
        answers,
        attachments,
        started_at: theirs.started_at.min(ours.started_at),
        finalised_at: merge_finalised(base, theirs, ours),
        withdrawn_at: None,
    };
    Merge { body, conflicts }
}

fn union_of_keys<K: Ord, V>(maps: [&BTreeMap<K, V>; 3]) -> BTreeSet<&K> {
    maps.into_iter().flat_map(BTreeMap::keys).collect()
}

fn merge_attachments(
    base: &RecordBody,
    theirs: &RecordBody,
    ours: &RecordBody,
) -> BTreeMap<crate::ids::AttachmentId, crate::fieldwork::Attachment> {
    let maps = [&base.attachments, &theirs.attachments, &ours.attachments];
    union_of_keys(maps)
        .into_iter()
        .filter_map(|id| {
            let [was, there, here] = maps.map(|map| map.get(id));
            let kept = match (there, here) {
                (Some(there), Some(here)) if Some(there) == was => Some(here),
                (Some(there), Some(_)) => Some(there),
                (Some(only), None) | (None, Some(only)) if Some(only) == was => None,
                (Some(only), None) | (None, Some(only)) => Some(only),
                (None, None) => None,
            };
            kept.map(|attachment| (id.clone(), attachment.clone()))
        })
        .collect()
}

/// Finishing is an edit like any other; when one side finished and the other only went on, the
/// record counts as finished at the later moment.
fn merge_finalised(
    base: &RecordBody,
    theirs: &RecordBody,
    ours: &RecordBody,
) -> Option<crate::time::Timestamp> {
    match (theirs.finalised_at, ours.finalised_at) {
        (there, here) if there == here => there,
        (there, here) if there == base.finalised_at => here,
        (there, here) if here == base.finalised_at => there,
        (there, here) => there.max(here),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Timestamp;
    use proptest::prelude::*;

    fn body(pairs: &[(&str, &str)]) -> RecordBody {
        RecordBody {
            answers: pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            started_at: Timestamp(5),
            ..RecordBody::default()
        }
    }

    #[test]
    fn fields_that_do_not_overlap_join() {
        let base = body(&[("a", "1"), ("b", "1"), ("c", "1")]);
        let theirs = body(&[("a", "2"), ("b", "1"), ("c", "1")]);
        let ours = body(&[("a", "1"), ("b", "3"), ("d", "4")]);
        let merged = merge(&base, &theirs, &ours);
        assert_eq!(merged.conflicts, []);
        assert_eq!(merged.body, body(&[("a", "2"), ("b", "3"), ("d", "4")]));
    }

    #[test]
    fn the_same_field_changed_twice_keeps_both_values() {
        let merged = merge(
            &body(&[("a", "1")]),
            &body(&[("a", "2")]),
            &body(&[("a", "3")]),
        );
        assert_eq!(merged.body, body(&[("a", "2")]));
        assert_eq!(
            merged.conflicts,
            [FieldConflict {
                path: "a".into(),
                theirs: Some("2".into()),
                ours: Some("3".into())
            }]
        );
    }

    #[test]
    fn a_deletion_never_beats_a_concurrent_edit_silently() {
        let merged = merge(&body(&[("a", "1")]), &body(&[]), &body(&[("a", "3")]));
        assert_eq!(merged.conflicts.len(), 1);
    }

    fn any_body() -> impl Strategy<Value = RecordBody> {
        proptest::collection::btree_map("[a-e]", "[0-3]", 0..5).prop_map(|answers| RecordBody {
            answers,
            ..RecordBody::default()
        })
    }

    proptest! {
        #[test]
        fn merging_with_an_unchanged_side_gives_the_other(base in any_body(), other in any_body()) {
            let taken = Merge { body: other.clone(), conflicts: vec![] };
            prop_assert_eq!(merge(&base, &base, &other), taken);
            prop_assert_eq!(merge(&base, &other, &base), Merge { body: other, conflicts: vec![] });
        }

        #[test]
        fn every_value_is_in_the_result_or_among_the_conflicts(
            base in any_body(), theirs in any_body(), ours in any_body()
        ) {
            let merged = merge(&base, &theirs, &ours);
            for (path, value) in &ours.answers {
                let changed = base.answers.get(path) != Some(value);
                let kept = merged.body.answers.get(path) == Some(value);
                let conflicting = merged.conflicts.iter()
                    .any(|c| c.path == *path && c.ours.as_ref() == Some(value));
                prop_assert!(!changed || kept || conflicting);
            }
        }

        #[test]
        fn both_orders_find_the_same_conflicts(
            base in any_body(), theirs in any_body(), ours in any_body()
        ) {
            let one = merge(&base, &theirs, &ours);
            let other = merge(&base, &ours, &theirs);
            let paths = |m: &Merge| m.conflicts.iter().map(|c| c.path.clone()).collect::<Vec<_>>();
            prop_assert_eq!(paths(&one), paths(&other));
        }
    }
}
