//! The command line. Data is JSON on stdout and nothing else there; messages go to stderr; exit 0
//! good, 1 the input has problems, 2 wrong usage.

mod arguments;
mod beginning;
pub mod engagement;
pub mod form;
mod form_described;
pub mod frame;
pub mod problem_text;
pub mod sample;
pub mod score_cases;
mod serve;
mod user;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use domain::problem::{Problem, ProblemEnvelope};

use crate::service::{Service, ServiceError};
use arguments::{Arguments, Command, FormCommand, FrameCommand, SampleCommand, ScoreCommand};

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A use case refused.
    #[error(transparent)]
    Service(#[from] ServiceError),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// Anything else, in words for the person at the terminal.
    #[error("{0}")]
    Other(String),
}

impl From<crate::store::StoreError> for CommandError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Service(ServiceError::Store(error))
    }
}

/// Runs the command line; clap answers wrong usage with exit code 2.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("KANPING_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info")),
        )
        .with_writer(std::io::stderr)
        .init();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&CommandError::File(error), &arguments.language()),
    };
    let language = arguments.language();
    match runtime.block_on(run(arguments)) {
        Ok(code) => ExitCode::from(code),
        Err(error) => failed(&error, &language),
    }
}

/// Problems go to stdout as JSON and to stderr in words.
fn failed(error: &CommandError, language: &str) -> ExitCode {
    let problems = match error {
        CommandError::Service(error) => problems_of(error),
        _ => Vec::new(),
    };
    if problems.is_empty() {
        eprintln!("kanping: {error}");
    } else {
        for problem in &problems {
            eprintln!("kanping: {}", problem_text::sentence(problem, language));
        }
        print_json(&ProblemEnvelope { problems });
    }
    ExitCode::from(1)
}

fn problems_of(error: &ServiceError) -> Vec<Problem> {
    match error {
        ServiceError::Invalid(problems) => problems.clone(),
        ServiceError::Forbidden(problem)
        | ServiceError::NotFound(problem)
        | ServiceError::Conflict(problem)
        | ServiceError::TooLarge(problem)
        | ServiceError::UnsupportedMedia(problem)
        | ServiceError::TooMany(problem) => vec![problem.clone()],
        ServiceError::SignedOut => vec![Problem::new("SIGNED_OUT")],
        ServiceError::Store(_) | ServiceError::Internal(_) => Vec::new(),
    }
}

/// Prints a value for other programs. A closed pipe is the reader's choice, not a failure.
fn print_json<T: serde::Serialize>(value: &T) {
    if let Ok(text) = serde_json::to_string_pretty(value) {
        let _ = writeln!(std::io::stdout(), "{text}");
    }
}

async fn run(arguments: Arguments) -> Result<u8, CommandError> {
    let language = arguments.language();
    let out = &mut std::io::stdout();
    match arguments.command {
        Command::Serve(options) => serve::run(options).await,
        Command::Demo {
            data,
            lifecycle,
            seed,
        } => {
            let service = Service::open(&data.data).await?;
            let sign_ins = crate::demo::make(&service, lifecycle, seed).await?;
            serve::print_sign_ins(&sign_ins);
            Ok(0)
        }
        Command::Score(ScoreCommand::Cases { file }) => {
            score_cases::run(&file, out).map_err(|e| CommandError::Other(e.to_string()))?;
            Ok(0)
        }
        Command::Score(ScoreCommand::Engagement { engagement, data }) => {
            engagement::score(&Service::open(&data.data).await?, &engagement).await
        }
        Command::Sample(SampleCommand::Draw(options)) => options.run(&language, out),
        Command::Sample(SampleCommand::Size { population, margin }) => {
            Ok(sample::size(population, &margin, &language, out)?)
        }
        Command::Frame(FrameCommand::Check { file }) => Ok(frame::check(&file, &language, out)?),
        Command::Form(command) => form_command(command, &language, out),
        Command::Report {
            engagement,
            format,
            edition,
            out,
            data,
        } => {
            let service = Service::open(&data.data).await?;
            engagement::report(&service, &engagement, (format, edition), &out).await
        }
        Command::Engagement { command, data } => {
            beginning::run(command, &Service::open(&data.data).await?).await
        }
        Command::User { command, data } => {
            user::run(command, &Service::open(&data.data).await?).await
        }
        Command::Archive {
            engagement,
            out,
            data,
        } => {
            let service = Service::open(&data.data).await?;
            engagement::archive(&service, &engagement, &out).await
        }
        Command::Verify {
            archive: Some(archive),
            ..
        } => engagement::verify_archive(&archive),
        Command::Verify {
            archive: None,
            data,
        } => engagement::verify(&Service::open(&data.data).await?).await,
        Command::Openapi => {
            print_json(&crate::openapi::document());
            Ok(0)
        }
    }
}

fn form_command(
    command: FormCommand,
    language: &str,
    out: &mut dyn std::io::Write,
) -> Result<u8, CommandError> {
    let code = match command {
        FormCommand::Check { file } => form::check(&file, language, out)?,
        FormCommand::Run { file, answers } => {
            let now = crate::service::system_clock();
            form::run(&file, &answers, now, language, out)?
        }
        FormCommand::Starters { out: folder } => form::starters(&folder, out)?,
    };
    Ok(code)
}
