//! One monitored project: its facts and twelve months to fill in. Not here: whether the figures are
//! sound (`domain::monitoring`, asked before anything is sent).

use domain::money::Fen;
use domain::monitoring::{MonitoredProject, MonthlyFigure, check_figures};
use domain::wire::SaveMonitored;
use leptos::prelude::*;

use crate::components::desk::TextLine;
use crate::components::{Button, ButtonKind, TableFrame};
use crate::i18n::*;
use crate::pages::desk::support::problem_text;

/// One month as typed; a month without an amount was not reported.
#[derive(Clone, Copy)]
struct Month {
    month: u32,
    paid: RwSignal<String>,
    progress: RwSignal<String>,
    is_reversal: RwSignal<bool>,
}

impl Month {
    fn new(month: u32, project: &MonitoredProject) -> Self {
        let known = project.figures.iter().find(|it| it.month == month);
        let paid = known.map(|figure| figure.paid.to_wan_yuan_exact(2));
        let progress = known.and_then(|figure| figure.progress_percent.clone());
        Self {
            month,
            paid: RwSignal::new(paid.unwrap_or_default()),
            progress: RwSignal::new(progress.unwrap_or_default()),
            is_reversal: RwSignal::new(known.is_some_and(|figure| figure.is_reversal)),
        }
    }

    /// `Err` for an amount that cannot be read.
    fn figure(self) -> Result<Option<MonthlyFigure>, ()> {
        let (paid, progress) = (self.paid.get(), self.progress.get());
        let progress = progress.trim();
        if paid.trim().is_empty() {
            return if progress.is_empty() {
                Ok(None)
            } else {
                Err(())
            };
        }
        Ok(Some(MonthlyFigure {
            month: self.month,
            paid: Fen::from_wan_yuan(&paid).map_err(|_| ())?,
            progress_percent: (!progress.is_empty()).then(|| progress.to_owned()),
            is_reversal: self.is_reversal.get(),
        }))
    }
}

/// A project; a new one has revision 0 and may be given its code.
#[component]
pub fn FigureForm(
    project: MonitoredProject,
    revision: u32,
    #[prop(into)] busy: Signal<bool>,
    on_save: Callback<SaveMonitored>,
) -> impl IntoView {
    let i18n = use_i18n();
    let months: Vec<Month> = (1..=12).map(|month| Month::new(month, &project)).collect();
    let budget = match revision {
        0 => String::new(),
        _ => project.budget.to_wan_yuan_exact(2),
    };
    let code = RwSignal::new(project.code);
    let name = RwSignal::new(project.name);
    let unit = RwSignal::new(project.unit);
    let budget = RwSignal::new(budget);
    let is_wrong = Signal::derive(move || Fen::from_wan_yuan(&budget.get()).is_err());
    let rows = months.clone();
    let typed = Memo::new(move |_| {
        let figures: Result<Vec<_>, ()> = months.iter().map(|month| month.figure()).collect();
        Some(MonitoredProject {
            code: code.get().trim().to_owned(),
            name: name.get().trim().to_owned(),
            unit: unit.get().trim().to_owned(),
            budget: Fen::from_wan_yuan(&budget.get()).ok()?,
            figures: figures.ok()?.into_iter().flatten().collect(),
        })
    });
    let problems = Memo::new(move |_| typed.get().map(|it| check_figures(&it)).unwrap_or_default());
    let save = move |()| {
        if let Some(project) = typed.get_untracked() {
            on_save.run(SaveMonitored {
                base_revision: revision,
                project,
            });
        }
    };
    let disabled = Signal::derive(move || {
        let is_blank = |text: RwSignal<String>| text.with(|text| text.trim().is_empty());
        let is_unready = typed.get().is_none() || !problems.get().is_empty();
        busy.get() || is_unready || is_blank(code) || is_blank(name)
    });
    view! {
        <form class="form" on:submit=move |event| event.prevent_default()>
            {(revision == 0).then(|| view! {
                <TextLine label=said!(i18n, code) value=code data_test="figures-code"/>
            })}
            <TextLine label=said!(i18n, project) value=name data_test="figures-name"/>
            <TextLine label=said!(i18n, unit) value=unit data_test="figures-unit"/>
            <TextLine
                label=said!(i18n, budget) value=budget invalid=is_wrong
                data_test="figures-budget"
            />
            <MonthTable rows/>
            <ul class="flags-list" role="status" data-test="figure-problems">
                {move || problems.get().into_iter().map(|problem| view! {
                    <li class="field-problem">{move || problem_text(i18n, &problem)}</li>
                }).collect_view()}
            </ul>
            <Button kind=ButtonKind::Primary on_click=save disabled data_test="figures-save">
                {t!(i18n, checks.save_figures)}
            </Button>
        </form>
    }
}

#[component]
fn MonthTable(rows: Vec<Month>) -> impl IntoView {
    let i18n = use_i18n();
    let row = |month| view! { <MonthRow month/> };
    view! {
        <TableFrame caption=said!(i18n, months) data_test="month-table">
            <thead>
                <tr>
                    <th scope="col">{t!(i18n, checks.month)}</th>
                    <th scope="col">{t!(i18n, checks.paid)}</th>
                    <th scope="col">{t!(i18n, checks.progress)}</th>
                    <th scope="col">{t!(i18n, checks.reversal)}</th>
                </tr>
            </thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </TableFrame>
    }
}

#[component]
fn MonthRow(month: Month) -> impl IntoView {
    let i18n = use_i18n();
    let number = month.month;
    let is_wrong = move || month.figure().is_err();
    view! {
        <tr>
            <th scope="row">{t!(i18n, checks.month_of, month = number)}</th>
            <td>
                <input
                    type="text" inputmode="decimal" class="number" size="8"
                    data-test=format!("paid-{number}")
                    aria-label=move || t_string!(i18n, checks.paid)
                    aria-invalid=move || if is_wrong() { "true" } else { "false" }
                    prop:value=move || month.paid.get()
                    on:input:target=move |event| month.paid.set(event.target().value())
                />
            </td>
            <td>
                <input
                    type="text" inputmode="decimal" class="number" size="5"
                    data-test=format!("progress-{number}")
                    aria-label=move || t_string!(i18n, checks.progress)
                    prop:value=move || month.progress.get()
                    on:input:target=move |event| month.progress.set(event.target().value())
                />
            </td>
            <td>
                <label class="check">
                    <input
                        type="checkbox" data-test=format!("reversal-{number}")
                        prop:checked=move || month.is_reversal.get()
                        on:change:target=move |event| {
                            month.is_reversal.set(event.target().checked());
                        }
                    />
                    <span class="visually-hidden">{t!(i18n, checks.reversal)}</span>
                </label>
            </td>
        </tr>
    }
}
