//! The page for those who decide and the edition to publish. Not here: files.

use domain::report::{
    Content, Edition, Report, ReportInputs, ReportState, SignOffLine, Span, brief, compose,
    edition, public_edition, scan_public,
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
    let found: Vec<String> = scan_public(&report, &inputs)
        .into_iter()
        .map(|it| it.code)
        .collect();
    for code in [
        "REPORT_PUBLIC_PHONE",
        "REPORT_PUBLIC_IDENTITY",
        "REPORT_PUBLIC_COORDINATES",
        "REPORT_PUBLIC_NAME",
    ] {
        assert!(
            found.iter().any(|it| it == code),
            "{code} is not in {found:?}"
        );
    }
    let public = public_edition(&report, &inputs);
    assert_eq!(scan_public(&public, &inputs), []);
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
        "11.11%（3）",
    ] {
        assert!(!words.contains(gone), "{gone} is published");
    }
    for kept in [
        "71.33",
        "3.20",
        "渣坪乡雷公桥危桥改造",
        "51.85%（14）",
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

#[test]
fn the_published_edition_has_no_sources_and_masks_titles_and_labels() {
    let inputs = inputs();
    let mut report = compose(&inputs);
    let phone = "13800138000";
    for block in report
        .chapters
        .iter_mut()
        .flat_map(|part| &mut part.sections)
    {
        block.heading = block
            .heading
            .take()
            .map(|heading| format!("{heading}{phone}"));
        for block in &mut block.blocks {
            match &mut block.content {
                Content::Table(table) => table.title.push_str(phone),
                Content::BarChart(chart) => {
                    chart.title.push_str("周明德");
                    chart
                        .bars
                        .iter_mut()
                        .for_each(|bar| bar.label.push_str(phone));
                }
                _ => {}
            }
        }
    }
    let public = edition(&report, Edition::Public, &inputs).expect("an edition");
    let text = serde_json::to_string(&public).expect("JSON");
    for gone in [
        phone,
        "周明德",
        "/data/",
        "record-1",
        "q-villager-road\",\"responses",
    ] {
        assert!(!text.contains(gone), "{gone} is published");
    }
    let is_text = |span: &&Span| matches!(span, Span::Text(_));
    assert!(
        public
            .blocks()
            .flat_map(|block| block.spans())
            .all(|span| is_text(&span))
    );
}

#[test]
fn what_cannot_be_masked_is_refused_with_its_place() {
    let inputs = inputs();
    let mut report = compose(&inputs);
    let id = "ch5.problems.S-001";
    for section in report
        .chapters
        .iter_mut()
        .flat_map(|part| &mut part.sections)
    {
        for block in section.blocks.iter_mut().filter(|block| block.id == id) {
            block.content = Content::Paragraph(vec![Span::Text("来电138 0013 8000".to_owned())]);
        }
    }
    let refused = edition(&report, Edition::Public, &inputs).expect_err("refused");
    let found: Vec<(&str, Option<&str>)> = refused
        .iter()
        .map(|problem| {
            let place = problem.place.as_ref();
            let path = place.and_then(|place| place.path.as_deref());
            (problem.code.as_str(), path)
        })
        .collect();
    assert_eq!(found, [("REPORT_PUBLIC_PHONE", Some(id))]);
    assert!(edition(&report, Edition::Full, &inputs).is_ok());
}

#[test]
fn a_photo_whose_caption_says_so_is_not_published() {
    let mut inputs = inputs();
    inputs.photos[0].caption = "不公开".to_owned();
    let hidden = inputs.photos[0].index.clone();
    let public = public_edition(&compose(&inputs), &inputs);
    let indexes: Vec<String> = public
        .blocks()
        .filter_map(|block| match &block.content {
            Content::PhotoPlate(plate) => Some(plate.photos.iter().map(|it| it.index.clone())),
            _ => None,
        })
        .flatten()
        .collect();
    assert!(!indexes.is_empty());
    assert!(!indexes.contains(&hidden), "{hidden} is published");
}
