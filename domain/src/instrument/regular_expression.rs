//! `regex(value, pattern)`, by regex-lite on every side. `rxeval` would need the crate `regex`, the
//! heaviest thing a tablet could load (docs/decisions/0006-regex-lite.md); so its feature is off,
//! and the evaluator answers such calls here. Not here: any other function.

use regex_lite::{Regex, RegexBuilder};

/// The longest pattern, in bytes.
const LONGEST_PATTERN: usize = 1_000;
/// The most memory one compiled pattern may take, in bytes.
const LARGEST_PROGRAM: usize = 1 << 20;

/// Whether the whole value matches the pattern, as JavaRosa, and so ODK Collect, has it.
///
/// # Errors
/// The reason, for a pattern that cannot be built: longer than 1,000 bytes, malformed, or with a
/// construction that regex-lite lacks, such as `\p{Han}` or a look-ahead.
pub fn matches(value: &str, pattern: &str) -> Result<bool, String> {
    built(pattern).map(|pattern| pattern.is_match(value))
}

fn built(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > LONGEST_PATTERN {
        return Err(format!("regex(): a pattern over {LONGEST_PATTERN} bytes"));
    }
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(LARGEST_PROGRAM)
        .build()
        .map_err(|reason| format!("regex(): {pattern:?}: {reason}"))
}

/// Why a pattern cannot be used; `None` when it can. For the import's check.
pub(super) fn refusal(pattern: &str) -> Option<String> {
    built(pattern).err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_must_match_the_whole_value() {
        assert_eq!(matches("13812345678", r"1\d{10}"), Ok(true));
        assert_eq!(matches("x13812345678", r"1\d{10}"), Ok(false));
        assert_eq!(matches("危桥", "[一-龥]{2}"), Ok(true));
    }

    #[test]
    fn what_cannot_be_built_is_said_and_not_false() {
        assert!(matches("桥", r"\p{Han}").is_err());
        assert!(matches("a", "(?=a)a").is_err());
        assert!(matches("a", &"a".repeat(1_001)).is_err());
    }
}
