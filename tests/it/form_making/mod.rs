//! Making forms: the manager's requests through the real router, and the designer's rules.

mod design;
mod drafts;
mod hostile;
mod maker;
mod moves;
mod publishing;

pub use maker::{Maker, bytes};
