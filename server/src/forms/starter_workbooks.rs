//! The starter forms as XLSForm workbooks, made from `starters/forms/forms.json`. The workbooks are
//! committed; this makes them anew. Not here: reading workbooks (`compile`).

use std::collections::BTreeMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::starter_rows::{self, Row};

/// The bilingual content of the starter forms.
const CONTENT: &str = include_str!("../../../starters/forms/forms.json");

/// The form's languages, as the headings name them.
const LANGUAGES: [&str; 2] = ["中文 (zh)", "English (en)"];

/// The evaluation columns, in the order of the sheet.
const KP_COLUMNS: [&str; 8] = [
    "indicator",
    "weight",
    "role",
    "severity_if_no",
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
#[derive(serde::Deserialize)]
struct Choice {
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
struct Content {
    version: String,
    site_form: SiteForm,
    questionnaire: Questionnaire,
}

/// Makes the starter forms: the site inspection of road and bridge projects, and the villagers'
/// questionnaire.
pub fn starter_workbooks() -> Result<Vec<Starter>, StarterError> {
    let content: Content = serde_json::from_str(CONTENT)?;
    let site = &content.site_form;
    let villagers = &content.questionnaire;
    Ok(vec![
        starter(
            &site.head,
            &content.version,
            "site_inspection",
            &starter_rows::site_rows(&site.body),
        )?,
        starter(
            &villagers.head,
            &content.version,
            "questionnaire",
            &starter_rows::page_rows(&villagers.pages),
        )?,
    ])
}

fn starter(
    head: &FormHead,
    version: &str,
    kind: &str,
    rows: &[Row],
) -> Result<Starter, StarterError> {
    let mut workbook = Workbook::new();
    // A fixed date instead of the clock's: the same content gives the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 11, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    write_sheet(&mut workbook, "survey", &survey_table(rows))?;
    write_sheet(&mut workbook, "choices", &choices_table(&head.lists))?;
    let settings = [
        ("form_title", head.title.as_str()),
        ("form_id", head.form_id.as_str()),
        ("version", version),
        ("default_language", LANGUAGES[0]),
        ("namespaces", r#"kp="https://kanping.example/xforms""#),
        ("kp:kind", kind),
    ];
    let (names, values): (Vec<&str>, Vec<&str>) = settings.into_iter().unzip();
    let as_row = |cells: Vec<&str>| {
        cells
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<String>>()
    };
    write_sheet(&mut workbook, "settings", &[as_row(names), as_row(values)])?;
    let bytes = workbook.save_to_buffer()?;
    Ok(Starter {
        file_name: format!("{}.xlsx", head.form_id),
        bytes,
    })
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

fn write_sheet(
    workbook: &mut Workbook,
    name: &str,
    table: &[Vec<String>],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (row, cells) in (0u32..).zip(table) {
        for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            // Everything is text: a version like 2026.11.1 or a score must not become a number.
            match row {
                0 => sheet.write_string_with_format(row, column, cell, &bold)?,
                _ => sheet.write_string(row, column, cell)?,
            };
        }
    }
    Ok(())
}
