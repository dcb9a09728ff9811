//! What a page complains about: uncaught errors, `console.error`, violated security policy.
//!
//! Not here: failed requests. A tablet is offline for days, so the browser's note that something
//! could not be fetched is no error; what the app makes of it is what the tests look at.

use anyhow::{Context, Result};
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel, LogEntrySource};
use chromiumoxide::cdp::js_protocol::runtime::{
    ConsoleApiCalledType, EventConsoleApiCalled, EventExceptionThrown, RemoteObject,
};
use futures::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};

#[derive(Clone, Default)]
pub struct Console {
    errors: Arc<Mutex<Vec<String>>>,
    forgiven: Arc<Mutex<Vec<String>>>,
}

impl Console {
    pub async fn listen(tab: &chromiumoxide::Page) -> Result<Self> {
        let console = Self::default();
        let mut thrown = tab
            .event_listener::<EventExceptionThrown>()
            .await
            .context("errors")?;
        let mut called = tab
            .event_listener::<EventConsoleApiCalled>()
            .await
            .context("console")?;
        let mut logged = tab
            .event_listener::<EventEntryAdded>()
            .await
            .context("log")?;
        let (one, two, three) = (console.clone(), console.clone(), console.clone());
        tokio::spawn(async move {
            while let Some(event) = thrown.next().await {
                let details = &event.exception_details;
                let object = details
                    .exception
                    .as_ref()
                    .and_then(|it| it.description.clone());
                one.note(object.unwrap_or_else(|| details.text.clone()));
            }
        });
        tokio::spawn(async move {
            while let Some(event) = called.next().await {
                if event.r#type == ConsoleApiCalledType::Error {
                    two.note(
                        event
                            .args
                            .iter()
                            .map(describe)
                            .collect::<Vec<_>>()
                            .join(" "),
                    );
                }
            }
        });
        tokio::spawn(async move {
            while let Some(event) = logged.next().await {
                let entry = &event.entry;
                let is_error = entry.level == LogEntryLevel::Error;
                if is_error && entry.source != LogEntrySource::Network {
                    three.note(entry.text.clone());
                }
            }
        });
        Ok(console)
    }

    pub fn forgive(&self, text: &str) {
        self.forgiven
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(text.to_owned());
    }

    /// What was written and not forgiven.
    pub fn errors(&self) -> Vec<String> {
        let forgiven = self.forgiven.lock().unwrap_or_else(PoisonError::into_inner);
        let errors = self.errors.lock().unwrap_or_else(PoisonError::into_inner);
        let is_forgiven = |error: &&String| forgiven.iter().any(|text| error.contains(text));
        errors
            .iter()
            .filter(|error| !is_forgiven(error))
            .cloned()
            .collect()
    }

    fn note(&self, error: String) {
        self.errors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(error);
    }
}

fn describe(object: &RemoteObject) -> String {
    let value = object.value.as_ref().map(|value| match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.to_string(),
    });
    value
        .or_else(|| object.description.clone())
        .unwrap_or_default()
}
