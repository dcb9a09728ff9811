//! One finding in full, for the drawer beside the table: what was found, where, and the pictures
//! of the very answer. Not here: fetching the record.

use domain::finding::Finding;
use leptos::prelude::*;

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
    let (class, icon) = severity_sign(finding.severity);
    let severity = finding.severity;
    let record = encode(finding.record.as_str());
    let record_href = format!(
        "{room_href}/records/{record}?path={}",
        encode(&finding.path)
    );
    let indicator = finding.indicator.map(|code| {
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
    view! {
        <p>
            <span class=format!("verdict verdict-{class}")>
                <Icon name=icon/>
                <span>{move || severity_word(i18n, severity)}</span>
            </span>
        </p>
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
        <p><a href=record_href data-test="finding-record">{t!(i18n, desk.open_record)}</a></p>
    }
}
