//! Photo plates and bar charts. Photos are made small enough to be mailed, and go into the archive
//! at once: docx-rs, which copies the bytes of pictures, gets their names. A bar is one coloured
//! pixel stretched. Not here: where the bytes come from.

use std::collections::BTreeMap;
use std::io::Cursor;

use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Pic, Run, Table, TableCell, TableLayoutType, TableRow,
    VAlignType, WidthType,
};
use domain::ids::Sha256Hex;
use domain::report::{Bar, BarChart, Photo, PhotoPlate, RadarChart, Span, labels};
use image::{DynamicImage, ImageDecoder as _, ImageEncoder as _, ImageFormat, ImageReader};

use super::archive::Archive;
use super::styles::{self, FANG_SONG, SIZE_5, SIZE_SMALL_4, SIZE_SMALL_5};
use super::table::caption;
use super::{Item, PhotoBytes, chart, page};
use crate::render::RenderError;

/// A JPEG whose sides are no longer goes in as it is.
const LONGEST_SIDE: u32 = 1_280;
/// Long side of a photo that has to be made smaller; at 75 mm more than 300 pixels per inch.
const LONG_SIDE: u32 = 1_000;
const JPEG_QUALITY: u8 = 80;
const EMU_PER_MM: u32 = 36_000;
/// Room for one photo: two columns, and two rows on a page or three.
const LARGE: (u32, u32) = (73 * EMU_PER_MM, 66 * EMU_PER_MM);
const SMALL: (u32, u32) = (58 * EMU_PER_MM, 42 * EMU_PER_MM);
/// The longest bar.
const BAR_WIDTH: u32 = 85 * EMU_PER_MM;
const BAR_HEIGHT: u32 = 4 * EMU_PER_MM;
/// A radar chart.
const RADAR: (u32, u32) = (130 * EMU_PER_MM, 90 * EMU_PER_MM);
const ACCENT: [u8; 3] = [0x1f, 0x5a, 0x63];

/// A part that the document part refers to.
pub struct Target {
    /// Its name there.
    pub id: String,
    /// `image` or `chart`.
    pub kind: &'static str,
    /// Its place in `word/`.
    pub target: String,
    /// What it shows, in words; empty for a mere ornament.
    pub alternative: String,
}

/// A picture in the archive, with its size in pixels.
#[derive(Clone)]
struct Stored {
    id: String,
    width: u32,
    height: u32,
}

/// Reads photos, numbers the pictures of the document and writes them into its archive.
pub struct Pictures<'a> {
    photo: PhotoBytes<'a>,
    archive: Archive,
    /// Name in the document, place in the archive and what it is: image or chart.
    targets: Vec<Target>,
    charts: usize,
    photos: BTreeMap<Sha256Hex, Stored>,
    bar: Option<String>,
}

impl<'a> Pictures<'a> {
    /// Nothing is read or written yet.
    pub fn new(photo: PhotoBytes<'a>, archive: Archive) -> Self {
        Self {
            photo,
            archive,
            targets: Vec::new(),
            charts: 0,
            photos: BTreeMap::new(),
            bar: None,
        }
    }

    /// The archive with all pictures and charts, and what the document calls them.
    pub fn finish(self) -> (Archive, Vec<Target>) {
        (self.archive, self.targets)
    }

    /// Writes a picture into the archive and answers its name in the document.
    fn store(
        &mut self,
        bytes: &[u8],
        extension: &str,
        alternative: &str,
    ) -> Result<String, RenderError> {
        let id = format!("rIdImage{}", self.targets.len() + 1);
        let target = format!("media/{id}.{extension}");
        self.archive.add_picture(&format!("word/{target}"), bytes)?;
        self.targets.push(Target {
            id: id.clone(),
            kind: "image",
            target,
            alternative: alternative.to_owned(),
        });
        Ok(id)
    }

    /// The polygon as a chart of Word's own, its axes with names and values; the caption below.
    pub fn radar(&mut self, radar: &RadarChart) -> Result<Vec<Item>, RenderError> {
        self.charts += 1;
        let id = chart::relation(self.charts);
        let target = format!("charts/chart{}.xml", self.charts);
        let xml = chart::radar(radar);
        self.archive
            .add_xml(&format!("word/{target}"), xml.as_bytes())?;
        self.targets.push(Target {
            id: id.clone(),
            kind: "chart",
            target,
            alternative: chart::alternative(radar),
        });
        let drawn = Paragraph::new()
            .align(AlignmentType::Center)
            .keep_next(true)
            .add_run(drawing(&id, RADAR.0, RADAR.1));
        let below = labels::figure_caption(radar.number, &radar.title);
        Ok(vec![
            Item::paragraph(drawn),
            Item::paragraph(caption(&below)),
        ])
    }

    /// The photo's place in the archive; one that is shown twice is written once. `None` when its
    /// bytes are not at hand.
    fn stored(&mut self, photo: &Photo) -> Result<Option<Stored>, RenderError> {
        if let Some(stored) = self.photos.get(&photo.sha256) {
            return Ok(Some(stored.clone()));
        }
        let Some(bytes) = (self.photo)(&photo.sha256) else {
            return Ok(None);
        };
        let (jpeg, (width, height)) = jpeg_within(&photo.index, bytes, LONGEST_SIDE, LONG_SIDE)?;
        let id = self.store(&jpeg, "jpeg", &photo.alternative)?;
        let stored = Stored { id, width, height };
        self.photos.insert(photo.sha256.clone(), stored.clone());
        Ok(Some(stored))
    }

