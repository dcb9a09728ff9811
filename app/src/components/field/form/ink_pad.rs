//! A pad that takes strokes of pen, finger or mouse. Not here: what they become (`capture`).

use leptos::prelude::*;
use leptos::svg;

use super::handle::{Ink, InkPoint};
use domain::ids::AttachmentId;

/// The strokes on a pad, and its size when they were drawn.
#[derive(Clone, Copy)]
pub struct InkOnPad {
    strokes: RwSignal<Vec<Vec<InkPoint>>>,
    pad: NodeRef<svg::Svg>,
}

impl InkOnPad {
    /// A clean pad.
    pub fn new() -> Self {
        Self {
            strokes: RwSignal::new(Vec::new()),
            pad: NodeRef::new(),
        }
    }

    /// Whether nothing is drawn.
    pub fn is_empty(self) -> bool {
        self.strokes.with(Vec::is_empty)
    }

    /// Takes everything away.
    pub fn clear(self) {
        self.strokes.set(Vec::new());
    }

    /// Takes the last stroke away.
    pub fn back(self) {
        self.strokes.update(|strokes| drop(strokes.pop()));
    }

    /// What is drawn, over a picture or over nothing.
    pub fn drawn(self, over: Option<AttachmentId>) -> Ink {
        let size = self.pad.get_untracked().map_or((0.0, 0.0), |pad| {
            (
                f64::from(pad.client_width()),
                f64::from(pad.client_height()),
            )
        });
        Ink::Drawn {
            strokes: self.strokes.get_untracked(),
            size,
            over,
        }
    }
}

/// The strokes as one SVG path.
fn outline(strokes: &[Vec<InkPoint>]) -> String {
    let mut data = String::new();
    for stroke in strokes {
        for (index, (x, y)) in stroke.iter().enumerate() {
            let command = if index == 0 { 'M' } else { 'L' };
            data.push_str(&format!("{command}{x:.1} {y:.1}"));
        }
        if let [(x, y)] = stroke.as_slice() {
            // A dot: a line of no length is drawn round by its cap.
            data.push_str(&format!("L{x:.1} {y:.1}"));
        }
    }
    data
}

/// The pad; `background` is the address of a picture to draw on.
#[component]
pub fn InkPad(
    ink: InkOnPad,
    label: Signal<String>,
    class: &'static str,
    background: Option<String>,
    data_test: String,
) -> impl IntoView {
    let InkOnPad { strokes, pad } = ink;
    let drawing = StoredValue::new(false);
    let at = |event: &leptos::ev::PointerEvent| -> InkPoint {
        (f64::from(event.offset_x()), f64::from(event.offset_y()))
    };
    let down = move |event: leptos::ev::PointerEvent| {
        event.prevent_default();
        if let Some(pad) = pad.get_untracked() {
            // Without capture a stroke would end at the edge; what is drawn stands all the same.
            drop(pad.set_pointer_capture(event.pointer_id()));
        }
        drawing.set_value(true);
        strokes.update(|strokes| strokes.push(vec![at(&event)]));
    };
    let moved = move |event: leptos::ev::PointerEvent| {
        if drawing.get_value() {
            strokes.update(|strokes| {
                let last = strokes.last_mut();
                last.into_iter().for_each(|stroke| stroke.push(at(&event)));
            });
        }
    };
    let up = move |_| drawing.set_value(false);
    view! {
        <svg
            node_ref=pad class=class data-test=data_test role="img"
            aria-label=move || label.get()
            on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up
        >
            {background.map(|address| view! {
                <image
                    href=address width="100%" height="100%" preserveAspectRatio="xMidYMid meet"
                ></image>
            })}
            <path d=move || strokes.with(|strokes| outline(strokes))></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn strokes_become_one_path_and_a_tap_becomes_a_dot() {
        let strokes = [vec![(1.0, 2.0), (3.0, 4.5)], vec![(9.0, 9.0)]];
        assert_eq!(outline(&strokes), "M1.0 2.0L3.0 4.5M9.0 9.0L9.0 9.0");
    }
}
