//! Where the chosen block comes from: draft or a person's words, what changed under them, which
//! references lead nowhere, which records and photos it rests on. Not here: what people say about
//! it (`comments`).

use domain::report::EditState;
use domain::wire::{BlockEvidence, BlockKind, BlockView};
use leptos::prelude::*;

use super::BeforeAfter;
use crate::components::{Icon, IconName};
use crate::i18n::*;

/// Facts of one block.
#[component]
pub fn BlockSource(block: BlockView) -> impl IntoView {
    let i18n = use_i18n();
    let kind = block.kind;
    let has_state = block.state.is_some();
    let origin = move || match (kind, has_state) {
        (BlockKind::Data, _) => t_string!(i18n, reports.origin_data),
        (BlockKind::Text, false) => t_string!(i18n, reports.origin_draft),
        (BlockKind::Text, true) => t_string!(i18n, reports.origin_person),
    };
    view! {
        <p class="soft">{origin}</p>
        {block.state.map(|state| view! { <StateFacts state/> })}
        <Evidence evidence=block.evidence more=block.more_evidence/>
    }
}

/// The records and photos that the block rests on, each with its link.
#[component]
fn Evidence(evidence: Vec<BlockEvidence>, more: bool) -> impl IntoView {
    let i18n = use_i18n();
    let is_empty = evidence.is_empty();
    let entry = |it: BlockEvidence| {
        let picture = (!it.picture.is_empty()).then(|| {
            view! { <img class="reference-photo" loading="lazy" src=it.picture alt=""/> }
        });
        view! { <li><a class="evidence-line" href=it.url>{picture}<span>{it.label}</span></a></li> }
    };
    view! {
        <h4>{t!(i18n, reports.evidence)}</h4>
        <ul class="plain-list" data-test="block-evidence">
            {evidence.into_iter().map(entry).collect_view()}
        </ul>
        <p class="soft" hidden=!is_empty>{t!(i18n, reports.no_evidence)}</p>
        <p class="soft" hidden=!more>{t!(i18n, reports.more_evidence)}</p>
    }
}

#[component]
fn StateFacts(state: EditState) -> impl IntoView {
    let i18n = use_i18n();
    let unresolved = state.unresolved.into_iter().map(|name| {
        view! {
            <li class="verdict verdict-bad">
                <Icon name=IconName::Severe/>
                {move || t_string!(i18n, reports.unresolved, names = name.as_str()).to_string()}
            </li>
        }
    });
    view! {
        <p>
            {state.name}" · "<time>{state.at.to_minute_text()}</time>" · "
            {t!(i18n, reports.revision, number = state.revision)}
        </p>
        <ul class="plain-list" data-test="source-unresolved">{unresolved.collect_view()}</ul>
        {state.changed.map(|(before, after)| view! {
            <div data-test="source-changed">
                <p class="verdict verdict-warn">
                    <Icon name=IconName::Problem/>{t!(i18n, reports.look_again)}
                </p>
                <BeforeAfter before=Some(before) after=Some(after)/>
            </div>
        })}
    }
}
