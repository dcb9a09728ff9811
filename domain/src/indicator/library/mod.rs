//! The firm's indicator library 指标库: items, their states, search, proposed merges. Not here: the
//! shipped trees (`starter`), storing items, who may do what and when it was done (the server).

use crate::problem::Problem;
use crate::project::plain_ascii;

mod alike;
mod indicator;
mod kinds;
mod table;
mod versions;

pub use alike::duplicates;
pub use indicator::{default_rule, to_indicator};
pub use kinds::{RULE_KINDS, rule_kind, rule_words};
pub use table::{MAX_LIBRARY_ITEMS, import_library, library_sheet};
pub use versions::still_in_use;

/// The sector whose items fit every engagement.
pub const GENERAL_SECTOR: &str = "通用";
/// The second axis of classification (seed row S3-13), in menu order; an item without one fits all.
pub const FIELDS: [&str; 3] = ["基本公共服务", "社会事业发展", "经济建设"];
/// Most characters of a name, a code or another short text.
pub const SHORT_CHARACTERS: usize = 100;
/// Most characters of an explanation or a source.
pub const LONG_CHARACTERS: usize = 500;

const STARTER_ITEMS: &str = include_str!("../../../../starters/frameworks/library.json");

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 正向: more is better.
    Positive,
    /// 反向: less is better.
    Negative,
    /// 中性: neither by itself.
    Neutral,
}

impl Direction {
    /// All of them, in menu order.
    pub const ALL: [Self; 3] = [Self::Positive, Self::Negative, Self::Neutral];

    /// The term, as it stands in a table.
    pub fn term(self) -> &'static str {
        match self {
            Self::Positive => "正向",
            Self::Negative => "反向",
            Self::Neutral => "中性",
        }
    }

    /// Reads a term.
    pub fn from_term(term: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.term() == term)
    }
}

/// Where an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum LibraryState {
    /// 报送: proposed, nobody has looked at it yet.
    Submitted,
    /// 筛选: found worth adopting.
    Screened,
    /// 在用: may be put into an engagement.
    Adopted,
    /// 停用: stays in old engagements, is offered to no new one.
    Retired,
    /// 退回: sent back to whoever proposed it.
    Rejected,
    /// 已合并: another item stands for it.
    Merged,
}

impl LibraryState {
    /// All of them, in the order of an item's life.
    pub const ALL: [Self; 6] = [
        Self::Submitted,
        Self::Screened,
        Self::Adopted,
        Self::Retired,
        Self::Rejected,
        Self::Merged,
    ];

    /// The term, as it stands in a table.
    pub fn term(self) -> &'static str {
        match self {
            Self::Submitted => "报送",
            Self::Screened => "筛选",
            Self::Adopted => "在用",
            Self::Retired => "停用",
            Self::Rejected => "退回",
            Self::Merged => "已合并",
        }
    }

    /// Whether the item may be put into an engagement.
    pub fn is_selectable(self) -> bool {
        self == Self::Adopted
    }

    /// Whether the item still counts when doubles are looked for.
    fn is_open(self) -> bool {
        matches!(self, Self::Submitted | Self::Screened | Self::Adopted)
    }
}

/// What can be done with an item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum LibraryAction {
    /// 筛选 a proposed item.
    Screen,
    /// 采用 a screened item.
    Adopt,
    /// 退回 a proposed or screened item.
    SendBack {
        /// Why, for whoever proposed it.
        reason: String,
    },
    /// 停用 an adopted item.
    Retire {
        /// Why.
        reason: String,
    },
    /// Puts a retired item back into use, and a rejected one back among the proposed.
    Restore,
    /// 合并: another item stands for this one from now on.
    Merge {
        /// The other item's code.
        into: String,
    },
}

impl LibraryAction {
    /// Its name, as it travels.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Adopt => "adopt",
            Self::SendBack { .. } => "send_back",
            Self::Retire { .. } => "retire",
            Self::Restore => "restore",
            Self::Merge { .. } => "merge",
        }
    }
}

/// One indicator of the library, in one version.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LibraryItem {
    /// `gx010101`: two letters of the sector, group, level-2 kind and number, two digits each.
    pub code: String,
    /// 行业: 交通; [`GENERAL_SECTOR`] fits every engagement.
    pub sector: String,
    /// 领域, one of [`FIELDS`] or the firm's own; empty fits all.
    #[serde(default)]
    pub field: String,
    /// 产出指标.
    pub level1: String,
    /// 数量指标.
    pub level2: String,
    /// 危桥改造座数.
    pub name: String,
    /// 指标解释.
    #[serde(default)]
    pub explanation: String,
    /// 座; `%` for a rate.
    #[serde(default)]
    pub unit: String,
    /// Which way is good.
    pub direction: Direction,
    /// A rule kind, one of [`RULE_KINDS`].
    pub default_rule: String,
    /// From 1; a changed item is a new version.
    pub version: u32,
    /// Where it stands.
    pub state: LibraryState,
    /// Where it comes from.
    #[serde(default)]
    pub source: String,
}

impl LibraryItem {
    /// Whether it is about satisfaction, which a questionnaire measures.
    pub fn is_satisfaction(&self) -> bool {
        [&self.level1, &self.level2]
            .into_iter()
            .any(|level| level.contains("满意度"))
    }
}

