//! Responses that are not simply valid: why, and what a manager decides about suspicious ones.

use domain::ids::DocumentId;
use domain::scoring::survey::RulingDecision;
use domain::wire::VerdictView;
use leptos::prelude::*;

use super::words::{channel_word, decision_word, reason_text, standing_word, suspicion_word};
use crate::components::{Button, ButtonKind, TableFrame};
use crate::i18n::*;

/// The fewest characters of a reason, as the server demands.
const REASON_MIN_CHARS: usize = 2;

/// A decision with its reason.
pub type Ruling = (DocumentId, RulingDecision, String);

/// One row for each response.
#[component]
pub fn VerdictTable(
    responses: Vec<VerdictView>,
    #[prop(into)] busy: Signal<bool>,
    /// The address of a record.
    href: Callback<String, String>,
    on_rule: Callback<Ruling>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rows = responses
        .into_iter()
        .map(|view| view! { <VerdictRow view=view busy=busy href=href on_rule=on_rule/> })
        .collect_view();
    view! {
        <TableFrame caption=super::survey_text!(i18n, verdicts) data_test="survey-verdicts">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, surveys.site)}</th>
                    <th scope="col">{t!(i18n, surveys.channel)}</th>
                    <th scope="col">{t!(i18n, surveys.standing)}</th>
                    <th scope="col">{t!(i18n, surveys.why)}</th>
                    <th scope="col" class="number">{t!(i18n, surveys.seconds)}</th>
                    <th scope="col">{t!(i18n, surveys.ruling)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

#[component]
fn VerdictRow(
    view: VerdictView,
    busy: Signal<bool>,
    href: Callback<String, String>,
    on_rule: Callback<Ruling>,
) -> impl IntoView {
    let i18n = use_i18n();
    let verdict = view.verdict.clone();
    let record = verdict.record.clone();
    let (standing, channel) = (verdict.standing, verdict.channel);
    let can_rule = !verdict.suspicions.is_empty() || !view.rulings.is_empty();
    let why = move || {
        let reasons = verdict
            .reasons
            .iter()
            .map(|reason| reason_text(i18n, reason));
        let suspicions = verdict.suspicions.iter();
        let suspicions = suspicions.map(|s| suspicion_word(i18n, *s).to_owned());
        reasons.chain(suspicions).collect::<Vec<_>>().join("; ")
    };
    let history = view.rulings.into_iter().map(|ruling| {
        let decision = ruling.decision;
        view! {
            <li>
                {move || decision_word(i18n, decision)}": "{ruling.reason}
                <small>" "{ruling.by}" "{ruling.at.to_minute_text()}</small>
            </li>
        }
    });
    let history = history.collect_view();
    let name = if view.site_name.is_empty() {
        view.site.0.clone()
    } else {
        view.site_name
    };
    view! {
        <tr tabindex="0">
            <th scope="row" class="wide"><a href=href.run(record.0.clone())>{name}</a></th>
            <td>{move || channel_word(i18n, channel)}</td>
            <td>{move || standing_word(i18n, standing)}</td>
            <td class="wide">{why}</td>
            <td class="number">{view.seconds}</td>
            <td class="wide">
                <ul class="survey-rulings">{history}</ul>
                {can_rule.then(|| view! {
                    <RulingForm record=record busy=busy on_rule=on_rule/>
                })}
            </td>
        </tr>
    }
}

#[component]
fn RulingForm(record: DocumentId, busy: Signal<bool>, on_rule: Callback<Ruling>) -> impl IntoView {
    let i18n = use_i18n();
    let reason = RwSignal::new(String::new());
    let record = StoredValue::new(record);
    let rule = move |decision: RulingDecision| {
        let words = reason.get_untracked().trim().to_owned();
        on_rule.run((record.get_value(), decision, words));
    };
    let is_short = move || reason.get().trim().chars().count() < REASON_MIN_CHARS;
    let blocked = Signal::derive(move || busy.get() || is_short());
    view! {
        <label class="field">
            <span>{t!(i18n, surveys.reason)}</span>
            <input
                type="text"
                maxlength="1000"
                data-test="ruling-reason"
                on:input:target=move |event| reason.set(event.target().value())
            />
        </label>
        <div class="actions">
            <Button
                on_click=move |()| rule(RulingDecision::Keep)
                disabled=blocked
                data_test="ruling-keep"
            >
                {t!(i18n, surveys.decision_keep)}
            </Button>
            <Button
                kind=ButtonKind::Danger
                on_click=move |()| rule(RulingDecision::Exclude)
                disabled=blocked
                data_test="ruling-exclude"
            >
                {t!(i18n, surveys.decision_exclude)}
            </Button>
        </div>
    }
}
