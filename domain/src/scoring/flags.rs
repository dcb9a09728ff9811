//! 提示 of a row: of its operands, its rule, and of each object of 多对象汇总 by name. Not here:
//! deductions that are made twice (`double_deduction`), 一票否决 (`veto`).

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Assembly;
use super::rules::evaluate;
use super::{Points, ScoreFlag, ScoreRow};

/// Puts the flags of an assembly into its row, which has its weight already.
pub(super) fn put(row: &mut ScoreRow, assembly: &Assembly) {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    gather(assembly, row.weight, "", &mut found);
    if row.original_weight.is_some() {
        let flag = ScoreFlag::WeightRedistributed.as_str().to_owned();
        found.entry(flag).or_default();
    }
    for (flag, subjects) in found {
        row.flags.push(flag.clone());
        let named: Vec<String> = subjects.into_iter().collect();
        if !named.is_empty() {
            row.flag_subjects.insert(flag, named);
        }
    }
}

fn gather(
    assembly: &Assembly,
    weight: Points,
    name: &str,
    found: &mut BTreeMap<String, BTreeSet<String>>,
) {
    for (part, inner) in &assembly.parts {
        gather(inner, weight, &joined(name, part), found);
    }
    let of_operands = assembly.operands.values().flat_map(|it| &it.flags);
    let mut flags: BTreeSet<String> = of_operands.map(|it| it.as_str().to_owned()).collect();
    if assembly.parts.is_empty() {
        let scored = evaluate(weight, &assembly.input).ok();
        flags.extend(scored.into_iter().flat_map(|scored| scored.flags));
    }
    for flag in flags {
        let subjects = found.entry(flag).or_default();
        if !name.is_empty() {
            subjects.insert(name.to_owned());
        }
    }
}

/// An object within an object, by both names.
fn joined(outer: &str, inner: &str) -> String {
    match outer.is_empty() {
        true => inner.to_owned(),
        false => format!("{outer}·{inner}"),
    }
}
