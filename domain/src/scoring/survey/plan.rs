//! What the plan fixes about questionnaires: rules v1 to v5, the method of satisfaction, targets.
//! Not here: applying it (`validity`, `tally`), who changed it when and why (the server's store).

use std::collections::BTreeMap;

use num_traits::{One as _, Signed as _};

use super::scale::scale_questions;
use crate::indicator::SatisfactionMeasure;
use crate::instrument::Instrument;
use crate::problem::Problem;
use crate::scoring::exact::{Exact, ExactNumber, whole};

/// Fewer answers than this are a small base: printed with a warning.
pub const SMALL_BASE: u32 = 30;

/// The validity rules and thresholds; the default is domain.md §6.1.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveySettings {
    /// v1: a missing required answer makes a response invalid.
    pub require_answers: bool,
    /// v2: a response faster than this many seconds is suspicious (kept); 0 switches the rule off.
    pub fast_seconds: i64,
    /// v3: more than this many from one device within the window are suspicious (kept); 0 switches
    /// the rule off.
    pub device_limit: usize,
    /// v3: the window in minutes.
    pub device_window_minutes: i64,
    /// v4: whether the same choice in all scale questions is noted (kept).
    #[serde(default = "yes")]
    pub note_straight_lines: bool,
    /// v4: it is noted when that choice scores at least this; a lower one opens the question for
    /// reasons, so that the respondent was heard.
    pub straight_line_min_score: ExactNumber,
    /// v5: screening questions take a response out.
    pub screen: bool,
    /// 满意 and better, for 满意率.
    pub satisfied_min_score: ExactNumber,
    /// 基本满意 and better.
    pub basic_min_score: ExactNumber,
}

fn yes() -> bool {
    true
}

impl Default for SurveySettings {
    fn default() -> Self {
        let score = |number: i64| ExactNumber(whole(number));
        Self {
            require_answers: true,
            fast_seconds: 45,
            device_limit: 5,
            device_window_minutes: 10,
            note_straight_lines: true,
            straight_line_min_score: score(60),
            screen: true,
            satisfied_min_score: score(80),
            basic_min_score: score(60),
        }
    }
}

/// What the plan says about one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct QuestionnairePlan {
    /// Which figure is scored and printed first; `None` leaves it to the indicator's own source.
    pub method: Option<SatisfactionMeasure>,
    /// The form path of the overall question; `None` takes the one the form names.
    pub overall_question: Option<String>,
    /// Whether responses from posters (非概率样本) count in the scored figure. Off by default: who
    /// answers a poster chose himself, so nothing about the others follows from it. When on, no
    /// interval is printed and the figure says that it holds such responses.
    pub count_posters: bool,
    /// How many people the questionnaire speaks of (N); `None` while it is not known.
    pub population: Option<u64>,
    /// The half width of the 95 % interval aimed at, as a fraction: 0.05 is ±5 %.
    pub margin: ExactNumber,
    /// The share of issued questionnaires expected to come back valid.
    pub expected_valid_rate: ExactNumber,
    /// How many times larger the sample must be because respondents come in clusters (1.5 for
    /// sites of ten; 1 for single respondents).
    pub design_effect: ExactNumber,
    /// Planned for each site; `None` takes the engagement's number.
    pub planned_per_site: Option<u32>,
    /// Whether it may stand for an indicator whose source names no form. Of several questionnaires
    /// about one indicator the plan leaves one scored; the others are printed and not scored.
    pub scored: bool,
}

impl Default for QuestionnairePlan {
    fn default() -> Self {
        let part =
            |numerator: i64, denominator: i64| ExactNumber(whole(numerator) / whole(denominator));
        Self {
            method: None,
            overall_question: None,
            count_posters: false,
            population: None,
            margin: part(5, 100),
            expected_valid_rate: part(9, 10),
            design_effect: part(1, 1),
            planned_per_site: None,
            scored: true,
        }
    }
}

/// All that is fixed about an engagement's questionnaires.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SurveyPlan {
    /// v1 to v5 and the thresholds of 满意率.
    pub validity: SurveySettings,
    /// Fewer answers than this are printed with a warning.
    pub small_base: u32,
    /// Form → its plan; a form without an entry has the default.
    #[cfg_attr(feature = "openapi",
        schema(value_type = std::collections::HashMap<String, QuestionnairePlan>))]
    pub questionnaires: BTreeMap<String, QuestionnairePlan>,
}

impl Default for SurveyPlan {
    fn default() -> Self {
        Self {
            validity: SurveySettings::default(),
            small_base: SMALL_BASE,
            questionnaires: BTreeMap::new(),
        }
    }
}

impl SurveyPlan {
    /// The plan of one questionnaire, the default where nothing was said.
    pub fn questionnaire(&self, form_id: &str) -> QuestionnairePlan {
        self.questionnaires
            .get(form_id)
            .cloned()
            .unwrap_or_default()
    }
}

const LONGEST_SECONDS: i64 = 3_600;
const LONGEST_WINDOW: i64 = 1_440;
const LARGEST_LIMIT: usize = 10_000;
const LARGEST_POPULATION: u64 = 2_000_000_000;
const LARGEST_PER_SITE: u32 = 10_000;

