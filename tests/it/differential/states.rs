//! Random people fill in every form, here and in `@getodk/xforms-engine`: what is asked, what is
//! computed, what is missing, refused and offered agrees after each step. Not here: the form's
//! conversion, which the other side takes from pyxform.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use serde_json::json;

use super::explained::{Difference, Explanations};
use super::ours::{MOMENT, NodeState, States, Step};
use super::{answers, forms, ours, references};

/// The seed of all sequences; a sequence's own is this plus its number.
const SEED: u64 = 0x006b_616e_7069_6e67;
const SEQUENCES_PER_FORM: u64 = 8;

/// What the reference engine says after one step.
#[derive(Debug, Deserialize)]
struct Theirs {
    #[serde(default)]
    nodes: States,
    #[serde(default)]
    error: String,
}

struct Run {
    form: String,
    seed: u64,
    steps: Vec<Step>,
    states: Vec<States>,
}

#[test]
fn random_answers_lead_to_the_state_that_xforms_engine_has() {
    let folder = references::converted();
    let runs = runs();
    assert!(runs.len() >= 500, "only {} sequences", runs.len());
    let sequences: Vec<_> = runs
        .iter()
        .map(|run| json!({ "form": run.form, "steps": run.steps }))
        .collect();
    let written = json!({ "moment": MOMENT, "sequences": sequences });
    fs::write(folder.path().join("sequences.json"), written.to_string()).unwrap();
    let theirs: Vec<Vec<Theirs>> =
        serde_json::from_str(&references::run_engine(folder.path())).unwrap();
    assert_eq!(theirs.len(), runs.len());
    let mut explanations = Explanations::read("states");
    for (run, theirs) in runs.iter().zip(&theirs) {
        compare(run, theirs, &mut explanations);
    }
    explanations.assert_all_explained();
}

fn runs() -> Vec<Run> {
    let mut runs = Vec::new();
    let mut seed = SEED;
    for form in forms::all() {
        // What does not compile is the other test's business.
        let Ok(instrument) = ours::compile(&form) else {
            continue;
        };
        for _ in 0..SEQUENCES_PER_FORM {
            seed += 1;
            let (steps, states) = answers::sequence(&form, &instrument, seed);
            runs.push(Run {
                form: form.name.clone(),
                seed,
                steps,
                states,
            });
        }
    }
    runs
}

/// Until the first step with a difference that is not explained; what follows would repeat it.
fn compare(run: &Run, theirs: &[Theirs], explanations: &mut Explanations) {
    assert!(!theirs.is_empty(), "{} was not run", run.form);
    for (number, (ours, theirs)) in run.states.iter().zip(theirs).enumerate() {
        let mut explained = true;
        for mut difference in step_differences(ours, theirs) {
            let steps = run.steps[..=number].iter();
            let steps: Vec<String> = steps.map(|s| serde_json::to_string(s).unwrap()).collect();
            difference.form = run.form.clone();
            difference.theirs += &format!("\n  seed {} steps {}", run.seed, steps.join(" "));
            explained &= explanations.explain(difference);
        }
        if !explained {
            return;
        }
    }
}

fn step_differences(ours: &States, theirs: &Theirs) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |path: &str, what: &str, ours: String, theirs: String| {
        if ours != theirs {
            let path = domain::instrument::template_path(path);
            let what = what.to_owned();
            found.push(Difference {
                form: String::new(),
                path,
                what,
                ours,
                theirs,
            });
        }
    };
    differ("", "step", String::new(), theirs.error.clone());
    if theirs.error.is_empty() {
        let known = |path: &&String| !is_generated(path, ours);
        for path in theirs
            .nodes
            .keys()
            .filter(known)
            .filter(|path| !ours.contains_key(*path))
        {
            differ(path, "node", "none".to_owned(), "a node".to_owned());
        }
        for (path, our_node) in ours {
            match theirs.nodes.get(path) {
                None => differ(path, "node", "a node".to_owned(), "none".to_owned()),
                Some(their_node) => {
                    for (what, ours, theirs) in node_differences(our_node, their_node) {
                        differ(path, what, ours, theirs);
                    }
                }
            }
        }
    }
    found
}

/// What pyxform adds for itself: the form's own metadata and the counters of repeats.
fn is_generated(path: &str, ours: &BTreeMap<String, NodeState>) -> bool {
    let counted = path
        .strip_suffix("_count")
        .is_some_and(|repeat| ours.contains_key(repeat));
    path == "/data" || path.starts_with("/data/meta") || counted
}

fn node_differences(ours: &NodeState, theirs: &NodeState) -> Vec<(&'static str, String, String)> {
    let mut found = vec![(
        "relevant",
        ours.relevant.to_string(),
        theirs.relevant.to_string(),
    )];
    // The value of a question that is not asked is kept by both, and empty to expressions.
    if let (true, Some(value), Some(their_value)) = (ours.relevant, &ours.value, &theirs.value) {
        if !same_value(value, their_value) {
            found.push(("value", value.clone(), their_value.clone()));
        }
        found.push((
            "constraint",
            ours.constraint.to_string(),
            theirs.constraint.to_string(),
        ));
        found.push((
            "required",
            ours.required.to_string(),
            theirs.required.to_string(),
        ));
        found.push((
            "choices",
            ours.choices.join(", "),
            theirs.choices.join(", "),
        ));
        // XForms put spaces around what a label repeats.
        let words = |label: &str| label.split_whitespace().collect::<Vec<_>>().join(" ");
        found.push(("label", words(&ours.label), words(&theirs.label)));
    }
    found.retain(|(_, ours, theirs)| ours != theirs);
    found
}

/// Numbers are the same when they are so to nine digits: we calculate in decimals or doubles where
/// the other side has doubles only. Positions are numbers with spaces between.
fn same_value(ours: &str, theirs: &str) -> bool {
    let close = |(ours, theirs): (&str, &str)| match (ours.parse::<f64>(), theirs.parse::<f64>()) {
        (Ok(ours), Ok(theirs)) => (ours - theirs).abs() <= 1e-9 * ours.abs().max(1.0),
        _ => ours == theirs,
    };
    let (our_words, their_words): (Vec<_>, Vec<_>) =
        (ours.split(' ').collect(), theirs.split(' ').collect());
    our_words.len() == their_words.len() && our_words.into_iter().zip(their_words).all(close)
}
