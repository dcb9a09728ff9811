//! 四、绩效评价指标分析: per indicator 考核内容 → 事实 → 计算 → 得分、扣分原因; a gap says what
//! is missing.
//! Not here: how a score is computed (`scoring`).

use super::composer::{Composer, chapter, figure, fill, paragraph, section, words};
use super::model::{Block, Chapter, Section, Span};
use super::score_words::{flag_words, gap_words};
use super::sentences as say;
use crate::ids::DocumentId;
use crate::scoring::{FactReference, LevelTotal, Points, ScoreRow};

pub(super) fn chapter_four(composer: &mut Composer<'_>) -> Chapter {
    let sheet = &composer.inputs.sheet;
    let mut sections = Vec::new();
    for (index, level) in sheet
        .levels
        .iter()
        .filter(|level| level.level == 1)
        .enumerate()
    {
        sections.push(level_section(composer, index + 1, level));
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
    let open = rows
        .filter(|row| of_level(row) && row.score.is_none())
        .count();
    let name = ("name", words(&level.name));
    let weight = ("weight", words(level.weight.to_string()));
    let spans = if open > 0 {
        fill(
            say::LEVEL_OPEN,
            &[name, weight, ("open", words(open.to_string()))],
        )
    } else {
        let facts = composer.row_facts(of_level);
        let score = ("score", figure(level.score, facts.clone()));
        fill(
            say::LEVEL_RESULT,
            &[name, weight, score, ("rate", figure(&level.rate, facts))],
        )
    };
    let block = paragraph(format!("{id}.result"), spans);
    let heading = format!("（{}）{}情况", say::ordinal(number), level.name);
    section(&id, &heading, 2, vec![block])
}

fn indicator_section(composer: &mut Composer<'_>, number: usize, row: &ScoreRow) -> Section {
    let id = format!("ch4.{}", row.code);
    let mut blocks = vec![explanation(composer, &id, row)];
    if let Some(spans) = sources(composer, row) {
        blocks.push(paragraph(format!("{id}.facts"), spans));
    }
    match row.score {
        Some(score) => blocks.extend(result(composer, &id, row, score)),
        None => {
            let missing = missing_words(composer, row);
            composer.gap(&id, &format!("指标{} {}", row.code, row.name), &missing);
            let spans = fill(say::UNSCORED, &[("missing", words(missing))]);
            blocks.push(paragraph(format!("{id}.gap"), spans));
        }
    }
    section(
        &id,
        &format!("{number}.{}（{}）", row.name, row.code),
        3,
        blocks,
    )
}

fn explanation(composer: &Composer<'_>, id: &str, row: &ScoreRow) -> Block {
    let weight = ("weight", words(row.weight.to_string()));
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
    let rule = row.rule_text.trim().trim_end_matches('。');
    if !rule.is_empty() {
        spans.extend(fill(say::RULE, &[("rule", words(rule))]));
    }
    paragraph(format!("{id}.content"), spans)
}

fn result(composer: &mut Composer<'_>, id: &str, row: &ScoreRow, score: Points) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !row.working.is_empty() {
        let working = figure(row.working.join("；"), row.facts.clone());
        let spans = fill(say::WORKING, &[("working", working)]);
        blocks.push(paragraph(format!("{id}.working"), spans));
    }
    let facts = row.facts.clone();
    let rate = match &row.rate {
        Some(rate) => figure(rate, facts.clone()),
        None => words("—"),
    };
    let weight = ("weight", words(row.weight.to_string()));
    let values = [weight, ("score", figure(score, facts)), ("rate", rate)];
    let mut spans = fill(say::RESULT, &values);
    if score < row.weight {
        let reason = row.deduction_reason.trim().trim_end_matches('。');
        if reason.is_empty() {
            composer.gap(id, &format!("指标{} {}", row.code, row.name), "扣分原因");
        } else {
            spans.extend(fill(say::REASON, &[("reason", words(reason))]));
        }
    }
    for flag in &row.flags {
        spans.push(words(format!("提示：{}。", flag_words(flag))));
    }
    blocks.push(paragraph(format!("{id}.result"), spans));
    blocks
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
        None => composer.inputs.source_names.missing_item(item, ""),
    }
}

