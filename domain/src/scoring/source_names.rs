//! What people call the sources of a score: a question by its label, a fund figure by its name.
//! Filled once per reading of an engagement. Not here: where a source is shown (the desk's
//! addresses), the words around it.

use std::collections::BTreeMap;

use super::FactReference;
use crate::ids::{DocumentId, ProjectCode};
use crate::instrument::{Instrument, Node, Translations, label};

/// Names of sources. A form path means a question only together with a form, and a record names
/// its form.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceNames {
    /// Form and version → form path → the question's label in the form's languages.
    pub questions: BTreeMap<String, BTreeMap<String, Translations>>,
    /// Record → its form and version, a key of `questions`.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, String>))]
    pub forms: BTreeMap<DocumentId, String>,
    /// Questionnaire → its title.
    pub questionnaires: BTreeMap<String, String>,
    /// Key of a fund figure → its name.
    pub fund_figures: BTreeMap<String, String>,
}

impl SourceNames {
    /// Notes the form that a record was filled with.
    pub fn add_record(&mut self, record: &DocumentId, form: &Instrument) {
        let key = format!("{} {}", form.form_id, form.version);
        self.forms.insert(record.clone(), key.clone());
        self.questions.entry(key).or_insert_with(|| labels(form));
    }

    /// The label of a record's question in a language, else in the form's first one.
    pub fn question(&self, record: &DocumentId, path: &str, language: &str) -> Option<&str> {
        let texts = self.questions.get(self.forms.get(record)?)?.get(path)?;
        shown(texts, language)
    }

    /// The label of a question that one of the forms has, for a path without a record.
    pub fn any_question(&self, path: &str, language: &str) -> Option<&str> {
        let texts = self.questions.values().find_map(|form| form.get(path))?;
        shown(texts, language)
    }

    /// One thing that a gap says is missing: a key, a path behind a project code, a form.
    pub fn missing_item(&self, item: &str, language: &str) -> String {
        let named = self.fund_figures.get(item);
        if let Some(name) = named.or_else(|| self.questionnaires.get(item)) {
            return name.clone();
        }
        let path = item
            .split_once(' ')
            .filter(|(_, path)| path.starts_with('/'));
        match path.and_then(|(code, path)| Some((code, self.any_question(path, language)?))) {
            Some((code, label)) => format!("{code} {label}"),
            None => item.to_owned(),
        }
    }

    /// A record as a source: the project and the question's label, the path where it has none.
    pub fn record_text(
        &self,
        record: &DocumentId,
        project: &ProjectCode,
        path: Option<&str>,
        language: &str,
    ) -> String {
        match path {
            Some(path) => {
                let label = self.question(record, path, language).unwrap_or(path);
                format!("{project} {label}")
            }
            None => project.to_string(),
        }
    }

    /// A fund figure's name; its key where it has none.
    pub fn fund_figure<'a>(&'a self, key: &'a str) -> &'a str {
        self.fund_figures.get(key).map_or(key, String::as_str)
    }

    /// A questionnaire's title; its form where it has none.
    pub fn questionnaire<'a>(&'a self, form_id: &'a str) -> &'a str {
        self.questionnaires
            .get(form_id)
            .map_or(form_id, String::as_str)
    }

    /// Leaves out the names of records that none of the facts cites.
    #[must_use]
    pub fn only<'a>(mut self, facts: impl Iterator<Item = &'a FactReference>) -> Self {
        let cited: std::collections::BTreeSet<&DocumentId> = facts
            .filter_map(|fact| match fact {
                FactReference::Record { record, .. } => Some(record),
                _ => None,
            })
            .collect();
        self.forms.retain(|record, _| cited.contains(record));
        self
    }
}

fn shown<'a>(texts: &'a Translations, language: &str) -> Option<&'a str> {
    Some(label(texts, language)).filter(|text| !text.trim().is_empty())
}

fn labels(form: &Instrument) -> BTreeMap<String, Translations> {
    let nodes = form.walk().into_iter();
    nodes
        .filter_map(|node| match node {
            Node::Question { path, label, .. } => Some((path.clone(), label.clone())),
            Node::Group { .. } => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> SourceNames {
        let mut names = SourceNames::default();
        let label = |text: &str| Translations::from([("zh".to_owned(), text.to_owned())]);
        for (form, text) in [("road 1", "路面宽度"), ("bridge 1", "桥头护栏")] {
            let questions = BTreeMap::from([("/data/c3".to_owned(), label(text))]);
            names.questions.insert(form.to_owned(), questions);
        }
        names.forms.insert("r1".into(), "road 1".to_owned());
        names.forms.insert("r2".into(), "bridge 1".to_owned());
        names
            .fund_figures
            .insert("paid".to_owned(), "实际支出资金".to_owned());
        names
    }

    #[test]
    fn the_same_path_is_another_question_in_another_form() {
        let names = names();
        let project = ProjectCode::from("DL0002");
        let text = |record: &str| names.record_text(&record.into(), &project, Some("/data/c3"), "");
        assert_eq!(text("r1"), "DL0002 路面宽度");
        assert_eq!(text("r2"), "DL0002 桥头护栏");
        assert_eq!(text("unknown"), "DL0002 /data/c3");
    }

    #[test]
    fn what_is_missing_is_said_by_its_name() {
        let names = names();
        assert_eq!(names.missing_item("paid", ""), "实际支出资金");
        assert!(!names.missing_item("DL0002 /data/c3", "").contains('/'));
        assert_eq!(names.missing_item("7", ""), "7");
    }
}