/// What is wrong with a plan, all at once; `forms` are the engagement's questionnaires. Codes:
/// `SURVEY_PLAN_NUMBER` (with `smallest` and `largest`), `SURVEY_PLAN_FORM_UNKNOWN`,
/// `SURVEY_PLAN_OVERALL_QUESTION` (not a question that counts).
pub fn check_plan(plan: &SurveyPlan, forms: &[Instrument]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let rules = &plan.validity;
    let mut within = |path: &str, value: Exact, smallest: Exact, largest: Exact| {
        if value < smallest || value > largest {
            let problem = Problem::new("SURVEY_PLAN_NUMBER")
                .with("smallest", &smallest)
                .with("largest", &largest);
            problems.push(problem.at_path(path));
        }
    };
    let count = |n: usize| whole(i64::try_from(n).unwrap_or(i64::MAX));
    let fast = whole(rules.fast_seconds);
    within("fast_seconds", fast, whole(0), whole(LONGEST_SECONDS));
    let limit = count(rules.device_limit);
    within("device_limit", limit, whole(0), count(LARGEST_LIMIT));
    let window = whole(rules.device_window_minutes);
    within(
        "device_window_minutes",
        window,
        whole(1),
        whole(LONGEST_WINDOW),
    );
    for (path, score) in [
        ("straight_line_min_score", &rules.straight_line_min_score),
        ("satisfied_min_score", &rules.satisfied_min_score),
        ("basic_min_score", &rules.basic_min_score),
    ] {
        within(path, score.0.clone(), whole(0), whole(100));
    }
    within(
        "small_base",
        whole(plan.small_base.into()),
        whole(0),
        count(LARGEST_LIMIT),
    );
    for (form_id, questionnaire) in &plan.questionnaires {
        match forms.iter().find(|form| form.form_id.0 == *form_id) {
            Some(form) => problems.extend(check_questionnaire(form, questionnaire)),
            None => problems.push(Problem::new("SURVEY_PLAN_FORM_UNKNOWN").with("form", form_id)),
        }
    }
    problems
}

fn check_questionnaire(form: &Instrument, plan: &QuestionnairePlan) -> Vec<Problem> {
    let mut problems = Vec::new();
    let place = |name: &str| format!("questionnaires.{}.{name}", form.form_id);
    let mut refuse = |name: &str, good: bool, smallest: &str, largest: &str| {
        if !good {
            let problem = Problem::new("SURVEY_PLAN_NUMBER")
                .with("smallest", smallest)
                .with("largest", largest);
            problems.push(problem.at_path(&place(name)));
        }
    };
    let (margin, valid) = (&plan.margin.0, &plan.expected_valid_rate.0);
    let half = whole(1) / whole(2);
    let a_thousandth = whole(1) / whole(1_000);
    refuse(
        "margin",
        *margin >= a_thousandth && *margin <= half,
        "0.001",
        "0.5",
    );
    let is_rate = valid.is_positive() && *valid <= Exact::one();
    refuse("expected_valid_rate", is_rate, "0.01", "1");
    let effect = &plan.design_effect.0;
    refuse(
        "design_effect",
        *effect >= Exact::one() && *effect <= whole(10),
        "1",
        "10",
    );
    let people = plan
        .population
        .is_none_or(|n| (1..=LARGEST_POPULATION).contains(&n));
    refuse("population", people, "1", "2000000000");
    let per_site = plan.planned_per_site.is_none_or(|n| n <= LARGEST_PER_SITE);
    refuse("planned_per_site", per_site, "0", "10000");
    if let Some(path) = &plan.overall_question {
        let counts = scale_questions(&form.nodes)
            .is_ok_and(|scale| scale.iter().any(|question| question.path == path));
        if !counts {
            let problem = Problem::new("SURVEY_PLAN_OVERALL_QUESTION").with("question", path);
            problems.push(problem.at_path(&place("overall_question")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_plan_is_sound_and_every_wrong_number_is_named_at_once() {
        assert_eq!(check_plan(&SurveyPlan::default(), &[]), []);
        let mut plan = SurveyPlan::default();
        plan.validity.fast_seconds = -1;
        plan.validity.device_window_minutes = 0;
        plan.validity.satisfied_min_score = ExactNumber(whole(101));
        plan.questionnaires
            .insert("gone".to_owned(), QuestionnairePlan::default());
        let places: Vec<_> = check_plan(&plan, &[])
            .into_iter()
            .map(|problem| (problem.code, problem.place.and_then(|place| place.path)))
            .collect();
        let number = |path: &str| ("SURVEY_PLAN_NUMBER".to_owned(), Some(path.to_owned()));
        assert_eq!(
            places,
            [
                number("fast_seconds"),
                number("device_window_minutes"),
                number("satisfied_min_score"),
                ("SURVEY_PLAN_FORM_UNKNOWN".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_plan_stored_before_a_setting_existed_reads_with_its_default() {
        let mut stored = serde_json::to_value(SurveyPlan::default()).expect("json");
        stored["validity"]
            .as_object_mut()
            .expect("an object")
            .remove("note_straight_lines");
        let read: SurveyPlan = serde_json::from_value(stored).expect("read");
        assert_eq!(read, SurveyPlan::default());
        assert!(!read.questionnaire("any").count_posters);
        assert!(read.questionnaire("any").margin.0.is_positive());
    }
}
