//! Live references: `{{score:C11}}` in a person's text is the number as it stands now, with its
//! facts. Not here: which texts hold them (`editing`).

use super::composer::{figure, words};
use super::inputs::{PlatePhoto, ReportInputs, SurveyLog};
use super::model::Span;
use super::photo_blocks;
use crate::finding::Finding;
use crate::scoring::{FactReference, LevelTotal, ScoreRow};

/// One reference that may be inserted.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReferenceEntry {
    /// Without its braces: `score:C11`.
    pub name: String,
    /// What it is, in words.
    pub label: String,
    /// What it gives now.
    pub value: String,
    /// Of a photo, the name of its picture; empty for all else.
    #[serde(default)]
    pub picture: String,
}

/// A reference as it is written.
pub fn written(name: &str) -> String {
    format!("{{{{{name}}}}}")
}

/// The number or name that a reference gives now; `None` when it leads nowhere. Finding numbers
/// may be written short (`S-03` for `S-003`), questionnaires as `W-01` or by their form.
pub fn resolve_reference(inputs: &ReportInputs, name: &str) -> Option<Span> {
    let name = name.trim();
    let span = match name.split_once(':') {
        None => whole(inputs, name),
        Some(("score" | "rate" | "weight", _)) => indicator(inputs, name),
        Some(("level" | "level_rate", _)) => level(inputs, name),
        Some(("finding", rest)) => finding(inputs, rest),
        Some(("survey", rest)) => survey(inputs, rest),
        Some(("fund", key)) => fund(inputs, key),
        Some(("frame", what)) => frame(inputs, what),
        Some(("sample", what)) => sample(inputs, what),
        Some(("photo", index)) => photo_blocks::photo_span(inputs, index),
        Some(_) => None,
    };
    span.map(|span| span.named(name))
}

/// All references that give something now, for a picker.
pub fn reference_entries(inputs: &ReportInputs) -> Vec<ReferenceEntry> {
    let mut names: Vec<(String, String)> = vec![
        ("total".to_owned(), "综合得分".to_owned()),
        ("grade".to_owned(), "评价等级".to_owned()),
    ];
    let mut add = |name: String, label: String| names.push((name, label));
    for level in inputs.sheet.levels.iter().filter(|level| level.level == 1) {
        add(
            format!("level:{}", level.code),
            format!("{}得分", level.name),
        );
        add(
            format!("level_rate:{}", level.code),
            format!("{}得分率", level.name),
        );
    }
    for row in &inputs.sheet.rows {
        let label = format!("{} {}", row.code, row.name);
        add(format!("score:{}", row.code), format!("{label} 得分"));
        add(format!("rate:{}", row.code), format!("{label} 得分率"));
        add(format!("weight:{}", row.code), format!("{label} 分值"));
    }
    for finding in inputs.findings.iter().filter(|finding| finding.stands()) {
        let label = format!("{} {}", finding.code, finding.heading());
        for (field, words) in FINDING_FIELDS {
            add(
                format!("finding:{}.{field}", finding.code),
                format!("{label} {words}"),
            );
        }
    }
    for (index, survey) in inputs.surveys.iter().enumerate() {
        for (field, words) in SURVEY_FIELDS {
            let name = format!("survey:W-{:02}.{field}", index + 1);
            add(name, format!("{} {words}", survey.title));
        }
    }
    for fund in &inputs.fund_figures {
        add(
            format!("fund:{}", fund.key),
            format!("{}（万元）", fund.label),
        );
    }
    for (what, words) in FRAME_FIELDS {
        add(format!("frame:{what}"), words.to_owned());
    }
    for (what, words) in SAMPLE_FIELDS {
        add(format!("sample:{what}"), words.to_owned());
    }
    let entry = |(name, label): (String, String)| {
        let value = resolve_reference(inputs, &name)?.text().to_owned();
        (!value.is_empty()).then_some(ReferenceEntry {
            name,
            label,
            value,
            picture: String::new(),
        })
    };
    let photo = |photo: &PlatePhoto| ReferenceEntry {
        name: format!("{}{}", photo_blocks::PHOTO, photo.index),
        label: format!("{} {} {}", photo.project_name, photo.slot, photo.caption),
        value: photo.index.clone(),
        picture: photo.sha256.to_string(),
    };
    let named = names.into_iter().filter_map(entry);
    named.chain(inputs.photos.iter().map(photo)).collect()
}

const FINDING_FIELDS: [(&str, &str); 7] = [
    ("title", "问题"),
    ("amount", "涉及金额（万元）"),
    ("facts", "事实"),
    ("unit", "责任单位"),
    ("severity", "严重程度"),
    ("project", "项目"),
    ("count", "涉及项目点数"),
];

const SURVEY_FIELDS: [(&str, &str); 4] = [
    ("satisfaction", "满意度（%）"),
    ("valid", "有效份数"),
    ("returned", "回收份数"),
    ("issued", "发放份数"),
];

const FRAME_FIELDS: [(&str, &str); 3] = [
    ("projects", "项目总数"),
    ("units", "实施单位数"),
    ("amount", "批复金额合计（万元）"),
];

