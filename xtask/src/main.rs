//! `cargo xtask`: the few commands that build, run and test Kanping.
//!
//! Not here: any rule of the product, and any tool that needs a download of its own; wasm-bindgen
//! is linked as a library at the very version that `Cargo.lock` pins for the app.

mod app_build;
mod bundle;
mod compress;
mod first_load;
mod serve;
mod test;
mod test_tools;
mod toolchain;
mod wasm_parts;
mod workspace;

use anyhow::Result;
use app_build::Effort;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve [ARGS]  build the app and the server, make the example engagement in an
                          empty data folder, serve on 127.0.0.1:8080, print the three sign-ins
cargo xtask test [ARGS]   format, lints, then every test, the browser's included
cargo xtask test-tools    install what only the differential test uses, under target/
cargo xtask app [--quick] build the app into dist/; --quick while writing screens: hardly optimised
cargo xtask size          what a first visit loads, in bytes, beside its limit
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    match run(&command, &rest) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, rest: &[String]) -> Result<ExitCode> {
    match command {
        "serve" => serve::run(rest)?,
        "test" => test::run(rest)?,
        "test-tools" => test_tools::ensure()?,
        "app" if rest.iter().any(|argument| argument == "--quick") => {
            app_build::run(Effort::Quick).map(drop)?;
        }
        "app" => app_build::run(Effort::Full).map(drop)?,
        "size" => first_load::run()?,
        "" | "help" | "--help" | "-h" => print!("{HELP}"),
        unknown => {
            eprint!("unknown command `{unknown}`\n\n{HELP}");
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}
