//! Until when a respondent may withdraw: the close of the day in China.

use crate::time::Timestamp;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// China has one zone without summer time.
const CHINA: i64 = 8 * HOUR;

/// The next moment after `moment` at which clocks in China show `hour` o'clock (0 to 23; a larger
/// one counts as 0, midnight). From then on nothing leads from a respondent to the response.
pub fn close_after(moment: Timestamp, hour: u8) -> Timestamp {
    let hour = if hour < 24 { i64::from(hour) } else { 0 };
    let local = moment.0.saturating_add(CHINA);
    let today = local.div_euclid(DAY) * DAY + hour * HOUR;
    let close = if today > local { today } else { today + DAY };
    Timestamp(close - CHINA)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(moment: &str, hour: u8) -> String {
        let moment = Timestamp::from_iso_text(moment).unwrap_or_default();
        close_after(moment, hour).to_minute_text()
    }

    #[test]
    fn the_day_closes_at_the_next_such_hour_in_china() {
        assert_eq!(close("2026-11-22T10:00:00+08:00", 0), "2026-11-23 00:00");
        assert_eq!(close("2026-11-22T10:00:00+08:00", 22), "2026-11-22 22:00");
        assert_eq!(close("2026-11-22T22:00:00+08:00", 22), "2026-11-23 22:00");
        assert_eq!(close("2026-11-22T21:59:59+08:00", 22), "2026-11-22 22:00");
        // The same moment told by a clock elsewhere.
        assert_eq!(close("2026-11-22T17:00:00Z", 0), "2026-11-24 00:00");
        assert_eq!(close("2026-11-22T10:00:00+08:00", 99), "2026-11-23 00:00");
    }
}
