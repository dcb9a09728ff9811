//! 重点关注台账: one watched project from its entry to its disposal 继续, 调剂 or 取消, with a clock of
//! working days (domain.md §2.6, seed row S1-05). Steps are kept; where it stands is computed.
//! Not here: which projects are watched (`assess`), how long the clock runs (`presets`).

use chrono::{Datelike as _, Weekday};

use super::DisposalTerms;
use crate::problem::Problem;
use crate::rectification::add_working_days;
use crate::time::{Timestamp, parse_day};

/// 处置, one of three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disposal {
    /// 继续.
    Continue,
    /// 调剂.
    Reallocate,
    /// 取消.
    Cancel,
}

impl Disposal {
    /// All three, in the order in which they are printed.
    pub const ALL: [Disposal; 3] = [Disposal::Continue, Disposal::Reallocate, Disposal::Cancel];

    /// The term as printed.
    pub fn term(self) -> &'static str {
        match self {
            Disposal::Continue => "继续",
            Disposal::Reallocate => "调剂",
            Disposal::Cancel => "取消",
        }
    }
}

/// What somebody does to a line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum WatchAction {
    /// 列入 by hand.
    List,
    /// 处置; a later one replaces it, both stay readable.
    Dispose {
        /// Which.
        disposal: Disposal,
    },
    /// 暂停.
    Pause,
    /// 恢复 of a pause by hand.
    Resume,
    /// 移出 after a disposal.
    Close,
}

/// One kept step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchStep {
    /// What was done.
    pub kind: WatchStepKind,
    /// Why; empty only for an entry that the rules made.
    pub reason: String,
    /// Printed name of who did it; for an entry by the rules, who saved the figures.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum WatchStepKind {
    /// 列入, with the terms that held then.
    Listed {
        /// The preset's name then.
        preset: String,
        /// The month, 1 to 12, whose figures brought it here; `None` by hand.
        month: Option<u32>,
        /// Working days for the disposal; `None` without a time limit.
        working_days: Option<u32>,
        /// Whether it counts as paused once they are over.
        pauses: bool,
    },
    /// 处置.
    Disposed {
        /// Which.
        disposal: Disposal,
    },
    /// 暂停 by hand.
    Paused,
    /// 恢复.
    Resumed,
    /// 移出.
    Closed,
}

impl WatchStepKind {
    /// The entry of a project under the terms of a preset.
    pub fn listed(preset: &str, month: Option<u32>, terms: Option<DisposalTerms>) -> Self {
        WatchStepKind::Listed {
            preset: preset.to_owned(),
            month,
            working_days: terms.map(|terms| terms.working_days),
            pauses: terms.is_some_and(|terms| terms.pauses),
        }
    }
}

/// Where a watched project stands today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum WatchState {
    /// 待处置, in time.
    Waiting,
    /// 逾期未处置.
    Overdue,
    /// 暂停.
    Paused {
        /// 超时自动暂停; only a disposal ends it.
        automatic: bool,
    },
    /// 已处置.
    Disposed {
        /// The latest.
        disposal: Disposal,
    },
    /// 已移出.
    Closed,
}

/// A line of the ledger as it stands today.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WatchLine {
    /// Where it stands.
    pub state: WatchState,
    /// The day of its latest entry, `2026-11-02`.
    pub listed_on: String,
    /// Until when it is to be disposed of; `None` without a time limit.
    pub due: Option<String>,
    /// Working days after `due` until the first disposal, or until today.
    pub overdue_days: u32,
    /// The latest disposal of this entry.
    pub disposal: Option<Disposal>,
    /// Everything that was ever done, in order.
    pub steps: Vec<WatchStep>,
}

/// What has happened since the latest entry.
#[derive(Default)]
struct Standing {
    first_disposed_on: Option<String>,
    disposal: Option<Disposal>,
    is_paused: bool,
    is_closed: bool,
}

