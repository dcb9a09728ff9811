//! Drafts as people begin to edit them: with live references that give the same words.
//! Not here: editing itself (`domain::report::editing`).

use domain::report::{
    BlockEdit, Content, EditContent, ReportInputs, apply_edits, compose, consistency, draft_text,
    resolve_reference,
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

#[test]
fn picked_photos_stand_as_a_plate_with_the_next_figure_number_and_go_again() {
    let inputs = example::complete();
    let draft = compose(&inputs);
    let (one, two) = (&inputs.photos[0].index, &inputs.photos[1].index);
    let text = format!("路面现状\n{{{{photo:{one}}}}}{{{{photo:{two}}}}}\n{{{{photo:{one}}}}}");
    let mut added = edit("own.1", &text, "");
    added.after = "ch1.project.frame".to_owned();
    let edited = apply_edits(draft.clone(), std::slice::from_ref(&added), &inputs);
    let plate = match &edited.report.block("own.1").expect("the plate").content {
        Content::PhotoPlate(plate) => plate.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((plate.number, plate.title.as_str()), (1, "路面现状"));
    let indexes: Vec<&String> = plate.photos.iter().map(|photo| &photo.index).collect();
    assert_eq!(indexes, [one, two]);
    assert_eq!(
        consistency(&edited.report, &inputs),
        consistency(&draft, &inputs)
    );
    let levels = |report: &domain::report::Report| {
        let mut blocks = report.blocks().map(|block| block.plain_text());
        blocks
            .find(|text| text.contains("一级指标得分率见图"))
            .expect("a reference")
    };
    assert!(levels(&draft).contains("见图1"));
    assert!(
        levels(&edited.report).contains("见图2"),
        "{}",
        levels(&edited.report)
    );

    added.content = EditContent::Removed;
    assert_eq!(apply_edits(draft.clone(), &[added], &inputs).report, draft);
}

#[test]
fn a_photo_amid_words_is_its_index_number_and_an_unknown_one_leads_nowhere() {
    let inputs = example::complete();
    let index = &inputs.photos[0].index;
    let mut added = edit("own.1", &format!("见{{{{photo:{index}}}}}。"), "");
    added.after = "ch1.project.frame".to_owned();
    let edited = apply_edits(compose(&inputs), std::slice::from_ref(&added), &inputs);
    let block = edited.report.block("own.1").expect("a paragraph");
    assert_eq!(block.plain_text(), format!("见{index}。"));
    added.content = EditContent::Text {
        text: "{{photo:P-999-01}}".to_owned(),
    };
    let edited = apply_edits(compose(&inputs), &[added], &inputs);
    assert_eq!(edited.states["own.1"].unresolved, ["photo:P-999-01"]);
}
