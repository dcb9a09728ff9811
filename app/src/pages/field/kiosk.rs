//! The kiosk: a respondent holds the tablet. PIN, consent, one question a screen, thanks, PIN.
//! Nothing is stored before the last step, so that whoever stops half-way leaves no trace.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::RecordKind;
use domain::instrument::{Instrument, InstrumentKind, Node, label};
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::device;
use super::editor::{Editor, Sheet};
use super::form_view::FormScreen;
use super::inspection::{FormMissing, ProblemLine};
use super::kiosk_screens::{Consent, consent, is_answered, is_asked, screens};
use super::site::{BackBar, UnknownSite, site_in_address};
use super::site_progress::{form_of, questionnaire_count};
use super::words::{failure_text, language_tag};
use crate::components::field::form::{Answer, NodesView};
use crate::components::field::{KioskBar, KioskIntro, KioskMessage, PinEntry};
use crate::components::{Button, ButtonKind};
use crate::i18n::*;
use crate::state::use_field;

/// Where the kiosk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// For the evaluator: quota, PIN of this device, start.
    Ready,
    /// Consent.
    Intro,
    /// Questions.
    Questions,
    /// Stored.
    Thanks,
    /// Refused; nothing stored.
    Refused,
    /// The evaluator has the tablet back and gives the PIN to leave.
    Leaving,
}

/// `/field/sites/:code/kiosk`.
#[component]
pub fn KioskPage() -> impl IntoView {
    let field = use_field();
    let site = site_in_address();
    let form = Memo::new(move |_| {
        field.pack().with(|pack| {
            let form = form_of(pack.as_ref()?, InstrumentKind::Questionnaire, None)?;
            Some(Arc::new(form.clone()))
        })
    });
    move || match (site.get(), form.get()) {
        (Some(site), Some(form)) => view! { <Kiosk site form/> }.into_any(),
        (Some(_), None) => view! { <FormMissing/> }.into_any(),
        (None, _) => view! { <UnknownSite/> }.into_any(),
    }
}

#[component]
fn Kiosk(site: PackSite, form: Arc<Instrument>) -> impl IntoView {
    let phase = RwSignal::new(Phase::Ready);
    let large = RwSignal::new(false);
    let agreed = consent(&form);
    let site = StoredValue::new(site);
    let form = StoredValue::new(form);
    let agreed = StoredValue::new(agreed);
    let body = move || match phase.get() {
        Phase::Ready => view! { <ReadyPage site=site.get_value() phase/> }.into_any(),
        Phase::Intro => {
            view! { <IntroPage form=form.get_value() agreed=agreed.get_value() phase/> }.into_any()
        }
        Phase::Questions => {
            let (site, form, agreed) = (site.get_value(), form.get_value(), agreed.get_value());
            view! { <QuestionsPage site form agreed phase large/> }.into_any()
        }
        Phase::Thanks => view! { <DonePage stored=true phase/> }.into_any(),
        Phase::Refused => view! { <DonePage stored=false phase/> }.into_any(),
        Phase::Leaving => view! { <LeavingPage site=site.get_value() phase/> }.into_any(),
    };
    view! { <main class="kiosk" class:kiosk-large=move || large.get()>{body}</main> }
}

/// For the evaluator only: how many there are, and the PIN that leads out.
#[component]
fn ReadyPage(site: PackSite, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let has_pin = RwSignal::new(None::<bool>);
    let problem = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        spawn_local(async move {
            let known = field.has_kiosk_pin().await;
            has_pin.try_set(Some(known));
        });
    });
    let set_pin = Callback::new(move |pin: String| {
        spawn_local(async move {
            match field.set_kiosk_pin(&pin).await {
                Ok(()) => drop(has_pin.try_set(Some(true))),
                Err(failure) => drop(problem.try_set(Some(failure_text(i18n, &failure)))),
            }
        });
    });
    let back = format!("/field/sites/{}", site.project.code);
    let name = site.project.name.clone();
    let title = Signal::derive(move || name.clone());
    let count = move || {
        let planned = field.pack().with(|pack| {
            pack.as_ref()
                .map_or(0, |pack| pack.engagement.questionnaires_per_site)
        });
        let done = field
            .records()
            .with(|records| questionnaire_count(records, &site));
        t_string!(i18n, field.kiosk_quota, done = done, planned = planned).to_string()
    };
    let label = Signal::derive(move || t_string!(i18n, field.pin_choose).to_owned());
    let button = Signal::derive(move || t_string!(i18n, field.pin_set).to_owned());
    view! {
        <BackBar href=back title/>
        <section class="kiosk-page">
            <p class="number" data-test="kiosk-quota">{count}</p>
            <p>{t!(i18n, field.kiosk_hand_over)}</p>
            <Show when=move || has_pin.get() == Some(false)>
                <PinEntry label button problem on_pin=set_pin/>
            </Show>
            <Show when=move || has_pin.get() == Some(true)>
                <Button
                    kind=ButtonKind::Primary on_click=move |()| phase.set(Phase::Intro)
                    data_test="kiosk-open"
                >
                    {t!(i18n, field.kiosk_open)}
                </Button>
            </Show>
        </section>
    }
}

