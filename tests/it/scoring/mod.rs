//! Scoring through its public face: rule vectors, whole sheets, satisfaction, properties.
//! Not here: unit tests of reading and rounding numbers (beside `domain::scoring::exact`).

mod bindings;
mod broken_forms;
mod carried;
mod cases;
mod desk_answers;
mod desk_colleagues;
mod desk_findings;
mod desk_flow;
mod desk_plan;
mod desk_plan_references;
mod desk_sources;
mod engine;
mod evaluated;
mod facts;
mod findings_deducted;
mod golden;
mod properties;
mod sums;
mod survey;
