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

    /// Data, as text or within a double-quoted attribute. Control characters mean nothing on a
    /// page and are left out, as in Word documents and PDF.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' | '\t' => self.0.push(character),
                control if control.is_control() => {}
                '\u{fffe}' | '\u{ffff}' => {}
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

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn control_characters_are_left_out_and_markup_is_text() {
        let mut html = Html::default();
        html.text("桥\u{0}\u{8}\u{7f}\u{9b}\u{fffe}<b>\n\t末");
        assert_eq!(html.finish(), "桥&lt;b&gt;\n\t末");
    }
}
