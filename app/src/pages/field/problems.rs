//! What is wrong at a site as its inspection stands: each check answered 否, with the way to its
//! question. Not here: which answers are findings (`domain::fieldwork::findings`).

use domain::fieldwork::findings;
use domain::finding::Finding;
use domain::instrument::{Instrument, Node};
use domain::wire::PackSite;
use leptos::prelude::*;

use super::sections::label_of;
use super::site::{
    BackBar, UnknownSite, findings_of, inspection_form, inspection_record, site_in_address,
};
use super::words::{Texts, language_tag};
use crate::components::field::{FindingCard, FindingRow};
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::state::LocalRecord;

/// `/field/sites/:code/problems`.
#[component]
pub fn ProblemsPage() -> impl IntoView {
    let site = site_in_address();
    move || match site.get() {
        Some(site) => view! { <Problems site/> }.into_any(),
        None => view! { <UnknownSite/> }.into_any(),
    }
}

#[component]
fn Problems(site: PackSite) -> impl IntoView {
    let i18n = use_i18n();
    let record = inspection_record(site.clone());
    let form = inspection_form(record);
    let back = format!("/field/sites/{}", site.project.code);
    let inspection = format!("{back}/inspection");
    let site = StoredValue::new(site);
    let cards = Memo::new(move |_| {
        let form = form.get();
        record.with(|record| match (record, &form) {
            (Some(record), Some(form)) => site.with_value(|site| cards(i18n, site, record, form)),
            _ => Vec::new(),
        })
    });
    let title = Signal::derive(move || t_string!(i18n, field.problems_found).to_owned());
    let none_title = Signal::derive(move || t_string!(i18n, findings.none_title).to_owned());
    let none_text = Signal::derive(move || {
        let is_begun = record.with(Option::is_some);
        match is_begun {
            true => t_string!(i18n, findings.none_text).to_owned(),
            false => t_string!(i18n, findings.not_begun_text).to_owned(),
        }
    });
    let inspection = StoredValue::new(inspection);
    view! {
        <BackBar href=back title/>
        <Show
            when=move || !cards.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Problem title=none_title text=none_text>
                    <a
                        class="button button-primary" href=inspection.get_value()
                        data-test="problems-inspect"
                    >
                        {t!(i18n, findings.to_inspection)}
                    </a>
                </EmptyState>
            }
        >
            <ul class="site-rows" data-test="problems">
                {move || cards.get().into_iter()
                    .map(|card| view! { <FindingRow card/> }).collect_view()}
            </ul>
        </Show>
    }
}

fn cards(
    i18n: Texts,
    site: &PackSite,
    record: &LocalRecord,
    form: &Instrument,
) -> Vec<FindingCard> {
    let language = language_tag(i18n);
    let card = |finding: Finding| {
        let node = form.question(&finding.path);
        let wanted = match node {
            Some(Node::Question { evaluation, .. }) => evaluation.photo_min.unwrap_or(0),
            _ => 0,
        };
        let label = node.map(|node| label_of(node, &language));
        FindingCard {
            href: format!(
                "/field/sites/{}/inspection?at={}",
                site.project.code, finding.path
            ),
            check: label.unwrap_or(finding.check),
            severity: finding.severity,
            facts: finding.facts,
            photos: findings::evidence(&record.body, &finding.path).len() as u32,
            photos_wanted: wanted,
        }
    };
    findings_of(Some(record), Some(form), &site.project)
        .into_iter()
        .map(card)
        .collect()
}
