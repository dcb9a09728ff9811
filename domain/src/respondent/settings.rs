//! What the notice says and when the day closes: the five items of PIPL art. 17 come from the
//! engagement and from here. Not here: the sentences of the page, which exist in two languages.

use crate::problem::Problem;

/// Characters of one setting's text; the privacy note is to be readable in a minute.
pub const SETTING_CHARACTERS: usize = 300;

/// How one engagement meets its respondents. A text left empty stands as the page's own sentence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct RespondentSettings {
    /// 处理者联系方式: a telephone number or address of the firm. No link goes out without it.
    pub contact: String,
    /// 处理目的和方式, beyond the page's own sentence.
    pub purpose: String,
    /// 信息种类.
    pub kinds: String,
    /// 保存期限.
    pub retention: String,
    /// 行使权利的方式和程序.
    pub rights: String,
    /// The hour in China at which the day closes, 0 (midnight) to 23.
    pub close_hour: u8,
    /// Two responses to one poster from the same phone within so many minutes are flagged, kept.
    pub duplicate_minutes: u32,
    /// The address respondents reach the server at, such as `https://wj.example.cn`; empty: the one
    /// the manager uses.
    pub public_address: String,
}

impl Default for RespondentSettings {
    fn default() -> Self {
        Self {
            contact: String::new(),
            purpose: String::new(),
            kinds: String::new(),
            retention: String::new(),
            rights: String::new(),
            close_hour: 0,
            duplicate_minutes: 10,
            public_address: String::new(),
        }
    }
}

impl RespondentSettings {
    /// Everything wrong with them, each at its field: `RESPONDENT_CONTACT_MISSING`,
    /// `TEXT_TOO_LONG`, `RESPONDENT_CLOSE_HOUR`, `RESPONDENT_DUPLICATE_MINUTES`,
    /// `RESPONDENT_PUBLIC_ADDRESS`.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.contact.trim().is_empty() {
            problems.push(Problem::new("RESPONDENT_CONTACT_MISSING").at_path("contact"));
        }
        let texts = [
            ("contact", &self.contact),
            ("purpose", &self.purpose),
            ("kinds", &self.kinds),
            ("retention", &self.retention),
            ("rights", &self.rights),
            ("public_address", &self.public_address),
        ];
        let long = |(_, text): &(&str, &String)| text.chars().count() > SETTING_CHARACTERS;
        problems.extend(texts.into_iter().filter(long).map(|(field, _)| {
            Problem::new("TEXT_TOO_LONG")
                .with("limit", SETTING_CHARACTERS)
                .at_path(field)
        }));
        if self.close_hour > 23 {
            problems.push(Problem::new("RESPONDENT_CLOSE_HOUR").at_path("close_hour"));
        }
        if self.duplicate_minutes > 24 * 60 {
            problems
                .push(Problem::new("RESPONDENT_DUPLICATE_MINUTES").at_path("duplicate_minutes"));
        }
        if !self.public_address.is_empty() && !is_origin(&self.public_address) {
            problems.push(Problem::new("RESPONDENT_PUBLIC_ADDRESS").at_path("public_address"));
        }
        problems
    }
}

/// `https://host` or `http://host:port`, without a path.
fn is_origin(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    rest.is_some_and(|host| !host.is_empty() && host.chars().all(is_host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_notice_without_a_contact_and_all_problems_at_once() {
        let settings = RespondentSettings {
            close_hour: 24,
            retention: "年".repeat(301),
            public_address: "https://wj.example.cn/q".to_owned(),
            ..RespondentSettings::default()
        };
        let codes: Vec<String> = settings.problems().into_iter().map(|p| p.code).collect();
        let expected = [
            "RESPONDENT_CONTACT_MISSING",
            "TEXT_TOO_LONG",
            "RESPONDENT_CLOSE_HOUR",
            "RESPONDENT_PUBLIC_ADDRESS",
        ];
        assert_eq!(codes, expected);
        let good = RespondentSettings {
            contact: "010-00000000".to_owned(),
            public_address: "http://127.0.0.1:8080".to_owned(),
            ..RespondentSettings::default()
        };
        assert_eq!(good.problems(), []);
    }
}
