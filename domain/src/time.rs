//! Moments and days as values. Not here: the present time; it is always passed in.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// Milliseconds since 1970-01-01T00:00:00Z. A device's clock is evidence, never order.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64))]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// China has one zone without summer time; reports are printed in it wherever the server stands.
const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

impl Timestamp {
    fn in_china(self) -> Option<DateTime<FixedOffset>> {
        let offset = FixedOffset::east_opt(CHINA_OFFSET_SECONDS)?;
        DateTime::from_timestamp_millis(self.0).map(|utc| utc.with_timezone(&offset))
    }

    fn formatted(self, pattern: &str) -> String {
        self.in_china()
            .map(|local| local.format(pattern).to_string())
            .unwrap_or_default()
    }

    /// `2026-11-22 10:32`, China time; empty for a moment outside the calendar.
    pub fn to_minute_text(self) -> String {
        self.formatted("%Y-%m-%d %H:%M")
    }

    /// `2026-11-22`, China time.
    pub fn to_day_text(self) -> String {
        self.formatted("%Y-%m-%d")
    }

    /// `10:32`, China time.
    pub fn to_clock_text(self) -> String {
        self.formatted("%H:%M")
    }

    /// `2026-11-22T10:32:05.123+08:00`, the form XForms expressions use for `now()`.
    pub fn to_iso_text(self) -> String {
        self.formatted("%Y-%m-%dT%H:%M:%S%.3f%:z")
    }

    /// The calendar year in China; 0 for a moment outside the calendar.
    pub fn to_year(self) -> u16 {
        let year = self.day().map(|day| chrono::Datelike::year(&day));
        year.and_then(|year| u16::try_from(year).ok()).unwrap_or(0)
    }

    /// The calendar day in China, for deadlines.
    pub fn day(self) -> Option<NaiveDate> {
        self.in_china().map(|local| local.date_naive())
    }

    /// Reads RFC 3339, for example from a form's dateTime answer.
    pub fn from_iso_text(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|moment| Self(moment.timestamp_millis()))
    }
}

/// Reads a day written `2026-11-22`; `None` for anything else, such as 2026-02-30.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_prints_in_china_time() {
        let moment = Timestamp::from_iso_text("2026-11-22T02:32:05.123Z").unwrap_or_default();
        assert_eq!(moment.to_minute_text(), "2026-11-22 10:32");
        assert_eq!(moment.to_iso_text(), "2026-11-22T10:32:05.123+08:00");
        assert_eq!(moment.day(), parse_day("2026-11-22"));
        assert_eq!(parse_day("2026-02-30"), None);
    }
}
