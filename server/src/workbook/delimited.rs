//! Reading `.csv`: UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030, which is
//! what Excel in Chinese writes. Comma, semicolon or tab, by the first line.
//! Not here: the meaning of the columns.

use domain::problem::Problem;
use domain::project::Table;
use encoding_rs::{Encoding, GB18030};

use super::budget::{Budget, TableBuilder};
use super::damaged;

/// Whether the bytes can be text: pictures and programs have zero bytes, text has none (UTF-16
/// has, but announces itself by its mark).
pub fn looks_like_text(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some() || !bytes.contains(&0)
}

/// The file as one table named after the file.
pub fn read(bytes: &[u8], name: &str) -> Result<Table, Box<Problem>> {
    let text = decode(bytes)?;
    let delimiter = delimiter_of(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut budget = Budget::default();
    let mut table = TableBuilder::new(&sheet_name(name), &mut budget);
    let mut record = csv::StringRecord::new();
    let mut extra_lines = 0u64;
    while reader.read_record(&mut record).map_err(damaged)? {
        // The reader skips blank lines and a quoted cell may span lines, so the spreadsheet's row
        // is the line on which the record ends, less all line breaks within cells.
        extra_lines += record.iter().map(line_breaks).sum::<u64>();
        let last_line = reader.position().line().saturating_sub(1);
        let row = u32::try_from(last_line.saturating_sub(extra_lines)).unwrap_or(u32::MAX);
        for (column, cell) in record.iter().enumerate() {
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            table.put(row, column, cell.to_owned())?;
        }
    }
    table.finish()
}

/// The text with every line ended by one line feed, the last one too.
fn decode(bytes: &[u8]) -> Result<String, Box<Problem>> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => {
            let (text, malformed) =
                encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
            (!malformed).then(|| text.into_owned())
        }
        (None, Ok(text)) => Some(text.to_owned()),
        (None, Err(_)) => {
            let (text, malformed) = GB18030.decode_without_bom_handling(bytes);
            (!malformed).then(|| text.into_owned())
        }
    };
    let Some(text) = text else {
        return Err(Box::new(Problem::new("CSV_UNKNOWN_ENCODING")));
    };
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn delimiter_of(text: &str) -> u8 {
    let first_line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |delimiter: char| first_line.matches(delimiter).count();
    let (commas, semicolons, tabs) = (count(','), count(';'), count('\t'));
    if tabs > commas && tabs >= semicolons {
        b'\t'
    } else if semicolons > commas {
        b';'
    } else {
        b','
    }
}

fn line_breaks(cell: &str) -> u64 {
    u64::try_from(cell.matches('\n').count()).unwrap_or(0)
}

fn sheet_name(file_name: &str) -> String {
    let base = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    base.rsplit_once('.')
        .map_or(base, |(stem, _)| stem)
        .to_owned()
}
