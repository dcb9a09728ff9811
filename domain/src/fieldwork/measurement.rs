//! Measured against design: pass or fail under a tolerance (domain.md §6.2), in exact decimals. Not
//! engineering acceptance: evaluators measure with wheel and tape. Not here: entering the values.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::instrument::Tolerance;

/// What a line of measurements says. Exact decimal texts in the line's own unit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Judgement {
    /// The mean of the measured points, at most six decimals (half-up).
    pub mean: String,
    /// Mean − design, at most six decimals; negative when too little was built.
    pub deviation: String,
    /// Measured ÷ design in percent with two decimals, half-up; `None` for a design of zero.
    pub ratio_pct: Option<String>,
    /// Whether the tolerance is met; judged on the exact values, not on the printed ones.
    pub passes: bool,
}

/// Judges one line: the design value and one or more measured points (empty points are left out).
/// `None` while there is nothing to judge: no design, no point, or a text that is not a number.
/// A minimum ratio against a design of zero passes, as anything built is at least nothing.
pub fn judge(design: &str, measured: &[&str], tolerance: &Tolerance) -> Option<Judgement> {
    let design = number(design)?;
    let points: Vec<Decimal> = measured
        .iter()
        .filter(|point| !point.trim().is_empty())
        .map(|point| number(point))
        .collect::<Option<_>>()?;
    if points.is_empty() {
        return None;
    }
    let count = Decimal::from(points.len());
    let total = points
        .iter()
        .try_fold(Decimal::ZERO, |sum, point| sum.checked_add(*point))?;
    let whole = design.checked_mul(count)?;
    let passes = passes(total, whole, count, tolerance)?;
    let mean = total.checked_div(count)?;
    let deviation = total.checked_sub(whole)?.checked_div(count)?;
    let ratio = total.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
    Some(Judgement {
        mean: text(mean, 6),
        deviation: text(deviation, 6),
        ratio_pct: ratio.map(|ratio| {
            let mut ratio = round(ratio, 2);
            ratio.rescale(2);
            ratio.to_string()
        }),
        passes,
    })
}

/// Compares sums instead of means, so that three points of 1/3 stay exact.
fn passes(total: Decimal, whole: Decimal, count: Decimal, tolerance: &Tolerance) -> Option<bool> {
    match tolerance {
        Tolerance::MinRatio(value) => Some(total >= whole.checked_mul(number(value)?)?),
        Tolerance::MinAbs(value) => {
            Some(total.checked_sub(whole)? >= number(value)?.checked_mul(count)?)
        }
        Tolerance::Abs(value) => {
            Some(total.checked_sub(whole)?.abs() <= number(value)?.checked_mul(count)?)
        }
    }
}

fn number(text: &str) -> Option<Decimal> {
    text.trim().parse().ok()
}

fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn text(value: Decimal, places: u32) -> String {
    round(value, places).normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(design: &str, measured: &[&str], tolerance: Tolerance) -> bool {
        judge(design, measured, &tolerance).unwrap().passes
    }

    #[test]
    fn a_length_passes_at_exactly_98_percent_and_fails_just_under() {
        let tolerance = || Tolerance::MinRatio("0.98".to_owned());
        assert!(passes("1250", &["1225"], tolerance()));
        assert!(!passes("1250", &["1224.99"], tolerance()));
        assert!(
            passes("1250", &["1300"], tolerance()),
            "more than designed is no shortfall"
        );
    }

    #[test]
    fn a_road_bed_may_be_five_centimetres_narrower_but_not_more() {
        let tolerance = || Tolerance::MinAbs("-0.05".to_owned());
        assert!(passes("4.5", &["4.45", "4.44", "4.46"], tolerance()));
        assert!(!passes("4.5", &["4.45", "4.44", "4.45"], tolerance()));
        assert!(passes("4.5", &["5"], tolerance()));
    }

    #[test]
    fn a_carriageway_may_deviate_two_centimetres_either_way() {
        let tolerance = || Tolerance::Abs("0.02".to_owned());
        assert!(passes("3.5", &["3.52", "3.52", "3.52"], tolerance()));
        assert!(passes("3.5", &["3.48"], tolerance()));
        assert!(!passes("3.5", &["3.521"], tolerance()));
        assert!(!passes("3.5", &["3.479"], tolerance()));
    }

    #[test]
    fn culverts_must_all_be_there_and_a_bridge_be_99_percent_long() {
        assert!(passes("6", &["6"], Tolerance::MinRatio("1".to_owned())));
        assert!(!passes("6", &["5"], Tolerance::MinRatio("1".to_owned())));
        assert!(passes(
            "20",
            &["19.8"],
            Tolerance::MinRatio("0.99".to_owned())
        ));
        assert!(!passes(
            "20",
            &["19.79"],
            Tolerance::MinRatio("0.99".to_owned())
        ));
    }

    #[test]
    fn the_printed_mean_deviation_and_ratio_are_rounded_half_up() {
        let tolerance = Tolerance::Abs("0.02".to_owned());
        let judged = judge("3.5", &["3.5", "3.51", "3.51"], &tolerance).unwrap();
        assert_eq!(judged.mean, "3.506667");
        assert_eq!(judged.deviation, "0.006667");
        assert_eq!(judged.ratio_pct.as_deref(), Some("100.19"));
        let thickness = judge("20", &["19"], &Tolerance::MinAbs("-1.0".to_owned())).unwrap();
        assert_eq!(
            (thickness.deviation.as_str(), thickness.passes),
            ("-1", true)
        );
        assert_eq!(thickness.ratio_pct.as_deref(), Some("95.00"));
    }

    #[test]
    fn nothing_is_judged_before_there_is_a_design_and_a_point() {
        let tolerance = Tolerance::Abs("0.02".to_owned());
        assert_eq!(judge("", &["3.5"], &tolerance), None);
        assert_eq!(judge("3.5", &["", " "], &tolerance), None);
        assert_eq!(judge("3.5", &["about 3"], &tolerance), None);
        let zero = judge("0", &["2"], &Tolerance::MinRatio("0.98".to_owned())).unwrap();
        assert_eq!((zero.ratio_pct, zero.passes), (None, true));
    }
}
