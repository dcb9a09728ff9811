//! Which measure of satisfaction a framework asks for. Not here: computing it (`scoring::survey`).

use super::{Binding, Framework, Operand, SatisfactionMeasure};

impl Framework {
    /// The measure that the indicators read of this questionnaire: the first that names the form,
    /// else the first that names none; `None` when no indicator reads satisfaction.
    pub fn satisfaction_measure(&self, form: &str) -> Option<SatisfactionMeasure> {
        let mut unnamed = None;
        for located in self.indicators() {
            for (_, Binding { from, .. }) in located.indicator.bindings() {
                let Operand::SurveySatisfaction { form_id, measure } = from else {
                    continue;
                };
                match form_id {
                    Some(form_id) if form_id == form => return Some(*measure),
                    Some(_) => {}
                    None => unnamed = unnamed.or(Some(*measure)),
                }
            }
        }
        unnamed
    }
}
