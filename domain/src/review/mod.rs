//! The report's way to the partner's signature: L1 外勤主管, L2 项目经理, L3 合伙人, 质控 for risk A
//! (domain.md §2.2 steps 13–16, §8 L12–L13). A sign-off holds for one content only: its hash.
//! Not here: reviewing single records (`fieldwork`), storing events (the server), the tests a
//! report must pass (`report::consistency`).

mod event;
mod permission;
mod standing;
#[cfg(test)]
mod tests;

pub use event::{
    NoteAnswer, ReviewEvent, ReviewLevel, ReviewNote, RiskLevel, ShownScore, SignOff,
    is_report_number, issued_number, shown_scores,
};
pub use permission::{Request, Wording, allowed, may_close};
pub use standing::{Consultation, ReportStage, Standing, standing};
