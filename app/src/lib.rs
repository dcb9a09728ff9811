//! The field app and the desk: one Leptos app, rendered on the client, so that a tablet starts with
//! no server. Not here: any rule (they are in `domain`), any SQL, any server code.
//!
//! Layers, downwards only: router → parts → pages → components (values in, callbacks out); pages →
//! state → {storage, api, sync}; capture and platform are the only users of web-sys.

// The store's futures stay on the one thread of a browser tab; nobody needs them to be `Send`.
#![allow(async_fn_in_trait)]

pub mod api;
pub mod capture;
pub mod components;
mod failure;
pub mod i18n;
pub mod pages;
pub mod parts;
pub mod platform;
pub mod router;
pub mod state;
pub mod storage;
pub mod sync;

pub use router::App;
