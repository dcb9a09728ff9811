//! Drafts as people begin to edit them: with live references that give the same words.
//! Not here: editing itself (`domain::report::editing`).

use domain::report::{
    BlockEdit, EditContent, ReportInputs, apply_edits, compose, draft_text, resolve_reference,
};
use domain::time::Timestamp;

use super::{example, example_papers};

fn edit(block: &str, text: &str, base: &str) -> BlockEdit {
    BlockEdit {
        block: block.to_owned(),
        after: String::new(),
        content: EditContent::Text {
            text: text.to_owned(),
        },
        base: base.to_owned(),
        shown: base.to_owned(),
        revision: 1,
        name: "李文静".to_owned(),
        at: Timestamp(0),
    }
}

fn inputs() -> [ReportInputs; 2] {
    let mut whole = example::complete();
    whole.opinions = example_papers::opinions();
    [whole, example::without_expenditure()]
}

#[test]
fn a_draft_taken_as_an_edit_gives_the_same_words() {
    for inputs in inputs() {
        let draft = compose(&inputs);
        let mut edits = Vec::new();
        for block in draft.blocks() {
            if let Some(text) = draft_text(block) {
                edits.push(edit(&block.id, &text, &block.plain_text()));
            }
        }
        assert!(edits.len() > 60, "only {} paragraphs", edits.len());
        let edited = apply_edits(draft.clone(), &edits, &inputs);
        for block in draft.blocks() {
            let now = edited.report.block(&block.id).expect("the same blocks");
            assert_eq!(now.plain_text(), block.plain_text(), "{}", block.id);
        }
        assert_eq!(edited.problems(), []);
    }
}

#[test]
fn editors_see_references_where_numbers_stand() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let text = |id: &str| draft_text(draft.block(id).expect("a block")).expect("a paragraph");
    let expected = [
        ("abstract.conclusion.total", "{{total}}"),
        ("ch3.conclusion.total", "{{grade}}"),
        ("ch4.C11.result", "{{score:C11}}"),
        ("ch4.C11.result", "{{weight:C11}}"),
        ("ch4.C22.result", "{{rate:C22}}"),
        ("ch4.C.result", "{{level:C}}"),
        ("ch4.C.result", "{{level_rate:C}}"),
        ("ch1.funds.execution", "{{fund:paid}}"),
        ("ch1.project.frame", "{{frame:projects}}"),
        ("ch2.process.sample", "{{sample:count_pct}}"),
        (
            "ch2.process.survey.q-villager-road",
            "{{survey:W-01.issued}}",
        ),
        (
            "ch2.process.survey.q-villager-road",
            "{{survey:W-01.valid}}",
        ),
        (
            "annex3.q-villager-road.rates",
            "{{survey:W-01.satisfaction}}",
        ),
        ("ch5.problems.S-001", "{{finding:S-001.amount}}"),
        ("ch5.problems.S-001", "{{finding:S-001.unit}}"),
        ("ch5.problems.S-002", "{{finding:S-002.count}}"),
    ];
    for (block, reference) in expected {
        let text = text(block);
        assert!(text.contains(reference), "{reference} is not in {text}");
        let name = reference.trim_matches(['{', '}']);
        assert!(resolve_reference(&inputs, name).is_some(), "{name}");
    }
}
