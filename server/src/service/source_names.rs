//! What people call the sources of an engagement's scores. Not here: how a name is looked up
//! (`domain::scoring`).

use domain::fieldwork::RecordKind;
use domain::indicator::Operand;
use domain::report::labels::{FUND_FIGURES, FURTHER_FUND_FIGURES};
use domain::scoring::SourceNames;

use super::evidence::Evidence;

/// The names of complete inspections' questions, of questionnaires and of fund figures.
pub fn of(evidence: &Evidence) -> SourceNames {
    let mut names = SourceNames::default();
    for record in evidence.of_kind(RecordKind::SiteInspection) {
        names.add_record(&record.head.id, &record.instrument);
    }
    for record in evidence.of_kind(RecordKind::QuestionnaireResponse) {
        let form = &record.instrument;
        let title = names.questionnaires.entry(form.form_id.0.clone());
        title.or_insert_with(|| form.title.clone());
    }
    let bindings = evidence.framework.indicators();
    for binding in bindings.flat_map(|located| located.indicator.operands.values()) {
        if let Operand::FundFigure { key } = &binding.from {
            let name = names.fund_figures.entry(key.clone());
            name.or_insert_with(|| binding.label.clone());
        }
    }
    for (key, label) in FUND_FIGURES.into_iter().chain(FURTHER_FUND_FIGURES) {
        names.fund_figures.insert(key.to_owned(), label.to_owned());
    }
    names
}
