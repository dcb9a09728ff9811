//! What a finding's number was given to, and what it was seen in. Not here: giving numbers
//! (`register`).

use super::Finding;
use crate::ids::{DocumentId, IndicatorCode};

/// What a finding's number was given to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingOrigin {
    /// An answer 否.
    Answer {
        /// The record.
        record: DocumentId,
        /// The question.
        path: String,
    },
    /// A finding made at the desk, by its identifier.
    Desk {
        /// The identifier.
        id: String,
    },
    /// A 评价要点 that a desk mark says is not met.
    Mark {
        /// Of which indicator.
        indicator: IndicatorCode,
        /// The element's number; 0 for a mark without elements.
        element: u32,
    },
    /// A requested document that is missing or unsound.
    Document {
        /// Its number in the register.
        ordinal: u32,
    },
}

/// What a finding was seen in.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum FindingSource {
    /// An answer of a field record.
    #[default]
    Field,
    /// Nothing that the engagement holds: a person added it.
    Desk,
    /// An element of a desk mark that is not met.
    Mark {
        /// Of which indicator.
        indicator: IndicatorCode,
        /// The element's number; 0 for a mark without elements.
        element: u32,
    },
    /// A requested document.
    Document {
        /// Its number in the register.
        ordinal: u32,
    },
}

impl FindingOrigin {
    /// Of a derived finding.
    pub fn of(finding: &Finding) -> Self {
        Self::Answer {
            record: finding.record.clone(),
            path: finding.path.clone(),
        }
    }

    /// As it is stored: `answer RECORD PATH`, `desk ID`, `mark INDICATOR ELEMENT` or
    /// `document ORDINAL`.
    pub fn stored(&self) -> String {
        match self {
            Self::Answer { record, path } => format!("answer {record} {path}"),
            Self::Desk { id } => format!("desk {id}"),
            Self::Mark { indicator, element } => format!("mark {indicator} {element}"),
            Self::Document { ordinal } => format!("document {ordinal}"),
        }
    }

    /// Reads it.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ')?;
        match kind {
            "answer" => {
                let (record, path) = rest.split_once(' ')?;
                Some(Self::Answer {
                    record: record.into(),
                    path: path.to_owned(),
                })
            }
            "desk" => Some(Self::Desk {
                id: rest.to_owned(),
            }),
            "mark" => {
                let (indicator, element) = rest.rsplit_once(' ')?;
                Some(Self::Mark {
                    indicator: indicator.into(),
                    element: element.parse().ok()?,
                })
            }
            "document" => Some(Self::Document {
                ordinal: rest.parse().ok()?,
            }),
            _ => None,
        }
    }

    /// What the finding was seen in.
    pub fn source(&self) -> FindingSource {
        match self {
            Self::Answer { .. } => FindingSource::Field,
            Self::Desk { .. } => FindingSource::Desk,
            Self::Mark { indicator, element } => FindingSource::Mark {
                indicator: indicator.clone(),
                element: *element,
            },
            Self::Document { ordinal } => FindingSource::Document { ordinal: *ordinal },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_read_back_as_it_was_stored() {
        let origins = [
            FindingOrigin::Answer {
                record: "r1".into(),
                path: "/data/c4".to_owned(),
            },
            FindingOrigin::Desk { id: "x".to_owned() },
            FindingOrigin::Mark {
                indicator: "A11".into(),
                element: 3,
            },
            FindingOrigin::Document { ordinal: 12 },
        ];
        for origin in origins {
            assert_eq!(FindingOrigin::parse(&origin.stored()), Some(origin));
        }
    }
}
