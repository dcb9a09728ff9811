//! Fonts, sizes and paragraph styles (domain.md §7.2). Fonts are named, never shipped; the font
//! table names what stands in for them (`package`). Not here: page margins (`page`).

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, Run, RunFonts, SpecialIndentType, Style,
    StyleType,
};

/// 小标宋, for titles.
pub const TITLE_SONG: &str = "方正小标宋简体";
/// 仿宋, for the body.
pub const FANG_SONG: &str = "仿宋_GB2312";
/// 黑体, for 一、 and captions.
pub const HEI: &str = "黑体";
/// 楷体, for （一）.
pub const KAI: &str = "楷体_GB2312";
const LATIN: &str = "Times New Roman";

/// Sizes in half points: 二号, 三号, 四号, 小四, 五号.
pub const SIZE_2: usize = 44;
/// 三号.
pub const SIZE_3: usize = 32;
/// 四号.
pub const SIZE_4: usize = 28;
/// 小四.
pub const SIZE_SMALL_4: usize = 24;
/// 五号.
pub const SIZE_5: usize = 21;
/// 小五.
pub const SIZE_SMALL_5: usize = 18;

/// 28.8 pt in twentieths: 22 lines on a page.
const LINE: i32 = 576;
/// Two characters of 三号 in twentieths of a point.
const TWO_CHARACTERS: i32 = 640;

/// A font for Chinese with Times for Latin letters and digits.
pub fn fonts(east_asia: &str) -> RunFonts {
    RunFonts::new()
        .east_asia(east_asia)
        .ascii(LATIN)
        .hi_ansi(LATIN)
        .cs(LATIN)
}

/// A run that names its fonts and size.
pub fn run(text: &str, font: &str, half_points: usize) -> Run {
    styled_run(text).fonts(fonts(font)).size(half_points)
}

/// A run that looks as the style of its paragraph says.
pub fn styled_run(text: &str) -> Run {
    Run::new().add_text(printable(text))
}

/// The text without the characters that XML 1.0 cannot carry.
pub fn printable(text: &str) -> String {
    let is_allowed = |c: &char| {
        matches!(*c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(*c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(is_allowed).collect()
}

/// The text as it stands in XML, in an element or an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in printable(text).chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// Fixed lines of 28.8 pt.
pub fn fixed_lines() -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(LINE)
}

/// Lines of table cells: as high as they need, at least 16 pt.
pub fn cell_lines() -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::AtLeast)
        .line(320)
}

/// Lines below a photo, with letters of so many half points.
pub fn caption_lines(half_points: usize) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(i32::try_from(half_points * 14).unwrap_or(LINE))
}

/// The styles by the names under which Word knows them (in lower case).
pub const NAMES: [(&str, &str); 8] = [
    ("Title", "title"),
    ("BodyText", "body text"),
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("TOC1", "toc 1"),
    ("TOC2", "toc 2"),
    ("Caption", "caption"),
];

/// An empty document with the styles.
pub fn document() -> Docx {
    Docx::new()
        .default_fonts(fonts(FANG_SONG))
        .default_size(SIZE_3)
        .add_style(style("Title", "Title", TITLE_SONG, SIZE_2).align(AlignmentType::Center))
        .add_style(body())
        .add_style(heading("Heading1", "heading 1", HEI, 0))
        .add_style(heading("Heading2", "heading 2", KAI, 1))
        .add_style(heading("Heading3", "heading 3", FANG_SONG, 2).bold())
        .add_style(contents_line("TOC1", "toc 1", 0))
        .add_style(contents_line("TOC2", "toc 2", TWO_CHARACTERS))
        .add_style(style("Caption", "caption", HEI, SIZE_SMALL_4).align(AlignmentType::Center))
}

fn style(id: &str, name: &str, font: &str, half_points: usize) -> Style {
    Style::new(id, StyleType::Paragraph)
        .name(name)
        .fonts(fonts(font))
        .size(half_points)
}

fn body() -> Style {
    style("BodyText", "Body Text", FANG_SONG, SIZE_3)
        .line_spacing(fixed_lines())
        .align(AlignmentType::Both)
        .indent(
            None,
            Some(SpecialIndentType::FirstLine(TWO_CHARACTERS)),
            None,
            None,
        )
}

fn heading(id: &str, name: &str, font: &str, outline: usize) -> Style {
    style(id, name, font, SIZE_3)
        .next("BodyText")
        .outline_lvl(outline)
        .line_spacing(fixed_lines())
        .indent(
            None,
            Some(SpecialIndentType::FirstLine(TWO_CHARACTERS)),
            None,
            None,
        )
}

fn contents_line(id: &str, name: &str, left: i32) -> Style {
    style(id, name, FANG_SONG, SIZE_4)
        .line_spacing(fixed_lines())
        .indent(Some(left), None, None, None)
}
