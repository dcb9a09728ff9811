//! A manager who makes forms, and small workbooks. Not here: assertions.

use domain::party::Role;
use domain::project::{Table, TableRow};
use domain::wire::{DraftView, urls};
use serde_json::{Value, json};

use crate::world::{Answer, Person, World, answer, demo_url};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub struct Maker {
    pub world: World,
    pub manager: Person,
}

impl Maker {
    pub async fn new() -> Self {
        let world = World::planned().await;
        let manager = world.person(Role::Manager).await;
        Self { world, manager }
    }

    pub async fn get(&self, pattern: &str, rest: &[&str]) -> Answer {
        self.manager.get(&demo_url(pattern, rest)).await
    }

    pub async fn post(&self, pattern: &str, rest: &[&str], body: &Value) -> Answer {
        self.manager.post(&demo_url(pattern, rest), body).await
    }

    /// Begins a draft from a workbook.
    pub async fn upload(&self, bytes: Vec<u8>) -> Answer {
        let url = demo_url(urls::FORM_UPLOAD, &[]);
        let request = self.manager.client.post(self.world.url(&url));
        let request = request.header("x-file-name", "my-form.xlsx");
        answer(request.header("content-type", XLSX).body(bytes)).await
    }

    /// Begins a draft that must be taken.
    pub async fn begun(&self, bytes: Vec<u8>) -> DraftView {
        let begun = self.upload(bytes).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        serde_json::from_value(begun.body).unwrap()
    }

    pub async fn draft(&self, form: &str) -> DraftView {
        let found = self.get(urls::FORM_DRAFT, &[form]).await;
        assert_eq!(found.status, 200, "{}", found.body);
        serde_json::from_value(found.body).unwrap()
    }

    pub async fn try_change(&self, form: &str, revision: u64, changes: Value) -> Answer {
        let body = json!({ "revision": revision, "changes": changes });
        self.post(urls::FORM_DRAFT, &[form], &body).await
    }

    /// Makes changes of the draft as it is.
    pub async fn change(&self, form: &str, changes: Value) -> DraftView {
        let revision = self.draft(form).await.revision;
        let changed = self.try_change(form, revision, changes).await;
        assert_eq!(changed.status, 200, "{}", changed.body);
        serde_json::from_value(changed.body).unwrap()
    }

    /// Publishes the draft as it is.
    pub async fn publish(&self, form: &str, more: Value) -> Answer {
        let mut body = json!({ "revision": self.draft(form).await.revision });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.post(urls::FORM_PUBLISH, &[form], &body).await
    }

    /// The sheets of an exported workbook.
    pub async fn exported(&self, pattern: &str, rest: &[&str]) -> Vec<Table> {
        let url = self.world.url(&demo_url(pattern, rest));
        let response = self.manager.client.get(url).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], XLSX);
        let bytes = response.bytes().await.unwrap();
        server::workbook::read_tables(&bytes, "form.xlsx").unwrap()
    }
}

/// A sheet; the first row holds the headings.
pub fn sheet(name: &str, rows: &[&[&str]]) -> Table {
    let rows = (1..).zip(rows).map(|(number, cells)| TableRow {
        number,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    });
    Table {
        sheet: name.to_owned(),
        rows: rows.collect(),
        merged: Vec::new(),
    }
}

pub fn bytes(tables: &[Table]) -> Vec<u8> {
    server::workbook::write_tables(tables).unwrap()
}

/// A form of four questions with a column and a sheet that no XLSForm tool knows.
pub fn small_form() -> Vec<Table> {
    let survey: &[&[&str]] = &[
        &[
            "type",
            "name",
            "label::中文 (zh)",
            "relevant",
            "required",
            "科目",
            "bind::kp:indicator",
        ],
        &["begin group", "visit", "走访", "", "", "", ""],
        &[
            "select_one yes_no",
            "open",
            "是否开放？",
            "",
            "yes",
            "甲",
            "D11",
        ],
        &[
            "text",
            "why",
            "为什么不开放？",
            "${open} = 'no'",
            "",
            "乙",
            "",
        ],
        &["end group", "", "", "", "", "", ""],
        &["integer", "people", "来访人数", "", "", "", ""],
        &[
            "text",
            "remarks",
            "备注",
            "${people} > 100 or ${open} = 'no'",
            "",
            "",
            "",
        ],
    ];
    let choices: &[&[&str]] = &[
        &["list_name", "name", "label::中文 (zh)", "颜色"],
        &["yes_no", "yes", "是", "绿"],
        &["yes_no", "no", "否", "红"],
    ];
    let settings: &[&[&str]] = &[
        &["form_title", "form_id", "version", "kp:kind", "namespaces"],
        &[
            "文化站走访表",
            "culture-visit",
            "1",
            "site_inspection",
            r#"kp="https://kanping.example/xforms""#,
        ],
    ];
    vec![
        sheet("survey", survey),
        sheet("choices", choices),
        sheet("settings", settings),
        sheet("说明", &[&["本表由业务二部维护"], &["=1+1", "勿删"]]),
    ]
}

/// The number of a question's row.
pub fn row(draft: &DraftView, name: &str) -> u32 {
    let rows = draft.outline.rows.iter();
    let found: Vec<u32> = rows.filter(|r| r.name == name).map(|r| r.row).collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}
