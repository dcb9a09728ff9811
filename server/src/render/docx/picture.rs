//! Photo plates and bar charts. Photos are made small enough to be mailed; a bar is one coloured
//! pixel stretched. Not here: where the bytes come from.

use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Pic, Run, Table, TableCell, TableLayoutType, TableRow,
    VAlignType, WidthType,
};
use domain::ids::Sha256Hex;
use domain::report::{Bar, BarChart, Photo, PhotoPlate, Span, labels};
use image::ImageEncoder as _;

use super::styles::{self, FANG_SONG, SIZE_5, SIZE_SMALL_4};
use super::table::caption;
use super::{Item, page};
use crate::render::RenderError;

/// Long side of a printed photo in pixels; at 75 mm this is more than 300 per inch.
const LONG_SIDE: u32 = 1_000;
const JPEG_QUALITY: u8 = 80;
const EMU_PER_MM: u32 = 36_000;
/// Room for one photo: two columns and two rows on a page.
const PHOTO_WIDTH: u32 = 73 * EMU_PER_MM;
const PHOTO_HEIGHT: u32 = 66 * EMU_PER_MM;
/// The longest bar.
const BAR_WIDTH: u32 = 85 * EMU_PER_MM;
const BAR_HEIGHT: u32 = 4 * EMU_PER_MM;
const ACCENT: [u8; 3] = [0x1f, 0x5a, 0x63];

/// Reads photos and numbers the pictures of the document.
pub struct Pictures<'a> {
    photo: &'a dyn Fn(&Sha256Hex) -> Option<Vec<u8>>,
    count: usize,
}

impl<'a> Pictures<'a> {
    pub fn new(photo: &'a dyn Fn(&Sha256Hex) -> Option<Vec<u8>>) -> Self {
        Self { photo, count: 0 }
    }

    /// Numbered by hand: docx-rs counts over the life of the process, which would change the bytes.
    fn picture(&mut self, bytes: Vec<u8>, width: u32, height: u32) -> Run {
        self.count += 1;
        let picture = Pic::new_with_dimensions(bytes, 1, 1)
            .id(format!("rIdImage{}", self.count))
            .size(width, height);
        Run::new().add_image(picture)
    }

    /// The photos two by two, the caption 图N below.
    pub fn plate(&mut self, plate: &PhotoPlate) -> Result<Vec<Item>, RenderError> {
        let half = page::text_width(false) / 2;
        let mut rows = Vec::new();
        for pair in plate.photos.chunks(2) {
            let mut cells = Vec::new();
            for photo in pair {
                cells.push(self.photo_cell(photo, half)?);
            }
            if cells.len() == 1 {
                let empty = TableCell::new().width(half, WidthType::Dxa);
                cells.push(empty.add_paragraph(Paragraph::new()));
            }
            rows.push(TableRow::new(cells).cant_split());
        }
        let table = Table::without_borders(rows)
            .layout(TableLayoutType::Fixed)
            .width(half * 2, WidthType::Dxa)
            .set_grid(vec![half, half]);
        let below = labels::figure_caption(plate.number, &plate.title);
        Ok(vec![
            Item::Table(Box::new(table)),
            Item::paragraph(caption(&below)),
        ])
    }

    fn photo_cell(&mut self, photo: &Photo, width: usize) -> Result<TableCell, RenderError> {
        let picture = match (self.photo)(&photo.sha256) {
            Some(bytes) => {
                let (jpeg, width, height) = small_jpeg(&photo.index, &bytes)?;
                self.picture(jpeg, width, height)
            }
            None => styles::run(labels::PHOTO_UNAVAILABLE, FANG_SONG, SIZE_SMALL_4),
        };
        let picture = Paragraph::new()
            .align(AlignmentType::Center)
            .line_spacing(LineSpacing::new().before(80))
            .keep_next(true)
            .add_run(picture);
        let cell = TableCell::new()
            .width(width, WidthType::Dxa)
            .vertical_align(VAlignType::Bottom)
            .add_paragraph(picture);
        Ok(photo.caption.iter().fold(cell, |cell, line| {
            let text: String = line.iter().map(Span::text).collect();
            let run = styles::run(&text, FANG_SONG, SIZE_5);
            cell.add_paragraph(
                Paragraph::new()
                    .line_spacing(styles::cell_lines())
                    .add_run(run),
            )
        }))
    }

