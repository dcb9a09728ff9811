//! How much of the population a sample reaches. Not here: whether that is enough (the plan says).

use std::collections::BTreeSet;

use super::Coverage;
use crate::ids::ProjectCode;
use crate::project::Frame;

/// Coverage by number and by amount; a unit named twice counts once, a code that the frame does
/// not know counts nothing. A population or an amount of zero gives `0.00`.
pub fn coverage(frame: &Frame, picks: &[ProjectCode]) -> Coverage {
    let wanted: BTreeSet<&ProjectCode> = picks.iter().collect();
    let reached: Vec<_> = frame
        .projects
        .iter()
        .filter(|project| wanted.contains(&project.code))
        .collect();
    let amount: i128 = reached
        .iter()
        .map(|project| i128::from(project.amount.0))
        .sum();
    let count = |length: usize| i128::try_from(length).unwrap_or(i128::MAX);
    Coverage {
        count_pct: percent(count(reached.len()), count(frame.projects.len())),
        amount_pct: percent(amount, i128::from(frame.total().0)),
    }
}

/// `part` ÷ `whole` in percent with two decimals, half-up, in whole-number arithmetic.
fn percent(part: i128, whole: i128) -> String {
    if whole <= 0 || part <= 0 {
        return "0.00".to_owned();
    }
    let hundredths = (part * 20_000 + whole) / (whole * 2);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percents_are_rounded_half_up_at_two_decimals() {
        assert_eq!(percent(1, 3), "33.33");
        assert_eq!(percent(2, 3), "66.67");
        assert_eq!(percent(1, 20_000), "0.01");
        assert_eq!(percent(49, 1_000_000), "0.00");
        assert_eq!(percent(8, 8), "100.00");
        assert_eq!(percent(0, 0), "0.00");
    }
}
