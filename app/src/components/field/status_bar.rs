//! The thin bar that is always there and always true: engagement, network, saved, waiting, storage.

use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What the bar says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusFacts {
    /// The engagement's title; empty before a pack is there.
    pub engagement: String,
    /// Whether there is a network.
    pub online: bool,
    /// When the last strict transaction completed, `10:32`.
    pub saved_at: Option<String>,
    /// Documents with something unsent.
    pub records: u32,
    /// Pictures without a receipt.
    pub photos: u32,
    /// Whether the browser promised not to clear the store.
    pub protected: Option<bool>,
    /// The last attempt to synchronise met a problem.
    pub failed: bool,
}

/// A tap opens the sync passport.
#[component]
pub fn StatusBar(#[prop(into)] facts: Signal<StatusFacts>, href: &'static str) -> impl IntoView {
    let i18n = use_i18n();
    let online = Memo::new(move |_| facts.with(|facts| facts.online));
    let saved = Memo::new(move |_| facts.with(|facts| facts.saved_at.clone()));
    let network = move || match online.get() {
        true => t_string!(i18n, field.online),
        false => t_string!(i18n, field.offline),
    };
    let saved_text = move || {
        saved
            .get()
            .map(|at| t_string!(i18n, field.saved_at, at = at).to_string())
    };
    let waiting = move || {
        let (records, photos) = facts.with(|facts| (facts.records, facts.photos));
        match (records, photos) {
            (0, 0) => t_string!(i18n, field.nothing_waits).to_owned(),
            _ => t_string!(i18n, field.waiting, records = records, photos = photos).to_string(),
        }
    };
    let storage = move || match facts.with(|facts| facts.protected) {
        Some(true) => Some(t_string!(i18n, field.storage_protected)),
        Some(false) => Some(t_string!(i18n, field.storage_unprotected)),
        None => None,
    };
    let failed = move || facts.with(|facts| facts.failed && facts.online);
    view! {
        <header class="status-head"><a class="status-bar" href=href data-test="status-bar">
            <span class="status-engagement">
                {move || facts.with(|facts| facts.engagement.clone())}
            </span>
            <span class="status-item" class:status-offline=move || !online.get()>{network}</span>
            <span class="status-item" role="status" data-test="saved-at">{saved_text}</span>
            <span class="status-item number" data-test="waiting">{waiting}</span>
            <span class="status-item status-warn" hidden=move || !failed()>
                <Icon name=IconName::Problem/> {t!(i18n, field.sync_failed_short)}
            </span>
            <span class="status-item status-storage">{storage}</span>
            <Icon name=IconName::Next/>
        </a></header>
    }
}