/// 经查……: one clause per kind of source.
fn sources(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let clauses = [
        record_clause(composer, row),
        fund_clause(composer, row),
        survey_clause(row),
        frame_clause(row),
        mark_clause(row),
        finding_clause(composer, row),
    ];
    let mut joined: Vec<Span> = Vec::new();
    for clause in clauses.into_iter().flatten() {
        if !joined.is_empty() {
            joined.push(words("；"));
        }
        joined.extend(clause);
    }
    if joined.is_empty() {
        return None;
    }
    let mut spans = Vec::new();
    if let Some((before, after)) = say::SOURCES.split_once("{sources}") {
        spans.push(words(before));
        spans.extend(joined);
        spans.push(words(after));
    }
    Some(spans)
}

fn record_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let mut records: Vec<&DocumentId> = Vec::new();
    let mut facts = Vec::new();
    for fact in &row.facts {
        if let FactReference::Record { record, .. } = fact {
            facts.push(fact.clone());
            if !records.contains(&record) {
                records.push(record);
            }
        }
    }
    if records.is_empty() {
        return None;
    }
    let mut indexes = Vec::new();
    for record in &records {
        let index = composer
            .inspection(record)
            .map(|inspection| inspection.index.as_str());
        if let Some(index) = index {
            if !indexes.is_empty() {
                indexes.push(words("、"));
            }
            let is_own = |fact: &FactReference| match fact {
                FactReference::Record { record: other, .. } => other == *record,
                _ => false,
            };
            let own = facts.iter().filter(|fact| is_own(fact)).cloned().collect();
            indexes.push(figure(index, own));
        }
    }
    let count = figure(records.len(), facts);
    let (head, tail) = say::SOURCE_RECORDS.split_once("{indexes}")?;
    let mut spans = fill(head, &[("records", count)]);
    if indexes.is_empty() {
        indexes.push(words("索引号待编"));
    }
    spans.extend(indexes);
    spans.push(words(tail));
    Some(spans)
}

fn fund_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = Vec::new();
    for fact in &row.facts {
        let FactReference::FundFigure { key } = fact else {
            continue;
        };
        let fund = composer
            .inputs
            .fund_figures
            .iter()
            .find(|figure| figure.key == *key)?;
        let amount = fund.amount?;
        if !spans.is_empty() {
            spans.push(words("，"));
        }
        let amount = figure(amount.to_wan_yuan_text(), vec![fact.clone()]);
        let values = [("label", words(&fund.label)), ("amount", amount)];
        spans.extend(fill(say::SOURCE_FUND, &values));
    }
    (!spans.is_empty()).then_some(spans)
}

fn survey_clause(row: &ScoreRow) -> Option<Vec<Span>> {
    row.facts.iter().find_map(|fact| match fact {
        FactReference::Survey { responses, .. } => {
            let responses = figure(responses, vec![fact.clone()]);
            Some(fill(say::SOURCE_SURVEY, &[("responses", responses)]))
        }
        _ => None,
    })
}

fn frame_clause(row: &ScoreRow) -> Option<Vec<Span>> {
    let has = row
        .facts
        .iter()
        .any(|fact| matches!(fact, FactReference::Frame { .. }));
    has.then(|| vec![words(say::SOURCE_FRAME)])
}

fn mark_clause(row: &ScoreRow) -> Option<Vec<Span>> {
    let has = row
        .facts
        .iter()
        .any(|fact| matches!(fact, FactReference::DeskMark { .. }));
    has.then(|| vec![words(say::SOURCE_MARK)])
}

fn finding_clause(composer: &Composer<'_>, row: &ScoreRow) -> Option<Vec<Span>> {
    let findings = composer.inputs.findings.iter();
    let own: Vec<_> = findings
        .filter(|finding| finding.indicator.as_ref() == Some(&row.code))
        .collect();
    if own.is_empty() {
        return None;
    }
    let facts: Vec<FactReference> = own
        .iter()
        .map(|f| FactReference::Finding {
            code: f.code.clone(),
        })
        .collect();
    let (head, tail) = say::SOURCE_FINDINGS.split_once("{codes}")?;
    let mut spans = fill(head, &[("findings", figure(own.len(), facts))]);
    for (index, finding) in own.iter().enumerate() {
        if index > 0 {
            spans.push(words("、"));
        }
        spans.push(super::problems::code_figure(finding));
    }
    spans.push(words(tail));
    Some(spans)
}
