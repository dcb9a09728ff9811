//! Scoring through its public face: rule vectors, whole sheets, satisfaction, properties.
//! Not here: unit tests of reading and rounding numbers (beside `domain::scoring::exact`).

mod bindings;
mod cases;
mod desk_answers;
mod desk_findings;
mod desk_flow;
mod desk_plan;
mod desk_sources;
mod engine;
mod evaluated;
mod facts;
mod golden;
mod properties;
mod survey;