    /// The photos two by two, the caption 图N below.
    pub fn plate(&mut self, plate: &PhotoPlate) -> Result<Vec<Item>, RenderError> {
        let half = page::text_width(false) / 2;
        let room = if plate.per_page > 4 { SMALL } else { LARGE };
        let mut rows = Vec::new();
        for pair in plate.photos.chunks(2) {
            let mut cells = Vec::new();
            for photo in pair {
                cells.push(self.photo_cell(photo, half, room)?);
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

    fn photo_cell(
        &mut self,
        photo: &Photo,
        width: usize,
        room: (u32, u32),
    ) -> Result<TableCell, RenderError> {
        let letters = if room == SMALL { SIZE_SMALL_5 } else { SIZE_5 };
        let picture = match self.stored(photo)? {
            Some(stored) => {
                let (wide, high) = on_paper((stored.width, stored.height), room);
                drawing(&stored.id, wide, high)
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
            let run = styles::run(&text, FANG_SONG, letters);
            // With the picture above and the caption of the plate below.
            cell.add_paragraph(
                Paragraph::new()
                    .line_spacing(styles::caption_lines(letters))
                    .keep_next(true)
                    .add_run(run),
            )
        }))
    }

    /// One row for each bar: label, bar, value; the caption 图N below.
    pub fn chart(&mut self, chart: &BarChart) -> Result<Vec<Item>, RenderError> {
        let width = page::text_width(false);
        let grid = [width * 27 / 100, width * 58 / 100, width * 15 / 100];
        let rows: Result<Vec<TableRow>, RenderError> =
            chart.bars.iter().map(|bar| self.bar(bar, grid)).collect();
        let table = Table::without_borders(rows?)
            .layout(TableLayoutType::Fixed)
            .width(grid.iter().sum(), WidthType::Dxa)
            .set_grid(grid.to_vec());
        let below = labels::figure_caption(chart.number, &chart.title);
        Ok(vec![
            Item::Table(Box::new(table)),
            Item::paragraph(caption(&below)),
        ])
    }

    fn bar(&mut self, bar: &Bar, grid: [usize; 3]) -> Result<TableRow, RenderError> {
        let [label, middle, value] = grid;
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
            Ok(length) if length > 0 => drawing(&self.pixel()?, length, BAR_HEIGHT),
            _ => Run::new(),
        };
        let row = TableRow::new(vec![
            cell(label, text(&bar.label), AlignmentType::Left),
            cell(middle, drawn, AlignmentType::Left),
            cell(value, text(bar.value.text()), AlignmentType::Right),
        ]);
        Ok(row.cant_split())
    }

    /// The coloured pixel's name; all bars share it.
    fn pixel(&mut self) -> Result<String, RenderError> {
        if let Some(id) = &self.bar {
            return Ok(id.clone());
        }
        let id = self.store(&pixel(), "png", "")?;
        self.bar = Some(id.clone());
        Ok(id)
    }
}

/// A picture of the archive in the document. docx-rs takes its name for its bytes, which keeps
/// pictures apart and the photos out of the document's tree.
fn drawing(id: &str, width: u32, height: u32) -> Run {
    let picture = Pic::new_with_dimensions(id.as_bytes().to_vec(), 1, 1)
        .id(id)
        .size(width, height);
    Run::new().add_image(picture)
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

/// The photo as a JPEG with its width and height: as it is with sides of at most `kept` pixels,
/// else drawn anew with a long side of at most `long`. The PDF uses it too.
pub(in crate::render) fn jpeg_within(
    index: &str,
    bytes: Vec<u8>,
    kept: u32,
    long: u32,
) -> Result<(Vec<u8>, (u32, u32)), RenderError> {
    let broken = |error: image::ImageError| RenderError::Photo {
        index: index.to_owned(),
        reason: error.to_string(),
    };
    let reader = ImageReader::new(Cursor::new(&bytes))
        .with_guessed_format()
        .map_err(|error| broken(error.into()))?;
    let is_jpeg = reader.format() == Some(ImageFormat::Jpeg);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    // EXIF may turn the photo, and its like tell more than the report should: such a photo is
    // drawn anew.
    let is_bare = matches!(decoder.exif_metadata(), Ok(None))
        && matches!(decoder.xmp_metadata(), Ok(None))
        && matches!(decoder.iptc_metadata(), Ok(None));
    if is_jpeg && width.max(height) <= kept && is_bare {
        drop(decoder);
        return Ok((bytes, (width, height)));
    }
    let orientation = decoder.orientation().map_err(broken)?;
    let mut photo = DynamicImage::from_decoder(decoder).map_err(broken)?;
    photo.apply_orientation(orientation);
    if photo.width().max(photo.height()) > long {
        photo = photo.resize(long, long, image::imageops::FilterType::Triangle);
    }
    let mut jpeg = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    photo
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(broken)?;
    Ok((jpeg, (photo.width(), photo.height())))
}

/// As large as the room allows without changing the proportions.
fn on_paper((width, height): (u32, u32), room: (u32, u32)) -> (u32, u32) {
    let (wide, high) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (room_wide, room_high) = (u64::from(room.0), u64::from(room.1));
    let (w, h) = if wide * room_high >= high * room_wide {
        (room_wide, room_wide * high / wide)
    } else {
        (room_high * wide / high, room_high)
    };
    (
        u32::try_from(w).unwrap_or(room.0),
        u32::try_from(h).unwrap_or(room.1),
    )
}
