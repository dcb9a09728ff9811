//! The world around a page: theme, speed, position, network, size.
//!
//! Not here: a server that is away. Stopping `KanpingServer` is the honest way to be offline;
//! `set_offline` also tells the page so, as flight mode does.

use crate::browser::Screen;
use crate::page::Page;
use anyhow::{Context, Result, anyhow};
use chromiumoxide::cdp::browser_protocol::browser::{
    SetDownloadBehaviorBehavior, SetDownloadBehaviorParams,
};
use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetCpuThrottlingRateParams, SetDeviceMetricsOverrideParams,
    SetGeolocationOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::network::{
    EmulateNetworkConditionsByRuleParams, NetworkConditions, OverrideNetworkStateParams,
};
use chromiumoxide::cdp::browser_protocol::page::GetInstallabilityErrorsParams;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Theme {
    Light,
    Dark,
}

impl Page {
    /// What the device prefers; the app's own setting may override it.
    pub async fn prefer_theme(&self, theme: Theme) -> Result<()> {
        let scheme = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let feature = MediaFeature::new("prefers-color-scheme", scheme);
        self.tab
            .emulate_media_features(vec![feature])
            .await
            .context("theme")?;
        Ok(())
    }

    /// 4 makes this machine about as slow as a cheap tablet; 1 is its own speed.
    pub async fn slow_down(&self, times: f64) -> Result<()> {
        self.tab
            .execute(SetCpuThrottlingRateParams::new(times))
            .await
            .context("slowing down")?;
        Ok(())
    }

    /// Downloads go to this folder, without a question.
    pub async fn keep_downloads_in(&self, folder: &Path) -> Result<()> {
        let behaviour = SetDownloadBehaviorParams::builder()
            .behavior(SetDownloadBehaviorBehavior::Allow)
            .download_path(folder.to_string_lossy())
            .build()
            .map_err(|error| anyhow!(error))?;
        self.tab.execute(behaviour).await.context("downloads")?;
        Ok(())
    }

    pub async fn set_offline(&self, offline: bool) -> Result<()> {
        // An empty pattern means every request; a throughput of -1 means not throttled.
        let every_request = NetworkConditions::new("", 0.0, -1.0, -1.0);
        let rule = EmulateNetworkConditionsByRuleParams::new(offline, vec![every_request]);
        self.tab.execute(rule).await.context("network")?;
        let state = OverrideNetworkStateParams::new(offline, 0.0, -1.0, -1.0);
        self.tab.execute(state).await.context("network")?;
        let expected = if offline {
            "!navigator.onLine"
        } else {
            "navigator.onLine"
        };
        self.wait_until(expected).await
    }

    /// Degrees in WGS-84, accuracy in metres. The origin needs the permission `geolocation`.
    pub async fn stand_at(&self, latitude: f64, longitude: f64, accuracy: f64) -> Result<()> {
        let position = SetGeolocationOverrideParams::builder()
            .latitude(latitude)
            .longitude(longitude)
            .accuracy(accuracy)
            .build();
        self.tab.execute(position).await.context("position")?;
        Ok(())
    }

    /// Turns the device, or looks at the page on another one.
    pub async fn resize(&self, screen: Screen) -> Result<()> {
        let viewport = screen.viewport();
        let metrics = SetDeviceMetricsOverrideParams::builder()
            .width(viewport.width)
            .height(viewport.height)
            .device_scale_factor(1.0)
            .mobile(false)
            .build()
            .map_err(|error| anyhow!(error))?;
        self.tab.execute(metrics).await.context("resizing")?;
        self.wait_until(&format!("innerWidth === {}", viewport.width))
            .await
    }

    /// Why the browser would not offer to install the app; empty when it would.
    pub async fn installability_problems(&self) -> Result<Vec<String>> {
        let question = GetInstallabilityErrorsParams::default();
        let answer = self
            .tab
            .execute(question)
            .await
            .context("installability")?
            .result;
        Ok(answer
            .installability_errors
            .into_iter()
            .map(|error| error.error_id)
            .collect())
    }
}
