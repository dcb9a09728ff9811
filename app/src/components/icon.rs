//! Our own small set of line icons, 24 × 24, drawn with the colour of the text. An icon never
//! stands alone for a meaning: a word or an `aria-label` stands beside it, so it is hidden from
//! readers.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// A tick.
    Done,
    /// A triangle with an exclamation mark.
    Problem,
    /// An octagon with an exclamation mark.
    Severe,
    /// A circle with an i.
    Note,
    /// A cross.
    Close,
    /// A plus.
    Add,
    /// A tray with an arrow into it.
    Import,
    /// An arrow out of a tray.
    Export,
    /// A sheet of paper.
    Paper,
    /// A printer.
    Print,
    /// A list.
    List,
    /// Dots in a square.
    Sample,
    /// A person.
    Person,
    /// A place.
    Place,
    /// A camera.
    Camera,
    /// A bar chart.
    Score,
    /// An arrow to the right.
    Next,
    /// An arrow to the left.
    Back,
    /// A looking glass.
    Search,
    /// A clock.
    Clock,
    /// A square.
    Overview,
    /// A question mark.
    Help,
    /// An arrow upwards.
    Up,
    /// An arrow downwards.
    Down,
    /// A microphone.
    Microphone,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            IconName::Done => "M4 12.5l5 5L20 6.5",
            IconName::Problem => "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.4",
            IconName::Severe => "M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8zM12 7v6M12 16.4v.4",
            IconName::Note => "M12 2.5a9.5 9.5 0 1 0 .01 0zM12 11v6M12 7.4v.4",
            IconName::Close => "M5 5l14 14M19 5L5 19",
            IconName::Add => "M12 4v16M4 12h16",
            IconName::Import => "M12 3v11M7.5 9.5L12 14l4.5-4.5M4 15v5h16v-5",
            IconName::Export => "M12 14V3M7.5 7.5L12 3l4.5 4.5M4 15v5h16v-5",
            IconName::Paper => "M6 2.5h8l4.5 4.5v14.5H6zM14 2.5V7h4.5M9 12h6M9 16h6",
            IconName::Print => "M7 8V3h10v5M7 17H3.5V8h17v9H17M7 13.5h10V21H7z",
            IconName::List => "M8 6h13M8 12h13M8 18h13M3.5 6h.5M3.5 12h.5M3.5 18h.5",
            IconName::Sample => "M3.5 3.5h17v17h-17zM8 8h.5M15.5 8h.5M12 12h.5M8 16h.5M15.5 16h.5",
            IconName::Person => "M12 3a4.5 4.5 0 1 0 .01 0zM3.5 21c1-5 4-7 8.5-7s7.5 2 8.5 7",
            IconName::Place => {
                "M12 21.5C7 16 5 12.5 5 9.5a7 7 0 0 1 14 0c0 3-2 6.5-7 12z\
                 M12 7a2.5 2.5 0 1 0 .01 0z"
            }
            IconName::Camera => "M3 7.5h4l2-3h6l2 3h4v12H3zM12 9.5a4 4 0 1 0 .01 0z",
            IconName::Score => "M4 20.5h16M6.5 17v-5M12 17V5M17.5 17V9",
            IconName::Next => "M9 4.5l7.5 7.5L9 19.5",
            IconName::Back => "M15 4.5L7.5 12l7.5 7.5",
            IconName::Search => "M10.5 3.5a7 7 0 1 0 .01 0zM15.5 15.5l6 6",
            IconName::Clock => "M12 2.5a9.5 9.5 0 1 0 .01 0zM12 7v5.5l4 2",
            IconName::Overview => {
                "M3.5 3.5h7v7h-7zM13.5 3.5h7v7h-7zM3.5 13.5h7v7h-7zM13.5 13.5h7v7h-7z"
            }
            IconName::Up => "M4.5 15L12 7.5l7.5 7.5",
            IconName::Down => "M4.5 9L12 16.5 19.5 9",
            IconName::Microphone => {
                "M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0\
                 M12 18v3.5"
            }
            IconName::Help => {
                "M12 2.5a9.5 9.5 0 1 0 .01 0zM9 9.5a3 3 0 1 1 4 3c-.8.4-1 .8-1 1.700M12 17v.4"
            }
        }
    }
}

/// One icon, as tall as the text around it.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            width="1.2em"
            height="1.2em"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=name.path()></path>
        </svg>
    }
}
