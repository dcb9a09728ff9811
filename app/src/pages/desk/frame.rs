//! 抽样框: import the bureau's list of projects, look at it, freeze it.

use domain::desk_tables::DeskTable;
use domain::problem::Problem;
use domain::project::{Frame, Project};
use domain::wire::FramePreview;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::support::{
    busy_bar, export_link, filter, load, problem_text, run, use_rooms, when_loaded,
};
use crate::components::desk::{ControlTotals, ProblemRow, ProblemTable, ProjectTable, text};
use crate::components::{Button, ButtonKind, Chip, EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::platform::{ChosenFile, chosen_file};
use crate::state::{Failure, desk};

/// `/desk/:engagement/frame`.
#[component]
pub fn FrameRoom() -> impl IntoView {
    let i18n = use_i18n();
    let rooms = use_rooms();
    let frame = load(
        move || rooms.engagement.get(),
        |code| async move {
            match desk::frame(&code).await {
                Err(Failure::Problems(problems))
                    if problems
                        .iter()
                        .all(|problem| problem.code == "FRAME_MISSING") =>
                {
                    Ok(None)
                }
                other => other.map(Some),
            }
        },
    );
    let reading = RwSignal::new(false);
    let chosen = RwSignal::new(None::<ChosenFile>);
    let preview = RwSignal::new(None::<FramePreview>);
    let choose = move |event: leptos::ev::Event| {
        spawn_local(async move {
            let Some(file) = chosen_file(event).await else {
                return;
            };
            let code = rooms.engagement.get_untracked();
            run(reading, async move {
                match desk::preview_frame(&code, &file.name, file.bytes.clone()).await {
                    Ok(seen) => {
                        preview.set(Some(seen));
                        chosen.set(Some(file));
                    }
                    Err(failure) => rooms.fail(i18n, &failure),
                }
            });
        });
    };
    let import = move |()| {
        let Some(file) = chosen.get_untracked() else {
            return;
        };
        let code = rooms.engagement.get_untracked();
        run(reading, async move {
            match desk::import_frame(&code, &file.name, file.bytes).await {
                Ok(_) => {
                    preview.set(None);
                    chosen.set(None);
                    frame.refetch();
                    rooms.done(t_string!(i18n, desk.frame_imported));
                }
                Err(failure) => rooms.fail(i18n, &failure),
            }
        });
    };
    let choose = Callback::new(choose);
    view! {
        <h1>{t!(i18n, desk.room_frame)}</h1>
        {busy_bar(reading, text!(i18n, reading_workbook))}
        {move || match preview.get() {
            Some(seen) => view! {
                <Preview
                    seen=seen
                    file_name=chosen.get().map(|file| file.name).unwrap_or_default()
                    busy=reading
                    on_import=Callback::new(import)
                    on_cancel=Callback::new(move |()| preview.set(None))
                />
            }
            .into_any(),
            None => when_loaded(frame, move |frame| match frame {
                Some(frame) if !frame.projects.is_empty() => {
                    view! { <StoredFrame frame=frame choose=choose/> }.into_any()
                }
                _ => view! { <NoFrame choose=choose/> }.into_any(),
            })
            .into_any(),
        }}
    }
}

#[component]
fn NoFrame(choose: Callback<leptos::ev::Event>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=IconName::Import
            title=text!(i18n, no_frame)
            text=text!(i18n, no_frame_text)
        >
            <FileButton choose=choose primary=true/>
        </EmptyState>
    }
}

#[component]
fn FileButton(choose: Callback<leptos::ev::Event>, primary: bool) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <label class="button file-button" class:button-primary=primary>
            <Icon name=IconName::Import/>
            {t!(i18n, desk.choose_file)}
            <input
                type="file"
                class="visually-hidden"
                accept=".xlsx,.csv"
                data-test="frame-file"
                on:change=move |event| choose.run(event)
            />
        </label>
    }
}

