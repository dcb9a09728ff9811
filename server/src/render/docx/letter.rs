//! A letter as a Word document: heading, addressee, body, who sends it and when.

use docx_rs::{AlignmentType, LineSpacing, Paragraph};
use domain::report::{Chapter, Cover, Letter, Report};
use domain::scoring::SourceNames;

use super::archive::Archive;
use super::picture::Pictures;
use super::styles::{self, FANG_SONG, HEI, SIZE_2, SIZE_3, TITLE_SONG};
use super::{Item, Writer, add_item, package, page};
use crate::render::RenderError;

/// Renders a letter; the same letter gives the same bytes.
///
/// # Errors
/// `RenderError::Archive` when packing fails.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, RenderError> {
    let no_photo = |_: &domain::ids::Sha256Hex| None;
    let archive = Archive::new(&package::content_types(None, 0))?;
    let mut writer = Writer {
        pictures: Pictures::new(&no_photo, archive),
        bookmarks: 0,
        size: None,
    };
    let mut items = sheet(&mut writer, letter, false)?;
    for further in &letter.further {
        items.extend(sheet(&mut writer, further, true)?);
    }
    let document = page::set_last(styles::document(), false);
    let document = items.into_iter().fold(document, add_item);
    package::pack(document, writer.pictures, &shell(letter), None)
}

/// One sheet, the further ones on pages of their own.
fn sheet(
    writer: &mut Writer<'_>,
    letter: &Letter,
    new_page: bool,
) -> Result<Vec<Item>, RenderError> {
    let line = |text: &str, font: &str, size: usize, align: AlignmentType| {
        let run = styles::run(text, font, size);
        Paragraph::new()
            .align(align)
            .line_spacing(LineSpacing::new().before(120).after(120))
            .add_run(run)
    };
    let title = line(&letter.title, TITLE_SONG, SIZE_2, AlignmentType::Center);
    let to = format!("{}：", letter.to);
    let mut items = vec![
        Item::paragraph(title.page_break_before(new_page)),
        Item::paragraph(line(
            &letter.subject,
            FANG_SONG,
            SIZE_3,
            AlignmentType::Center,
        )),
        Item::paragraph(line(&to, HEI, SIZE_3, AlignmentType::Left)),
    ];
    for block in &letter.blocks {
        writer.block(&mut items, block, false)?;
    }
    for text in [&letter.from, &letter.day] {
        items.push(Item::paragraph(line(
            text,
            FANG_SONG,
            SIZE_3,
            AlignmentType::Right,
        )));
    }
    Ok(items)
}

/// The archive asks a report for its cover; a letter has none.
fn shell(letter: &Letter) -> Report {
    let empty = Chapter {
        id: "letter".to_owned(),
        heading: String::new(),
        landscape: false,
        sections: Vec::new(),
    };
    Report {
        title: letter.title.clone(),
        cover: Cover {
            lines: Vec::new(),
            firm: letter.from.clone(),
            date: letter.day.clone(),
            state: String::new(),
        },
        summary: empty,
        chapters: Vec::new(),
        annexes: Vec::new(),
        gaps: Vec::new(),
        source_names: SourceNames::default(),
    }
}
