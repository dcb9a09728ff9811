//! Finding one element, and asking it things.
//!
//! Not here: waiting (`page`). `@role name` asks the browser's own accessibility tree, so a test
//! that finds a button by its name also shows that a screen reader finds it.

use anyhow::{Context, Result, anyhow, bail};
use chromiumoxide::cdp::browser_protocol::accessibility::QueryAxTreeParams;
use chromiumoxide::cdp::browser_protocol::dom::ResolveNodeParams;
use chromiumoxide::cdp::js_protocol::runtime::{
    CallArgument, CallFunctionOnParams, EvaluateParams, RemoteObjectId,
};
use serde_json::Value;
use std::time::Duration;

const IS_VISIBLE: &str = "function () {
    return this.isConnected && this.checkVisibility({ visibilityProperty: true })
        && this.getClientRects().length > 0;
}";

// Nothing here waits within the page: where scripts are switched off, its timers and frames never
// come.

const SCROLL_TO: &str = "function () {
    this.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
    const box = this.getBoundingClientRect();
    return [box.left, box.top];
}";

/// The middle of the element, when a pointer there would meet it or something inside it and it
/// stands where it stood.
const REACHABLE_POINT: &str = "function (left, top) {
    const box = this.getBoundingClientRect();
    if (!this.isConnected || box.left !== left || box.top !== top) return null;
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit || box.width === 0) return null;
    const label = hit.closest('label');
    const meets = this.contains(hit) || (label && label.control === this);
    if (!meets) throw new Error('covered by ' + hit.outerHTML.slice(0, 120));
    if (this.disabled || this.getAttribute('aria-disabled') === 'true') {
        throw new Error('disabled');
    }
    return [x, y];
}";

/// Some frames, so that what follows the scroll position (a sticky bar) has moved; a page that
/// still moves would be tapped where the element was, not where it is.
const STANDSTILL: Duration = Duration::from_millis(100);

/// Sets what cannot be typed and answers false; focuses and selects what can, and answers true.
const PREPARE_TO_FILL: &str = "function (text) {
    this.scrollIntoView({ block: 'center', behavior: 'instant' });
    this.focus();
    const set_directly = ['date', 'time', 'datetime-local', 'month', 'range', 'color'];
    if (this.tagName === 'SELECT' || set_directly.includes(this.type)) {
        const option = [...(this.options ?? [])].find((option) => option.text.trim() === text);
        const owner = Object.getPrototypeOf(this);
        Object.getOwnPropertyDescriptor(owner, 'value').set.call(this, option?.value ?? text);
        for (const kind of ['input', 'change']) {
            this.dispatchEvent(new Event(kind, { bubbles: true }));
        }
        return false;
    }
    if (this.select) this.select(); else document.getSelection().selectAllChildren(this);
    return true;
}";

pub struct Element {
    pub object: RemoteObjectId,
}

/// The first element that matches, if there is one now.
pub async fn find(tab: &chromiumoxide::Page, selector: &str) -> Result<Option<Element>> {
    match selector.strip_prefix('@') {
        Some(announced) => find_announced(tab, announced).await,
        None => find_css(tab, selector).await,
    }
}

async fn find_css(tab: &chromiumoxide::Page, css: &str) -> Result<Option<Element>> {
    let expression = format!("document.querySelector({})", Value::from(css));
    let object = evaluate_object(tab, &expression).await?;
    Ok(object.map(|object| Element { object }))
}

async fn find_announced(tab: &chromiumoxide::Page, announced: &str) -> Result<Option<Element>> {
    let (role, name) = announced.split_once(' ').unwrap_or((announced, ""));
    let document = evaluate_object(tab, "document")
        .await?
        .context("no document")?;
    let mut query = QueryAxTreeParams::builder().object_id(document).role(role);
    if !name.is_empty() {
        query = query.accessible_name(name);
    }
    let found = tab
        .execute(query.build())
        .await
        .context("asking the accessibility tree")?;
    let mut nodes = found.result.nodes.into_iter().filter(|node| !node.ignored);
    let Some(backend) = nodes.find_map(|node| node.backend_dom_node_id) else {
        return Ok(None);
    };
    let resolve = ResolveNodeParams::builder()
        .backend_node_id(backend)
        .build();
    let object = tab.execute(resolve).await?.result.object.object_id;
    Ok(object.map(|object| Element { object }))
}

async fn evaluate_object(
    tab: &chromiumoxide::Page,
    expression: &str,
) -> Result<Option<RemoteObjectId>> {
    let parameters = EvaluateParams::builder()
        .expression(expression)
        .build()
        .map_err(|error| anyhow!(error))?;
    let answer = tab.execute(parameters).await?.result;
    if let Some(thrown) = answer.exception_details {
        bail!("{expression}: {}", thrown.text);
    }
    Ok(answer.result.object_id)
}

impl Element {
    pub async fn is_visible(&self, tab: &chromiumoxide::Page) -> Result<bool> {
        Ok(self.call(tab, IS_VISIBLE, &[]).await? == Value::Bool(true))
    }

    /// Where a tap meets the element; an error says what is in the way.
    pub async fn reachable_point(&self, tab: &chromiumoxide::Page) -> Result<Option<(f64, f64)>> {
        let stood = self.call(tab, SCROLL_TO, &[]).await?;
        tokio::time::sleep(STANDSTILL).await;
        let stood = [stood[0].clone(), stood[1].clone()];
        let point = self.call(tab, REACHABLE_POINT, &stood).await?;
        Ok(point[0].as_f64().zip(point[1].as_f64()))
    }

    pub async fn prepare_to_fill(&self, tab: &chromiumoxide::Page, text: &str) -> Result<bool> {
        Ok(self
            .call(tab, PREPARE_TO_FILL, &[Value::from(text)])
            .await?
            == Value::Bool(true))
    }

    pub async fn text(&self, tab: &chromiumoxide::Page) -> Result<String> {
        self.read(tab, "function () { return this.innerText.trim(); }")
            .await
    }

    pub async fn value(&self, tab: &chromiumoxide::Page) -> Result<String> {
        self.read(tab, "function () { return String(this.value); }")
            .await
    }

    async fn read(&self, tab: &chromiumoxide::Page, function: &str) -> Result<String> {
        let value = self.call(tab, function, &[]).await?;
        Ok(value
            .as_str()
            .context("an element answered no text")?
            .to_owned())
    }

    async fn call(
        &self,
        tab: &chromiumoxide::Page,
        function: &str,
        arguments: &[Value],
    ) -> Result<Value> {
        let arguments = arguments
            .iter()
            .map(|argument| CallArgument::builder().value(argument.clone()).build());
        let parameters = CallFunctionOnParams::builder()
            .function_declaration(function)
            .object_id(self.object.clone())
            .arguments(arguments)
            .await_promise(true)
            .return_by_value(true)
            .build()
            .map_err(|error| anyhow!(error))?;
        let answer = tab.execute(parameters).await?.result;
        if let Some(thrown) = answer.exception_details {
            let detail = thrown.exception.and_then(|thrown| thrown.description);
            bail!("{}", detail.unwrap_or(thrown.text));
        }
        Ok(answer.result.value.unwrap_or(Value::Null))
    }
}
