//! Draws pictures for the example: a road under a sky, different for each number. No photograph of
//! anyone or anything.

use std::io::Cursor;

use domain::sampling::SplitMix64;
use image::{ImageFormat, Rgb, RgbImage};

use crate::service::ServiceError;

const WIDTH: u32 = 640;
const HEIGHT: u32 = 480;

/// A JPEG that depends on the generator alone.
pub fn jpeg(generator: &mut SplitMix64) -> Result<Vec<u8>, ServiceError> {
    let scene = Scene::drawn_from(generator);
    let picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(scene.colour(x, y)));
    encoded(&picture, ImageFormat::Jpeg)
}

/// A signature: a wavy stroke on white, as PNG.
pub fn signature(generator: &mut SplitMix64) -> Result<Vec<u8>, ServiceError> {
    let mut picture = RgbImage::from_pixel(320, 96, Rgb([255, 255, 255]));
    let mut height = 48i64;
    for x in 20..300u32 {
        height = (height + i64::from(step(generator)) - 3).clamp(16, 80);
        for thickness in 0..3 {
            let y = u32::try_from(height).unwrap_or(48) + thickness;
            picture.put_pixel(x, y, Rgb([24, 32, 40]));
        }
    }
    encoded(&picture, ImageFormat::Png)
}

fn step(generator: &mut SplitMix64) -> u8 {
    u8::try_from(generator.below(7)).unwrap_or(3)
}

fn encoded(picture: &RgbImage, format: ImageFormat) -> Result<Vec<u8>, ServiceError> {
    let mut out = Cursor::new(Vec::new());
    picture
        .write_to(&mut out, format)
        .map_err(|e| ServiceError::Internal(e.to_string()))?;
    Ok(out.into_inner())
}

struct Scene {
    horizon: u32,
    sky: u8,
    hills: u8,
    middle: u32,
    wave: u32,
}

impl Scene {
    fn drawn_from(generator: &mut SplitMix64) -> Self {
        let mut pick =
            |from: u32, span: u64| from + u32::try_from(generator.below(span)).unwrap_or_default();
        Self {
            horizon: pick(160, 80),
            sky: u8::try_from(pick(150, 80)).unwrap_or(180),
            hills: u8::try_from(pick(70, 60)).unwrap_or(90),
            middle: pick(240, 160),
            wave: pick(40, 60),
        }
    }

    fn colour(&self, x: u32, y: u32) -> [u8; 3] {
        let ridge = self.horizon - (x / self.wave % 2) * 14 - x % self.wave / 4;
        if y < ridge {
            return [self.sky, self.sky.saturating_add(12), 235];
        }
        if y < self.horizon {
            return [self.hills / 2, self.hills, self.hills / 2 + 10];
        }
        let spread = 20 + (y - self.horizon) * 3 / 4;
        let distance = x.abs_diff(self.middle);
        if distance < 3 && (y / 24).is_multiple_of(2) {
            [240, 238, 220]
        } else if distance < spread {
            [112, 112, 110]
        } else if distance < spread + 8 {
            [200, 196, 180]
        } else {
            [self.hills, self.hills + 30, self.hills / 2]
        }
    }
}
