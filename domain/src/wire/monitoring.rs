//! The exchange of 监控: monthly figures, presets, the ledger 重点关注台账. Not here: the rules
//! (`crate::monitoring`).

use crate::monitoring::{Assessment, MonitoredProject, Preset, PresetSet, WatchAction, WatchLine};
use crate::time::Timestamp;

/// One monitored project with what the rules make of it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoredLine {
    /// The project with its figures.
    pub project: MonitoredProject,
    /// Revision, from 1.
    pub revision: u32,
    /// Colour and reasons at the end of the month.
    pub assessment: Assessment,
    /// Its line on the ledger 重点关注台账, once it was entered.
    pub watch: Option<WatchLine>,
}

/// GET urls::MONITORING `?month=6&preset=wuzhong`; without them the present month and the preset in
/// force.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoringBoard {
    /// By code.
    pub lines: Vec<MonitoredLine>,
    /// Which month.
    pub month: u32,
    /// Which preset.
    pub preset: String,
    /// The engagement's presets with their rules.
    pub presets: Vec<Preset>,
    /// The preset by which projects come on the ledger.
    pub in_force: String,
    /// Projects on the ledger that nobody disposed of in time.
    pub overdue: u32,
}

impl MonitoringBoard {
    /// The name of the preset that was asked for.
    pub fn preset_name(&self) -> &str {
        let mut presets = self.presets.iter();
        let found = presets.find(|preset| preset.id == self.preset);
        found.map_or("", |preset| preset.name.as_str())
    }
}

/// A project to store.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMonitored {
    /// The revision it was made from; 0 for a new one.
    pub base_revision: u32,
    /// The project with all its figures.
    pub project: MonitoredProject,
}

/// PUT urls::MONITORING, with the same query: these projects, all or none. What the preset in force
/// puts on the ledger is entered there. Another revision in between answers 409 MONITORING_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMonitoring {
    /// Each code once.
    pub projects: Vec<SaveMonitored>,
}

/// GET urls::MONITORING_RULES, and the answer to a change.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MonitoringRulesView {
    /// The engagement's presets, and which is in force.
    pub set: PresetSet,
    /// The presets as they ship, to compare and to go back to.
    pub shipped: Vec<Preset>,
    /// From 1; 0 as long as nothing was changed.
    pub revision: u32,
    /// Who changed what why, newest first.
    pub history: Vec<RulesChange>,
}

/// One change of the presets.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RulesChange {
    /// From 1.
    pub revision: u32,
    /// Why.
    pub reason: String,
    /// Who.
    pub saved_by: String,
    /// When.
    pub saved_at: Timestamp,
}

/// PUT urls::MONITORING_RULES. Another revision in between answers 409 MONITORING_RULES_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveMonitoringRules {
    /// The revision it was made from.
    pub base_revision: u32,
    /// All presets.
    pub set: PresetSet,
    /// Why.
    pub reason: String,
}

/// POST urls::MONITORING_WATCH, with the same query as the board. Another step in between answers
/// 409 WATCH_CHANGED.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActOnWatch {
    /// 项目编码.
    pub code: String,
    /// How many steps there were when it was looked at.
    pub steps: u32,
    /// What.
    pub action: WatchAction,
    /// Why.
    pub reason: String,
}
