//! Other editions of a composed report, people's words included: one page for those who decide, and
//! one to publish. Not here: which numbers and names a published text must not hold
//! (`public_words`).

use super::composer::{fill, paragraph, words};
use super::inputs::{PlatePhoto, ReportInputs};
use super::model::{Block, Chapter, Content, Photo, Report, Row, Section, Span};
use super::public_words::{masked, public_span, without_names};
use super::{photos, sentences as say, survey_text};

/// 呈报版: title, total, grade, at most five problems and five proposals, on one page, without
/// cover and contents.
pub fn brief(report: &Report) -> Report {
    let line = |label: &str| {
        let mut lines = report.cover.lines.iter();
        let found = lines.find(|(known, _)| known == label);
        found.map_or("", |(_, value)| value.as_str())
    };
    let values = [
        ("client", words(line("委托单位"))),
        (
            "state",
            words(report.cover.state.trim_matches(['（', '）']).to_owned() + "。"),
        ),
        ("firm", words(&report.cover.firm)),
        ("date", words(&report.cover.date)),
    ];
    let mut head = vec![paragraph(
        "abstract.brief.address",
        fill(say::BRIEF_ADDRESS, &values),
    )];
    if !report.gaps.is_empty() {
        let count = [("count", words(report.gaps.len().to_string()))];
        head.push(paragraph(
            "abstract.brief.gaps",
            fill(say::BRIEF_GAPS, &count),
        ));
    }
    let mut sections = vec![super::composer::plain_section("abstract.brief", head)];
    sections.extend(report.summary.sections.iter().map(at_most_five));
    let mut brief = report.clone();
    brief.title = format!("{}{}", report.title, say::BRIEF_TITLE);
    brief.summary = Chapter {
        heading: brief.title.clone(),
        sections,
        ..report.summary.clone()
    };
    brief.cover.lines.clear();
    brief.chapters.clear();
    brief.annexes.clear();
    brief.gaps.clear();
    brief
}

/// People may have added paragraphs; a page has five.
fn at_most_five(section: &Section) -> Section {
    let mut section = section.clone();
    let is_list = ["abstract.problems", "abstract.advice"].contains(&section.id.as_str());
    if is_list {
        section.blocks.truncate(super::abstract_page::MOST);
    }
    section
}

/// 公开版: no person's name, no number that reaches one, no interviews, no coordinates, no picture
/// with people, no count of few respondents. `scan_public` finds nothing in it.
pub fn public_edition(report: &Report, inputs: &ReportInputs) -> Report {
    let names = names(inputs);
    let mut report = report.clone();
    report.annexes.retain(|annex| annex.id != "annex5");
    for part in std::iter::once(&mut report.summary)
        .chain(&mut report.chapters)
        .chain(&mut report.annexes)
    {
        for section in &mut part.sections {
            section
                .blocks
                .retain(|block| block.id != "ch7.signature.review");
            for block in &mut section.blocks {
                public_block(block, inputs, &names);
            }
            section.blocks.retain(|block| !is_empty(block));
        }
    }
    report.source_names = crate::scoring::SourceNames::default();
    report.cover.state = say::PUBLIC_STATE.to_owned();
    for (_, value) in &mut report.cover.lines {
        *value = without_names(&masked(value), &names);
    }
    for gap in &mut report.gaps {
        gap.missing = without_names(&masked(&gap.missing), &names);
    }
    renumber(&mut report);
    report
}

fn is_empty(block: &Block) -> bool {
    match &block.content {
        Content::PhotoPlate(plate) => plate.photos.is_empty(),
        Content::PhotoPairs(pairs) => pairs.pairs.is_empty(),
        _ => false,
    }
}

fn public_block(block: &mut Block, inputs: &ReportInputs, names: &[String]) {
    hide_small_counts(block, inputs);
    match &mut block.content {
        Content::Paragraph(spans) => spans.iter_mut().for_each(|span| public_span(span, names)),
        Content::Table(table) => {
            if block.id == "annex8.list.table" {
                table.rows.iter_mut().for_each(nameless);
            }
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            for span in cells.flat_map(|cell| &mut cell.spans) {
                public_span(span, names);
            }
        }
        Content::PhotoPlate(plate) => {
            plate.photos.retain(|photo| is_public(photo, inputs));
            for photo in &mut plate.photos {
                public_photo(photo, inputs, names);
            }
        }
        Content::PhotoPairs(pairs) => {
            let both = |(before, after): &(Photo, Photo)| {
                is_public(before, inputs) && is_public(after, inputs)
            };
            pairs.pairs.retain(both);
            for (before, after) in &mut pairs.pairs {
                public_photo(before, inputs, names);
                public_photo(after, inputs, names);
            }
        }
        Content::SignaturePlace(place) => {
            place.lines.iter_mut().for_each(|(_, name)| name.clear());
        }
        Content::GapList(gaps) => {
            for gap in gaps {
                gap.missing = without_names(&masked(&gap.missing), names);
            }
        }
        Content::BarChart(_) | Content::RadarChart(_) => {}
    }
}

