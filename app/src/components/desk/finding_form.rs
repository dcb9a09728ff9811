//! The fields of a finding's dossier. Not here: what they give (`finding_draft`), saving, the
//! states (`finding_actions`).

use domain::finding::{ADVICE_KINDS, FindingClass, Severity};
use leptos::prelude::*;

use super::finding_draft::FindingDraft;
use super::finding_evidence::{EvidenceLines, Offers};
use super::finding_words::{advice_word, class_word};
use super::words::{Words, severity_word};
use crate::i18n::*;

const SEVERITIES: [Severity; 3] = [Severity::Minor, Severity::Major, Severity::Severe];

/// What the selects offer: (code, name) each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormLists {
    /// The framework's indicators.
    pub indicators: Vec<(String, String)>,
    /// The frame's projects.
    pub projects: Vec<(String, String)>,
    /// What can be named as evidence.
    pub offers: Offers,
}

/// All fields, bound to `draft`. `sealed`: the unit has answered, and what it was shown is fixed.
/// `room_href` is the engagement's address, without a slash at its end.
#[component]
pub fn FindingForm(
    draft: RwSignal<FindingDraft>,
    #[prop(into)] lists: Signal<FormLists>,
    #[prop(optional)] sealed: bool,
    #[prop(into)] room_href: String,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="form">
            {sealed.then(|| view! {
                <p class="soft" data-test="finding-sealed">{t!(i18n, findings.sealed)}</p>
            })}
            <fieldset class="choices" disabled=sealed>
                <legend>{t!(i18n, findings.problem_title)}</legend>
                <ShownFields draft lists/>
            </fieldset>
            <CodeField
                draft label=text!(i18n, indicator) name="finding-indicator"
                options=Signal::derive(move || lists.get().indicators)
                get=|draft| &mut draft.indicator
            />
            <TextField
                draft label=text_of!(i18n, findings.cause) name="finding-cause" rows=2
                get=|draft| &mut draft.cause
            />
            <AdviceFields draft/>
            <EvidenceLines
                draft offers=Signal::derive(move || lists.get().offers) room_href
            />
            <p
                class="field-problem" role="status"
                hidden=move || draft.with(FindingDraft::amounts_are_read)
            >
                {t!(i18n, findings.amount_malformed)}
            </p>
        </div>
    }
}

/// What the unit is shown for 事实确认.
#[component]
fn ShownFields(draft: RwSignal<FindingDraft>, lists: Signal<FormLists>) -> impl IntoView {
    let i18n = use_i18n();
    let is_desk = draft.with_untracked(|draft| draft.is_desk);
    view! {
        <LineField
            draft label=text_of!(i18n, findings.title_own) name="finding-title" kind="text"
            get=|draft| &mut draft.title
        />
        {is_desk.then(|| view! {
            <CodeField
                draft label=text_of!(i18n, findings.project) name="finding-project"
                options=Signal::derive(move || lists.get().projects)
                get=|draft| &mut draft.project
            />
        })}
        <div class="form-row">
            <SeverityField draft/>
            <ClassField draft/>
        </div>
        <TextField
            draft label=text!(i18n, facts) name="finding-facts" rows=4
            get=|draft| &mut draft.facts
        />
        <div class="form-row">
            <LineField
                draft label=text_of!(i18n, findings.amount_wan_yuan) name="finding-amount"
                kind="decimal" get=|draft| &mut draft.amount
            />
            <LineField
                draft label=text_of!(i18n, findings.responsible_unit) name="finding-unit"
                kind="text" get=|draft| &mut draft.unit
            />
        </div>
        <TextField
            draft label=text_of!(i18n, findings.clause) name="finding-clause" rows=2
            get=|draft| &mut draft.clause
        />
    }
}

/// Which text of the draft a field holds.
type Place = fn(&mut FindingDraft) -> &mut String;

fn first_text(draft: RwSignal<FindingDraft>, get: Place) -> String {
    let mut now = draft.get_untracked();
    get(&mut now).clone()
}

#[component]
fn TextField(
    draft: RwSignal<FindingDraft>,
    label: Signal<String>,
    name: &'static str,
    rows: u8,
    get: Place,
) -> impl IntoView {
    let first = first_text(draft, get);
    view! {
        <label class="field">
            <span>{label}</span>
            <textarea
                rows=rows.to_string()
                data-test=name
                prop:value=first
                on:input:target=move |event| {
                    let text = event.target().value();
                    draft.update(|draft| *get(draft) = text);
                }
            ></textarea>
        </label>
    }
}

