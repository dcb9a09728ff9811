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
    use crate::finding::{FindingClass, Severity};

    fn cap(grade: &str) -> AppliedVeto {
        AppliedVeto {
            name: "虚报".to_owned(),
            findings: Vec::new(),
            zeroed: None,
            grade_cap: Some(grade.to_owned()),
        }
    }

    fn finding(code: &str, severity: Severity, class: FindingClass) -> Finding {
        let stored = serde_json::json!({
            "code": code, "severity": severity, "class": class, "check": "", "facts": "",
            "project_code": "", "project_name": "", "responsible_unit": "", "indicator": null,
            "record": "", "path": "",
        });
        serde_json::from_value(stored).expect("a finding")
    }

    fn veto(severity: Severity, class: Option<FindingClass>) -> Veto {
        Veto {
            name: "虚报冒领".to_owned(),
            severity,
            class,
            zeroes: Some("B13".into()),
            grade_cap: None,
        }
    }

    /// The rows of a starter, each with full marks; and those that the vetoes left at zero.
    fn zeroed(vetoes: &[Veto], findings: &[Finding]) -> (Vec<AppliedVeto>, Vec<ScoreRow>) {
        let framework = crate::indicator::starter("road_bridge").expect("starter");
        let facts = super::super::Facts::new(crate::project::Frame {
            projects: Vec::new(),
            sha256: crate::ids::Sha256Hex::of(b""),
        });
        let (sheet, _) = super::super::score(&framework, &facts);
        let mut rows = sheet.rows;
        for row in &mut rows {
            row.score = Some(row.weight);
        }
        let applied = apply(vetoes, findings, &mut rows);
        rows.retain(|row| row.score == Some(Points(0)));
        (applied, rows)
    }

    #[test]
    fn a_veto_sets_its_indicator_alone_to_zero_and_says_so() {
        let severe = finding("S-002", Severity::Severe, FindingClass::Funds);
        let also = finding("S-001", Severity::Severe, FindingClass::Funds);
        let (applied, rows) = zeroed(&[veto(Severity::Severe, None)], &[severe, also]);
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(
            (row.code.as_str(), row.rate.as_deref()),
            ("B13", Some("0.00"))
        );
        assert_eq!(row.flags, ["VETOED"]);
        assert!(row.deduction_reason.contains("虚报冒领"));
        assert!(
            row.working
                .last()
                .is_some_and(|line| line.contains("一票否决"))
        );
        let numbers: Vec<_> = applied[0].findings.iter().map(|it| it.as_str()).collect();
        assert_eq!(
            numbers,
            ["S-001", "S-002"],
            "by number, whatever order they come in"
        );
    }

    #[test]
    fn a_veto_asks_for_its_severity_or_worse() {
        for (found, hits) in [
            (Severity::Minor, false),
            (Severity::Major, true),
            (Severity::Severe, true),
        ] {
            let found = finding("S-001", found, FindingClass::Funds);
            let (applied, rows) = zeroed(&[veto(Severity::Major, None)], &[found]);
            assert_eq!((!applied.is_empty(), !rows.is_empty()), (hits, hits));
        }
    }

    #[test]
    fn a_veto_of_one_class_leaves_findings_of_others_alone() {
        for (class, hits) in [(FindingClass::Funds, true), (FindingClass::Output, false)] {
            let found = finding("S-001", Severity::Severe, class);
            let of_funds = veto(Severity::Minor, Some(FindingClass::Funds));
            let (applied, rows) = zeroed(&[of_funds], &[found]);
            assert_eq!((!applied.is_empty(), !rows.is_empty()), (hits, hits));
        }
        let (applied, _) = zeroed(&[veto(Severity::Minor, None)], &[]);
        assert_eq!(applied, [], "no finding, no veto");
    }

    #[test]
    fn a_veto_of_an_indicator_that_has_no_score_caps_but_does_not_zero() {
        let found = finding("S-001", Severity::Severe, FindingClass::Funds);
        let mut unknown = veto(Severity::Severe, None);
        unknown.zeroes = Some("Z99".into());
        unknown.grade_cap = Some("中".to_owned());
        let (applied, rows) = zeroed(&[unknown], &[found]);
        assert_eq!(rows, []);
        let bands = default_grade_bands();
        assert_eq!(capped(&bands, "优".to_owned(), &applied), "中");
    }

    #[test]
    fn a_cap_lowers_a_grade_and_never_raises_one() {
        let bands = default_grade_bands();
        assert_eq!(capped(&bands, "优".to_owned(), &[cap("中")]), "中");
        assert_eq!(capped(&bands, "差".to_owned(), &[cap("中")]), "差");
        assert_eq!(capped(&bands, "良".to_owned(), &[]), "良");
    }
}