/// The list of the team keeps who did what, not who they are.
fn nameless(row: &mut Row) {
    if let Some(cell) = row.cells.get_mut(1) {
        cell.spans = vec![words(say::SOMEBODY)];
    }
}

fn known<'i>(photo: &Photo, inputs: &'i ReportInputs) -> Option<&'i PlatePhoto> {
    let mut all = inputs.photos.iter();
    all.find(|known| known.index == photo.index && known.sha256 == photo.sha256)
}

/// A picture that nobody knows may show anything.
fn is_public(photo: &Photo, inputs: &ReportInputs) -> bool {
    known(photo, inputs).is_some_and(|known| !photos::shows_people(known))
}

fn public_photo(photo: &mut Photo, inputs: &ReportInputs, names: &[String]) {
    if let Some(known) = known(photo, inputs) {
        *photo = photos::plate_photo(known, false);
    }
    for span in photo.caption.iter_mut().flatten() {
        public_span(span, names);
    }
    photo.alternative = without_names(&masked(&photo.alternative), names);
}

/// Charts of answers are drawn anew from the counts.
fn hide_small_counts(block: &mut Block, inputs: &ReportInputs) {
    let Content::BarChart(chart) = &mut block.content else {
        return;
    };
    for survey in &inputs.surveys {
        if chart.title == survey_text::SATISFACTION_CHART
            && rests_on(chart, &survey.form_id)
            && let Some(sums) = survey_text::satisfaction_sums(survey)
        {
            chart.bars = survey_text::bars(&sums, survey, true);
        }
        for (question, number) in survey.questions.iter().zip(1..) {
            if block.id == format!("annex3.{}.q{number}", survey.form_id) {
                chart.bars = survey_text::bars(&question.options, survey, true);
            }
        }
    }
}

fn rests_on(chart: &super::model::BarChart, form: &str) -> bool {
    let is_form = |fact: &crate::scoring::FactReference| match fact {
        crate::scoring::FactReference::Survey { form_id, .. } => form_id == form,
        _ => false,
    };
    chart.bars.iter().any(|bar| match &bar.value {
        Span::Figure { facts, .. } => facts.iter().any(is_form),
        Span::Text(_) => false,
    })
}

/// Every person whose name may stand in a text.
fn names(inputs: &ReportInputs) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    names.extend(inputs.team.iter().map(|person| person.name.clone()));
    names.extend(inputs.sign_offs.iter().map(|line| line.name.clone()));
    for draw in &inputs.draws {
        names.extend([draw.operator.clone(), draw.witness.clone()]);
    }
    for interview in &inputs.interviews {
        names.extend(interview.facts.interviewers.iter().cloned());
        // Unit, post and name are separated by blanks; only a third one is a name.
        let interviewee = interview.facts.interviewee.split(' ');
        names.extend(interviewee.skip(2).map(str::to_owned));
    }
    for finding in &inputs.findings {
        names.extend(finding.confirmation.iter().map(|it| it.signed_by.clone()));
        names.extend(finding.refusal.iter().map(|it| it.by.clone()));
    }
    for opinion in &inputs.opinions {
        names.extend(opinion.decision.iter().map(|it| it.name.clone()));
    }
    let trimmed = names.into_iter().map(|name| name.trim().to_owned());
    let mut names: Vec<String> = trimmed.filter(|name| name.chars().count() >= 2).collect();
    names.sort();
    names.dedup();
    names
}

/// Annexes that fell away leave no hole in the numbers; the body's tables and figures, which
/// sentences name, keep theirs.
fn renumber(report: &mut Report) {
    let mut tables = 0;
    let mut figures = 0;
    let body = std::iter::once(&report.summary).chain(&report.chapters);
    for block in body
        .flat_map(|part| &part.sections)
        .flat_map(|it| &it.blocks)
    {
        match &block.content {
            Content::Table(table) => tables = tables.max(table.number),
            Content::BarChart(chart) => figures = figures.max(chart.number),
            Content::RadarChart(chart) => figures = figures.max(chart.number),
            Content::PhotoPairs(pairs) => figures = figures.max(pairs.number),
            Content::PhotoPlate(plate) => figures = figures.max(plate.number),
            _ => {}
        }
    }
    let annexes = report
        .annexes
        .iter_mut()
        .flat_map(|part| &mut part.sections);
    for block in annexes.flat_map(|section| &mut section.blocks) {
        let figure = match &mut block.content {
            Content::Table(table) if table.number > 0 => {
                tables += 1;
                table.number = tables;
                continue;
            }
            Content::BarChart(chart) => &mut chart.number,
            Content::RadarChart(chart) => &mut chart.number,
            Content::PhotoPairs(pairs) => &mut pairs.number,
            Content::PhotoPlate(plate) => &mut plate.number,
            _ => continue,
        };
        figures += 1;
        *figure = figures;
    }
}
