//! The report as people work on it: drafted from evidence, with their words over it, reviewed,
//! issued. Not here: what it says (`domain::report`), its pages (`render`).

mod archive;
mod archive_made;
mod archive_proof;
mod block_evidence;
mod editing;
mod feedback;
mod issue;
mod issue_proof;
mod ledger;
mod presence;
mod queue;
mod renders;
mod shown;
mod steps;
mod template;
mod view;

pub use archive::archive_for_owner;
pub use archive_proof::{ArchiveReport, verify_archive};
pub use editing::{add_block, comment, resolve_comment, save_block, save_profile};
pub use feedback::{add_opinion, decide_opinion, opinions};
pub use issue_proof::recompute_issued;
pub use ledger::{act_on_line, begin_ledger, ledger, save_line};
pub use presence::{PresenceBoard, present};
pub use queue::RenderQueue;
pub(super) use renders::draw_report;
pub use renders::{Format, ask, find as find_render, take};
pub(super) use shown::{Shown, shown};
pub use steps::step;
pub use template::{remove as remove_template, set as set_template};
pub use view::{compare, find};

use domain::ids::Sha256Hex;
use domain::problem::Problem;
use domain::report::{
    BlockEdit, Edited, Report, ReportCircumstances, ReportInputs, apply_edits, compose,
    consistency, content_hash, score_gaps,
};
use domain::review::{Standing, standing};
use domain::scoring::FactReference;
use domain::wire::urls;

use super::evidence::{self, Evidence};
use super::report_inputs::inputs;
use super::{Membership, ServiceError, frozen};
use crate::store::{self, Tx};

/// The report as it stands, with what it was made from.
pub(super) struct Assembled {
    /// What it was composed from.
    pub inputs: ReportInputs,
    /// The draft before anybody's words.
    pub draft: Report,
    /// With people's words; while an issued report stands, that report.
    pub edited: Edited,
    /// The edits.
    pub edits: Vec<BlockEdit>,
    /// Contradictions, open scores, references that lead nowhere, blocks to look at again.
    pub problems: Vec<Problem>,
    /// What a sign-off is for.
    pub content: Sha256Hex,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Puts the report together. The content that is signed holds neither number nor signatures, so
/// that signing does not change what was signed. While an issued report stands it is composed from
/// what was frozen with it.
pub(super) fn assemble(tx: &Tx<'_>, membership: &Membership) -> Result<Assembled, ServiceError> {
    let id = &membership.engagement.id;
    let evidence = evidence::gather(tx, membership.engagement.clone())?;
    let edits = store::reporting::edits(tx, id)?;
    let circumstances = ReportCircumstances {
        opinions: store::feedback::opinions(tx, id)?,
        ..ReportCircumstances::default()
    };
    let number = frozen::number(tx, id)?;
    let kept = match &number {
        Some(number) => store::issues::inputs(tx, id, number)?,
        None => None,
    };
    let inputs = match kept {
        Some((inputs, _)) => inputs.in_circumstances(&circumstances),
        None => inputs(tx, &evidence, &circumstances)?,
    };
    let draft = compose(&inputs);
    let mut edited = apply_edits(draft.clone(), &edits, &inputs);
    let mut problems = edited.problems();
    problems.extend(score_gaps(&inputs));
    problems.extend(consistency(&edited.report, &inputs));
    let content = content_hash(&edited.report, &edits);
    if let Some(number) = &number
        && let Some(report) = store::issues::report(tx, id, number)?
    {
        edited.report = report;
    }
    Ok(Assembled {
        inputs,
        draft,
        edited,
        edits,
        problems,
        content,
        evidence,
    })
}

/// Where the report stands.
pub(super) fn standing_of(
    tx: &Tx<'_>,
    membership: &Membership,
    content: &Sha256Hex,
) -> Result<Standing, ServiceError> {
    let events = store::reporting::events(tx, &membership.engagement.id)?;
    let risk = membership.engagement.profile.risk;
    Ok(standing(&events, content, risk))
}

/// The desk's page that shows where a fact comes from.
pub(super) fn fact_url(engagement: &str, fact: &FactReference) -> String {
    let room = |rest: &str| {
        let encoded = urls::fill("/desk/{engagement}", &[engagement]);
        format!("{encoded}/{rest}")
    };
    match fact {
        FactReference::Record { record, path, .. } => {
            let path = path.as_deref().unwrap_or_default();
            room(&urls::fill(
                "records/{record}?path={path}",
                &[record.as_str(), path],
            ))
        }
        FactReference::Survey { form_id, .. } => room(&urls::fill(
            "records?kind=questionnaire_response&form={form}",
            &[form_id],
        )),
        FactReference::FundFigure { .. } => room("scores#fund-figures"),
        FactReference::Frame { .. } => room("frame"),
        FactReference::DeskMark { indicator } => room(&urls::fill(
            "scores?indicator={indicator}",
            &[indicator.as_str()],
        )),
        FactReference::Document { ordinal } => room(&urls::fill(
            "documents?document={ordinal}",
            &[&ordinal.to_string()],
        )),
        FactReference::Finding { code } => {
            room(&urls::fill("findings?finding={code}", &[code.as_str()]))
        }
        FactReference::Profile => room("report"),
        FactReference::Plan { indicator: None } => room("plan"),
        FactReference::Plan {
            indicator: Some(code),
        } => room(&urls::fill("plan?indicator={code}", &[code.as_str()])),
    }
}
