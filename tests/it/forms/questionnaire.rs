//! Respondents with the villagers' questionnaire.

use super::scenario::{Scenario, starter};

fn respondent() -> Scenario {
    Scenario::open(&starter("q-villager-road.xlsx"))
}

#[test]
fn without_consent_nothing_is_asked() {
    let mut person = respondent();
    assert!(!person.is_asked("s1"));
    person.answer("consent", "no");
    assert!(!person.is_asked("s1"));
    assert!(person.session.state().is_complete());
}

#[test]
fn who_never_passes_the_road_is_screened_out_after_one_question() {
    let mut person = respondent();
    person.answer_all(&[("consent", "yes"), ("s1", "no")]);
    assert!(!person.is_asked("s2"));
    assert!(!person.is_asked("q7"));
    assert_eq!(person.open_ends(), Vec::<String>::new());
}

#[test]
fn a_child_goes_on_only_with_a_guardians_consent() {
    let mut child = respondent();
    child.answer_all(&[("consent", "yes"), ("s1", "yes"), ("s2", "under_14")]);
    assert!(child.is_asked("guardian_consent"));
    assert!(!child.is_asked("q3"));
    child.answer("guardian_consent", "no");
    assert!(!child.is_asked("q3"));
    child.answer("guardian_consent", "yes");
    assert!(child.is_asked("q3"));
    // A guardian's consent to a question that is no longer asked must not count.
    child.answer("s2", "age_18_44");
    assert!(!child.is_asked("guardian_consent"));
    assert!(child.is_asked("q3"));
}

#[test]
fn reasons_are_asked_of_the_dissatisfied_only_and_at_most_three() {
    let mut person = respondent();
    person.answer_all(&[("consent", "yes"), ("s1", "yes"), ("s2", "age_45_59")]);
    person.answer_all(&[("q3", "satisfied"), ("q4", "fair"), ("q5", "unknown")]);
    assert!(!person.is_asked("q8"));
    person.answer("q6", "very_dissatisfied");
    assert!(person.is_asked("q8") && person.is_missing("q8"));
    person.answer("q8", "too_slow poor_drainage other");
    assert!(person.refused("q8").is_none());
    person.answer("q8", "too_slow poor_drainage other too_narrow");
    let refused = person.refused("q8").unwrap();
    assert_eq!(refused.message["中文 (zh)"], "最多选3项");
    assert_eq!(refused.message["English (en)"], "Choose at most three");
}

#[test]
fn a_finished_questionnaire_has_no_open_ends() {
    let mut person = respondent();
    person.answer_all(&[("consent", "yes"), ("s1", "yes"), ("s2", "age_60_up")]);
    person.answer_all(&[("q1", "knows"), ("q2", "present"), ("q9", "much_easier")]);
    person.answer_all(&[("q3", "satisfied"), ("q4", "satisfied"), ("q5", "fair")]);
    person.answer_all(&[("q6", "satisfied"), ("q7", "very_satisfied")]);
    assert_eq!(person.open_ends(), ["q11"]);
    person.answer("q11", "often");
    assert!(person.session.state().is_complete());
}

#[test]
fn minutes_must_be_a_whole_number_up_to_180() {
    let mut person = respondent();
    person.answer_all(&[("consent", "yes"), ("s1", "yes"), ("s2", "age_60_up")]);
    for (minutes, fits) in [("0", true), ("180", true), ("181", false), ("-1", false)] {
        person.answer("q10", minutes);
        assert_eq!(person.refused("q10").is_none(), fits, "{minutes}");
    }
    person.answer("q10", "12.5");
    assert!(person.refused("q10").is_some());
}
