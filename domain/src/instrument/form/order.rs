//! In which order nodes are worked out, so that each comes after what it reads. Not here: what an
//! expression reads (`reads`).

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rxeval::Expr;

use super::{Form, Reads, filter_reads, reads};
use crate::problem::Problem;

/// Fills `order`, `rank`, `dependents`, `judged_by` and `filtered_by`. Errors: `FORM_CYCLE`.
pub(super) fn arrange(form: &mut Form) -> Result<(), Problem> {
    let count = form.items.len();
    let mut waits_for: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    let mut judged_by: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    let mut filtered_by: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, item) in form.items.iter().enumerate().skip(1) {
        let rules = &item.rules;
        let settling = [&rules.relevant, &rules.calculation, &rules.repeat_count];
        for expression in settling.into_iter().flatten() {
            let found = all_items(reads(expression, index, form), count);
            // A value may look at its own earlier self: `once(…)`, the row before.
            waits_for[index].extend(found.into_iter().filter(|read| *read != index));
        }
        let judging = [&rules.required, &rules.constraint];
        let mut seen: Vec<usize> = judging
            .into_iter()
            .flatten()
            .flat_map(|expression: &Expr| all_items(reads(expression, index, form), count))
            .collect();
        if let Some(filter) = &rules.choice_filter {
            let read = all_items(filter_reads(filter, index, form), count);
            // Not part of the order: two questions may each leave out what the other one chose.
            let others: BTreeSet<usize> = read.iter().copied().filter(|r| *r != index).collect();
            others
                .into_iter()
                .for_each(|other| filtered_by[other].push(index));
            seen.extend(read);
        }
        for read in seen {
            judged_by[read].insert(index);
        }
        waits_for[index].insert(item.parent);
    }
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (index, sources) in waits_for.iter().enumerate() {
        for source in sources {
            dependents[*source].push(index);
        }
    }
    form.order =
        sorted(&waits_for, &dependents).map_err(|stuck| cycle(form, &waits_for, &stuck))?;
    form.rank = vec![0; count];
    for (rank, item) in form.order.iter().enumerate() {
        form.rank[*item] = rank;
    }
    form.dependents = dependents;
    form.filtered_by = filtered_by;
    form.judged_by = judged_by
        .into_iter()
        .map(|set| set.into_iter().collect())
        .collect();
    Ok(())
}

fn all_items(reads: Reads, count: usize) -> Vec<usize> {
    match reads.anything {
        // Whatever it reads, it can only wait for what does not wait for it; such expressions are
        // refused in calculations at import, and judged after everything else.
        true => (1..count).collect(),
        false => reads.items,
    }
}

/// Earliest in the form first among those that may come next. Errors: the items that never may.
fn sorted(
    waits_for: &[BTreeSet<usize>],
    dependents: &[Vec<usize>],
) -> Result<Vec<usize>, Vec<usize>> {
    let mut missing: Vec<usize> = waits_for.iter().map(BTreeSet::len).collect();
    let ready = missing.iter().enumerate().filter(|(_, n)| **n == 0);
    let mut ready: BinaryHeap<Reverse<usize>> = ready.map(|(item, _)| Reverse(item)).collect();
    let mut order = Vec::with_capacity(waits_for.len());
    while let Some(Reverse(item)) = ready.pop() {
        order.push(item);
        for &dependent in &dependents[item] {
            missing[dependent] -= 1;
            if missing[dependent] == 0 {
                ready.push(Reverse(dependent));
            }
        }
    }
    match order.len() == waits_for.len() {
        true => Ok(order),
        false => Err((0..missing.len())
            .filter(|item| missing[*item] > 0)
            .collect()),
    }
}

/// Walks backwards among the stuck until one comes again.
fn cycle(form: &Form, waits_for: &[BTreeSet<usize>], stuck: &[usize]) -> Problem {
    let mut trail: Vec<usize> = stuck.first().copied().into_iter().collect();
    while let Some(last) = trail.last() {
        let next = waits_for[*last]
            .iter()
            .find(|source| stuck.contains(source));
        let Some(&next) = next else { break };
        if let Some(first) = trail.iter().position(|item| *item == next) {
            trail.drain(..first);
            break;
        }
        trail.push(next);
    }
    let paths: Vec<&str> = trail
        .iter()
        .map(|item| form.items[*item].path.as_str())
        .collect();
    Problem::new("FORM_CYCLE")
        .at_path(paths.first().copied().unwrap_or(""))
        .with("paths", paths.join(" → "))
}
