//! `docs/FORMS.md` names every type, appearance, parameter and function that the code knows or
//! refuses. Not here: whether they work (`types`, `repeating`).

use std::path::PathBuf;

use domain::instrument::{KNOWN_FUNCTIONS, REFUSED_FUNCTIONS, xlsform};

fn words() -> Vec<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/FORMS.md");
    let text = std::fs::read_to_string(file).unwrap();
    // Every second part between back ticks is code.
    let code = text.split('`').skip(1).step_by(2);
    code.flat_map(str::split_whitespace)
        .map(|word| word.trim_end_matches("()").to_owned())
        .collect()
}

#[test]
fn the_tables_name_all_that_is_known_and_all_that_is_refused() {
    let words = words();
    let functions = KNOWN_FUNCTIONS.iter().map(|(name, ..)| *name);
    let refused = REFUSED_FUNCTIONS.iter().map(|(name, _)| *name);
    let appearances = xlsform::APPEARANCES.into_iter();
    let no_appearances = xlsform::REFUSED_APPEARANCES.iter().map(|(name, _)| *name);
    let parameters = xlsform::PARAMETERS.iter().map(|(name, _)| *name);
    let types = xlsform::REFUSED_TYPES
        .iter()
        .flat_map(|(name, _)| name.split(' '));
    let all = functions
        .chain(refused)
        .chain(appearances)
        .chain(no_appearances);
    let all = all.chain(parameters).chain(types);
    let is_counted = |name: &str| name.len() == 2 && name.starts_with('w');
    let is_named = |name: &str| {
        words
            .iter()
            .any(|word| word == name || word.trim_end_matches('…') == name)
    };
    let missing: Vec<&str> = all
        .filter(|name| !is_counted(name) && !is_named(name))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "not in docs/FORMS.md");
}
