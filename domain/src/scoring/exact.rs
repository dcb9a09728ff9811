//! Exact rational numbers: reading, half-up rounding, printing. Not here: floating point, which no
//! score, ratio or weight ever touches; money (`crate::money`).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};

use super::{Points, ScoreError};

/// An exact rational number.
pub type Exact = BigRational;

/// Digits that one written number may have; more is refused, so that hostile input cannot burn.
pub const MAX_DIGITS: usize = 200;

/// Decimal places up to which an exact number is written as a decimal and not as a fraction.
const MAX_PLACES: u32 = 28;

/// Bits that the denominator of a running sum may reach (about 2400 decimal digits).
const MAX_DENOMINATOR_BITS: u64 = 8_192;

/// Reads `12`, `-0.25` or a fraction `1/3`. `None` for anything else, for exponents, for more than
/// 200 digits and for a zero denominator.
pub fn parse_exact(text: &str) -> Option<Exact> {
    let text = text.trim();
    match text.split_once('/') {
        Some((numerator, denominator)) => {
            let denominator = parse_decimal(denominator.trim())?;
            let numerator = parse_decimal(numerator.trim())?;
            (!denominator.is_zero()).then(|| numerator / denominator)
        }
        None => parse_decimal(text),
    }
}

fn parse_decimal(text: &str) -> Option<Exact> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let length = whole.len() + fraction.len();
    if length == 0 || length > MAX_DIGITS || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let numerator: BigInt = format!("{whole}{fraction}").parse().ok()?;
    let value = Exact::new(numerator, power_of_ten(fraction.len() as u32));
    Some(if negative { -value } else { value })
}

fn power_of_ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// A whole number as an exact number.
pub fn whole(number: i64) -> Exact {
    Exact::from_integer(BigInt::from(number))
}

/// A weight or score in 分, exact.
pub fn from_points(points: Points) -> Exact {
    Exact::new(BigInt::from(points.0), BigInt::from(100))
}

/// `value` × 10^places, rounded half-up (a half goes away from zero).
fn scaled_half_up(value: &Exact, places: u32) -> BigInt {
    let scaled = value.abs() * Exact::from_integer(power_of_ten(places));
    let doubled: BigInt = scaled.denom() * 2;
    let rounded: BigInt = (scaled.numer() * 2 + scaled.denom()) / doubled;
    if value.is_negative() {
        -rounded
    } else {
        rounded
    }
}

/// Rounds half-up to two decimals; the only rounding that a score ever sees. `None` outside `i64`.
pub fn to_points(value: &Exact) -> Option<Points> {
    scaled_half_up(value, 2).to_i64().map(Points)
}

/// `value` with exactly `places` decimals, rounded half-up, for printing.
pub fn fixed_text(value: &Exact, places: u32) -> String {
    let scaled = scaled_half_up(value, places);
    let sign = if scaled.is_negative() { "-" } else { "" };
    let digits = format!(
        "{:0>1$}",
        scaled.magnitude().to_string(),
        places as usize + 1
    );
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// A ratio in percent with two decimals and no sign: `84.62` for 11/13.
pub fn percent_text(ratio: &Exact) -> String {
    fixed_text(&(ratio * whole(100)), 2)
}

/// A ratio in percent without needless zeros, with its sign: `60%`, `92.3%`.
pub fn short_percent(ratio: &Exact) -> String {
    format!("{}%", trimmed(&percent_text(ratio)))
}

/// A number for a line of working: all its decimals up to six, without needless zeros.
pub fn plain_text(value: &Exact) -> String {
    trimmed(&fixed_text(value, 6)).to_owned()
}

fn trimmed(text: &str) -> &str {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// The exact text: a decimal where one exists within 28 places, otherwise a fraction. Reading it
/// back gives the same number.
pub fn exact_text(value: &Exact) -> String {
    for places in 0..=MAX_PLACES {
        let scaled = value * Exact::from_integer(power_of_ten(places));
        if scaled.is_integer() {
            return fixed_text(value, places);
        }
    }
    format!("{}/{}", value.numer(), value.denom())
}

/// Sums as a balanced tree, so that unlike denominators cost little.
///
/// # Errors
/// `TooLarge` when the common denominator grows beyond any real evaluation.
pub fn sum(mut terms: Vec<Exact>) -> Result<Exact, ScoreError> {
    while terms.len() > 1 {
        let mut next = Vec::with_capacity(terms.len().div_ceil(2));
        for pair in terms.chunks(2) {
            let total: Exact = pair.iter().sum();
            if total.denom().bits() > MAX_DENOMINATOR_BITS {
                return Err(ScoreError::TooLarge);
            }
            next.push(total);
        }
        terms = next;
    }
    Ok(terms.pop().unwrap_or_else(Exact::zero))
}

/// The lesser of `value` and one.
pub fn at_most_one(value: Exact) -> Exact {
    if value > Exact::one() {
        Exact::one()
    } else {
        value
    }
}

/// A parameter of a rule that travels as text (`0.6`, `1/3`) and is exact in memory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct ExactNumber(pub Exact);

impl Default for ExactNumber {
    fn default() -> Self {
        Self(Exact::one())
    }
}

impl serde::Serialize for ExactNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&exact_text(&self.0))
    }
}

impl<'de> serde::Deserialize<'de> for ExactNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = parse_exact(&text);
        number
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("not an exact number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Exact {
        parse_exact(text).expect("a number")
    }

    #[test]
    fn a_half_is_rounded_up_once_and_only_in_the_last_place() {
        assert_eq!(to_points(&number("2.895")), Some(Points(290)));
        assert_eq!(to_points(&number("2.8949999")), Some(Points(289)));
        assert_eq!(to_points(&number("1/3")), Some(Points(33)));
        assert_eq!(percent_text(&number("0.78625")), "78.63");
        assert_eq!(fixed_text(&number("-0.005"), 2), "-0.01");
    }

    #[test]
    fn what_is_not_a_plain_number_is_refused() {
        for text in ["", ".", "1e3", "+1", "1/0", "1//2", "NaN"] {
            assert_eq!(parse_exact(text), None, "{text}");
        }
        assert_eq!(parse_exact(&"9".repeat(MAX_DIGITS + 1)), None);
        assert!(parse_exact(&"9".repeat(MAX_DIGITS)).is_some());
    }

    #[test]
    fn numbers_print_without_needless_zeros_and_read_back_exactly() {
        assert_eq!(plain_text(&number("2.430")), "2.43");
        assert_eq!(short_percent(&number("0.6")), "60%");
        for text in ["0.6", "1/3", "-12.25", "100"] {
            assert_eq!(exact_text(&number(text)), text);
        }
    }

    #[test]
    fn a_sum_of_hostile_denominators_is_refused_instead_of_computed() {
        let base = number("9999999999999999999999999999");
        let hostile = (0..1_000).map(|step| Exact::one() / (&base - whole(2 * step)));
        assert_eq!(sum(hostile.collect()), Err(ScoreError::TooLarge));
    }
}
