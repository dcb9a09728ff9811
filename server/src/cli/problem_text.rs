//! Problems as sentences for the terminal. The words are those of the app: one text for each code
//! and language, in `app/locales`. Not here: what is wrong (`domain`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::problem::Problem;
use serde_json::{Value, json};

const CHINESE: &str = include_str!("../../../app/locales/zh-CN/problems.json");
const ENGLISH: &str = include_str!("../../../app/locales/en/problems.json");

/// Code in lower case → text.
type Texts = BTreeMap<String, String>;

/// The sentence for a problem; a code without one is shown as it is, with its details. `language`
/// is the tag of `--lang` or `LANG`: what begins with `zh` is Chinese, all else English.
pub fn sentence(problem: &Problem, language: &str) -> String {
    let texts = texts(language);
    let words = |code: &str| texts.get(&code.to_lowercase()).map(String::as_str);
    problem.sentence(words).unwrap_or_else(|| {
        let details = problem.details.iter();
        let details: Vec<String> = details
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("{} {}", problem.code, details.join(" "))
            .trim_end()
            .to_owned()
    })
}

fn texts(language: &str) -> &'static Texts {
    static ALL: OnceLock<[Texts; 2]> = OnceLock::new();
    let [chinese, english] = ALL.get_or_init(|| {
        // A test reads both; a text that could not be read would leave the codes.
        [CHINESE, ENGLISH].map(|text| serde_json::from_str(text).unwrap_or_default())
    });
    match language.to_ascii_lowercase().starts_with("zh") {
        true => chinese,
        false => english,
    }
}

/// A problem as the commands print it: where, which, how grave, and in words.
pub(super) fn as_json(problem: &Problem, severity: &str, language: &str) -> Value {
    let place = problem.place.clone().unwrap_or_default();
    let mut printed = json!({
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "code": problem.code,
        "severity": severity,
        "message": sentence(problem, language),
    });
    if let Some(path) = place.path {
        printed["path"] = json!(path);
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_said_in_both_languages_with_its_values() {
        let problem = Problem::new("FRAME_DUPLICATE_CODE")
            .with("code", "DL0001")
            .with("first_sheet", "抽样框")
            .with("first_row", 2);
        let chinese = sentence(&problem, "zh_CN.UTF-8");
        assert!(
            chinese.contains("DL0001") && chinese.contains("第2行"),
            "{chinese}"
        );
        assert!(sentence(&problem, "en").contains("row 2"));
    }

    #[test]
    fn a_code_without_a_sentence_is_shown_as_it_is() {
        let problem = Problem::new("SOMETHING_NEW").with("n", 3);
        assert_eq!(sentence(&problem, "en"), "SOMETHING_NEW n=3");
    }
}
