//! Sites as points, each a link to its records, on a plain coordinate plot: no base map, because
//! maps are licensed. Coordinates become floating point numbers here and only for drawing.

use domain::fieldwork::RecordState;
use leptos::prelude::*;

use super::words::state_word;
use crate::i18n::*;

/// One site to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotPoint {
    /// Place in the sample.
    pub ordinal: u32,
    /// Its project's name.
    pub name: String,
    /// Degrees as decimal text.
    pub latitude: String,
    /// Degrees as decimal text.
    pub longitude: String,
    /// State of its inspection.
    pub state: Option<RecordState>,
    /// Address of its records.
    pub href: String,
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
const MARGIN: f64 = 36.0;

/// A point with its place on the paper.
#[derive(Clone, Debug, PartialEq)]
struct Placed {
    x: f64,
    y: f64,
    point: PlotPoint,
}

/// The points on the paper and the bounds in degrees: west, south, east, north.
fn place(points: Vec<PlotPoint>) -> Option<(Vec<Placed>, [f64; 4])> {
    let read: Vec<(f64, f64, PlotPoint)> = points
        .into_iter()
        .filter_map(|point| {
            Some((
                point.longitude.parse().ok()?,
                point.latitude.parse().ok()?,
                point,
            ))
        })
        .collect();
    let first = read.first()?;
    let mut bounds = [first.0, first.1, first.0, first.1];
    for (longitude, latitude, _) in &read {
        bounds[0] = bounds[0].min(*longitude);
        bounds[1] = bounds[1].min(*latitude);
        bounds[2] = bounds[2].max(*longitude);
        bounds[3] = bounds[3].max(*latitude);
    }
    let [west, south, east, north] = bounds;
    // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
    let shrink = ((south + north) / 2.0).to_radians().cos().max(0.01);
    let span_x = ((east - west) * shrink).max(0.001);
    let span_y = (north - south).max(0.001);
    let scale = ((WIDTH - 2.0 * MARGIN) / span_x).min((HEIGHT - 2.0 * MARGIN) / span_y);
    let left = (WIDTH - span_x * scale) / 2.0;
    let top = (HEIGHT - span_y * scale) / 2.0;
    let placed = read
        .into_iter()
        .map(|(longitude, latitude, point)| Placed {
            x: left + (longitude - west) * shrink * scale,
            y: top + (north - latitude) * scale,
            point,
        })
        .collect();
    Some((placed, bounds))
}

/// The shape tells the state as well as the colour does.
fn mark(state: Option<RecordState>, x: f64, y: f64) -> AnyView {
    match state {
        None => view! { <circle class="mark mark-none" cx=x cy=y r="5"></circle> }.into_any(),
        Some(RecordState::Accepted) => {
            view! { <circle class="mark mark-good" cx=x cy=y r="6"></circle> }.into_any()
        }
        Some(RecordState::Submitted) => view! {
            <rect class="mark mark-action" x=x - 5.5 y=y - 5.5 width="11" height="11"></rect>
        }
        .into_any(),
        Some(RecordState::Draft | RecordState::Withdrawn) => {
            let points = format!(
                "{},{} {},{} {},{}",
                x - 6.0,
                y + 5.0,
                x + 6.0,
                y + 5.0,
                x,
                y - 6.5
            );
            view! { <polygon class="mark mark-neutral" points=points></polygon> }.into_any()
        }
        Some(RecordState::Returned | RecordState::Conflict | RecordState::Held) => {
            let (left, right, top, low) = (x - 7.0, x + 7.0, y - 7.0, y + 7.0);
            let points = format!("{x},{top} {right},{y} {x},{low} {left},{y}");
            view! { <polygon class="mark mark-bad" points=points></polygon> }.into_any()
        }
    }
}

/// All sites with coordinates; those without are counted below the plot.
#[component]
pub fn SitePlot(points: Vec<PlotPoint>, without_position: usize) -> impl IntoView {
    let i18n = use_i18n();
    let Some((placed, [west, south, east, north])) = place(points) else {
        return view! { <p class="soft">{t!(i18n, desk.plot_no_positions)}</p> }.into_any();
    };
    let marks = placed
        .into_iter()
        .map(|Placed { x, y, point }| {
            let name = format!("{} {}", point.ordinal, point.name);
            let word = move || match point.state {
                Some(state) => state_word(i18n, state),
                None => t_string!(i18n, desk.state_none),
            };
            let label = {
                let name = name.clone();
                move || format!("{name} · {}", word())
            };
            view! {
                <g>
                    <a href=point.href class="plot-link" aria-label=label>
                        {mark(point.state, x, y)}
                        <title>{name}" · "{word}</title>
                    </a>
                </g>
            }
        })
        .collect_view();
    let legend_entry = move |state: Option<RecordState>| {
        view! {
            <li>
                <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                    {mark(state, 8.0, 8.0)}
                </svg>
                {move || match state {
                    Some(state) => state_word(i18n, state),
                    None => t_string!(i18n, desk.state_none),
                }}
            </li>
        }
    };
    view! {
        <figure class="plot">
            <svg
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                role="group"
                aria-label=move || t_string!(i18n, desk.plot_title)
            >
                <rect
                    class="plot-paper"
                    x="0.5"
                    y="0.5"
                    width=WIDTH - 1.0
                    height=HEIGHT - 1.0
                ></rect>
                <text class="plot-degree" x="8" y="18">{format!("{north:.3}°N {west:.3}°E")}</text>
                <text class="plot-degree" x=WIDTH - 8.0 y=HEIGHT - 10.0 text-anchor="end">
                    {format!("{south:.3}°N {east:.3}°E")}
                </text>
                {marks}
            </svg>
            <figcaption>
                <ul class="plot-legend">
                    {legend_entry(None)}
                    {legend_entry(Some(RecordState::Draft))}
                    {legend_entry(Some(RecordState::Submitted))}
                    {legend_entry(Some(RecordState::Returned))}
                    {legend_entry(Some(RecordState::Accepted))}
                </ul>
                {(without_position > 0).then(|| view! {
                    <p class="soft">{t!(i18n, desk.plot_without, count = without_position)}</p>
                })}
            </figcaption>
        </figure>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: &str, longitude: &str) -> PlotPoint {
        PlotPoint {
            ordinal: 1,
            name: String::new(),
            latitude: latitude.into(),
            longitude: longitude.into(),
            state: None,
            href: String::new(),
        }
    }

    #[test]
    fn north_is_up_and_east_is_right_and_all_lie_on_the_paper() {
        let (placed, _) = place(vec![point("27.1", "111.4"), point("27.3", "111.9")]).unwrap();
        assert!(placed[1].y < placed[0].y && placed[1].x > placed[0].x);
        assert!(
            placed
                .iter()
                .all(|p| p.x >= 0.0 && p.x <= WIDTH && p.y >= 0.0 && p.y <= HEIGHT)
        );
    }

    #[test]
    fn a_place_that_cannot_be_read_is_left_out() {
        let (placed, _) = place(vec![point("x", "111.4"), point("27.3", "111.9")]).unwrap();
        assert_eq!(placed.len(), 1);
        assert_eq!(place(vec![point("", "")]), None);
    }
}
