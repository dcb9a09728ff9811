//! The cover of a template: all before the first break to another page or section, with marks
//! where the report's words go. Fields become the text they showed, tracked changes are taken as
//! accepted, comments and notes stay behind. Not here: what is filled in (`super`).

use std::collections::{BTreeMap, HashMap};

use domain::problem::Problem;
use roxmltree::{Node, NodeId};

use super::copy::{A, Rules, Step, W, copy};
use super::relations::Relations;
use super::unpack::{Package, too_large};
use super::{CoverPicture, MARK, PLACEHOLDERS, unreadable};
use crate::render::docx::styles::escaped;

/// Left out with all that is in them.
const DROPPED: [&str; 37] = [
    "annotationRef",
    "bookmarkEnd",
    "bookmarkStart",
    "commentRangeEnd",
    "commentRangeStart",
    "commentReference",
    "customXmlPr",
    "del",
    "delInstrText",
    "delText",
    "endnoteReference",
    "fldChar",
    "footnoteReference",
    "instrText",
    "lastRenderedPageBreak",
    "moveFrom",
    "moveFromRangeEnd",
    "moveFromRangeStart",
    "moveToRangeEnd",
    "moveToRangeStart",
    "numberingChange",
    "pPrChange",
    "permEnd",
    "permStart",
    "proofErr",
    "rPrChange",
    "sdtEndPr",
    "sdtPr",
    "sectPr",
    "sectPrChange",
    "smartTagPr",
    "tblGridChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "cellDel",
];
/// What is in them stays.
const UNWRAPPED: [&str; 8] = [
    "customXml",
    "fldSimple",
    "hyperlink",
    "ins",
    "moveTo",
    "sdt",
    "sdtContent",
    "smartTag",
];
/// Drawings of other kinds (charts, diagrams) live in parts that are not carried along.
const GRAPHICS: [&str; 3] = [
    "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
];
/// First bytes of the pictures that Word knows, by the ending of the file.
const PICTURES: [(&str, &[u8]); 9] = [
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpeg", b"\xff\xd8\xff"),
    ("jpg", b"\xff\xd8\xff"),
    ("gif", b"GIF8"),
    ("bmp", b"BM"),
    ("tif", b""),
    ("tiff", b""),
    ("emf", b"\x01\x00\x00\x00"),
    ("wmf", b"\xd7\xcd\xc6\x9a"),
];

/// A cover is one page; it stands in every report of the firm.
const MOST_XML: usize = 2 * 1024 * 1024;

/// A cover with its pictures.
pub struct Cover {
    /// Empty when the template has none.
    pub xml: String,
    /// Those that the cover shows.
    pub pictures: Vec<CoverPicture>,
}

/// Reads the cover from the document part.
pub fn read(package: &Package, main: &str, relations: &Relations) -> Result<Cover, Problem> {
    let document = package.xml(main)?;
    let body = document
        .root_element()
        .children()
        .find(|node| node.has_tag_name((W, "body")))
        .ok_or_else(|| unreadable("no_body", main))?;
    let mut walk = Walk {
        known: relations.pictures(),
        used: BTreeMap::new(),
        words: HashMap::new(),
        begun: false,
        shows: false,
        stopped: false,
        stops_after: None,
    };
    let mut xml = String::new();
    for child in body.children().filter(Node::is_element) {
        copy(child, false, &mut walk, &mut xml);
        if xml.len() > MOST_XML {
            return Err(too_large("cover", main));
        }
    }
    if !walk.shows {
        return Ok(Cover {
            xml: String::new(),
            pictures: Vec::new(),
        });
    }
    let pictures = walk
        .used
        .into_iter()
        .map(|(part, id)| picture(package, &part, id))
        .collect::<Result<_, _>>()?;
    Ok(Cover { xml, pictures })
}

fn picture(package: &Package, part: &str, id: String) -> Result<CoverPicture, Problem> {
    let unknown = || Problem::new("WORD_TEMPLATE_PICTURE_UNKNOWN").with("part", part);
    let bytes = package.bytes(part).ok_or_else(unknown)?;
    let extension = part.rsplit('.').next().unwrap_or_default();
    let known = PICTURES
        .iter()
        .find(|(ending, first)| *ending == extension && bytes.starts_with(first));
    let (extension, _) = known.ok_or_else(unknown)?;
    Ok(CoverPicture {
        target: format!("media/{id}.{extension}"),
        id,
        bytes: bytes.to_vec(),
    })
}

/// Runs through the body until the cover ends.
struct Walk<'a> {
    /// The pictures of the template, by relationship.
    known: BTreeMap<&'a str, &'a str>,
    /// Part and new name of the pictures on the cover.
    used: BTreeMap<String, String>,
    /// The words of the text elements of paragraphs that were begun, as XML.
    words: HashMap<NodeId, String>,
    begun: bool,
    shows: bool,
    stopped: bool,
    stops_after: Option<NodeId>,
}

