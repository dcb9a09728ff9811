//! Items that seem to be the same. Not here: merging them, which a person decides.

use std::collections::{BTreeMap, BTreeSet};

use super::LibraryItem;
use crate::project::plain_ascii;

/// Names are alike from so many fifths of common pairs of letters on. Measured on the 45 items that
/// ship: within a sector none reach even half of their pairs in common.
const ALIKE_FIFTHS: usize = 3;

/// The letters and digits of a text alone: white space, width, case and punctuation do not count.
fn bare(text: &str) -> String {
    let plain = plain_ascii(text);
    let letters = plain.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Each pair of neighbouring letters with how often it stands there.
fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let mut pairs = BTreeMap::new();
    for pair in text.chars().zip(text.chars().skip(1)) {
        *pairs.entry(pair).or_default() += 1;
    }
    pairs
}

/// Whether two bare names are the same, or share at least three fifths of their letter pairs: twice
/// the pairs in common ÷ the pairs of both (Dice).
fn are_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (own, theirs) = (pairs(one), pairs(other));
    let common: usize = own
        .iter()
        .filter_map(|(pair, count)| theirs.get(pair).map(|other| *count.min(other)))
        .sum();
    let both: usize = own.values().chain(theirs.values()).sum();
    common > 0 && 2 * common * 5 >= both * ALIKE_FIFTHS
}

/// Pairs of codes that are proposed for merging: the item that stands first, and a later one of the
/// same sector whose name is the same or much alike. Retired, rejected and merged items do not
/// count, nor does another version of the same item. Alike is `2 × common ÷ all ≥ 3/5` over the
/// pairs of neighbouring letters, without white space, width, case and punctuation.
pub fn duplicates(items: &[LibraryItem]) -> Vec<(String, String)> {
    let open = items.iter().filter(|item| item.state.is_open());
    let named: Vec<(&str, String, String)> = open
        .map(|item| (item.code.as_str(), bare(&item.sector), bare(&item.name)))
        .collect();
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    for (place, (code, sector, name)) in named.iter().enumerate() {
        let before = named.iter().take(place);
        let first = before
            .into_iter()
            .find(|(_, other_sector, other)| other_sector == sector && are_alike(other, name));
        if let Some((kept, ..)) = first
            && kept != code
            && seen.insert((*kept, *code))
        {
            found.push(((*kept).to_owned(), (*code).to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_the_same_in_a_few_more_words_are_alike() {
        for (one, other) in [
            ("危桥改造座数", "危桥改造完成座数"),
            ("群众满意度", "群众满意程度"),
            ("abc", "abc"),
        ] {
            assert!(are_alike(one, other), "{one} {other}");
            assert!(are_alike(other, one), "{other} {one}");
        }
        for (one, other) in [
            ("危桥改造座数", "水毁路段修复里程"),
            ("满意度", "覆盖率"),
            ("率", "度"),
            ("", "座数"),
        ] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }
}
