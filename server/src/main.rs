//! `kanping`: everything is in the library; this hands over the arguments and the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
