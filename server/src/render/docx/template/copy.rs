//! Copies XML of a template: only elements and attributes of known namespaces, under fixed
//! prefixes, and none that could reach outside of the document.
//! Not here: which parts are copied (`look`, `cover`).

use roxmltree::{Attribute, Node};

use crate::render::docx::styles::escaped;

/// WordprocessingML.
pub const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Names of relationships.
pub const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// DrawingML.
pub const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Alternatives for older programs.
pub const MC: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
/// Pictures of DrawingML.
pub const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is copied, and the prefix it gets.
const NAMESPACES: [(&str, &str); 11] = [
    (W, "w"),
    (R, "r"),
    (A, "a"),
    (MC, "mc"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wp",
    ),
    (PIC, "pic"),
    (
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wps",
    ),
    (
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wpg",
    ),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("urn:schemas-microsoft-com:office:office", "o"),
    ("urn:schemas-microsoft-com:office:word", "w10"),
];
/// Elements that lead outside, hold fonts or pictures of other parts, or extend the format.
const NEVER_COPIED: [&str; 18] = [
    "OLEObject",
    "altChunk",
    "audioFile",
    "attachedTemplate",
    "control",
    "embedBold",
    "embedBoldItalic",
    "embedItalic",
    "embedRegular",
    "extLst",
    "hlinkClick",
    "hlinkHover",
    "lvlPicBulletId",
    "movie",
    "numPicBullet",
    "object",
    "subDoc",
    "videoFile",
];

/// What becomes of an element.
pub enum Step {
    /// It is copied with what is in it.
    Keep,
    /// It is left out with all that is in it.
    Drop,
    /// Only what is in it is copied.
    Unwrap,
    /// This stands in its place.
    Put(String),
}

/// Decides about the elements of a part.
pub trait Rules {
    /// Before an element of a known namespace.
    fn before(&mut self, node: Node<'_, '_>) -> Step;

    /// After an element that was kept.
    fn after(&mut self, _node: Node<'_, '_>) {}

    /// What stands at the end of an element that was kept.
    fn at_end(&mut self, _node: Node<'_, '_>) -> String {
        String::new()
    }

    /// The new name of a relationship; `None` leaves the attribute out.
    fn relationship(&mut self, _id: &str) -> Option<String> {
        None
    }
}

/// Copies an element. `outermost` declares the prefixes.
pub fn copy(node: Node<'_, '_>, outermost: bool, rules: &mut dyn Rules, out: &mut String) {
    let tag = node.tag_name();
    let Some(prefix) = tag.namespace().and_then(prefix) else {
        return;
    };
    if NEVER_COPIED.contains(&tag.name()) {
        return;
    }
    match rules.before(node) {
        Step::Drop => {}
        Step::Put(xml) => out.push_str(&xml),
        Step::Unwrap => children(node, outermost, rules, out),
        Step::Keep if node.has_tag_name((MC, "AlternateContent")) => {
            alternatives(node, outermost, rules, out);
        }
        Step::Keep => {
            let name = format!("{prefix}:{}", tag.name());
            out.push_str(&format!("<{name}"));
            if outermost {
                declare(out);
            }
            attributes(node, rules, out);
            out.push('>');
            children(node, false, rules, out);
            out.push_str(&rules.at_end(node));
            out.push_str(&format!("</{name}>"));
            rules.after(node);
        }
    }
}

/// Copies what is in an element.
fn children(node: Node<'_, '_>, outermost: bool, rules: &mut dyn Rules, out: &mut String) {
    for child in node.children() {
        if child.is_element() {
            copy(child, outermost, rules, out);
        } else if child.is_text() && !outermost {
            out.push_str(&escaped(child.text().unwrap_or_default()));
        }
    }
}

fn declare(out: &mut String) {
    for (uri, prefix) in NAMESPACES {
        out.push_str(&format!(" xmlns:{prefix}=\"{uri}\""));
    }
}

fn attributes(node: Node<'_, '_>, rules: &mut dyn Rules, out: &mut String) {
    for attribute in node.attributes() {
        if let Some((name, value)) = kept(&attribute, rules) {
            out.push_str(&format!(" {name}=\"{}\"", escaped(&value)));
        }
    }
}

fn kept(attribute: &Attribute<'_, '_>, rules: &mut dyn Rules) -> Option<(String, String)> {
    let (name, value) = (attribute.name(), attribute.value());
    let prefix = match attribute.namespace() {
        // VML knows pictures and links by address.
        None if matches!(name, "src" | "href" | "althref") => return None,
        None => return Some((name.to_owned(), value.to_owned())),
        Some(XML) => "xml",
        Some(R) => return Some((format!("r:{name}"), rules.relationship(value)?)),
        Some(MC) => return None,
        Some(uri) => prefix(uri)?,
    };
    if prefix == "o" && matches!(name, "href" | "relid" | "althref") {
        return None;
    }
    Some((format!("{prefix}:{name}"), value.to_owned()))
}

/// Only alternatives that use known namespaces are copied; without one, the way out for programs
/// that know none stands alone.
fn alternatives(node: Node<'_, '_>, outermost: bool, rules: &mut dyn Rules, out: &mut String) {
    let mut choices = String::new();
    for choice in node.children() {
        let Some(required) = choice
            .has_tag_name((MC, "Choice"))
            .then(|| required(choice))
            .flatten()
        else {
            continue;
        };
        choices.push_str(&format!("<mc:Choice Requires=\"{required}\">"));
        children(choice, false, rules, &mut choices);
        choices.push_str("</mc:Choice>");
    }
    let fallback = node
        .children()
        .find(|child| child.has_tag_name((MC, "Fallback")));
    if choices.is_empty() {
        if let Some(fallback) = fallback {
            children(fallback, outermost, rules, out);
        }
        return;
    }
    out.push_str("<mc:AlternateContent");
    if outermost {
        declare(out);
    }
    out.push('>');
    out.push_str(&choices);
    if let Some(fallback) = fallback {
        out.push_str("<mc:Fallback>");
        children(fallback, false, rules, out);
        out.push_str("</mc:Fallback>");
    }
    out.push_str("</mc:AlternateContent>");
}

/// The prefixes under which the namespaces are copied that an alternative requires.
fn required(choice: Node<'_, '_>) -> Option<String> {
    let prefixes = choice.attribute("Requires")?.split_whitespace();
    let ours: Option<Vec<&str>> = prefixes
        .map(|theirs| prefix(choice.lookup_namespace_uri(Some(theirs))?))
        .collect();
    ours.filter(|ours| !ours.is_empty())
        .map(|ours| ours.join(" "))
}

fn prefix(uri: &str) -> Option<&'static str> {
    let found = NAMESPACES.iter().find(|(known, _)| *known == uri);
    found.map(|(_, prefix)| *prefix)
}
