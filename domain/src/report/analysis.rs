//! 四、绩效评价指标分析: per indicator 考核内容 → 事实 → 计算 → 得分、扣分原因; a gap says what
//! is missing. Not here: how a score is computed (`scoring`), the facts (`sources`).

use super::composer::{
    Composer, cell, chapter, column, figure, fill, paragraph, row as table_row, section,
    table_block, words,
};
use super::model::{Alignment, Block, Chapter, Content, Section};
use super::rows::{
    indicator_figure, is_open, named_level, plan_figure, rate_span, score_span, weight_span,
};
use super::score_words::{flag_words, gap_words};
use super::{photos, problems, sentences as say, sources, survey_text};
use crate::indicator::NotApplicableTreatment;
use crate::scoring::{FactReference, LevelTotal, ScoreRow};

pub(super) fn chapter_four(composer: &mut Composer<'_>) -> Chapter {
    let sheet = &composer.inputs.sheet;
    let mut sections = Vec::new();
    let levels = sheet.levels.iter().filter(|level| level.level == 1);
    for (index, level) in levels.enumerate() {
        let mut own = level_section(composer, index + 1, level);
        if level.code == "C" {
            own.blocks.extend(photos::pairs(composer, &own.id));
        }
        sections.push(own);
        let rows = sheet.rows.iter().filter(|row| row.level1.0 == level.code);
        for (number, row) in rows.enumerate() {
            sections.push(indicator_section(composer, number + 1, row));
        }
    }
    chapter("ch4", "四、绩效评价指标分析", sections)
}

fn level_section(composer: &Composer<'_>, number: usize, level: &LevelTotal) -> Section {
    let id = format!("ch4.{}", level.code);
    let of_level = |row: &ScoreRow| row.level1.0 == level.code;
    let rows = composer.inputs.sheet.rows.iter();
    let own: Vec<&ScoreRow> = rows.filter(|row| of_level(row)).collect();
    let open = own.iter().filter(|row| is_open(row)).count();
    let name = ("name", words(&level.name));
    let weight = ("weight", plan_figure(level.weight));
    let spans = if own.iter().all(|row| row.not_applicable.is_some()) {
        fill(say::LEVEL_NOT_APPLICABLE, &[name])
    } else if open > 0 {
        let open = ("open", plan_figure(open));
        fill(say::LEVEL_OPEN, &[name, weight, open])
    } else {
        let facts = composer.row_facts(of_level);
        let score = named_level(composer, level, "level", figure(level.score, facts.clone()));
        let rate = named_level(composer, level, "level_rate", figure(&level.rate, facts));
        let values = [name, weight, ("score", score), ("rate", rate)];
        fill(say::LEVEL_RESULT, &values)
    };
    let block = paragraph(format!("{id}.result"), spans);
    let heading = format!("（{}）{}情况", say::ordinal(number), level.name);
    section(&id, &heading, 2, vec![block])
}

fn indicator_section(composer: &mut Composer<'_>, number: usize, row: &ScoreRow) -> Section {
    let id = format!("ch4.{}", row.code);
    let mut blocks = vec![explanation(composer, &id, row)];
    if let Some(reason) = &row.not_applicable {
        blocks.push(not_applicable(composer, &id, row, reason));
    } else {
        if let Some(spans) = sources::clauses(composer, row) {
            blocks.push(paragraph(format!("{id}.facts"), spans));
        }
        blocks.extend(finding_table(composer, &id, row));
        if row.score.is_some() {
            blocks.extend(result(composer, &id, row));
        } else {
            let missing = missing_words(composer, row);
            composer.gap(&id, &place(row), &missing);
            let spans = fill(say::UNSCORED, &[("missing", words(missing))]);
            blocks.push(paragraph(format!("{id}.gap"), spans));
        }
        blocks.extend(distribution(composer, &id, row));
    }
    let heading = format!("{number}.{}（{}）", row.name, row.code);
    section(&id, &heading, 3, blocks)
}

fn place(row: &ScoreRow) -> String {
    format!("指标{} {}", row.code, row.name)
}

fn not_applicable(composer: &Composer<'_>, id: &str, row: &ScoreRow, reason: &str) -> Block {
    let treatment = match composer.inputs.plan.not_applicable {
        NotApplicableTreatment::Redistribute => say::NOT_APPLICABLE_REDISTRIBUTED,
        NotApplicableTreatment::Rescale => say::NOT_APPLICABLE_RESCALED,
    };
    let weight = row.original_weight.unwrap_or(row.weight);
    let reason = reason.trim().trim_end_matches('。');
    let values = [
        ("reason", words(reason)),
        ("weight", indicator_figure(weight, row)),
        ("treatment", words(treatment)),
    ];
    paragraph(format!("{id}.na"), fill(say::NOT_APPLICABLE, &values))
}

fn explanation(composer: &Composer<'_>, id: &str, row: &ScoreRow) -> Block {
    let weight = ("weight", weight_span(row));
    let text = composer
        .inputs
        .indicators
        .get(&row.code)
        .map(|text| text.explanation.trim());
    let mut spans = match text {
        Some(text) if !text.is_empty() => {
            let text = text.trim_end_matches('。');
            fill(say::EXPLANATION, &[("explanation", words(text)), weight])
        }
        _ => fill(say::NO_EXPLANATION, &[weight]),
    };
    if let Some(original) = row.original_weight.filter(|_| row.not_applicable.is_none()) {
        let values = [
            ("original", indicator_figure(original, row)),
            ("weight", weight_span(row)),
        ];
        spans.extend(fill(say::WEIGHT_ADJUSTED, &values));
    }
    let rule = row.rule_text.trim().trim_end_matches('。');
    if !rule.is_empty() {
        spans.extend(fill(say::RULE, &[("rule", indicator_figure(rule, row))]));
    }
    paragraph(format!("{id}.content"), spans)
}

