//! What the report takes in of interviews, of requested documents and of the plan's choices.
//! Not here: the other inputs (`report_inputs`).

use domain::document_request::{Receipt, ReceiptStatus, read_receipt};
use domain::fieldwork::{RecordKind, interview};
use domain::indicator::{Framework, Indicator, Operand, Rule};
use domain::instrument::Node;
use domain::report::{DocumentEntry, InterviewEntry, PlanChoices};
use domain::working_paper::{document_index, interview_index};

use super::evidence::Evidence;
use super::stored_records::Record;

/// Ends of the names of what was said in an interview, and of what remains to be verified.
const SAID: [&str; 2] = ["_answer", "_verify"];
/// A matter without a question of its own.
const OTHER_MATTERS: &str = "other_matters";

/// By index number; only complete ones.
pub(super) fn interviews(evidence: &Evidence) -> Vec<InterviewEntry> {
    let mut numbered: Vec<(u32, &Record)> = evidence
        .of_kind(RecordKind::Interview)
        .filter_map(|record| Some((*evidence.numbers.get(&record.head.id)?, record)))
        .collect();
    numbered.sort_by_key(|(number, _)| *number);
    let entry = |(number, record): (u32, &Record)| InterviewEntry {
        record: record.head.id.clone(),
        index: interview_index(number),
        facts: interview::facts(&record.evidence),
        points: points(record),
    };
    numbered.into_iter().map(entry).collect()
}

/// Each answer under the label of the group that asks it, in the guide's order.
fn points(record: &Record) -> Vec<(String, String)> {
    let form = &record.instrument;
    let mut asked = "";
    let mut points = Vec::new();
    for node in form.walk() {
        match node {
            Node::Group { label, .. } => asked = form.label(label, ""),
            Node::Question { path, label, .. } => {
                let name = path.rsplit('/').next().unwrap_or_default();
                let own = form.label(label, "");
                let question = match name {
                    OTHER_MATTERS => own.to_owned(),
                    name if name.ends_with(SAID[0]) => asked.to_owned(),
                    name if name.ends_with(SAID[1]) => format!("{asked} {own}"),
                    _ => continue,
                };
                let answer = record.evidence.answers.get(path).map(|it| it.trim());
                if let Some(answer) = answer.filter(|it| !it.is_empty()) {
                    points.push((question, answer.to_owned()));
                }
            }
        }
    }
    points
}

/// The requested documents, by number; received is what the newest receipt says, as in the
/// register: a receipt is filled in line by line and never finished.
pub(super) fn documents(evidence: &Evidence) -> Vec<DocumentEntry> {
    let receipts = || {
        let is_receipt = |record: &&Record| record.head.kind == RecordKind::DocumentReceipt;
        evidence.records.iter().filter(is_receipt)
    };
    let entry = |request: &domain::document_request::DocumentRequest| {
        let record = receipts().find(|record| record.head.id == request.receipt);
        let receipt = record.map(|record| read_receipt(&record.evidence));
        DocumentEntry {
            index: document_index(request.ordinal),
            name: request.words.name.clone(),
            is_received: receipt.as_ref().is_some_and(is_received),
            receipt: request.receipt.clone(),
            indicators: request.words.indicators.clone(),
        }
    };
    let mut entries: Vec<DocumentEntry> = evidence.requests.iter().map(entry).collect();
    entries.sort_by(|one, two| one.index.cmp(&two.index));
    entries
}

fn is_received(receipt: &Receipt) -> bool {
    receipt.status == Some(ReceiptStatus::Received)
}

/// What the plan fixes about scoring, and which indicators take sites together in which way.
pub(super) fn plan_choices(framework: &Framework) -> PlanChoices {
    let mut choices = PlanChoices {
        not_applicable: framework.plan.not_applicable,
        qualitative_scorers: framework.plan.qualitative_scorers,
        ..PlanChoices::default()
    };
    for located in framework.indicators() {
        let code = &located.indicator.code;
        match aggregates(located.indicator) {
            (true, _) => choices.weighted.push(code.clone()),
            (false, true) => choices.plain.push(code.clone()),
            (false, false) => {}
        }
    }
    choices
}

/// Whether an indicator takes sites together weighted, and whether plain.
fn aggregates(indicator: &Indicator) -> (bool, bool) {
    let objects = match &indicator.rule {
        Rule::MultiObject { objects } => objects.as_slice(),
        _ => &[],
    };
    let parts = objects.iter().flat_map(|object| object.operands.values());
    let all = indicator.operands.values().chain(parts);
    all.fold((false, false), |found, binding| match &binding.from {
        Operand::Field { weighted, .. } => (found.0 || *weighted, found.1 || !*weighted),
        _ => found,
    })
}
