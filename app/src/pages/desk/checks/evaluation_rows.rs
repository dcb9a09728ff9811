//! The rows of a 自评表 with the score the figures bear out, and reviewers' marks. When somebody
//! else marked meanwhile, rows that were not touched take theirs and what was typed stays.
//! Not here: what a mark must be (`domain::self_evaluation`).

use std::collections::BTreeMap;

use domain::scoring::Points;
use domain::self_evaluation::{RescoredRow, SelfEvaluationRow};
use domain::wire::{RowMarks, SaveMarks, SelfEvaluationView};
use leptos::prelude::*;

use super::words::row_reason;
use crate::components::{Button, ButtonKind, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::{run, use_rooms};
use crate::state::{Failure, checks};

const CHANGED: &str = "SELF_EVALUATION_CHANGED";

/// Score and reason of each row, as typed.
type Typed = BTreeMap<u32, (String, String)>;

fn as_text(marks: &RowMarks) -> Typed {
    let text = |(row, (score, reason)): (&u32, &(Points, String))| {
        (*row, (score.to_string(), reason.clone()))
    };
    marks.iter().map(text).collect()
}

/// The marks as typed; `None` while a score cannot be read. A row without both has no mark.
fn read(typed: &Typed) -> Option<RowMarks> {
    let mut marks = RowMarks::new();
    for (row, (score, reason)) in typed {
        if score.trim().is_empty() && reason.trim().is_empty() {
            continue;
        }
        marks.insert(*row, (Points::parse(score)?, reason.clone()));
    }
    Some(marks)
}

/// What is shared by the rows.
#[derive(Clone, Copy)]
struct Sheet {
    typed: RwSignal<Typed>,
    /// As last read from the server.
    stored: RwSignal<Typed>,
    base: RwSignal<u32>,
    is_signed: bool,
}

impl Sheet {
    /// Takes somebody else's marks where this person has not typed.
    fn merge(self, theirs: &SelfEvaluationView) {
        let (now, before) = (as_text(&theirs.marks), self.stored.get_untracked());
        self.typed.update(|typed| {
            let rows: Vec<u32> = now.keys().chain(before.keys()).copied().collect();
            for row in rows {
                if typed.get(&row) == before.get(&row) {
                    match now.get(&row) {
                        Some(mark) => drop(typed.insert(row, mark.clone())),
                        None => drop(typed.remove(&row)),
                    }
                }
            }
        });
        self.stored.set(now);
        self.base.set(theirs.revision);
    }
}

/// The rows with their marks; `again` runs once they were stored.
#[component]
pub fn Marks(
    seen: SelfEvaluationView,
    unsaved: RwSignal<bool>,
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let busy = RwSignal::new(false);
    let sheet = Sheet {
        typed: RwSignal::new(as_text(&seen.marks)),
        stored: RwSignal::new(as_text(&seen.marks)),
        base: RwSignal::new(seen.revision),
        is_signed: !seen.signatures.is_empty(),
    };
    let marks = Memo::new(move |_| sheet.typed.with(read));
    Effect::new(move |_| unsaved.set(sheet.typed.get() != sheet.stored.get()));
    let id = seen.summary.id;
    let save = move |()| {
        let Some(marks) = marks.get_untracked() else {
            return;
        };
        let (code, id) = (rooms.engagement.get_untracked(), id.clone());
        let body = SaveMarks {
            base_revision: sheet.base.get_untracked(),
            marks,
            survey: None,
        };
        run(busy, async move {
            match checks::save_self_evaluation_marks(&code, &id, &body).await {
                Ok(_) => {
                    rooms.done(t_string!(i18n, checks.marks_saved));
                    again.run(());
                }
                Err(failure) => {
                    if is_changed(&failure)
                        && let Ok(theirs) = checks::self_evaluation(&code, &id).await
                    {
                        sheet.merge(&theirs);
                    }
                    rooms.fail(i18n, &failure);
                }
            }
        });
    };
    let scored = seen.rescored;
    let rows = seen.evaluation.rows.into_iter().zip(scored.rows);
    let rows = rows.map(|(row, scored)| view! { <MarkRow row scored sheet/> });
    let rows = rows.collect_view();
    view! {
        <h3>{t!(i18n, checks.rows)}</h3>
        <RowTable rows execution=scored.execution/>
        {match sheet.is_signed {
            true => view! { <p class="soft">{t!(i18n, checks.marks_frozen)}</p> }.into_any(),
            false => view! {
                <Button
                    kind=ButtonKind::Primary on_click=save data_test="marks-save"
                    disabled=Signal::derive(move || busy.get() || marks.get().is_none())
                >
                    {t!(i18n, checks.save_marks)}
                </Button>
            }
            .into_any(),
        }}
    }
}

fn is_changed(failure: &Failure) -> bool {
    match failure {
        Failure::Problems(problems) => problems.iter().any(|problem| problem.code == CHANGED),
        _ => false,
    }
}

#[component]
fn RowTable<V: IntoView + 'static>(rows: V, execution: Option<Points>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TableFrame caption=said!(i18n, rows) data_test="evaluation-rows">
            <thead>
                <tr>
                    <th scope="col" class="number">{t!(i18n, checks.sheet_row)}</th>
                    <th scope="col">{t!(i18n, checks.indicator)}</th>
                    <th scope="col">{t!(i18n, checks.target)}</th>
                    <th scope="col">{t!(i18n, checks.actual)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.weight)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.self_score)}</th>
                    <th scope="col" class="number">{t!(i18n, checks.score)}</th>
                    <th scope="col">{t!(i18n, checks.working)}</th>
                    <th scope="col">{t!(i18n, checks.mark)}</th>
                    <th scope="col">{t!(i18n, checks.mark_reason)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="6">{t!(i18n, checks.execution_score)}</th>
                    <td class="number">{execution.map(|points| points.to_string())}</td>
                    <td colspan="3"></td>
                </tr>
            </tfoot>
        </TableFrame>
    }
}

