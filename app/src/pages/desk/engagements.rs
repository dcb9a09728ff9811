//! The engagements a person takes part in.

use domain::wire::EngagementSummary;
use leptos::prelude::*;
use leptos_router::components::A;

use super::support::{load, room_href, when_loaded};
use crate::components::desk::text;
use crate::components::desk::words::{role_word, stage_word};
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::pages::desk::layout::UserMenu;
use crate::state::desk;

/// `/desk`.
#[component]
pub fn EngagementsPage() -> impl IntoView {
    let i18n = use_i18n();
    let engagements = load(|| (), |()| desk::engagements());
    view! {
        <div class="desk-single">
            <header class="desk-top">
                <span class="desk-name">{t!(i18n, desk.app_name)}</span>
                <UserMenu/>
            </header>
            <main id="content" class="desk-content">
                <h1>{t!(i18n, desk.engagements)}</h1>
                {when_loaded(engagements, |list| {
                    if list.is_empty() {
                        view! { <NoEngagements/> }.into_any()
                    } else {
                        view! { <EngagementList list=list/> }.into_any()
                    }
                })}
            </main>
        </div>
    }
}

#[component]
fn NoEngagements() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Paper
            title=text!(i18n, no_engagements)
            text=text!(i18n, no_engagements_text)
        />
    }
}

#[component]
fn EngagementList(list: Vec<EngagementSummary>) -> impl IntoView {
    let i18n = use_i18n();
    list.into_iter()
        .map(|summary| {
            let engagement = summary.engagement;
            let key = match engagement.code.is_empty() {
                true => engagement.id.to_string(),
                false => engagement.code.clone(),
            };
            let (stage, role) = (engagement.stage, summary.role);
            view! {
                <article class="card" data-test=format!("engagement-{key}")>
                    <h2>
                        <A href=room_href(&key, "overview")>{engagement.title}</A>
                    </h2>
                    <dl class="facts">
                        <dt>{t!(i18n, desk.commissioned_by)}</dt>
                        <dd>{engagement.commissioned_by}</dd>
                        <dt>{t!(i18n, desk.competent_department)}</dt>
                        <dd>{engagement.competent_department}</dd>
                        <dt>{t!(i18n, desk.stage)}</dt>
                        <dd>{move || stage_word(i18n, stage)}</dd>
                        <dt>{t!(i18n, desk.my_role)}</dt>
                        <dd>{move || role_word(i18n, role)}</dd>
                    </dl>
                </article>
            }
        })
        .collect_view()
}
