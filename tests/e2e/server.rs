//! The real binary on a port of its own, with a data folder of its own.
//!
//! Not here: what the server does. It can be stopped and started again at the same address, as a
//! device in the field sees it go and come; it is killed when the test ends, however it ends.

use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const START_PATIENCE: Duration = Duration::from_secs(30);

pub struct KanpingServer {
    data: PathBuf,
    address: SocketAddr,
    child: Option<Child>,
}

impl KanpingServer {
    /// Starts on a free port; the data folder may be empty or made before by `make_demo`.
    pub async fn start(data: &Path) -> Result<Self> {
        // The port is free again when the listener is dropped; nobody else asks for it that fast.
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut server = Self {
            data: data.to_path_buf(),
            address,
            child: None,
        };
        server.start_again().await?;
        Ok(server)
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Kills the process at once, as a power cut would.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // Both fail only when the process has already ended, which is what is wanted.
            let _killed = child.kill();
            let _ended = child.wait();
        }
    }

    /// Starts at the same address, so that the browser sees the same origin come back.
    pub async fn start_again(&mut self) -> Result<()> {
        self.stop();
        let log = self.data.join("server.log");
        fs::create_dir_all(&self.data)?;
        let file = File::options().create(true).append(true).open(&log)?;
        let child = Command::new(binary()?)
            .args(["serve", "--listen", &self.address.to_string(), "--data"])
            .arg(&self.data)
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .context("starting kanping serve")?;
        let child = self.child.insert(child);
        let started = Instant::now();
        while TcpStream::connect_timeout(&self.address, Duration::from_millis(200)).is_err() {
            let said = || fs::read_to_string(&log).unwrap_or_default();
            if let Some(status) = child.try_wait()? {
                bail!("kanping serve ended with {status}:\n{}", said());
            }
            if started.elapsed() > START_PATIENCE {
                bail!(
                    "kanping serve does not listen on {}:\n{}",
                    self.address,
                    said()
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    }
}

impl Drop for KanpingServer {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Makes the example engagement at this point of its life: `planned`, `fieldwork`, `reported`.
pub fn make_demo(data: &Path, lifecycle: &str) -> Result<()> {
    run(data, &["demo", "--lifecycle", lifecycle], "")
}

/// Gives a person a password that the test knows.
pub fn set_password(data: &Path, login: &str, password: &str) -> Result<()> {
    run(
        data,
        &["user", "passwd", login, "--password-stdin"],
        password,
    )
}

/// Runs one subcommand on a data folder to its end.
pub fn run(data: &Path, arguments: &[&str], input: &str) -> Result<()> {
    let mut child = Command::new(binary()?)
        .args(arguments)
        .arg("--data")
        .arg(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("starting kanping {}", arguments.join(" ")))?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "kanping {} ended with {}:\n{said}",
            arguments.join(" "),
            output.status
        );
    }
    Ok(())
}

/// Whether the command line proves an archive pack whole.
pub fn verify_archive(pack: &Path) -> Result<bool> {
    let output = Command::new(binary()?)
        .arg("verify")
        .arg("--archive")
        .arg(pack)
        .output()?;
    Ok(output.status.success())
}

/// The binary named by `KANPING_BIN` (`cargo xtask test` sets it), or the one built for debugging.
pub fn binary() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let named = std::env::var_os("KANPING_BIN").map(PathBuf::from);
    let file = named.unwrap_or_else(|| root.join("target/debug/kanping"));
    if !file.is_file() {
        bail!("{} is not there: run cargo xtask test", file.display());
    }
    Ok(file)
}
