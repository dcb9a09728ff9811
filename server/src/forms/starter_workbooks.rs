//! The starter forms as XLSForm workbooks, made from `starters/forms/forms.json`. The workbooks are
//! committed; this makes them anew. Not here: reading workbooks (`compile`).

use std::collections::BTreeMap;

use domain::project::{Table, TableRow};
use rust_xlsxwriter::XlsxError;

use super::starter_guides::{self, DocumentList, Interviews};
use super::starter_rows::{self, Row};
use crate::workbook::write_tables;

/// The bilingual content of the starter forms.
const CONTENT: &str = include_str!("../../../starters/forms/forms.json");

/// The form's languages, as the headings name them.
const LANGUAGES: [&str; 2] = ["中文 (zh)", "English (en)"];

/// The evaluation columns, in the order of the sheet.
const KP_COLUMNS: [&str; 9] = [
    "indicator",
    "weight",
    "role",
    "severity_if_no",
    "finding_title",
    "photo_min",
    "tolerance",
    "unit",
    "from",
];

/// Why the starter workbooks could not be made.
#[derive(Debug, thiserror::Error)]
pub enum StarterError {
    /// The content file is damaged.
    #[error("starters/forms/forms.json: {0}")]
    Content(#[from] serde_json::Error),
    /// The workbook writer refused.
    #[error("writing a workbook: {0}")]
    Workbook(#[from] XlsxError),
}

/// One starter form.
pub struct Starter {
    /// `site-road-bridge.xlsx`.
    pub file_name: String,
    /// The workbook.
    pub bytes: Vec<u8>,
}

/// What a text is in both languages; empty for none.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(super) struct Text {
    pub zh: String,
    pub en: String,
}

/// One choice of the content file.
#[derive(Clone, serde::Deserialize)]
pub(super) struct Choice {
    name: String,
    label: Text,
    #[serde(default)]
    score: String,
}

/// What both kinds of form share.
#[derive(serde::Deserialize)]
struct FormHead {
    form_id: String,
    title: String,
    lists: BTreeMap<String, Vec<Choice>>,
}

#[derive(serde::Deserialize)]
struct SiteForm {
    #[serde(flatten)]
    head: FormHead,
    #[serde(flatten)]
    body: starter_rows::SiteBody,
}

#[derive(serde::Deserialize)]
struct Questionnaire {
    #[serde(flatten)]
    head: FormHead,
    pages: Vec<starter_rows::Page>,
}

#[derive(serde::Deserialize)]
struct DocumentForm {
    #[serde(flatten)]
    head: FormHead,
    #[serde(flatten)]
    list: DocumentList,
}

#[derive(serde::Deserialize)]
struct Content {
    version: String,
    site_form: SiteForm,
    questionnaire: Questionnaire,
    enterprise: Questionnaire,
    staff: Questionnaire,
    interview: Interviews,
    document_list: DocumentForm,
}

/// Makes the starter forms: the site inspection of road and bridge projects, three questionnaires,
/// two interview guides, the list of requested documents.
pub fn starter_workbooks() -> Result<Vec<Starter>, StarterError> {
    let content: Content = serde_json::from_str(CONTENT)?;
    let version = content.version.as_str();
    let site = &content.site_form;
    let rows = starter_rows::site_rows(&site.body);
    let mut starters = vec![starter(&site.head, version, "site_inspection", &rows)?];
    for form in [&content.questionnaire, &content.enterprise, &content.staff] {
        let rows = starter_rows::page_rows(&form.pages);
        starters.push(starter(&form.head, version, "questionnaire", &rows)?);
    }
    for guide in &content.interview.guides {
        let head = FormHead {
            form_id: guide.form_id.clone(),
            title: guide.title.clone(),
            lists: content.interview.lists.clone(),
        };
        let rows = starter_guides::guide_rows(&content.interview, guide);
        starters.push(starter(&head, version, "interview", &rows)?);
    }
    let documents = &content.document_list;
    let rows = starter_guides::document_rows(&documents.list);
    starters.push(starter(&documents.head, version, "document_list", &rows)?);
    Ok(starters)
}

fn starter(
    head: &FormHead,
    version: &str,
    kind: &str,
    rows: &[Row],
) -> Result<Starter, StarterError> {
    let settings = [
        ("form_title", head.title.as_str()),
        ("form_id", head.form_id.as_str()),
        ("version", version),
        ("default_language", LANGUAGES[0]),
        ("namespaces", domain::form_design::NAMESPACE),
        ("kp:kind", kind),
    ];
    let (names, values): (Vec<&str>, Vec<&str>) = settings.into_iter().unzip();
    let as_row = |cells: Vec<&str>| {
        cells
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    let tables = [
        table("survey", survey_table(rows)),
        table("choices", choices_table(&head.lists)),
        table("settings", vec![as_row(names), as_row(values)]),
    ];
    Ok(Starter {
        file_name: format!("{}.xlsx", head.form_id),
        bytes: write_tables(&tables)?,
    })
}

fn table(name: &str, rows: Vec<Vec<String>>) -> Table {
    let rows = (1..).zip(rows);
    Table {
        sheet: name.to_owned(),
        rows: rows
            .map(|(number, cells)| TableRow { number, cells })
            .collect(),
        merged: Vec::new(),
    }
}

fn translated(column: &str) -> impl Iterator<Item = String> {
    LANGUAGES
        .into_iter()
        .map(move |language| format!("{column}::{language}"))
}

fn survey_table(rows: &[Row]) -> Vec<Vec<String>> {
    let mut headings: Vec<String> = vec!["type".to_owned(), "name".to_owned()];
    headings.extend(translated("label"));
    headings.extend(translated("hint"));
    for column in ["required", "relevant", "constraint"] {
        headings.push(column.to_owned());
    }
    headings.extend(translated("constraint_message"));
    for column in ["appearance", "default", "read_only"] {
        headings.push(column.to_owned());
    }
    headings.extend(KP_COLUMNS.iter().map(|column| format!("bind::kp:{column}")));
    let mut table = vec![headings];
    for row in rows {
        let mut cells = vec![row.kind.clone(), row.name.clone()];
        cells.extend([&row.label.zh, &row.label.en, &row.hint.zh, &row.hint.en].map(String::clone));
        cells.extend([&row.required, &row.relevant, &row.constraint].map(String::clone));
        cells.extend([&row.message.zh, &row.message.en].map(String::clone));
        cells.extend([&row.appearance, &row.default, &row.read_only].map(String::clone));
        let kp = |column: &&str| row.kp.get(*column).cloned().unwrap_or_default();
        cells.extend(KP_COLUMNS.iter().map(kp));
        table.push(cells);
    }
    table
}

fn choices_table(lists: &BTreeMap<String, Vec<Choice>>) -> Vec<Vec<String>> {
    let mut headings = vec!["list_name".to_owned(), "name".to_owned()];
    headings.extend(translated("label"));
    headings.push("score".to_owned());
    let mut table = vec![headings];
    for (list, choices) in lists {
        for choice in choices {
            let cells = [
                list,
                &choice.name,
                &choice.label.zh,
                &choice.label.en,
                &choice.score,
            ];
            table.push(cells.map(String::clone).to_vec());
        }
    }
    table
}
