//! How the parts of a template hang together, and what is refused about them: macros, links to
//! the outside, embedded objects. Not here: limits on size (`unpack`).

use std::collections::BTreeMap;

use domain::problem::Problem;
use roxmltree::Node;

use super::unpack::Package;
use super::unreadable;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// A document or a template; those with macros have other types.
const MAIN_TYPES: [&str; 2] = [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
];
/// Last words of relationship types that bring objects along.
const OBJECTS: [&str; 5] = [
    "/oleObject",
    "/control",
    "/package",
    "/aFChunk",
    "/activeXControlBinary",
];

/// What one part refers to.
pub struct Relations {
    /// Id, last word of the type, name of the part in lower case.
    links: Vec<(String, String, String)>,
}

impl Relations {
    /// What the part refers to; nothing, when it has no list.
    pub fn of(package: &Package, part: &str) -> Result<Self, Problem> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let list = format!("{folder}/_rels/{file}.rels");
        let list = list.trim_start_matches('/');
        let mut links = Vec::new();
        if package.bytes(list).is_some() {
            let document = package.xml(list)?;
            for node in relationships(document.root_element()) {
                let value = |name| node.attribute(name).unwrap_or_default();
                // Those of Office itself; of others nothing is carried along.
                let kind = value("Type").strip_prefix(OFFICE).unwrap_or_default();
                let kind = kind.trim_start_matches('/').to_owned();
                let target = resolved(folder, value("Target"));
                links.push((value("Id").to_owned(), kind, target));
            }
        }
        Ok(Self { links })
    }

    /// The first part of a kind.
    pub fn part(&self, kind: &str) -> Option<&str> {
        let found = self.links.iter().find(|(_, its_kind, _)| its_kind == kind);
        found.map(|(_, _, target)| target.as_str())
    }

    /// The pictures: id and part.
    pub fn pictures(&self) -> BTreeMap<&str, &str> {
        let pictures = self.links.iter().filter(|(_, kind, _)| kind == "image");
        pictures
            .map(|(id, _, target)| (id.as_str(), target.as_str()))
            .collect()
    }
}

fn relationships<'a, 'input>(root: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    root.children()
        .filter(|node| node.tag_name().name() == "Relationship")
}

/// The name of a part, seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    let base = if from_root { "" } else { folder };
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/").to_lowercase()
}

/// The part with the text; a template without one, or with one of another kind, is no .docx.
pub fn main_part(package: &Package) -> Result<String, Problem> {
    let root = Relations::of(package, "")?;
    let main = root
        .part("officeDocument")
        .ok_or_else(|| unreadable("no_document", ""))?;
    let types = package.xml("[content_types].xml")?;
    let part_name = format!("/{main}");
    let kind = types.descendants().find_map(|node| {
        let name = node.attribute("PartName")?;
        (name.to_lowercase() == part_name).then(|| node.attribute("ContentType"))?
    });
    match kind {
        Some(kind) if MAIN_TYPES.contains(&kind) => Ok(main.to_owned()),
        _ => Err(unreadable("no_word_document", main)),
    }
}

/// All that a template is refused for.
pub fn refusals(package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    problems.extend(macros(package));
    match links(package) {
        Ok(found) => problems.extend(found),
        Err(problem) => problems.push(problem),
    }
    problems
}

fn macros(package: &Package) -> Option<Problem> {
    let is_macro = |name: &str| {
        let file = name.rsplit('/').next().unwrap_or(name);
        file.starts_with("vbaproject") || file.starts_with("vbadata")
    };
    let part = package.names().find(|name| is_macro(name));
    let types = package.xml("[content_types].xml").ok();
    let has_type = types.is_some_and(|types| {
        let mut kinds = types
            .descendants()
            .filter_map(|node| node.attribute("ContentType"));
        kinds.any(|kind| {
            let kind = kind.to_lowercase();
            kind.contains("macroenabled") || kind.contains("vbaproject")
        })
    });
    let found = part.or(has_type.then_some("[content_types].xml"))?;
    Some(Problem::new("WORD_TEMPLATE_HAS_MACROS").with("part", found))
}

/// External links and embedded objects, each kind told once.
fn links(package: &Package) -> Result<Vec<Problem>, Problem> {
    let mut external: Vec<(String, String)> = Vec::new();
    let folders = ["/embeddings/", "/activex/"];
    let is_object = |name: &&str| folders.iter().any(|folder| name.contains(folder));
    let mut object = package.names().find(is_object).map(str::to_owned);
    for list in package.names().filter(|name| name.ends_with(".rels")) {
        let document = package.xml(list)?;
        for node in relationships(document.root_element()) {
            let value = |name| node.attribute(name).unwrap_or_default();
            if value("TargetMode").eq_ignore_ascii_case("external") {
                external.push((list.to_owned(), value("Target").to_owned()));
            }
            if OBJECTS.iter().any(|end| value("Type").ends_with(end)) {
                object = object.or_else(|| Some(list.to_owned()));
            }
        }
    }
    let mut problems = Vec::new();
    if let Some((part, target)) = external.first() {
        problems.push(
            Problem::new("WORD_TEMPLATE_EXTERNAL_LINK")
                .with("part", part)
                .with("target", target)
                .with("count", external.len()),
        );
    }
    if let Some(part) = object {
        problems.push(Problem::new("WORD_TEMPLATE_EMBEDDED_OBJECT").with("part", part));
    }
    Ok(problems)
}
