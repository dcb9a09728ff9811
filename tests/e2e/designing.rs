//! A manager's hands in the forms room: choosing in menus, waiting until a change is saved.
//!
//! Not here: what is asserted of it (`form_designer`, `new_form`).

use crate::page::Page;
use anyhow::{Context, Result};
use serde_json::Value;

/// Chooses an option as a person does: the value, and the event that the page listens to.
pub async fn choose(page: &Page, selector: &str, value: &str) -> Result<()> {
    page.wait_for(selector).await?;
    let quoted = (Value::from(selector), Value::from(value));
    let script = format!(
        "(() => {{
           const menu = document.querySelector({});
           menu.value = {};
           menu.dispatchEvent(new Event('change', {{ bubbles: true }}));
           return menu.value;
         }})()",
        quoted.0, quoted.1
    );
    let chosen = page.eval(&script).await?;
    anyhow::ensure!(chosen == quoted.1, "{selector} offers no {value}: {chosen}");
    Ok(())
}

/// Waits until the draft on the screen is what the server has.
pub async fn saved(page: &Page) -> Result<()> {
    page.wait_until(
        "document.querySelector('[data-test=draft-saved]')?.textContent.includes('已保存')",
    )
    .await
    .context("the change is not saved")?;
    let refused = page
        .eval("document.querySelector('[data-test=draft-refused]')?.textContent ?? ''")
        .await?;
    anyhow::ensure!(refused == "", "refused: {refused}");
    Ok(())
}
