//! One requested document and the list that ships. Not here: receipts.

use crate::ids::{DocumentId, DocumentRequestId, IndicatorCode};
use crate::problem::Problem;
use crate::time::parse_day;

/// 环节: the part of the evaluation a document serves, in the order of the list.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentStage {
    /// 决策.
    Decision,
    /// 过程.
    Process,
    /// 产出.
    Output,
    /// 效益.
    Benefit,
    /// 综合.
    General,
}

impl DocumentStage {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 5] = [
        Self::Decision,
        Self::Process,
        Self::Output,
        Self::Benefit,
        Self::General,
    ];

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Process => "process",
            Self::Output => "output",
            Self::Benefit => "benefit",
            Self::General => "general",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text)
    }

    /// The term as it is printed in exported lists.
    pub fn term(self) -> &'static str {
        match self {
            Self::Decision => "决策",
            Self::Process => "过程",
            Self::Output => "产出",
            Self::Benefit => "效益",
            Self::General => "综合",
        }
    }
}

/// One line of the list: what is asked of whom until when.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentRequest {
    /// Which.
    pub id: DocumentRequestId,
    /// 序号, from 1. Never given twice: a number on a reminder that was sent keeps its meaning.
    pub ordinal: u32,
    /// What is asked.
    pub words: RequestWords,
    /// The record of its receipt: the server names it, so that two tablets that register the same
    /// document offline write the same record.
    pub receipt: DocumentId,
}

/// The part of a request that a manager writes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RequestWords {
    /// 环节.
    pub stage: DocumentStage,
    /// 资料名称.
    pub name: String,
    /// 提供单位.
    #[serde(default)]
    pub provider: String,
    /// 要求日期 `2026-10-15`; `None` while none is set.
    #[serde(default)]
    pub due_on: Option<String>,
    /// 关联指标.
    #[serde(default)]
    pub indicators: Vec<IndicatorCode>,
}

/// Characters in a document's name.
const NAME_CHARACTERS: usize = 200;
/// Characters in a provider's name.
const PROVIDER_CHARACTERS: usize = 100;
/// Indicators one document may serve.
const MOST_INDICATORS: usize = 20;
/// Characters in an indicator's code.
const CODE_CHARACTERS: usize = 20;

/// Trims what a manager wrote and finds everything that is wrong with it at once. Problems:
/// `DOCUMENT_NAME_MISSING`, `TEXT_TOO_LONG` (`limit`), `DOCUMENT_DUE_DAY_INVALID` (`value`),
/// `DOCUMENT_TOO_MANY_INDICATORS` (`limit`), each at its field.
pub fn check_request_words(words: &RequestWords) -> Result<RequestWords, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut bounded = |text: &str, limit: usize, field: &str| {
        let text = text.trim().to_owned();
        if text.chars().count() > limit {
            let problem = Problem::new("TEXT_TOO_LONG").with("limit", limit);
            problems.push(problem.at_path(field));
        }
        text
    };
    let name = bounded(&words.name, NAME_CHARACTERS, "name");
    let provider = bounded(&words.provider, PROVIDER_CHARACTERS, "provider");
    let mut indicators: Vec<IndicatorCode> = Vec::new();
    for code in &words.indicators {
        let code = IndicatorCode(bounded(code.as_str(), CODE_CHARACTERS, "indicators"));
        if !code.as_str().is_empty() && !indicators.contains(&code) {
            indicators.push(code);
        }
    }
    if name.is_empty() {
        problems.push(Problem::new("DOCUMENT_NAME_MISSING").at_path("name"));
    }
    if indicators.len() > MOST_INDICATORS {
        let problem = Problem::new("DOCUMENT_TOO_MANY_INDICATORS").with("limit", MOST_INDICATORS);
        problems.push(problem.at_path("indicators"));
    }
    let due_on = match words.due_on.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(written) => match parse_day(written) {
            Some(day) => Some(day.format("%Y-%m-%d").to_string()),
            None => {
                let problem = Problem::new("DOCUMENT_DUE_DAY_INVALID").with("value", written);
                problems.push(problem.at_path("due_on"));
                None
            }
        },
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(RequestWords {
        stage: words.stage,
        name,
        provider,
        due_on,
        indicators,
    })
}

const STARTER: &str = include_str!("../../../starters/documents/requests.json");

/// The list that ships (domain.md §6.5), in order; without due days. Indicators are those of the
/// framework `road_bridge`: who starts from it with another framework keeps the codes that exist.
pub fn starter_requests() -> Vec<RequestWords> {
    // A test reads it; were it broken, the list would start empty and a manager would add to it.
    serde_json::from_slice(STARTER.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str, due_on: Option<&str>) -> RequestWords {
        RequestWords {
            stage: DocumentStage::Process,
            name: name.to_owned(),
            provider: " 主管单位 ".to_owned(),
            due_on: due_on.map(str::to_owned),
            indicators: vec!["B11".into(), "".into(), "B11".into()],
        }
    }

    #[test]
    fn the_shipped_list_has_twelve_lines_in_the_order_of_the_stages() {
        let list = starter_requests();
        assert_eq!(list.len(), 12);
        assert!(list.is_sorted_by_key(|line| line.stage));
        for line in &list {
            assert_eq!(check_request_words(line).as_ref(), Ok(line));
        }
    }

    #[test]
    fn what_a_manager_writes_is_trimmed_and_every_problem_told_at_once() {
        let kept = check_request_words(&words(" 拨款凭证 ", Some(" 2026-10-15 "))).expect("fits");
        assert_eq!(
            (kept.name.as_str(), kept.provider.as_str()),
            ("拨款凭证", "主管单位")
        );
        assert_eq!(kept.due_on.as_deref(), Some("2026-10-15"));
        assert_eq!(kept.indicators, ["B11".into()]);
        let refused = check_request_words(&words(" ", Some("2026-02-30"))).expect_err("wrong");
        let codes: Vec<&str> = refused
            .iter()
            .map(|problem| problem.code.as_str())
            .collect();
        assert_eq!(codes, ["DOCUMENT_NAME_MISSING", "DOCUMENT_DUE_DAY_INVALID"]);
    }
}
