//! Our side: the form compiled by the server, a session filled in step by step, its state in the
//! words of the reference engine's. Not here: choosing the steps (`answers`).

use std::collections::BTreeMap;

use domain::instrument::{Instrument, InvalidReason, Node, Session, Translations};
use domain::problem::Problem;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use super::forms::Form;

/// The one moment of all sequences, for both sides.
pub const MOMENT: &str = "2026-11-22T10:32:00+08:00";

pub fn compile(form: &Form) -> Result<Instrument, Vec<String>> {
    let files = form.files.iter();
    let files = files.map(|(name, content)| (name.clone(), content.clone().into_bytes()));
    let compiled = server::forms::compile_with(&form.workbook(), &form.name, &files.collect());
    compiled
        .map(|compiled| compiled.instrument)
        .map_err(|problems| problems.iter().map(written).collect())
}

fn written(problem: &Problem) -> String {
    serde_json::to_string(problem).unwrap()
}

/// Something a person does with a form.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Step {
    /// The form is opened.
    Open,
    /// A question is answered; empty takes the answer back.
    Answer { path: String, value: String },
    /// A row is added to a repeat.
    Add { path: String },
    /// A row is removed, `/data/rep[2]`.
    Remove { path: String },
}

impl Step {
    pub fn run(&self, session: &mut Session) -> bool {
        match self {
            Self::Open => true,
            Self::Answer { path, value } => session.answer(path, value),
            Self::Add { path } => session.add_row(path).is_some(),
            Self::Remove { path } => session.remove_row(path),
        }
    }
}

/// One node after a step, as `engine.mjs` writes it.
#[derive(Clone, Debug, Deserialize)]
pub struct NodeState {
    pub relevant: bool,
    /// `None` for groups, repeats and rows.
    pub value: Option<String>,
    pub constraint: bool,
    pub required: bool,
    /// Name and label of each choice offered.
    #[serde(default)]
    pub choices: Vec<String>,
    /// With what it repeats of other answers, in the form's first language.
    pub label: String,
}

/// Instance path → node.
pub type States = BTreeMap<String, NodeState>;

/// Every node of the session.
pub fn state(session: &Session) -> States {
    let mut found = BTreeMap::new();
    collect(session, "", &mut found);
    found
}

fn collect(session: &Session, parent: &str, found: &mut States) {
    let state = session.state();
    for (path, node) in session.children(parent) {
        let leaf = matches!(node, Node::Question { .. });
        let refused = state
            .invalid
            .iter()
            .any(|invalid| invalid.path == path && invalid.reason == InvalidReason::Constraint);
        let language = session.instrument().languages[0].as_str();
        let offered = session.choices(&path).into_iter().map(|choice| {
            let label = session.instrument().label(&choice.label, language);
            format!("{} {label}", choice.name)
        });
        let node_state = NodeState {
            relevant: state.relevant(&path),
            value: leaf.then(|| session.value(&path).to_owned()),
            constraint: !refused,
            required: !state.missing.contains(&path),
            choices: offered.collect(),
            label: session.text_at(label(node), language, &path),
        };
        found.insert(path.clone(), node_state);
        if !leaf {
            collect(session, &path, found);
        }
    }
}

fn label(node: &Node) -> &Translations {
    match node {
        Node::Question { label, .. } | Node::Group { label, .. } => label,
    }
}

/// A blank form on the tablet of the reference engine's settings.
pub fn open(instrument: &Instrument) -> Session {
    let now = Timestamp::from_iso_text(MOMENT).unwrap();
    let mut session = Session::new(instrument, now).unwrap();
    let device = [
        ("deviceid", "tablet-7"),
        ("username", "evaluator"),
        ("email", "a@kanping.example"),
        ("phonenumber", "110"),
    ];
    for (preload, value) in device {
        session.fill_metadata(preload, value);
    }
    session
}
