//! The engagements a person takes part in, and beginning another one.

use domain::problem::Problem;
use domain::wire::{EngagementSummary, NewEngagement};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::support::{busy_bar, failure_text, load, room_href, run, when_loaded};
use crate::components::desk::words::{role_word, stage_word};
use crate::components::desk::{EngagementForm, text};
use crate::components::{Button, ButtonKind, Dialog, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::pages::desk::layout::UserMenu;
use crate::platform;
use crate::state::{Failure, desk};

/// `/desk`.
#[component]
pub fn EngagementsPage() -> impl IntoView {
    let i18n = use_i18n();
    let engagements = load(|| (), |()| desk::engagements());
    // Who manages an engagement may begin another one; the first comes from the command line.
    let may_begin = Signal::derive(move || {
        let known = engagements.get().and_then(Result::ok).unwrap_or_default();
        known.iter().any(|summary| summary.role.may_manage())
    });
    view! {
        <div class="desk-single">
            <header class="desk-top">
                <span class="desk-name">{t!(i18n, desk.app_name)}</span>
                <UserMenu/>
            </header>
            <main id="content" class="desk-content">
                <h1>{t!(i18n, desk.engagements)}</h1>
                <BeginEngagement may_begin/>
                <ProgrammeLink may_see=may_begin/>
                <A href="/desk/library" attr:class="button" attr:data-test="library-link">
                    {t!(i18n, library.room)}
                </A>
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

/// 项目汇总, for who manages an engagement.
#[component]
fn ProgrammeLink(may_see: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Show when=move || may_see.get()>
            <A href="/desk/programme" attr:class="button" attr:data-test="to-programme">
                {t!(i18n, programme.room)}
            </A>
        </Show>
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

/// The button and the dialog it opens; afterwards the new engagement's overview.
#[component]
fn BeginEngagement(may_begin: Signal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problems = RwSignal::new(Vec::<Problem>::new());
    let failed = RwSignal::new(None::<Failure>);
    let navigate = StoredValue::new_local(use_navigate());
    let begin = Callback::new(move |new: NewEngagement| {
        run(busy, async move {
            failed.set(None);
            problems.set(Vec::new());
            match desk::begin_engagement(&new).await {
                Ok(begun) => {
                    let href = room_href(&begun.code, "overview");
                    navigate.with_value(|navigate| navigate(&href, Default::default()));
                }
                Err(Failure::Problems(found)) if found.iter().all(|it| it.place.is_some()) => {
                    problems.set(found);
                }
                Err(failure) => failed.set(Some(failure)),
            }
        });
    });
    view! {
        <Show when=move || may_begin.get()>
            <Button
                kind=ButtonKind::Primary data_test="begin-open" on_click=move |()| open.set(true)
            >
                <Icon name=IconName::Add/>
                {t!(i18n, engagements.begin_open)}
            </Button>
        </Show>
        <Dialog
            open on_close=move |()| open.set(false) data_test="begin-dialog"
            title=Signal::derive(move || t_string!(i18n, engagements.begin_title).to_owned())
            close_label=text!(i18n, close)
        >
            {
                let offered = load(|| (), |()| desk::beginning());
                when_loaded(offered, move |offered| {
                    let year = platform::now().to_year();
                    view! { <EngagementForm offered year problems busy on_begin=begin/> }
                })
            }
            {move || failed.get().map(|failure| view! {
                <p class="banner banner-bad" role="alert">{failure_text(i18n, &failure)}</p>
            })}
            {busy_bar(
                busy,
                Signal::derive(move || t_string!(i18n, engagements.beginning).to_owned()),
            )}
        </Dialog>
    }
}
