//! `cargo xtask test`: format and lints first, then one `cargo test` over the workspace, last, so
//! that the closing lines are the runner's own.
//!
//! Not here: the tests. A browser test without a browser fails; nothing passes by being skipped.

use crate::app_build::{self, Effort};
use crate::{test_tools, toolchain, workspace};
use anyhow::{Context, Result};

pub fn run(arguments: &[String]) -> Result<()> {
    toolchain::ensure_test_programs()?;
    test_tools::ensure()?;
    let mut format = workspace::cargo();
    format.args(["fmt", "--all", "--check"]);
    workspace::run(&mut format)?;

    // The app first: its files are embedded by the server that the browser tests start.
    eprintln!("{}", app_build::run(Effort::Full)?.table());
    // A page of its own, so that the app itself carries no test.
    app_build::build_wasm(&["contract_suite"], &["contract-suite"], Effort::Quick)?;
    let suite = app_build::wasm_file("contract_suite", Effort::Quick);
    app_build::bind(&suite, "contract_suite")?;

    let mut lints = workspace::cargo();
    lints.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "--deny",
        "warnings",
    ]);
    workspace::run(&mut lints)?;

    // One selection for build and test, so that cargo resolves features once and builds once.
    let mut build = workspace::cargo();
    build.args(["build", "--workspace", "--all-targets"]);
    workspace::run(&mut build)?;

    let browser = toolchain::find_browser().context("no browser after installing one")?;
    let mut tests = workspace::cargo();
    tests
        .args(["test", "--workspace", "--no-fail-fast"])
        .args(arguments);
    tests.env("KANPING_BIN", workspace::target().join("debug/kanping"));
    tests.env("KANPING_CHROMIUM", browser);
    tests.env("KANPING_TEST_TOOLS", test_tools::folder());
    workspace::run(&mut tests)
}
