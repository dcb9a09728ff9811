//! The firm's own Word template: its styles, fonts, theme and numbering in place of ours, and its
//! cover with the report's title, parties and date filled in. All else in it (margins, headers,
//! footers, text behind the cover) is left behind, and nothing is copied that was not understood.
//! Not here: the look without a template (`styles`), where templates are kept.

mod copy;
mod cover;
mod look;
mod relations;
#[cfg(test)]
mod tests;
mod unpack;

use domain::problem::Problem;
use domain::report::{Report, labels};

use super::styles::{self, escaped};
use copy::{A, PIC};
use relations::Relations;
use unpack::Package;

/// What may stand in a cover, and in the order of `values`.
const PLACEHOLDERS: [&str; 6] = [
    "{标题}",
    "{委托单位}",
    "{评价机构}",
    "{报告文号}",
    "{日期}",
    "{状态}",
];
/// Stands before the number of a placeholder in a cover: no XML has this character.
const MARK: char = '\0';

/// A template that was read and found harmless. Cheap to keep; made once, used for many reports.
#[derive(Debug)]
pub struct WordTemplate {
    /// `word/styles.xml` with the styles of ours that it lacked.
    pub(super) styles: String,
    /// `word/fontTable.xml` with the fonts of ours that it lacked.
    pub(super) fonts: Option<String>,
    /// `word/theme/theme1.xml`.
    pub(super) theme: Option<String>,
    /// `word/numbering.xml`, when styles or cover refer to it.
    pub(super) numbering: Option<String>,
    /// The pictures of the cover.
    pub(super) pictures: Vec<CoverPicture>,
    /// Ids of our styles, and those that the template gives styles of the same name.
    style_ids: Vec<(&'static str, String)>,
    /// XML with `MARK` and a digit for each placeholder; empty when the template has no cover.
    cover: String,
}

/// A picture of the cover, a logo for example.
#[derive(Debug)]
pub(super) struct CoverPicture {
    /// Its name in the document.
    pub(super) id: String,
    /// Its file in `word/`.
    pub(super) target: String,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

impl WordTemplate {
    /// Reads a `.docx`.
    ///
    /// # Errors
    /// All that is wrong with it: `WORD_TEMPLATE_TOO_LARGE` (details `limit`: `file`, `parts`,
    /// `unpacked`, `ratio` or `cover`), `WORD_TEMPLATE_UNREADABLE` (details `reason`, `part`),
    /// `WORD_TEMPLATE_HAS_MACROS`, `WORD_TEMPLATE_EXTERNAL_LINK` (details `part`, `target`,
    /// `count`), `WORD_TEMPLATE_EMBEDDED_OBJECT` (detail `part`), `WORD_TEMPLATE_PICTURE_UNKNOWN`
    /// (detail `part`).
    pub fn read(bytes: &[u8]) -> Result<WordTemplate, Vec<Problem>> {
        let package = Package::unpack(bytes).map_err(|problem| vec![problem])?;
        let problems = relations::refusals(&package);
        if !problems.is_empty() {
            return Err(problems);
        }
        Self::from_package(&package).map_err(|problem| vec![problem])
    }

    fn from_package(package: &Package) -> Result<WordTemplate, Problem> {
        let main = relations::main_part(package)?;
        let relations = Relations::of(package, &main)?;
        let cover = cover::read(package, &main, &relations)?;
        let style_part = relations.part("styles");
        let (styles, style_ids) = look::styles(package, style_part)?;
        let numbering = match relations.part("numbering") {
            Some(part)
                if [&styles, &cover.xml]
                    .iter()
                    .any(|xml| xml.contains("<w:numPr>")) =>
            {
                look::copied(package, part)?
            }
            _ => None,
        };
        let fonts = match relations.part("fontTable") {
            Some(part) => look::fonts(package, part)?,
            None => None,
        };
        let theme = match relations.part("theme") {
            Some(part) => look::copied(package, part)?,
            None => None,
        };
        Ok(WordTemplate {
            styles,
            fonts,
            theme,
            numbering,
            pictures: cover.pictures,
            style_ids,
            cover: cover.xml,
        })
    }

    /// Whether the template brings a cover; otherwise the report keeps ours.
    pub(super) fn has_cover(&self) -> bool {
        !self.cover.is_empty()
    }

    /// The document part with the template's styles and, filled in, its cover.
    pub(super) fn dress(&self, document: &str, report: &Report) -> String {
        const BODY: &str = "<w:body>";
        let Some((head, body)) = document.split_once(BODY) else {
            return document.to_owned();
        };
        // The prefixes of a cover that docx-rs does not declare for the whole document.
        let root = format!("<w:document xmlns:a=\"{A}\" xmlns:pic=\"{PIC}\"");
        let head = head.replacen("<w:document", &root, 1);
        let (cover, body) = (self.filled(report), self.restyled(body));
        format!("{head}{BODY}{cover}{body}")
    }

    fn restyled(&self, body: &str) -> String {
        const BEFORE: &str = "<w:pStyle w:val=\"";
        let mut pieces = body.split(BEFORE);
        let mut out = String::with_capacity(body.len());
        out.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (id, rest) = piece.split_once('"').unwrap_or((piece, ""));
            let known = self.style_ids.iter().find(|(ours, _)| *ours == id);
            out.push_str(BEFORE);
            match known {
                Some((_, theirs)) => out.push_str(&escaped(theirs)),
                None => out.push_str(id),
            }
            out.push('"');
            out.push_str(rest);
        }
        out
    }

    /// The cover; what is filled in is text, whatever it looks like.
    fn filled(&self, report: &Report) -> String {
        let values = values(report);
        let mut pieces = self.cover.split(MARK);
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let mut rest = piece.chars();
            let digit = rest.next().and_then(|digit| digit.to_digit(10));
            let value = digit.and_then(|digit| values.get(usize::try_from(digit).ok()?));
            out.push_str(&escaped(value.map_or("", String::as_str)));
            out.push_str(rest.as_str());
        }
        out
    }
}

/// In the order of `PLACEHOLDERS`. What has no value is said to be missing, as on our own cover.
fn values(report: &Report) -> [String; 6] {
    let line = |label: &str| {
        let lines = &report.cover.lines;
        let found = lines.iter().find(|(name, _)| name == label);
        found.map_or("", |(_, value)| value.as_str())
    };
    [
        &report.title,
        line("委托单位"),
        &report.cover.firm,
        line("报告文号"),
        &report.cover.date,
        &report.cover.state,
    ]
    .map(|value| match value.trim() {
        "" => labels::MISSING_VALUE.to_owned(),
        value => value.to_owned(),
    })
}

/// The problem of a template that is no readable .docx.
fn unreadable(reason: &str, part: &str) -> Problem {
    Problem::new("WORD_TEMPLATE_UNREADABLE")
        .with("reason", reason)
        .with("part", part)
}
