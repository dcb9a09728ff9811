//! Money in 分, whole numbers only. Not here: currencies other than the yuan, rounding of scores.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// An amount in 分 (1/100 yuan; 1 万元 = 1 000 000 分). Negative for reversals (冲减).
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
pub struct Fen(pub i64);

/// 分 in one 万元.
pub const FEN_PER_WAN_YUAN: i64 = 1_000_000;

/// Why a text is not an amount in 万元.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Letters, two decimal points, nothing at all.
    #[error("not a number")]
    NotANumber,
    /// More than six decimals of 万元: finer than one 分.
    #[error("finer than one fen")]
    FinerThanFen,
    /// Beyond ±9.2 × 10^16 分.
    #[error("out of range")]
    OutOfRange,
}

impl Fen {
    /// Reads an amount written in 万元, such as `5.3209` or `1,686.00`; thousands separators are
    /// allowed. Exact: what does not fit whole 分 is an error, never rounded.
    pub fn from_wan_yuan(text: &str) -> Result<Self, MoneyError> {
        let plain: String = text.trim().chars().filter(|c| *c != ',').collect();
        let value: Decimal = plain.parse().map_err(|_| MoneyError::NotANumber)?;
        let fen = value
            .checked_mul(Decimal::from(FEN_PER_WAN_YUAN))
            .ok_or(MoneyError::OutOfRange)?;
        if !fen.fract().is_zero() {
            return Err(MoneyError::FinerThanFen);
        }
        fen.to_i64().map(Fen).ok_or(MoneyError::OutOfRange)
    }

    /// The exact amount in 万元.
    pub fn wan_yuan(self) -> Decimal {
        Decimal::from(self.0) / Decimal::from(FEN_PER_WAN_YUAN)
    }

    /// 万元 with two decimals (half-up) and thousands separators: `1,686.00`. For printing.
    pub fn to_wan_yuan_text(self) -> String {
        let hundredths = {
            let half = FEN_PER_WAN_YUAN / 200;
            let magnitude = self.0.unsigned_abs();
            (magnitude + half as u64) / (FEN_PER_WAN_YUAN as u64 / 100)
        };
        let sign = if self.0 < 0 && hundredths > 0 {
            "-"
        } else {
            ""
        };
        format!(
            "{sign}{}.{:02}",
            with_thousands(hundredths / 100),
            hundredths % 100
        )
    }

    /// 万元 with all decimals that carry value, at least `places`: `5.3209`, `1686.0000`.
    pub fn to_wan_yuan_exact(self, places: u32) -> String {
        let mut value = self.wan_yuan().normalize();
        if value.scale() < places {
            value.rescale(places);
        }
        value.to_string()
    }

    /// The sum of amounts; `None` when it leaves the range of `i64`.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Fen>) -> Option<Fen> {
        amounts
            .into_iter()
            .try_fold(0i64, |sum, amount| sum.checked_add(amount.0))
            .map(Fen)
    }
}

fn with_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_wan_yuan_become_whole_fen_and_print_back() {
        assert_eq!(Fen::from_wan_yuan("14724.21"), Ok(Fen(14_724_210_000)));
        assert_eq!(Fen::from_wan_yuan("5.3209"), Ok(Fen(5_320_900)));
        assert_eq!(Fen::from_wan_yuan("1,686.0000"), Ok(Fen(1_686_000_000)));
        assert_eq!(Fen(1_686_000_000).to_wan_yuan_text(), "1,686.00");
        assert_eq!(Fen(1_686_000_000).to_wan_yuan_exact(4), "1686.0000");
        assert_eq!(Fen(5_320_900).to_wan_yuan_exact(2), "5.3209");
        assert_eq!(Fen(-5_000).to_wan_yuan_text(), "-0.01");
        assert_eq!(Fen(-4_999).to_wan_yuan_text(), "0.00");
    }

    #[test]
    fn an_amount_finer_than_a_fen_is_refused_not_rounded() {
        assert_eq!(
            Fen::from_wan_yuan("0.0000001"),
            Err(MoneyError::FinerThanFen)
        );
        assert_eq!(Fen::from_wan_yuan("**"), Err(MoneyError::NotANumber));
        assert_eq!(
            Fen::from_wan_yuan("9999999999999999"),
            Err(MoneyError::OutOfRange)
        );
    }
}
