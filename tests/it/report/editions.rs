//! The page for those who decide and the edition to publish. Not here: files.

use domain::report::{
    Content, Report, ReportInputs, ReportState, SignOffLine, brief, compose, public_edition,
    scan_public,
};
use domain::review::ReviewLevel;

use super::{example, example_papers};

fn inputs() -> ReportInputs {
    let mut inputs = example::complete();
    inputs.opinions = example_papers::opinions();
    inputs.sign_offs = vec![SignOffLine {
        level: ReviewLevel::Third,
        name: "周明德".to_owned(),
        certificate: "110001230001".to_owned(),
        day: "2026-11-25".to_owned(),
    }];
    inputs.findings[0].facts = "护栏缺失，村民孙大伟（身份证11010519491231002X）反映".to_owned();
    inputs.state = ReportState::Consultation;
    inputs
}

fn all_words(report: &Report) -> String {
    let mut words = String::new();
    for block in report.blocks() {
        words.push_str(&block.plain_text());
        match &block.content {
            Content::BarChart(chart) => {
                words.extend(chart.bars.iter().map(|bar| bar.label.as_str()));
            }
            Content::SignaturePlace(place) => {
                words.extend(place.lines.iter().map(|(_, name)| name.as_str()));
            }
            _ => {}
        }
    }
    words
}

#[test]
fn the_published_edition_names_nobody_and_shows_nobody() {
    let inputs = inputs();
    let report = compose(&inputs);
    let found: Vec<String> = scan_public(&report).into_iter().map(|it| it.code).collect();
    for code in [
        "REPORT_PUBLIC_PHONE",
        "REPORT_PUBLIC_IDENTITY",
        "REPORT_PUBLIC_COORDINATES",
    ] {
        assert!(
            found.iter().any(|it| it == code),
            "{code} is not in {found:?}"
        );
    }
    let public = public_edition(&report, &inputs);
    assert_eq!(scan_public(&public), []);
    let words = all_words(&public);
    for gone in [
        "周明德",
        "李文静",
        "王建国",
        "陈晓燕",
        "赵振华",
        "刘长林",
        "13900139000",
        "27.14140",
        "合影",
        "基本满意（3）",
    ] {
        assert!(!words.contains(gone), "{gone} is published");
    }
    for kept in [
        "71.33",
        "3.20",
        "渣坪乡雷公桥危桥改造",
        "非常满意（14）",
        "20221115",
    ] {
        assert!(words.contains(kept), "{kept} is not published");
    }
    assert!(public.annexes.iter().all(|annex| annex.id != "annex5"));
}

#[test]
fn tables_of_the_published_edition_are_numbered_without_a_hole() {
    let inputs = inputs();
    let public = public_edition(&compose(&inputs), &inputs);
    let numbers = public.blocks().filter_map(|block| match &block.content {
        Content::Table(table) if table.number > 0 => Some(table.number),
        _ => None,
    });
    let numbers: Vec<u32> = numbers.collect();
    let expected: Vec<u32> = (1..).take(numbers.len()).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn the_brief_has_total_grade_and_at_most_five_of_each() {
    let mut inputs = inputs();
    let model = inputs.findings[0].clone();
    for number in 10..20 {
        let mut finding = model.clone();
        finding.code = format!("S-0{number}").as_str().into();
        inputs.findings.push(finding);
    }
    let brief = brief(&compose(&inputs));
    assert!(brief.title.contains("呈报版"));
    assert!(brief.chapters.is_empty() && brief.annexes.is_empty());
    assert!(brief.cover.lines.is_empty());
    let words = all_words(&brief);
    assert!(words.contains("得分为71.33分") && words.contains("“中”"));
    for list in ["abstract.problems", "abstract.advice"] {
        let mut sections = brief.summary.sections.iter();
        let section = sections.find(|section| section.id == list).expect(list);
        assert_eq!(section.blocks.len(), 5, "{list}");
    }
}
