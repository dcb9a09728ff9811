//! One interview being filled in, with the same form view as an inspection. Not here: what it must
//! have (`domain::fieldwork::interview`).

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::fieldwork::{RecordKind, interview};
use domain::ids::{DocumentId, ProjectCode};
use domain::instrument::{Instrument, InstrumentKind};
use domain::working_paper::interview_index;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::editor::{Editor, Sheet};
use super::inspection::{FormMissing, RecordWork};
use super::site_progress::is_locked;
use crate::components::field::ColleagueChips;
use crate::i18n::*;
use crate::state::{LocalRecord, use_app, use_field};

/// `/field/interviews/:doc`, with `?guide=<form id>` for one that is yet to be begun.
#[component]
pub fn InterviewPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let field = use_field();
    let doc_id = Memo::new(move |_| {
        let name = params.with(|params| params.get("doc"));
        DocumentId(name.unwrap_or_default())
    });
    let record = Memo::new(move |_| {
        let doc_id = doc_id.get();
        field.records().with(|records| {
            let mut records = records.iter();
            records.find(|record| record.doc_id == doc_id).cloned()
        })
    });
    let pinned = Memo::new(move |_| {
        record.with(|record| {
            let record = record.as_ref()?;
            Some((record.form_id.0.clone(), record.form_version.clone()))
        })
    });
    let form = Memo::new(move |_| {
        let guide = query.with(|query| query.get("guide")).unwrap_or_default();
        let pinned = pinned.get();
        field.pack().with(|pack| {
            let mut forms = pack.iter().flat_map(|pack| pack.instruments.iter());
            let form = forms.find(|form| match &pinned {
                Some((id, version)) => form.form_id.0 == *id && form.version == *version,
                None => form.kind == InstrumentKind::Interview && form.form_id.0 == guide,
            })?;
            Some(Arc::new(form.clone()))
        })
    });
    move || match form.get() {
        Some(form) => view! { <Work doc_id=doc_id.get() form record/> }.into_any(),
        None => view! { <FormMissing/> }.into_any(),
    }
}

/// The first question with this name.
fn path_of(form: &Instrument, name: &str) -> Option<String> {
    let nodes = form.walk().into_iter();
    let mut paths = nodes.map(|node| node.path().to_owned());
    paths.find(|path| path.rsplit('/').next() == Some(name))
}

#[component]
fn Work(
    doc_id: DocumentId,
    form: Arc<Instrument>,
    record: Memo<Option<LocalRecord>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = use_field();
    let session = use_app().session();
    let me = session.with_untracked(|session| session.as_ref().map(|s| s.name.clone()));
    let me = me.unwrap_or_default();
    let sheet = Sheet {
        doc_id,
        kind: RecordKind::Interview,
        project_code: ProjectCode::default(),
    };
    let first: BTreeMap<String, String> = path_of(&form, "interviewer_a")
        .map(|path| (path, me.clone()))
        .into_iter()
        .collect();
    let opened = record
        .with_untracked(|record| Editor::open(field, sheet, &form, record.as_ref(), first, &me));
    let Ok(editor) = opened else {
        return view! { <FormMissing/> }.into_any();
    };
    editor.keep_in_step();
    let guide = form.title.clone();
    let title = Signal::derive(move || {
        let number = record.with(|record| record.as_ref().and_then(|record| record.number));
        let index = match number {
            Some(number) => interview_index(number),
            None => t_string!(i18n, interviews.index_pending).to_owned(),
        };
        format!("{index} {guide}")
    });
    let second = path_of(&form, "interviewer_b");
    view! {
        <RecordWork editor form record title back="/field/interviews".to_owned()>
            <Colleagues editor record second/>
        </RecordWork>
    }
    .into_any()
}

/// Who else holds the interview: a tap writes the name, so that it is theirs too.
#[component]
fn Colleagues(
    editor: Editor,
    record: Memo<Option<LocalRecord>>,
    second: Option<String>,
) -> impl IntoView {
    let field = use_field();
    let asked = StoredValue::new(second);
    let names = Signal::derive(move || {
        let Some(path) = asked.get_value() else {
            return Vec::new();
        };
        let locked = record.with(|record| record.as_ref().is_some_and(is_locked));
        let taken = editor.session().with(|session| {
            let named = interview::interviewers(&session.answers());
            (!session.value(&path).is_empty())
                .then(Vec::new)
                .or(Some(named))
        });
        let Some(taken) = taken.filter(|taken| !locked && !taken.is_empty()) else {
            return Vec::new();
        };
        field.pack().with(|pack| {
            let people = pack.iter().flat_map(|pack| pack.people.iter());
            let names = people.map(|person| person.name.clone());
            names.filter(|name| !taken.contains(name)).collect()
        })
    });
    let on_pick = Callback::new(move |name: String| {
        if let Some(path) = asked.get_value() {
            editor.put(&path, &name);
            editor.save_soon();
        }
    });
    view! { <ColleagueChips names on_pick/> }
}
