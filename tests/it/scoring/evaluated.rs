//! Forms that no framework knows count by their own evaluation columns: a questionnaire by the
//! indicator of its scale questions, an inspection's numbers by indicator and role.

use domain::indicator::{Framework, starter};
use domain::scoring::{EvaluatedAnswer, Facts, score};

use super::facts::{exact, figures, inspection, perfect, survey};

fn offered(path: &str, role: &str, value: Option<&str>) -> EvaluatedAnswer {
    EvaluatedAnswer {
        path: path.to_owned(),
        indicators: vec!["C11".into()],
        role: role.to_owned(),
        value: value.map(|text| exact(text).0),
    }
}

fn general() -> Framework {
    starter("mof-2020-10").expect("the general framework")
}

/// Two sites of a firm's own form: 8 of 10 and 9 of 10 done.
fn two_sites() -> Facts {
    let mut facts = perfect(&general());
    let site = |code: &str, done: &str| {
        let mut fact = inspection(code, "水毁路段修复", &[]);
        fact.evaluated = vec![
            offered("/data/done", "numerator", Some(done)),
            offered("/data/plan", "denominator", Some("10")),
        ];
        fact
    };
    facts.inspections = vec![site("DL01", "8"), site("DL02", "9")];
    facts.desk_marks.remove(&"C11".into());
    facts
}

#[test]
fn the_numbers_of_a_firms_own_form_are_summed_and_cited() {
    let (sheet, _) = score(&general(), &two_sites());
    let row = sheet.rows.iter().find(|row| row.code.as_str() == "C11");
    let row = row.expect("C11 is scored");
    assert!(
        row.working.join("\n").contains("17 ÷ 20 = 85.00%"),
        "{row:?}"
    );
    assert_eq!(row.facts.len(), 4, "each answer that was read is cited");
}

#[test]
fn a_number_entered_at_the_desk_stands_before_the_forms() {
    let mut facts = two_sites();
    facts
        .desk_marks
        .insert("C11".into(), figures(&[("actual", "20"), ("plan", "20")]));
    let (sheet, _) = score(&general(), &facts);
    let row = sheet.rows.iter().find(|row| row.code.as_str() == "C11");
    let working = row.expect("C11 is scored").working.join("\n");
    assert!(working.contains("20 ÷ 20 = 100.00%"), "{working}");
}

#[test]
fn an_answer_that_is_no_number_is_a_gap_that_names_the_site() {
    let mut facts = two_sites();
    facts.inspections[1].evaluated[0] = offered("/data/done", "numerator", None);
    let (_, gaps) = score(&general(), &facts);
    let gap = gaps.iter().find(|gap| gap.indicator.as_str() == "C11");
    let gap = gap.expect("a gap");
    assert_eq!(
        (gap.code.as_str(), &gap.missing[..]),
        ("MISSING_ANSWER", &["DL02 /data/done".to_owned()][..])
    );
}

#[test]
fn a_site_that_answered_only_the_numerator_is_a_gap_and_does_not_raise_the_rate() {
    let mut facts = two_sites();
    facts.inspections[1].evaluated.pop();
    let (_, gaps) = score(&general(), &facts);
    let gap = gaps.iter().find(|gap| gap.indicator.as_str() == "C11");
    let gap = gap.expect("a gap");
    assert_eq!(gap.missing, ["DL02 denominator"]);
}

/// The satisfaction's working, or its gap.
fn satisfaction(facts: &Facts) -> String {
    let (sheet, gaps) = score(&starter("road_bridge").expect("starter"), facts);
    let gap = gaps.iter().find(|gap| gap.indicator.as_str() == "D21");
    if let Some(gap) = gap {
        return format!("{} {}", gap.code, gap.missing.join(","));
    }
    let row = sheet.rows.iter().find(|row| row.code.as_str() == "D21");
    row.map_or_else(String::new, |row| row.working.join("\n"))
}

#[test]
fn of_two_questionnaires_about_one_indicator_the_plan_must_choose() {
    let mut facts = perfect(&starter("road_bridge").expect("starter"));
    facts
        .surveys
        .insert("q-rain".to_owned(), survey("61.5", 50));
    assert_eq!(
        satisfaction(&facts),
        "AMBIGUOUS_SURVEY q-rain,q-villager-road"
    );
    facts
        .surveys
        .entry("q-villager-road".to_owned())
        .and_modify(|it| it.scored = false);
    assert!(
        satisfaction(&facts).contains("61.50%"),
        "{}",
        satisfaction(&facts)
    );
}

#[test]
fn a_questionnaire_about_something_else_is_not_taken_for_it() {
    let mut facts = perfect(&starter("road_bridge").expect("starter"));
    let mut staff = survey("99", 50);
    staff.indicators = ["A21".into()].into();
    facts.surveys = [("q-staff".to_owned(), staff)].into();
    assert_eq!(satisfaction(&facts), "NO_SURVEY ");
}
