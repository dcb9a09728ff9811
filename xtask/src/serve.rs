//! `cargo xtask serve`: everything built, the example made, the server running.
//!
//! Not here: the example and the sign-ins; the server's own `serve --demo` makes and prints them.

use crate::app_build::{self, Effort};
use crate::workspace;
use anyhow::Result;
use std::process::Command;

pub fn run(arguments: &[String]) -> Result<()> {
    let load = app_build::run(Effort::Full)?;
    eprintln!("{}", load.table());
    let mut build = workspace::cargo();
    build.args([
        "build",
        "--release",
        "--package",
        "server",
        "--bin",
        "kanping",
    ]);
    workspace::run(&mut build)?;
    let mut serve = Command::new(workspace::target().join("release/kanping"));
    serve.current_dir(workspace::root()).arg("serve");
    if !arguments
        .iter()
        .any(|argument| argument.starts_with("--data"))
    {
        serve.args(["--data", "data"]);
    }
    serve.arg("--demo").args(arguments);
    workspace::run(&mut serve)
}
