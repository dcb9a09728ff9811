//! The receipt of one requested document: the built-in form it is filled with, so that tablets of
//! any age and the server judge it alike, and what its answers mean. Not here: when it is overdue.

use crate::fieldwork::RecordBody;
use crate::instrument::Instrument;

/// The `form_id` every receipt pins.
pub const FORM_ID: &str = "kp-document-receipt";
/// The version every receipt pins; another form would be another version beside this one.
pub const FORM_VERSION: &str = "1";

/// The form paths of a receipt: what the merge joins by.
pub mod paths {
    /// The one section.
    pub const SECTION: &str = "/data/receipt";
    /// `received` or `not_applicable`.
    pub const STATUS: &str = "/data/receipt/status";
    /// Why it does not apply.
    pub const REASON: &str = "/data/receipt/reason";
    /// 收到日期.
    pub const RECEIVED_ON: &str = "/data/receipt/received_on";
    /// 份数.
    pub const COPIES: &str = "/data/receipt/copies";
    /// 页数.
    pub const PAGES: &str = "/data/receipt/pages";
    /// 形式: `original`, `copy`, `electronic`; several are possible.
    pub const MEDIUM: &str = "/data/receipt/medium";
    /// 盖章确认: `yes`, `no`.
    pub const STAMPED: &str = "/data/receipt/stamped";
    /// 核对: `yes`, `no`.
    pub const CHECKED: &str = "/data/receipt/checked";
    /// 经手人.
    pub const HANDLER: &str = "/data/receipt/handler";
    /// 备注.
    pub const NOTE: &str = "/data/receipt/note";
    /// Photos of the document.
    pub const PHOTOS: &str = "/data/receipt/photos";
    /// Copies as files: PDF, spreadsheet, picture.
    pub const FILE: &str = "/data/receipt/file";
}

/// 形式 in which a document came.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// 原件.
    Original,
    /// 复印件.
    Copy,
    /// 电子.
    Electronic,
}

impl Medium {
    /// The term as it is printed in exported lists.
    pub fn term(self) -> &'static str {
        match self {
            Self::Original => "原件",
            Self::Copy => "复印件",
            Self::Electronic => "电子",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        match name {
            "original" => Some(Self::Original),
            "copy" => Some(Self::Copy),
            "electronic" => Some(Self::Electronic),
            _ => None,
        }
    }
}

/// What was said about a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReceiptStatus {
    /// 已收.
    Received,
    /// 不适用; counts only with a reason.
    NotApplicable,
}

/// A receipt as its answers say.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Receipt {
    /// `None`: nothing said yet.
    pub status: Option<ReceiptStatus>,
    /// Why it does not apply; empty where it does.
    pub reason: String,
    /// 收到日期 `2026-10-12`; empty where it is not written.
    pub received_on: String,
    /// 份数 as written.
    pub copies: String,
    /// 页数 as written.
    pub pages: String,
    /// 形式.
    pub media: Vec<Medium>,
    /// 盖章确认; `None` where nobody said.
    pub stamped: Option<bool>,
    /// 核对; `None` where nobody said.
    pub checked: Option<bool>,
    /// 经手人.
    pub handler: String,
    /// 备注.
    pub note: String,
}

/// Reads a receipt. Answers it does not know are left out.
pub fn read_receipt(body: &RecordBody) -> Receipt {
    let text = |path: &str| {
        let written = body.answers.get(path).map(|value| value.trim());
        written.unwrap_or_default().to_owned()
    };
    let yes = |path: &str| match text(path).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let media = text(paths::MEDIUM);
    Receipt {
        status: match text(paths::STATUS).as_str() {
            "received" => Some(ReceiptStatus::Received),
            "not_applicable" => Some(ReceiptStatus::NotApplicable),
            _ => None,
        },
        reason: text(paths::REASON),
        received_on: text(paths::RECEIVED_ON),
        copies: text(paths::COPIES),
        pages: text(paths::PAGES),
        media: media.split_whitespace().filter_map(Medium::parse).collect(),
        stamped: yes(paths::STAMPED),
        checked: yes(paths::CHECKED),
        handler: text(paths::HANDLER),
        note: text(paths::NOTE),
    }
}

const FORM: &str = include_str!("../../../starters/documents/receipt.json");

/// The built-in form of a receipt. `None` only if the shipped file were broken, which a test
/// excludes.
pub fn receipt_form() -> Option<Instrument> {
    serde_json::from_slice(FORM.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{Session, validate_complete};
    use crate::time::Timestamp;

    /// 2026-10-16, 10:00 in China.
    const NOW: Timestamp = Timestamp(1_792_116_000_000);

    fn form() -> Instrument {
        let form = receipt_form().expect("the shipped file");
        assert_eq!(
            (form.form_id.as_str(), form.version.as_str()),
            (FORM_ID, FORM_VERSION)
        );
        form
    }

    fn problems(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let answers = pairs
            .iter()
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
            .collect();
        validate_complete(&form(), &answers, NOW)
            .into_iter()
            .map(|problem| {
                let path = problem.place.and_then(|place| place.path);
                (problem.code, path.unwrap_or_default())
            })
            .collect()
    }

    fn named(code: &str, path: &str) -> (String, String) {
        (code.to_owned(), path.to_owned())
    }

    #[test]
    fn the_form_opens_and_every_question_has_words_in_both_languages() {
        let form = form();
        let session = Session::new(&form, NOW).expect("opens");
        assert_eq!(session.state().failed, []);
        assert_eq!(session.sections().len(), 1);
        for node in form.walk() {
            let crate::instrument::Node::Question { path, label, .. } = node else {
                continue;
            };
            assert!(session.state().relevant.contains_key(path), "{path}");
            assert_eq!(label.len(), 2, "{path}");
        }
    }

    #[test]
    fn a_received_document_has_a_day_that_is_not_in_the_future() {
        let received = (paths::STATUS, "received");
        assert_eq!(
            problems(&[received, (paths::RECEIVED_ON, "2026-10-16")]),
            []
        );
        assert_eq!(
            problems(&[received]),
            [named("ANSWER_MISSING", paths::RECEIVED_ON)]
        );
        assert_eq!(
            problems(&[received, (paths::RECEIVED_ON, "2026-10-17")]),
            [named("ANSWER_INVALID", paths::RECEIVED_ON)]
        );
        let day = (paths::RECEIVED_ON, "2026-10-16");
        assert_eq!(
            problems(&[received, day, (paths::COPIES, "0")]),
            [named("ANSWER_INVALID", paths::COPIES)]
        );
    }

    #[test]
    fn not_applicable_asks_for_the_reason() {
        let waived = (paths::STATUS, "not_applicable");
        assert_eq!(
            problems(&[waived]),
            [named("ANSWER_MISSING", paths::REASON)]
        );
        assert_eq!(problems(&[waived, (paths::REASON, "本项目无桥梁")]), []);
    }

    #[test]
    fn what_the_answers_say_is_read() {
        let answers = [
            (paths::STATUS, "received"),
            (paths::RECEIVED_ON, "2026-10-12"),
            (paths::MEDIUM, "copy electronic"),
            (paths::STAMPED, "yes"),
            (paths::CHECKED, "no"),
        ];
        let body = RecordBody {
            answers: answers
                .iter()
                .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
                .collect(),
            ..RecordBody::default()
        };
        let receipt = read_receipt(&body);
        assert_eq!(receipt.status, Some(ReceiptStatus::Received));
        assert_eq!(receipt.media, [Medium::Copy, Medium::Electronic]);
        assert_eq!(
            (receipt.stamped, receipt.checked),
            (Some(true), Some(false))
        );
    }
}
