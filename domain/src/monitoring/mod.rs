//! 三色监控: monthly figures of a project against editable rules (domain.md §2.6; seed rows S1-03 to
//! S1-05, S3-12). Colours are computed on every read, never stored or typed.
//! Not here: progress of fieldwork (`crate::engagement`), words for reasons and reminders (the app
//! translates the codes), keeping presets and the ledger's steps (the server does).

mod assess;
mod figures;
mod ledger;
mod preset_set;
mod presets;

pub use assess::{Assessment, MonitoringReason, ReasonCode, assess, watched_since};
pub use figures::{
    MonitoredProject, MonthlyFigure, check_figures, deviation_flagged, deviation_percent,
};
pub use ledger::{
    Disposal, WatchAction, WatchLine, WatchState, WatchStep, WatchStepKind, watch_line, watch_step,
};
pub use preset_set::{PresetSet, check_preset_set, shipped_preset};
pub use presets::{
    DisposalTerms, MonitoringRule, Preset, central_august, check_preset, presets, progress_ratio,
    sichuan_2025, wuzhong,
};

use crate::engagement::AlertColour;
use crate::scoring::exact::{Exact, parse_exact};

/// 三色: green, yellow or red, as it travels. Ordered: the worst is the greatest.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// 绿色通道.
    Green,
    /// 黄色预警.
    Yellow,
    /// 红色警报.
    Red,
}

impl From<Colour> for AlertColour {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Green => AlertColour::Green,
            Colour::Yellow => AlertColour::Yellow,
            Colour::Red => AlertColour::Red,
        }
    }
}

/// Reads `40`, `39.99` or `40%` as a number of percent; `None` for anything else.
pub fn read_percent(text: &str) -> Option<Exact> {
    let text = text.trim();
    let number = text.strip_suffix(['%', '％']).unwrap_or(text);
    let is_decimal = !number.contains('/');
    parse_exact(number).filter(|_| is_decimal)
}
