//! The presets of one engagement: copies of those that ship, edited by its managers; one of them is
//! in force. Not here: the rules themselves (`presets`), who edited them (the server keeps it).

use std::collections::BTreeSet;

use super::presets::{Preset, check_preset, presets};
use crate::problem::Problem;

/// Presets of one engagement.
const MOST_PRESETS: usize = 20;
/// Characters of an identifier.
const ID_LIMIT: usize = 40;

/// An engagement's presets.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresetSet {
    /// In their order; those that ship are always among them, edited or not.
    pub presets: Vec<Preset>,
    /// The identifier of the one by which projects come on the ledger 重点关注台账.
    pub in_force: String,
}

impl Default for PresetSet {
    /// As it ships: all of domain.md §2.6, the first one in force.
    fn default() -> Self {
        let presets = presets();
        let first = presets.first().map(|preset| preset.id.clone());
        Self {
            in_force: first.unwrap_or_default(),
            presets,
        }
    }
}

impl PresetSet {
    /// The preset with this identifier; an empty one asks for the preset in force.
    pub fn find(&self, id: &str) -> Option<&Preset> {
        let wanted = if id.is_empty() { &self.in_force } else { id };
        self.presets.iter().find(|preset| preset.id == wanted)
    }
}

/// A preset as it ships; `None` for one of people's own.
pub fn shipped_preset(id: &str) -> Option<Preset> {
    presets().into_iter().find(|preset| preset.id == id)
}

/// Everything wrong with edited presets: what [`check_preset`] finds in each, with its name in
/// `preset`; `MONITORING_PRESETS_TOO_MANY`, `MONITORING_PRESET_BAD_ID` (lower-case letters, digits,
/// `_`), `MONITORING_PRESET_TWICE` (identifier or name), `MONITORING_PRESET_REMOVED` (one that
/// ships), `MONITORING_PRESET_UNKNOWN` (in force).
pub fn check_preset_set(set: &PresetSet) -> Vec<Problem> {
    if set.presets.len() > MOST_PRESETS {
        let problem = Problem::new("MONITORING_PRESETS_TOO_MANY").with("limit", MOST_PRESETS);
        return vec![problem.at_path("presets")];
    }
    let mut problems = Vec::new();
    let (mut ids, mut names) = (BTreeSet::new(), BTreeSet::new());
    for preset in &set.presets {
        let mut tell = |problem: Problem| problems.push(problem.with("preset", &preset.name));
        if !is_good_id(&preset.id) {
            tell(Problem::new("MONITORING_PRESET_BAD_ID").at_path("id"));
        }
        let is_new = ids.insert(preset.id.as_str()) & names.insert(preset.name.trim());
        if !is_new {
            tell(Problem::new("MONITORING_PRESET_TWICE").at_path("name"));
        }
        check_preset(preset).into_iter().for_each(tell);
    }
    for shipped in presets() {
        if !ids.contains(shipped.id.as_str()) {
            let problem = Problem::new("MONITORING_PRESET_REMOVED").at_path("presets");
            problems.push(problem.with("preset", shipped.name));
        }
    }
    if set.find(&set.in_force).is_none() {
        let problem = Problem::new("MONITORING_PRESET_UNKNOWN").at_path("in_force");
        problems.push(problem.with("preset", &set.in_force));
    }
    problems
}

fn is_good_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (1..=ID_LIMIT).contains(&id.len()) && id.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(set: &PresetSet) -> Vec<String> {
        let problems = check_preset_set(set).into_iter();
        problems.map(|problem| problem.code).collect()
    }

    #[test]
    fn what_ships_is_sound_and_its_first_preset_is_in_force() {
        let set = PresetSet::default();
        assert!(check_preset_set(&set).is_empty());
        assert_eq!(
            set.find("").map(|preset| preset.id.as_str()),
            Some("wuzhong")
        );
        assert_eq!(shipped_preset("wuzhong").as_ref(), set.find("wuzhong"));
        assert_eq!(shipped_preset("own_1"), None);
    }

    #[test]
    fn copies_have_names_of_their_own_and_what_ships_stays() {
        let mut set = PresetSet::default();
        set.presets.push(Preset {
            id: "own_1".to_owned(),
            ..set.presets[0].clone()
        });
        assert_eq!(codes(&set), ["MONITORING_PRESET_TWICE"]);
        set.presets[4].name = "本县".to_owned();
        assert!(codes(&set).is_empty());
        set.presets[4].id = "Own 1".to_owned();
        set.presets[4].name = " ".to_owned();
        set.in_force = "none".to_owned();
        set.presets.remove(3);
        let expected = [
            "MONITORING_PRESET_BAD_ID",
            "MONITORING_PRESET_NAME_MISSING",
            "MONITORING_PRESET_REMOVED",
            "MONITORING_PRESET_UNKNOWN",
        ];
        assert_eq!(codes(&set), expected);
    }
}
