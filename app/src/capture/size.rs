//! How large an uploaded picture is.

/// The long side of an uploaded picture.
const LONG_SIDE: f64 = 2048.0;

/// The size of the upload for a picture of `width` × `height` pixels: the long side at most 2048,
/// never enlarged, never nothing. That keeps every canvas far below the 16.7 megapixels at which
/// Safari gives up.
pub(super) fn upload_size(width: u32, height: u32) -> (u32, u32) {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let scale = (LONG_SIDE / width.max(height)).min(1.0);
    (
        (width * scale).round().max(1.0) as u32,
        (height * scale).round().max(1.0) as u32,
    )
}

#[cfg(test)]
mod tests {
    use super::upload_size;

    #[test]
    fn the_long_side_is_cut_to_2048_and_small_pictures_stay() {
        assert_eq!(upload_size(4032, 3024), (2048, 1536));
        assert_eq!(upload_size(3024, 4032), (1536, 2048));
        assert_eq!(upload_size(800, 600), (800, 600));
        assert_eq!(upload_size(100_000, 10), (2048, 1));
    }
}
