//! What may be done to a finding in its state, and what each asks for. Not here: which states allow
//! what (`domain::finding::apply_action`), saving what is written about it.

use domain::finding::{
    ConfirmationVerdict, FactConfirmation, FindingAction, FindingDossier, apply_action,
};
use domain::ids::FindingCode;
use leptos::prelude::*;

use super::finding_words::verdict_word;
use super::words::Words;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// The fewest characters of a reason (`domain::finding`).
const REASON_MIN: usize = 2;

const VERDICTS: [ConfirmationVerdict; 3] = [
    ConfirmationVerdict::True,
    ConfirmationVerdict::PartlyTrue,
    ConfirmationVerdict::NotTrue,
];

/// One button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    List,
    Ask,
    Confirm,
    Refuse,
    Uphold,
    Withdraw,
    Merge,
    Restore,
}

const ACTS: [Act; 8] = [
    Act::List,
    Act::Ask,
    Act::Confirm,
    Act::Refuse,
    Act::Uphold,
    Act::Merge,
    Act::Withdraw,
    Act::Restore,
];

/// What the fields of an action hold.
#[derive(Clone, Copy)]
struct Typed {
    reason: RwSignal<String>,
    into: RwSignal<String>,
    verdict: RwSignal<ConfirmationVerdict>,
    opinion: RwSignal<String>,
    signer: RwSignal<String>,
    day: RwSignal<String>,
}

impl Act {
    fn word(self, i18n: Words) -> &'static str {
        match self {
            Self::List => t_string!(i18n, findings.act_list),
            Self::Ask => t_string!(i18n, findings.act_ask),
            Self::Confirm => t_string!(i18n, findings.act_confirm),
            Self::Refuse => t_string!(i18n, findings.act_refuse),
            Self::Uphold => t_string!(i18n, findings.act_uphold),
            Self::Withdraw => t_string!(i18n, findings.act_withdraw),
            Self::Merge => t_string!(i18n, findings.act_merge),
            Self::Restore => t_string!(i18n, findings.act_restore),
        }
    }

    fn data_test(self) -> &'static str {
        match self {
            Self::List => "finding-act-list",
            Self::Ask => "finding-act-ask",
            Self::Confirm => "finding-act-confirm",
            Self::Refuse => "finding-act-refuse",
            Self::Uphold => "finding-act-uphold",
            Self::Withdraw => "finding-act-withdraw",
            Self::Merge => "finding-act-merge",
            Self::Restore => "finding-act-restore",
        }
    }

    /// Whether it asks for anything first.
    fn asks(self) -> bool {
        !matches!(self, Self::List | Self::Ask | Self::Restore)
    }

    fn action(self, typed: Typed) -> FindingAction {
        let trimmed = |text: RwSignal<String>| text.get().trim().to_owned();
        let reason = trimmed(typed.reason);
        match self {
            Self::List => FindingAction::List,
            Self::Ask => FindingAction::AskConfirmation,
            Self::Confirm => FindingAction::Confirm {
                confirmation: FactConfirmation {
                    verdict: typed.verdict.get(),
                    opinion: trimmed(typed.opinion),
                    signed_by: trimmed(typed.signer),
                    day: trimmed(typed.day),
                },
            },
            Self::Refuse => FindingAction::Refuse { reason },
            Self::Uphold => FindingAction::Uphold { reason },
            Self::Withdraw => FindingAction::Withdraw { reason },
            Self::Merge => FindingAction::Merge {
                into: FindingCode::from(trimmed(typed.into)),
            },
            Self::Restore => FindingAction::Restore,
        }
    }
}

/// Whether the state permits it, whatever is still to be typed.
fn permits(dossier: &FindingDossier, action: &FindingAction) -> bool {
    match apply_action(dossier, action) {
        Ok(_) => true,
        Err(problem) => problem.code != "FINDING_ACTION_NOT_ALLOWED",
    }
}

/// Whether it can be done as typed.
fn is_ready(dossier: &FindingDossier, action: &FindingAction) -> bool {
    let named = match action {
        FindingAction::Merge { into } => !into.as_str().is_empty(),
        _ => true,
    };
    named && apply_action(dossier, action).is_ok()
}

/// Other findings that this one may be merged into: code and name.
pub type ActionLists = Vec<(String, String)>;

/// `locked` while something typed about it is not saved yet.
#[component]
pub fn FindingActions(
    dossier: FindingDossier,
    others: ActionLists,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] locked: Signal<bool>,
    on_act: Callback<FindingAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = Typed {
        reason: RwSignal::new(String::new()),
        into: RwSignal::new(String::new()),
        verdict: RwSignal::new(ConfirmationVerdict::True),
        opinion: RwSignal::new(String::new()),
        signer: RwSignal::new(String::new()),
        day: RwSignal::new(String::new()),
    };
    let chosen = RwSignal::new(None::<Act>);
    let blocked = Signal::derive(move || busy.get() || locked.get());
    let buttons = ACTS
        .into_iter()
        .filter(|act| permits(&dossier, &untrack(|| act.action(typed))))
        .map(|act| {
            let kind = match act {
                Act::Withdraw => ButtonKind::Danger,
                _ => ButtonKind::Secondary,
            };
            let press = move |()| match act.asks() {
                true => chosen.set(Some(act)),
                false => on_act.run(untrack(|| act.action(typed))),
            };
            view! {
                <Button kind on_click=press disabled=blocked data_test=act.data_test()>
                    {move || act.word(i18n)}
                </Button>
            }
        })
        .collect_view();
    let dossier = StoredValue::new(dossier);
    let others = StoredValue::new(others);
    let form = move || {
        chosen.get().map(|act| {
            let ready = Signal::derive(move || {
                let action = act.action(typed);
                !blocked.get() && dossier.with_value(|dossier| is_ready(dossier, &action))
            });
            let run = move |()| on_act.run(untrack(|| act.action(typed)));
            view! {
                <div class="form" data-test="finding-act-form">
                    <ActFields act typed others=others.get_value()/>
                    <div class="actions">
                        <Button
                            kind=ButtonKind::Primary
                            on_click=run
                            disabled=Signal::derive(move || !ready.get())
                            data_test="finding-act-run"
                        >
                            {move || act.word(i18n)}
                        </Button>
                        <Button on_click=move |()| chosen.set(None) data_test="finding-act-cancel">
                            {t!(i18n, desk.cancel)}
                        </Button>
                    </div>
                </div>
            }
        })
    };
    view! {
        <p class="soft" hidden=move || !locked.get()>{t!(i18n, findings.save_first)}</p>
        <div class="actions">{buttons}</div>
        {form}
    }
}

#[component]
fn ActFields(act: Act, typed: Typed, others: ActionLists) -> impl IntoView {
    match act {
        Act::Confirm => view! { <ConfirmFields typed/> }.into_any(),
        Act::Merge => view! { <MergeField into=typed.into others/> }.into_any(),
        _ => view! { <ReasonField reason=typed.reason/> }.into_any(),
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
        <div class="form-row">
            <label class="field">
                <span>{t!(i18n, findings.signer)}</span>
                <input
                    type="text"
                    data-test="finding-signer"
                    prop:value=move || typed.signer.get()
                    on:input:target=move |event| typed.signer.set(event.target().value())
                />
            </label>
            <label class="field">
                <span>{t!(i18n, findings.day)}</span>
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
