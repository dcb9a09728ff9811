//! Drawing a sample so that anyone can redo it (cli.md, "Draws, exactly"; domain.md §5;
//! docs/SAMPLING.md).
//! Not here: seeds of its own; the caller gives one and it is printed on the protocol sheet.

mod allocation;
mod coverage;
mod draw;
mod error;
mod generator;
mod judgemental;
mod pps;
mod protocol;
mod sample_size;
mod weights;

pub use allocation::allocate;
pub use coverage::coverage;
pub use draw::{Draw, DrawCircumstances, STRATUM_COLUMNS, draw};
pub use error::SamplingError;
pub use generator::SplitMix64;
pub use judgemental::{JUDGEMENTAL_CRITERIA, JUDGEMENTAL_REASON_MIN_CHARS, check_judgemental};
pub use pps::{AmountPlan, AmountUnit, picks_from_start, plan_by_amount};
pub use protocol::{Coverage, DrawMethod, DrawProtocol, DrawRequest, SampleRoute};
pub use sample_size::{default_proportion, default_z, sample_size};
pub use weights::design_weights;
