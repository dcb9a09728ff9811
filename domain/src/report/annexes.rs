//! The nine annexes in order. Not here: what each of them says.

use super::composer::Composer;
use super::inspection_annex::inspection_annex;
use super::interview_annex::interview_annex;
use super::model::Chapter;
use super::paper_annexes::{finding_annex, opinion_annex, qualification_annex, team_annex};
use super::sample_annex::sample_annex;
use super::score_annex::score_annex;
use super::survey_annex::survey_annex;

pub(super) fn annexes(composer: &mut Composer<'_>) -> Vec<Chapter> {
    vec![
        score_annex(composer),
        sample_annex(composer),
        survey_annex(composer),
        inspection_annex(composer),
        interview_annex(composer),
        finding_annex(composer),
        opinion_annex(composer),
        team_annex(composer),
        qualification_annex(composer),
    ]
}
