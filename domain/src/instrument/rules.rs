//! The rules of a form, parsed once: what `rxeval` reads from the XForm's binds, tied to the nodes
//! of a blank instance. Not here: answers (`session`).

use std::collections::{BTreeMap, BTreeSet};

use rxeval::{Expr, Instance, NodeId};

use super::dates::Dates;
use super::{Choice, Instrument, Node, QuestionType, Translations};
use crate::problem::Problem;

/// One bound node of the form.
pub(super) struct Rule {
    pub path: String,
    pub node: NodeId,
    pub relevant: Option<Expr>,
    pub calculate: Option<Expr>,
    pub required: Option<Expr>,
    pub constraint: Option<Expr>,
    /// What to say when the constraint refuses, per language.
    pub constraint_message: Translations,
    /// `None` for a group.
    pub question_type: Option<QuestionType>,
}

/// Everything of a form that does not change while it is filled in.
pub(super) struct FormRules {
    /// Groups before what they hold.
    pub rules: Vec<Rule>,
    /// The instance as the form carries it, with its fixed defaults.
    pub blank: Instance,
    /// `setvalue` of the first load: path and expression.
    pub first_load: Vec<(String, Expr)>,
    /// The whole form for choices that depend on answers; `None` where no list does.
    pub filtered: Option<rxeval::Form>,
    /// Paths of questions whose choices depend on answers.
    pub filtered_paths: BTreeSet<String>,
}

impl FormRules {
    /// Reads the rules. Errors: `FORM_XFORM` with `rxeval`'s reason, such as calculations that
    /// depend on each other.
    pub fn of(instrument: &Instrument) -> Result<Self, Problem> {
        let refused = |reason: String| Problem::new("FORM_XFORM").with("reason", reason);
        let document = Instance::from_xml(&instrument.xform).map_err(refused)?;
        let bound = rxeval::rules::from_xform(&instrument.xform).map_err(refused)?;
        let blank =
            blank_instance(&document).ok_or_else(|| refused("no primary instance".to_owned()))?;
        let nodes = node_by_path(&blank);
        let mut bindings: BTreeMap<&str, &rxeval::Binding> = BTreeMap::new();
        for binding in &bound.bindings {
            bindings.insert(&binding.path, binding);
        }
        let messages = messages(&document);
        let dates = Dates::of(instrument);
        let mut rules = Vec::new();
        for node in instrument.walk() {
            let Some(id) = nodes.get(node.path()) else {
                continue;
            };
            let binding = bindings.get(node.path());
            let key = binding
                .and_then(|b| b.constraint_message.as_deref())
                .unwrap_or("");
            let expression = |of: fn(&rxeval::Binding) -> Option<Expr>| {
                let written = binding.and_then(|binding| of(binding));
                let ordered = written.map(|written| dates.ordered(written, node.path()));
                ordered
                    .transpose()
                    .map_err(|reason| refused(reason).at_path(node.path()))
            };
            rules.push(Rule {
                path: node.path().to_owned(),
                node: *id,
                relevant: expression(|b| b.relevant.clone())?,
                calculate: expression(|b| b.calculate.clone())?,
                required: expression(|b| b.required.clone())?,
                constraint: expression(|b| b.constraint.clone())?,
                constraint_message: message(key, &messages),
                question_type: match node {
                    Node::Question { question_type, .. } => Some(question_type.clone()),
                    Node::Group { .. } => None,
                },
            });
        }
        let filtered_paths = filtered_paths(&document);
        let filtered = match filtered_paths.is_empty() {
            true => None,
            false => Some(rxeval::Form::parse(&instrument.xform).map_err(refused)?),
        };
        let first_load = first_load(&document).map_err(refused)?;
        Ok(Self {
            rules,
            blank,
            first_load,
            filtered,
            filtered_paths,
        })
    }

    /// The label of a choice in the form's first written language, for `jr:choice-name()`.
    pub fn choice_label(&self, value: &str, path: &str) -> Option<String> {
        let rule = self.rules.iter().find(|rule| rule.path == path)?;
        let choices: &[Choice] = match rule.question_type.as_ref()? {
            QuestionType::SelectOne { choices } | QuestionType::SelectMultiple { choices } => {
                choices
            }
            _ => &[],
        };
        let choice = choices.iter().find(|choice| choice.name == value)?;
        Some(super::label(&choice.label, "zh").to_owned())
    }
}

fn elements<'d>(document: &'d Instance, name: &'d str) -> impl Iterator<Item = NodeId> + 'd {
    let all = document
        .root()
        .map(|root| document.descendants(root))
        .unwrap_or_default();
    all.into_iter()
        .filter(move |node| document.node(*node).name == name)
}

fn attribute(document: &Instance, node: NodeId, name: &str) -> Option<String> {
    let mut attributes = document.attributes(node).into_iter();
    let found = attributes.find(|attribute| document.node(*attribute).name == name)?;
    Some(document.node(found).value.clone())
}

fn blank_instance(document: &Instance) -> Option<Instance> {
    let primary = elements(document, "instance").next()?;
    let template = document.children(primary).into_iter().next()?;
    let mut blank = Instance::new();
    let root = blank.adopt(document, template);
    blank.set_root(root);
    Some(blank)
}

fn node_by_path(instance: &Instance) -> BTreeMap<String, NodeId> {
    let Some(root) = instance.root() else {
        return BTreeMap::new();
    };
    let below = instance.descendants(root);
    below
        .into_iter()
        .map(|node| (instance.path_of(node), node))
        .collect()
}

/// Text id → language → text.
fn messages(document: &Instance) -> BTreeMap<String, Translations> {
    let mut messages: BTreeMap<String, Translations> = BTreeMap::new();
    for translation in elements(document, "translation") {
        let Some(language) = attribute(document, translation, "lang") else {
            continue;
        };
        for text in document.children(translation) {
            let Some(id) = attribute(document, text, "id") else {
                continue;
            };
            if !id.ends_with(":jr:constraintMsg") {
                continue;
            }
            let value = document.string_value(text).trim().to_owned();
            messages
                .entry(id)
                .or_default()
                .insert(language.clone(), value);
        }
    }
    messages
}

/// The bind's message: a reference into the texts, or the text itself.
fn message(written: &str, messages: &BTreeMap<String, Translations>) -> Translations {
    let id = written
        .trim()
        .strip_prefix("jr:itext('")
        .and_then(|rest| rest.strip_suffix("')"));
    match id {
        Some(id) => messages.get(id).cloned().unwrap_or_default(),
        None if written.is_empty() => Translations::new(),
        None => Translations::from([("default".to_owned(), written.to_owned())]),
    }
}

/// Questions whose itemset carries a predicate: their choices depend on answers.
fn filtered_paths(document: &Instance) -> BTreeSet<String> {
    elements(document, "itemset")
        .filter(|set| attribute(document, *set, "nodeset").is_some_and(|n| n.contains('[')))
        .filter_map(|set| document.parent(set))
        .filter_map(|control| attribute(document, control, "ref"))
        .collect()
}

fn first_load(document: &Instance) -> Result<Vec<(String, Expr)>, String> {
    let mut found = Vec::new();
    for node in elements(document, "setvalue") {
        let event = attribute(document, node, "event").unwrap_or_default();
        let (path, value) = (
            attribute(document, node, "ref"),
            attribute(document, node, "value"),
        );
        if let (true, Some(path), Some(value)) = (event.contains("first-load"), path, value) {
            found.push((path, rxeval::parse(&value)?));
        }
    }
    Ok(found)
}
