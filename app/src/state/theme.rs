//! The three appearances (ui.md): chosen by the person, kept on the device.

/// How the screen looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Warm white paper.
    #[default]
    Light,
    /// For dark rooms.
    Dark,
    /// Pure black on white with thick lines, readable in the sun.
    Sunlight,
}

impl Theme {
    /// All three, in the order in which they are offered.
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::Sunlight];

    /// The value of `data-theme` on the page and in the device's preferences.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::Sunlight => "sunlight",
        }
    }

    /// Reads the stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}
