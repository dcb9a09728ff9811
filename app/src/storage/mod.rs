//! What the device keeps and how surely. `LocalStore` is the one way in; `MemoryStore` (tests) and
//! `IndexedStore` (browsers) pass the same contract suite. Not here: what is written when; that is
//! decided once, in `sync::local`.

#[cfg(any(test, feature = "contract-suite"))]
pub mod contract;
#[cfg(target_arch = "wasm32")]
mod indexed;
mod memory;
mod model;
mod store;

#[cfg(target_arch = "wasm32")]
pub use indexed::IndexedStore;
pub use memory::MemoryStore;
pub use model::{OutboxEntry, OutboxState, Receipt, StoredBlob, StoredRecord};
pub use store::{Batch, Generation, LocalStore, StoreError, Write};

/// The store of this build: IndexedDB in a browser, memory natively (tests).
#[cfg(target_arch = "wasm32")]
pub type DeviceStore = IndexedStore;
/// The store of this build: IndexedDB in a browser, memory natively (tests).
#[cfg(not(target_arch = "wasm32"))]
pub type DeviceStore = MemoryStore;
