//! People's words in the report: kept to the last character, true in their numbers, marked when a
//! fact under them changes. Not here: how they are stored (`flow`).

use domain::report::{
    BlockEdit, EditContent, apply_edits, check_text, compare, compose, content_hash, draft_text,
    texts,
};
use domain::scoring::Points;
use domain::time::Timestamp;
use proptest::prelude::*;

use super::example;

fn edit(block: &str, text: &str, base: &str, shown: &str) -> BlockEdit {
    BlockEdit {
        block: block.to_owned(),
        after: String::new(),
        content: EditContent::Text {
            text: text.to_owned(),
        },
        base: base.to_owned(),
        shown: shown.to_owned(),
        revision: 1,
        name: "刘志强".to_owned(),
        at: Timestamp(0),
    }
}

const TOTAL: &str = "ch3.conclusion.total";

#[test]
fn a_live_reference_keeps_its_number_true_when_the_fact_changes() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let base = draft.block(TOTAL).unwrap().plain_text();
    let text = "本项目综合得分{{total}}分，等级“{{grade}}”，产出得分率{{level_rate:C}}%。";
    let first = apply_edits(draft.clone(), &[edit(TOTAL, text, &base, "")], &inputs);
    let shown = first.report.block(TOTAL).unwrap().plain_text();
    assert!(shown.contains(&inputs.sheet.total.to_string()), "{shown}");
    let kept = edit(TOTAL, text, &base, &shown);
    let same = apply_edits(draft, std::slice::from_ref(&kept), &inputs);
    assert_eq!(same.states[TOTAL].changed, None);

    let mut moved = inputs.clone();
    moved.sheet.total = Points(moved.sheet.total.0 - 100);
    let after = apply_edits(compose(&moved), &[kept], &moved);
    let words = after.report.block(TOTAL).unwrap().plain_text();
    assert!(words.contains(&moved.sheet.total.to_string()), "{words}");
    let (before, now) = after.states[TOTAL].changed.clone().expect("marked 需复核");
    assert_ne!(before, now);
    let codes: Vec<_> = after
        .problems()
        .into_iter()
        .map(|problem| problem.code)
        .collect();
    assert_eq!(codes, ["REPORT_BLOCK_CHANGED"]);
}

#[test]
fn a_reference_that_leads_nowhere_stays_visible_and_is_a_problem() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let base = draft.block(TOTAL).unwrap().plain_text();
    let text = "得分见{{score:Z99}}。";
    let edited = apply_edits(draft, &[edit(TOTAL, text, &base, text)], &inputs);
    assert_eq!(edited.states[TOTAL].unresolved, ["score:Z99"]);
    assert_eq!(edited.report.block(TOTAL).unwrap().plain_text(), text);
    assert_eq!(edited.problems()[0].code, "REPORT_REFERENCE_UNRESOLVED");
}

#[test]
fn words_whose_block_is_gone_stay_in_the_report() {
    let inputs = example::complete();
    let gone = edit(
        "ch5.problems.S-777",
        "评价组认为此问题已经整改。",
        "旧稿",
        "",
    );
    let edited = apply_edits(compose(&inputs), &[gone], &inputs);
    assert!(edited.states["ch5.problems.S-777"].is_orphan);
    let all: String = texts(&edited.report)
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    assert!(all.contains("评价组认为此问题已经整改。"));
}

#[test]
fn every_drafted_paragraph_reads_the_same_after_it_was_opened_and_saved() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let edits: Vec<BlockEdit> = draft
        .blocks()
        .filter_map(|block| {
            let words = block.plain_text();
            Some(edit(&block.id, &draft_text(block)?, &words, &words))
        })
        .collect();
    assert!(edits.len() > 20);
    let edited = apply_edits(draft.clone(), &edits, &inputs);
    assert_eq!(texts(&edited.report), texts(&draft));
    assert_eq!(edited.problems(), []);
}

