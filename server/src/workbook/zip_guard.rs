//! The guard before any library unpacks a workbook: a zip archive is refused by what it really
//! inflates to, not by what its headers claim.
//! Not here: limits on cells (`budget`).

use std::io::{Cursor, Read as _};

use domain::problem::Problem;
use zip::ZipArchive;

use super::damaged;

const MIB: u64 = 1024 * 1024;
/// Most parts in one archive; a workbook with a hundred sheets has about 250.
const MAX_ENTRIES: usize = 2_000;
/// Most bytes all parts together may inflate to.
const MAX_TOTAL_BYTES: u64 = 100 * MIB;
/// A part of at least this size must not be compressed better than `MAX_RATIO`.
const RATIO_COUNTS_FROM: u64 = 4 * MIB;
/// Sheets of real workbooks compress 5 to 60 times; a run of zeros 1 030 times.
const MAX_RATIO: u64 = 300;

/// Checks a zip archive (`.xlsx`) by inflating every part once into nothing, with a cap. Other
/// readers of the same bytes (the XLSForm conversion) call this first.
///
/// The problem's code is `WORKBOOK_BOMB` (details `limit`: `entries`, `total`, `ratio` or `part`,
/// and `part`, the part's name), `WORKBOOK_DAMAGED` or `WORKBOOK_UNKNOWN_TYPE`.
pub fn check_zip(bytes: &[u8]) -> Result<(), Box<Problem>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(bomb("entries", ""));
    }
    if archive.index_for_name("[Content_Types].xml").is_none() {
        return Err(Box::new(Problem::new("WORKBOOK_UNKNOWN_TYPE")));
    }
    let mut total = 0u64;
    for index in 0..archive.len() {
        total += inflate_part(&mut archive, index, MAX_TOTAL_BYTES - total)?;
    }
    Ok(())
}

/// Inflates one part and answers its true size; `left` is what the archive may still inflate to.
fn inflate_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
) -> Result<u64, Box<Problem>> {
    let mut part = archive.by_index(index).map_err(damaged)?;
    let name = part.name().map_err(damaged)?.into_owned();
    let compressed = part.compressed_size().max(1);
    let part_limit = largest_part(&name);
    let mut size = 0u64;
    let mut buffer = [0u8; 16 * 1024];
    loop {
        let count = part.read(&mut buffer).map_err(damaged)?;
        if count == 0 {
            return Ok(size);
        }
        size += u64::try_from(count).unwrap_or(u64::MAX);
        if size > left {
            return Err(bomb("total", &name));
        }
        if size > part_limit {
            return Err(bomb("part", &name));
        }
        if size >= RATIO_COUNTS_FROM && size / compressed > MAX_RATIO {
            return Err(bomb("ratio", &name));
        }
    }
}

/// Parts that the reading library holds in memory as a whole get less than sheets, which stream.
/// A style of five bytes becomes a value of several hundred, so styles get least.
fn largest_part(name: &str) -> u64 {
    let name = name.to_ascii_lowercase();
    if name.ends_with("styles.xml") || name.ends_with(".rels") {
        2 * MIB
    } else if name.ends_with(".xml") && !name.contains("worksheets/") {
        32 * MIB
    } else {
        MAX_TOTAL_BYTES
    }
}

fn bomb(limit: &str, part: &str) -> Box<Problem> {
    Box::new(
        Problem::new("WORKBOOK_BOMB")
            .with("limit", limit)
            .with("part", part),
    )
}
