//! The report's way, as sentences.

use proptest::prelude::*;

use super::*;
use crate::ids::{AccountId, Sha256Hex};
use crate::party::Role;
use crate::scoring::{Points, ScoreSheet};
use crate::time::Timestamp;

fn content(text: &str) -> Sha256Hex {
    Sha256Hex::of(text.as_bytes())
}

fn submitted(by: &str, text: &str) -> ReviewEvent {
    ReviewEvent::Submitted {
        by: by.into(),
        name: by.to_owned(),
        at: Timestamp(0),
        content: content(text),
    }
}

fn signed(level: ReviewLevel, by: &str, text: &str) -> ReviewEvent {
    ReviewEvent::Signed {
        sign_off: SignOff {
            level,
            by: by.into(),
            name: by.to_owned(),
            certificate: "X".to_owned(),
            at: Timestamp(0),
            content: content(text),
            score_change_reason: String::new(),
        },
    }
}

fn all_signed(text: &str) -> Vec<ReviewEvent> {
    vec![
        submitted("liu", text),
        signed(ReviewLevel::First, "sun", text),
        signed(ReviewLevel::Second, "he", text),
        signed(ReviewLevel::Third, "zhou", text),
    ]
}

fn sheet(total: i64) -> &'static ScoreSheet {
    let sheet = ScoreSheet {
        total: Points(total),
        ..ScoreSheet::default()
    };
    Box::leak(Box::new(sheet))
}

fn sign(level: ReviewLevel) -> Request<'static> {
    Request::Sign {
        level,
        problems: &[],
        sheet: sheet(8_000),
        wording: &[],
        score_change_reason: "",
        certificate: "110001",
    }
}

fn code(events: &[ReviewEvent], who: &str, role: Role, request: &Request<'_>) -> Option<String> {
    let standing = standing(events, &content("v1"), RiskLevel::B);
    let answer = allowed(&standing, &AccountId::from(who), role, request);
    answer.err().map(|problem| problem.code)
}

#[test]
fn three_different_people_sign_and_the_preparer_is_none_of_them() {
    let events = [submitted("liu", "v1")];
    let first = sign(ReviewLevel::First);
    let own = code(&events, "liu", Role::Manager, &first);
    assert_eq!(own.as_deref(), Some("REVIEWER_IS_PREPARER"));
    assert_eq!(code(&events, "sun", Role::FieldLead, &first), None);

    let events = [events[0].clone(), signed(ReviewLevel::First, "sun", "v1")];
    let second = sign(ReviewLevel::Second);
    let lead = code(&events, "li", Role::FieldLead, &second);
    assert_eq!(lead.as_deref(), Some("REVIEW_ROLE"));
    let again = [
        submitted("liu", "v1"),
        signed(ReviewLevel::First, "he", "v1"),
    ];
    let twice = code(&again, "he", Role::Manager, &second);
    assert_eq!(twice.as_deref(), Some("REVIEWER_SIGNED_BEFORE"));
}

#[test]
fn risk_a_needs_the_quality_reviewer_too() {
    let events = all_signed("v1");
    let usual = standing(&events, &content("v1"), RiskLevel::B);
    assert_eq!(usual.stage, ReportStage::ReviewPassed);
    let high = standing(&events, &content("v1"), RiskLevel::A);
    let next = ReviewLevel::Quality;
    assert_eq!(high.stage, ReportStage::InReview { next });
}

#[test]
fn an_edit_after_the_sign_offs_voids_all_of_them() {
    let edited = standing(&all_signed("v1"), &content("v2"), RiskLevel::B);
    assert_eq!(edited.valid, []);
    assert_eq!(edited.void.len(), 3);
    let next = ReviewLevel::First;
    assert_eq!(edited.stage, ReportStage::InReview { next });
}

#[test]
fn an_edit_between_two_sign_offs_voids_the_earlier_and_the_later_one() {
    let events = [
        submitted("liu", "v1"),
        signed(ReviewLevel::First, "sun", "v1"),
        signed(ReviewLevel::Second, "he", "v2"),
    ];
    let seen = standing(&events, &content("v2"), RiskLevel::B);
    assert_eq!(seen.valid, []);
    assert_eq!(seen.void.len(), 2);
}

