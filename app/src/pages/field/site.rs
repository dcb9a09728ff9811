//! One site: what the frame says, what the reviewer said, and the ways into the work.

use std::sync::Arc;

use domain::fieldwork::RecordState;
use domain::fieldwork::findings::{self, Inspection};
use domain::finding::Finding;
use domain::instrument::{Instrument, InstrumentKind, label};
use domain::project::Project;
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::site_progress::{
    chip_of, form_key, form_of, inspection_of, is_returned, photo_count, questionnaire_count,
    site_of,
};
use super::words::{Texts, language_tag};
use crate::components::field::{HeldBox, ReviewBox, ReviewLine, SiteChip, SiteFacts, Tile};
use crate::components::{EmptyState, Icon, IconName};
use crate::i18n::*;
use crate::state::{LocalRecord, use_field};

/// The site that the address names; `None` when it is not (or no longer) assigned.
pub fn site_in_address() -> Memo<Option<PackSite>> {
    let params = use_params_map();
    let field = use_field();
    Memo::new(move |_| {
        let code = params.with(|params| params.get("code")).unwrap_or_default();
        field
            .pack()
            .with(|pack| pack.as_ref().and_then(|pack| site_of(pack, &code)))
    })
}

/// The inspection of a site as it is stored here.
pub fn inspection_record(site: PackSite) -> Memo<Option<LocalRecord>> {
    let field = use_field();
    Memo::new(move |_| {
        field
            .records()
            .with(|records| inspection_of(records, &site))
    })
}

/// The form version that the inspection pins, or will pin.
pub fn inspection_form(record: Memo<Option<LocalRecord>>) -> Memo<Option<Arc<Instrument>>> {
    let pack = use_field().pack();
    let pinned = Memo::new(move |_| record.with(|record| record.as_ref().map(form_key)));
    Memo::new(move |_| {
        let pinned = pinned.get();
        pack.with(|pack| {
            let pack = pack.as_ref()?;
            let form = form_of(pack, InstrumentKind::SiteInspection, pinned.as_ref())?;
            Some(Arc::new(form.clone()))
        })
    })
}

/// A way back, shown where list and work take turns.
#[component]
pub fn BackBar(href: String, #[prop(into)] title: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <header class="back-bar">
            <a
                class="button button-quiet" href=href data-test="back"
                aria-label=move || t_string!(i18n, field.back)
            >
                <Icon name=IconName::Back/>
            </a>
            <h1>{move || title.get()}</h1>
        </header>
    }
}

/// What stands where a site is not in the pack.
#[component]
pub fn UnknownSite() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, field.unknown_site_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, field.unknown_site_text).to_owned());
    view! {
        <EmptyState icon=IconName::Place title text>
            <a class="button" href="/field">{t!(i18n, field.sites_title)}</a>
        </EmptyState>
    }
}

/// `/field/sites/:code`.
#[component]
pub fn SitePage() -> impl IntoView {
    let site = site_in_address();
    move || match site.get() {
        Some(site) => view! { <SiteView site/> }.into_any(),
        None => view! { <UnknownSite/> }.into_any(),
    }
}

fn facts(i18n: Texts, project: &Project) -> Vec<(String, String)> {
    let quantity = project.planned_quantity.as_ref();
    let quantity = quantity.map(|quantity| format!("{quantity} {}", project.measure_unit));
    let place = project.latitude.as_ref().zip(project.longitude.as_ref());
    let unknown = || t_string!(i18n, field.unknown).to_owned();
    vec![
        (
            t_string!(i18n, field.project_code).to_owned(),
            project.code.0.clone(),
        ),
        (t_string!(i18n, field.unit).to_owned(), project.unit.clone()),
        (
            t_string!(i18n, field.township).to_owned(),
            project.township.clone(),
        ),
        (
            t_string!(i18n, field.project_type).to_owned(),
            project.project_type.clone(),
        ),
        (
            t_string!(i18n, field.amount).to_owned(),
            project.amount.to_wan_yuan_text(),
        ),
        (
            t_string!(i18n, field.quantity).to_owned(),
            quantity.unwrap_or_else(unknown),
        ),
        (
            t_string!(i18n, field.coordinates).to_owned(),
            place.map_or_else(unknown, |(north, east)| format!("{north}, {east}")),
        ),
    ]
}

#[component]
fn SiteView(site: PackSite) -> impl IntoView {
    let i18n = use_i18n();
    let record = inspection_record(site.clone());
    let form = inspection_form(record);
    let name = site.project.name.clone();
    let title = Signal::derive(move || name.clone());
    let project = site.project.clone();
    let facts = Signal::derive(move || facts(i18n, &project));
    let code = site.project.code.0.clone();
    let review_code = code.clone();
    let review = move || {
        let record = record.get().filter(is_returned)?;
        if record.state == Some(RecordState::Held) {
            let href = format!("/field/sites/{review_code}/inspection");
            return Some(view! { <HeldBox href/> }.into_any());
        }
        Some(review_box(i18n, &review_code, record, form.get())?.into_any())
    };
    let people: Vec<String> = site
        .evaluators
        .iter()
        .map(|person| person.name.clone())
        .collect();
    view! {
        <BackBar href="/field".to_owned() title/>
        {review}
        <Tiles site record form code/>
        <SiteFacts facts/>
        <p class="site-people">
            {t!(i18n, field.evaluators)} " " {people.join(" · ")}
        </p>
    }
}

