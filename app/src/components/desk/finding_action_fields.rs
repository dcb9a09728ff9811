//! What each action of a finding asks for. Not here: which actions there are (`finding_actions`).

use domain::finding::{ConfirmationVerdict, REASON_MIN};
use leptos::prelude::*;

use super::finding_actions::{Act, ActionLists, Typed};
use super::finding_words::verdict_word;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

const VERDICTS: [ConfirmationVerdict; 3] = [
    ConfirmationVerdict::True,
    ConfirmationVerdict::PartlyTrue,
    ConfirmationVerdict::NotTrue,
];

/// The fields of an action.
#[component]
pub(super) fn ActFields(
    act: Act,
    typed: Typed,
    others: ActionLists,
    documents: Signal<ActionLists>,
) -> impl IntoView {
    let i18n = use_i18n();
    match act {
        Act::Confirm => view! {
            <ConfirmFields typed/>
            <SignerFields
                typed who=text_of!(i18n, findings.signer) when=text_of!(i18n, findings.day)
            />
            <Supplements chosen=typed.supplements documents/>
        }
        .into_any(),
        Act::Refuse => view! {
            <ReasonField reason=typed.reason/>
            <SignerFields
                typed who=text_of!(i18n, findings.refused_by)
                when=text_of!(i18n, findings.refused_on)
            />
            <Supplements chosen=typed.supplements documents/>
        }
        .into_any(),
        Act::Merge => view! {
            <MergeField into=typed.into others/>
            <ScoreReason reason=typed.reason/>
        }
        .into_any(),
        Act::Restore => view! { <ScoreReason reason=typed.reason/> }.into_any(),
        _ => view! { <ReasonField reason=typed.reason/> }.into_any(),
    }
}

/// A reason that is needed only where a score moves.
#[component]
fn ScoreReason(reason: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="field">
            <span>{t!(i18n, findings.merge_reason)}</span>
            <textarea
                rows="2"
                data-test="finding-reason"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            ></textarea>
        </label>
    }
}

/// 补充材料, picked from the register of documents.
#[component]
fn Supplements(chosen: RwSignal<Vec<String>>, documents: Signal<ActionLists>) -> impl IntoView {
    let i18n = use_i18n();
    let options = move || {
        let taken = chosen.get();
        let free = documents.get().into_iter();
        free.filter(|(index, _)| !taken.contains(index))
            .map(|(index, name)| {
                let label = format!("{index} {name}");
                view! { <option value=index>{label}</option> }
            })
            .collect_view()
    };
    let lines = move || {
        let line = |index: String| {
            let mine = index.clone();
            let remove = move |()| chosen.update(|all| all.retain(|it| *it != mine));
            view! {
                <li>
                    <span class="code">{index}</span>" "
                    <Button on_click=remove label=super::text!(i18n, remove)>
                        <Icon name=IconName::Close/>
                    </Button>
                </li>
            }
        };
        chosen.get().into_iter().map(line).collect_view()
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, findings.supplements)}</legend>
            <ul data-test="finding-supplements">{lines}</ul>
            <select
                data-test="finding-supplement-add"
                aria-label=move || t_string!(i18n, findings.supplement_add)
                on:change:target=move |event| {
                    let index = event.target().value();
                    if !index.is_empty() {
                        chosen.update(|all| all.push(index));
                    }
                }
            >
                <option value="">{t!(i18n, findings.supplement_add)}</option>
                {options}
            </select>
        </fieldset>
    }
}

#[component]
fn ReasonField(reason: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="field">
            <span>{t!(i18n, desk.reason)}</span>
            <textarea
                rows="2"
                data-test="finding-reason"
                prop:value=move || reason.get()
                on:input:target=move |event| reason.set(event.target().value())
            ></textarea>
            <small>{t!(i18n, desk.reason_at_least, count = REASON_MIN)}</small>
        </label>
    }
}

#[component]
fn MergeField(into: RwSignal<String>, others: ActionLists) -> impl IntoView {
    let i18n = use_i18n();
    let first = into.get_untracked();
    let options = others
        .into_iter()
        .map(|(code, name)| {
            let selected = code == first;
            let label = format!("{code} {name}");
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <label class="field">
            <span>{t!(i18n, findings.merge_into)}</span>
            <select
                data-test="finding-into"
                on:change:target=move |event| into.set(event.target().value())
            >
                <option value="">{t!(i18n, findings.none_chosen)}</option>
                {options}
            </select>
        </label>
    }
}

#[component]
fn ConfirmFields(typed: Typed) -> impl IntoView {
    let i18n = use_i18n();
    let options = VERDICTS.map(|verdict| {
        view! {
            <option value=verdict.term() selected=verdict == typed.verdict.get_untracked()>
                {move || verdict_word(i18n, verdict)}
            </option>
        }
    });
    let choose = move |term: String| {
        let verdict = VERDICTS.into_iter().find(|verdict| verdict.term() == term);
        if let Some(verdict) = verdict {
            typed.verdict.set(verdict);
        }
    };
    view! {
        <label class="field">
            <span>{t!(i18n, findings.verdict)}</span>
            <select
                data-test="finding-verdict"
                on:change:target=move |event| choose(event.target().value())
            >
                {options.into_iter().collect_view()}
            </select>
        </label>
        <label class="field">
            <span>{t!(i18n, findings.opinion)}</span>
            <textarea
                rows="3"
                data-test="finding-opinion"
                prop:value=move || typed.opinion.get()
                on:input:target=move |event| typed.opinion.set(event.target().value())
            ></textarea>
        </label>
    }
}

/// Who of the unit, and on which day.
#[component]
fn SignerFields(
    typed: Typed,
    #[prop(into)] who: Signal<String>,
    #[prop(into)] when: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="form-row">
            <label class="field">
                <span>{who}</span>
                <input
                    type="text"
                    data-test="finding-signer"
                    prop:value=move || typed.signer.get()
                    on:input:target=move |event| typed.signer.set(event.target().value())
                />
            </label>
            <label class="field">
                <span>{when}</span>
                <input
                    type="date"
                    data-test="finding-day"
                    prop:value=move || typed.day.get()
                    on:input:target=move |event| typed.day.set(event.target().value())
                />
            </label>
        </div>
    }
}
