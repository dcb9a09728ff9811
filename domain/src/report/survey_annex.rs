//! 附件3 问卷及统计分析报告: the figure with its method, the channels apart, each question's answers.
//! Not here: computing any of it (`survey_statistics`); single responses, which no report prints.

use super::composer::{Composer, chapter, paragraph, plain_section, section, words};
use super::inputs::SurveyLog;
use super::model::{Block, Chapter, Content, Section};
use super::{sentences as say, survey_text};

pub(super) fn survey_annex(composer: &mut Composer<'_>) -> Chapter {
    let mut sections = Vec::new();
    for (index, survey) in composer.inputs.surveys.iter().enumerate() {
        sections.push(survey_section(composer, index + 1, survey));
    }
    if sections.is_empty() {
        let blocks = vec![paragraph(
            "annex3.none.text",
            vec![words(say::NOT_RECORDED)],
        )];
        sections.push(plain_section("annex3.none", blocks));
    }
    chapter("annex3", "附件3 问卷及统计分析报告", sections)
}

fn survey_section(composer: &mut Composer<'_>, number: usize, survey: &SurveyLog) -> Section {
    let id = format!("annex3.{}", survey.form_id);
    let mut blocks = Vec::new();
    match survey_text::satisfaction(composer, survey) {
        Some(spans) => blocks.push(paragraph(format!("{id}.rates"), spans)),
        None => {
            composer.gap(&id, &survey.title, "有效问卷");
            blocks.push(paragraph(
                format!("{id}.none"),
                vec![words(say::NOT_RECORDED)],
            ));
        }
    }
    if let Some(spans) = survey_text::channels(survey) {
        blocks.push(paragraph(format!("{id}.channels"), spans));
    }
    for (index, question) in survey.questions.iter().enumerate() {
        let bars = survey_text::bars(&question.options, survey, &[]);
        let chart = composer.chart(&question.label, bars);
        let content = Content::BarChart(chart);
        blocks.push(Block {
            id: format!("{id}.q{}", index + 1),
            content,
        });
    }
    section(
        &id,
        &format!(
            "（{}）{}（{}）",
            say::ordinal(number),
            survey.title,
            composer.survey_index(survey)
        ),
        2,
        blocks,
    )
}
