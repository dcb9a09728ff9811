//! One finding as it stands, for the drawer beside the table: what was found, every place where it
//! was seen, the unit's answer, and the pictures of the very answer. Not here: fetching the record,
//! writing about it (`finding_form`).

use domain::finding::{FactConfirmation, Finding, FindingSite};
use leptos::prelude::*;

use super::finding_words::{finding_state_note, finding_state_sign, finding_state_word};
use super::photo_strip::{PhotoStrip, Picture};
use super::progress_tables::encode;
use super::words::{severity_sign, severity_word};
use crate::components::Icon;
use crate::i18n::*;

/// `room_href` is the engagement's address; `pictures` are `None` until the record is there.
#[component]
pub fn FindingDetail(
    finding: Finding,
    #[prop(into)] pictures: Signal<Option<Vec<Picture>>>,
    #[prop(into)] room_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let indicator = finding.indicator.clone().map(|code| {
        let href = format!("{room_href}/scores?indicator={}", encode(code.as_str()));
        view! {
            <dt>{t!(i18n, desk.indicator)}</dt>
            <dd><a href=href class="code">{code.to_string()}</a></dd>
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
        <h3>{t!(i18n, desk.check)}</h3>
        <p>{finding.check}</p>
        <h3>{t!(i18n, desk.facts)}</h3>
        <p>{finding.facts}</p>
        <dl class="facts">
            <dt>{t!(i18n, desk.project_name)}</dt>
            <dd>
                <span class="code">{finding.project_code.to_string()}</span>" "
                {finding.project_name}
            </dd>
            <dt>{t!(i18n, desk.unit)}</dt>
            <dd>{finding.responsible_unit}</dd>
            {indicator}
        </dl>
        {strip}
        {record}
        <Places places=finding.also_at room_href/>
        {finding.confirmation.map(|confirmation| view! { <Answer confirmation/> })}
    }
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

/// 事实确认 as the unit gave it.
#[component]
fn Answer(confirmation: FactConfirmation) -> impl IntoView {
    let i18n = use_i18n();
    let verdict = confirmation.verdict;
    view! {
        <h3>{t!(i18n, findings.answer)}</h3>
        <p data-test="finding-answer">
            <strong>{move || super::finding_words::verdict_word(i18n, verdict)}</strong>
            " · "{confirmation.signed_by}" · "<time>{confirmation.day}</time>
        </p>
        <p>{confirmation.opinion}</p>
    }
}
