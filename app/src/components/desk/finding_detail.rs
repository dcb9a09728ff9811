//! One finding as it stands, for the drawer beside the table: what was found, every place where it
//! was seen, the unit's answer, and the pictures of the very answer. Not here: fetching the record,
//! writing about it (`finding_form`).

use domain::finding::{FactConfirmation, Finding, FindingSite, FindingSource, Refusal};
use domain::wire::{FindingChange, FindingView};
use domain::working_paper::document_index;
use leptos::prelude::*;

use super::finding_cost::Costs;
use super::finding_evidence::{EvidenceLink, Offers};
use super::finding_history::History;
use super::finding_words::{finding_state_note, finding_state_sign, finding_state_word};
use super::photo_strip::{PhotoStrip, Picture};
use super::progress_tables::encode;
use super::words::{severity_sign, severity_word};
use crate::components::Icon;
use crate::i18n::*;

/// `room_href` is the engagement's address; `pictures` are `None` until the record is there; the
/// names of the evidence come with `offers`.
#[component]
pub fn FindingDetail(
    view: FindingView,
    #[prop(into)] pictures: Signal<Option<Vec<Picture>>>,
    #[prop(into)] offers: Signal<Offers>,
    #[prop(into)] room_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let FindingView {
        finding,
        costs,
        history,
        ..
    } = view;
    let indicator = finding.indicator.clone().map(|code| {
        let href = format!("{room_href}/scores?indicator={}", encode(code.as_str()));
        view! {
            <dt>{t!(i18n, desk.indicator)}</dt>
            <dd><a href=href class="code">{code.to_string()}</a></dd>
        }
    });
    let check = (finding.is_from_record() && finding.check != finding.heading()).then(|| {
        view! {
            <p class="soft">{t!(i18n, desk.check)}" "{finding.check.clone()}</p>
        }
    });
    let strip = move || {
        let pictures = pictures.get().filter(|pictures| !pictures.is_empty())?;
        Some(view! {
            <h3>{t!(i18n, desk.photos)}</h3>
            <PhotoStrip pictures=pictures/>
        })
    };
    let record = finding.is_from_record().then(|| {
        let href = record_href(&room_href, finding.record.as_str(), &finding.path);
        view! {
            <p><a href=href data-test="finding-record">{t!(i18n, desk.open_record)}</a></p>
        }
    });
    view! {
        <Signs finding=finding.clone()/>
        <h3>{t!(i18n, findings.problem_title)}</h3>
        <p data-test="finding-heading">{finding.heading()}</p>
        {check}
        <h3>{t!(i18n, desk.facts)}</h3>
        <p>{finding.facts.clone()}</p>
        <dl class="facts">
            <dt>{t!(i18n, desk.project_name)}</dt>
            <dd>
                <span class="code">{finding.project_code.to_string()}</span>" "
                {finding.project_name.clone()}
            </dd>
            <dt>{t!(i18n, desk.unit)}</dt>
            <dd>{finding.responsible_unit.clone()}</dd>
            {indicator}
        </dl>
        <h3>{t!(i18n, findings.cost)}</h3>
        <Costs finding=finding.clone() costs room_href=room_href.clone()/>
        {strip}
        {record}
        <Source source=finding.source.clone() room_href=room_href.clone()/>
        <Named finding=finding.clone() offers room_href=room_href.clone()/>
        <Places places=finding.also_at room_href=room_href.clone()/>
        <Answers
            confirmation=finding.confirmation refusal=finding.refusal offers room_href history
        />
    }
}

/// The mark or the document that it was noted from.
#[component]
fn Source(source: FindingSource, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    let (href, what) = match source {
        FindingSource::Field | FindingSource::Desk => return ().into_any(),
        FindingSource::Mark { indicator, element } => {
            let href = format!(
                "{room_href}/scores?indicator={}",
                encode(indicator.as_str())
            );
            (href, format!("{indicator} {element}"))
        }
        FindingSource::Document { ordinal } => (
            format!("{room_href}/documents?document={ordinal}"),
            document_index(ordinal),
        ),
    };
    view! {
        <p>
            {t!(i18n, findings.source)}" "
            <a href=href data-test="finding-source">{what}</a>
        </p>
    }
    .into_any()
}

