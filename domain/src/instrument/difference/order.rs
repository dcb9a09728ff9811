//! Which questions stand elsewhere: the fewest that explain the new order. Not here: what a row
//! says.

use std::collections::{BTreeMap, BTreeSet};

use super::{group_of, path_of};
use crate::form_design::OutlineRow;

/// Newer indices of what stands in another group, or was taken out of the order of its fellows.
/// A group that moves takes its questions along; they have not moved in it.
pub(super) fn moved(
    old: &[&OutlineRow],
    new: &[&OutlineRow],
    pairs: &BTreeMap<usize, usize>,
) -> BTreeSet<usize> {
    let mut moved = BTreeSet::new();
    let mut groups: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    let group_names: BTreeMap<String, String> = pairs
        .iter()
        .filter(|(index, _)| new[**index].opens())
        .map(|(index, old_index)| (path_of(old[*old_index]), path_of(new[*index])))
        .collect();
    for (index, old_index) in pairs {
        let (from, to) = (group_of(old[*old_index]), group_of(new[*index]));
        let carried = group_names.get(&from).unwrap_or(&from);
        if *carried == to {
            groups.entry(to).or_default().push((*index, *old_index));
        } else {
            moved.insert(*index);
        }
    }
    for fellows in groups.values() {
        let order: Vec<usize> = fellows.iter().map(|(_, old_index)| *old_index).collect();
        let stays = longest_increasing(&order);
        let left = fellows
            .iter()
            .enumerate()
            .filter(|(i, _)| !stays.contains(i));
        moved.extend(left.map(|(_, (index, _))| *index));
    }
    moved
}

/// Positions of a longest increasing subsequence: the most rows that kept their order.
fn longest_increasing(values: &[usize]) -> BTreeSet<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let at = ends.partition_point(|end| values[*end] < *value);
        before.push(at.checked_sub(1).map(|previous| ends[previous]));
        match ends.get_mut(at) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut found = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        found.insert(index);
        next = before[index];
    }
    found
}
