//! A finding's dossier while it is typed: the fields as text, and the dossier that they give. Not
//! here: the fields on the screen (`finding_form`), what a dossier must satisfy
//! (`domain::finding::check_dossier`).

use domain::finding::{
    Advice, AdviceKind, DeskFinding, Finding, FindingClass, FindingDossier, FindingEvidence,
    Severity,
};
use domain::money::Fen;

/// As typed. What equals the finding as it stands is left as derived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingDraft {
    /// Made at the desk: it has a project of its own.
    pub is_desk: bool,
    /// What the problem is called, in a few words.
    pub title: String,
    /// A project's code, or empty.
    pub project: String,
    /// How bad.
    pub severity: Severity,
    /// Which class; `None` takes what the indicator suggests.
    pub class: Option<FindingClass>,
    /// 事实描述.
    pub facts: String,
    /// In 万元, or empty.
    pub amount: String,
    /// 违反条款.
    pub clause: String,
    /// 原因.
    pub cause: String,
    /// 责任单位.
    pub unit: String,
    /// An indicator's code, or empty.
    pub indicator: String,
    /// `None`: no advice of one's own.
    pub advice: Option<AdviceKind>,
    /// What the unit is asked to do.
    pub advice_text: String,
    /// Until when, or empty.
    pub deadline: String,
    /// In 万元, or empty.
    pub advice_amount: String,
    /// Further evidence.
    pub evidence: Vec<FindingEvidence>,
}

fn money_text(amount: Option<Fen>) -> String {
    let text = amount.map(|amount| amount.to_wan_yuan_exact(2));
    text.unwrap_or_default()
}

/// An amount in 万元; `Some(None)` for an empty field, `None` for what is no amount.
fn money(text: &str) -> Option<Option<Fen>> {
    match text.trim() {
        "" => Some(None),
        text => Fen::from_wan_yuan(text).ok().map(Some),
    }
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}

impl FindingDraft {
    /// Before anything is typed about a new one.
    pub fn blank() -> Self {
        Self {
            is_desk: true,
            title: String::new(),
            project: String::new(),
            severity: Severity::Minor,
            class: None,
            facts: String::new(),
            amount: String::new(),
            clause: String::new(),
            cause: String::new(),
            unit: String::new(),
            indicator: String::new(),
            advice: None,
            advice_text: String::new(),
            deadline: String::new(),
            advice_amount: String::new(),
            evidence: Vec::new(),
        }
    }

    /// Of a finding as it stands.
    pub fn of(finding: &Finding, dossier: &FindingDossier) -> Self {
        let advice = dossier.advice.as_ref();
        let indicator = finding.indicator.as_ref();
        Self {
            is_desk: dossier.desk.is_some(),
            title: match finding.title.trim() {
                "" => finding.heading(),
                title => title.to_owned(),
            },
            project: finding.project_code.to_string(),
            severity: finding.severity,
            class: Some(finding.class),
            facts: finding.facts.clone(),
            amount: money_text(dossier.amount),
            clause: dossier.clause.clone(),
            cause: dossier.cause.clone(),
            unit: finding.responsible_unit.clone(),
            indicator: indicator.map(ToString::to_string).unwrap_or_default(),
            advice: advice.map(|advice| advice.kind),
            advice_text: advice.map(|it| it.text.clone()).unwrap_or_default(),
            deadline: advice.map(|it| it.deadline.clone()).unwrap_or_default(),
            advice_amount: money_text(advice.and_then(|advice| advice.amount)),
            evidence: dossier.evidence.clone(),
        }
    }

    /// Whether both amounts can be read.
    pub fn amounts_are_read(&self) -> bool {
        money(&self.amount).is_some() && money(&self.advice_amount).is_some()
    }

    /// Whether a new one has what it needs.
    pub fn is_complete(&self) -> bool {
        let placed = !self.project.is_empty() || !self.unit.trim().is_empty();
        !self.is_desk || (!self.title.trim().is_empty() && placed)
    }

    /// The dossier that it gives, from the draft that was begun with and the dossier behind that;
    /// `None` while an amount cannot be read.
    pub fn dossier(&self, begun: &Self, old: &FindingDossier) -> Option<FindingDossier> {
        let mut next = old.clone();
        next.desk = self.is_desk.then(|| DeskFinding {
            title: trimmed(&self.title),
            project_code: self.project.as_str().into(),
        });
        let is_new = self.is_desk && old.desk.is_none();
        if self.severity != begun.severity || is_new {
            next.severity = Some(self.severity);
        }
        if self.title != begun.title && !self.is_desk {
            next.title = trimmed(&self.title);
        }
        if self.class != begun.class {
            next.class = self.class;
        }
        if self.facts != begun.facts {
            next.facts = trimmed(&self.facts);
        }
        if self.unit != begun.unit {
            next.responsible_unit = trimmed(&self.unit);
        }
        if self.indicator != begun.indicator {
            let code = self.indicator.as_str();
            next.indicator = (!code.is_empty()).then(|| code.into());
        }
        next.amount = money(&self.amount)?;
        next.clause = trimmed(&self.clause);
        next.cause = trimmed(&self.cause);
        let amount = money(&self.advice_amount)?;
        next.advice = self.advice.map(|kind| Advice {
            kind,
            text: trimmed(&self.advice_text),
            deadline: trimmed(&self.deadline),
            amount,
        });
        let named = self
            .evidence
            .iter()
            .filter(|it| !it.index.trim().is_empty());
        next.evidence = named
            .map(|it| FindingEvidence {
                index: trimmed(&it.index),
                note: trimmed(&it.note),
            })
            .collect();
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived() -> Finding {
        let text = serde_json::json!({
            "code": "S-001", "severity": "major", "check": "Railing", "facts": "Broken",
            "project_code": "p1", "project_name": "Bridge", "responsible_unit": "Town",
            "indicator": "C22", "record": "r1", "path": "/data/c4", "class": "output"
        });
        serde_json::from_value(text).expect("a finding")
    }

    #[test]
    fn what_nobody_changed_stays_as_derived() {
        let old = FindingDossier::default();
        let draft = FindingDraft::of(&derived(), &old);
        assert_eq!(draft.dossier(&draft, &old), Some(old));
    }

    #[test]
    fn an_amount_is_kept_to_the_fen_or_not_at_all() {
        let old = FindingDossier::default();
        let begun = FindingDraft::of(&derived(), &old);
        let mut draft = begun.clone();
        draft.amount = "12.3456".to_owned();
        let dossier = draft.dossier(&begun, &old).expect("a dossier");
        assert_eq!(dossier.amount, Some(Fen(12_345_600)));
        draft.amount = "twelve".to_owned();
        assert_eq!(draft.dossier(&begun, &old), None);
    }
}
