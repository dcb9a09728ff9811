//! The letters that go with a report. Not here: fetching them (`http`).

use domain::finding::Severity;
use domain::report::{Content, Letter, LetterFacts, LetterKind, ReportInputs, letter};

use super::example;

fn facts<'a>(number: &'a str, unit: &'a str) -> LetterFacts<'a> {
    LetterFacts {
        number,
        ledger: &[],
        opinions: &[],
        today: "2026-11-26",
        unit,
    }
}

fn inputs() -> ReportInputs {
    let mut inputs = example::complete();
    for finding in &mut inputs.findings {
        finding.severity = Severity::Major;
    }
    inputs
}

fn words(letter: &Letter) -> String {
    letter
        .blocks
        .iter()
        .map(|block| block.plain_text())
        .collect()
}

#[test]
fn each_unit_confirms_its_own_findings_on_a_sheet_of_its_own() {
    let inputs = inputs();
    let first = letter(LetterKind::Confirmation, &inputs, &facts("", ""));
    let mut sheets = vec![&first];
    sheets.extend(&first.further);
    let units: Vec<&str> = sheets.iter().map(|sheet| sheet.to.as_str()).collect();
    let mut once = units.clone();
    once.dedup();
    assert_eq!(units, once, "a unit has two sheets");
    assert!(units.len() >= 3, "{units:?}");
    let fund = "到位资金尚有22.00万元未支出";
    for sheet in sheets {
        let is_department = sheet.to == "某区交通运输局";
        assert_eq!(words(sheet).contains(fund), is_department, "{}", sheet.to);
        let signs = |title: &str| {
            sheet.blocks.iter().any(|block| match &block.content {
                Content::Table(table) => table.title == title,
                _ => false,
            })
        };
        assert!(signs(&format!("{}确认栏", sheet.to)), "{}", sheet.to);
    }
    let one = letter(
        LetterKind::Confirmation,
        &inputs,
        &facts("", "某区交通运输局"),
    );
    assert_eq!(one.to, "某区交通运输局");
    assert!(one.further.is_empty());
}

#[test]
fn the_feedback_letter_has_a_number_of_its_own_and_says_whom_to_ask() {
    let inputs = inputs();
    let number = "评报字〔2026〕第0001号";
    let sent = letter(LetterKind::Feedback, &inputs, &facts(number, ""));
    assert_eq!(sent.subject, "文号：评函字〔2026〕第0001号");
    assert!(words(&sent).contains("联系人："), "{}", words(&sent));
    let early = letter(LetterKind::Feedback, &inputs, &facts("", ""));
    assert!(early.subject.contains("＿"), "{}", early.subject);
}
