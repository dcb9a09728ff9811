//! HTTP by the browser's `fetch`. A client library here would bring its own parser of addresses and
//! the Unicode tables for foreign host names (a tenth of the first load), and `fetch` has both.
//! Not here: cookies, which belong to the page.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response, Window};

use super::http::{HttpRequest, HttpResponse};

/// The page's own connection to its server.
#[derive(Clone, Default)]
pub struct HttpClient;

impl HttpClient {
    /// `None`: no connection, or no whole answer within the time.
    pub async fn exchange(&self, request: HttpRequest) -> Option<HttpResponse> {
        let window = web_sys::window()?;
        let abort = AbortController::new().ok()?;
        let timer = abort_after(&window, &abort, &request)?;
        let answer = fetch(&window, &abort, &request).await;
        window.clear_timeout_with_handle(timer);
        answer.ok()
    }
}

fn abort_after(window: &Window, abort: &AbortController, request: &HttpRequest) -> Option<i32> {
    let milliseconds = i32::try_from(request.timeout.as_millis()).unwrap_or(i32::MAX);
    let abort = abort.clone();
    // JavaScript frees it, called or not.
    let callback = Closure::once_into_js(move || abort.abort());
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.unchecked_ref(),
            milliseconds,
        )
        .ok()
}

async fn fetch(
    window: &Window,
    abort: &AbortController,
    request: &HttpRequest,
) -> Result<HttpResponse, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let options = RequestInit::new();
    options.set_method(request.method.name());
    options.set_headers(&headers);
    options.set_signal(Some(&abort.signal()));
    if let Some(body) = &request.body {
        options.set_body(&Uint8Array::from(body.as_slice()));
    }
    let answer = window.fetch_with_str_and_init(&request.address, &options);
    let answer: Response = JsFuture::from(answer).await?.dyn_into()?;
    let content_type = answer.headers().get("content-type")?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    Ok(HttpResponse {
        status: answer.status(),
        content_type: content_type.unwrap_or_default(),
        bytes: Uint8Array::new(&bytes).to_vec(),
    })
}
