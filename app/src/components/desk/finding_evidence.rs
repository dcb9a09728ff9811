//! The evidence that a person names for a finding: index numbers and what each shows. Not here: the
//! pictures of the answer itself (`finding_detail`).

use domain::finding::FindingEvidence;
use leptos::prelude::*;

use super::finding_draft::FindingDraft;
use crate::components::{Button, Icon, IconName};
use crate::i18n::*;

/// Lines that can be added and removed.
#[component]
pub fn EvidenceLines(draft: RwSignal<FindingDraft>) -> impl IntoView {
    let i18n = use_i18n();
    let count = Memo::new(move |_| draft.with(|draft| draft.evidence.len()));
    let add = move |()| {
        draft.update(|draft| {
            draft.evidence.push(FindingEvidence {
                index: String::new(),
                note: String::new(),
            });
        });
    };
    // Made anew when a line comes or goes, never while one types.
    let lines = move || {
        let lines = 0..count.get();
        lines
            .map(|line| view! { <EvidenceLine draft line/> })
            .collect_view()
    };
    view! {
        <fieldset class="choices">
            <legend>{t!(i18n, findings.evidence)}</legend>
            {lines}
            <Button on_click=add data_test="evidence-add">
                <Icon name=IconName::Add/>{t!(i18n, findings.evidence_add)}
            </Button>
        </fieldset>
    }
}

#[component]
fn EvidenceLine(draft: RwSignal<FindingDraft>, line: usize) -> impl IntoView {
    let i18n = use_i18n();
    let first = draft.with_untracked(|draft| draft.evidence.get(line).cloned());
    let (index, note) = first.map(|it| (it.index, it.note)).unwrap_or_default();
    let write = move |change: &dyn Fn(&mut FindingEvidence)| {
        draft.update(|draft| {
            if let Some(evidence) = draft.evidence.get_mut(line) {
                change(evidence);
            }
        });
    };
    let remove = move |()| {
        draft.update(|draft| {
            if line < draft.evidence.len() {
                draft.evidence.remove(line);
            }
        });
    };
    view! {
        <div class="note-entry">
            <label class="field">
                <span>{t!(i18n, findings.evidence_index)}</span>
                <input
                    type="text"
                    value=index
                    data-test=format!("evidence-index-{line}")
                    on:input:target=move |event| {
                        let text = event.target().value();
                        write(&|evidence| evidence.index.clone_from(&text));
                    }
                />
            </label>
            <label class="field">
                <span>{t!(i18n, findings.evidence_note)}</span>
                <input
                    type="text"
                    value=note
                    data-test=format!("evidence-note-{line}")
                    on:input:target=move |event| {
                        let text = event.target().value();
                        write(&|evidence| evidence.note.clone_from(&text));
                    }
                />
            </label>
            <Button
                on_click=remove
                label=text!(i18n, remove)
                data_test=format!("evidence-remove-{line}")
            >
                <Icon name=IconName::Close/>
            </Button>
        </div>
    }
}
