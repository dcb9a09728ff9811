//! The frameworks that ship with Kanping, embedded. Not here: frameworks that a firm made itself.

use super::Framework;

/// Short names of the shipped frameworks, in menu order.
pub const STARTERS: [&str; 2] = ["road_bridge", "mof-2020-10"];

const ROAD_BRIDGE: &str = include_str!("../../../starters/frameworks/road_bridge.json");
const GENERAL: &str = include_str!("../../../starters/frameworks/mof-2020-10.json");

/// A shipped framework by its short name (one of [`STARTERS`]) or its id, such as
/// `mof-2020-10/road_bridge`. `None` for any other name.
pub fn starter(name: &str) -> Option<Framework> {
    let text = match name {
        "road_bridge" | "mof-2020-10/road_bridge" => ROAD_BRIDGE,
        "mof-2020-10" => GENERAL,
        _ => return None,
    };
    // The app reads only bytes: a second reader would double serde's code in its first load.
    serde_json::from_slice(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::validate;

    #[test]
    fn every_shipped_framework_is_valid_and_reads_back_the_same() {
        for name in STARTERS {
            let framework = starter(name).expect(name);
            assert_eq!(validate(&framework), [], "{name}");
            let text = serde_json::to_string(&framework).expect("JSON");
            assert_eq!(
                serde_json::from_str::<Framework>(&text).expect("JSON"),
                framework
            );
        }
        assert_eq!(starter("unknown"), None);
    }
}
