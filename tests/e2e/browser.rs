//! A real Chromium with a profile of its own, driven over its debugging protocol.
//!
//! Not here: what is done on a page (`page`), and any driver process. The browser is the one named
//! by `KANPING_CHROMIUM` (`cargo xtask test` sets it) or the first on the path; without one a test
//! fails and says what to install.

use crate::page::Page;
use anyhow::{Context, Result, anyhow};
use chromiumoxide::browser::BrowserConfig;
use chromiumoxide::cdp::browser_protocol::browser::{
    PermissionDescriptor, PermissionSetting, SetPermissionParams,
};
use chromiumoxide::handler::viewport::Viewport;
use futures::StreamExt;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

/// Two tests with browsers at a time: more only slow each other down on the machines that run them.
static SEATS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

thread_local! {
    /// The seat of the test that runs on this thread. A test takes one for all its browsers: if
    /// each browser took its own, two tests could hold one each and wait for another for ever.
    static SEAT: RefCell<Weak<OwnedSemaphorePermit>> = const { RefCell::new(Weak::new()) };
}

async fn seat() -> Result<Arc<OwnedSemaphorePermit>> {
    if let Some(taken) = SEAT.with_borrow(Weak::upgrade) {
        return Ok(taken);
    }
    let taken = Arc::new(SEATS.clone().acquire_owned().await?);
    SEAT.set(Arc::downgrade(&taken));
    Ok(taken)
}

/// The sizes every screen is looked at.
#[derive(Clone, Copy, Debug)]
pub enum Screen {
    TabletLandscape,
    TabletPortrait,
    Phone,
    Desktop,
}

impl Screen {
    fn size(self) -> (u32, u32) {
        match self {
            Self::TabletLandscape => (1180, 820),
            Self::TabletPortrait => (820, 1180),
            Self::Phone => (390, 844),
            Self::Desktop => (1440, 900),
        }
    }

    pub fn viewport(self) -> Viewport {
        let (width, height) = self.size();
        Viewport {
            width,
            height,
            device_scale_factor: Some(1.0),
            emulating_mobile: false,
            is_landscape: width > height,
            has_touch: !matches!(self, Self::Desktop),
        }
    }
}

pub struct Browser {
    inner: chromiumoxide::Browser,
    events: JoinHandle<()>,
    profile: PathBuf,
    screen: Screen,
    _seat: Arc<OwnedSemaphorePermit>,
}

impl Browser {
    /// Starts a browser on this profile folder; an empty folder is a new person's device.
    pub async fn launch(profile: &Path, screen: Screen) -> Result<Self> {
        let seat = seat().await?;
        let (inner, events) = start(profile, screen).await?;
        Ok(Self {
            inner,
            events,
            profile: profile.to_path_buf(),
            screen,
            _seat: seat,
        })
    }

    /// Opens an address in a new tab.
    pub async fn open(&self, address: &str) -> Result<Page> {
        let tab = self
            .inner
            .new_page("about:blank")
            .await
            .context("opening a tab")?;
        let page = Page::attach(tab).await?;
        page.goto(address).await?;
        Ok(page)
    }

    /// Closes the browser and starts it again on the same profile, as after switching a device off.
    pub async fn restart(mut self) -> Result<Self> {
        self.inner.close().await.context("closing the browser")?;
        self.inner
            .wait()
            .await
            .context("waiting for the browser to end")?;
        self.events.abort();
        let (inner, events) = start(&self.profile, self.screen).await?;
        (self.inner, self.events) = (inner, events);
        Ok(self)
    }

    /// Kills the browser in the middle of whatever it does and starts it again, as after a crash.
    pub async fn crash_and_restart(mut self) -> Result<Self> {
        if let Some(outcome) = self.inner.kill().await {
            outcome.context("killing the browser")?;
        }
        self.events.abort();
        let (inner, events) = start(&self.profile, self.screen).await?;
        (self.inner, self.events) = (inner, events);
        Ok(self)
    }

    /// Answers a permission question beforehand: `geolocation`, `persistent-storage`, `camera`.
    pub async fn set_permission(&self, origin: &str, name: &str, granted: bool) -> Result<()> {
        let setting = if granted {
            PermissionSetting::Granted
        } else {
            PermissionSetting::Denied
        };
        let permission = SetPermissionParams::builder()
            .permission(PermissionDescriptor::new(name))
            .setting(setting)
            .origin(origin)
            .build()
            .map_err(|error| anyhow!(error))?;
        self.inner
            .execute(permission)
            .await
            .with_context(|| format!("permission {name}"))?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.events.abort();
    }
}

async fn start(profile: &Path, screen: Screen) -> Result<(chromiumoxide::Browser, JoinHandle<()>)> {
    let (width, height) = screen.size();
    let config = BrowserConfig::builder()
        .chrome_executable(find_browser()?)
        .user_data_dir(profile)
        .new_headless_mode()
        .no_sandbox()
        .window_size(width, height)
        .viewport(screen.viewport())
        .request_timeout(Duration::from_secs(30))
        .launch_timeout(Duration::from_secs(60))
        .disable_default_args()
        .args([
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
        ])
        .args([
            "disable-component-update",
            "disable-sync",
            "disable-dev-shm-usage",
        ])
        .args([
            "disable-background-timer-throttling",
            "disable-renderer-backgrounding",
        ])
        .args([
            ("lang", "zh-CN"),
            ("accept-lang", "zh-CN"),
            ("force-color-profile", "srgb"),
        ])
        .build()
        .map_err(|error| anyhow!(error))?;
    let (browser, mut handler) = chromiumoxide::Browser::launch(config)
        .await
        .context("starting Chromium")?;
    // The handler moves every message between browser and test; it ends with the connection.
    let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
    Ok((browser, events))
}

fn find_browser() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("KANPING_CHROMIUM") {
        return Ok(PathBuf::from(named));
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome-stable",
        "google-chrome",
    ];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|file| file.is_file()).context(
        "no browser: apt-get update && apt-get install -y chromium fonts-noto-cjk (Debian, root)",
    )
}
