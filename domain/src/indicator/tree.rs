//! Changing the tree of a framework while a plan is made: moving, taking out, adding, naming. A
//! code stays with its indicator wherever it moves, because answers, marks and findings refer to
//! it. Not here: what must hold before it may score (`validate`), undo and drafts (the app).

use std::collections::BTreeSet;

use super::references::renew_references;
use super::{Framework, Indicator, Level1, Level1Kind, Level2};
use crate::ids::IndicatorCode;
use crate::scoring::Points;

/// Where a code stands, by positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Level1(usize),
    Level2(usize, usize),
    Indicator(usize, usize, usize),
}

fn spot(framework: &Framework, code: &str) -> Option<Spot> {
    for (first, level1) in framework.levels.iter().enumerate() {
        if level1.code == code {
            return Some(Spot::Level1(first));
        }
        for (second, level2) in level1.children.iter().enumerate() {
            if level2.code == code {
                return Some(Spot::Level2(first, second));
            }
            let is_it = |indicator: &Indicator| indicator.code.as_str() == code;
            if let Some(third) = level2.indicators.iter().position(is_it) {
                return Some(Spot::Indicator(first, second, third));
            }
        }
    }
    None
}

/// Every code of the tree: 一级, 二级 and 三级.
fn codes(framework: &Framework) -> BTreeSet<&str> {
    let mut codes = BTreeSet::new();
    for level1 in &framework.levels {
        codes.insert(level1.code.as_str());
        for level2 in &level1.children {
            codes.insert(level2.code.as_str());
            codes.extend(level2.indicators.iter().map(|one| one.code.as_str()));
        }
    }
    codes
}

/// The number after the highest of `own` codes that is free: after `C11` and `C13` comes `C14`, so
/// that the code of what was taken out does not mean something else.
fn next_code<'a>(taken: &BTreeSet<&str>, stem: &str, own: impl Iterator<Item = &'a str>) -> String {
    let number = |code: &str| code.strip_prefix(stem)?.parse::<u32>().ok();
    let highest = own.filter_map(number).max().unwrap_or_default();
    let mut candidates = (highest.saturating_add(1)..).map(|number| format!("{stem}{number}"));
    let free = candidates.find(|code| !taken.contains(code.as_str()));
    free.unwrap_or_default()
}

fn level2_of<'a>(framework: &'a Framework, code: &str) -> Option<&'a Level2> {
    match spot(framework, code)? {
        Spot::Level2(first, second) => framework.levels.get(first)?.children.get(second),
        _ => None,
    }
}

/// The code of a new indicator under a 二级: `C13` after `C11` and `C12`. `None` for another code.
pub fn next_indicator_code(framework: &Framework, level2: &str) -> Option<IndicatorCode> {
    let parent = level2_of(framework, level2)?;
    let own = parent.indicators.iter().map(|one| one.code.as_str());
    Some(IndicatorCode(next_code(&codes(framework), level2, own)))
}

/// The indicator with this code, to be changed.
pub fn indicator_mut<'a>(framework: &'a mut Framework, code: &str) -> Option<&'a mut Indicator> {
    match spot(framework, code)? {
        Spot::Indicator(first, second, third) => framework
            .levels
            .get_mut(first)?
            .children
            .get_mut(second)?
            .indicators
            .get_mut(third),
        _ => None,
    }
}

/// Adds an indicator at the end of a 二级. Whether it found its place and its code was free.
pub fn insert(framework: &mut Framework, level2: &str, indicator: Indicator) -> bool {
    if codes(framework).contains(indicator.code.as_str()) {
        return false;
    }
    let Some(Spot::Level2(first, second)) = spot(framework, level2) else {
        return false;
    };
    framework.levels[first].children[second]
        .indicators
        .push(indicator);
    true
}

/// Adds a 二级 at the end of a 一级; answers its code.
pub fn insert_level2(framework: &mut Framework, level1: &str, name: &str) -> Option<String> {
    let Some(Spot::Level1(first)) = spot(framework, level1) else {
        return None;
    };
    let own = framework.levels[first]
        .children
        .iter()
        .map(|one| one.code.as_str());
    let code = next_code(&codes(framework), level1, own);
    framework.levels[first].children.push(Level2 {
        code: code.clone(),
        name: name.to_owned(),
        indicators: Vec::new(),
    });
    Some(code)
}

/// Adds a 一级 at the end under the first free letter; answers its code.
pub fn insert_level1(framework: &mut Framework, name: &str, kind: Level1Kind) -> Option<String> {
    let taken = codes(framework);
    let mut letters = ('A'..='Z').map(String::from);
    let code = letters.find(|letter| !taken.contains(letter.as_str()))?;
    framework.levels.push(Level1 {
        code: code.clone(),
        name: name.to_owned(),
        kind,
        children: Vec::new(),
    });
    Some(code)
}

/// Takes out an indicator, a 二级 or a 一级 with all below. Whether there was one. What refers to it
/// stays and is named by `validate`: only the author knows what it should refer to instead.
pub fn remove(framework: &mut Framework, code: &str) -> bool {
    match spot(framework, code) {
        Some(Spot::Level1(first)) => drop(framework.levels.remove(first)),
        Some(Spot::Level2(first, second)) => {
            drop(framework.levels[first].children.remove(second));
        }
        Some(Spot::Indicator(first, second, third)) => {
            let level2 = &mut framework.levels[first].children[second];
            drop(level2.indicators.remove(third));
        }
        None => return false,
    }
    true
}

