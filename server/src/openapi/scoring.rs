//! The description of 方案与指标, 指标库, 评分, 问题. Not here: how operations are described (`super`).

use super::Described;

pub(super) fn described(described: Described) -> Described {
    described
}
