//! Indicators that were given another code: what names the old one follows in the same transaction,
//! and what was recorded under it is read under the new one. Not here: the framework's own
//! references (`domain::indicator::tree::recode`).

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{EngagementId, IndicatorCode};
use domain::indicator::Framework;
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::wire::FrameworkChange;

use super::{Actor, ServiceError};
use crate::store::findings::NewRevision;
use crate::store::frameworks::{Recoded, StoredRevision};
use crate::store::{self, Tx};

fn codes(framework: &Framework) -> BTreeSet<&IndicatorCode> {
    let indicators = framework.indicators();
    indicators.map(|located| &located.indicator.code).collect()
}

/// The codes that really changed. FRAMEWORK_RECODE_UNKNOWN (`code`) where one leads from or to an
/// indicator that is not there, or two lead to one.
pub fn checked(
    recoded: &Recoded,
    before: &Framework,
    after: &Framework,
) -> Result<Recoded, ServiceError> {
    let (old, new) = (codes(before), codes(after));
    let mut targets = BTreeSet::new();
    let mut kept = Recoded::new();
    for (from, to) in recoded.iter().filter(|(from, to)| from != to) {
        let wrong = match (old.contains(from), new.contains(to)) {
            (false, _) => Some(from),
            (true, false) => Some(to),
            (true, true) => (!targets.insert(to)).then_some(to),
        };
        if let Some(code) = wrong {
            let problem = Problem::new("FRAMEWORK_RECODE_UNKNOWN").with("code", code);
            return Err(ServiceError::invalid(problem.at_path("recoded")));
        }
        kept.insert(from.clone(), to.clone());
    }
    Ok(kept)
}

/// One change of codes after another, as one.
pub fn composed(first: &Recoded, then: &Recoded) -> Recoded {
    let on = |code: &IndicatorCode| then.get(code).unwrap_or(code).clone();
    let mut both: Recoded = first
        .iter()
        .map(|(from, to)| (from.clone(), on(to)))
        .collect();
    let reached: BTreeSet<&IndicatorCode> = first.values().collect();
    for (from, to) in then.iter().filter(|(from, _)| !reached.contains(from)) {
        both.entry(from.clone()).or_insert_with(|| to.clone());
    }
    both.retain(|from, to| from != to);
    both
}

/// What codes that stand in older forms and records are called now.
pub fn aliases(history: &[StoredRevision]) -> Recoded {
    let in_force = |stored: &&StoredRevision| {
        !matches!(
            stored.revision.change,
            FrameworkChange::Proposed | FrameworkChange::Declined
        )
    };
    let oldest_first = history.iter().rev().filter(in_force);
    oldest_first.fold(Recoded::new(), |known, stored| {
        composed(&known, &stored.recoded)
    })
}

/// Marks, 不适用 and dossiers of findings that name an old code name the new one.
pub fn apply(
    tx: &Tx<'_>,
    (actor, now): (&Actor, Timestamp),
    engagement: &EngagementId,
    recoded: &Recoded,
) -> Result<(), ServiceError> {
    if recoded.is_empty() {
        return Ok(());
    }
    let mut inputs = store::scores::inputs(tx, engagement)?;
    let before = inputs.clone();
    inputs.desk_marks = renewed(inputs.desk_marks, recoded);
    inputs.not_applicable = renewed(inputs.not_applicable, recoded);
    if inputs != before {
        inputs.reason.clear();
        store::scores::append(tx, engagement, &inputs, &actor.id, now)?;
    }
    for (origin, (revision, mut dossier)) in store::findings::dossiers(tx, engagement)? {
        let new = dossier
            .indicator
            .as_ref()
            .and_then(|code| recoded.get(code));
        let Some(new) = new.cloned() else { continue };
        dossier.indicator = Some(new);
        let next = NewRevision {
            revision: revision + 1,
            dossier: &dossier,
            reason: "",
        };
        store::findings::append_dossier(tx, engagement, &origin, &next, &actor.id, now)?;
    }
    let details = serde_json::json!({ "recoded": recoded });
    let who = Some(&actor.id);
    let action = "framework_recode";
    Ok(store::audit::insert(
        tx,
        now,
        who,
        Some(engagement),
        action,
        &details,
    )?)
}

/// The same under the new codes. What stood under a new code before was of an indicator that is no
/// longer there, and gives way.
fn renewed<T>(old: BTreeMap<IndicatorCode, T>, recoded: &Recoded) -> BTreeMap<IndicatorCode, T> {
    let (moved, mut kept): (BTreeMap<_, _>, BTreeMap<_, _>) = old
        .into_iter()
        .partition(|(code, _)| recoded.contains_key(code));
    for (code, value) in moved {
        let new = recoded.get(&code).cloned().unwrap_or(code);
        kept.insert(new, value);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> Recoded {
        let each = pairs.iter();
        each.map(|(from, to)| ((*from).into(), (*to).into()))
            .collect()
    }

    #[test]
    fn two_changes_of_a_code_are_one_and_a_return_is_none() {
        let first = map(&[("C11", "C19")]);
        assert_eq!(
            composed(&first, &map(&[("C19", "C18")])),
            map(&[("C11", "C18")])
        );
        assert_eq!(composed(&first, &map(&[("C19", "C11")])), map(&[]));
        let other = map(&[("C12", "C13")]);
        assert_eq!(
            composed(&first, &other),
            map(&[("C11", "C19"), ("C12", "C13")])
        );
    }

    #[test]
    fn two_indicators_may_change_places() {
        let marks = BTreeMap::from([("C11".into(), 1), ("C12".into(), 2), ("C13".into(), 3)]);
        let swapped = renewed(marks, &map(&[("C11", "C12"), ("C12", "C11")]));
        let expected = [("C11".into(), 2), ("C12".into(), 1), ("C13".into(), 3)];
        assert_eq!(swapped, BTreeMap::from(expected));
    }
}
