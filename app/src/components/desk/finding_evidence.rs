//! The evidence that a person names for a finding: picked from what the engagement holds, each with
//! what it shows, each a link. Not here: the pictures of the answer itself (`finding_detail`).

use domain::finding::FindingEvidence;
use domain::scoring::FactReference;
use domain::wire::EvidenceOffer;
use leptos::prelude::*;

use super::finding_draft::FindingDraft;
use super::finding_words::evidence_kind_word;
use super::progress_tables::encode;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

/// How many offers are shown at once.
const SHOWN: usize = 12;

/// Everything that can be named.
pub type Offers = Vec<EvidenceOffer>;

/// The desk's page that shows it; `room` is the engagement's address without a slash at its end.
pub(super) fn evidence_href(room: &str, fact: &FactReference) -> Option<String> {
    Some(match fact {
        FactReference::Record { record, path, .. } => {
            let record = encode(record.as_str());
            let path = encode(path.as_deref().unwrap_or_default());
            format!("{room}/records/{record}?path={path}")
        }
        FactReference::Document { ordinal } => format!("{room}/documents?document={ordinal}"),
        FactReference::DeskMark { indicator } => {
            format!("{room}/scores?indicator={}", encode(indicator.as_str()))
        }
        FactReference::Survey { form_id, .. } => {
            let form = encode(form_id);
            format!("{room}/records?kind=questionnaire_response&form={form}")
        }
        FactReference::Plan { indicator } => {
            let code = indicator.as_ref().map(|code| encode(code.as_str()));
            format!("{room}/plan?indicator={}", code.unwrap_or_default())
        }
        FactReference::Profile => format!("{room}/report"),
        FactReference::Finding { .. }
        | FactReference::FundFigure { .. }
        | FactReference::Frame { .. } => return None,
    })
}

/// What was picked, and the picker.
#[component]
pub fn EvidenceLines(
    draft: RwSignal<FindingDraft>,
    offers: Signal<Offers>,
    #[prop(into)] room_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| draft.with(|draft| draft.evidence.len()));
    let room = StoredValue::new(room_href);
    // Made anew when a line comes or goes, never while one types.
    let lines = move || {
        let lines = 0..count.get();
        lines
            .map(|line| view! { <EvidenceLine draft line offers room/> })
            .collect_view()
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, findings.evidence)}</legend>
            {lines}
            <Picker draft offers/>
        </fieldset>
    }
}

/// An index number as a link, with its name once the offers are there.
#[component]
pub(super) fn EvidenceLink(
    index: String,
    offers: Signal<Offers>,
    room: StoredValue<String>,
) -> impl IntoView {
    move || {
        let offers = offers.get();
        let offer = offers.iter().find(|offer| offer.index == index);
        let href = offer.and_then(|offer| room.with_value(|room| evidence_href(room, &offer.fact)));
        let name = offer.map(|offer| offer.name.clone()).unwrap_or_default();
        let label = format!("{index} {name}");
        match href {
            Some(href) => view! { <a href=href>{label}</a> }.into_any(),
            None => view! { <span class="code">{label}</span> }.into_any(),
        }
    }
}

#[component]
fn EvidenceLine(
    draft: RwSignal<FindingDraft>,
    line: usize,
    offers: Signal<Offers>,
    room: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let first = draft.with_untracked(|draft| draft.evidence.get(line).cloned());
    let (index, note) = first.map(|it| (it.index, it.note)).unwrap_or_default();
    let write = move |text: String| {
        draft.update(|draft| {
            if let Some(evidence) = draft.evidence.get_mut(line) {
                evidence.note = text;
            }
        });
    };
    let remove = move |()| {
        draft.update(|draft| {
            if line < draft.evidence.len() {
                draft.evidence.remove(line);
            }
        });
    };
    view! {
        <div class="note-entry">
            <span data-test=format!("evidence-index-{line}")>
                <EvidenceLink index offers room/>
            </span>
            <label class="field">
                <span>{t!(i18n, findings.evidence_note)}</span>
                <input
                    type="text"
                    value=note
                    data-test=format!("evidence-note-{line}")
                    on:input:target=move |event| write(event.target().value())
                />
            </label>
            <Button
                on_click=remove
                label=super::text!(i18n, remove)
                data_test=format!("evidence-remove-{line}")
            >
                <Icon name=IconName::Close/>
            </Button>
        </div>
    }
}

/// Finds by number or name; a press takes it.
#[component]
fn Picker(draft: RwSignal<FindingDraft>, offers: Signal<Offers>) -> impl IntoView {
    let i18n = use_i18n();
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = wanted.get().trim().to_lowercase();
        if wanted.is_empty() {
            return Vec::new();
        }
        let taken: Vec<String> = draft.with(|draft| {
            let named = draft.evidence.iter();
            named.map(|evidence| evidence.index.clone()).collect()
        });
        let fits = |offer: &&EvidenceOffer| {
            let holds = |text: &str| text.to_lowercase().contains(&wanted);
            !taken.contains(&offer.index) && (holds(&offer.index) || holds(&offer.name))
        };
        offers.with(|offers| offers.iter().filter(fits).cloned().collect())
    });
    let shown = move || {
        let all = found.get();
        let rest = all.len().saturating_sub(SHOWN);
        let offer = |offer: EvidenceOffer| {
            let (kind, index) = (offer.kind, offer.index.clone());
            let take = move |()| {
                draft.update(|draft| {
                    draft.evidence.push(FindingEvidence {
                        index: index.clone(),
                        note: String::new(),
                    });
                });
            };
            view! {
                <li>
                    <Button on_click=take data_test=format!("evidence-pick-{}", offer.index)>
                        <Icon name=IconName::Add/>{t!(i18n, findings.evidence_pick_add)}
                    </Button>
                    " "<span class="tag">{move || evidence_kind_word(i18n, kind)}</span>" "
                    <span class="code">{offer.index}</span>" "{offer.name}
                </li>
            }
        };
        let is_empty = all.is_empty() && !wanted.with(|text| text.trim().is_empty());
        let lines = all.into_iter().take(SHOWN).map(offer).collect_view();
        view! {
            <ul data-test="evidence-found">{lines}</ul>
            {(rest > 0).then(|| view! {
                <p class="soft">{t!(i18n, findings.evidence_more, count = rest)}</p>
            })}
            {is_empty.then(|| view! {
                <p class="soft" role="status">{t!(i18n, findings.evidence_none_found)}</p>
            })}
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, findings.evidence_pick)}</span>
            <input
                type="search"
                data-test="evidence-search"
                placeholder=move || t_string!(i18n, findings.evidence_search)
                prop:value=move || wanted.get()
                on:input:target=move |event| wanted.set(event.target().value())
            />
        </label>
        {shown}
    }
}
