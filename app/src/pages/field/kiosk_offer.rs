//! What stands between the evaluator and handing the tablet over: which questionnaires may be put
//! before a respondent, and whether the notice is complete. Not here: the rules
//! (`domain::respondent`), what the respondent sees.

use std::sync::Arc;

use domain::instrument::{Instrument, InstrumentKind};
use domain::problem::Problem;
use domain::respondent::tablet_problems;
use domain::wire::Pack;
use leptos::prelude::*;

use super::sections::label_of;
use super::words::{Texts, language_tag};
use crate::components::field::{KioskObstacle, KioskObstacles};
use crate::i18n::*;
use crate::state::use_field;

/// The questionnaires of a pack, each in its current version.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// Those that may be handed over.
    pub forms: Vec<Arc<Instrument>>,
    /// Those that may not: they ask who or where a person is, or need a photo; and where.
    pub refused: Vec<(Arc<Instrument>, Vec<Problem>)>,
}

/// The current version of a form stands before older ones.
pub fn offer(pack: &Pack) -> Offer {
    let mut offer = Offer::default();
    let mut known = Vec::new();
    for form in &pack.instruments {
        if form.kind != InstrumentKind::Questionnaire || known.contains(&&form.form_id) {
            continue;
        }
        known.push(&form.form_id);
        let problems = tablet_problems(form);
        match problems.is_empty() {
            true => offer.forms.push(Arc::new(form.clone())),
            false => offer.refused.push((Arc::new(form.clone()), problems)),
        }
    }
    offer
}

/// What the manager has still to write before anybody is asked, as at the desk.
pub fn notice_problems(pack: Option<&Pack>) -> Vec<Problem> {
    let settings = pack.and_then(|pack| pack.respondents.clone());
    settings.unwrap_or_default().problems()
}

/// A problem by the words of the question it stands at.
fn at_question(i18n: Texts, form: &Instrument, problem: &Problem) -> String {
    let path = problem
        .place
        .as_ref()
        .and_then(|place| place.path.as_deref());
    let node = path.and_then(|path| form.question(path));
    let label = node.map(|node| label_of(node, &language_tag(i18n)));
    let without_place = Problem {
        place: None,
        ..problem.clone()
    };
    let text = problem_text(i18n.get_locale(), &without_place);
    match label {
        Some(label) => {
            t_string!(i18n, kiosk.at_question, question = label, text = text).to_string()
        }
        None => text,
    }
}

/// Which questionnaires are not offered, and why.
#[component]
pub fn RefusedForms(refused: Vec<(Arc<Instrument>, Vec<Problem>)>) -> impl IntoView {
    let i18n = use_i18n();
    let refused = StoredValue::new(refused);
    let obstacles = Signal::derive(move || {
        let obstacle = |(form, problems): &(Arc<Instrument>, Vec<Problem>)| KioskObstacle {
            title: t_string!(i18n, kiosk.form_refused, title = form.title.clone()).to_string(),
            reasons: problems
                .iter()
                .map(|problem| at_question(i18n, form, problem))
                .collect(),
        };
        refused.with_value(|refused| refused.iter().map(obstacle).collect::<Vec<_>>())
    });
    view! { <KioskObstacles obstacles data_test="kiosk-forms-refused"/> }
}

/// What the notice lacks; nothing when it is complete.
#[component]
pub fn NoticeGaps() -> impl IntoView {
    let i18n = use_i18n();
    let pack = use_field().pack();
    let obstacles = Signal::derive(move || {
        let problems = pack.with(|pack| notice_problems(pack.as_deref()));
        if problems.is_empty() {
            return Vec::new();
        }
        let locale = i18n.get_locale();
        let text = |problem: &Problem| problem_text(locale, problem);
        vec![KioskObstacle {
            title: t_string!(i18n, kiosk.notice_incomplete).to_owned(),
            reasons: problems.iter().map(text).collect(),
        }]
    });
    view! {
        <KioskObstacles obstacles data_test="kiosk-notice-incomplete"/>
        <Show when=move || !obstacles.with(Vec::is_empty)>
            <a class="button" href="/field/sync">{t!(i18n, field.sync_title)}</a>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use domain::instrument::{EvaluationColumns, Node, QuestionDetails, QuestionType};

    use super::*;

    fn pack(respondents: &str) -> Pack {
        let text = format!(
            r#"{{"engagement":{{"id":"e","code":"demo","title":"t","commissioned_by":"b",
            "competent_department":"d","firm":"f","fund_year":2018,"evaluation_year":2026,
            "stage":"implementation","questionnaires_per_site":10}},
            "person":{{"id":"p","name":"n","role":"evaluator"}},"sites":[],"instruments":[],
            "framework":""{respondents},"made_at":0}}"#
        );
        serde_json::from_str(&text).expect("a pack")
    }

    fn questionnaire(id: &str, version: &str, asked: QuestionType) -> Instrument {
        Instrument {
            form_id: id.into(),
            version: version.to_owned(),
            kind: InstrumentKind::Questionnaire,
            nodes: vec![Node::Question {
                path: "/data/a".to_owned(),
                question_type: asked,
                label: [("default".to_owned(), "Where?".to_owned())].into(),
                hint: Default::default(),
                appearance: String::new(),
                required: false,
                read_only: false,
                evaluation: EvaluationColumns::default(),
                details: QuestionDetails::default(),
            }],
            ..Instrument::default()
        }
    }

    #[test]
    fn a_pack_of_an_older_server_opens_and_lacks_the_contact() {
        let codes = |pack: &Pack| -> Vec<String> {
            let problems = notice_problems(Some(pack)).into_iter();
            problems.map(|problem| problem.code).collect()
        };
        assert_eq!(codes(&pack("")), ["RESPONDENT_CONTACT_MISSING"]);
        let complete = pack(r#","respondents":{"contact":"010-00000000"}"#);
        assert_eq!(codes(&complete), Vec::<String>::new());
    }

    #[test]
    fn a_form_that_asks_where_one_is_is_not_offered_and_an_older_version_does_not_replace_it() {
        let mut pack = pack("");
        pack.instruments = vec![
            questionnaire("good", "2", QuestionType::Integer),
            questionnaire("bad", "2", QuestionType::Geopoint),
            questionnaire("bad", "1", QuestionType::Integer),
            questionnaire("good", "1", QuestionType::Integer),
        ];
        let offer = offer(&pack);
        let versions: Vec<&str> = offer.forms.iter().map(|form| &*form.version).collect();
        assert_eq!(versions, ["2"]);
        assert_eq!(offer.refused.len(), 1);
        assert_eq!(offer.refused[0].1[0].code, "RESPONDENT_ASKS_POSITION");
    }
}
