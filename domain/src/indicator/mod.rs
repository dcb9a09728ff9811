//! The indicator framework 指标体系 as data: levels, indicators, weights, rules, bound operands.
//! Not here: computing a score (`scoring`), the facts that operands stand for (`scoring::Facts`).

mod amendment;
mod bindings;
mod design;
mod framework;
mod library;
mod operand;
mod plan;
mod publication;
mod references;
mod rule;
mod rule_change;
mod rule_text;
mod satisfaction;
mod starter;
pub mod tree;
mod validate;
mod validate_rule;

pub use amendment::{DifferenceKind, FrameworkDifference, differences};
pub use bindings::{Forms, binding_problems, broken_bindings};
pub use design::{QUALITATIVE_PERCENT, qualitative_warning, qualitative_weight};
pub use framework::{
    Element, EvidenceKind, Framework, Indicator, Level1, Level1Kind, Level2, Located,
};
pub use library::{
    Direction, FIELDS, GENERAL_SECTOR, LONG_CHARACTERS, LibraryAction, LibraryItem, LibraryState,
    MAX_LIBRARY_ITEMS, RULE_KINDS, SHORT_CHARACTERS, check_item, default_rule, duplicates,
    import_library, library_sheet, matches, next_state, rule_kind, rule_words, starter_items,
    still_in_use, to_indicator,
};
pub use operand::{
    Aggregate, Binding, CANNOT_VERIFY, Condition, NOT_APPLICABLE, Operand, SatisfactionMeasure,
};
pub use plan::{NotApplicableTreatment, ScoringPlan, Veto};
pub use publication::publication_warnings;
pub use rule::{Band, Each, LevelBand, ObjectRule, Rule};
pub use rule_change::{MULTI_OBJECT, RuleParts, default_binding, new_indicator, new_object};
pub use rule_text::suggested_rule_text;
pub use starter::{STARTERS, least_output_benefit, starter};
pub use validate::validate;