/// The line that these steps make on a day (`2026-11-02`); `None` before any entry. A pause does
/// not stop the clock: the disposal is due all the same.
pub fn watch_line(steps: Vec<WatchStep>, today: &str) -> Option<WatchLine> {
    let is_entry = |step: &WatchStep| matches!(step.kind, WatchStepKind::Listed { .. });
    let place = steps.iter().rposition(is_entry)?;
    let entry = steps.get(place)?;
    let WatchStepKind::Listed {
        working_days,
        pauses,
        ..
    } = &entry.kind
    else {
        return None;
    };
    let pauses = *pauses;
    let listed_on = entry.at.to_day_text();
    let due = working_days.and_then(|days| add_working_days(&listed_on, days));
    let standing = standing_of(steps.get(place + 1..).unwrap_or_default());
    let until = standing.first_disposed_on.as_deref().unwrap_or(today);
    let overdue_days = due
        .as_deref()
        .map_or(0, |due| working_days_between(due, until));
    let is_late = overdue_days > 0 && standing.disposal.is_none();
    let state = match standing {
        Standing {
            is_closed: true, ..
        } => WatchState::Closed,
        Standing {
            is_paused: true, ..
        } => WatchState::Paused { automatic: false },
        Standing {
            disposal: Some(disposal),
            ..
        } => WatchState::Disposed { disposal },
        _ if is_late && pauses => WatchState::Paused { automatic: true },
        _ if is_late => WatchState::Overdue,
        _ => WatchState::Waiting,
    };
    Some(WatchLine {
        state,
        listed_on,
        due,
        overdue_days,
        disposal: standing.disposal,
        steps,
    })
}

fn standing_of(steps: &[WatchStep]) -> Standing {
    let mut standing = Standing::default();
    for step in steps {
        match &step.kind {
            WatchStepKind::Listed { .. } => {}
            WatchStepKind::Disposed { disposal } => {
                standing.disposal = Some(*disposal);
                let day = || step.at.to_day_text();
                standing.first_disposed_on.get_or_insert_with(day);
            }
            WatchStepKind::Paused => standing.is_paused = true,
            WatchStepKind::Resumed => standing.is_paused = false,
            WatchStepKind::Closed => standing.is_closed = true,
        }
    }
    standing
}

/// Working days (Monday to Friday) after the first day up to the second; none for what is no day.
fn working_days_between(after: &str, until: &str) -> u32 {
    let (Some(after), Some(until)) = (parse_day(after), parse_day(until)) else {
        return 0;
    };
    let days = after.iter_days().skip(1).take_while(|day| *day <= until);
    let working = days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun));
    u32::try_from(working.count()).unwrap_or(u32::MAX)
}