const SAMPLE_FIELDS: [(&str, &str); 3] = [
    ("sites", "抽样项目点数"),
    ("count_pct", "抽样数量占比（%）"),
    ("amount_pct", "抽样金额占比（%）"),
];

fn sheet_facts<'a>(rows: impl Iterator<Item = &'a ScoreRow>) -> Vec<FactReference> {
    let mut facts: Vec<FactReference> = Vec::new();
    for fact in rows.flat_map(|row| &row.facts) {
        if !facts.contains(fact) {
            facts.push(fact.clone());
        }
    }
    facts
}

fn whole(inputs: &ReportInputs, name: &str) -> Option<Span> {
    let facts = || sheet_facts(inputs.sheet.rows.iter());
    match name {
        "total" => Some(figure(inputs.sheet.total, facts())),
        "grade" => Some(figure(inputs.sheet.grade.as_ref()?, facts())),
        _ => None,
    }
}

fn indicator(inputs: &ReportInputs, name: &str) -> Option<Span> {
    let (what, code) = name.split_once(':')?;
    let row = inputs
        .sheet
        .rows
        .iter()
        .find(|row| row.code.as_str() == code)?;
    match what {
        "score" => Some(figure(row.score?, row.facts.clone())),
        "rate" => Some(figure(row.rate.as_ref()?, row.facts.clone())),
        _ => Some(words(row.weight.to_string())),
    }
}

fn level(inputs: &ReportInputs, name: &str) -> Option<Span> {
    let (what, code) = name.split_once(':')?;
    let is_it = |level: &&LevelTotal| level.level == 1 && level.code == code;
    let level = inputs.sheet.levels.iter().find(is_it)?;
    let rows = || inputs.sheet.rows.iter().filter(|row| row.level1.0 == code);
    if rows().any(|row| row.score.is_none()) {
        return None;
    }
    let facts = sheet_facts(rows());
    match what {
        "level" => Some(figure(level.score, facts)),
        _ => Some(figure(&level.rate, facts)),
    }
}

/// `S-03` is `S-003`.
fn same_number(code: &str, wanted: &str) -> bool {
    let number = |text: &str| {
        text.strip_prefix("S-")
            .and_then(|rest| rest.parse::<u32>().ok())
    };
    match (number(code), number(wanted)) {
        (Some(one), Some(two)) => one == two,
        _ => code == wanted,
    }
}

fn finding(inputs: &ReportInputs, rest: &str) -> Option<Span> {
    let (code, field) = rest.split_once('.')?;
    let is_it = |finding: &&Finding| finding.stands() && same_number(finding.code.as_str(), code);
    let finding = inputs.findings.iter().find(is_it)?;
    let facts = vec![FactReference::Finding {
        code: finding.code.clone(),
    }];
    let text = match field {
        "amount" => finding.amount?.to_wan_yuan_text(),
        "title" => finding.heading(),
        "facts" => finding.facts.trim().trim_end_matches('。').to_owned(),
        "unit" => finding.responsible_unit.clone(),
        "severity" => finding.severity.term().to_owned(),
        "project" => finding.project_name.clone(),
        "count" => finding.places().len().to_string(),
        _ => return None,
    };
    Some(figure(text, facts))
}

fn survey(inputs: &ReportInputs, rest: &str) -> Option<Span> {
    let (name, field) = rest.rsplit_once('.')?;
    let numbered = name
        .strip_prefix("W-")
        .and_then(|number| number.parse::<usize>().ok());
    let survey: &SurveyLog = match numbered {
        Some(number) => inputs.surveys.get(number.checked_sub(1)?)?,
        None => inputs
            .surveys
            .iter()
            .find(|survey| survey.form_id == name)?,
    };
    let facts = super::work::survey_facts(survey);
    let text = match field {
        "satisfaction" => survey.fixed_percent()?,
        "valid" => survey.valid.to_string(),
        "returned" => survey.returned.to_string(),
        "issued" => survey.issued.to_string(),
        _ => return None,
    };
    Some(figure(text, facts))
}

fn fund(inputs: &ReportInputs, key: &str) -> Option<Span> {
    let fund = inputs.fund_figures.iter().find(|fund| fund.key == key)?;
    let facts = vec![FactReference::FundFigure {
        key: key.to_owned(),
    }];
    Some(figure(fund.amount?.to_wan_yuan_text(), facts))
}

fn frame_facts(inputs: &ReportInputs) -> Vec<FactReference> {
    vec![FactReference::Frame {
        sha256: inputs.frame.sha256.clone(),
    }]
}

fn frame(inputs: &ReportInputs, what: &str) -> Option<Span> {
    let text = match what {
        "projects" => inputs.frame.projects.to_string(),
        "units" => inputs.frame.units.to_string(),
        "amount" => inputs.frame.amount.to_wan_yuan_text(),
        _ => return None,
    };
    Some(figure(text, frame_facts(inputs)))
}

fn sample(inputs: &ReportInputs, what: &str) -> Option<Span> {
    let coverage = inputs.coverage.as_ref()?;
    let text = match what {
        "sites" => inputs.sites.len().to_string(),
        "count_pct" => coverage.count_pct.to_string(),
        "amount_pct" => coverage.amount_pct.to_string(),
        _ => return None,
    };
    Some(figure(text, frame_facts(inputs)))
}
