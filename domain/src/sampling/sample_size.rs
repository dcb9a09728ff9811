//! How many to ask: the sample size for a proportion, with finite population correction.
//! Not here: the draw. All arithmetic is in exact fractions (domain.md §5.3).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use rust_decimal::Decimal;

use super::SamplingError;

/// z for 95 % confidence, 1.96.
pub fn default_z() -> Decimal {
    Decimal::new(196, 2)
}

/// The proportion that asks for the largest sample, 0.5.
pub fn default_proportion() -> Decimal {
    Decimal::new(5, 1)
}

/// n₀ = z²·p(1−p)/e² and n = ⌈n₀ / (1 + (n₀ − 1)/N)⌉, never more than N.
///
/// `margin` e is the half width of the interval as a fraction (0.05 is ±5 %), 0 < e < 1; `z` > 0;
/// `p` strictly between 0 and 1; `population` N ≥ 1. Otherwise `InvalidSampleSizeInput`.
pub fn sample_size(
    population: u64,
    margin: Decimal,
    z: Decimal,
    p: Decimal,
) -> Result<u64, SamplingError> {
    let one = BigRational::one();
    let (margin, z, p) = (fraction(margin), fraction(z), fraction(p));
    let is_share = |value: &BigRational| value.is_positive() && *value < one;
    if population == 0 || !is_share(&margin) || !is_share(&p) || !z.is_positive() {
        return Err(SamplingError::InvalidSampleSizeInput);
    }
    let uncorrected = &z * &z * &p * (&one - &p) / (&margin * &margin);
    let population = BigRational::from_integer(BigInt::from(population));
    let corrected = &uncorrected / (&one + (&uncorrected - &one) / &population);
    let size = corrected.ceil();
    debug_assert!(
        !size.is_zero(),
        "a positive number rounds up to at least one"
    );
    let size = if size > population { population } else { size };
    size.to_integer()
        .to_u64()
        .ok_or(SamplingError::InvalidSampleSizeInput)
}

fn fraction(value: Decimal) -> BigRational {
    let denominator = BigInt::from(10u8).pow(value.scale());
    BigRational::new(BigInt::from(value.mantissa()), denominator)
}
