//! Which questions of a form make up one line of measurement: its design value, its measured
//! points, its tolerance. Not here: judging the numbers (`measurement`), drawing them (`app`).

use crate::instrument::{Instrument, Node, QuestionType, Tolerance, Translations};

/// Stands in the name or in `bind::kp:role` of a design value.
const DESIGN: &str = "design";
/// Stands in the name or in `bind::kp:role` of a measured point.
const MEASURED: &str = "measured";

/// One line: 设计 | 实测 × n. Paths are form paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurementLine {
    /// The group's label, or the design question's own where a group holds several lines.
    pub label: Translations,
    /// 米, 厘米, 处 …; empty where the form names none.
    pub unit: String,
    /// Where the design value is entered.
    pub design: String,
    /// Where the points are entered, in the form's order.
    pub measured: Vec<String>,
    /// How far they may lie apart.
    pub tolerance: Tolerance,
}

/// All lines of a form, in its order.
pub fn measurement_lines(instrument: &Instrument) -> Vec<MeasurementLine> {
    let groups = instrument.walk().into_iter();
    groups.flat_map(lines_of_group).collect()
}

/// The lines directly within one group; a group without a design value or tolerance has none.
pub fn lines_of_group(group: &Node) -> Vec<MeasurementLine> {
    let Node::Group {
        label, children, ..
    } = group
    else {
        return Vec::new();
    };
    let numbers: Vec<Number<'_>> = children.iter().filter_map(Number::of).collect();
    let designs: Vec<&Number<'_>> = numbers.iter().filter(|n| n.says(DESIGN)).collect();
    designs
        .iter()
        .filter_map(|design| {
            let measured: Vec<&Number<'_>> = numbers
                .iter()
                .filter(|n| n.says(MEASURED) && belongs(n.path, design.path))
                .collect();
            let all = || std::iter::once(*design).chain(measured.iter().copied());
            let tolerance = all().find_map(|n| n.tolerance)?.clone();
            let unit = all().find_map(|n| n.unit).unwrap_or_default().to_owned();
            let label = if designs.len() == 1 {
                label
            } else {
                design.label
            };
            Some(MeasurementLine {
                label: label.clone(),
                unit,
                design: design.path.to_owned(),
                measured: measured.iter().map(|n| n.path.to_owned()).collect(),
                tolerance,
            })
        })
        .collect()
}

struct Number<'a> {
    path: &'a str,
    label: &'a Translations,
    role: &'a str,
    unit: Option<&'a str>,
    tolerance: Option<&'a Tolerance>,
}

impl<'a> Number<'a> {
    fn says(&self, word: &str) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.contains(word) || self.role.contains(word)
    }

    fn of(node: &'a Node) -> Option<Self> {
        let Node::Question {
            path,
            label,
            question_type,
            evaluation,
            ..
        } = node
        else {
            return None;
        };
        let is_number = matches!(question_type, QuestionType::Decimal | QuestionType::Integer);
        is_number.then(|| Self {
            path,
            label,
            role: evaluation.role.as_deref().unwrap_or_default(),
            unit: evaluation.unit.as_deref(),
            tolerance: evaluation.tolerance.as_ref(),
        })
    }
}

/// `m6_measured_length` belongs to `m6_design_length`, `m9_measured_2` to `m9_design`.
fn belongs(measured: &str, design: &str) -> bool {
    measured.replace("measured", "design").starts_with(design)
}