    /// One row for each bar: label, bar, value; the caption 图N below.
    pub fn chart(&mut self, chart: &BarChart) -> Vec<Item> {
        let width = page::text_width(false);
        let grid = [width * 27 / 100, width * 58 / 100, width * 15 / 100];
        let rows = chart.bars.iter().map(|bar| self.bar(bar, grid)).collect();
        let table = Table::without_borders(rows)
            .layout(TableLayoutType::Fixed)
            .width(grid.iter().sum(), WidthType::Dxa)
            .set_grid(grid.to_vec());
        let below = labels::figure_caption(chart.number, &chart.title);
        vec![
            Item::Table(Box::new(table)),
            Item::paragraph(caption(&below)),
        ]
    }

    fn bar(&mut self, bar: &Bar, grid: [usize; 3]) -> TableRow {
        let [label, drawing, value] = grid;
        let cell = |width: usize, run: Run, alignment: AlignmentType| {
            TableCell::new()
                .width(width, WidthType::Dxa)
                .vertical_align(VAlignType::Center)
                .add_paragraph(
                    Paragraph::new()
                        .align(alignment)
                        .keep_next(true)
                        .add_run(run),
                )
        };
        let text = |text: &str| styles::run(text, FANG_SONG, SIZE_SMALL_4);
        let length = u64::from(BAR_WIDTH) * u64::from(bar.basis_points.min(10_000)) / 10_000;
        // A bar of no length is no picture: Word refuses a width of zero.
        let drawn = match u32::try_from(length) {
            Ok(length) if length > 0 => self.picture(pixel(), length, BAR_HEIGHT),
            _ => Run::new(),
        };
        TableRow::new(vec![
            cell(label, text(&bar.label), AlignmentType::Left),
            cell(drawing, drawn, AlignmentType::Left),
            cell(value, text(bar.value.text()), AlignmentType::Right),
        ])
        .cant_split()
    }
}

/// One coloured pixel as PNG.
fn pixel() -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    match encoder.write_image(&ACCENT, 1, 1, image::ExtendedColorType::Rgb8) {
        Ok(()) => bytes,
        Err(_) => Vec::new(),
    }
}

/// The photo as a JPEG of bounded size, with its width and height on paper; the PDF uses it too.
pub(in crate::render) fn small_jpeg(
    index: &str,
    bytes: &[u8],
) -> Result<(Vec<u8>, u32, u32), RenderError> {
    let broken = |error: image::ImageError| RenderError::Photo {
        index: index.to_owned(),
        reason: error.to_string(),
    };
    let photo = image::load_from_memory(bytes).map_err(broken)?;
    let small = if photo.width().max(photo.height()) > LONG_SIDE {
        photo.resize(LONG_SIDE, LONG_SIDE, image::imageops::FilterType::Triangle)
    } else {
        photo
    };
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    small
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(broken)?;
    let (width, height) = on_paper(small.width(), small.height());
    Ok((jpeg, width, height))
}

/// As large as the room allows without changing the proportions.
fn on_paper(width: u32, height: u32) -> (u32, u32) {
    let (wide, high) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (room_wide, room_high) = (u64::from(PHOTO_WIDTH), u64::from(PHOTO_HEIGHT));
    let (w, h) = if wide * room_high >= high * room_wide {
        (room_wide, room_wide * high / wide)
    } else {
        (room_high * wide / high, room_high)
    };
    (
        u32::try_from(w).unwrap_or(PHOTO_WIDTH),
        u32::try_from(h).unwrap_or(PHOTO_HEIGHT),
    )
}
