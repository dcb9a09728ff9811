//! Synchronisation, sans-IO: what a revision is, how two merge, what a device does next.
//! Not here: HTTP, IndexedDB, SQL. docs/SYNC-MODEL.md, SYNC-PROTOCOL.md and SYNC-HTTP.md say why.

mod digest;
mod machine;
mod merge;
mod operation;

pub use digest::{DigestEntry, digest};
pub use machine::{Action, Event, Machine, MachineState};
pub use merge::{FieldConflict, Merge, merge};
pub use operation::{Change, ItemOutcome, Operation, OperationHashError, Outcome, RejectReason};
