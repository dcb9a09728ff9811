//! `kanping sample draw` and `kanping sample size`, printing the JSON of cli.md.
//! Not here: the rules (`domain::sampling`), the arguments (clap, in `cli`).

use std::io::{self, Write};
use std::path::Path;

use domain::sampling::{
    DrawRequest, default_proportion, default_z, draw as draw_sample, sample_size,
};
use rust_decimal::Decimal;
use serde_json::json;

use super::frame::{self, GOOD, WRONG_USAGE};

/// Draws from the list at `frame_path`. Answers the exit code.
pub fn draw(
    frame_path: &Path,
    request: &DrawRequest,
    language: &str,
    out: &mut dyn Write,
) -> io::Result<u8> {
    let import = match frame::read(frame_path)? {
        Ok(import) => import,
        Err(problem) => return frame::print_problems(&[*problem], language, out),
    };
    let Some(frame) = &import.frame else {
        return frame::print_problems(&import.problems, language, out);
    };
    match draw_sample(frame, request) {
        Ok(drawn) => {
            let answer = json!({
                "frame_sha256": frame.sha256,
                "algorithm": drawn.algorithm,
                "n": request.n,
                "picks": drawn.picks,
                "coverage": drawn.coverage,
            });
            writeln!(out, "{answer}")?;
            Ok(GOOD)
        }
        Err(error) => frame::print_problems(&[error.to_problem()], language, out),
    }
}

/// The sample size for a proportion at 95 % confidence (z 1.96, p 0.5); `margin` is a decimal
/// fraction such as `0.05`. Answers the exit code.
pub fn size(population: u64, margin: &str, language: &str, out: &mut dyn Write) -> io::Result<u8> {
    let Ok(margin) = margin.parse::<Decimal>() else {
        eprintln!("kanping: not a decimal fraction such as 0.05: {margin}");
        return Ok(WRONG_USAGE);
    };
    match sample_size(population, margin, default_z(), default_proportion()) {
        Ok(n) => {
            writeln!(out, "{}", json!({ "n": n }))?;
            Ok(GOOD)
        }
        Err(error) => frame::print_problems(&[error.to_problem()], language, out),
    }
}
