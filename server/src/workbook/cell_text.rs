//! A cell's value as text. Not here: where the cell stands.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

/// The text of a cell. Numbers are shown with the 15 significant digits that Excel keeps, so that
/// 5.3209 stays `5.3209`, 12.0 is `12`, and a computed 1685.9999999999998 is `1686`.
pub fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(kind) => error_text(kind),
        DataRef::Empty => String::new(),
    }
}

fn error_text(kind: &CellErrorType) -> String {
    Data::Error(kind.clone()).to_string()
}

fn number_text(number: f64) -> String {
    // A float is what the file format stores; rounding to Excel's own precision makes it exact
    // decimal text again before any rule sees it.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if rounded == 0.0 {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_the_text_that_excel_shows() {
        let shown = |number: f64| cell_text(&DataRef::Float(number));
        assert_eq!(shown(5.3209), "5.3209");
        assert_eq!(shown(12.0), "12");
        assert_eq!(shown(-0.0), "0");
        assert_eq!(shown(1_685.999_999_999_999_8), "1686");
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(431_225_199_001_011.0), "431225199001011");
    }
}
