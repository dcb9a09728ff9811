//! Dates and moments as numbers: days since 1970-01-01, the clock as a fraction, by China's clock.
//! XPath orders only numbers, and forms mean the calendar. Not here: formatting, which is
//! `rxeval`'s.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::time::parse_day;

const SECONDS_PER_DAY: f64 = 86_400.0;
const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// Days since 1970 of a date or a moment; a moment with another offset is converted.
pub fn days(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes[0].is_ascii_digit() || !text.contains('-') {
        return None;
    }
    let epoch = NaiveDate::default();
    match parse_day(text) {
        Some(day) => whole(day.signed_duration_since(epoch).num_days()),
        None => {
            let since = moment(text)?.signed_duration_since(epoch.and_time(NaiveTime::MIN));
            Some(since.num_milliseconds() as f64 / 1000.0 / SECONDS_PER_DAY)
        }
    }
}

fn whole(days: i64) -> Option<f64> {
    i32::try_from(days).ok().map(f64::from)
}

/// A moment by China's clock; without an offset it is taken as written.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().replacen(' ', "T", 1);
    let china = FixedOffset::east_opt(CHINA_OFFSET_SECONDS)?;
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text) {
        return Some(moment.with_timezone(&china).naive_local());
    }
    [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%dT%H:%M:%S%.f",
    ]
    .iter()
    .find_map(|pattern| NaiveDateTime::parse_from_str(&text, pattern).ok())
}

/// The day of a number of days since 1970; `None` far outside the calendar.
pub fn day_text(days: f64) -> Option<String> {
    if !days.is_finite() || days.abs() > 3_000_000.0 {
        return None;
    }
    let day = NaiveDate::default().checked_add_signed(Duration::days(days.floor() as i64))?;
    Some(day.format("%Y-%m-%d").to_string())
}

/// The moment of a number of days since 1970, by China's clock.
pub fn moment_text(days: f64) -> Option<String> {
    if !days.is_finite() || days.abs() > 3_000_000.0 {
        return None;
    }
    let milliseconds = (days * SECONDS_PER_DAY * 1000.0).round() as i64;
    let start = NaiveDate::default().and_time(NaiveTime::MIN);
    let moment = start.checked_add_signed(Duration::milliseconds(milliseconds))?;
    Some(moment.format("%Y-%m-%dT%H:%M:%S%.3f+08:00").to_string())
}

/// The part of a day that a clock time is.
pub fn day_fraction(text: &str) -> Option<f64> {
    let clock = text.trim().split(['+', 'Z']).next().unwrap_or("");
    let time = ["%H:%M", "%H:%M:%S", "%H:%M:%S%.f"]
        .iter()
        .find_map(|pattern| NaiveTime::parse_from_str(clock, pattern).ok())?;
    let since = time.signed_duration_since(NaiveTime::MIN);
    Some(since.num_milliseconds() as f64 / 1000.0 / SECONDS_PER_DAY)
}
