//! One line of the ledger: its form, what is done to it. When somebody else changed it meanwhile,
//! what was typed stays and theirs is shown beside it. Not here: the table, what was done before
//! (`ledger_history`).

use domain::money::Fen;
use domain::rectification::{Escalation, LedgerAction, LedgerItem, LedgerState};
use domain::wire::{ActOnLine, LedgerLine, SaveLine};
use leptos::prelude::*;

use super::ledger::Board;
use super::ledger_history::{History, Theirs};
use super::words::{escalation_name, escalation_word};
use crate::components::desk::{Judgement, TextArea, TextLine, text};
use crate::components::{Button, ButtonKind, Drawer};
use crate::i18n::*;
use crate::pages::desk::support::run;
use crate::state::{Failure, reports};

const CHANGED: &str = "LEDGER_CHANGED";
const STEPS: [Escalation; 3] = [
    Escalation::Reminder,
    Escalation::SupervisionLetter,
    Escalation::TalkProposed,
];

/// What is typed into a line.
#[derive(Clone, Copy)]
struct Typed {
    requirement: RwSignal<String>,
    unit: RwSignal<String>,
    person: RwSignal<String>,
    deadline: RwSignal<String>,
    measure: RwSignal<String>,
    progress: RwSignal<String>,
    evidence: RwSignal<String>,
    documents: RwSignal<String>,
    reason: RwSignal<String>,
    due: RwSignal<String>,
    paid: RwSignal<String>,
}

pub(super) fn amount_text(amount: Option<Fen>) -> String {
    amount.map_or_else(String::new, |amount| amount.to_wan_yuan_exact(2))
}

/// `None` for what is no amount; an empty field is no amount yet.
fn amount_of(text: &str) -> Option<Option<Fen>> {
    match text.trim() {
        "" => Some(None),
        text => Fen::from_wan_yuan(text).ok().map(Some),
    }
}

