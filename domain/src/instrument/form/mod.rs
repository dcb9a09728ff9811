//! A form made ready to run: its nodes in a row, every expression parsed once, and what depends on
//! what. Not here: answers (`session`), evaluation (`evaluate`).

pub mod expression;
mod order;
mod reads;
pub mod tables;

use std::collections::BTreeMap;

use rxeval::Expr;

use super::{Choice, Instrument, Node, NodeRules, QuestionType};
use crate::problem::Problem;

pub(super) use reads::{Reads, filter_reads, reads};
use tables::Tables;

/// What a node of the form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// The form itself.
    Root,
    Group,
    Repeat,
    Question,
}

/// One node of the form, as a template.
pub(super) struct Item {
    pub path: String,
    pub name: String,
    pub kind: ItemKind,
    /// Itself for the root.
    pub parent: usize,
    pub children: Vec<usize>,
    /// One past its last descendant.
    pub end: usize,
    /// The repeats around it, outermost first; not itself.
    pub repeats: Vec<usize>,
    /// The way from the instrument's nodes to this one.
    route: Vec<usize>,
    pub rules: ItemRules,
}

/// The parsed rules of a node.
#[derive(Default)]
pub(super) struct ItemRules {
    pub relevant: Option<Expr>,
    pub calculation: Option<Expr>,
    pub required: Option<Expr>,
    pub constraint: Option<Expr>,
    pub read_only: Option<Expr>,
    pub choice_filter: Option<Expr>,
    pub repeat_count: Option<Expr>,
    pub default_expression: Option<Expr>,
    /// What a change of a trigger sets the node to; `None` empties it.
    pub on_trigger: Option<Expr>,
    /// The calculation keeps what it once had: `once()`.
    pub keeps: bool,
}

/// Everything of a form that does not change while it is filled in.
pub(super) struct Form {
    /// In the order of the form; the root first.
    pub items: Vec<Item>,
    pub by_path: BTreeMap<String, usize>,
    /// `None` where several nodes have the name.
    by_name: BTreeMap<String, Option<usize>>,
    /// Items in the order in which they can be worked out.
    pub order: Vec<usize>,
    /// Item → its place in `order`.
    pub rank: Vec<usize>,
    /// Item → items whose relevance, value or number of rows reads it.
    pub dependents: Vec<Vec<usize>>,
    /// Item → items whose constraint, requirement or choices read it.
    pub judged_by: Vec<Vec<usize>>,
    /// Item → items whose choices read it.
    pub filtered_by: Vec<Vec<usize>>,
    /// Item → items that its change sets.
    pub triggered: Vec<Vec<usize>>,
    pub tables: Tables,
    pub instance_name: Option<Expr>,
}

impl Form {
    /// Makes a form ready. Errors: `FORM_EXPRESSION` with path and reason, `FORM_CYCLE` with the
    /// paths of rules that wait for each other.
    pub fn of(instrument: &Instrument) -> Result<Self, Problem> {
        let mut form = Self::outline(instrument);
        for index in 0..form.items.len() {
            if let Some(rules) = instrument.rules.get(&form.items[index].path) {
                form.items[index].rules = form.parsed(rules, &form.items[index].path)?;
            }
        }
        if !instrument.instance_name.is_empty() {
            form.instance_name = Some(form.parse(&instrument.instance_name, "")?);
        }
        for (path, rules) in &instrument.rules {
            let Some(&target) = form.by_path.get(path) else {
                continue;
            };
            for name in &rules.triggers {
                if let Some(source) = form.named(name) {
                    form.triggered[source].push(target);
                }
            }
        }
        form.tables = Tables::of(instrument, &form.filters());
        order::arrange(&mut form)?;
        Ok(form)
    }

    fn outline(instrument: &Instrument) -> Self {
        let first = instrument.nodes.first().map_or("/data", Node::path);
        let name = first.split('/').nth(1).unwrap_or("data");
        let root = Item {
            path: format!("/{name}"),
            name: name.to_owned(),
            kind: ItemKind::Root,
            parent: 0,
            children: Vec::new(),
            end: 0,
            repeats: Vec::new(),
            route: Vec::new(),
            rules: ItemRules::default(),
        };
        let mut form = Self {
            items: vec![root],
            by_path: BTreeMap::new(),
            by_name: BTreeMap::new(),
            order: Vec::new(),
            rank: Vec::new(),
            dependents: Vec::new(),
            judged_by: Vec::new(),
            filtered_by: Vec::new(),
            triggered: Vec::new(),
            tables: Tables::default(),
            instance_name: None,
        };
        for (index, node) in instrument.nodes.iter().enumerate() {
            form.add(node, 0, vec![index]);
        }
        form.items[0].end = form.items.len();
        form.triggered = vec![Vec::new(); form.items.len()];
        for (index, item) in form.items.iter().enumerate() {
            form.by_path.insert(item.path.clone(), index);
            let known = form.by_name.contains_key(&item.name);
            let named = if known { None } else { Some(index) };
            form.by_name.insert(item.name.clone(), named);
        }
        form
    }