#[test]
fn text_that_no_report_may_hold_is_named() {
    let code = |text: &str| {
        check_text(text)
            .into_iter()
            .map(|p| p.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(code("得分{{total"), ["REPORT_REFERENCE_OPEN"]);
    for sign in ["\u{7}", "\u{202e}", "\u{2066}"] {
        let text = format!("a{sign}b");
        assert_eq!(code(&text), ["REPORT_TEXT_CONTROL_CHARACTER"]);
    }
    assert_eq!(code(&"长".repeat(1_000_000)), ["REPORT_TEXT_TOO_LONG"]);
    assert_eq!(code("金额**万元"), ["REPORT_TEXT_PLACEHOLDER"]);
    assert_eq!(code("<script>alert(1)</script>"), [""; 0]);
}

#[test]
fn an_edit_and_its_undoing_still_void_a_signature() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let before = content_hash(&draft, &[]);
    let base = draft.block(TOTAL).unwrap().plain_text();
    let undone = BlockEdit {
        content: EditContent::Draft,
        revision: 2,
        ..edit(TOTAL, "", &base, "")
    };
    let again = apply_edits(draft.clone(), std::slice::from_ref(&undone), &inputs);
    assert_eq!(texts(&again.report), texts(&draft));
    assert_ne!(content_hash(&again.report, &[undone]), before);
}

#[test]
fn two_versions_differ_in_what_was_changed_added_and_taken_out() {
    let line = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    let old = [line("a", "一"), line("b", "二"), line("c", "三")];
    let new = [line("a", "一"), line("b", "二改"), line("d", "四")];
    let changes = compare(&old, &new);
    let shown: Vec<_> = changes
        .iter()
        .map(|it| (it.block.as_str(), it.before.as_deref(), it.after.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            ("b", Some("二"), Some("二改")),
            ("d", None, Some("四")),
            ("c", Some("三"), None),
        ]
    );
}

/// What somebody may type: letters, signs, markup, braces that belong together.
fn typed() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[\\PC&&[^{}*]]{1,20}",
        Just("{{total}}".to_owned()),
        Just("{{score:C11}}".to_owned()),
        Just("{{nowhere:X}}".to_owned()),
        Just("<b>&amp;</b>".to_owned()),
        Just("\n".to_owned()),
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is typed, and however often the report is composed over it while facts change, the
    /// typed characters stay; only what stands in double braces shows numbers.
    #[test]
    fn composing_again_keeps_every_typed_character(
        first in typed(),
        second in typed(),
        moved in 0..500_i64,
    ) {
        let inputs = example::complete();
        let base = compose(&inputs).block(TOTAL).unwrap().plain_text();
        let mut changed = inputs.clone();
        changed.sheet.total = Points(changed.sheet.total.0 - moved);
        for text in [first, second] {
            prop_assume!(!text.trim().is_empty() && !text.contains("待补充"));
            let kept = edit(TOTAL, &text, &base, "");
            let edited = apply_edits(compose(&changed), std::slice::from_ref(&kept), &changed);
            let shown = edited.report.block(TOTAL).unwrap().plain_text();
            let mut rest = shown.as_str();
            for part in outside_braces(&text) {
                let place = rest.find(part);
                prop_assert!(place.is_some(), "{part:?} is gone from {shown:?}");
                rest = &rest[place.unwrap_or(0) + part.len()..];
            }
            let EditContent::Text { text: stored } = &kept.content else { unreachable!() };
            prop_assert_eq!(stored, &text);
        }
    }
}

/// The pieces of a text that stand outside double braces.
fn outside_braces(text: &str) -> Vec<&str> {
    let behind = |part: &str| match part.split_once("}}") {
        Some((name, _)) => name.len() + 2,
        None => part.len(),
    };
    let mut parts = text.split("{{");
    let first = parts.next();
    first
        .into_iter()
        .chain(parts.map(|part| &part[behind(part).min(part.len())..]))
        .collect()
}
