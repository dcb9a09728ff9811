//! The questions of the kiosk, one screen each, and what is kept at the end. Not here: which
//! screens a form has (`kiosk_screens`), who is screened out (`domain::respondent`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::RecordKind;
use domain::instrument::{Instrument, Node, label};
use domain::respondent;
use domain::wire::PackSite;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::device;
use super::editor::{Editor, Sheet};
use super::form_view::FormScreen;
use super::inspection::{FormMissing, ProblemLine};
use super::kiosk::Phase;
use super::kiosk_screens::{consent, is_answered, is_asked, screens};
use super::sections::label_of;
use super::words::language_tag;
use crate::components::field::KioskBar;
use crate::components::field::form::{Answer, NodesView};
use crate::i18n::*;
use crate::state::{Failure, KioskReceipt, use_field};

/// A questionnaire that is not stored yet.
fn blank(site: &PackSite, form: &Instrument) -> Option<Editor> {
    let field = use_field();
    let sheet = Sheet {
        doc_id: field.new_document_id(),
        kind: RecordKind::QuestionnaireResponse,
        project_code: site.project.code.clone(),
    };
    let editor = Editor::open(field, sheet, form, None, BTreeMap::new(), "").ok()?;
    if let Some(consent) = consent(form) {
        editor.put(&consent.path, &consent.agreed);
    }
    Some(editor)
}

/// One question a screen until nothing is asked any more.
#[component]
pub fn QuestionsPage(
    site: PackSite,
    form: Arc<Instrument>,
    phase: RwSignal<Phase>,
    large: RwSignal<bool>,
    receipt: RwSignal<Option<KioskReceipt>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Some(editor) = blank(&site, &form) else {
        return view! { <FormMissing/> }.into_any();
    };
    let mut screen = FormScreen::new(editor, Signal::stored(false));
    screen.handle.actions.answer =
        Callback::new(move |answer: Answer| editor.put(&answer.path, &answer.value));
    let title = form.title.clone();
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
        if next < asked.with_untracked(Vec::len) && !stops(editor) {
            return go(next);
        }
        spawn_local(async move {
            if let Ok((end, given)) = finish(editor).await {
                receipt.try_set(Some(given));
                phase.try_set(end);
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
    let on_stop = Callback::new(move |()| phase.set(Phase::Refused));
    let question = move || {
        node.get()
            .map(|node| view! { <NodesView nodes=shown_nodes(node) form=screen.handle/> })
    };
    view! {
        <KioskBar progress large on_large on_speak on_back on_next on_stop>
            <h1 class="visually-hidden">{title}</h1>
            <ProblemLine problem=screen.problem/>
            {question}
        </KioskBar>
    }
    .into_any()
}

/// Whether the answers end the interview here.
fn stops(editor: Editor) -> bool {
    editor
        .session()
        .with_untracked(|session| respondent::stops_here(session.instrument(), &session.answers()))
}

/// Keeps what may be kept: everything, or of a person who is screened out only what screened them;
/// answers what the respondent sees then.
async fn finish(editor: Editor) -> Result<(Phase, KioskReceipt), Failure> {
    let (form, answers) = editor
        .session()
        .with_untracked(|session| (session.instrument().clone(), session.answers()));
    let kept = respondent::kept_answers(&form, &answers);
    let is_whole = kept == answers;
    if !is_whole {
        editor.keep_only(&kept)?;
    }
    // The receipt first: a response without one could not be taken back.
    let receipt = editor.field().keep_kiosk_receipt(editor.doc_id()).await?;
    editor.finalise().await?;
    let end = match (is_whole, is_child(&form, &answers)) {
        (true, _) => Phase::Thanks,
        (false, true) => Phase::Child,
        (false, false) => Phase::Screened,
    };
    Ok((end, receipt))
}

/// Whether an answer says that a guardian has to agree (role `guardian_consent:<choice>`).
fn is_child(form: &Instrument, answers: &BTreeMap<String, String>) -> bool {
    form.walk().into_iter().any(|node| {
        let Node::Question {
            path, evaluation, ..
        } = node
        else {
            return false;
        };
        let roles = evaluation.role.as_deref().unwrap_or_default().split(',');
        let mut choices = roles.filter_map(|role| role.trim().strip_prefix("guardian_consent:"));
        choices.any(|choice| answers.get(path).is_some_and(|answer| answer == choice))
    })
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
            parts.push(label_of(node, language));
            parts.extend(
                node.choices()
                    .iter()
                    .map(|c| label(&c.label, language).to_owned()),
            );
        }
    }
    parts.join("。")
}