/// The label of a question, its path where the form does not have it.
fn question_name(form: Option<&Instrument>, path: &str, language: &str) -> String {
    let node = form.and_then(|form| form.question(path));
    node.map_or_else(
        || path.to_owned(),
        |node| match node {
            domain::instrument::Node::Question { label: text, .. }
            | domain::instrument::Node::Group { label: text, .. } => {
                label(text, language).to_owned()
            }
        },
    )
}

fn review_box(
    i18n: Texts,
    code: &str,
    record: LocalRecord,
    form: Option<Arc<Instrument>>,
) -> Option<impl IntoView + use<>> {
    let review = record.review?;
    let language = language_tag(i18n);
    let line = |note: domain::fieldwork::ReviewNote| ReviewLine {
        label: question_name(form.as_deref(), &note.path, &language),
        href: format!("/field/sites/{code}/inspection?at={}", note.path),
        note: note.note,
    };
    let lines = review.notes.into_iter().map(line).collect::<Vec<_>>();
    let at = review.at.to_minute_text();
    Some(view! { <ReviewBox reason=review.reason reviewer=review.reviewer at lines/> })
}

#[component]
fn Tiles(
    site: PackSite,
    record: Memo<Option<LocalRecord>>,
    form: Memo<Option<Arc<Instrument>>>,
    code: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let chip = Memo::new(move |_| record.with(|record| chip_of(record.as_ref())));
    let state = Signal::derive(move || match chip.get() {
        SiteChip::Untouched => t_string!(i18n, field.state_untouched).to_owned(),
        SiteChip::Working => t_string!(i18n, field.state_working).to_owned(),
        SiteChip::Finished => t_string!(i18n, field.state_finished).to_owned(),
        SiteChip::Submitted => t_string!(i18n, field.state_submitted).to_owned(),
        SiteChip::Returned => t_string!(i18n, field.state_returned).to_owned(),
        SiteChip::Held => t_string!(i18n, field.state_held).to_owned(),
        SiteChip::Accepted => t_string!(i18n, field.state_accepted).to_owned(),
        SiteChip::Conflict => t_string!(i18n, field.state_conflict).to_owned(),
    });
    let done = Signal::derive(move || {
        let finished = matches!(
            chip.get(),
            SiteChip::Finished | SiteChip::Submitted | SiteChip::Accepted
        );
        format!("{}/1", u32::from(finished))
    });
    let project = site.project.clone();
    let quota = Signal::derive(move || {
        let planned = field.pack().with(|pack| {
            pack.as_ref()
                .map_or(0, |pack| pack.engagement.questionnaires_per_site)
        });
        let count = field
            .records()
            .with(|records| questionnaire_count(records, &site));
        let others = field.collected_by_others();
        let others = others.with(|others| others.get(&site.project.code).copied());
        format!("{}/{planned}", count + others.unwrap_or(0))
    });
    let photos = Signal::derive(move || {
        let form = form.get();
        let (filled, wanted) =
            record.with(|record| photo_count(form.as_deref(), record.as_ref().map(|r| &r.body)));
        format!("{filled}/{wanted}")
    });
    let found = Signal::derive(move || {
        let form = form.get();
        let found = |record: &Option<LocalRecord>| {
            findings_of(record.as_ref(), form.as_deref(), &project).len()
        };
        record.with(found).to_string()
    });
    let at = |rest: &str| format!("/field/sites/{code}/{rest}");
    let inspection = Signal::derive(move || t_string!(i18n, field.inspection).to_owned());
    let questionnaires = Signal::derive(move || t_string!(i18n, field.questionnaires).to_owned());
    let photos_title = Signal::derive(move || t_string!(i18n, field.photos).to_owned());
    let problems_title = Signal::derive(move || t_string!(i18n, field.problems_found).to_owned());
    let quota_note = Signal::derive(move || t_string!(i18n, field.quota_note).to_owned());
    let photos_note = Signal::derive(move || t_string!(i18n, field.photos_note).to_owned());
    let problems_note = Signal::derive(move || t_string!(i18n, field.problems_note).to_owned());
    view! {
        <nav class="tiles" aria-label=move || t_string!(i18n, field.work)>
            <Tile
                href=at("inspection") icon=IconName::Paper title=inspection count=done note=state
                data_test="open-inspection"
            />
            <Tile
                href=at("kiosk") icon=IconName::Person title=questionnaires count=quota
                note=quota_note data_test="open-kiosk"
            />
            <Tile
                href=at("photos") icon=IconName::Camera title=photos_title count=photos
                note=photos_note data_test="open-photos"
            />
            <Tile
                href=at("problems") icon=IconName::Problem title=problems_title count=found
                note=problems_note data_test="open-problems"
            />
        </nav>
    }
}

/// What is wrong at the site as the inspection stands, by the one rule of `domain`.
pub fn findings_of(
    record: Option<&LocalRecord>,
    form: Option<&Instrument>,
    project: &Project,
) -> Vec<Finding> {
    let (Some(record), Some(instrument)) = (record, form) else {
        return Vec::new();
    };
    let inspection = Inspection {
        record: &record.doc_id,
        project,
        instrument,
        body: &record.body,
    };
    findings::derive_as_recorded(&[inspection])
}
