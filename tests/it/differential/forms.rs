//! The corpus: one readable file per form, read into sheets and made into a workbook. Not here:
//! converting it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;

/// Rows of cells; the first row holds the headings.
pub type Rows = Vec<Vec<String>>;

/// One XLSForm of the corpus.
pub struct Form {
    /// `04-select-multiple`.
    pub name: String,
    /// Sheet name → rows.
    pub sheets: BTreeMap<String, Rows>,
    /// File name → content of the CSV files beside the workbook.
    pub files: BTreeMap<String, String>,
}

/// What every form gets unless it says otherwise.
const SETTINGS: [(&str, &str); 3] = [
    ("version", "1"),
    ("kp:kind", "questionnaire"),
    ("namespaces", "kp=\"https://kanping.example/xforms\""),
];

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("differential")
}

/// All forms in the order of their names.
pub fn all() -> Vec<Form> {
    let entries = fs::read_dir(folder().join("forms")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let forms = paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "form"));
    forms.map(|path| Form::read(path)).collect()
}

/// The sections of a file in the corpus's notation: `[name]`, then one row per line, cells between
/// bars; `#` begins a remark. Lines of a `[csv …]` section are kept as they are.
pub fn sections(text: &str) -> BTreeMap<String, Vec<&str>> {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut current = String::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(name) => current = name.to_owned(),
            None if line.starts_with('#') => {}
            None => found.entry(current.clone()).or_default().push(line),
        }
    }
    found
}

/// The cells of one line.
pub fn cells(line: &str) -> Vec<String> {
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}

impl Form {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let (mut sheets, mut files) = (BTreeMap::new(), BTreeMap::new());
        for (section, lines) in sections(&text) {
            match section.strip_prefix("csv ") {
                Some(file) => {
                    files.insert(format!("{file}.csv"), lines.join("\n") + "\n");
                }
                None => {
                    let rows: Rows = lines.into_iter().map(cells).collect();
                    sheets.insert(section, rows);
                }
            }
        }
        let settings: &mut Rows = sheets.entry("settings".to_owned()).or_default();
        settings.resize(2, Vec::new());
        for (heading, value) in SETTINGS.iter().chain(&[("form_id", name.as_str())]) {
            if !settings[0].iter().any(|cell| cell == heading) {
                settings[0].push((*heading).to_owned());
                settings[1].push((*value).to_owned());
            }
        }
        Self {
            name,
            sheets,
            files,
        }
    }

    /// The `.xlsx` that both converters get.
    pub fn workbook(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, rows) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for (row, cells) in (0u32..).zip(rows) {
                for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string(row, column, cell).unwrap();
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }

    /// Every cell of the survey sheet under one of these headings.
    pub fn survey_cells(&self, headings: &[&str]) -> Vec<&str> {
        let survey = &self.sheets["survey"];
        let wanted: Vec<usize> = (0..survey[0].len())
            .filter(|column| headings.contains(&survey[0][*column].as_str()))
            .collect();
        let rows = survey.iter().skip(1);
        rows.flat_map(|row| wanted.iter().filter_map(|column| row.get(*column)))
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect()
    }

    /// Whether the survey sheet has a column, in any language or spelling.
    pub fn has_column(&self, name: &str) -> bool {
        let headings = &self.sheets["survey"][0];
        headings.iter().any(|heading| {
            let base = heading.split("::").next().unwrap_or_default();
            heading == name || base.replace("read_only", "readonly") == name
        })
    }

    /// Writes the workbook and its files into a folder, as the two references read them.
    pub fn write(&self, folder: &Path) {
        let workbook = folder.join(format!("{}.xlsx", self.name));
        fs::write(workbook, self.workbook()).unwrap();
        for (file, content) in &self.files {
            fs::write(folder.join(format!("{}.{file}", self.name)), content).unwrap();
        }
    }
}