/// `kind` is `text`, `decimal` or `date`.
#[component]
fn LineField(
    draft: RwSignal<FindingDraft>,
    label: Signal<String>,
    name: &'static str,
    kind: &'static str,
    get: Place,
) -> impl IntoView {
    let first = first_text(draft, get);
    view! {
        <label class="field">
            <span>{label}</span>
            <input
                type=if kind == "date" { "date" } else { "text" }
                inputmode=(kind == "decimal").then_some("decimal")
                class:number=kind == "decimal"
                data-test=name
                value=first
                on:input:target=move |event| {
                    let text = event.target().value();
                    draft.update(|draft| *get(draft) = text);
                }
            />
        </label>
    }
}

/// One of the codes on offer, or none; what is chosen already is offered even before they arrive.
#[component]
fn CodeField(
    draft: RwSignal<FindingDraft>,
    label: Signal<String>,
    name: &'static str,
    options: Signal<Vec<(String, String)>>,
    get: Place,
) -> impl IntoView {
    let i18n = use_i18n();
    let offered = move || {
        let chosen = first_text(draft, get);
        let mut offered = options.get();
        if !chosen.is_empty() && offered.iter().all(|(code, _)| *code != chosen) {
            offered.insert(0, (chosen.clone(), String::new()));
        }
        let option = |(code, name): (String, String)| {
            let selected = code == chosen;
            let label = format!("{code} {name}");
            view! { <option value=code selected=selected>{label}</option> }
        };
        offered.into_iter().map(option).collect_view()
    };
    view! {
        <label class="field">
            <span>{label}</span>
            <select
                data-test=name
                on:change:target=move |event| {
                    let text = event.target().value();
                    draft.update(|draft| *get(draft) = text);
                }
            >
                <option value="">{t!(i18n, findings.none_chosen)}</option>
                {offered}
            </select>
        </label>
    }
}

#[component]
fn SeverityField(draft: RwSignal<FindingDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let first = draft.with_untracked(|draft| draft.severity);
    let options = SEVERITIES.map(|severity| {
        view! {
            <option value=severity.term() selected=severity == first>
                {move || severity_word(i18n, severity)}
            </option>
        }
    });
    view! {
        <label class="field">
            <span>{t!(i18n, desk.severity)}</span>
            <select
                data-test="finding-severity"
                on:change:target=move |event| {
                    if let Some(severity) = Severity::from_term(&event.target().value()) {
                        draft.update(|draft| draft.severity = severity);
                    }
                }
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
    }
}

/// The place of a choice in its list is its value on the screen.
fn choices<T: Copy + PartialEq + Send + 'static>(
    i18n: Words,
    all: &[T],
    first: Option<T>,
    word: fn(Words, T) -> &'static str,
) -> impl IntoView + use<T> {
    let option = |(index, choice): (usize, &T)| {
        let choice = *choice;
        view! {
            <option value=index.to_string() selected=first == Some(choice)>
                {move || word(i18n, choice)}
            </option>
        }
    };
    all.iter().enumerate().map(option).collect_view()
}

#[component]
fn ClassField(draft: RwSignal<FindingDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let first = draft.with_untracked(|draft| draft.class);
    view! {
        <label class="field">
            <span>{t!(i18n, findings.class)}</span>
            <select
                data-test="finding-class"
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().ok();
                    let class = index.and_then(|index| FindingClass::ALL.get(index).copied());
                    draft.update(|draft| draft.class = class);
                }
            >
                <option value="">{t!(i18n, findings.class_suggested)}</option>
                {choices(i18n, &FindingClass::ALL, first, class_word)}
            </select>
        </label>
    }
}

#[component]
fn AdviceFields(draft: RwSignal<FindingDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let first = draft.with_untracked(|draft| draft.advice);
    let given = Memo::new(move |_| draft.with(|draft| draft.advice.is_some()));
    let fields = move || {
        view! {
            <TextField
                draft label=text_of!(i18n, findings.advice_text) name="finding-advice-text" rows=3
                get=|draft| &mut draft.advice_text
            />
            <div class="form-row">
                <LineField
                    draft label=text_of!(i18n, findings.deadline) name="finding-deadline"
                    kind="date" get=|draft| &mut draft.deadline
                />
                <LineField
                    draft label=text_of!(i18n, findings.advice_amount) name="finding-advice-amount"
                    kind="decimal" get=|draft| &mut draft.advice_amount
                />
            </div>
        }
    };
    view! {
        <fieldset class="choices choices-below">
            <legend>{t!(i18n, findings.advice)}</legend>
            <label class="field">
                <span>{t!(i18n, findings.advice_kind)}</span>
                <select
                    data-test="finding-advice"
                    on:change:target=move |event| {
                        let index = event.target().value().parse::<usize>().ok();
                        let kind = index.and_then(|index| ADVICE_KINDS.get(index).copied());
                        draft.update(|draft| draft.advice = kind);
                    }
                >
                    <option value="">{t!(i18n, findings.advice_none)}</option>
                    {choices(i18n, &ADVICE_KINDS, first, advice_word)}
                </select>
            </label>
            <Show when=move || given.get()>{fields()}</Show>
        </fieldset>
    }
}