/// What a person named as evidence, as links.
#[component]
fn Named(finding: Finding, offers: Signal<Offers>, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    if finding.evidence.is_empty() {
        return ().into_any();
    }
    let room = StoredValue::new(room_href);
    let lines = finding.evidence.into_iter().map(|named| {
        view! {
            <li>
                <EvidenceLink index=named.index offers room/>
                <p class="soft">{named.note}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <h3>{t!(i18n, findings.evidence)}</h3>
        <ul data-test="finding-evidence">{lines}</ul>
    }
    .into_any()
}

fn record_href(room_href: &str, record: &str, path: &str) -> String {
    format!(
        "{room_href}/records/{}?path={}",
        encode(record),
        encode(path)
    )
}

/// How bad it is and where it stands.
#[component]
fn Signs(finding: Finding) -> impl IntoView {
    let i18n = use_i18n();
    let severity = finding.severity;
    let (class, icon) = severity_sign(severity);
    let (state_class, state_icon) = finding_state_sign(&finding.state);
    let state = StoredValue::new(finding.state);
    view! {
        <p class="record-facts">
            <span class=format!("verdict verdict-{class}")>
                <Icon name=icon/>
                <span>{move || severity_word(i18n, severity)}</span>
            </span>
            <span class=format!("verdict verdict-{state_class}") data-test="finding-state">
                <Icon name=state_icon/>
                <span>
                    {move || state.with_value(|state| finding_state_word(i18n, state))}
                </span>
            </span>
            <span>{move || state.with_value(|state| finding_state_note(i18n, state))}</span>
        </p>
    }
}

/// The findings at other sites that were merged into this one; each stays listed.
#[component]
fn Places(places: Vec<FindingSite>, room_href: String) -> impl IntoView {
    let i18n = use_i18n();
    if places.is_empty() {
        return ().into_any();
    }
    let items = places
        .into_iter()
        .map(|place| {
            let href = record_href(&room_href, place.record.as_str(), &place.path);
            let link = (!place.record.as_str().is_empty()).then(|| {
                view! { " "<a href=href>{t!(i18n, desk.open_record)}</a> }
            });
            view! {
                <li data-test=format!("place-{}", place.code)>
                    <span class="code">{place.code.to_string()}</span>" "
                    {place.project_name}" · "{place.responsible_unit}{link}
                    <p class="soft">{place.facts}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <h3>{t!(i18n, findings.also_at)}</h3>
        <ul data-test="finding-places">{items}</ul>
    }
    .into_any()
}

/// 事实确认 as the unit gave it or refused it, and what was done.
#[component]
fn Answers(
    confirmation: Option<FactConfirmation>,
    refusal: Option<Refusal>,
    offers: Signal<Offers>,
    room_href: String,
    history: Vec<FindingChange>,
) -> impl IntoView {
    let i18n = use_i18n();
    let room = StoredValue::new(room_href);
    let signed = confirmation.map(|it| {
        let verdict = it.verdict;
        view! {
            <h3>{t!(i18n, findings.answer)}</h3>
            <p data-test="finding-answer">
                <strong>{move || super::finding_words::verdict_word(i18n, verdict)}</strong>
                " · "{it.signed_by}" · "<time>{it.day}</time>
            </p>
            <p>{it.opinion}</p>
            <SupplementLinks supplements=it.supplements offers room/>
        }
    });
    let refused = refusal.map(|it| {
        view! {
            <h3>{t!(i18n, findings.refusal)}</h3>
            <p data-test="finding-refusal">{it.by}" · "<time>{it.day}</time></p>
            <p>{it.reason}</p>
            <SupplementLinks supplements=it.supplements offers room/>
        }
    });
    view! {
        {signed}
        {refused}
        <History changes=history/>
    }
}

#[component]
fn SupplementLinks(
    supplements: Vec<String>,
    offers: Signal<Offers>,
    room: StoredValue<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    if supplements.is_empty() {
        return ().into_any();
    }
    let lines = supplements
        .into_iter()
        .map(|index| view! { <li><EvidenceLink index offers room/></li> })
        .collect_view();
    view! {
        <p class="soft">{t!(i18n, findings.supplements)}</p>
        <ul>{lines}</ul>
    }
    .into_any()
}
