//! Looking at a page as a whole: a picture to keep, and axe-core's verdict on its accessibility.
//!
//! Not here: what a page must hold. axe-core (MPL-2.0) lies unchanged in `fixtures/axe`.

use crate::page::Page;
use anyhow::{Context, Result};
use chromiumoxide::page::ScreenshotParams;
use std::fs;
use std::path::{Path, PathBuf};

const AXE: &str = include_str!("../fixtures/axe/axe.min.js");

/// The pictures of the README: the walk's name for each, and the file's.
const SHOWN: [(&str, &str); 5] = [
    ("field-checks-tablet-landscape", "field"),
    ("opened-kiosk-question-tablet-portrait", "kiosk"),
    ("respondent-question", "respondent"),
    ("desk-record-desk", "desk"),
    ("desk-report-desk", "report"),
];

const RUN_AXE: &str = "axe.run(document, { resultTypes: ['violations'] }).then((result) =>
    result.violations.flatMap((violation) => violation.nodes.map((node) =>
        [`${violation.id} (${violation.impact}): ${violation.help} — ${node.target.join(' ')}`,
         node.html.slice(0, 160), node.any[0]?.message ?? ''].join('\\n      ')
    )))";

impl Page {
    /// One line for each element that breaks one of axe-core's rules (WCAG 2.2 AA and its good
    /// practices); empty when there is nothing to mend.
    pub async fn axe_violations(&self) -> Result<Vec<String>> {
        if self.eval("typeof axe").await? == "undefined" {
            self.eval(&format!("{AXE};0"))
                .await
                .context("loading axe-core")?;
        }
        // Colours are measured; an animation half way would be measured half way.
        self.eval("Promise.all(document.getAnimations().map((it) => it.finished.catch(() => 0)))")
            .await?;
        let found = self.eval(RUN_AXE).await.context("running axe-core")?;
        let lines = found.as_array().context("axe-core answered no list")?;
        Ok(lines
            .iter()
            .filter_map(|line| line.as_str().map(str::to_owned))
            .collect())
    }

    /// Keeps a picture as `target/screenshots/NAME.png`; one that the README shows also under its
    /// name there, in the folder that `KANPING_SCREENSHOTS` names.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        let parameters = ScreenshotParams::builder().build();
        let png = self
            .tab
            .screenshot(parameters)
            .await
            .context("taking a picture")?;
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let kept = root.join("target/screenshots");
        let file = kept.join(format!("{name}.png"));
        fs::create_dir_all(&kept)?;
        fs::write(&file, &png)?;
        let shown = SHOWN.iter().find(|(taken, _)| *taken == name);
        let wanted = std::env::var_os("KANPING_SCREENSHOTS").map(PathBuf::from);
        if let Some(((_, shown), folder)) = shown.zip(wanted) {
            let folder = if folder.is_relative() {
                root.join(folder)
            } else {
                folder
            };
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{shown}.png")), &png)?;
        }
        Ok(file)
    }
}
