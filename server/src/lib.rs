//! The one binary a firm runs. `router` → `handlers` → `service` → `store`; `blobs` holds bytes,
//! `render` makes documents, `cli` is the command line. Not here: any rule (`domain`).

pub mod assets;
pub mod blobs;
pub mod cli;
pub mod demo;
pub mod forms;
pub mod handlers;
pub mod openapi;
pub mod randomness;
pub mod render;
pub mod respondent_gate;
pub mod router;
mod routes;
pub mod service;
pub mod sign_in_limit;
pub mod store;
pub mod workbook;