#[component]
fn MarkRow(row: SelfEvaluationRow, scored: RescoredRow, sheet: Sheet) -> impl IntoView {
    let i18n = use_i18n();
    let number = row.row;
    let typed = move |part: fn(&(String, String)) -> &String| {
        let mark = sheet
            .typed
            .with(|typed| typed.get(&number).map(|mark| part(mark).clone()));
        mark.unwrap_or_default()
    };
    let is_wrong = move || {
        let score = typed(|mark| &mark.0);
        !score.trim().is_empty() && Points::parse(&score).is_none()
    };
    let reason = scored.reason;
    view! {
        <tr data-test=format!("row-{number}")>
            <th scope="row" class="number">{number}</th>
            <td class="wide">{row.name.clone()}</td>
            <td>{row.target}</td>
            <td>{row.actual}</td>
            <td class="number">{row.weight.to_string()}</td>
            <td class="number">{row.self_score.map(|points| points.to_string())}</td>
            <td class="number">{scored.score.map(|points| points.to_string())}</td>
            <td>{move || row_reason(i18n, &reason)}</td>
            <td>
                <input
                    type="text" inputmode="decimal" class="number" size="6"
                    data-test=format!("mark-{number}") disabled=sheet.is_signed
                    aria-label=move || t_string!(i18n, checks.mark)
                    aria-invalid=move || if is_wrong() { "true" } else { "false" }
                    prop:value=move || typed(|mark| &mark.0)
                    on:input:target=move |event| {
                        let text = event.target().value();
                        sheet.typed.update(|typed| typed.entry(number).or_default().0 = text);
                    }
                />
            </td>
            <td>
                <input
                    type="text" data-test=format!("mark-reason-{number}")
                    disabled=sheet.is_signed
                    aria-label=move || t_string!(i18n, checks.mark_reason)
                    prop:value=move || typed(|mark| &mark.1)
                    on:input:target=move |event| {
                        let text = event.target().value();
                        sheet.typed.update(|typed| typed.entry(number).or_default().1 = text);
                    }
                />
            </td>
        </tr>
    }
}
