//! The polygon of a radar chart as SVG, with the names of its axes. Not here: its values as text
//! (`blocks`).

use std::fmt::Write as _;

use domain::report::Bar;

use super::writer::Html;

/// From the centre to the rim, and from the centre to the names.
const RADIUS: f64 = 100.0;
const NAMES_AT: f64 = 118.0;
/// Rings, in percent of the radius.
const RINGS: [f64; 5] = [20.0, 40.0, 60.0, 80.0, 100.0];

/// The point on an axis, from the top clockwise.
fn point(axis: usize, axes: usize, distance: f64) -> (f64, f64) {
    let turn = std::f64::consts::TAU * axis as f64 / axes as f64;
    (distance * turn.sin(), -distance * turn.cos())
}

fn polygon(class: &str, points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut text = format!("<polygon class=\"{class}\" points=\"");
    for (x, y) in points {
        let _ = write!(text, "{x:.1},{y:.1} ");
    }
    text.push_str("\"/>");
    text
}

/// The drawing, hidden from screen readers.
pub fn drawing(axes: &[Bar]) -> String {
    let count = axes.len();
    let mut out = Html::default();
    out.raw("<svg class=\"radar\" viewBox=\"-190 -140 380 280\" aria-hidden=\"true\"");
    out.raw(" focusable=\"false\">");
    for ring in RINGS {
        let corners = (0..count).map(|axis| point(axis, count, RADIUS * ring / 100.0));
        out.raw(&polygon("ring", corners));
    }
    for axis in 0..count {
        let (x, y) = point(axis, count, RADIUS);
        out.raw(&format!(
            "<line class=\"ring\" x2=\"{x:.1}\" y2=\"{y:.1}\"/>"
        ));
    }
    let share = |bar: &Bar| f64::from(bar.basis_points.min(10_000)) / 10_000.0;
    let corners = axes.iter().enumerate();
    let corners = corners.map(|(axis, bar)| point(axis, count, RADIUS * share(bar)));
    out.raw(&polygon("area", corners));
    for (axis, bar) in axes.iter().enumerate() {
        let (x, y) = point(axis, count, NAMES_AT);
        let anchor = match x {
            x if x > 1.0 => "start",
            x if x < -1.0 => "end",
            _ => "middle",
        };
        out.raw(&format!(
            "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"{anchor}\">",
            y + 5.0
        ));
        out.text(&bar.label);
        out.raw("</text>");
    }
    out.raw("</svg>");
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::report::Span;

    #[test]
    fn the_first_axis_points_up_and_the_second_of_four_to_the_right() {
        let axis = |label: &str| Bar {
            label: label.to_owned(),
            basis_points: 10_000,
            value: Span::Text(String::new()),
        };
        let drawn = drawing(&["<甲>", "乙", "丙", "丁"].map(axis));
        assert!(drawn.contains("class=\"area\" points=\"0.0,-100.0 100.0,"));
        assert!(drawn.contains("&lt;甲&gt;"));
    }
}
