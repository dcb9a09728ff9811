//! A site's findings in a list: the check, how bad, what was seen, how many photos. Not here: what
//! is a finding.

use domain::finding::Severity;
use leptos::prelude::*;

use crate::components::{Icon, IconName};
use crate::i18n::*;

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCard {
    /// The way to the question.
    pub href: String,
    /// The check that was answered 否.
    pub check: String,
    /// How bad.
    pub severity: Severity,
    /// What was seen; empty while it is not written.
    pub facts: String,
    /// Photos taken for it.
    pub photos: u32,
    /// Photos the form wants; 0 for none.
    pub photos_wanted: u32,
}

/// A link to the question.
#[component]
pub fn FindingRow(card: FindingCard) -> impl IntoView {
    let i18n = use_i18n();
    let (class, icon) = match card.severity {
        Severity::Minor => ("state-chip", IconName::Note),
        Severity::Major => ("state-chip state-bad", IconName::Problem),
        Severity::Severe => ("state-chip state-bad", IconName::Severe),
    };
    let severity = move || match card.severity {
        Severity::Minor => t_string!(i18n, findings.minor),
        Severity::Major => t_string!(i18n, findings.major),
        Severity::Severe => t_string!(i18n, findings.severe),
    };
    let (found, wanted) = (card.photos, card.photos_wanted);
    let photos = move || match found < wanted {
        true => t_string!(i18n, findings.photos_short, found = found, wanted = wanted).to_string(),
        false => t_string!(i18n, findings.photos, found = found).to_string(),
    };
    let facts = move || match card.facts.as_str() {
        "" => t_string!(i18n, findings.no_facts).to_owned(),
        facts => facts.to_owned(),
    };
    view! {
        <li>
            <a class="site-row" href=card.href data-test="finding">
                <span class="site-head">
                    <span class="site-name">{card.check}</span>
                    <span class=class><Icon name=icon/> {severity}</span>
                </span>
                <span class="finding-facts">{facts}</span>
                <span class="site-place number">
                    <Icon name=IconName::Camera/> {photos}
                </span>
            </a>
        </li>
    }
}
