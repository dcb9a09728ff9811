//! What may be done to a finding in its state, and what each asks for. Not here: which states allow
//! what (`domain::finding::apply_action`), the fields (`finding_action_fields`).

use domain::finding::{
    ConfirmationVerdict, FactConfirmation, FindingAction, FindingDossier, FindingState,
    apply_action,
};
use domain::ids::FindingCode;
use domain::scoring::ScoreChange;
use leptos::prelude::*;

use super::finding_action_fields::ActFields;
use super::finding_words::score_change_text;
use super::words::Words;
use crate::components::{Button, ButtonKind};
use crate::i18n::*;

/// One button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    List,
    Ask,
    Confirm,
    Refuse,
    Uphold,
    Withdraw,
    Merge,
    Restore,
    Reopen,
}

const ACTS: [Act; 9] = [
    Act::List,
    Act::Ask,
    Act::Confirm,
    Act::Refuse,
    Act::Uphold,
    Act::Merge,
    Act::Withdraw,
    Act::Restore,
    Act::Reopen,
];

/// What the fields of an action hold.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub reason: RwSignal<String>,
    pub into: RwSignal<String>,
    pub verdict: RwSignal<ConfirmationVerdict>,
    pub opinion: RwSignal<String>,
    /// Who of the unit signed, or refused to.
    pub signer: RwSignal<String>,
    pub day: RwSignal<String>,
    pub supplements: RwSignal<Vec<String>>,
}

impl Typed {
    fn blank() -> Self {
        Self {
            reason: RwSignal::new(String::new()),
            into: RwSignal::new(String::new()),
            verdict: RwSignal::new(ConfirmationVerdict::True),
            opinion: RwSignal::new(String::new()),
            signer: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
            supplements: RwSignal::new(Vec::new()),
        }
    }
}

impl Act {
    /// What a withdrawal is called depends on whether the unit denied the finding.
    fn word(self, i18n: Words, denied: bool) -> &'static str {
        match self {
            Self::Withdraw if denied => t_string!(i18n, findings.act_drop),
            Self::Reopen => t_string!(i18n, findings.act_reopen),
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
            Self::Reopen => "finding-act-reopen",
        }
    }

    /// Whether it asks for anything first.
    fn asks(self) -> bool {
        !matches!(self, Self::List | Self::Ask)
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
                    supplements: typed.supplements.get(),
                },
            },
            Self::Refuse => FindingAction::Refuse {
                reason,
                by: trimmed(typed.signer),
                day: trimmed(typed.day),
                supplements: typed.supplements.get(),
            },
            Self::Uphold => FindingAction::Uphold { reason },
            Self::Withdraw => FindingAction::Withdraw { reason },
            Self::Merge => FindingAction::Merge {
                into: FindingCode::from(trimmed(typed.into)),
                reason,
            },
            Self::Restore => FindingAction::Restore { reason },
            Self::Reopen => FindingAction::Reopen { reason },
        }
    }
}

/// What moves scores says how, before it is done.
fn ask_for_effects(chosen: RwSignal<Option<Act>>, typed: Typed, preview: Preview) {
    Effect::new(move |_| {
        let act = chosen.get();
        let into = typed.into.get();
        preview.effect.set(None);
        let known = match act {
            Some(Act::Merge) => !into.is_empty(),
            Some(Act::Restore) => true,
            _ => false,
        };
        if let Some(act) = act.filter(|_| known) {
            preview.ask.run(untrack(|| act.action(typed)));
        }
    });
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
        FindingAction::Merge { into, .. } => !into.as_str().is_empty(),
        _ => true,
    };
    named && apply_action(dossier, action).is_ok()
}

/// Other findings that this one may be merged into: code and name.
pub type ActionLists = Vec<(String, String)>;

/// What would come of an action: asked for, and answered.
#[derive(Clone, Copy)]
pub struct Preview {
    /// Asks for it.
    pub ask: Callback<FindingAction>,
    /// The scores that it would move; `None` until there is an answer.
    pub effect: RwSignal<Option<Vec<ScoreChange>>>,
}

/// `documents` are those of the register: number and name. `locked` while something typed about the
/// finding is not saved yet.
#[component]
pub fn FindingActions(
    dossier: FindingDossier,
    others: ActionLists,
    #[prop(into)] documents: Signal<ActionLists>,
    preview: Preview,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] locked: Signal<bool>,
    on_act: Callback<FindingAction>,
) -> impl IntoView {
    let i18n = use_i18n();
    let typed = Typed::blank();
    let chosen = RwSignal::new(None::<Act>);
    let denied = matches!(
        dossier.state,
        FindingState::Denied | FindingState::Refused { .. }
    );
    ask_for_effects(chosen, typed, preview);
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
                    {move || act.word(i18n, denied)}
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
                    <ActFields act typed others=others.get_value() documents/>
                    <Effects act effect=preview.effect/>
                    <div class="actions">
                        <Button
                            kind=ButtonKind::Primary
                            on_click=run
                            disabled=Signal::derive(move || !ready.get())
                            data_test="finding-act-run"
                        >
                            {move || act.word(i18n, denied)}
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

/// The scores that an action would move.
#[component]
fn Effects(act: Act, effect: RwSignal<Option<Vec<ScoreChange>>>) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let changes = effect.get()?;
        if changes.is_empty() {
            let none = (act == Act::Merge).then(|| {
                view! {
                    <p class="soft" data-test="finding-effect">
                        {t!(i18n, findings.merge_no_effect)}
                    </p>
                }
            });
            return none.map(IntoAny::into_any);
        }
        let line = |change: &ScoreChange| {
            let change = change.clone();
            view! { <li>{move || score_change_text(i18n, &change)}</li> }
        };
        let lines = changes.iter().map(line).collect_view();
        let shown = view! {
            <div data-test="finding-effect">
                <p>{t!(i18n, findings.merge_effect)}</p>
                <ul>{lines}</ul>
            </div>
        };
        Some(shown.into_any())
    }
}
