//! Before a site is chosen: how to fetch the pack, or which site to open next.

use domain::wire::EngagementSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::failure_text;
use crate::components::{Busy, Button, ButtonKind, EmptyState, IconName};
use crate::i18n::*;
use crate::state::{desk, use_field};

/// The work pane of `/field`.
#[component]
pub fn FieldHome() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let has_pack = move || field.pack().with(Option::is_some);
    let has_sites = move || {
        field
            .pack()
            .with(|pack| pack.as_ref().is_some_and(|pack| !pack.sites.is_empty()))
    };
    let title = Signal::derive(move || match has_sites() {
        true => t_string!(i18n, field.choose_site_title).to_owned(),
        false => t_string!(i18n, field.no_sites_title).to_owned(),
    });
    let text = Signal::derive(move || match has_sites() {
        true => t_string!(i18n, field.choose_site_text).to_owned(),
        false => t_string!(i18n, field.no_sites_text).to_owned(),
    });
    view! {
        <Show when=has_pack fallback=|| view! { <PullPack/> }>
            <EmptyState icon=IconName::Place title text>
                <Show when=move || !has_sites()><PullPack/></Show>
            </EmptyState>
        </Show>
    }
}

/// Asks the server for my engagements and fetches the pack of the one that is tapped.
#[component]
fn PullPack() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let offered = RwSignal::new(None::<Vec<EngagementSummary>>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let ask = move || {
        spawn_local(async move {
            match desk::engagements().await {
                Ok(engagements) => {
                    problem.try_set(None);
                    offered.try_set(Some(engagements));
                }
                Err(failure) => {
                    problem.try_set(Some(failure_text(i18n, &failure)));
                }
            }
        });
    };
    Effect::new(move |_| ask());
    let pull = move |engagement: String| {
        busy.set(true);
        spawn_local(async move {
            let result = field.pull_pack(&engagement).await;
            busy.try_set(false);
            problem.try_set(result.err().map(|failure| failure_text(i18n, &failure)));
        });
    };
    let choice = move |summary: EngagementSummary| {
        let id = summary.engagement.id.0.clone();
        let code = summary.engagement.code.clone();
        let on_click = Callback::new(move |()| pull(id.clone()));
        view! {
            <li>
                <span>{summary.engagement.title}</span>
                <Button
                    kind=ButtonKind::Primary on_click disabled=busy
                    data_test=format!("pull-{code}")
                >
                    {t!(i18n, field.pull_pack)}
                </Button>
            </li>
        }
    };
    let title = Signal::derive(move || t_string!(i18n, field.no_pack_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, field.no_pack_text).to_owned());
    let working = Signal::derive(move || t_string!(i18n, field.pulling).to_owned());
    let none = move || offered.with(|offered| offered.as_ref().is_some_and(Vec::is_empty));
    view! {
        <EmptyState icon=IconName::Import title text>
            <ul class="pull-list">
                {move || offered.get().unwrap_or_default().into_iter().map(choice).collect_view()}
            </ul>
            <p hidden=move || !none()>{t!(i18n, field.no_engagements)}</p>
            <Show when=move || busy.get()><Busy what=working/></Show>
            <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
                {move || problem.get()}
            </p>
            <Show when=move || problem.with(Option::is_some)>
                <Button on_click=move |()| ask() data_test="pull-retry">
                    {t!(i18n, field.try_again)}
                </Button>
            </Show>
        </EmptyState>
    }
}
