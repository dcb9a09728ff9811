//! A person with a form: answers by question name, as one would on paper. Not here: assertions.

use std::collections::BTreeMap;
use std::path::PathBuf;

use domain::instrument::{Instrument, InvalidAnswer, Session};
use domain::problem::Problem;
use domain::time::Timestamp;
use rust_xlsxwriter::Workbook;

/// Sunday, 2026-11-22 10:32 in China.
pub fn now() -> Timestamp {
    Timestamp::from_iso_text("2026-11-22T10:32:00+08:00").unwrap()
}

/// The bytes of a committed starter workbook.
pub fn starter_file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../starters/forms");
    std::fs::read(folder.join(name)).unwrap()
}

/// A committed starter form, converted.
pub fn starter(name: &str) -> Instrument {
    server::forms::compile(&starter_file(name)).unwrap()
}

/// A workbook with these sheets; the first row of each holds the headings.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0u32..).zip(*rows) {
            for (column, cell) in (0u16..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Settings that make a workbook a questionnaire.
pub const SETTINGS: (&str, &[&[&str]]) = (
    "settings",
    &[
        &["form_id", "version", "kp:kind"],
        &["demo", "1", "questionnaire"],
    ],
);

/// A form of a few rows, converted.
pub fn form(survey: &[&[&str]], choices: &[&[&str]]) -> Result<Instrument, Vec<Problem>> {
    server::forms::compile(&workbook(&[
        ("survey", survey),
        ("choices", choices),
        SETTINGS,
    ]))
}

/// A form being filled in.
pub struct Scenario {
    pub session: Session,
}

impl Scenario {
    pub fn open(instrument: &Instrument) -> Self {
        Self {
            session: Session::new(instrument, now()).unwrap(),
        }
    }

    /// The path of the question with this name, which must be unique.
    pub fn path(&self, name: &str) -> String {
        let nodes = self.session.instrument().walk();
        let leaf = |path: &str| path.rsplit('/').next() == Some(name);
        let mut found = nodes
            .iter()
            .filter(|node| node.children().is_empty() && leaf(node.path()));
        let path = found
            .next()
            .unwrap_or_else(|| panic!("no question {name}"))
            .path()
            .to_owned();
        assert!(found.next().is_none(), "more than one question {name}");
        path
    }

    pub fn answer(&mut self, name: &str, value: &str) -> &mut Self {
        let path = self.path(name);
        assert!(self.session.answer(&path, value), "{path} takes no answer");
        self
    }

    pub fn answer_all(&mut self, answers: &[(&str, &str)]) -> &mut Self {
        for (name, value) in answers {
            self.answer(name, value);
        }
        self
    }

    pub fn is_asked(&self, name: &str) -> bool {
        self.session.state().relevant(&self.path(name))
    }

    pub fn is_missing(&self, name: &str) -> bool {
        self.session.state().missing.contains(&self.path(name))
    }

    pub fn refused(&self, name: &str) -> Option<&InvalidAnswer> {
        let path = self.path(name);
        self.session
            .state()
            .invalid
            .iter()
            .find(|invalid| invalid.path == path)
    }

    pub fn value(&self, name: &str) -> &str {
        self.session.value(&self.path(name))
    }

    /// Names of everything that still stands in the way.
    pub fn open_ends(&self) -> Vec<String> {
        let state = self.session.state();
        let invalid = state.invalid.iter().map(|invalid| &invalid.path);
        let paths = state.missing.iter().chain(invalid);
        paths
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect()
    }

    pub fn answers(&self) -> BTreeMap<String, String> {
        self.session.answers()
    }
}
