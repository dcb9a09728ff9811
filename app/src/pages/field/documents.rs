//! The requested documents of the engagement: what came, what is outstanding, by stage. Not here:
//! recording a receipt (`document`), when something is overdue (`domain::document_request`).

use std::collections::BTreeMap;

use domain::document_request::{
    DocumentRequest, DocumentStage, DocumentState, read_receipt, state_on,
};
use domain::fieldwork::RecordBody;
use domain::ids::DocumentId;
use domain::working_paper::document_index;
use leptos::prelude::*;

use super::site::BackBar;
use crate::components::field::{DocumentCard, DocumentRow, DocumentSummary};
use crate::components::{Chip, EmptyState, IconName};
use crate::i18n::*;
use crate::state::{FieldState, LocalRecord, use_field};

/// One requested document as it stands on this tablet today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLine {
    /// What is asked.
    pub request: DocumentRequest,
    /// Where it stands.
    pub state: DocumentState,
    /// Something written here has not arrived yet.
    pub unsent: bool,
}

impl DocumentLine {
    /// Whether nothing more is expected.
    pub fn is_settled(&self) -> bool {
        matches!(
            self.state,
            DocumentState::Received | DocumentState::NotApplicable
        )
    }
}

/// All requested documents, by stage then number. Follows pack and records.
pub fn document_lines(field: FieldState) -> Vec<DocumentLine> {
    let Some(pack) = field.pack().get() else {
        return Vec::new();
    };
    let Some(today) = field.now().day() else {
        return Vec::new();
    };
    let nothing = RecordBody::default();
    let mut lines: Vec<DocumentLine> = field.records().with(|records| {
        let by_id: BTreeMap<&DocumentId, &LocalRecord> = records
            .iter()
            .map(|record| (&record.doc_id, record))
            .collect();
        let line = |request: &DocumentRequest| {
            let record = by_id.get(&request.receipt);
            let receipt = read_receipt(record.map_or(&nothing, |record| &record.body));
            DocumentLine {
                state: state_on(request, &receipt, today),
                unsent: record.is_some_and(|record| record.dirty),
                request: request.clone(),
            }
        };
        pack.documents.iter().map(line).collect()
    });
    lines.sort_by_key(|line| (line.request.words.stage, line.request.ordinal));
    lines
}

fn card(line: DocumentLine) -> DocumentCard {
    let words = line.request.words;
    DocumentCard {
        href: format!("/field/documents/{}", line.request.id),
        index: document_index(line.request.ordinal),
        name: words.name,
        provider: words.provider,
        due_on: words.due_on.unwrap_or_default(),
        state: line.state,
        unsent: line.unsent,
    }
}

/// `/field/documents`.
#[component]
pub fn DocumentsPage() -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let lines = Memo::new(move |_| document_lines(field));
    let outstanding = RwSignal::new(false);
    let states = Signal::derive(move || {
        lines.with(|lines| lines.iter().map(|line| line.state).collect::<Vec<_>>())
    });
    let title = Signal::derive(move || t_string!(i18n, documents.title).to_owned());
    let none_title = Signal::derive(move || t_string!(i18n, documents.none_title).to_owned());
    let none_text = Signal::derive(move || t_string!(i18n, documents.none_text).to_owned());
    let of_stage = move |stage: DocumentStage| {
        let shown = lines.with(|lines| {
            let wanted = lines.iter().filter(|line| {
                line.request.words.stage == stage && !(outstanding.get() && line.is_settled())
            });
            wanted.cloned().collect::<Vec<_>>()
        });
        (!shown.is_empty()).then(|| {
            let rows = shown.into_iter().map(card);
            view! {
                <h2 class="document-stage">{stage_word(i18n, stage)}</h2>
                <ul class="site-rows">
                    {rows.map(|card| view! { <DocumentRow card/> }).collect_view()}
                </ul>
            }
        })
    };
    view! {
        <BackBar href="/field".to_owned() title/>
        <Show
            when=move || !lines.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Paper title=none_title text=none_text/>
            }
        >
            <DocumentSummary states/>
            <div class="chips" role="group">
                <Chip
                    selected=outstanding on_toggle=move |()| outstanding.update(|on| *on = !*on)
                    data_test="outstanding"
                >
                    {t!(i18n, documents.outstanding)}
                </Chip>
            </div>
            {move || DocumentStage::ALL.into_iter().map(of_stage).collect_view()}
        </Show>
    }
}

/// A stage's name.
pub fn stage_word(i18n: super::words::Texts, stage: DocumentStage) -> &'static str {
    match stage {
        DocumentStage::Decision => t_string!(i18n, documents.stage_decision),
        DocumentStage::Process => t_string!(i18n, documents.stage_process),
        DocumentStage::Output => t_string!(i18n, documents.stage_output),
        DocumentStage::Benefit => t_string!(i18n, documents.stage_benefit),
        DocumentStage::General => t_string!(i18n, documents.stage_general),
    }
}
