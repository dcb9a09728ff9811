//! Numbers from texts and texts from numbers, as XPath writes them. Not here: money and scores,
//! which are never floating point.

use super::dates;

/// XPath's `number()`. A date or a moment counts as days since 1970, so that forms can compare and
/// subtract them; what is no number is not-a-number and fulfils no comparison.
pub fn of_text(text: &str) -> f64 {
    let text = text.trim();
    let is_decimal = !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let plain = if is_decimal { text.parse().ok() } else { None };
    plain.or_else(|| dates::days(text)).unwrap_or(f64::NAN)
}

/// XPath's `string()` of a number: whole numbers without a point, never an exponent.
pub fn written(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    number.to_string()
}

/// `round()`: half goes up, also below zero, as XPath says.
pub fn rounded(number: f64, places: f64) -> f64 {
    let factor = 10_f64.powf(places.trunc().clamp(-15.0, 15.0));
    let scaled = number * factor;
    if !scaled.is_finite() {
        return number;
    }
    (scaled + 0.5).floor() / factor
}

/// Functions of one number, by name.
pub fn of_one(name: &str, x: f64) -> Option<f64> {
    Some(match name {
        "abs" => x.abs(),
        "acos" => x.acos(),
        "asin" => x.asin(),
        "atan" => x.atan(),
        "ceiling" => x.ceil(),
        "cos" => x.cos(),
        "exp" => x.exp(),
        "exp10" => 10_f64.powf(x),
        "floor" => x.floor(),
        "int" => x.trunc(),
        "log" => x.ln(),
        "log10" => x.log10(),
        "sin" => x.sin(),
        "sqrt" => x.sqrt(),
        "tan" => x.tan(),
        _ => return None,
    })
}
