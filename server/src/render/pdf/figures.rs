//! Photo plates and charts as calls of the template. Photos are scaled to what is printed before
//! Typst sees them, because it keeps every picture's pixels. Not here: how they look
//! (`template.typ`).

use std::fmt::Write as _;

use domain::report::{Bar, BarChart, Photo, PhotoPlate, RadarChart, Span, labels};

use super::literal::{literal, printable, quote};
use super::source::{Drawn, Writer};
use super::world::picture_name;
use crate::render::RenderError;
use crate::render::docx::picture::jpeg_within;

/// One of two photos beside each other, in tenths of a point.
const PHOTO_WIDTH: usize = 2_060;
/// A plate of up to four photos, and one of more: room for a photo in hundredths of a point (73 by
/// 66 mm, 58 by 44 mm), its long side in pixels (more than 200 an inch), its caption's letters in
/// tenths of a point (五号, 小五).
const LARGE: Room = Room {
    width: 20_693,
    height: 18_709,
    pixels: 640,
    letters: 105,
};
const SMALL: Room = Room {
    width: 16_441,
    height: 12_472,
    pixels: 512,
    letters: 90,
};

/// What one photo of a plate has.
#[derive(Clone, Copy)]
struct Room {
    width: u32,
    height: u32,
    pixels: u32,
    letters: usize,
}

impl Room {
    /// Width and height on paper without changing the proportions.
    fn fitted(self, (wide, high): (u32, u32)) -> (u32, u32) {
        let (wide, high) = (u64::from(wide.max(1)), u64::from(high.max(1)));
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        let (w, h) = if wide * height >= high * width {
            (width, width * high / wide)
        } else {
            (height * wide / high, height)
        };
        let small = |length: u64| u32::try_from(length).unwrap_or(self.width);
        (small(w), small(h))
    }
}

impl Writer<'_> {
    pub(super) fn plate(&mut self, plate: &PhotoPlate) -> Result<(), RenderError> {
        let room = if plate.per_page > 4 { SMALL } else { LARGE };
        let mut photos = String::from("(");
        for photo in &plate.photos {
            let drawn = self.picture(photo, room)?;
            let mut lines = String::new();
            for line in &photo.caption {
                let text: String = line.iter().map(Span::text).collect();
                lines += &literal(&text, self.fonts, PHOTO_WIDTH, room.letters);
                lines += ", ";
            }
            let _ = writeln!(photos, "({drawn}, ({lines})),");
        }
        photos.push(')');
        let title = self.words(&labels::figure_caption(plate.number, &plate.title));
        self.call(
            "plate",
            &[title, format!("{}pt / 10", room.letters), photos],
        );
        Ok(())
    }

    fn picture(&mut self, photo: &Photo, room: Room) -> Result<String, RenderError> {
        let key = (photo.sha256.clone(), room.pixels);
        let drawn = match self.names.get(&key) {
            Some(drawn) => drawn.clone(),
            None => {
                let Some(bytes) = (self.photo)(&photo.sha256) else {
                    let words = labels::PHOTO_UNAVAILABLE;
                    let words = literal(words, self.fonts, PHOTO_WIDTH, room.letters);
                    return Ok(format!("no_picture({words})"));
                };
                let (jpeg, pixels) = jpeg_within(&photo.index, bytes, room.pixels, room.pixels)?;
                let name = picture_name(self.pictures.len());
                self.pictures.push(jpeg);
                let drawn = Drawn { name, pixels };
                self.names.insert(key, drawn.clone());
                drawn
            }
        };
        let (width, height) = room.fitted(drawn.pixels);
        let length = |centipoints: u32| format!("{}.{:02}pt", centipoints / 100, centipoints % 100);
        Ok(format!(
            "picture({}, {}, {}, {})",
            quote(&drawn.name),
            length(width),
            length(height),
            quote(&printable(&photo.alternative, self.fonts)),
        ))
    }

    pub(super) fn chart(&mut self, chart: &BarChart) {
        let bars = self.bars(&chart.bars);
        let title = self.words(&labels::figure_caption(chart.number, &chart.title));
        self.call("bar_chart", &[title, bars]);
    }

    /// A polygon; fewer than three axes make none.
    pub(super) fn radar(&mut self, chart: &RadarChart) {
        if chart.axes.len() < 3 {
            return self.chart(&chart.to_bars());
        }
        let axes = self.bars(&chart.axes);
        let title = self.words(&labels::figure_caption(chart.number, &chart.title));
        self.call("radar_chart", &[title, axes]);
    }

    /// Label, share of the whole, value.
    fn bars(&self, all: &[Bar]) -> String {
        let mut bars = String::from("(");
        for bar in all {
            let share = bar.basis_points.min(10_000);
            let (label, value) = (self.words(&bar.label), self.words(bar.value.text()));
            let _ = writeln!(bars, "({label}, {share} / 10000, {value}),");
        }
        bars + ")"
    }
}
