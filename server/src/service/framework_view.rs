//! What the plan room is told: the framework, its problems, what operands may be bound to. Not
//! here: where the plan stands (`plan_state`), changing it (`frameworks`).

use std::collections::{BTreeMap, BTreeSet};

use domain::indicator::{Framework, Operand, STARTERS, starter};
use domain::instrument::{Instrument, InstrumentKind, Node};
use domain::report::labels::{FUND_FIGURES, FURTHER_FUND_FIGURES};
use domain::wire::{BindableForm, BindableQuestion, FrameworkView};

use super::plan_state::{PlanForms, PlanState};
use super::{Actor, Membership, ServiceError};
use crate::store::{self, Tx};

/// As it stands now.
pub fn view(
    tx: &Tx<'_>,
    actor: &Actor,
    membership: &Membership,
) -> Result<FrameworkView, ServiceError> {
    let id = &membership.engagement.id;
    let plan = PlanState::read(tx, id)?;
    let forms = PlanForms::read(tx, id, &plan.history)?;
    let frame = store::frames::find(tx, id)?;
    let types: BTreeSet<String> = frame
        .iter()
        .flat_map(|frame| &frame.projects)
        .map(|project| project.project_type.clone())
        .filter(|name| !name.is_empty())
        .collect();
    let starters = STARTERS.into_iter().filter_map(|name| {
        let title = starter(name)?.title;
        Some((name.to_owned(), title))
    });
    Ok(FrameworkView {
        revision: plan.revision(),
        state: plan.state(),
        problems: forms.problems(plan.shown(), &plan.waiting_codes()),
        may_approve: membership.role.may_manage() && plan.obstacle(actor).is_none(),
        forms: forms.current.iter().filter_map(bindable).collect(),
        fund_figures: fund_figures(plan.shown()),
        project_types: types.into_iter().collect(),
        starters: starters.collect(),
        framework: plan.shown().clone(),
        history: plan.history.into_iter().map(|one| one.revision).collect(),
    })
}

/// Inspections and questionnaires are scored; other forms are not.
fn bindable(form: &Instrument) -> Option<BindableForm> {
    let is_questionnaire = match form.kind {
        InstrumentKind::Questionnaire => true,
        InstrumentKind::SiteInspection => false,
        InstrumentKind::Interview | InstrumentKind::DocumentList => return None,
    };
    let questions = form.walk().into_iter().filter(|node| node.is_answerable());
    Some(BindableForm {
        form_id: form.form_id.0.clone(),
        title: form.title.clone(),
        is_questionnaire,
        questions: questions
            .filter_map(|node| bindable_question(form, node))
            .collect(),
    })
}

fn bindable_question(form: &Instrument, node: &Node) -> Option<BindableQuestion> {
    let Node::Question {
        path,
        question_type,
        label,
        ..
    } = node
    else {
        return None;
    };
    let stored = serde_json::to_value(question_type).ok()?;
    let choices = node.choices().iter().map(|choice| {
        let label = form.label(&choice.label, "");
        (choice.name.clone(), label.to_owned())
    });
    Some(BindableQuestion {
        path: path.clone(),
        label: form.label(label, "").to_owned(),
        kind: stored
            .get("type")
            .or(Some(&stored))
            .and_then(|kind| kind.as_str())
            .unwrap_or_default()
            .to_owned(),
        choices: choices.collect(),
    })
}

/// The known ones, and whatever else the framework reads under the name it gives it.
fn fund_figures(framework: &Framework) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for located in framework.indicators() {
        for (_, binding) in located.indicator.bindings() {
            if let Operand::FundFigure { key } = &binding.from {
                figures.insert(key.clone(), binding.label.clone());
            }
        }
    }
    let known = FUND_FIGURES.iter().chain(&FURTHER_FUND_FIGURES);
    figures.extend(known.map(|(key, name)| ((*key).to_owned(), (*name).to_owned())));
    figures
}
