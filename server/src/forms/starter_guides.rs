//! From the interview guides and the list of requested documents to rows of a survey sheet. Not
//! here: inspections and questionnaires (`starter_rows`).

use std::collections::BTreeMap;

use super::starter_rows::{Row, Words, group, question};
use super::starter_workbooks::{Choice, Text};

/// What all interview guides share, and the guides.
#[derive(serde::Deserialize)]
pub(super) struct Interviews {
    words: Words,
    pub lists: BTreeMap<String, Vec<Choice>>,
    header: Vec<Row>,
    recording: Row,
    extra: Vec<Row>,
    signoff: Vec<Row>,
    pub guides: Vec<Guide>,
}

/// One interview guide.
#[derive(serde::Deserialize)]
pub(super) struct Guide {
    pub form_id: String,
    pub title: String,
    questions: Vec<GuideQuestion>,
}

#[derive(serde::Deserialize)]
struct GuideQuestion {
    topic: Text,
    label: Text,
    indicator: String,
}

/// 资料清单: the requested documents by stage.
#[derive(serde::Deserialize)]
pub(super) struct DocumentList {
    words: Words,
    stages: Vec<DocumentStage>,
}

#[derive(serde::Deserialize)]
struct DocumentStage {
    name: String,
    label: Text,
    documents: Vec<RequestedDocument>,
}

#[derive(serde::Deserialize)]
struct RequestedDocument {
    label: Text,
    provider: Text,
}

/// A whole interview guide: header, a group for each question, other matters, sign-off.
pub(super) fn guide_rows(interviews: &Interviews, guide: &Guide) -> Vec<Row> {
    let words = &interviews.words;
    let header = interviews.header.iter().chain([&interviews.recording]);
    let mut rows = group("header", words.text("header"), header.cloned());
    for (number, asked) in (1..).zip(&guide.questions) {
        rows.extend(guide_question(words, number, asked));
    }
    let extra = interviews.extra.iter().cloned();
    rows.extend(group("extra", words.text("extra"), extra));
    let signoff = interviews.signoff.iter().cloned();
    rows.extend(group("signoff", words.text("sign_off"), signoff));
    rows
}

fn guide_question(words: &Words, number: u32, asked: &GuideQuestion) -> Vec<Row> {
    let name = format!("q{number}");
    let beside = |suffix: &str| format!("{name}_{suffix}");
    let multiline = |row: Row| Row {
        appearance: "multiline".to_owned(),
        ..row
    };
    let answer = Row {
        hint: asked.topic.clone(),
        required: "yes".to_owned(),
        kp: BTreeMap::from([("indicator".to_owned(), asked.indicator.clone())]),
        ..question("text", beside("answer"), words.text("answer"))
    };
    let verify = question("text", beside("verify"), words.text("to_verify"));
    let indicators = Row {
        hint: words.text("indicators_hint"),
        ..question("text", beside("indicator"), words.text("indicators"))
    };
    let photo = question("image", beside("photo"), words.text("photo"));
    let file = question("file", beside("file"), words.text("file"));
    let rows = [
        multiline(answer),
        multiline(verify),
        indicators,
        photo,
        file,
    ];
    group(&name, asked.label.clone(), rows)
}

/// The whole list: a group for each stage, in it one for each document.
pub(super) fn document_rows(list: &DocumentList) -> Vec<Row> {
    let mut number = 0;
    let mut rows = Vec::new();
    for stage in &list.stages {
        let mut documents = Vec::new();
        for document in &stage.documents {
            number += 1;
            documents.extend(document_group(&list.words, number, document));
        }
        rows.extend(group(&stage.name, stage.label.clone(), documents));
    }
    rows
}

fn document_group(words: &Words, number: u32, document: &RequestedDocument) -> Vec<Row> {
    let name = format!("d{number}");
    let row =
        |kind: &str, suffix: &str| question(kind, format!("{name}_{suffix}"), words.text(suffix));
    let received = |row: Row| Row {
        relevant: format!("${{{name}_state}} = 'received'"),
        ..row
    };
    let state = Row {
        required: "yes".to_owned(),
        default: "missing".to_owned(),
        kp: BTreeMap::from([("role".to_owned(), "requested_document".to_owned())]),
        ..row("select_one document_state", "state")
    };
    let received_on = Row {
        required: "yes".to_owned(),
        ..row("date", "received_on")
    };
    let provider = Row {
        hint: document.provider.clone(),
        default: document.provider.zh.clone(),
        ..row("text", "provider")
    };
    let note = Row {
        appearance: "multiline".to_owned(),
        ..row("text", "note")
    };
    let rows = [
        provider,
        row("date", "due"),
        state,
        received(received_on),
        received(row("select_multiple document_form", "form")),
        received(row("select_one yes_no", "stamped")),
        received(row("select_one yes_no", "checked")),
        received(row("image", "photo")),
        received(row("file", "file")),
        note,
    ];
    let mut rows = group(&name, document.label.clone(), rows);
    if let Some(begin) = rows.first_mut() {
        begin.appearance = "field-list".to_owned();
    }
    rows
}