fn result(composer: &mut Composer<'_>, id: &str, row: &ScoreRow) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !row.working.is_empty() {
        let working = figure(row.working.join("；"), row.facts.clone());
        let spans = fill(say::WORKING, &[("working", working)]);
        blocks.push(paragraph(format!("{id}.working"), spans));
    }
    let values = [
        ("weight", weight_span(row)),
        ("score", score_span(row)),
        ("rate", rate_span(row)),
    ];
    let mut spans = fill(say::RESULT, &values);
    if row.rule == "grade_level" && composer.inputs.plan.qualitative_scorers >= 2 {
        spans.push(words(say::TWO_SCORERS));
    }
    if row.score < Some(row.weight) {
        let reason = row.deduction_reason.trim().trim_end_matches('。');
        if reason.is_empty() {
            composer.gap(id, &place(row), "扣分原因");
        } else {
            let reason = match row.facts.is_empty() {
                true => indicator_figure(reason, row),
                false => figure(reason, row.facts.clone()),
            };
            spans.extend(fill(say::REASON, &[("reason", reason)]));
        }
    }
    for flag in &row.flags {
        let about = row.flag_subjects.get(flag);
        let about = about.map(|about| format!("（{}）", about.join("、")));
        let about = about.unwrap_or_default();
        spans.push(words(format!("提示：{}{about}。", flag_words(flag))));
    }
    blocks.push(paragraph(format!("{id}.result"), spans));
    blocks
}

/// The findings of an indicator side by side, where there are several.
fn finding_table(composer: &Composer<'_>, id: &str, row: &ScoreRow) -> Option<Block> {
    let findings = composer.standing_findings();
    let own: Vec<_> = findings
        .filter(|finding| finding.indicator.as_ref() == Some(&row.code))
        .collect();
    if own.len() < 2 {
        return None;
    }
    let line = |finding: &&crate::finding::Finding| {
        table_row(vec![
            cell(problems::code_figure(finding)),
            cell(problems::severity_figure(finding)),
            cell(problems::project_span(finding)),
            cell(problems::facts_span(finding)),
        ])
    };
    let rows = own.iter().map(line).collect();
    let columns = vec![
        column("编号", 3, Alignment::Centre),
        column("程度", 2, Alignment::Centre),
        column("项目", 5, Alignment::Left),
        column("事实", 9, Alignment::Left),
    ];
    let title = format!("{}相关问题", row.name);
    let table = Composer::loose_table(&title, columns, rows);
    Some(table_block(format!("{id}.findings"), table))
}

/// How satisfied people answered, under the indicator that rests on their questionnaire.
fn distribution(composer: &mut Composer<'_>, id: &str, row: &ScoreRow) -> Vec<Block> {
    let form = row.facts.iter().find_map(|fact| match fact {
        FactReference::Survey { form_id, .. } => Some(form_id),
        _ => None,
    });
    let surveys = &composer.inputs.surveys;
    let survey = surveys.iter().find(|survey| Some(&survey.form_id) == form);
    let Some(survey) = survey else {
        return Vec::new();
    };
    let Some(sums) = survey_text::satisfaction_sums(survey) else {
        return Vec::new();
    };
    let bars = survey_text::bars(&sums, survey, &[]);
    let chart = composer.chart(survey_text::SATISFACTION_CHART, bars);
    let values = [
        ("survey", words(composer.survey_index(survey))),
        ("figure", words(chart.number.to_string())),
    ];
    vec![
        paragraph(
            format!("{id}.distribution"),
            fill(say::DISTRIBUTION, &values),
        ),
        Block {
            id: format!("{id}.chart"),
            content: Content::BarChart(chart),
        },
    ]
}

/// What is missing for a score, in words.
pub(super) fn missing_words(composer: &Composer<'_>, row: &ScoreRow) -> String {
    let gaps = composer
        .inputs
        .score_gaps
        .iter()
        .filter(|gap| gap.indicator == row.code);
    let words: Vec<String> = gaps
        .map(|gap| {
            let missing: Vec<String> = gap
                .missing
                .iter()
                .map(|item| missing_item(composer, &gap.code, item))
                .collect();
            let reason = gap_words(&gap.code);
            if missing.is_empty() {
                reason.to_owned()
            } else {
                format!("{reason}（{}）", missing.join("、"))
            }
        })
        .collect();
    if words.is_empty() {
        "评分所需资料".to_owned()
    } else {
        words.join("；")
    }
}

/// A key or a path becomes its name; an element's number gets its classifier.
fn missing_item(composer: &Composer<'_>, code: &str, item: &str) -> String {
    let fund = composer
        .inputs
        .fund_figures
        .iter()
        .find(|figure| figure.key == item);
    match fund {
        Some(fund) => fund.label.clone(),
        None if code == "MISSING_MARK" && item.chars().all(|c| c.is_ascii_digit()) => {
            format!("第{item}项要素")
        }
        None => composer
            .inputs
            .source_names
            .missing_item(item, super::labels::CHINESE),
    }
}
