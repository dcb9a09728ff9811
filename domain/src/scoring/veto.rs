//! 一票否决 (domain.md §4): findings that set an indicator to zero or cap the grade. Not here:
//! which ones a plan has (`indicator::ScoringPlan`; none by default).

use super::{AppliedVeto, GradeBand, Points, ScoreFlag, ScoreRow};
use crate::finding::Finding;
use crate::indicator::Veto;

/// Applies every veto that a finding triggers to the rows.
pub(super) fn apply(
    vetoes: &[Veto],
    findings: &[Finding],
    rows: &mut [ScoreRow],
) -> Vec<AppliedVeto> {
    let mut applied = Vec::new();
    for veto in vetoes {
        let triggers = |finding: &&Finding| {
            finding.severity >= veto.severity
                && veto.class.is_none_or(|class| class == finding.class)
        };
        let mut found: Vec<_> = findings
            .iter()
            .filter(triggers)
            .map(|f| f.code.clone())
            .collect();
        if found.is_empty() {
            continue;
        }
        found.sort();
        let hit = rows
            .iter_mut()
            .find(|row| Some(&row.code) == veto.zeroes.as_ref());
        if let Some(row) = hit.filter(|row| row.score.is_some()) {
            row.score = Some(Points(0));
            row.rate = Some("0.00".to_owned());
            row.working
                .push(format!("一票否决（{}）：本项计 0.00", veto.name));
            row.deduction_reason = format!("触发一票否决“{}”", veto.name);
            row.flags.push(ScoreFlag::Vetoed.as_str().to_owned());
        }
        applied.push(AppliedVeto {
            name: veto.name.clone(),
            findings: found,
            zeroed: veto.zeroes.clone(),
            grade_cap: veto.grade_cap.clone(),
        });
    }
    applied
}

/// The grade, no higher than any triggered cap allows.
pub(super) fn capped(bands: &[GradeBand], grade: String, vetoes: &[AppliedVeto]) -> String {
    let floor = |name: &str| {
        let band = bands.iter().find(|band| band.grade == name);
        band.map_or(Points(i64::MAX), |band| band.min)
    };
    let caps = vetoes.iter().filter_map(|veto| veto.grade_cap.as_deref());
    caps.fold(grade, |grade, cap| {
        if floor(cap) < floor(&grade) {
            cap.to_owned()
        } else {
            grade
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::default_grade_bands;
    use super::*;

    fn cap(grade: &str) -> AppliedVeto {
        AppliedVeto {
            name: "虚报".to_owned(),
            findings: Vec::new(),
            zeroed: None,
            grade_cap: Some(grade.to_owned()),
        }
    }

    #[test]
    fn a_cap_lowers_a_grade_and_never_raises_one() {
        let bands = default_grade_bands();
        assert_eq!(capped(&bands, "优".to_owned(), &[cap("中")]), "中");
        assert_eq!(capped(&bands, "差".to_owned(), &[cap("中")]), "差");
        assert_eq!(capped(&bands, "良".to_owned(), &[]), "良");
    }
}