#[component]
fn IntroPage(
    form: Arc<Instrument>,
    agreed: Option<Consent>,
    phase: RwSignal<Phase>,
) -> impl IntoView {
    let i18n = use_i18n();
    let engagement = use_field()
        .pack()
        .with_untracked(|pack| pack.as_ref().map(|pack| pack.engagement.clone()));
    let (bureau, firm) = engagement
        .map(|e| (e.commissioned_by, e.firm))
        .unwrap_or_default();
    let title = Signal::stored(form.title.clone());
    let wording = Signal::derive(move || {
        let language = language_tag(i18n);
        let parts = agreed
            .iter()
            .flat_map(|agreed| agreed.note.iter().chain([&agreed.question]));
        let texts: Vec<String> = parts.map(|node| label_text(node, &language)).collect();
        texts.join("\n")
    });
    let on_agree = Callback::new(move |()| phase.set(Phase::Questions));
    let on_refuse = Callback::new(move |()| phase.set(Phase::Refused));
    view! { <KioskIntro title commissioned_by=bureau firm wording on_agree on_refuse/> }
}

fn label_text(node: &Node, language: &str) -> String {
    match node {
        Node::Question { label: text, .. } | Node::Group { label: text, .. } => {
            label(text, language).to_owned()
        }
    }
}

/// A questionnaire that is not stored yet.
fn blank(site: &PackSite, form: &Instrument, agreed: Option<&Consent>) -> Option<Editor> {
    let field = use_field();
    let sheet = Sheet {
        doc_id: field.new_document_id(),
        kind: RecordKind::QuestionnaireResponse,
        project_code: site.project.code.clone(),
    };
    let editor = Editor::open(field, sheet, form, None, BTreeMap::new(), "").ok()?;
    if let Some(consent) = agreed {
        editor.put(&consent.path, &consent.agreed);
    }
    Some(editor)
}

#[component]
fn QuestionsPage(
    site: PackSite,
    form: Arc<Instrument>,
    agreed: Option<Consent>,
    phase: RwSignal<Phase>,
    large: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(editor) = blank(&site, &form, agreed.as_ref()) else {
        return view! { <FormMissing/> }.into_any();
    };
    let mut screen = FormScreen::new(editor, Signal::stored(false));
    screen.handle.on_answer =
        Callback::new(move |answer: Answer| editor.put(&answer.path, &answer.value));
    let all = StoredValue::new(screens(&form));
    let asked = Memo::new(move |_| {
        editor.session().with(|session| {
            all.with_value(|all| {
                let asked = all.iter().filter(|screen| is_asked(screen, session));
                asked
                    .map(|screen| screen.path().to_owned())
                    .collect::<Vec<String>>()
            })
        })
    });
    let first = asked
        .with_untracked(|asked| asked.first().cloned())
        .unwrap_or_default();
    let current = RwSignal::new(first);
    let place = move || {
        asked
            .with(|asked| current.with(|path| asked.iter().position(|p| p == path)))
            .unwrap_or(0)
    };
    let node = Memo::new(move |_| {
        let path = current.get();
        all.with_value(|all| all.iter().find(|screen| screen.path() == path).cloned())
    });
    let progress = Signal::derive(move || (place() + 1, asked.with(Vec::len)));
    let go = move |there: usize| {
        screen.show_missing.set(false);
        if let Some(path) = asked.with_untracked(|asked| asked.get(there).cloned()) {
            current.set(path);
        }
    };
    let on_next = Callback::new(move |()| {
        let answered = node.with_untracked(|node| {
            let Some(node) = node else { return true };
            editor
                .session()
                .with_untracked(|session| is_answered(node, session))
        });
        if !answered {
            return screen.show_missing.set(true);
        }
        let next = untrack(place) + 1;
        if next < asked.with_untracked(Vec::len) {
            return go(next);
        }
        spawn_local(async move {
            if editor.finalise().await.is_ok() {
                phase.try_set(Phase::Thanks);
            }
        });
    });
    let on_back = Callback::new(move |()| go(untrack(place).saturating_sub(1)));
    let speak = Callback::new(move |()| {
        let language = language_tag(i18n);
        let text = node.with_untracked(|node| node.as_ref().map(|node| spoken(node, &language)));
        device::speak(&text.unwrap_or_default(), &language);
    });
    let on_speak = device::can_speak().then_some(speak);
    let on_large = Callback::new(move |()| large.update(|large| *large = !*large));
    let question = move || {
        node.get()
            .map(|node| view! { <NodesView nodes=shown_nodes(node) form=screen.handle/> })
    };
    view! {
        <KioskBar progress large on_large on_speak on_back on_next>
            <ProblemLine problem=screen.problem/>
            {question}
        </KioskBar>
    }
    .into_any()
}

