//! The ledger's lines, as sentences.

use super::*;

fn item() -> LedgerItem {
    LedgerItem {
        finding: "S-001".into(),
        requirement: "补设护栏".to_owned(),
        unit: "某镇".to_owned(),
        deadline: "2026-12-01".to_owned(),
        measure: "已补设".to_owned(),
        evidence: "照片3张".to_owned(),
        ..LedgerItem::default()
    }
}

fn by<'a>(id: &'a AccountId, name: &'a str) -> LedgerActor<'a> {
    let at = Timestamp(0);
    LedgerActor { id, name, at }
}

fn act(item: &LedgerItem, action: &LedgerAction, who: &str) -> Result<LedgerItem, String> {
    let id = AccountId::from(who);
    apply_ledger_action(item, action, by(&id, "同名")).map_err(|problem| problem.code)
}

#[test]
fn overdue_by_one_fifteen_and_thirty_days_gives_the_three_steps() {
    let steps = ["2026-12-01", "2026-12-02", "2026-12-16", "2026-12-31"]
        .map(|day| Escalation::due(item().overdue_days(day)));
    use Escalation::{Reminder, SupervisionLetter, TalkProposed};
    let expected = [
        None,
        Some(Reminder),
        Some(SupervisionLetter),
        Some(TalkProposed),
    ];
    assert_eq!(steps, expected);
    let colours =
        ["2026-11-20", "2026-11-26", "2026-12-15", "2026-12-16"].map(|day| item().colour(day));
    use AlertColour::{Green, Red, Yellow};
    assert_eq!(colours, [Green, Yellow, Yellow, Red]);
}

#[test]
fn whoever_submitted_cannot_verify() {
    let submitted = act(&item(), &LedgerAction::Submit, "甲").expect("submitted");
    let verify = LedgerAction::Verify {
        passed: true,
        note: "现场复查合格".to_owned(),
    };
    let own = act(&submitted, &verify, "甲");
    assert_eq!(own, Err("VERIFIER_IS_SUBMITTER".to_owned()));
    let verified = act(&submitted, &verify, "乙").expect("verified");
    assert_eq!(closed(&[verified, item()]), (1, 2));
}

#[test]
fn a_line_without_a_deadline_is_refused() {
    let open = LedgerItem {
        deadline: String::new(),
        ..item()
    };
    assert_eq!(check_item(&open)[0].code, "DAY_MALFORMED");
    assert_eq!(check_item(&item()), []);
}

#[test]
fn a_submitted_line_changes_for_a_reason_only_and_is_then_submitted_again() {
    let submitted = act(&item(), &LedgerAction::Submit, "甲").expect("submitted");
    let wanted = LedgerItem {
        measure: "另一措施".to_owned(),
        problem: "改写的问题".to_owned(),
        state: LedgerState::Verified,
        ..submitted.clone()
    };
    let id = AccountId::from("甲");
    let edit = |reason: &str| edit_item(&submitted, wanted.clone(), reason, by(&id, "同名"));
    let silent = edit("").map_err(|problem| problem.code);
    assert_eq!(silent, Err("LEDGER_REASON_MISSING".to_owned()));
    let edited = edit("单位补充了验收单").expect("reasoned");
    assert_eq!(edited.state, LedgerState::InProgress);
    assert_eq!(edited.problem, submitted.problem, "as issued");
    assert_eq!(edited.reopenings[0].from, LedgerState::Submitted);
    let same = edit_item(&submitted, submitted.clone(), "", by(&id, "同名"));
    assert_eq!(same, Ok(submitted));
}

#[test]
fn documents_of_the_register_are_evidence_enough() {
    let bare = LedgerItem {
        evidence: String::new(),
        ..item()
    };
    let refused = act(&bare, &LedgerAction::Submit, "甲");
    assert_eq!(refused, Err("EVIDENCE_MISSING".to_owned()));
    let named = LedgerItem {
        documents: vec!["Q-03".to_owned()],
        ..bare
    };
    assert!(act(&named, &LedgerAction::Submit, "甲").is_ok());
}
