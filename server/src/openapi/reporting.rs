//! The description of 报告, 征求意见, 反馈整改. Not here: how operations are described (`super`).

use super::Described;

pub(super) fn described(described: Described) -> Described {
    described
}
