//! What can be typed. Not here: what it does.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::beginning::EngagementCommand;
use super::serve::ServeOptions;
use super::user::UserCommand;
use crate::demo::Lifecycle;
use crate::service::reporting::Format;

/// 勘评 Kanping: from a sampling frame to a draft evaluation report.
#[derive(Parser)]
#[command(name = "kanping", version, about, disable_help_subcommand = false)]
pub struct Arguments {
    /// Language of messages: zh-CN or en (default: LANG).
    #[arg(long, global = true)]
    lang: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// `zh-CN` or `en`.
    pub fn language(&self) -> String {
        let wanted = self
            .lang
            .clone()
            .or_else(|| std::env::var("LANG").ok())
            .unwrap_or_default();
        if wanted.starts_with("en") {
            "en".to_owned()
        } else {
            "zh-CN".to_owned()
        }
    }
}

/// Where the data is.
#[derive(Args)]
pub struct Data {
    /// The data folder: kanping.db and blobs/.
    #[arg(long, global = true, default_value = "./data")]
    pub data: PathBuf,
}

/// The subcommands.
#[derive(Subcommand)]
pub enum Command {
    /// Run the server with the embedded app.
    Serve(ServeOptions),
    /// Make the example engagement at one point of its life.
    Demo {
        #[command(flatten)]
        data: Data,
        /// planned, fieldwork or reported.
        #[arg(long, value_enum, default_value_t = Lifecycle::Planned)]
        lifecycle: Lifecycle,
        /// The same seed makes the same records and report.
        #[arg(long, default_value_t = 2018)]
        seed: u64,
    },
    /// Score rule vectors or an engagement.
    #[command(subcommand)]
    Score(ScoreCommand),
    /// Draw a sample or compute its size.
    #[command(subcommand)]
    Sample(SampleCommand),
    /// Check a project list.
    #[command(subcommand)]
    Frame(FrameCommand),
    /// Check or run an XLSForm.
    #[command(subcommand)]
    Form(FormCommand),
    /// Write the draft report.
    Report {
        /// Id or short code.
        engagement: String,
        /// docx, pdf, html or xlsx.
        #[arg(long, value_enum)]
        format: Format,
        /// full, brief (one page) or public.
        #[arg(long, default_value = "full", value_parser = domain::report::Edition::parse)]
        edition: domain::report::Edition,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Begin an engagement, or say who takes part in one.
    Engagement {
        #[command(subcommand)]
        command: EngagementCommand,
        #[command(flatten)]
        data: Data,
    },
    /// Make, change or close accounts.
    User {
        #[command(subcommand)]
        command: UserCommand,
        #[command(flatten)]
        data: Data,
    },
    /// Write everything an engagement rests on as one zip.
    Archive {
        /// Id or short code.
        engagement: String,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
        #[command(flatten)]
        data: Data,
    },
    /// Check the database, every blob's hash, the audit log and every issued score; or one archive.
    Verify {
        /// An archive pack, instead of the data folder.
        #[arg(long)]
        archive: Option<PathBuf>,
        #[command(flatten)]
        data: Data,
    },
    /// Print the description of the HTTP interface.
    Openapi,
}

/// `score …`
#[derive(Subcommand)]
pub enum ScoreCommand {
    /// Rule vectors in, one JSON object a line out.
    Cases {
        /// A JSON file of cases.
        file: PathBuf,
    },
    /// The score sheet of an engagement.
    Engagement {
        /// Id or short code.
        engagement: String,
        #[command(flatten)]
        data: Data,
    },
}

/// `sample …`
#[derive(Subcommand)]
pub enum SampleCommand {
    /// Draw from a frame.
    Draw(DrawOptions),
    /// How many questionnaires or sites a margin needs.
    Size {
        /// N.
        #[arg(long)]
        population: u64,
        /// For example 0.05.
        #[arg(long)]
        margin: String,
    },
}

/// `sample draw …`
#[derive(Args)]
pub struct DrawOptions {
    /// The project list, .xlsx or .csv.
    #[arg(long)]
    frame: PathBuf,
    /// simple, systematic, stratified or pps.
    #[arg(long)]
    method: String,
    /// How many.
    #[arg(long)]
    n: u32,
    /// Start of the generator.
    #[arg(long)]
    seed: u64,
    /// Column to stratify by.
    #[arg(long)]
    by: Option<String>,
    /// At least so many of each stratum.
    #[arg(long, default_value_t = 0)]
    min_per_stratum: u32,
}

impl DrawOptions {
    /// Draws and prints.
    pub fn run(
        self,
        language: &str,
        out: &mut dyn std::io::Write,
    ) -> Result<u8, super::CommandError> {
        use domain::sampling::{DrawMethod, DrawRequest};
        let method = match self.method.as_str() {
            "simple" => DrawMethod::Simple,
            "systematic" => DrawMethod::Systematic,
            "stratified" => DrawMethod::Stratified,
            "pps" => DrawMethod::Pps,
            other => {
                eprintln!("kanping: unknown method {other}: simple|systematic|stratified|pps");
                return Ok(2);
            }
        };
        let request = DrawRequest {
            method,
            n: self.n,
            seed: self.seed,
            by: self.by,
            min_per_stratum: self.min_per_stratum,
        };
        Ok(super::sample::draw(&self.frame, &request, language, out)?)
    }
}

/// `frame …`
#[derive(Subcommand)]
pub enum FrameCommand {
    /// Rows, units, total amount, problems.
    Check {
        /// .xlsx or .csv.
        file: PathBuf,
    },
}

/// `form …`
#[derive(Subcommand)]
pub enum FormCommand {
    /// Questions and problems of an XLSForm.
    Check {
        /// .xlsx.
        file: PathBuf,
    },
    /// Run a form on answers.
    Run {
        /// .xlsx.
        file: PathBuf,
        /// JSON: path → value.
        #[arg(long)]
        answers: PathBuf,
    },
    /// Write the forms that ship with Kanping as workbooks.
    Starters {
        /// The folder.
        #[arg(long)]
        out: PathBuf,
    },
}
