//! Sizes of files in words.

/// Whole kibibytes below a mebibyte, else one decimal.
pub fn size_text(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1024 * 1024;
    match bytes {
        0..MEBIBYTE => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!(
            "{}.{} MiB",
            bytes / MEBIBYTE,
            bytes % MEBIBYTE * 10 / MEBIBYTE
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::size_text;

    #[test]
    fn sizes_are_short_to_read() {
        assert_eq!(size_text(1), "1 KiB");
        assert_eq!(size_text(3 * 1024 * 1024 + 600 * 1024), "3.5 MiB");
    }
}
