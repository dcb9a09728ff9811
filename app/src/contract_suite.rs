//! The store's contract suite for a browser test; only with the feature `contract-suite`.
//!
//! Build: `cargo build -p app --lib --target wasm32-unknown-unknown --features contract-suite`, then
//! wasm-bindgen with target `web`; the lib is a cdylib for this. In the page:
//! `const suite = await import("/app.js"); await suite.default(); await suite.run_storage_contract()`
//! answers JSON: `[{"case": "…", "problem": null | "…"}, …]`.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::platform;
use crate::storage::{IndexedStore, contract};

/// Runs every case on a fresh IndexedDB database of its own; the databases stay until the browser's
/// profile is thrown away.
#[wasm_bindgen]
pub async fn run_storage_contract() -> String {
    let count = Cell::new(0u32);
    let run = platform::new_id();
    let outcomes = contract::run_all(async || {
        count.set(count.get() + 1);
        IndexedStore::open_named(&format!("contract-{run}-{}", count.get())).await
    })
    .await;
    let lines: Vec<serde_json::Value> = outcomes
        .into_iter()
        .map(|(case, outcome)| serde_json::json!({ "case": case, "problem": outcome.err() }))
        .collect();
    serde_json::Value::Array(lines).to_string()
}
