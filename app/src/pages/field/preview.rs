//! A draft as a tablet would show it, in a frame of the designer: the form engine and the field
//! app's own controls. Nothing is stored: answers live until the frame is closed. Not here: the
//! designer (`pages::desk`), filling a record in (`inspection`, `kiosk`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::AttachmentKind;
use domain::ids::AttachmentId;
use domain::instrument::{Instrument, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::device;
use super::sections::{holds, label_of, sections_of};
use super::words::{failure_text, language_tag};
use crate::components::field::form::{
    FormActions, FormExtras, FormHandle, Ink, Picture, PictureState, SectionBar, SectionMark,
    SectionStep, SectionView, element_id,
};
use crate::components::{Button, EmptyState, IconName, Skeleton};
use crate::i18n::*;
use crate::pages::preview_order::{PREVIEW_READY, PreviewOrder};
use crate::platform;
use crate::state::{Failure, forms};

/// Which form: a draft, or with a version a published one.
#[derive(Clone, Debug)]
struct Source {
    engagement: String,
    form: String,
    version: String,
}

/// The preview's state; `Copy`.
#[derive(Clone, Copy)]
struct Preview {
    order: RwSignal<PreviewOrder>,
    /// The form shown; its sections are drawn anew when it changes.
    form: RwSignal<Option<Arc<Instrument>>>,
    session: RwSignal<Option<RwSignal<Session>>>,
    pictures: RwSignal<BTreeMap<String, Vec<Picture>>>,
    current: RwSignal<String>,
    failure: RwSignal<Option<Failure>>,
    /// The draft has problems: there is no form to run.
    broken: RwSignal<bool>,
}

/// `/preview?engagement=&form=`, with `&version=` for a published version.
#[component]
pub fn PreviewPage() -> impl IntoView {
    let i18n = use_i18n();
    let source = use_query_map().with_untracked(|query| {
        let asked = |name: &str| query.get(name).unwrap_or_default();
        Source {
            engagement: asked("engagement"),
            form: asked("form"),
            version: asked("version"),
        }
    });
    let preview = Preview {
        order: RwSignal::new(PreviewOrder::default()),
        form: RwSignal::new(None),
        session: RwSignal::new(None),
        pictures: RwSignal::new(BTreeMap::new()),
        current: RwSignal::new(String::new()),
        failure: RwSignal::new(None),
        broken: RwSignal::new(false),
    };
    preview.fetch(source.clone());
    preview.follow(source);
    let opened = move || preview.form.get().zip(preview.session.get_untracked());
    let body = move || match (opened(), preview.failure.get()) {
        (Some((form, session)), _) => view! { <PreviewForm form session preview/> }.into_any(),
        (None, Some(failure)) => {
            let text = Signal::derive(move || failure_text(i18n, &failure));
            let title = Signal::derive(move || t_string!(i18n, forms.preview_failed).to_owned());
            view! { <EmptyState icon=IconName::Problem title text/> }.into_any()
        }
        (None, None) if preview.broken.get() => {
            let title = Signal::derive(move || t_string!(i18n, forms.preview_broken).to_owned());
            let text =
                Signal::derive(move || t_string!(i18n, forms.preview_broken_text).to_owned());
            view! { <EmptyState icon=IconName::Problem title text/> }.into_any()
        }
        (None, None) => view! { <Skeleton/> }.into_any(),
    };
    view! {
        <div class="field-app preview" data-test="preview">
            <main class="field-work">
                <p class="preview-note">{t!(i18n, forms.preview_note)}</p>
                <p class="preview-old" role="status" hidden=move || {
                    !(preview.broken.get() && preview.form.with(Option::is_some))
                }>
                    {t!(i18n, forms.preview_old)}
                </p>
                {body}
            </main>
        </div>
    }
}

impl Preview {
    /// Listens to the designer around this frame.
    fn follow(self, source: Source) {
        let told = platform::on_told(move |text| {
            let Some(order) = PreviewOrder::from_text(&text) else {
                return;
            };
            let before = self.order.get_untracked();
            if !order.theme.is_empty() && order.theme != before.theme {
                platform::set_page_attribute("data-theme", &order.theme);
            }
            let (fresh, moved) = (
                order.revision != before.revision && before.revision != 0,
                order.at != before.at,
            );
            let at = order.at.clone();
            self.order.set(order);
            if fresh {
                self.fetch(source.clone());
            }
            if moved && !at.is_empty() {
                self.go(&at);
            }
        });
        // The listener ends with the page.
        let told = StoredValue::new_local(Some(told));
        on_cleanup(move || {
            let _ended = told.try_update_value(Option::take);
        });
        platform::tell_parent(PREVIEW_READY);
    }

    fn fetch(self, source: Source) {
        spawn_local(async move {
            let found = match source.version.is_empty() {
                true => forms::draft(&source.engagement, &source.form)
                    .await
                    .map(|draft| draft.instrument),
                false => forms::version(&source.engagement, &source.form, &source.version)
                    .await
                    .map(|view| Some(view.instrument)),
            };
            match found {
                Ok(Some(form)) => self.open(form),
                Ok(None) => drop(self.broken.try_set(true)),
                Err(failure) => drop(self.failure.try_set(Some(failure))),
            }
        });
    }

    /// Opens a form with the answers given so far.
    fn open(self, form: Instrument) {
        let now = platform::now();
        let answers = self
            .session
            .try_get_untracked()
            .flatten()
            .and_then(|session| session.try_with_untracked(Session::answers));
        let opened = match answers.filter(|answers| !answers.is_empty()) {
            Some(answers) => Session::resume(&form, &answers, now),
            None => Session::new(&form, now),
        };
        match opened {
            Ok(session) => {
                match self.session.try_get_untracked().flatten() {
                    Some(open) => drop(open.try_set(session)),
                    None => drop(self.session.try_set(Some(RwSignal::new(session)))),
                }
                self.failure.try_set(None);
                self.broken.try_set(false);
                self.form.try_set(Some(Arc::new(form)));
                let at = self.order.try_with_untracked(|order| order.at.clone());
                if let Some(at) = at.filter(|at| !at.is_empty()) {
                    self.go(&at);
                }
            }
            Err(problem) => drop(self.failure.try_set(Some(Failure::Problems(vec![problem])))),
        }
    }

    /// Shows the section of a question, and the question.
    fn go(self, path: &str) {
        let form = self.form.get_untracked();
        let sections = form.map(|form| sections_of(&form)).unwrap_or_default();
        if let Some(section) = sections.iter().find(|section| holds(section, path)) {
            self.current.set(section.path().to_owned());
            device::show_in_place(element_id(path));
        }
    }

    /// What the controls see and call.
    fn handle(self, session: RwSignal<Session>) -> FormHandle {
        let i18n = use_i18n();
        let extras = Memo::new(move |_| {
            Arc::new(FormExtras {
                pictures: self.pictures.get(),
                ..FormExtras::default()
            })
        });
        let language = Signal::derive(move || {
            let asked = self.order.with(|order| order.language.clone());
            if asked.is_empty() {
                language_tag(i18n)
            } else {
                asked
            }
        });
        let actions = FormActions {
            pictures: Callback::new(move |(path, event): (String, leptos::ev::Event)| {
                spawn_local(self.show_pictures(path, event));
            }),
            locate: Callback::new(move |path: String| self.answer(&path, EXAMPLE_POSITION)),
            ink: Callback::new(move |(path, _): (String, Ink)| {
                self.keep_picture(&path, AttachmentKind::Signature, None);
            }),
            remove: Callback::new(move |id: AttachmentId| self.remove_picture(&id)),
            ..FormActions::trying(session)
        };
        FormHandle {
            extras: extras.into(),
            show_missing: Signal::stored(false),
            actions,
            ..FormHandle::trying(session, language)
        }
    }

    fn answer(self, path: &str, value: &str) {
        if let Some(session) = self.session.get_untracked() {
            session.update(|session| {
                session.answer(path, value);
            });
        }
    }

    async fn show_pictures(self, path: String, event: leptos::ev::Event) {
        let taken = device::pictures_of(event, platform::now()).await;
        for picture in taken.unwrap_or_default() {
            let address = platform::object_url(&picture.upload, &picture.media_type);
            self.keep_picture(&path, AttachmentKind::Photo, address);
        }
    }

    fn keep_picture(self, path: &str, kind: AttachmentKind, address: Option<String>) {
        let id = AttachmentId(platform::new_id());
        let picture = Picture {
            id: id.clone(),
            kind,
            path: path.to_owned(),
            address,
            state: PictureState::Local,
            caption: String::new(),
            taken_at: platform::now(),
            position: None,
            short_hash: String::new(),
            bytes: 0,
            has_original: false,
        };
        self.pictures.update(|pictures| {
            pictures.entry(path.to_owned()).or_default().push(picture);
        });
        self.answer(path, id.0.as_str());
    }

    fn remove_picture(self, id: &AttachmentId) {
        let mut emptied = Vec::new();
        self.pictures.update(|pictures| {
            for (path, of_path) in pictures.iter_mut() {
                let before = of_path.len();
                of_path.retain(|picture| picture.id != *id);
                if before > 0 && of_path.is_empty() {
                    emptied.push(path.clone());
                }
            }
        });
        for path in emptied {
            self.answer(&path, "");
        }
    }
}

/// A preview asks for no position of the desk; it answers with one in the example's county.
const EXAMPLE_POSITION: &str = "27.1414 111.4770 0 8";

#[component]
fn PreviewForm(
    form: Arc<Instrument>,
    session: RwSignal<Session>,
    preview: Preview,
) -> impl IntoView {
    let handle = preview.handle(session);
    let sections = Arc::new(sections_of(&form));
    let known = preview
        .current
        .with_untracked(|current| sections.iter().any(|section| section.path() == current));
    if !known {
        let first = sections.first().map(|section| section.path().to_owned());
        preview.current.set(first.unwrap_or_default());
    }
    let steps = {
        let sections = Arc::clone(&sections);
        Memo::new(move |_| {
            let language = handle.language.get();
            let progress = session.with(Session::sections);
            let step = |section: &domain::instrument::Node| {
                let found = progress.iter().find(|found| found.path == section.path());
                let relevant = found.is_none_or(|found| found.relevant);
                let mark = match found {
                    Some(found) if found.invalid > 0 => SectionMark::Problem,
                    Some(found) if found.missing > 0 || found.answered == 0 => SectionMark::Open,
                    Some(_) => SectionMark::Done,
                    None => SectionMark::Open,
                };
                relevant.then(|| SectionStep {
                    path: section.path().to_owned(),
                    label: label_of(section, &language),
                    mark,
                    count: found.map_or((0, 0), |found| (found.answered, found.asked)),
                })
            };
            sections.iter().filter_map(step).collect::<Vec<_>>()
        })
    };
    let title = form.title.clone();
    let section = move || {
        let path = preview.current.get();
        let section = sections.iter().find(|section| section.path() == path);
        section
            .cloned()
            .map(|section| view! { <SectionView section form=handle/> })
    };
    view! {
        <h1 class="preview-title">{title}</h1>
        <SectionBar
            steps current=preview.current
            on_go=Callback::new(move |path| preview.current.set(path))
        />
        {section}
        <PreviewSteps steps current=preview.current/>
    }
}

/// Previous and next section, as in the field.
#[component]
fn PreviewSteps(steps: Memo<Vec<SectionStep>>, current: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let neighbour = move |forward: bool| {
        steps.with(|steps| {
            let here = steps
                .iter()
                .position(|step| current.with(|path| *path == step.path))?;
            let there = match forward {
                true => here.checked_add(1)?,
                false => here.checked_sub(1)?,
            };
            steps.get(there).map(|step| step.path.clone())
        })
    };
    let go = move |forward: bool| {
        if let Some(path) = neighbour(forward) {
            current.set(path);
        }
    };
    view! {
        <footer class="section-steps">
            <Button
                on_click=move |()| go(false) data_test="section-back"
                disabled=Signal::derive(move || neighbour(false).is_none())
            >
                {t!(i18n, field.section_back)}
            </Button>
            <Button
                on_click=move |()| go(true) data_test="section-next"
                disabled=Signal::derive(move || neighbour(true).is_none())
            >
                {t!(i18n, field.section_next)}
            </Button>
        </footer>
    }
}
