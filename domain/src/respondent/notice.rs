//! The notice of PIPL art. 17 as engagement and settings have it: one rule for the phone's page
//! and for the tablet. Not here: the sentences that stand where a text was left empty; they exist
//! in two languages, the same words at both surfaces.

use super::settings::RespondentSettings;
use crate::engagement::Engagement;

/// What the five items say. An empty text stands as the surface's own sentence; only the contact
/// has none, so nothing is handed to a respondent without it ([`RespondentSettings::problems`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// 处理者: who keeps the answers.
    pub firm: String,
    /// 委托单位: for whom.
    pub commissioned_by: String,
    /// The engagement's title, for the sentence of the purpose.
    pub engagement: String,
    /// 处理者联系方式: also where one asks to see, correct or delete.
    pub contact: String,
    /// 处理目的和方式.
    pub purpose: String,
    /// 信息种类.
    pub kinds: String,
    /// 保存期限.
    pub retention: String,
    /// 行使权利的方式和程序.
    pub rights: String,
}

impl Notice {
    /// Composes it; blanks around a text do not count.
    pub fn of(engagement: &Engagement, settings: &RespondentSettings) -> Self {
        let text = |text: &str| text.trim().to_owned();
        Self {
            firm: text(&engagement.firm),
            commissioned_by: text(&engagement.commissioned_by),
            engagement: text(&engagement.title),
            contact: text(&settings.contact),
            purpose: text(&settings.purpose),
            kinds: text(&settings.kinds),
            retention: text(&settings.retention),
            rights: text(&settings.rights),
        }
    }
}