#[test]
fn notes_of_a_return_must_be_answered_before_and_closed_after() {
    let note = ReviewNote {
        id: "n1".to_owned(),
        level: ReviewLevel::First,
        block: String::new(),
        text: "补充依据".to_owned(),
        name: "sun".to_owned(),
        at: Timestamp(0),
        answer: None,
        closed: false,
    };
    let mut events = vec![
        submitted("liu", "v1"),
        ReviewEvent::Returned {
            level: ReviewLevel::First,
            name: "sun".to_owned(),
            at: Timestamp(0),
            notes: vec![note],
        },
    ];
    let submit = Request::Submit;
    let open = code(&events, "liu", Role::Manager, &submit);
    assert_eq!(open.as_deref(), Some("REVIEW_NOTES_OPEN"));
    events.push(ReviewEvent::NoteAnswered {
        note: "n1".to_owned(),
        answer: NoteAnswer {
            text: "已补".to_owned(),
            by: "liu".into(),
            name: "liu".to_owned(),
            at: Timestamp(0),
        },
    });
    assert_eq!(code(&events, "liu", Role::Manager, &submit), None);
    events.push(submitted("liu", "v1"));
    let first = sign(ReviewLevel::First);
    let unclosed = code(&events, "sun", Role::FieldLead, &first);
    assert_eq!(unclosed.as_deref(), Some("REVIEW_NOTES_OPEN"));
    events.push(ReviewEvent::NoteClosed {
        note: "n1".to_owned(),
        name: "sun".to_owned(),
        at: Timestamp(0),
    });
    assert_eq!(code(&events, "sun", Role::FieldLead, &first), None);
}

#[test]
fn a_score_that_moved_since_the_consultation_needs_its_reason_at_l3() {
    let mut events = all_signed("v0");
    events.push(ReviewEvent::Consulted {
        name: "he".to_owned(),
        at: Timestamp(0),
        deadline: "2026-12-01".to_owned(),
        total: Points(7_900),
        rows: Vec::new(),
        content: content("v0"),
    });
    events.push(ReviewEvent::OpinionsSettled {
        name: "he".to_owned(),
        at: Timestamp(0),
    });
    events.extend([
        submitted("liu", "v1"),
        signed(ReviewLevel::First, "sun", "v1"),
        signed(ReviewLevel::Second, "he", "v1"),
    ]);
    let silent = code(&events, "zhou", Role::Partner, &sign(ReviewLevel::Third));
    assert_eq!(silent.as_deref(), Some("SCORE_CHANGE_REASON_MISSING"));
    let reasoned = Request::Sign {
        level: ReviewLevel::Third,
        problems: &[],
        sheet: sheet(8_000),
        wording: &[],
        score_change_reason: "采纳第1条意见，补计验收项目",
        certificate: "110001",
    };
    assert_eq!(code(&events, "zhou", Role::Partner, &reasoned), None);
}

#[test]
fn contradictions_stop_the_partner_and_an_issued_report_only_reopens_with_a_reason() {
    let events = &all_signed("v1")[..3];
    let problems = [crate::problem::Problem::new("REPORT_TOTAL_MISMATCH")];
    let third = Request::Sign {
        level: ReviewLevel::Third,
        problems: &problems,
        sheet: sheet(8_000),
        wording: &[],
        score_change_reason: "",
        certificate: "110001",
    };
    let stopped = code(events, "zhou", Role::Partner, &third);
    assert_eq!(stopped.as_deref(), Some("REPORT_NOT_CONSISTENT"));

    let issued = [ReviewEvent::Issued {
        number: "第1号".to_owned(),
        by: "zhou".into(),
        name: "zhou".to_owned(),
        at: Timestamp(0),
        content: content("v1"),
    }];
    let short = Request::Reopen { reason: "错" };
    let refused = code(&issued, "zhou", Role::Partner, &short);
    assert_eq!(refused.as_deref(), Some("REASON_TOO_SHORT"));
    let submit = code(&issued, "liu", Role::Manager, &Request::Submit);
    assert_eq!(submit.as_deref(), Some("REVIEW_STAGE"));
}

#[test]
fn scores_that_make_up_for_one_another_need_their_reason_too() {
    let shown = |one, two| {
        let score = |code: &str, points| ShownScore {
            code: code.into(),
            score: Some(Points(points)),
        };
        vec![score("A11", one), score("A12", two)]
    };
    let consultation = Consultation {
        deadline: "2026-12-01".to_owned(),
        total: Points(8_000),
        rows: shown(300, 200),
        settled: true,
    };
    let moved = Consultation {
        rows: Vec::new(),
        ..consultation.clone()
    };
    assert!(consultation.differs_from(sheet(8_000)), "other rows");
    assert!(!moved.differs_from(sheet(8_000)), "kept before rows were");
}

