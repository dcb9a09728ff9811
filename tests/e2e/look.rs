//! A screen at four sizes and in three appearances: pictures to look at, what axe-core finds, and
//! whether it scrolls sideways. Not here: how to get to it (`screens`, `states`).

use crate::browser::Screen;
use crate::page::Page;
use anyhow::Result;

const SIZES: [(Screen, &str); 4] = [
    (Screen::TabletLandscape, "tablet-landscape"),
    (Screen::TabletPortrait, "tablet-portrait"),
    (Screen::Phone, "phone"),
    (Screen::Desktop, "desk"),
];

/// Pictures of the screen shown now at all sizes; what axe finds in light and dark.
pub async fn look(page: &Page, name: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (screen, size) in SIZES {
        page.resize(screen).await?;
        page.screenshot(&format!("{name}-{size}")).await?;
        found.extend(sideways(page, &format!("{name} at {size}")).await?);
    }
    for theme in ["dark", "sunlight", "light"] {
        page.eval(&format!(
            "document.documentElement.dataset.theme = '{theme}'"
        ))
        .await?;
        found.extend(violations(page, &format!("{name} ({theme})")).await?);
        if theme != "light" {
            page.screenshot(&format!("{name}-{theme}")).await?;
        }
    }
    Ok(found)
}

/// As [`look`], where the other language changes only the words: on a phone and at the desk, in the
/// appearance at hand.
pub async fn glance(page: &Page, name: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (screen, size) in [SIZES[2], SIZES[3]] {
        page.resize(screen).await?;
        page.screenshot(&format!("{name}-{size}")).await?;
        found.extend(sideways(page, &format!("{name} at {size}")).await?);
    }
    found.extend(violations(page, name).await?);
    Ok(found)
}

async fn sideways(page: &Page, name: &str) -> Result<Option<String>> {
    let beyond = page
        .eval("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        .await?;
    let scrolls = beyond.as_i64().unwrap_or(0) > 0;
    Ok(scrolls.then(|| format!("{name} scrolls sideways by {beyond} px")))
}

async fn violations(page: &Page, name: &str) -> Result<Vec<String>> {
    let found = page.axe_violations().await?;
    Ok(found
        .into_iter()
        .map(|line| format!("{name}: {line}"))
        .collect())
}
