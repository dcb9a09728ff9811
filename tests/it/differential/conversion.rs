//! Every form of the corpus, converted by us and by pyxform: the same questions, groups, texts,
//! choices and rules. Not here: filling them in (`answers`).

use std::collections::BTreeMap;
use std::fs;

use super::explained::{Difference, Explanations};
use super::facts::{self, FormFacts, NodeFacts, RuleFacts};
use super::{forms, ours, references};

#[test]
fn every_form_means_what_pyxform_makes_of_it() {
    let folder = references::converted();
    let mut explanations = Explanations::read("conversion");
    let all = forms::all();
    assert!(all.len() >= 60, "the corpus has only {} forms", all.len());
    for form in &all {
        let path = folder.path().join(format!("{}.pyxform.json", form.name));
        let theirs: FormFacts = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert_eq!(theirs.error, "", "pyxform refuses {}", form.name);
        let compiled = ours::compile(form);
        let mut differ = |path: &str, what: &str, ours: String, theirs: String| {
            if ours != theirs {
                let (form, path, what) = (form.name.clone(), path.to_owned(), what.to_owned());
                explanations.explain(Difference {
                    form,
                    path,
                    what,
                    ours,
                    theirs,
                });
            }
        };
        match compiled {
            Ok(instrument) => compare(&facts::of(&instrument), &theirs, &mut differ),
            Err(problems) => differ("", "converted", problems.join("; "), String::new()),
        }
    }
    explanations.assert_all_explained();
}

type Differ<'a> = &'a mut dyn FnMut(&str, &str, String, String);

fn compare(ours: &FormFacts, theirs: &FormFacts, differ: Differ<'_>) {
    differ("", "title", ours.title.clone(), theirs.title.clone());
    differ(
        "",
        "instance_name",
        tight(&ours.instance_name),
        tight(&theirs.instance_name),
    );
    let order = |facts: &FormFacts| {
        let paths: Vec<&str> = facts.nodes.iter().map(|node| node.path.as_str()).collect();
        paths.join(" ")
    };
    differ("", "nodes", order(ours), order(theirs));
    let by_path: BTreeMap<&str, &NodeFacts> = ours
        .nodes
        .iter()
        .map(|node| (node.path.as_str(), node))
        .collect();
    for their_node in &theirs.nodes {
        let Some(our_node) = by_path.get(their_node.path.as_str()) else {
            continue;
        };
        for ((what, ours), (_, theirs)) in
            described(our_node).into_iter().zip(described(their_node))
        {
            differ(&their_node.path, what, ours, theirs);
        }
    }
}

/// Everything said about a node, by name.
fn described(node: &NodeFacts) -> Vec<(&'static str, String)> {
    let mut described = vec![
        ("type", node.kind.clone()),
        ("appearance", node.appearance.clone()),
        ("label", format!("{:?}", node.label)),
        ("hint", format!("{:?}", node.hint)),
        ("guidance", format!("{:?}", node.guidance)),
        ("range", format!("{:?}", node.range)),
        ("list", node.list.clone()),
        ("choices", format!("{:?}", node.choices)),
    ];
    described.extend(rules(&node.rules));
    described
}

fn rules(rules: &RuleFacts) -> Vec<(&'static str, String)> {
    vec![
        ("relevant", tight(&rules.relevant)),
        ("constraint", tight(&rules.constraint)),
        ("required", truth(&rules.required)),
        ("readonly", truth(&rules.readonly)),
        ("calculate", tight(&rules.calculate)),
        ("choice_filter", tight(&rules.choice_filter)),
        ("repeat_count", tight(&rules.repeat_count)),
        ("default_value", rules.default_value.clone()),
        ("default_expression", tight(&rules.default_expression)),
        ("triggers", format!("{:?}", rules.triggers)),
        (
            "constraint_message",
            format!("{:?}", rules.constraint_message),
        ),
        ("required_message", format!("{:?}", rules.required_message)),
    ]
}

/// Without the spaces that stand outside texts in quotes.
fn tight(expression: &str) -> String {
    let mut quote = None;
    let kept = expression.chars().filter(|character| {
        match quote {
            Some(open) if open == *character => quote = None,
            None if matches!(character, '\'' | '"') => quote = Some(*character),
            _ => {}
        }
        quote.is_some() || !character.is_whitespace()
    });
    kept.collect()
}

/// A rule that is never true says as little as none.
fn truth(expression: &str) -> String {
    match tight(expression).as_str() {
        "false()" => String::new(),
        other => other.to_owned(),
    }
}