/// The step that an action makes; `terms` and `preset` (its name) hold for an entry by hand.
///
/// # Errors
/// `REASON_MISSING`; `WATCH_LISTED_ALREADY`, `WATCH_NOT_LISTED`; `WATCH_ACTION_NOT_ALLOWED` for a
/// pause of what is paused, the end of a pause that nobody made, and 移出 before a disposal.
pub fn watch_step(
    line: Option<&WatchLine>,
    action: WatchAction,
    reason: &str,
    (preset, terms): (&str, Option<DisposalTerms>),
) -> Result<WatchStepKind, Problem> {
    if reason.trim().is_empty() {
        return Err(Problem::new("REASON_MISSING").at_path("reason"));
    }
    let open = line.filter(|line| line.state != WatchState::Closed);
    let Some(line) = open else {
        return match action {
            WatchAction::List => Ok(WatchStepKind::listed(preset, None, terms)),
            _ => Err(Problem::new("WATCH_NOT_LISTED")),
        };
    };
    let is_paused = line.state == WatchState::Paused { automatic: false };
    match action {
        WatchAction::List => Err(Problem::new("WATCH_LISTED_ALREADY")),
        WatchAction::Dispose { disposal } => Ok(WatchStepKind::Disposed { disposal }),
        WatchAction::Pause if !is_paused => Ok(WatchStepKind::Paused),
        WatchAction::Resume if is_paused => Ok(WatchStepKind::Resumed),
        WatchAction::Close if line.disposal.is_some() => Ok(WatchStepKind::Closed),
        WatchAction::Pause | WatchAction::Resume | WatchAction::Close => {
            Err(Problem::new("WATCH_ACTION_NOT_ALLOWED"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(kind: WatchStepKind, at: &str) -> WatchStep {
        WatchStep {
            kind,
            reason: "已约谈".to_owned(),
            name: "王经理".to_owned(),
            at: Timestamp::from_iso_text(&format!("{at}T04:00:00Z")).expect("a moment"),
        }
    }

    fn entry(pauses: bool) -> WatchStep {
        let terms = DisposalTerms {
            working_days: 10,
            every_warning: false,
            pauses,
        };
        // A Monday.
        step(
            WatchStepKind::listed("吴忠", Some(10), Some(terms)),
            "2026-11-02",
        )
    }

    fn line(steps: Vec<WatchStep>, today: &str) -> WatchLine {
        watch_line(steps, today).expect("a line")
    }

    #[test]
    fn ten_working_days_are_in_time_and_the_next_one_is_overdue_or_pauses() {
        let due = line(vec![entry(false)], "2026-11-16");
        assert_eq!(due.due.as_deref(), Some("2026-11-16"));
        assert_eq!((due.state, due.overdue_days), (WatchState::Waiting, 0));
        let late = line(vec![entry(false)], "2026-11-17");
        assert_eq!((late.state, late.overdue_days), (WatchState::Overdue, 1));
        let later = line(vec![entry(false)], "2026-11-23");
        assert_eq!(later.overdue_days, 5, "a weekend does not count");
        let paused = line(vec![entry(true)], "2026-11-17");
        assert_eq!(paused.state, WatchState::Paused { automatic: true });
    }

    #[test]
    fn a_disposal_stops_the_clock_and_only_then_a_line_is_closed() {
        let open = line(vec![entry(true)], "2026-11-17");
        let act = |line: Option<&WatchLine>, action| {
            watch_step(line, action, "理由", ("吴忠", None)).map_err(|problem| problem.code)
        };
        let refused = Err("WATCH_ACTION_NOT_ALLOWED".to_owned());
        assert_eq!(act(Some(&open), WatchAction::Close), refused);
        assert_eq!(act(Some(&open), WatchAction::Resume), refused);
        let disposal = Disposal::Reallocate;
        let kind = act(Some(&open), WatchAction::Dispose { disposal }).expect("disposed");
        let disposed = line(vec![entry(true), step(kind, "2026-11-18")], "2026-12-31");
        assert_eq!(disposed.state, WatchState::Disposed { disposal });
        assert_eq!(disposed.overdue_days, 2);
        let mut steps = disposed.steps.clone();
        let close = act(Some(&disposed), WatchAction::Close).expect("closed");
        steps.push(step(close, "2026-11-19"));
        let closed = line(steps, "2026-12-31");
        assert_eq!(closed.state, WatchState::Closed);
        assert!(act(Some(&closed), WatchAction::List).is_ok());
        let not_listed = Err("WATCH_NOT_LISTED".to_owned());
        assert_eq!(act(None, WatchAction::Pause), not_listed);
        let twice = Err("WATCH_LISTED_ALREADY".to_owned());
        assert_eq!(act(Some(&open), WatchAction::List), twice);
        let silent = watch_step(None, WatchAction::List, " ", ("吴忠", None));
        assert_eq!(silent.expect_err("no reason").code, "REASON_MISSING");
    }

    #[test]
    fn a_pause_by_hand_is_ended_by_hand() {
        let steps = vec![entry(false), step(WatchStepKind::Paused, "2026-11-03")];
        let paused = line(steps.clone(), "2026-11-04");
        assert_eq!(paused.state, WatchState::Paused { automatic: false });
        let mut steps = steps;
        steps.push(step(WatchStepKind::Resumed, "2026-11-05"));
        assert_eq!(line(steps, "2026-11-05").state, WatchState::Waiting);
        assert!(watch_line(Vec::new(), "2026-11-05").is_none());
    }
}