/// The state after an action.
///
/// # Errors
/// `LIBRARY_ACTION_NOT_ALLOWED` (`state`, `action`) where the action does not fit the state, else
/// `REASON_MISSING`, or `LIBRARY_VALUE_MISSING` for a merge without the other item's code.
pub fn next_state(state: LibraryState, action: &LibraryAction) -> Result<LibraryState, Problem> {
    use LibraryAction as Action;
    use LibraryState as State;
    let next = match (state, action) {
        (State::Submitted, Action::Screen) => State::Screened,
        (State::Screened, Action::Adopt) | (State::Retired, Action::Restore) => State::Adopted,
        (State::Submitted | State::Screened, Action::SendBack { .. }) => State::Rejected,
        (State::Adopted, Action::Retire { .. }) => State::Retired,
        (State::Rejected, Action::Restore) => State::Submitted,
        (open, Action::Merge { .. }) if open.is_open() => State::Merged,
        _ => {
            let problem = Problem::new("LIBRARY_ACTION_NOT_ALLOWED").with("state", state.term());
            return Err(problem.with("action", action.name()));
        }
    };
    match action {
        Action::SendBack { reason } | Action::Retire { reason } if reason.trim().is_empty() => {
            Err(Problem::new("REASON_MISSING").at_path("reason"))
        }
        Action::Merge { into } if into.trim().is_empty() => {
            Err(Problem::new("LIBRARY_VALUE_MISSING").at_path("into"))
        }
        _ => Ok(next),
    }
}

/// Everything that is wrong with an item, each at its field: `LIBRARY_VALUE_MISSING`,
/// `LIBRARY_TEXT_TOO_LONG` (`limit`), `TEXT_CONTROL_CHARACTER`, `LIBRARY_CODE_MALFORMED`,
/// `LIBRARY_RULE_UNKNOWN` and `LIBRARY_VERSION_MALFORMED` (`found`).
pub fn check_item(item: &LibraryItem) -> Vec<Problem> {
    let mut problems = Vec::new();
    let texts = [
        ("code", &item.code, SHORT_CHARACTERS, true),
        ("sector", &item.sector, SHORT_CHARACTERS, true),
        ("field", &item.field, SHORT_CHARACTERS, false),
        ("level1", &item.level1, SHORT_CHARACTERS, true),
        ("level2", &item.level2, SHORT_CHARACTERS, true),
        ("name", &item.name, SHORT_CHARACTERS, true),
        ("explanation", &item.explanation, LONG_CHARACTERS, false),
        ("unit", &item.unit, SHORT_CHARACTERS, false),
        ("source", &item.source, LONG_CHARACTERS, false),
    ];
    for (field, text, limit, is_needed) in texts {
        if is_needed && text.trim().is_empty() {
            problems.push(Problem::new("LIBRARY_VALUE_MISSING").at_path(field));
        }
        if text
            .chars()
            .any(|letter| letter.is_control() && letter != '\n')
        {
            problems.push(Problem::new("TEXT_CONTROL_CHARACTER").at_path(field));
        }
        if text.chars().count() > limit {
            let problem = Problem::new("LIBRARY_TEXT_TOO_LONG").with("limit", limit);
            problems.push(problem.at_path(field));
        }
    }
    if !item.code.trim().is_empty() && !is_code(&item.code) {
        let problem = Problem::new("LIBRARY_CODE_MALFORMED").with("found", &item.code);
        problems.push(problem.at_path("code"));
    }
    if rule_kind(&item.default_rule) != Some(item.default_rule.as_str()) {
        let problem = Problem::new("LIBRARY_RULE_UNKNOWN").with("found", &item.default_rule);
        problems.push(problem.at_path("default_rule"));
    }
    if item.version == 0 {
        let problem = Problem::new("LIBRARY_VERSION_MALFORMED").with("found", item.version);
        problems.push(problem.at_path("version"));
    }
    problems
}

/// Two lower-case letters and six digits.
fn is_code(text: &str) -> bool {
    match text.as_bytes() {
        [first, second, digits @ ..] => {
            first.is_ascii_lowercase()
                && second.is_ascii_lowercase()
                && digits.len() == 6
                && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// Whether an item is listed. Every word of `search` must occur in its code, name, explanation,
/// levels or sector; a sector lists its own items and those of [`GENERAL_SECTOR`]; a field lists
/// its own items and those that fit all. Empty means any.
pub fn matches(item: &LibraryItem, search: &str, sector: &str, field: &str) -> bool {
    let (sector, field) = (sector.trim(), field.trim());
    let is_of = |own: &str, asked: &str, for_all: &str| {
        asked.is_empty() || own == asked || own.trim() == for_all
    };
    if !is_of(&item.sector, sector, GENERAL_SECTOR) || !is_of(&item.field, field, "") {
        return false;
    }
    let texts = [
        &item.code,
        &item.name,
        &item.explanation,
        &item.level1,
        &item.level2,
        &item.sector,
    ]
    .map(|text| plain_ascii(text).to_lowercase());
    let search = plain_ascii(search).to_lowercase();
    let mut words = search.split_whitespace();
    words.all(|word| texts.iter().any(|text| text.contains(word)))
}

/// The items that ship with Kanping; all are adopted.
pub fn starter_items() -> Vec<LibraryItem> {
    // A test reads them; a list that could not be read would be empty.
    serde_json::from_slice(STARTER_ITEMS.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
