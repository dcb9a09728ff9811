//! Which measure of satisfaction a framework asks for. Not here: computing it (`scoring::survey`).

use super::{Binding, Framework, Operand, Rule, SatisfactionMeasure};

impl Framework {
    /// The measure that the indicators read of this questionnaire: the first that names the form,
    /// else the first that names none; `None` when no indicator reads satisfaction.
    pub fn satisfaction_measure(&self, form: &str) -> Option<SatisfactionMeasure> {
        let mut unnamed = None;
        for located in self.indicators() {
            let own = located.indicator.operands.values();
            let objects = match &located.indicator.rule {
                Rule::MultiObject { objects } => objects.as_slice(),
                _ => &[],
            };
            let parts = objects.iter().flat_map(|object| object.operands.values());
            for Binding { from, .. } in own.chain(parts) {
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
