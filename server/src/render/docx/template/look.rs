//! Styles, fonts, theme and numbering of a template. Styles and fonts of ours that it lacks are
//! added; of those it has, its own count. Not here: the cover (`cover`).

use std::collections::BTreeMap;

use domain::problem::Problem;
use roxmltree::{Document, Node};

use super::copy::{Rules, Step, W, copy};
use super::unpack::Package;
use super::{styles, unreadable};

const OUR_FONTS: &str = include_str!("../font_table.xml");

/// Our style ids with those under which the template knows them.
type StyleIds = Vec<(&'static str, String)>;

/// Copies all that is harmless.
struct Plain;

impl Rules for Plain {
    fn before(&mut self, _node: Node<'_, '_>) -> Step {
        Step::Keep
    }
}

/// A part as it is, without what is never copied. `None` for a part that is not there.
pub fn copied(package: &Package, part: &str) -> Result<Option<String>, Problem> {
    if package.bytes(part).is_none() {
        return Ok(None);
    }
    let document = package.xml(part)?;
    Ok(Some(part_of(document.root_element(), &mut Plain)))
}

fn part_of(root: Node<'_, '_>, rules: &mut dyn Rules) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
    copy(root, true, rules, &mut out);
    out
}

/// Copies a part and adds at its end what it lacked.
struct Added {
    xml: String,
}

impl Rules for Added {
    fn before(&mut self, _node: Node<'_, '_>) -> Step {
        Step::Keep
    }

    fn at_end(&mut self, node: Node<'_, '_>) -> String {
        match node.parent_element() {
            None => std::mem::take(&mut self.xml),
            Some(_) => String::new(),
        }
    }
}

/// The font table with stand-ins for our fonts.
pub fn fonts(package: &Package, part: &str) -> Result<Option<String>, Problem> {
    if package.bytes(part).is_none() {
        return Ok(None);
    }
    let theirs = package.xml(part)?;
    let ours = parsed(OUR_FONTS)?;
    let name = |node: &Node<'_, '_>| node.attribute((W, "name")).unwrap_or_default().to_owned();
    let known: Vec<String> = theirs.root_element().children().map(|f| name(&f)).collect();
    let mut added = String::new();
    for font in ours.root_element().children().filter(Node::is_element) {
        if !known.contains(&name(&font)) {
            copy(font, false, &mut Plain, &mut added);
        }
    }
    let mut rules = Added { xml: added };
    Ok(Some(part_of(theirs.root_element(), &mut rules)))
}

/// The styles, and under which ids ours are found in them.
pub fn styles(package: &Package, part: Option<&str>) -> Result<(String, StyleIds), Problem> {
    let built = styles::document().build().styles;
    let built = String::from_utf8_lossy(&built);
    let ours = parsed(&built)?;
    let Some(part) = part.filter(|part| package.bytes(part).is_some()) else {
        let ids = styles::NAMES.map(|(id, _)| (id, id.to_owned()));
        return Ok((built.into_owned(), ids.into()));
    };
    let theirs = package.xml(part)?;
    if !theirs.root_element().has_tag_name((W, "styles")) {
        return Err(unreadable("no_styles", part));
    }
    let known = ids_by_name(&theirs);
    let ids: StyleIds = styles::NAMES
        .iter()
        .map(|(id, name)| {
            let found = known.get(*name).cloned();
            (*id, found.unwrap_or_else(|| free_id(id, &theirs)))
        })
        .collect();
    let mut added = String::new();
    for (id, name) in styles::NAMES {
        let style = ours
            .root_element()
            .children()
            .find(|style| style.attribute((W, "styleId")) == Some(id));
        if let Some(style) = style.filter(|_| !known.contains_key(name)) {
            let mut xml = String::new();
            copy(style, false, &mut Renamed { ids: &ids }, &mut xml);
            let renamed = styles::escaped(renamed(id, &ids));
            let (old, new) = (
                format!("w:styleId=\"{id}\""),
                format!("w:styleId=\"{renamed}\""),
            );
            added.push_str(&xml.replacen(&old, &new, 1));
        }
    }
    let mut rules = Theirs { ids: &ids, added };
    let xml = part_of(theirs.root_element(), &mut rules);
    Ok((xml, ids))
}

fn parsed(xml: &str) -> Result<Document<'_>, Problem> {
    Document::parse(xml).map_err(|_| unreadable("no_xml", "ours"))
}

/// Paragraph styles by name: Word translates names, but not in the file.
fn ids_by_name(styles: &Document<'_>) -> BTreeMap<String, String> {
    let mut ids = BTreeMap::new();
    for style in styles.root_element().children() {
        let is_paragraph = style.attribute((W, "type")).unwrap_or("paragraph") == "paragraph";
        let name = style
            .children()
            .find(|child| child.has_tag_name((W, "name")))
            .and_then(|name| name.attribute((W, "val")));
        let id = style.attribute((W, "styleId"));
        if let (true, Some(name), Some(id)) = (is_paragraph, name, id) {
            ids.entry(name.to_lowercase()).or_insert(id.to_owned());
        }
    }
    ids
}

/// An id for a style of ours that the template has not taken for another.
fn free_id(id: &str, theirs: &Document<'_>) -> String {
    let is_taken = |id: &str| {
        let mut styles = theirs.root_element().children();
        styles.any(|style| style.attribute((W, "styleId")) == Some(id))
    };
    let mut free = id.to_owned();
    while is_taken(&free) {
        free.push_str("Kanping");
    }
    free
}

/// What a style of ours is called in the template.
fn renamed<'a>(id: &'a str, ids: &'a StyleIds) -> &'a str {
    let found = ids.iter().find(|(ours, _)| *ours == id);
    found.map_or(id, |(_, theirs)| theirs)
}

/// A style of ours among theirs.
struct Renamed<'a> {
    ids: &'a StyleIds,
}

impl Rules for Renamed<'_> {
    fn before(&mut self, node: Node<'_, '_>) -> Step {
        if node.has_tag_name((W, "next")) {
            let value = node.attribute((W, "val")).unwrap_or_default();
            let next = styles::escaped(renamed(value, self.ids));
            return Step::Put(format!("<w:next w:val=\"{next}\"/>"));
        }
        if node.has_tag_name((W, "basedOn")) {
            return Step::Drop;
        }
        Step::Keep
    }
}

/// Their styles with ours at the end. Headings of the report are numbered in words already.
struct Theirs<'a> {
    ids: &'a StyleIds,
    added: String,
}

impl Rules for Theirs<'_> {
    fn before(&mut self, node: Node<'_, '_>) -> Step {
        if node.has_tag_name((W, "numPr")) {
            let style = node
                .ancestors()
                .find(|above| above.has_tag_name((W, "style")));
            let id = style.and_then(|style| style.attribute((W, "styleId")));
            if id.is_some_and(|id| self.ids.iter().any(|(_, theirs)| theirs == id)) {
                return Step::Put("<w:numPr><w:numId w:val=\"0\"/></w:numPr>".to_owned());
            }
        }
        Step::Keep
    }

    fn at_end(&mut self, node: Node<'_, '_>) -> String {
        match node.parent_element() {
            None => std::mem::take(&mut self.added),
            Some(_) => String::new(),
        }
    }
}