/// What the file would bring, with everything that is wrong in it at once.
#[component]
fn Preview(
    seen: FramePreview,
    file_name: String,
    busy: RwSignal<bool>,
    on_import: Callback<()>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let hindered = seen.sha256.is_none();
    let problems = StoredValue::new(seen.problems);
    let problem_rows = move || {
        problems.with_value(|problems| {
            problems
                .iter()
                .map(|problem| {
                    let place = problem.place.clone().unwrap_or_default();
                    ProblemRow {
                        sheet: place.sheet.unwrap_or_default(),
                        row: place.row.map(|row| row.to_string()).unwrap_or_default(),
                        column: place.column.or(place.path).unwrap_or_default(),
                        // The place has columns of its own.
                        text: problem_text(
                            i18n,
                            &Problem {
                                place: None,
                                ..problem.clone()
                            },
                        ),
                        warning: problem
                            .details
                            .get("severity")
                            .is_some_and(|s| s == "warning"),
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <section data-test="frame-preview">
            <h2>{t!(i18n, desk.preview)}" · "{file_name}</h2>
            <ControlTotals projects=seen.rows units=seen.units amount=seen.total/>
            {move || (!problem_rows().is_empty()).then(|| view! {
                <ProblemTable rows=problem_rows()/>
            })}
            {hindered.then(|| view! {
                <p class="verdict verdict-bad">
                    <Icon name=IconName::Severe/>{t!(i18n, desk.preview_hindered)}
                </p>
            })}
            <div class="actions">
                <Button
                    kind=ButtonKind::Primary
                    on_click=on_import
                    disabled=Signal::derive(move || hindered || busy.get())
                    data_test="frame-import"
                >
                    {t!(i18n, desk.import_frame)}
                </Button>
                <Button on_click=on_cancel data_test="frame-cancel">{t!(i18n, desk.cancel)}</Button>
            </div>
            <h3>{t!(i18n, desk.first_rows)}</h3>
            <ProjectTable projects=seen.first_rows/>
        </section>
    }
}

#[component]
fn StoredFrame(frame: Frame, choose: Callback<leptos::ev::Event>) -> impl IntoView {
    let i18n = use_i18n();
    let (unit, set_unit) = filter("unit");
    let (kind, set_kind) = filter("type");
    let projects = u32::try_from(frame.projects.len()).unwrap_or(u32::MAX);
    let units = u32::try_from(frame.unit_count()).unwrap_or(u32::MAX);
    let amount = frame.total();
    let unit_names = distinct(&frame.projects, |project| &project.unit);
    let kind_names = distinct(&frame.projects, |project| &project.project_type);
    let hash = frame.sha256.as_str().to_owned();
    let all = StoredValue::new(frame.projects);
    let shown = move || {
        let fits = |wanted: &str, is: &str| wanted.is_empty() || wanted == is;
        let (unit, kind) = (unit.get(), kind.get());
        all.with_value(|all| {
            all.iter()
                .filter(|p| fits(&unit, &p.unit) && fits(&kind, &p.project_type))
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    view! {
        <ControlTotals projects=projects units=units amount=amount/>
        <p class="soft break">{t!(i18n, desk.frame_hash)}" "<span class="code">{hash}</span></p>
        <div class="actions">
            <FileButton choose=choose primary=false/>
            {export_link(DeskTable::Frame, None)}
        </div>
        <FilterChips label=text!(i18n, unit) names=unit_names value=unit set=set_unit/>
        <FilterChips label=text!(i18n, project_type) names=kind_names value=kind set=set_kind/>
        {move || view! { <ProjectTable projects=shown()/> }}
    }
}

fn distinct(projects: &[Project], of: impl Fn(&Project) -> &String) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = projects.iter().map(of).collect();
    names
        .into_iter()
        .filter(|name| !name.is_empty())
        .cloned()
        .collect()
}

/// One chip for each value; the chosen one stands in the address.
#[component]
pub fn FilterChips(
    label: Signal<String>,
    names: Vec<String>,
    value: Signal<String>,
    set: Callback<String>,
) -> impl IntoView {
    let chips = names
        .into_iter()
        .map(|name| {
            let (mine, chosen) = (name.clone(), name.clone());
            let selected = Signal::derive(move || value.get() == mine);
            let toggle = move |()| {
                set.run(if value.get() == chosen {
                    String::new()
                } else {
                    chosen.clone()
                });
            };
            view! { <Chip selected=selected on_toggle=toggle>{name}</Chip> }
        })
        .collect_view();
    view! {
        <div class="chips" role="group" aria-label=move || label.get()>
            <span class="chips-label" aria-hidden="true">{move || label.get()}</span>
            {chips}
        </div>
    }
}