    fn add(&mut self, node: &Node, parent: usize, route: Vec<usize>) {
        let kind = match node {
            Node::Question { .. } => ItemKind::Question,
            Node::Group { repeat: true, .. } => ItemKind::Repeat,
            Node::Group { .. } => ItemKind::Group,
        };
        let mut repeats = self.items[parent].repeats.clone();
        if self.items[parent].kind == ItemKind::Repeat {
            repeats.push(parent);
        }
        let index = self.items.len();
        let path = node.path().to_owned();
        self.items.push(Item {
            name: path.rsplit('/').next().unwrap_or("").to_owned(),
            path,
            kind,
            parent,
            children: Vec::new(),
            end: 0,
            repeats,
            route: route.clone(),
            rules: ItemRules::default(),
        });
        self.items[parent].children.push(index);
        for (position, child) in node.children().iter().enumerate() {
            let mut further = route.clone();
            further.push(position);
            self.add(child, index, further);
        }
        self.items[index].end = self.items.len();
    }

    fn parse(&self, text: &str, path: &str) -> Result<Expr, Problem> {
        let path_of = |name: &str| self.named(name).map(|item| self.items[item].path.clone());
        expression::parse(text, path_of).map_err(|reason| {
            Problem::new("FORM_EXPRESSION")
                .at_path(path)
                .with("expression", text)
                .with("reason", reason)
        })
    }

    fn parsed(&self, rules: &NodeRules, path: &str) -> Result<ItemRules, Problem> {
        let read = |text: &str| match text.is_empty() {
            true => Ok(None),
            false => self.parse(text, path).map(Some),
        };
        let calculation = read(&rules.calculation)?;
        let keeps = calculation
            .as_ref()
            .is_some_and(|written| expression::calls(written).iter().any(|(n, _)| *n == "once"));
        let is_triggered = !rules.triggers.is_empty();
        let (calculation, on_trigger) = match is_triggered {
            true => (None, calculation),
            false => (calculation, None),
        };
        Ok(ItemRules {
            relevant: read(&rules.relevant)?,
            calculation,
            required: read(&rules.required)?,
            constraint: read(&rules.constraint)?,
            read_only: read(&rules.read_only)?,
            choice_filter: read(&rules.choice_filter)?,
            repeat_count: read(&rules.repeat_count)?,
            default_expression: read(&rules.default_expression)?,
            on_trigger,
            keeps,
        })
    }

    /// The item with a name; `None` for no or several.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied().flatten()
    }

    /// The instrument's node behind an item; `None` for the root.
    pub fn node<'i>(&self, instrument: &'i Instrument, item: usize) -> Option<&'i Node> {
        let mut nodes = instrument.nodes.as_slice();
        let mut found = None;
        for step in &self.items[item].route {
            let node = nodes.get(*step)?;
            nodes = node.children();
            found = Some(node);
        }
        found
    }

    /// The type of an item's question.
    pub fn question_type<'i>(
        &self,
        instrument: &'i Instrument,
        item: usize,
    ) -> Option<&'i QuestionType> {
        match self.node(instrument, item)? {
            Node::Question { question_type, .. } => Some(question_type),
            Node::Group { .. } => None,
        }
    }

    /// All choices of a select, whether they stand in the question or in a table.
    pub fn choices<'f>(&'f self, instrument: &'f Instrument, item: usize) -> &'f [Choice] {
        let Some(node) = self.node(instrument, item) else {
            return &[];
        };
        match node.choices() {
            [] => self.tables.choices(node.list()),
            inline => inline,
        }
    }

    /// Table name and filter of every select that has one.
    fn filters(&self) -> Vec<&Expr> {
        let rules = self.items.iter().map(|item| &item.rules);
        let every = rules.flat_map(|rules| {
            [
                &rules.relevant,
                &rules.calculation,
                &rules.required,
                &rules.constraint,
                &rules.choice_filter,
                &rules.repeat_count,
                &rules.default_expression,
                &rules.on_trigger,
            ]
        });
        every.flatten().collect()
    }
}
