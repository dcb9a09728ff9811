//! How a response came in. Not here: the links and posters themselves, what a response says.

/// The way a response came in. Channels are told apart in every statistic, because an open poster
/// draws whoever passes by: its answers are no probability sample.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 平板代填: the evaluator handed over the tablet at the site.
    #[default]
    Kiosk,
    /// 一次性链接: a single-use code given to one sampled respondent.
    Code,
    /// 现场海报二维码: an open QR poster; 非概率样本.
    Poster,
}

impl Channel {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 3] = [Self::Kiosk, Self::Code, Self::Poster];

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Code => "code",
            Self::Poster => "poster",
        }
    }

    /// Reads the stored text.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == text)
    }

    /// Its name in the report; posters are always called what they are.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kiosk => "平板作答",
            Self::Code => "一次性链接",
            Self::Poster => "现场海报（非概率样本）",
        }
    }

    /// Whether the respondents were chosen with a known chance; posters were not (非概率样本).
    pub fn is_probability_sample(self) -> bool {
        self != Self::Poster
    }
}

#[cfg(test)]
mod tests {
    use super::Channel;

    #[test]
    fn a_stored_text_reads_back_and_only_a_poster_is_no_probability_sample() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()), Some(channel));
            assert_eq!(channel.is_probability_sample(), channel != Channel::Poster);
        }
        assert_eq!(Channel::parse("web"), None);
    }
}