/// Gives an indicator or a level another name. Whether there was one.
pub fn rename(framework: &mut Framework, code: &str, name: &str) -> bool {
    let name = name.to_owned();
    match spot(framework, code) {
        Some(Spot::Level1(first)) => framework.levels[first].name = name,
        Some(Spot::Level2(first, second)) => framework.levels[first].children[second].name = name,
        Some(Spot::Indicator(first, second, third)) => {
            framework.levels[first].children[second].indicators[third].name = name;
        }
        None => return false,
    }
    true
}

/// Gives an indicator another code, and everywhere within the framework where it is referred to:
/// operands that count findings, also those of 考核对象, and 一票否决. Whether it was there and the
/// new code is free. What lies outside of the framework is the server's to carry along.
pub fn recode(framework: &mut Framework, from: &str, to: &str) -> bool {
    let to = to.trim();
    if to.is_empty() || codes(framework).contains(to) {
        return false;
    }
    let Some(indicator) = indicator_mut(framework, from) else {
        return false;
    };
    let to = IndicatorCode::from(to);
    indicator.code.clone_from(&to);
    renew_references(framework, from, &to);
    true
}

/// One step up or down; past the end of its branch an indicator goes to the next 二级, and a 二级 to
/// the next 一级. Whether anything moved.
pub fn move_by(framework: &mut Framework, code: &str, up: bool) -> bool {
    let Some(at) = spot(framework, code) else {
        return false;
    };
    let step = |position: usize, length: usize| match up {
        true => position.checked_sub(1),
        false => Some(position + 1).filter(|next| *next < length),
    };
    match at {
        Spot::Level1(first) => {
            let Some(next) = step(first, framework.levels.len()) else {
                return false;
            };
            framework.levels.swap(first, next);
        }
        Spot::Level2(first, second) => {
            if let Some(next) = step(second, framework.levels[first].children.len()) {
                framework.levels[first].children.swap(second, next);
                return true;
            }
            let Some(next) = step(first, framework.levels.len()) else {
                return false;
            };
            let moved = framework.levels[first].children.remove(second);
            let into = &mut framework.levels[next].children;
            into.insert(if up { into.len() } else { 0 }, moved);
        }
        Spot::Indicator(first, second, third) => {
            let own = &mut framework.levels[first].children[second].indicators;
            if let Some(next) = step(third, own.len()) {
                own.swap(third, next);
                return true;
            }
            return to_next_branch(framework, (first, second, third), up);
        }
    }
    true
}

fn to_next_branch(framework: &mut Framework, at: (usize, usize, usize), up: bool) -> bool {
    let (first, second, third) = at;
    let levels = framework.levels.iter().enumerate();
    let branches: Vec<(usize, usize)> = levels
        .flat_map(|(one, level)| (0..level.children.len()).map(move |two| (one, two)))
        .collect();
    let Some(here) = branches.iter().position(|it| *it == (first, second)) else {
        return false;
    };
    let next = match up {
        true => here.checked_sub(1),
        false => Some(here + 1),
    };
    let Some((one, two)) = next.and_then(|next| branches.get(next)).copied() else {
        return false;
    };
    let own = &mut framework.levels[first].children[second].indicators;
    let moved = own.remove(third);
    let into = &mut framework.levels[one].children[two].indicators;
    into.insert(if up { into.len() } else { 0 }, moved);
    true
}

/// Moves what stands at `code` to the place of `target`: among its own kind it takes the target's
/// place, and dropped on the level above it comes first there. Whether anything moved.
pub fn move_to(framework: &mut Framework, code: &str, target: &str) -> bool {
    let (Some(from), Some(to)) = (spot(framework, code), spot(framework, target)) else {
        return false;
    };
    if from == to {
        return false;
    }
    match (from, to) {
        (Spot::Level1(first), Spot::Level1(next)) => {
            let moved = framework.levels.remove(first);
            framework.levels.insert(next, moved);
        }
        (Spot::Level2(first, second), Spot::Level2(one, two)) => {
            let moved = framework.levels[first].children.remove(second);
            framework.levels[one].children.insert(two, moved);
        }
        (Spot::Level2(first, second), Spot::Level1(one)) => {
            let moved = framework.levels[first].children.remove(second);
            framework.levels[one].children.insert(0, moved);
        }
        (Spot::Indicator(first, second, third), Spot::Indicator(one, two, three)) => {
            let moved = framework.levels[first].children[second]
                .indicators
                .remove(third);
            framework.levels[one].children[two]
                .indicators
                .insert(three, moved);
        }
        (Spot::Indicator(first, second, third), Spot::Level2(one, two)) => {
            let moved = framework.levels[first].children[second]
                .indicators
                .remove(third);
            framework.levels[one].children[two]
                .indicators
                .insert(0, moved);
        }
        _ => return false,
    }
    true
}

/// Σ of the weights of 产出 and 效益.
pub fn output_benefit_weight(framework: &Framework) -> Points {
    let counts = |level: &&Level1| matches!(level.kind, Level1Kind::Output | Level1Kind::Benefit);
    let levels = framework.levels.iter().filter(counts);
    levels.map(Level1::weight).sum()
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
