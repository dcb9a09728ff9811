//! One tab, used as a person would: look, wait, tap, type.
//!
//! Not here: how an element is found (`element`), emulation and audits (`conditions`, `audit`).
//! A selector is CSS, or `@role name` for what a screen reader announces:
//! `page.tap("@button 保存")`.
//! Every action waits for its element. Errors of the page's console fail the test when the tab is
//! dropped; `forgive` names one that the test provokes on purpose.

use crate::console::Console;
use crate::element::{self, Element};
use anyhow::{Context, Result, anyhow, bail};
use chromiumoxide::cdp::browser_protocol::dom::SetFileInputFilesParams;
use chromiumoxide::cdp::browser_protocol::input::{
    DispatchMouseEventParams, DispatchMouseEventType, InsertTextParams, MouseButton,
};
use chromiumoxide::cdp::browser_protocol::page::ReloadParams;
use chromiumoxide::cdp::browser_protocol::target::SetAutoAttachParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// Long enough for a first start on a busy machine with two cores.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(40);

pub struct Page {
    pub(crate) tab: chromiumoxide::Page,
    console: Console,
}

impl Page {
    pub(crate) async fn attach(tab: chromiumoxide::Page) -> Result<Self> {
        // As long as the debugger attaches to workers, a service worker never takes control.
        tab.execute(SetAutoAttachParams::new(false, false))
            .await
            .context("auto-attach")?;
        let console = Console::listen(&tab).await?;
        Ok(Self { tab, console })
    }

    pub async fn goto(&self, address: &str) -> Result<()> {
        self.tab
            .goto(address)
            .await
            .with_context(|| format!("opening {address}"))?;
        Ok(())
    }

    /// Reloads and waits until the new document has loaded.
    pub async fn reload(&self) -> Result<()> {
        self.eval("window.oldDocument = true").await?;
        self.tab
            .execute(ReloadParams::default())
            .await
            .context("reloading")?;
        self.wait_until("!window.oldDocument && document.readyState === 'complete'")
            .await
    }

    /// Runs JavaScript (promises are awaited) and answers its value.
    pub async fn eval(&self, script: &str) -> Result<Value> {
        let parameters = EvaluateParams::builder()
            .expression(script)
            .await_promise(true)
            .return_by_value(true)
            .user_gesture(true)
            .build()
            .map_err(|error| anyhow!(error))?;
        let answer = self
            .tab
            .execute(parameters)
            .await
            .with_context(|| shorten(script))?
            .result;
        if let Some(thrown) = answer.exception_details {
            let detail = thrown.exception.and_then(|thrown| thrown.description);
            bail!(
                "{} threw {}",
                shorten(script),
                detail.unwrap_or(thrown.text)
            );
        }
        Ok(answer.result.value.unwrap_or(Value::Null))
    }

