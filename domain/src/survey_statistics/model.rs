//! What statistics are made of and what they answer. Percentages are texts with two decimals and
//! no sign, rounded half-up; scores are 0 to 100 with two decimals. Not here: the counting.

use std::collections::BTreeMap;

use super::interval::Interval;
use crate::ids::{DocumentId, ProjectCode};
use crate::indicator::SatisfactionMeasure;
use crate::instrument::{Instrument, Translations};
use crate::scoring::survey::{Channel, SurveyPlan, SurveyResponse};

/// What is known of one questionnaire.
pub struct StatisticsInput<'a> {
    /// The form whose labels are printed.
    pub instrument: &'a Instrument,
    /// Everything handed in, all channels.
    pub responses: &'a [SurveyResponse],
    /// Which site a response belongs to.
    pub site_of: &'a BTreeMap<DocumentId, ProjectCode>,
    /// What was issued at each sampled site, in sample order.
    pub issued: &'a [SiteIssue],
    /// What the plan fixed.
    pub plan: &'a SurveyPlan,
    /// The measure the indicators ask for, where the plan leaves it to them.
    pub indicator_measure: Option<SatisfactionMeasure>,
}

/// What was issued at one site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteIssue {
    /// The site.
    pub site: ProjectCode,
    /// Its name.
    pub name: String,
    /// Planned for the site.
    pub planned: u32,
    /// Interviews begun on a tablet, finished or not.
    pub kiosk_begun: u32,
    /// Single-use codes given out.
    pub codes_issued: u32,
}

/// 发放: codes given out, and tablet interviews: those begun, at least as many as the plan still
/// asks for beside the codes. Posters are not issued to anyone and have no return rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedCount {
    /// Single-use codes.
    pub codes: u32,
    /// Tablet interviews.
    pub kiosk: u32,
}

impl SiteIssue {
    /// What counts as issued here.
    pub fn issued(&self) -> IssuedCount {
        let still_planned = self.planned.saturating_sub(self.codes_issued);
        IssuedCount {
            codes: self.codes_issued,
            kiosk: self.kiosk_begun.max(still_planned),
        }
    }
}

/// 发放、回收、有效 and their rates. Issued and returned are of the probability sample (tablet and
/// codes); the verdicts are of the counted channels.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rates {
    /// 发放.
    pub issued: u32,
    /// What it is made of.
    pub issued_by: IssuedCount,
    /// 回收: handed in by tablet or code.
    pub returned: u32,
    /// 有效, of the returned.
    pub valid: u32,
    /// v1.
    pub invalid: u32,
    /// v5.
    pub screened: u32,
    /// Excluded by ruling.
    pub excluded: u32,
    /// Suspicious among the valid and excluded.
    pub suspicious: u32,
    /// 回收率 = 回收 ÷ 发放; `None` when nothing was issued.
    pub return_rate: Option<String>,
    /// 有效率 = 有效 ÷ 回收; `None` when nothing came back.
    pub valid_rate: Option<String>,
}

/// One measure of satisfaction.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SatisfactionFigure {
    /// Which.
    pub measure: SatisfactionMeasure,
    /// Whether the plan fixed this one: it is scored.
    pub is_fixed: bool,
    /// Percent, two decimals.
    pub percent: Option<String>,
    /// Responses it rests on (for the overall question: its answers).
    pub base: u32,
    /// 95 % Wilson interval, percent; `None` without answers or when posters are counted.
    pub interval: Option<Interval>,
    /// The overall question's path, for that measure.
    pub question: Option<String>,
}

/// One channel apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelRow {
    /// Which.
    pub channel: Channel,
    /// Whether it is in the scored figure.
    pub is_counted: bool,
    /// `false` for posters: 非概率样本.
    pub is_probability_sample: bool,
    /// 发放; `None` for posters.
    pub issued: Option<u32>,
    /// Handed in.
    pub returned: u32,
    /// Of these valid.
    pub valid: u32,
    /// Of these with a scored answer: what the figures rest on.
    pub scored: u32,
    /// Weighted mean, percent.
    pub mean: Option<String>,
    /// 满意率, percent.
    pub satisfied: Option<String>,
    /// Overall question, percent.
    pub overall: Option<String>,
}

/// One site, tablet and codes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteRow {
    /// The site.
    pub site: ProjectCode,
    /// Its name.
    pub name: String,
    /// Planned here.
    pub planned: u32,
    /// Its rates.
    pub rates: Rates,
    /// Handed in by poster here, apart.
    pub posters: u32,
    /// Mean of the fixed measure, percent; `None` under the small base of five, which could be
    /// traced to people.
    pub satisfaction: Option<String>,
}

/// The sample size against what came.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SampleTarget {
    /// N.
    pub population: u64,
    /// Half width of the interval, percent.
    pub margin: String,
    /// Valid responses needed, with finite population correction and design effect.
    pub needed: u64,
    /// To be issued for that, at the expected valid rate.
    pub to_issue: u64,
    /// Valid responses there are.
    pub valid: u32,
    /// Whether they are enough.
    pub is_reached: bool,
}

/// How one question was answered, over the counted valid responses.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Distribution {
    /// Its form path.
    pub path: String,
    /// Its label per language.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub label: Translations,
    /// Responses with an answer.
    pub answered: u32,
    /// Responses without one.
    pub unanswered: u32,
    /// By kind of question.
    pub kind: DistributionKind,
}

/// By kind of question.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DistributionKind {
    /// One choice each: counts and `other` add up to the answered.
    SelectOne(Choices),
    /// Several choices each: shares are of the answered and may add up to more than 100 %.
    SelectMultiple(Choices),
    /// A ranking: how often each choice came first.
    RankFirst(Choices),
    /// A number.
    Number(Numbers),
    /// Free text: see the word search.
    Text,
    /// Dates, places, pictures: only how many were given.
    Other,
}

/// The choices of a select.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choices {
    /// In the order of the form.
    pub choices: Vec<ShareOfChoice>,
    /// Answers that are no choice of this version of the form.
    pub other: u32,
    /// Mean of the choices' scores, two decimals, where they have scores.
    pub mean_score: Option<String>,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShareOfChoice {
    /// Its stored name.
    pub name: String,
    /// Its label per language.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, String>))]
    pub label: Translations,
    /// Who took it.
    pub count: u32,
    /// Of the answered, percent; `None` without answers.
    pub percent: Option<String>,
}

/// A number question.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Numbers {
    /// Answers that are numbers.
    pub count: u32,
    /// Mean, two decimals.
    pub mean: Option<String>,
    /// Median, two decimals at most.
    pub median: Option<String>,
    /// Smallest.
    pub smallest: Option<String>,
    /// Largest.
    pub largest: Option<String>,
    /// 元, 分钟 …
    pub unit: String,
}

/// Everything that is printed of one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statistics {
    /// The form.
    pub form_id: String,
    /// 发放、回收、有效.
    pub rates: Rates,
    /// The three measures, the fixed one marked.
    pub satisfaction: Vec<SatisfactionFigure>,
    /// Channels apart.
    pub channels: Vec<ChannelRow>,
    /// Sites in sample order.
    pub sites: Vec<SiteRow>,
    /// Sample size against target, where the population is known.
    pub target: Option<SampleTarget>,
    /// Fewer than this is a small base.
    pub small_base: u32,
    /// Whether this one is.
    pub is_small_base: bool,
    /// Whether posters are in the scored figure.
    pub counts_posters: bool,
    /// Every question a person answers, in the order of the form.
    pub questions: Vec<Distribution>,
}
