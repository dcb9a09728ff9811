//! The store's contract suite in a browser, against IndexedDB: a page of its own, built only with
//! the feature `contract-suite`. Not here: the cases (`storage::contract`).
//!
//! Build it as xtask builds the app (`build_wasm("contract_suite", &["contract-suite"])`, then
//! `bind`), load it in a page of any origin, and wait for the attribute `data-contract` of
//! `<html>`: JSON `[{"case": "…", "problem": null | "…"}, …]`.

#[cfg(target_arch = "wasm32")]
fn main() {
    wasm_bindgen_futures::spawn_local(async {
        app::platform::set_page_attribute("data-contract", &run().await);
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("the contract suite runs in a browser; natively: cargo test -p app contract");
}

/// Every case on a fresh database of its own; they stay until the browser's profile is deleted.
#[cfg(target_arch = "wasm32")]
async fn run() -> String {
    use app::storage::{IndexedStore, contract};

    let run = app::platform::new_id();
    let count = std::cell::Cell::new(0u32);
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
