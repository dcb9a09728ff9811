//! HTML text under construction: what comes from data goes through `text`, always.
//! Not here: the page's structure.

/// A page under construction.
#[derive(Default)]
pub struct Html(String);

impl Html {
    /// Markup written in this crate; never data.
    pub fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Data, as text or within a double-quoted attribute.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                other => self.0.push(other),
            }
        }
    }

    /// The page.
    pub fn finish(self) -> String {
        self.0
    }
}