/// Numbers of the register, however they are set apart.
fn index_numbers(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '-';
    text.split(|character| !is_part(character))
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Typed {
    fn new(item: &LedgerItem) -> Self {
        let text = |text: &String| RwSignal::new(text.clone());
        Self {
            requirement: text(&item.requirement),
            unit: text(&item.unit),
            person: text(&item.person),
            deadline: text(&item.deadline),
            measure: text(&item.measure),
            progress: text(&item.progress),
            evidence: text(&item.evidence),
            documents: RwSignal::new(item.documents.join("、")),
            reason: RwSignal::new(String::new()),
            due: RwSignal::new(amount_text(item.amount_due)),
            paid: RwSignal::new(amount_text(item.amount_paid)),
        }
    }

    /// The line as typed; `None` while an amount cannot be read.
    fn over(self, item: &LedgerItem) -> Option<LedgerItem> {
        Some(LedgerItem {
            requirement: self.requirement.get(),
            unit: self.unit.get(),
            person: self.person.get(),
            deadline: self.deadline.get(),
            measure: self.measure.get(),
            progress: self.progress.get(),
            evidence: self.evidence.get(),
            documents: index_numbers(&self.documents.get()),
            amount_due: amount_of(&self.due.get())?,
            amount_paid: amount_of(&self.paid.get())?,
            ..item.clone()
        })
    }
}

/// A line beside the table.
#[component]
pub fn LineDrawer(line: LedgerLine, board: Board, on_close: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let item = StoredValue::new(line.item.clone());
    let typed = Typed::new(&line.item);
    // The revision that a save is made from, and the line as somebody else left it meanwhile.
    let base = RwSignal::new(line.item.revision);
    let theirs = RwSignal::new(None::<LedgerItem>);
    let as_typed = Memo::new(move |_| item.with_value(|item| typed.over(item)));
    let is_dirty = Signal::derive(move || {
        as_typed.get().as_ref() != Some(&item.get_value()) || theirs.get().is_some()
    });
    let save = Callback::new(move |()| {
        let Some(item) = as_typed.get_untracked() else {
            return;
        };
        let code = board.rooms.engagement.get_untracked();
        let finding = item.finding.to_string();
        let body = SaveLine {
            base_revision: base.get_untracked(),
            item,
            reason: typed.reason.get_untracked(),
        };
        run(board.busy, async move {
            match reports::save_ledger_line(&code, &finding, &body).await {
                Ok(ledger) => board.take(ledger, t_string!(i18n, feedback.line_saved)),
                Err(failure) => refused(board, i18n, &finding, failure, theirs).await,
            }
        });
    });
    let keep_mine = Callback::new(move |()| {
        if let Some(other) = theirs.get_untracked() {
            base.set(other.revision);
            theirs.set(None);
            save.run(());
        }
    });
    let title = format!("{} {}", line.item.finding, line.item.unit);
    let state = line.item.state;
    let is_closed = matches!(state, LedgerState::Submitted | LedgerState::Verified);
    view! {
        <Drawer
            title=Signal::stored(title) close_label=text!(i18n, close) on_close
            data_test="line-drawer"
        >
            <p>{line.item.problem.clone()}</p>
            <Theirs theirs keep_mine busy=board.busy/>
            <LineForm typed/>
            {is_closed.then(|| view! {
                <TextLine
                    label=said!(i18n, change_reason) value=typed.reason
                    data_test="line-reason"
                />
            })}
            <Button
                kind=ButtonKind::Primary on_click=save data_test="line-save"
                disabled=Signal::derive(move || {
                    board.busy.get() || as_typed.get().is_none() || !is_dirty.get()
                })
            >
                {t!(i18n, feedback.save_line)}
            </Button>
            {(state != LedgerState::Verified).then(|| view! {
                <Actions line=line.clone() board is_dirty theirs/>
            })}
            <History item=line.item/>
        </Drawer>
    }
}

/// Says why not; after a change by somebody else, fetches theirs and keeps what was typed.
async fn refused(
    board: Board,
    i18n: crate::components::desk::words::Words,
    finding: &str,
    failure: Failure,
    theirs: RwSignal<Option<LedgerItem>>,
) {
    board.rooms.fail(i18n, &failure);
    let Failure::Problems(problems) = failure else {
        return;
    };
    if !problems.iter().any(|problem| problem.code == CHANGED) {
        return;
    }
    let code = board.rooms.engagement.get_untracked();
    match reports::ledger(&code).await {
        Ok(ledger) => {
            board.ledger.set(ledger);
            theirs.set(board.line(finding).map(|line| line.item));
        }
        Err(failure) => board.rooms.fail(i18n, &failure),
    }
}

#[component]
fn LineForm(typed: Typed) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = |text: RwSignal<String>| Signal::derive(move || amount_of(&text.get()).is_none());
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            <TextArea
                label=said!(i18n, requirement) value=typed.requirement
                data_test="line-requirement"
            />
            <div class="field-row">
                <TextLine label=said!(i18n, unit) value=typed.unit data_test="line-unit"/>
                <TextLine label=said!(i18n, person) value=typed.person data_test="line-person"/>
                <TextLine
                    label=said!(i18n, deadline) value=typed.deadline kind="date"
                    data_test="line-deadline"
                />
            </div>
            <TextArea label=said!(i18n, measure) value=typed.measure data_test="line-measure"/>
            <TextArea label=said!(i18n, progress) value=typed.progress data_test="line-progress"/>
            <TextArea label=said!(i18n, evidence) value=typed.evidence data_test="line-evidence"/>
            <TextLine
                label=said!(i18n, evidence_documents) value=typed.documents
                data_test="line-documents"
            />
            <div class="field-row">
                <TextLine
                    label=said!(i18n, amount_due) value=typed.due invalid=wrong(typed.due)
                    data_test="line-amount-due"
                />
                <TextLine
                    label=said!(i18n, amount_paid) value=typed.paid invalid=wrong(typed.paid)
                    data_test="line-amount-paid"
                />
            </div>
        </form>
    }
}

