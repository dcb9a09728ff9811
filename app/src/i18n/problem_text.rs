//! Problem codes in words. The table is made from problems.json by build.rs; its texts name values
//! of the problem as `{expected}`. Not here: what a problem is about (`domain`, the server).

use domain::problem::{Place, Problem};

use super::{Locale, td_string};

/// A problem as a sentence, with the place in front where it has one. A code without words of its
/// own is printed with the general sentence, so that nothing is ever hidden.
pub fn problem_text(locale: Locale, problem: &Problem) -> String {
    let words = |code: &str| Some(template(locale, code));
    let text = problem.sentence(words).unwrap_or_default();
    match problem
        .place
        .as_ref()
        .map(place_text)
        .filter(|place| !place.is_empty())
    {
        Some(place) => format!("{place}: {text}"),
        None => text,
    }
}

fn template(locale: Locale, code: &str) -> &'static str {
    include!(concat!(env!("OUT_DIR"), "/problem_table.rs"))
}

/// `Sheet1 C12` as spreadsheets name it, or a form path.
fn place_text(place: &Place) -> String {
    let row = place.row.map(|row| row.to_string());
    let parts = [&place.sheet, &place.column, &row, &place.path];
    parts
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_is_printed_and_a_known_one_is_put_into_words() {
        let unknown = problem_text(Locale::en, &Problem::new("SOMETHING_NEW"));
        assert!(unknown.contains("SOMETHING_NEW"));
        let known = problem_text(Locale::en, &Problem::new("FRAME_MISSING"));
        assert!(!known.contains("FRAME_MISSING"));
        assert_ne!(
            known,
            problem_text(Locale::zh_CN, &Problem::new("FRAME_MISSING"))
        );
    }

    #[test]
    fn values_and_the_place_stand_in_the_sentence() {
        let problem = Problem::new("FORM_UNSUPPORTED_APPEARANCE")
            .with("appearance", "placement-map")
            .with("reason", "WHY_NO_MAP")
            .at_cell("survey", 3, "C");
        let text = problem_text(Locale::en, &problem);
        assert!(
            text.starts_with("survey C 3: ") && text.contains("placement-map"),
            "{text}"
        );
        assert!(!text.contains("WHY_"), "{text}");
    }
}
