//! What a form is, in words both converters can be compared by: nodes with their texts, choices and
//! rules. `convert.py` writes theirs; this file reads ours out of the `Instrument`.

use std::collections::BTreeMap;

use domain::instrument::{Instrument, Node, NodeRules, Translations};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub struct FormFacts {
    #[serde(default)]
    pub error: String,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub instance_name: String,
    #[serde(default)]
    pub nodes: Vec<NodeFacts>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NodeFacts {
    pub path: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub appearance: String,
    pub label: Translations,
    pub hint: Translations,
    pub guidance: Translations,
    /// Start, end and step of a range.
    pub range: Vec<String>,
    pub list: String,
    pub choices: Vec<ChoiceFacts>,
    pub rules: RuleFacts,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
pub struct ChoiceFacts {
    pub name: String,
    pub label: Translations,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RuleFacts {
    pub relevant: String,
    pub constraint: String,
    pub required: String,
    pub readonly: String,
    pub calculate: String,
    pub choice_filter: String,
    pub repeat_count: String,
    pub default_value: String,
    pub default_expression: String,
    pub triggers: Vec<String>,
    pub constraint_message: Translations,
    pub required_message: Translations,
}

/// `../name`, which the question of an “other” asks by, as `${/data/name}`.
fn beside(text: &str, path: &str) -> String {
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("../") {
        let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
        let end = after.find(|letter| !is_name(letter)).unwrap_or(after.len());
        out += &format!("{before}${{{parent}/{}}}", &after[..end]);
        rest = &after[end..];
    }
    out + rest
}

/// Our own conversion in these words.
pub fn of(instrument: &Instrument) -> FormFacts {
    let names = Names::of(instrument);
    FormFacts {
        error: String::new(),
        title: instrument.title.clone(),
        instance_name: names.expression(&instrument.instance_name),
        nodes: instrument
            .walk()
            .into_iter()
            .map(|node| node_facts(instrument, node, &names))
            .collect(),
    }
}

/// Which paths a name stands for.
struct Names(BTreeMap<String, Vec<String>>);

impl Names {
    fn of(instrument: &Instrument) -> Self {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for node in instrument.walk() {
            let name = node.path().rsplit('/').next().unwrap_or_default();
            names
                .entry(name.to_owned())
                .or_default()
                .push(node.path().to_owned());
        }
        Self(names)
    }

    fn path(&self, name: &str) -> String {
        let found = self.0.get(name).and_then(|paths| paths.first());
        found.map_or(name, String::as_str).to_owned()
    }

    /// `${name}` as `${/data/name}`.
    fn expression(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, behind) = after.split_once('}').unwrap();
            out += &format!("{before}${{{}}}", self.path(name.trim()));
            rest = behind;
        }
        out + rest
    }
}

fn node_facts(instrument: &Instrument, node: &Node, names: &Names) -> NodeFacts {
    let rules = instrument
        .rules
        .get(node.path())
        .cloned()
        .unwrap_or_default();
    let mut facts = NodeFacts {
        path: node.path().to_owned(),
        rules: rule_facts(&rules, node.path(), names),
        ..NodeFacts::default()
    };
    match node {
        Node::Group {
            label,
            appearance,
            repeat,
            ..
        } => {
            facts.kind = if *repeat { "repeat" } else { "group" }.to_owned();
            facts.label = label.clone();
            facts.appearance = appearance.clone();
        }
        Node::Question {
            question_type,
            label,
            hint,
            appearance,
            details,
            ..
        } => {
            let typed = serde_json::to_value(question_type).unwrap();
            facts.kind = kind(&typed);
            facts.label = label.clone();
            facts.hint = hint.clone();
            facts.guidance = details.guidance.clone();
            facts.appearance = appearance.clone();
            if let (Some(start), Some(end), Some(step)) = (
                typed["start"].as_str(),
                typed["end"].as_str(),
                typed["step"].as_str(),
            ) {
                facts.range = vec![start.to_owned(), end.to_owned(), step.to_owned()];
            }
            facts.list = details.list.clone();
            facts.choices = choices(instrument, node, &details.list);
            if typed["type"] == "note" {
                facts.rules.readonly = "true()".to_owned();
            }
        }
    }
    facts
}

/// Our type in the XForm's words: a note is a text that cannot be changed; what is never shown is a
/// value.
fn kind(typed: &serde_json::Value) -> String {
    match typed["type"].as_str().unwrap() {
        "note" => "text".to_owned(),
        "calculate" | "hidden" => "value".to_owned(),
        "date_time" => "dateTime".to_owned(),
        "metadata" => format!("metadata {}", typed["preload"].as_str().unwrap()),
        other => other.to_owned(),
    }
}

fn choices(instrument: &Instrument, node: &Node, list: &str) -> Vec<ChoiceFacts> {
    let table = instrument.lists.get(list);
    if let (true, Some(table)) = (node.choices().is_empty(), table) {
        return table_choices(table);
    }
    let own = node.choices().iter().map(|choice| ChoiceFacts {
        name: choice.name.clone(),
        label: choice.label.clone(),
    });
    own.collect()
}

fn table_choices(table: &domain::instrument::LookupTable) -> Vec<ChoiceFacts> {
    let name = table.column("name").unwrap_or_default();
    let texts = |row: usize| {
        let labels = table
            .columns
            .iter()
            .enumerate()
            .filter_map(|(index, column)| {
                let language = match column.as_str() {
                    "label" => "default",
                    other => other.strip_prefix("label::")?,
                };
                let text = table.cell(row, index);
                (!text.is_empty()).then(|| (language.to_owned(), text.to_owned()))
            });
        labels.collect()
    };
    let rows = 0..table.rows.len();
    rows.map(|row| ChoiceFacts {
        name: table.cell(row, name).to_owned(),
        label: texts(row),
    })
    .collect()
}

fn rule_facts(rules: &NodeRules, path: &str, names: &Names) -> RuleFacts {
    let messages = |texts: &Translations| {
        let texts = texts.iter();
        texts
            .map(|(language, text)| (language.clone(), names.expression(text)))
            .collect()
    };
    let expand = |text: &str| beside(&names.expression(text), path);
    RuleFacts {
        relevant: expand(&rules.relevant),
        constraint: expand(&rules.constraint),
        required: expand(&rules.required),
        readonly: expand(&rules.read_only),
        calculate: expand(&rules.calculation),
        choice_filter: expand(&rules.choice_filter),
        repeat_count: expand(&rules.repeat_count),
        default_value: rules.default_value.clone(),
        default_expression: expand(&rules.default_expression),
        triggers: rules.triggers.iter().map(|name| names.path(name)).collect(),
        constraint_message: messages(&rules.constraint_message),
        required_message: messages(&rules.required_message),
    }
}