#[test]
fn nobody_signs_what_he_wrote_until_somebody_else_took_it_over() {
    let mut events = vec![submitted("liu", "v1")];
    let wrote = |by: &str, stands: bool| Wording {
        by: by.into(),
        at: Timestamp(-1),
        stands,
    };
    let asked = |wording: &[Wording], events: &[ReviewEvent]| {
        let request = Request::Sign {
            level: ReviewLevel::First,
            problems: &[],
            sheet: sheet(8_000),
            wording,
            score_change_reason: "",
            certificate: "",
        };
        code(events, "sun", Role::FieldLead, &request)
    };
    let refused = Some("REVIEWER_IS_AUTHOR".to_owned());
    assert_eq!(asked(&[wrote("sun", true)], &events), refused);
    assert_eq!(asked(&[wrote("sun", false)], &events), None);
    assert_eq!(asked(&[wrote("he", true)], &events), None);
    let since = Wording {
        at: Timestamp(1),
        ..wrote("sun", false)
    };
    assert_eq!(asked(std::slice::from_ref(&since), &events), refused);
    // The next submission takes the words over.
    events.push(ReviewEvent::Submitted {
        by: "liu".into(),
        name: "liu".to_owned(),
        at: Timestamp(2),
        content: content("v1"),
    });
    assert_eq!(asked(&[since], &events), None);
}

#[test]
fn open_scores_keep_a_report_from_being_signed_and_issued() {
    let gaps = [crate::problem::Problem::new("REPORT_SCORE_GAPS")];
    let mut events = all_signed("v1");
    events.push(ReviewEvent::Consulted {
        name: "he".to_owned(),
        at: Timestamp(0),
        deadline: "2026-12-01".to_owned(),
        total: Points(8_000),
        rows: Vec::new(),
        content: content("v1"),
    });
    events.push(ReviewEvent::OpinionsSettled {
        name: "he".to_owned(),
        at: Timestamp(0),
    });
    let issue = Request::Issue { problems: &gaps };
    let refused = code(&events, "zhou", Role::Partner, &issue);
    assert_eq!(refused.as_deref(), Some("REPORT_SCORE_GAPS"));
    let whole = Request::Issue { problems: &[] };
    assert_eq!(code(&events, "zhou", Role::Partner, &whole), None);
}

#[test]
fn a_correction_opens_what_an_issue_closed() {
    let issued = ReviewEvent::Issued {
        number: "第1号".to_owned(),
        by: "zhou".into(),
        name: "zhou".to_owned(),
        at: Timestamp(0),
        content: content("v1"),
    };
    let mut events = vec![submitted("liu", "v1"), issued];
    assert_eq!(issued_number(&events), Some("第1号"));
    events.push(ReviewEvent::Reopened {
        corrects: "第1号".to_owned(),
        reason: "第四章笔误".to_owned(),
        name: "zhou".to_owned(),
        at: Timestamp(1),
    });
    assert_eq!(issued_number(&events), None);
}

#[test]
fn an_answer_is_closed_by_another_account_whatever_the_names() {
    let note = |by: &str| ReviewNote {
        id: "n1".to_owned(),
        level: ReviewLevel::First,
        block: String::new(),
        text: "补充依据".to_owned(),
        name: "孙丽".to_owned(),
        at: Timestamp(0),
        answer: Some(NoteAnswer {
            text: "已补".to_owned(),
            by: by.into(),
            name: "刘志强".to_owned(),
            at: Timestamp(0),
        }),
        closed: false,
    };
    let close = |by: &str, who: &str, name: &str| {
        may_close(&note(by), &who.into(), name, Role::Manager).map_err(|problem| problem.code)
    };
    let own = Err("REVIEW_NOTE_UNANSWERED".to_owned());
    assert_eq!(close("liu", "liu", "改名了"), own);
    assert_eq!(
        close("liu", "he", "刘志强"),
        Ok(()),
        "a namesake is another person"
    );
    assert_eq!(close("", "he", "刘志强"), own, "kept before accounts were");
}

proptest! {
    /// Whatever was signed for which content, only an unbroken row from L1 on, all for the present
    /// content, holds.
    #[test]
    fn only_sign_offs_for_the_present_content_hold(
        signs in proptest::collection::vec((0..3_usize, 0..3_u8), 0..12),
        current in 0..3_u8,
    ) {
        let levels = [ReviewLevel::First, ReviewLevel::Second, ReviewLevel::Third];
        let mut events = vec![submitted("liu", "0")];
        for (level, text) in &signs {
            events.push(signed(levels[*level], &format!("p{level}"), &text.to_string()));
        }
        let now = content(&current.to_string());
        let seen = standing(&events, &now, RiskLevel::B);
        prop_assert!(seen.valid.iter().all(|sign_off| sign_off.content == now));
        let passed = matches!(seen.stage, ReportStage::ReviewPassed);
        prop_assert_eq!(passed, levels.iter().all(|level| {
            seen.valid.iter().any(|sign_off| sign_off.level == *level)
        }));
    }
}

#[test]
fn a_report_number_holds_no_markup_and_no_reference() {
    for number in ["评报字〔2026〕第0001号", "测〔2026〕1号", "KP-2026/7"] {
        assert!(is_report_number(number), "{number}");
    }
    for strange in ["x{{total}}1", "1<b>", "第号", "1\u{202e}2", "1\n2", "1\"2"] {
        assert!(!is_report_number(strange), "{strange}");
    }
}
