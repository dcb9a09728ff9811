//! Where a requested document stands on a given day, and counts. Not here: the clock.

use chrono::NaiveDate;

use super::{DocumentRequest, DocumentStage, Receipt, ReceiptStatus};
use crate::time::parse_day;

/// 状态 of a requested document.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// 未提供.
    Missing,
    /// 逾期: not provided, and the due day is over.
    Overdue,
    /// 已收.
    Received,
    /// 不适用, with a reason.
    NotApplicable,
}

impl DocumentState {
    /// All of them, what waits first.
    pub const ALL: [Self; 4] = [
        Self::Overdue,
        Self::Missing,
        Self::Received,
        Self::NotApplicable,
    ];

    /// The word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Overdue => "overdue",
            Self::Received => "received",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// The term as it is printed in exported lists.
    pub fn term(self) -> &'static str {
        match self {
            Self::Missing => "未提供",
            Self::Overdue => "逾期",
            Self::Received => "已收",
            Self::NotApplicable => "不适用",
        }
    }
}

/// Where a request stands on `today`. It is due until the end of its due day; 不适用 without a
/// reason does not count, and nothing is overdue that has no due day.
pub fn state_on(request: &DocumentRequest, receipt: &Receipt, today: NaiveDate) -> DocumentState {
    match receipt.status {
        Some(ReceiptStatus::Received) => return DocumentState::Received,
        Some(ReceiptStatus::NotApplicable) if !receipt.reason.is_empty() => {
            return DocumentState::NotApplicable;
        }
        _ => {}
    }
    let due = request.words.due_on.as_deref().and_then(parse_day);
    match due {
        Some(due) if due < today => DocumentState::Overdue,
        _ => DocumentState::Missing,
    }
}

/// How many documents of one stage stand where.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageCount {
    /// 环节.
    pub stage: DocumentStage,
    /// Requested.
    pub requested: u32,
    /// 已收.
    pub received: u32,
    /// 不适用.
    pub not_applicable: u32,
    /// 未提供, those that are overdue not counted.
    pub missing: u32,
    /// 逾期.
    pub overdue: u32,
}

/// Counts for every stage that has a line, in the order of the list.
pub fn count_by_stage(lines: &[(DocumentStage, DocumentState)]) -> Vec<StageCount> {
    let of_stage = |stage: DocumentStage| {
        let states = lines.iter().filter(|line| line.0 == stage);
        let mut count = StageCount {
            stage,
            requested: 0,
            received: 0,
            not_applicable: 0,
            missing: 0,
            overdue: 0,
        };
        for (_, state) in states {
            count.requested += 1;
            match state {
                DocumentState::Received => count.received += 1,
                DocumentState::NotApplicable => count.not_applicable += 1,
                DocumentState::Missing => count.missing += 1,
                DocumentState::Overdue => count.overdue += 1,
            }
        }
        (count.requested > 0).then_some(count)
    };
    DocumentStage::ALL
        .into_iter()
        .filter_map(of_stage)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document_request::RequestWords;

    fn request(due_on: Option<&str>) -> DocumentRequest {
        DocumentRequest {
            id: "d".into(),
            ordinal: 1,
            words: RequestWords {
                stage: DocumentStage::Decision,
                name: "立项批复".to_owned(),
                provider: String::new(),
                due_on: due_on.map(str::to_owned),
                indicators: Vec::new(),
            },
            receipt: "r".into(),
        }
    }

    fn on(due_on: Option<&str>, receipt: &Receipt, today: &str) -> DocumentState {
        let today = parse_day(today).expect("a day");
        state_on(&request(due_on), receipt, today)
    }

    #[test]
    fn a_document_is_overdue_from_the_day_after_it_was_due() {
        let none = Receipt::default();
        assert_eq!(
            on(Some("2026-10-15"), &none, "2026-10-15"),
            DocumentState::Missing
        );
        assert_eq!(
            on(Some("2026-10-15"), &none, "2026-10-16"),
            DocumentState::Overdue
        );
        assert_eq!(on(None, &none, "2030-01-01"), DocumentState::Missing);
    }

    #[test]
    fn what_was_received_is_never_overdue_and_not_applicable_needs_a_reason() {
        let received = Receipt {
            status: Some(ReceiptStatus::Received),
            ..Receipt::default()
        };
        assert_eq!(
            on(Some("2026-10-15"), &received, "2027-01-01"),
            DocumentState::Received
        );
        let mut waived = Receipt {
            status: Some(ReceiptStatus::NotApplicable),
            ..Receipt::default()
        };
        assert_eq!(
            on(Some("2026-10-15"), &waived, "2027-01-01"),
            DocumentState::Overdue
        );
        waived.reason = "本项目无桥梁".to_owned();
        assert_eq!(
            on(Some("2026-10-15"), &waived, "2027-01-01"),
            DocumentState::NotApplicable
        );
    }

    #[test]
    fn stages_without_a_line_are_not_counted() {
        let lines = [
            (DocumentStage::Output, DocumentState::Overdue),
            (DocumentStage::Output, DocumentState::Received),
        ];
        let counts = count_by_stage(&lines);
        assert_eq!(counts.len(), 1);
        assert_eq!((counts[0].requested, counts[0].overdue), (2, 1));
    }
}
