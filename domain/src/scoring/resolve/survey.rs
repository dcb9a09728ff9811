//! The operand of a questionnaire. Not here: counting responses (`crate::scoring::survey`).

use super::{Context, Missing, Resolved};
use crate::ids::IndicatorCode;
use crate::indicator::{Binding, SatisfactionMeasure};
use crate::scoring::exact::percent_text;
use crate::scoring::{FactReference, GapCode, ScoreFlag, SurveyFact};

impl Context<'_> {
    /// The questionnaire whose scale questions name the indicator; without one that does, the one
    /// that names none at all. Several are a gap until the plan says which one is scored.
    fn only_survey(
        &self,
        indicator: &IndicatorCode,
    ) -> Result<Option<(&String, &SurveyFact)>, Missing> {
        let scored = || self.facts.surveys.iter().filter(|(_, fact)| fact.scored);
        let mut found: Vec<_> = scored()
            .filter(|(_, fact)| fact.indicators.contains(indicator))
            .collect();
        if found.is_empty() {
            found = scored()
                .filter(|(_, fact)| fact.indicators.is_empty())
                .collect();
        }
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            several => Err(Missing {
                code: GapCode::AmbiguousSurvey,
                what: several.iter().map(|(id, _)| (*id).clone()).collect(),
            }),
        }
    }

    pub(super) fn survey(
        &self,
        indicator: &IndicatorCode,
        binding: &Binding,
        form_id: Option<&String>,
        measure: SatisfactionMeasure,
    ) -> Result<Resolved, Missing> {
        let (form_id, survey) = match form_id {
            Some(form_id) => self.facts.surveys.get_key_value(form_id),
            None => self.only_survey(indicator)?,
        }
        .ok_or_else(|| Missing {
            code: GapCode::NoSurvey,
            what: form_id.cloned().into_iter().collect(),
        })?;
        let result = &survey.result;
        let measure = survey.method.unwrap_or(measure);
        let (value, responses) = result
            .figure(measure)
            .ok_or_else(|| Missing::new(GapCode::NoValidResponse, form_id))?;
        let (label, percent) = (&binding.label, percent_text(&value));
        let method = measure.label();
        let posters = match result.counted_posters() {
            0 => String::new(),
            posters => format!("，含非概率样本 {posters} 份"),
        };
        let text = format!("{label} {percent}%（{method}，有效问卷 {responses} 份{posters}）");
        let fact = FactReference::Survey {
            form_id: form_id.clone(),
            responses,
        };
        let mut resolved = Resolved::of(value).resting_on(fact);
        resolved.text = text;
        if result.counted_posters() > 0 {
            resolved.flags.insert(ScoreFlag::SurveyHoldsPosters);
        }
        if result.valid < survey.minimum {
            resolved.flags.insert(ScoreFlag::SurveyTooSmall);
        }
        Ok(resolved)
    }
}