/// 开始, 提交, 核实, 催办: what the state allows.
#[component]
fn Actions(
    line: LedgerLine,
    board: Board,
    is_dirty: Signal<bool>,
    theirs: RwSignal<Option<LedgerItem>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let note = RwSignal::new(String::new());
    let finding = line.item.finding.to_string();
    let revision = line.item.revision;
    let act = Callback::new(move |action: LedgerAction| {
        let (code, finding) = (board.rooms.engagement.get_untracked(), finding.clone());
        let body = ActOnLine {
            base_revision: revision,
            action,
        };
        run(board.busy, async move {
            match reports::act_on_ledger_line(&code, &finding, &body).await {
                Ok(ledger) => board.take(ledger, t_string!(i18n, feedback.line_acted)),
                Err(failure) => refused(board, i18n, &finding, failure, theirs).await,
            }
        });
    });
    let disabled = Signal::derive(move || board.busy.get() || is_dirty.get());
    let state = line.item.state;
    let may_begin = matches!(state, LedgerState::Open | LedgerState::NotVerified);
    let is_submitted = state == LedgerState::Submitted;
    view! {
        <section data-test="line-actions">
            <h3>{t!(i18n, feedback.what_next)}</h3>
            <p class="soft" hidden=move || !is_dirty.get()>{t!(i18n, feedback.save_first)}</p>
            <div class="actions">
                {may_begin.then(|| view! {
                    <Button
                        on_click=move |()| act.run(LedgerAction::Begin) disabled
                        data_test="line-begin"
                    >
                        {t!(i18n, feedback.begin)}
                    </Button>
                })}
                {(!is_submitted).then(|| view! {
                    <Button
                        on_click=move |()| act.run(LedgerAction::Submit) disabled
                        data_test="line-submit"
                    >
                        {t!(i18n, feedback.submit)}
                    </Button>
                })}
            </div>
            {is_submitted.then(|| view! { <Verify note act disabled/> })}
            <Steps due=line.due act disabled/>
        </section>
    }
}

#[component]
fn Verify(
    note: RwSignal<String>,
    act: Callback<LedgerAction>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let lacks_note =
        Signal::derive(move || disabled.get() || note.with(|note| note.trim().is_empty()));
    let verify = move |passed: bool| {
        let note = note.get_untracked();
        act.run(LedgerAction::Verify { passed, note });
    };
    view! {
        <TextArea label=said!(i18n, verify_note) value=note data_test="verify-note"/>
        <div class="actions">
            <Button
                on_click=move |()| verify(true) disabled=lacks_note data_test="line-verify-passed"
            >
                {t!(i18n, feedback.verify_passed)}
            </Button>
            <Button
                kind=ButtonKind::Danger on_click=move |()| verify(false) disabled=lacks_note
                data_test="line-verify-failed"
            >
                {t!(i18n, feedback.verify_failed)}
            </Button>
        </div>
    }
}

/// 催办: the step that is due stands out by its word.
#[component]
fn Steps(
    due: Option<Escalation>,
    act: Callback<LedgerAction>,
    disabled: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let step = move |step: Escalation| {
        view! {
            <Button
                on_click=move |()| act.run(LedgerAction::Escalate { step }) disabled
                data_test=format!("line-step-{}", escalation_name(step))
            >
                {move || escalation_word(i18n, step)}
            </Button>
        }
    };
    view! {
        <h3>{t!(i18n, feedback.record_step)}</h3>
        {due.map(|step| view! {
            <Judgement
                class="warn"
                word=Signal::derive(move || {
                    let step = escalation_word(i18n, step);
                    t_string!(i18n, feedback.step_is_due, step = step).to_string()
                })
            />
        })}
        <div class="actions">{STEPS.map(step).into_iter().collect_view()}</div>
    }
}
