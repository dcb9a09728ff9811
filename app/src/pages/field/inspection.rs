//! The inspection: one section a screen, finished when nothing is open. Not here: the controls.

use std::sync::Arc;

use domain::fieldwork::{RecordKind, RecordState};
use domain::instrument::{Instrument, label, prefill};
use domain::wire::PackSite;
use domain::working_paper::inspection_index;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::device;
use super::editor::{Editor, Sheet};
use super::form_move::MoveBanner;
use super::form_view::FormScreen;
use super::photos::{PhotoLayer, UndoBar};
use super::sections::{holds, sections_of};
use super::sections::{open_items, steps};
use super::site::{BackBar, UnknownSite, inspection_form, inspection_record, site_in_address};
use super::site_progress::is_locked;
use crate::components::field::form::{
    FormLanguages, OpenItems, SectionBar, SectionStep, SectionView, element_id,
};
use crate::components::{Button, ButtonKind, EmptyState, IconName};
use crate::i18n::*;
use crate::state::{LocalRecord, use_app, use_field};

/// `/field/sites/:code/inspection`, with `?at=<form path>` to open at a question.
#[component]
pub fn InspectionPage() -> impl IntoView {
    let site = site_in_address();
    move || match site.get() {
        Some(site) => {
            let record = inspection_record(site.clone());
            let form = inspection_form(record);
            let work = move || match form.get() {
                Some(form) => view! { <InspectionWork site=site.clone() form record/> }.into_any(),
                None => view! { <FormMissing/> }.into_any(),
            };
            view! { {work} }.into_any()
        }
        None => view! { <UnknownSite/> }.into_any(),
    }
}

/// What stands where the form cannot be opened: its version is not here, or it is broken.
#[component]
pub fn FormMissing() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, field.form_missing_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, field.form_missing_text).to_owned());
    view! {
        <EmptyState icon=IconName::Paper title text>
            <a class="button" href="/field/sync">{t!(i18n, field.sync_title)}</a>
        </EmptyState>
    }
}

/// Opens the editor of a site's inspection.
pub fn open_inspection(
    site: &PackSite,
    form: &Instrument,
    record: Option<&LocalRecord>,
) -> Option<Editor> {
    let sheet = Sheet {
        doc_id: site.inspection.clone(),
        kind: RecordKind::SiteInspection,
        project_code: site.project.code.clone(),
    };
    let index = inspection_index(site.ordinal as usize);
    let first = prefill(form, &site.project, &index);
    let name = use_app().session().with_untracked(|session| {
        session
            .as_ref()
            .map(|session| session.name.clone())
            .unwrap_or_default()
    });
    let editor = Editor::open(use_field(), sheet, form, record, first, &name).ok()?;
    editor.keep_in_step();
    Some(editor)
}

#[component]
fn InspectionWork(
    site: PackSite,
    form: Arc<Instrument>,
    record: Memo<Option<LocalRecord>>,
) -> impl IntoView {
    let opened = record.with_untracked(|record| open_inspection(&site, &form, record.as_ref()));
    let Some(editor) = opened else {
        return view! { <FormMissing/> }.into_any();
    };
    let name = site.project.name.clone();
    let title = Signal::derive(move || name.clone());
    let back = format!("/field/sites/{}", site.project.code);
    view! { <RecordWork editor form record title back/> }.into_any()
}

/// A record under the pen with all around it: sections, what is open, finishing. `children` stand
/// above the sections.
#[component]
pub fn RecordWork(
    editor: Editor,
    form: Arc<Instrument>,
    record: Memo<Option<LocalRecord>>,
    #[prop(into)] title: Signal<String>,
    back: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let i18n = use_i18n();
    let locked = Signal::derive(move || record.with(|r| r.as_ref().is_some_and(is_locked)));
    let screen = FormScreen::new(editor, locked);
    let held = |record: &LocalRecord| record.state == Some(RecordState::Held);
    if record.with_untracked(|record| record.as_ref().is_some_and(held)) {
        // What the server's check found is what this device's finds: one engine.
        screen.show_missing.set(true);
    }
    let sections = Arc::new(sections_of(&form));
    let first = sections
        .first()
        .map(|section| section.path().to_owned())
        .unwrap_or_default();
    let current = RwSignal::new(first);
    let go = {
        let sections = Arc::clone(&sections);
        Callback::new(move |path: String| {
            if let Some(section) = sections.iter().find(|section| holds(section, &path)) {
                current.set(section.path().to_owned());
            }
            device::show_soon(element_id(&path));
        })
    };
    let asked_for = use_query_map()
        .with_untracked(|query| query.get("at"))
        .unwrap_or_default();
    if !asked_for.is_empty() {
        go.run(asked_for);
    }
    let steps = {
        let sections = Arc::clone(&sections);
        Memo::new(move |_| steps(i18n, editor, screen, &sections))
    };
    let languages = form.languages.clone();
    let chosen = {
        let languages = languages.clone();
        // The language that is shown, by the name the workbook gives it.
        Signal::derive(move || {
            let wanted = screen.handle.language.get();
            shown_language(&languages, &wanted)
        })
    };
    let on_choose = Callback::new(move |name: String| screen.language.set(Some(name)));
    let section = move || {
        let path = current.get();
        let section = sections
            .iter()
            .find(|section| section.path() == path)
            .cloned();
        section.map(|section| view! { <SectionView section form=screen.handle/> })
    };
    view! {
        <BackBar href=back title/>
        <LockedNotice editor record locked/>
        <MoveBanner editor record locked/>
        <FormLanguages languages chosen on_choose/>
        {children.map(|children| children())}
        <SectionBar steps current on_go=go/>
        <ProblemLine problem=screen.problem/>
        {section}
        <Steps editor screen steps current go locked/>
        <PhotoLayer editor screen locked/>
        <UndoBar editor screen/>
    }
}