    /// Waits until the expression is true.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        let truth = format!("Boolean({expression})");
        let is_true = async || Ok((self.eval(&truth).await? == Value::Bool(true)).then_some(()));
        self.retry(is_true)
            .await
            .with_context(|| format!("waiting until {}", shorten(expression)))
    }

    /// Waits until the element is there and visible.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        self.visible(selector)
            .await
            .map(drop)
            .with_context(|| format!("waiting for {selector}"))
    }

    /// Waits as long as a document takes to be drawn.
    pub async fn wait_long_for(&self, selector: &str) -> Result<()> {
        for _ in 0..5 {
            if self.wait_for(selector).await.is_ok() {
                return Ok(());
            }
        }
        self.wait_for(selector).await
    }

    /// Waits until no such element is visible.
    pub async fn wait_gone(&self, selector: &str) -> Result<()> {
        let is_gone = async || {
            let found = element::find(&self.tab, selector).await?;
            let shown = match found {
                Some(element) => element.is_visible(&self.tab).await?,
                None => false,
            };
            Ok((!shown).then_some(()))
        };
        self.retry(is_gone)
            .await
            .with_context(|| format!("waiting until {selector} is gone"))
    }

    /// Waits until the page shows this text somewhere.
    pub async fn wait_for_text(&self, text: &str) -> Result<()> {
        let quoted = Value::from(text).to_string();
        let shown = format!("document.body && document.body.innerText.includes({quoted})");
        if let Err(error) = self.wait_until(&shown).await {
            let seen = self
                .eval("document.body?.innerText ?? ''")
                .await
                .unwrap_or_default();
            let seen = seen.as_str().unwrap_or_default().to_owned();
            return Err(error.context(format!("no 「{text}」 on the page, which shows:\n{seen}")));
        }
        Ok(())
    }

    /// Taps the middle of the element with the pointer, once nothing covers it.
    pub async fn tap(&self, selector: &str) -> Result<()> {
        let reachable = async || {
            let Some(element) = element::find(&self.tab, selector).await? else {
                return Ok(None);
            };
            element.reachable_point(&self.tab).await
        };
        let point = self
            .retry(reachable)
            .await
            .with_context(|| format!("tapping {selector}"))?;
        use DispatchMouseEventType::{MouseMoved, MousePressed, MouseReleased};
        for kind in [MouseMoved, MousePressed, MouseReleased] {
            let event = DispatchMouseEventParams::builder()
                .r#type(kind)
                .x(point.0)
                .y(point.1)
                .button(MouseButton::Left)
                .click_count(1)
                .build()
                .map_err(|error| anyhow!(error))?;
            self.tab
                .execute(event)
                .await
                .with_context(|| format!("tapping {selector}"))?;
        }
        Ok(())
    }

    /// Replaces what a field holds. Text goes in as an input method would put it, so that Chinese
    /// works; a list, a date or a slider is set, with the events a person's choice makes.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<()> {
        let field = self
            .visible(selector)
            .await
            .with_context(|| format!("filling {selector}"))?;
        let must_type = field.prepare_to_fill(&self.tab, text).await?;
        if must_type {
            self.tab
                .execute(InsertTextParams::new(text))
                .await
                .with_context(|| format!("typing into {selector}"))?;
        }
        Ok(())
    }

    /// Presses one key by its name: `Tab`, `Enter`, `Escape`, `ArrowDown`, `j`.
    pub async fn press(&self, key: &str) -> Result<()> {
        let focused = self
            .tab
            .find_element("body")
            .await
            .context("the page has no body")?;
        focused
            .press_key(key)
            .await
            .with_context(|| format!("pressing {key}"))?;
        Ok(())
    }

    /// Gives files to a file input, which may be hidden behind a button.
    pub async fn attach_files(&self, selector: &str, files: &[&Path]) -> Result<()> {
        let present = async || element::find(&self.tab, selector).await;
        let input = self
            .retry(present)
            .await
            .with_context(|| format!("no {selector}"))?;
        let files: Vec<String> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let parameters = SetFileInputFilesParams::builder()
            .files(files)
            .object_id(input.object)
            .build()
            .map_err(|error| anyhow!(error))?;
        self.tab
            .execute(parameters)
            .await
            .with_context(|| format!("files for {selector}"))?;
        Ok(())
    }

    /// The visible text of the element.
    pub async fn text(&self, selector: &str) -> Result<String> {
        let element = self
            .visible(selector)
            .await
            .with_context(|| format!("reading {selector}"))?;
        element.text(&self.tab).await
    }

    /// What a field holds.
    pub async fn value(&self, selector: &str) -> Result<String> {
        let field = self
            .visible(selector)
            .await
            .with_context(|| format!("reading {selector}"))?;
        field.value(&self.tab).await
    }

    /// How many elements match a CSS selector now.
    pub async fn count(&self, css: &str) -> Result<usize> {
        let script = format!("document.querySelectorAll({}).length", Value::from(css));
        let count = self
            .eval(&script)
            .await?
            .as_u64()
            .context("a count is a number")?;
        Ok(usize::try_from(count)?)
    }

    /// Waits until the service worker serves this page, so that it may go offline.
    pub async fn wait_for_offline_readiness(&self) -> Result<()> {
        self.wait_until("navigator.serviceWorker.ready.then(() => true)")
            .await?;
        self.wait_until("navigator.serviceWorker.controller !== null")
            .await
    }

    /// A console error containing this text is what the test is about.
    pub fn forgive(&self, text: &str) {
        self.console.forgive(text);
    }

    /// What the page has complained about so far, without what was forgiven.
    pub fn console_errors(&self) -> Vec<String> {
        self.console.errors()
    }

    async fn visible(&self, selector: &str) -> Result<Element> {
        let shown = async || {
            let Some(element) = element::find(&self.tab, selector).await? else {
                return Ok(None);
            };
            Ok(element.is_visible(&self.tab).await?.then_some(element))
        };
        self.retry(shown).await
    }

    /// Tries until there is an answer. Errors are tried again too: while a document is being
    /// replaced, its elements and its script context vanish.
    async fn retry<T>(&self, attempt: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
        let started = Instant::now();
        loop {
            let outcome = attempt().await;
            if let Ok(Some(found)) = outcome {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                let address = self.tab.url().await.ok().flatten().unwrap_or_default();
                let nothing = anyhow!("not within {} s on {address}", PATIENCE.as_secs());
                return Err(outcome.err().unwrap_or(nothing));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let errors = self.console_errors();
        // A test that already fails says why itself; a second panic would end the whole run.
        if !errors.is_empty() && !std::thread::panicking() {
            panic!(
                "the page wrote errors to its console:\n{}",
                errors.join("\n")
            );
        }
    }
}

fn shorten(script: &str) -> String {
    script.chars().take(120).collect()
}
