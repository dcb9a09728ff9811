//! Differences that have an explanation, from `tests/differential/explained.table`. An explanation
//! that explains nothing fails the test, so that the list stays true. Not here: finding
//! differences.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use super::forms;

/// One place where the two sides say different things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    pub form: String,
    /// The node's path without row numbers.
    pub path: String,
    /// `label`, `relevant`, `value` …
    pub what: String,
    pub ours: String,
    pub theirs: String,
}

struct Explanation {
    form: String,
    path: String,
    what: String,
}

impl Explanation {
    fn explains(&self, difference: &Difference) -> bool {
        let fits = |pattern: &str, text: &str| match pattern.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => pattern == text,
        };
        fits(&self.form, &difference.form)
            && fits(&self.path, &difference.path)
            && fits(&self.what, &difference.what)
    }
}

fn read(section: &str) -> Vec<Explanation> {
    let text = fs::read_to_string(forms::folder().join("explained.table")).unwrap();
    let lines = forms::sections(&text).remove(section).unwrap_or_default();
    let rows = lines.into_iter().skip(1).map(forms::cells);
    rows.map(|cells| match cells.as_slice() {
        [form, path, what, why] if !why.is_empty() => Explanation {
            form: form.clone(),
            path: path.clone(),
            what: what.clone(),
        },
        _ => panic!("explained.table: form | path | what | why, not {cells:?}"),
    })
    .collect()
}

/// The explanations of one test, and which of them were needed.
pub struct Explanations {
    section: &'static str,
    known: Vec<Explanation>,
    used: BTreeSet<usize>,
    explained: usize,
    unexplained: Vec<Difference>,
}

impl Explanations {
    pub fn read(section: &'static str) -> Self {
        Self {
            section,
            known: read(section),
            used: BTreeSet::new(),
            explained: 0,
            unexplained: Vec::new(),
        }
    }

    /// Takes a difference; whether it has an explanation.
    pub fn explain(&mut self, difference: Difference) -> bool {
        let found = self.known.iter().position(|e| e.explains(&difference));
        match found {
            Some(index) => {
                self.used.insert(index);
                self.explained += 1;
            }
            None => self.unexplained.push(difference),
        }
        found.is_some()
    }

    /// Fails with every difference that is not explained, and every explanation that is not needed.
    pub fn assert_all_explained(&self) {
        let mut report = String::new();
        for difference in &self.unexplained {
            let Difference {
                form,
                path,
                what,
                ours,
                theirs,
            } = difference;
            let _ = writeln!(
                report,
                "{form} {path} {what}\n  ours   {ours}\n  theirs {theirs}"
            );
        }
        for (index, explanation) in self.known.iter().enumerate() {
            if !self.used.contains(&index) {
                let Explanation { form, path, what } = explanation;
                let section = self.section;
                let _ = writeln!(report, "[{section}] explains nothing: {form} {path} {what}");
            }
        }
        println!("{}: {} differences explained", self.section, self.explained);
        let count = self.unexplained.len();
        assert!(
            report.is_empty(),
            "{count} differences are not explained:\n{report}"
        );
    }
}