/// Which of a form's languages is meant by a screen's tag or a language's name.
fn shown_language(languages: &[String], wanted: &str) -> String {
    let texts = languages.iter().map(|name| (name.clone(), name.clone()));
    label(&texts.collect(), wanted).to_owned()
}

/// Announces what went wrong.
#[component]
pub fn ProblemLine(problem: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <p class="question-problem" role="alert" hidden=move || problem.with(Option::is_none)>
            {move || problem.get()}
        </p>
    }
}

/// A finished inspection says so; it can be opened again until it is accepted.
#[component]
fn LockedNotice(
    editor: Editor,
    record: Memo<Option<LocalRecord>>,
    locked: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let accepted = move || {
        record.with(|record| {
            record
                .as_ref()
                .is_some_and(|record| record.state == Some(RecordState::Accepted))
        })
    };
    let at = move || {
        let at = editor
            .finalised_at()
            .get()
            .map(|at| at.to_minute_text())
            .unwrap_or_default();
        t_string!(i18n, field.finished_at, at = at).to_string()
    };
    let reopen = move |()| spawn_local(async move { drop(editor.reopen().await) });
    view! {
        <Show when=move || locked.get()>
            <section class="locked-notice" data-test="locked">
                <p>{move || if accepted() {
                    t_string!(i18n, field.accepted_notice).to_owned()
                } else {
                    at()
                }}</p>
                <Show when=move || !accepted()>
                    <Button on_click=reopen data_test="reopen">{t!(i18n, field.reopen)}</Button>
                </Show>
            </section>
        </Show>
    }
}

/// Previous and next section at the thumb; on the last one, what is open and 完成核查.
#[component]
fn Steps(
    editor: Editor,
    screen: FormScreen,
    steps: Memo<Vec<SectionStep>>,
    current: RwSignal<String>,
    go: Callback<String>,
    locked: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let neighbour = move |forward: bool| {
        steps.with(|steps| {
            let here = steps
                .iter()
                .position(|step| current.with(|path| *path == step.path))?;
            let there = if forward {
                here.checked_add(1)?
            } else {
                here.checked_sub(1)?
            };
            steps.get(there).map(|step| step.path.clone())
        })
    };
    let is_last = move || neighbour(true).is_none();
    let items = Memo::new(move |_| match screen.show_missing.get() {
        true => open_items(i18n, editor),
        false => Vec::new(),
    });
    let finish = move |()| {
        screen.show_missing.set(true);
        if items.with(Vec::is_empty) {
            spawn_local(async move { drop(editor.finalise().await) });
        } else {
            device::show_soon("open-items".to_owned());
        }
    };
    let step = move |forward: bool| {
        if let Some(path) = neighbour(forward) {
            go.run(path);
        }
    };
    view! {
        <div id="open-items" tabindex="-1"><OpenItems items on_go=go/></div>
        <footer class="section-steps">
            <Button
                on_click=move |()| step(false) data_test="section-back"
                disabled=Signal::derive(move || neighbour(false).is_none())
            >
                {t!(i18n, field.section_back)}
            </Button>
            <Show
                when=is_last
                fallback=move || view! {
                    <Button
                        kind=ButtonKind::Primary on_click=move |()| step(true)
                        data_test="section-next"
                    >
                        {t!(i18n, field.section_next)}
                    </Button>
                }
            >
                <Button
                    kind=ButtonKind::Primary on_click=finish data_test="finalise" disabled=locked
                >
                    {t!(i18n, field.finalise)}
                </Button>
            </Show>
        </footer>
    }
}
