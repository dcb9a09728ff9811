//! The two kinds of link, kept apart: a single-use code of a sampled respondent, and an open poster
//! at a site. Not here: who may make one, how it is stored.

use crate::time::Timestamp;

/// Where a single-use code stands. The roster holds no times: a time would lead to the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CodeState {
    /// 已发放: nobody has agreed to take part with it yet.
    Issued,
    /// 已打开: somebody agreed and has not finished.
    Opened,
    /// 已答: used; stays so when the response is withdrawn.
    Answered,
    /// 已作废: cancelled, or replaced by a new one.
    Cancelled,
}

impl CodeState {
    /// From the three marks that are stored.
    pub fn of(opened: bool, answered: bool, cancelled: bool) -> Self {
        match (answered, cancelled, opened) {
            (true, ..) => CodeState::Answered,
            (_, true, _) => CodeState::Cancelled,
            (_, _, true) => CodeState::Opened,
            _ => CodeState::Issued,
        }
    }

    /// Why no response may come by it now.
    pub fn refusal(self) -> Option<LinkRefusal> {
        match self {
            CodeState::Issued | CodeState::Opened => None,
            CodeState::Answered => Some(LinkRefusal::AlreadyAnswered),
            // A cancelled code is as unknown as one that never was.
            CodeState::Cancelled => Some(LinkRefusal::Unknown),
        }
    }

    /// Whether the person is to be reminded: sampled, and has not answered.
    pub fn waits(self) -> bool {
        matches!(self, CodeState::Issued | CodeState::Opened)
    }
}

/// Why a link takes no response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRefusal {
    /// No such code, or not any more.
    Unknown,
    /// The single-use code has been used.
    AlreadyAnswered,
    /// Before the poster's window.
    NotYetOpen,
    /// After the poster's window, or stopped by hand.
    Closed,
    /// The poster has brought as many responses as it may.
    Full,
}

/// What a poster allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PosterTerms {
    /// From this moment on.
    pub opens_at: Timestamp,
    /// Before this moment.
    pub closes_at: Timestamp,
    /// At most so many kept responses.
    pub cap: u32,
    /// Stopped by hand.
    pub stopped: bool,
}

impl PosterTerms {
    /// Why a response begun at `begun_at` may not be kept when `kept` are already there; `None`
    /// when it may. Who began within the window may finish after it.
    pub fn refusal(&self, kept: u32, begun_at: Timestamp) -> Option<LinkRefusal> {
        if begun_at < self.opens_at {
            Some(LinkRefusal::NotYetOpen)
        } else if self.stopped || begun_at >= self.closes_at {
            Some(LinkRefusal::Closed)
        } else if kept >= self.cap {
            Some(LinkRefusal::Full)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_used_once_and_an_answered_one_is_never_cancelled() {
        assert_eq!(CodeState::of(false, false, false), CodeState::Issued);
        assert_eq!(CodeState::of(true, false, false), CodeState::Opened);
        assert_eq!(CodeState::of(true, true, true), CodeState::Answered);
        assert_eq!(CodeState::of(true, false, true), CodeState::Cancelled);
        assert_eq!(CodeState::Opened.refusal(), None);
        let used = CodeState::Answered.refusal();
        assert_eq!(used, Some(LinkRefusal::AlreadyAnswered));
        assert!(CodeState::Opened.waits() && !CodeState::Cancelled.waits());
    }

    #[test]
    fn a_poster_keeps_its_window_and_its_cap() {
        let terms = PosterTerms {
            opens_at: Timestamp(100),
            closes_at: Timestamp(200),
            cap: 2,
            stopped: false,
        };
        assert_eq!(
            terms.refusal(0, Timestamp(99)),
            Some(LinkRefusal::NotYetOpen)
        );
        assert_eq!(terms.refusal(1, Timestamp(100)), None);
        assert_eq!(terms.refusal(2, Timestamp(100)), Some(LinkRefusal::Full));
        assert_eq!(terms.refusal(0, Timestamp(200)), Some(LinkRefusal::Closed));
        let stopped = PosterTerms {
            stopped: true,
            ..terms
        };
        assert_eq!(
            stopped.refusal(0, Timestamp(150)),
            Some(LinkRefusal::Closed)
        );
    }
}
