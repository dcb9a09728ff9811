//! 年度考核自评: the scorecard as a form, with exact sums while one types. When somebody else saved
//! meanwhile, what was typed stays. Not here: the lines (`card_items`), the sums
//! (`domain::scorecard`).

use domain::wire::{SaveScorecard, ScorecardView};
use leptos::prelude::*;

use super::Message;
use super::card_items::{SectionFields, TypedCard};
use crate::components::{Button, ButtonKind, Icon, IconName, ToastKind};
use crate::i18n::*;
use crate::pages::desk::support::{failure_text, load, run, when_loaded};
use crate::state::{Failure, checks};

const CHANGED: &str = "SCORECARD_CHANGED";

/// Everything of `?tab=scorecard`.
#[component]
pub fn ScorecardPart(message: Message) -> impl IntoView {
    let seen = load(|| (), |()| checks::scorecard());
    let again = Callback::new(move |()| seen.refetch());
    when_loaded(seen, move |seen| view! { <Editor seen message again/> })
}

#[component]
fn Editor(seen: ScorecardView, message: Message, again: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let busy = RwSignal::new(false);
    let base = RwSignal::new(seen.revision);
    // Who saved meanwhile, while one's own is not stored.
    let other = RwSignal::new(None::<String>);
    let typed = TypedCard::new(&seen.card);
    let card = Memo::new(move |_| typed.read());
    let save = move |()| {
        let Some(card) = card.get_untracked() else {
            return;
        };
        let body = SaveScorecard {
            base_revision: base.get_untracked(),
            card,
        };
        run(busy, async move {
            match checks::save_scorecard(&body).await {
                Ok(_) => {
                    let words = t_string!(i18n, programme.card_saved).to_owned();
                    message.set(Some((ToastKind::Good, words)));
                    again.run(());
                }
                Err(failure) => {
                    if is_changed(&failure)
                        && let Ok(theirs) = checks::scorecard().await
                    {
                        base.set(theirs.revision);
                        other.set(Some(theirs.saved_by));
                    }
                    message.set(Some((ToastKind::Bad, failure_text(i18n, &failure))));
                }
            }
        });
    };
    let total = move || match card.get() {
        Some(card) => card.totals().1.to_string(),
        None => t_string!(i18n, programme.unreadable).to_owned(),
    };
    let saved_at = seen.saved_at.map(|at| at.to_minute_text());
    let sections = move || {
        let sections = typed.sections.get().into_iter().enumerate();
        let one = move |(place, section)| view! { <SectionFields section place typed/> };
        sections.map(one).collect_view()
    };
    view! {
        <p class="soft">
            {match saved_at {
                Some(at) => t!(i18n, programme.card_standing, name = seen.saved_by, at = at)
                    .into_any(),
                None => t!(i18n, programme.card_starter).into_any(),
            }}
        </p>
        {move || other.get().map(|name| view! {
            <p class="banner banner-warn" role="alert" data-test="card-changed">
                {t!(i18n, programme.card_changed, name = name)}
            </p>
        })}
        <form class="form" on:submit=move |event| event.prevent_default()>
            {sections}
            <div class="actions">
                <Button on_click=move |()| typed.add_section() data_test="section-add">
                    <Icon name=IconName::Add/>{t!(i18n, programme.add_section)}
                </Button>
            </div>
            <p class="score-figure">
                {t!(i18n, programme.total)}" "<strong data-test="card-total">{total}</strong>
            </p>
            <Button
                kind=ButtonKind::Primary on_click=save data_test="card-save"
                disabled=Signal::derive(move || busy.get() || card.get().is_none())
            >
                {t!(i18n, programme.save_card)}
            </Button>
        </form>
    }
}

fn is_changed(failure: &Failure) -> bool {
    match failure {
        Failure::Problems(problems) => problems.iter().any(|problem| problem.code == CHANGED),
        _ => false,
    }
}
