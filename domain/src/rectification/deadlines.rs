//! Days that follow an issued report: publication, archive, answers (S2-13, S1-12, domain.md §8
//! L16). Not here: whether they were kept. Public holidays are not known: a working day is Monday
//! to Friday, and the desk says so.

use chrono::{Datelike as _, Duration, NaiveDate, Weekday};

use crate::engagement::AlertColour;
use crate::time::parse_day;

/// From so many days before its end on, a time limit is yellow.
const LAST_DAYS: i64 = 5;
/// 公开: so many days after the report (S2-13).
pub const PUBLICATION_DAYS: i64 = 20;
/// 归档: so many days after the report (domain.md §8 L16).
pub const ARCHIVE_DAYS: i64 = 60;

/// A day so many days later, `2026-12-12`; `None` for what is no day.
pub fn add_days(day: &str, days: i64) -> Option<String> {
    let date = parse_day(day)?.checked_add_signed(Duration::try_days(days)?)?;
    Some(text(date))
}

/// A day so many working days (Monday to Friday) later.
pub fn add_working_days(day: &str, days: u32) -> Option<String> {
    let mut date = parse_day(day)?;
    let mut left = days;
    while left > 0 {
        date = date.succ_opt()?;
        if !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(text(date))
}

/// Until when an issued report is to be published.
pub fn publication_due(issued_on: &str) -> Option<String> {
    add_days(issued_on, PUBLICATION_DAYS)
}

/// Until when the papers are to be archived.
pub fn archive_due(issued_on: &str) -> Option<String> {
    add_days(issued_on, ARCHIVE_DAYS)
}

/// Green when published or well in time, yellow in the last five days, red from the day after
/// (S2-13). A day that cannot be read is yellow: somebody has to look.
pub fn publication_colour(due: &str, published_on: &str, today: &str) -> AlertColour {
    if !published_on.trim().is_empty() {
        return AlertColour::Green;
    }
    let (Some(due), Some(today)) = (parse_day(due), parse_day(today)) else {
        return AlertColour::Yellow;
    };
    match (due - today).num_days() {
        ..0 => AlertColour::Red,
        0..=LAST_DAYS => AlertColour::Yellow,
        _ => AlertColour::Green,
    }
}

fn text(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_the_22nd_is_published_until_the_12th() {
        assert_eq!(publication_due("2026-11-22").as_deref(), Some("2026-12-12"));
        assert_eq!(archive_due("2026-11-22").as_deref(), Some("2027-01-21"));
    }

    #[test]
    fn an_unpublished_report_is_red_from_the_day_after_its_limit() {
        let colour = |published, today| publication_colour("2026-12-12", published, today);
        assert_eq!(colour("", "2026-12-06"), AlertColour::Green);
        assert_eq!(colour("", "2026-12-12"), AlertColour::Yellow);
        assert_eq!(colour("", "2026-12-13"), AlertColour::Red);
        assert_eq!(colour("2026-12-10", "2026-12-13"), AlertColour::Green);
        assert_eq!(
            publication_colour("", "", "2026-12-13"),
            AlertColour::Yellow
        );
    }

    #[test]
    fn ten_working_days_leave_out_two_weekends() {
        assert_eq!(
            add_working_days("2026-11-27", 10).as_deref(),
            Some("2026-12-11")
        );
        assert_eq!(add_working_days("soon", 10), None);
    }
}
