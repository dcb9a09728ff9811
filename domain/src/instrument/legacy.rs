//! Forms imported before rules were kept as such: their rules stand in the XForm that was made of
//! them. Tablets may hold such forms for as long as a record is pinned to one. Not here: new forms.

use std::collections::BTreeMap;

use rxeval::{Instance, NodeId};

use super::{Instrument, LookupTable, Node, NodeRules, Translations};

/// The form with the rules of its XForm; `None` for a form that has its own, or an XForm that
/// cannot be read.
pub(super) fn upgraded(instrument: &Instrument) -> Option<Instrument> {
    if instrument.xform.is_empty() || !instrument.rules.is_empty() {
        return None;
    }
    let document = Instance::from_xml(&instrument.xform).ok()?;
    let mut upgraded = instrument.clone();
    let texts = texts(&document);
    for bind in elements(&document, "bind") {
        let of = |name: &str| attribute(&document, bind, name);
        let message = |name: &str| message(&of(name), &texts);
        let rules = NodeRules {
            relevant: of("relevant"),
            constraint: of("constraint"),
            constraint_message: message("constraintMsg"),
            required: of("required"),
            required_message: message("requiredMsg"),
            read_only: of("readonly"),
            calculation: of("calculate"),
            ..NodeRules::default()
        };
        upgraded.rules.insert(of("nodeset"), rules);
    }
    for node in elements(&document, "setvalue") {
        let (path, value) = (
            attribute(&document, node, "ref"),
            attribute(&document, node, "value"),
        );
        upgraded.rules.entry(path).or_default().default_expression = value;
    }
    fixed_defaults(&document, &mut upgraded.rules);
    filters(&document, &mut upgraded);
    upgraded.xform.clear();
    Some(upgraded)
}

fn elements<'d>(document: &'d Instance, name: &'d str) -> impl Iterator<Item = NodeId> + 'd {
    let all = document
        .root()
        .map(|root| document.descendants(root))
        .unwrap_or_default();
    all.into_iter()
        .filter(move |node| document.node(*node).name == name)
}

fn attribute(document: &Instance, node: NodeId, name: &str) -> String {
    let mut attributes = document.attributes(node).into_iter();
    let found = attributes.find(|attribute| document.node(*attribute).name == name);
    found.map_or(String::new(), |found| {
        document.node(found).value.trim().to_owned()
    })
}

/// Text id → language → text.
fn texts(document: &Instance) -> BTreeMap<String, Translations> {
    let mut texts: BTreeMap<String, Translations> = BTreeMap::new();
    for translation in elements(document, "translation") {
        let language = attribute(document, translation, "lang");
        for text in document.children(translation) {
            let value = document.string_value(text).trim().to_owned();
            let languages = texts.entry(attribute(document, text, "id")).or_default();
            languages.insert(language.clone(), value);
        }
    }
    texts
}

fn message(written: &str, texts: &BTreeMap<String, Translations>) -> Translations {
    let id = written
        .strip_prefix("jr:itext('")
        .and_then(|rest| rest.strip_suffix("')"));
    match id {
        Some(id) => texts.get(id).cloned().unwrap_or_default(),
        None if written.is_empty() => Translations::new(),
        None => Translations::from([("default".to_owned(), written.to_owned())]),
    }
}

/// Fixed first answers stand in the instance.
fn fixed_defaults(document: &Instance, rules: &mut BTreeMap<String, NodeRules>) {
    let primary = elements(document, "instance").next();
    let root = primary.and_then(|primary| document.children(primary).into_iter().next());
    let Some(root) = root else { return };
    let mut open = vec![(root, format!("/{}", document.node(root).name))];
    while let Some((node, path)) = open.pop() {
        for child in document.children(node) {
            open.push((child, format!("{path}/{}", document.node(child).name)));
        }
        let value = document.node(node).value.trim();
        if !value.is_empty() {
            value.clone_into(&mut rules.entry(path).or_default().default_value);
        }
    }
}

/// Filters of choices, with the lists whose columns they compare.
fn filters(document: &Instance, instrument: &mut Instrument) {
    let mut filtered: BTreeMap<String, String> = BTreeMap::new();
    for set in elements(document, "itemset") {
        let nodeset = attribute(document, set, "nodeset");
        let control = document
            .parent(set)
            .map(|control| attribute(document, control, "ref"));
        let list = nodeset
            .strip_prefix("instance('")
            .and_then(|rest| rest.split_once('\''));
        let inner = nodeset
            .split_once('[')
            .and_then(|(_, rest)| rest.strip_suffix(']'));
        if let (Some(path), Some((list, _)), Some(filter)) = (control, list, inner) {
            filter.clone_into(
                &mut instrument
                    .rules
                    .entry(path.clone())
                    .or_default()
                    .choice_filter,
            );
            filtered.insert(path, list.to_owned());
        }
    }
    for instance in elements(document, "instance") {
        let id = attribute(document, instance, "id");
        if filtered.values().any(|list| *list == id) {
            instrument.lists.insert(id, table(document, instance));
        }
    }
    set_lists(&mut instrument.nodes, &filtered);
}

fn set_lists(nodes: &mut [Node], filtered: &BTreeMap<String, String>) {
    for node in nodes {
        match node {
            Node::Question { path, details, .. } => {
                if let Some(list) = filtered.get(path.as_str()) {
                    details.list.clone_from(list);
                }
            }
            Node::Group { children, .. } => set_lists(children, filtered),
        }
    }
}

fn table(document: &Instance, instance: NodeId) -> LookupTable {
    let mut table = LookupTable::default();
    let roots = document.children(instance).into_iter();
    for item in roots.flat_map(|root| document.children(root)) {
        let mut cells = vec![String::new(); table.columns.len()];
        for cell in document.children(item) {
            let name = &document.node(cell).name;
            let column = table.column(name).unwrap_or_else(|| {
                table.columns.push(name.clone());
                cells.push(String::new());
                table.columns.len() - 1
            });
            cells[column] = document.string_value(cell);
        }
        table.rows.push(cells);
    }
    table
}
