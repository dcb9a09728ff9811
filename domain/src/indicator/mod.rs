//! The indicator framework 指标体系 as data: levels, indicators, weights, rules, bound operands.
//! Not here: computing a score (`scoring`), the facts that operands stand for (`scoring::Facts`).

mod framework;
mod operand;
mod rule;
mod satisfaction;
mod starter;
mod validate;

pub use framework::{
    Element, EvidenceKind, Framework, Indicator, Level1, Level1Kind, Level2, Located,
};
pub use operand::{
    Aggregate, Binding, CANNOT_VERIFY, Condition, NOT_APPLICABLE, Operand, SatisfactionMeasure,
};
pub use rule::{Band, Each, LevelBand, ObjectRule, Rule};
pub use starter::{STARTERS, starter};
pub use validate::validate;
