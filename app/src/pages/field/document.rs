//! Recording the receipt of one requested document. Everything is saved as it is written; there is
//! nothing to finish. Not here: the form (`domain::document_request::receipt_form`).

use std::collections::BTreeMap;

use domain::document_request::{DocumentRequest, paths, receipt_form};
use domain::fieldwork::RecordKind;
use domain::ids::ProjectCode;
use domain::instrument::Instrument;
use domain::working_paper::document_index;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::documents::stage_word;
use super::editor::{Editor, Sheet};
use super::form_view::FormScreen;
use super::inspection::{FormMissing, ProblemLine};
use super::photos::{PhotoLayer, UndoBar};
use super::site::BackBar;
use crate::components::field::SiteFacts;
use crate::components::field::form::SectionView;
use crate::components::{EmptyState, IconName};
use crate::i18n::*;
use crate::state::{use_app, use_field};

/// `/field/documents/:request`.
#[component]
pub fn DocumentPage() -> impl IntoView {
    let params = use_params_map();
    let field = use_field();
    let request = Memo::new(move |_| {
        let id = params
            .with(|params| params.get("request"))
            .unwrap_or_default();
        field.pack().with(|pack| {
            let mut requests = pack.iter().flat_map(|pack| pack.documents.iter());
            requests.find(|request| request.id.as_str() == id).cloned()
        })
    });
    move || match (request.get(), receipt_form()) {
        (Some(request), Some(form)) => view! { <Work request form/> }.into_any(),
        (Some(_), None) => view! { <FormMissing/> }.into_any(),
        (None, _) => view! { <UnknownDocument/> }.into_any(),
    }
}

#[component]
fn UnknownDocument() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, documents.unknown_title).to_owned());
    let text = Signal::derive(move || t_string!(i18n, documents.unknown_text).to_owned());
    view! {
        <EmptyState icon=IconName::Paper title text>
            <a class="button" href="/field/documents">{t!(i18n, documents.title)}</a>
        </EmptyState>
    }
}

fn facts(i18n: super::words::Texts, request: &DocumentRequest) -> Vec<(String, String)> {
    let words = &request.words;
    let codes: Vec<&str> = words.indicators.iter().map(|code| code.as_str()).collect();
    let pairs = [
        (
            t_string!(i18n, documents.stage),
            stage_word(i18n, words.stage).to_owned(),
        ),
        (t_string!(i18n, documents.provider), words.provider.clone()),
        (
            t_string!(i18n, documents.due_on),
            words.due_on.clone().unwrap_or_default(),
        ),
        (t_string!(i18n, documents.indicators), codes.join("、")),
    ];
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

#[component]
fn Work(request: DocumentRequest, form: Instrument) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let session = use_app().session();
    let me = session.with_untracked(|session| session.as_ref().map(|s| s.name.clone()));
    let me = me.unwrap_or_default();
    let receipt = request.receipt.clone();
    let record = field.records().with_untracked(|records| {
        let mut records = records.iter();
        records.find(|record| record.doc_id == receipt).cloned()
    });
    let sheet = Sheet {
        doc_id: request.receipt.clone(),
        kind: RecordKind::DocumentReceipt,
        project_code: ProjectCode::default(),
    };
    let opened = Editor::open(field, sheet, &form, record.as_ref(), BTreeMap::new(), &me);
    let Ok(editor) = opened else {
        return view! { <FormMissing/> }.into_any();
    };
    editor.keep_in_step();
    fill_when_received(editor, me);
    let locked = Signal::stored(false);
    let screen = FormScreen::new(editor, locked);
    let section = form.nodes.first().cloned();
    let section = section.map(|section| view! { <SectionView section form=screen.handle/> });
    let heading = format!("{} {}", document_index(request.ordinal), request.words.name);
    let title = Signal::stored(heading);
    let facts = Signal::derive(move || facts(i18n, &request));
    view! {
        <BackBar href="/field/documents".to_owned() title/>
        <SiteFacts facts/>
        <ProblemLine problem=screen.problem/>
        {section}
        <footer class="section-steps">
            <a class="button" href="/field/documents" data-test="document-done">
                {t!(i18n, documents.back_to_list)}
            </a>
        </footer>
        <PhotoLayer editor screen locked/>
        <UndoBar editor screen/>
    }
    .into_any()
}

/// Who says that it came received it, today, unless they say otherwise. Only then: a guess that is
/// written before would clash with what a colleague writes on another tablet.
fn fill_when_received(editor: Editor, me: String) {
    let said = Memo::new(move |_| {
        editor
            .session()
            .with(|session| session.value(paths::STATUS) == "received")
    });
    Effect::new(move |before: Option<bool>| {
        let now = said.get();
        if now && before == Some(false) {
            let empty = |path: &str| {
                let session = editor.session();
                session.with_untracked(|session| session.value(path).is_empty())
            };
            // A day that is there came from another tablet with the answer: its handler is not me.
            if empty(paths::RECEIVED_ON) {
                editor.put(paths::RECEIVED_ON, &editor.field().now().to_day_text());
                if empty(paths::HANDLER) {
                    editor.put(paths::HANDLER, &me);
                }
            }
            editor.save_soon();
        }
        now
    });
}
