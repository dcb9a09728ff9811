//! The report as everybody is given it, at the desk, as a file and at the command line: issued and
//! frozen where one was issued, else as it stands with its stage and its signatures. One path for
//! all. Not here: what the desk's editor shows (`view`).

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{
    Report, ReportCircumstances, ReportInputs, ReportState, SignOffLine, apply_edits, compose,
    consistency,
};
use domain::review::SignOff;

use super::super::{Membership, ServiceError, frozen};
use super::{Assembled, assemble, standing_of, template};
use crate::store::{self, Tx};

/// A report that can be drawn.
pub(in crate::service) struct Shown {
    /// As printed.
    pub report: Report,
    /// What it was composed from, for its other editions.
    pub inputs: ReportInputs,
    /// Contradictions; of a draft also what is open.
    pub problems: Vec<Problem>,
    /// The firm's Word template.
    pub template: Option<Sha256Hex>,
    /// 报告文号 of an issued report; empty for a draft.
    pub number: String,
}

/// The report under a number; without one the issued report that stands, else the draft.
pub(in crate::service) fn shown(
    tx: &Tx<'_>,
    membership: &Membership,
    number: &str,
) -> Result<Shown, ServiceError> {
    let id = &membership.engagement.id;
    let standing = match number.is_empty() {
        true => frozen::number(tx, id)?,
        false => Some(number.to_owned()),
    };
    match standing {
        Some(number) => issued(tx, membership, number),
        None => {
            let assembled = assemble(tx, membership)?;
            draft(tx, membership, assembled)
        }
    }
}

/// An issued report reads nothing that can still change.
fn issued(tx: &Tx<'_>, membership: &Membership, number: String) -> Result<Shown, ServiceError> {
    let id = &membership.engagement.id;
    let unknown = || {
        let problem = Problem::new("REPORT_NUMBER_UNKNOWN").with("number", &number);
        ServiceError::NotFound(problem)
    };
    let report = store::issues::report(tx, id, &number)?.ok_or_else(unknown)?;
    let (inputs, template) = match store::issues::inputs(tx, id, &number)? {
        Some(kept) => kept,
        // Issued before inputs were frozen.
        None => (assemble(tx, membership)?.inputs, template::stored(tx, id)?),
    };
    Ok(Shown {
        problems: consistency(&report, &inputs),
        report,
        inputs,
        template,
        number,
    })
}

fn draft(
    tx: &Tx<'_>,
    membership: &Membership,
    assembled: Assembled,
) -> Result<Shown, ServiceError> {
    let standing = standing_of(tx, membership, &assembled.content)?;
    let circumstances = ReportCircumstances {
        state: match standing.consultation {
            Some(_) => ReportState::Consultation,
            None => ReportState::Draft,
        },
        sign_offs: sign_off_lines(&standing.valid),
        opinions: assembled.inputs.opinions.clone(),
        ..ReportCircumstances::default()
    };
    let inputs = assembled.inputs.in_circumstances(&circumstances);
    Ok(Shown {
        report: apply_edits(compose(&inputs), &assembled.edits, &inputs).report,
        inputs,
        problems: assembled.problems,
        template: template::stored(tx, &membership.engagement.id)?,
        number: String::new(),
    })
}

/// What a printed report says of its signatures.
pub(super) fn sign_off_lines(signed: &[SignOff]) -> Vec<SignOffLine> {
    let line = |sign_off: &SignOff| SignOffLine {
        level: sign_off.level,
        name: sign_off.name.clone(),
        certificate: sign_off.certificate.clone(),
        day: sign_off.at.to_day_text(),
    };
    signed.iter().map(line).collect()
}
