//! A form's rules with paths in place of `${name}`, as the XForm of other tools has them: for
//! people who check a form. Not here: running them.

use std::collections::BTreeMap;

use super::super::form::Form;
use super::super::form::expression::next_reference;
use crate::instrument::Instrument;

/// Template path → `relevant`, `constraint`, `calculate`, `required`, `readonly`, `choice_filter`,
/// `repeat_count`, `default`, `trigger` → the rule with paths; as written for a form with problems.
pub fn written_rules(instrument: &Instrument) -> BTreeMap<String, BTreeMap<String, String>> {
    let form = Form::of(instrument).ok();
    let mut found = BTreeMap::new();
    for (path, rules) in &instrument.rules {
        let place = form
            .as_ref()
            .and_then(|form| Some((form, *form.by_path.get(path)?)));
        let texts = [
            ("relevant", &rules.relevant),
            ("constraint", &rules.constraint),
            ("calculate", &rules.calculation),
            ("required", &rules.required),
            ("readonly", &rules.read_only),
            ("choice_filter", &rules.choice_filter),
            ("repeat_count", &rules.repeat_count),
            ("default", &rules.default_expression),
        ];
        let filled = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let mut written: BTreeMap<String, String> = filled
            .map(|(name, text)| {
                let rule = match place {
                    Some((form, item)) => with_paths(text, item, form),
                    None => text.trim().to_owned(),
                };
                (name.to_owned(), rule)
            })
            .collect();
        if !rules.triggers.is_empty() {
            written.insert("trigger".to_owned(), rules.triggers.join(", "));
        }
        found.insert(path.clone(), written);
    }
    found
}

fn with_paths(text: &str, at: usize, form: &Form) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, name, behind)) = next_reference(rest) {
        out.push_str(before);
        match form.named(name) {
            Some(item) => {
                out.push(' ');
                out.push_str(&path_from(at, item, form));
                out.push(' ');
            }
            None => out.push_str(name),
        }
        rest = behind;
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// The path to an item as seen from another: relative within the rows of the same repeat.
fn path_from(at: usize, item: usize, form: &Form) -> String {
    let around: Vec<usize> = form.items[at].repeats.clone();
    let shared = form.items[item]
        .repeats
        .iter()
        .rev()
        .find(|repeat| around.contains(repeat));
    let Some(&shared) = shared else {
        return form.items[item].path.clone();
    };
    let (mut up, mut here) = (0, at);
    while here != shared {
        here = form.items[here].parent;
        up += 1;
    }
    let behind = &form.items[item].path[form.items[shared].path.len()..];
    format!("{}{behind}", vec![".."; up].join("/"))
}