impl Rules for Walk<'_> {
    fn before(&mut self, node: Node<'_, '_>) -> Step {
        let name = node.tag_name().name();
        let is_word = node.tag_name().namespace() == Some(W);
        if self.stopped || (is_word && DROPPED.contains(&name)) {
            return Step::Drop;
        }
        if is_word && UNWRAPPED.contains(&name) {
            return Step::Unwrap;
        }
        match name {
            "p" if is_word => self.paragraph(node),
            "br" if is_word && node.attribute((W, "type")) == Some("page") => {
                self.stopped = true;
                Step::Drop
            }
            "pageBreakBefore" if is_word => Step::Drop,
            "t" if is_word => self.text(node),
            "drawing" if is_word && !is_known_drawing(node) => Step::Drop,
            "drawing" | "pict" if is_word => {
                self.shows = true;
                Step::Keep
            }
            _ => Step::Keep,
        }
    }

    fn after(&mut self, node: Node<'_, '_>) {
        self.stopped |= self.stops_after == Some(node.id());
    }

    fn relationship(&mut self, id: &str) -> Option<String> {
        let part = self.known.get(id)?;
        let next = self.used.len() + 1;
        let name = self.used.entry((*part).to_owned());
        Some(name.or_insert_with(|| format!("rIdCover{next}")).clone())
    }
}

impl Walk<'_> {
    fn paragraph(&mut self, node: Node<'_, '_>) -> Step {
        let property = |name| {
            let properties = node.children().find(|c| c.has_tag_name((W, "pPr")))?;
            properties.children().find(|c| c.has_tag_name((W, name)))
        };
        let breaks = property("pageBreakBefore")
            .is_some_and(|on| !matches!(on.attribute((W, "val")), Some("0" | "false" | "off")));
        if breaks && self.begun {
            self.stopped = true;
            return Step::Drop;
        }
        self.begun = true;
        if property("sectPr").is_some() {
            self.stops_after = Some(node.id());
        }
        self.words.extend(marked(node));
        Step::Keep
    }

    fn text(&mut self, node: Node<'_, '_>) -> Step {
        let words = match self.words.remove(&node.id()) {
            Some(words) => words,
            None => escaped(&all_text(node)),
        };
        self.shows |= !words.trim().is_empty();
        Step::Put(format!("<w:t xml:space=\"preserve\">{words}</w:t>"))
    }
}

fn is_known_drawing(drawing: Node<'_, '_>) -> bool {
    drawing
        .descendants()
        .filter(|node| node.has_tag_name((A, "graphicData")))
        .all(|node| GRAPHICS.contains(&node.attribute("uri").unwrap_or_default()))
}

fn all_text(node: Node<'_, '_>) -> String {
    let texts = node.children().filter_map(|child| child.text());
    texts.collect()
}

/// The text elements of a paragraph, without those of paragraphs in it (text boxes).
fn own_texts<'a, 'input>(node: Node<'a, 'input>, texts: &mut Vec<Node<'a, 'input>>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "p" | "del" | "moveFrom" => {}
            "t" => texts.push(child),
            _ => own_texts(child, texts),
        }
    }
}

/// The paragraph's own text elements with marks in place of placeholders, as XML. Word splits
/// `{标题}` over runs as it likes, so the words are looked at together.
fn marked(paragraph: Node<'_, '_>) -> HashMap<NodeId, String> {
    let mut texts = Vec::new();
    own_texts(paragraph, &mut texts);
    let mut words: HashMap<NodeId, String> = HashMap::new();
    let mut whole = String::new();
    let mut owners: Vec<(usize, NodeId)> = Vec::new();
    for text in texts {
        owners.push((whole.len(), text.id()));
        whole.push_str(&all_text(text));
        words.insert(text.id(), String::new());
    }
    let owner = |at: usize| {
        let behind = owners.partition_point(|(begin, _)| *begin <= at);
        owners.get(behind.checked_sub(1)?).map(|(_, id)| *id)
    };
    let mut at = 0;
    while let Some(rest) = whole.get(at..).filter(|rest| !rest.is_empty()) {
        let found = PLACEHOLDERS
            .iter()
            .enumerate()
            .find(|(_, placeholder)| rest.starts_with(**placeholder));
        let (piece, length) = match found {
            Some((index, placeholder)) => (format!("{MARK}{index}"), placeholder.len()),
            None => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                (escaped(rest.get(..length).unwrap_or_default()), length)
            }
        };
        if let Some(id) = owner(at) {
            words.entry(id).or_default().push_str(&piece);
        }
        at += length;
    }
    words
}
