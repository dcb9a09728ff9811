//! `kanping sample draw` and `kanping sample size`, printing the JSON of cli.md.
//! Not here: the rules (`domain::sampling`), the arguments (clap, in `cli`).

use std::io::{self, Write};
use std::path::Path;

use domain::sampling::{
    DrawMethod, DrawRequest, default_proportion, default_z, draw as draw_sample, sample_size,
};
use rust_decimal::Decimal;
use serde_json::json;

use super::frame::{self, GOOD};
use super::problem_text::Language;

/// The method by its name on the command line.
pub fn method_named(name: &str) -> Option<DrawMethod> {
    match name {
        "simple" => Some(DrawMethod::Simple),
        "systematic" => Some(DrawMethod::Systematic),
        "stratified" => Some(DrawMethod::Stratified),
        "pps" => Some(DrawMethod::Pps),
        _ => None,
    }
}

/// Draws from the list at `frame_path`. Answers the exit code.
pub fn draw(
    frame_path: &Path,
    request: &DrawRequest,
    language: Language,
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

/// The sample size for a proportion at 95 % confidence (z 1.96, p 0.5). Answers the exit code.
pub fn size(
    population: u64,
    margin: Decimal,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<u8> {
    match sample_size(population, margin, default_z(), default_proportion()) {
        Ok(n) => {
            writeln!(out, "{}", json!({ "n": n }))?;
            Ok(GOOD)
        }
        Err(error) => frame::print_problems(&[error.to_problem()], language, out),
    }
}