/// A block's own label repeats its question's, so only what it holds is shown.
fn shown_nodes(screen: Node) -> Vec<Node> {
    match screen {
        Node::Group { children, .. } => children,
        question => vec![question],
    }
}

/// The wording of a screen and its answers, for reading aloud.
fn spoken(screen: &Node, language: &str) -> String {
    let mut parts = Vec::new();
    for node in screen.walk() {
        if let Node::Question { .. } = node {
            parts.push(label_text(node, language));
            parts.extend(
                node.choices()
                    .iter()
                    .map(|c| label(&c.label, language).to_owned()),
            );
        }
    }
    parts.join("。")
}

#[component]
fn DonePage(stored: bool, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || match stored {
        true => t_string!(i18n, field.thanks_title).to_owned(),
        false => t_string!(i18n, field.refused_title).to_owned(),
    });
    let text = Signal::derive(move || match stored {
        true => t_string!(i18n, field.thanks_text).to_owned(),
        false => t_string!(i18n, field.refused_text).to_owned(),
    });
    let data_test = if stored {
        "kiosk-thanks"
    } else {
        "kiosk-refused"
    };
    view! {
        <KioskMessage title text data_test>
            <p class="kiosk-return">{t!(i18n, field.kiosk_hand_back)}</p>
            <Button on_click=move |()| phase.set(Phase::Intro) data_test="kiosk-another">
                {t!(i18n, field.kiosk_another)}
            </Button>
            <Button on_click=move |()| phase.set(Phase::Leaving) data_test="kiosk-leave">
                {t!(i18n, field.kiosk_leave)}
            </Button>
        </KioskMessage>
    }
}

#[component]
fn LeavingPage(site: PackSite, phase: RwSignal<Phase>) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let navigate = use_navigate();
    let problem = RwSignal::new(None::<String>);
    let there = format!("/field/sites/{}", site.project.code);
    let correct = RwSignal::new(false);
    Effect::new(move |_| {
        if correct.get() {
            navigate(&there, Default::default());
        }
    });
    let on_pin = Callback::new(move |pin: String| {
        spawn_local(async move {
            if field.check_kiosk_pin(&pin).await {
                correct.try_set(true);
            } else {
                problem.try_set(Some(t_string!(i18n, field.pin_wrong).to_owned()));
            }
        });
    });
    let label = Signal::derive(move || t_string!(i18n, field.pin_enter).to_owned());
    let button = Signal::derive(move || t_string!(i18n, field.kiosk_leave).to_owned());
    view! {
        <section class="kiosk-page">
            <h1>{t!(i18n, field.kiosk_hand_back)}</h1>
            <PinEntry label button problem on_pin/>
            <Button on_click=move |()| phase.set(Phase::Intro) data_test="kiosk-another">
                {t!(i18n, field.kiosk_another)}
            </Button>
        </section>
    }
}
