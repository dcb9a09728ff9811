//! The Wilson interval of a share, without floating point. Not here: who is asked (`sampling`).

use num_bigint::BigInt;
use num_traits::{One as _, Pow as _, Signed as _, Zero as _};

use crate::scoring::exact::{Exact, percent_text, whole};

/// Decimals to which the one square root is taken. It is rounded up, so that the interval is never
/// narrower than the true one, by less than 10⁻¹² of the share.
pub const INTERVAL_DECIMALS: u32 = 12;

/// A 95 % interval in percent, two decimals.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    /// Its lower end.
    pub low: String,
    /// Its upper end.
    pub high: String,
}

impl Interval {
    /// The interval of a share as it is printed.
    pub fn of(share: &Exact, base: u32) -> Option<Self> {
        let (low, high) = wilson_interval(share, base)?;
        Some(Self {
            low: percent_text(&low),
            high: percent_text(&high),
        })
    }
}

/// The Wilson score interval at 95 % (z = 1.96, as in `sampling::sample_size`) of a share `p` of
/// `base` respondents, both ends as fractions within 0 and 1. `None` for no respondents or a share
/// outside 0 and 1.
///
/// `base` counts people. A share of answers (several per person) or a mean score ÷ 100 is no plain
/// count of people, but its variance is at most p(1 − p)/n, so the interval holds for it too and is
/// rather too wide than too narrow. Source: Wilson 1927; domain.md §5.2 item 7.
pub fn wilson_interval(share: &Exact, base: u32) -> Option<(Exact, Exact)> {
    if base == 0 || share.is_negative() || *share > Exact::one() {
        return None;
    }
    let z = Exact::new(BigInt::from(196), BigInt::from(100));
    let n = whole(base.into());
    let z2 = &z * &z;
    let spread = share * (Exact::one() - share) / &n + &z2 / (whole(4) * &n * &n);
    let half = &z * square_root_up(&spread);
    let centre = share + &z2 / (whole(2) * &n);
    let scale = Exact::one() + &z2 / &n;
    let low = (&centre - &half) / &scale;
    let high = (&centre + &half) / &scale;
    Some((low.max(Exact::zero()), high.min(Exact::one())))
}

/// The square root of a number from 0 up, rounded up at [`INTERVAL_DECIMALS`].
fn square_root_up(value: &Exact) -> Exact {
    let scale: BigInt = BigInt::from(10).pow(INTERVAL_DECIMALS);
    let scaled = value * Exact::from_integer(&scale * &scale);
    let radicand = scaled.ceil().to_integer();
    let root = radicand.sqrt();
    let is_exact = &root * &root == radicand;
    let up = if is_exact { root } else { root + 1 };
    Exact::new(up, scale)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_the_field_has_its_published_ends() {
        let interval = Interval::of(&(whole(181) / whole(200)), 200).expect("an interval");
        assert_eq!(
            (interval.low.as_str(), interval.high.as_str()),
            ("85.64", "93.83")
        );
    }

    #[test]
    fn no_respondents_have_no_interval_and_the_ends_stay_within_0_and_1() {
        assert_eq!(wilson_interval(&Exact::zero(), 0), None);
        assert_eq!(wilson_interval(&whole(2), 10), None);
        let (low, _) = wilson_interval(&Exact::zero(), 10).expect("an interval");
        let (_, high) = wilson_interval(&Exact::one(), 10).expect("an interval");
        assert_eq!((low, high), (Exact::zero(), Exact::one()));
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share_and_narrows_with_more_respondents(
            part in 0_i64..=400, all in 1_u32..=400,
        ) {
            let share = whole(part.min(i64::from(all))) / whole(all.into());
            let (low, high) = wilson_interval(&share, all).expect("an interval");
            prop_assert!(low <= share && share <= high);
            prop_assert!(low >= Exact::zero() && high <= Exact::one());
            let (low4, high4) = wilson_interval(&share, all * 4).expect("an interval");
            prop_assert!(&high4 - &low4 < &high - &low);
        }
    }
}
