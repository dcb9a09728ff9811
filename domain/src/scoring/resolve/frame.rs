//! Operands of the frame: approved amounts and planned quantities. Not here: field answers.

use super::{Context, Missing, Resolved, number, wan_yuan};
use crate::money::Fen;
use crate::project::Project;
use crate::scoring::exact::sum;
use crate::scoring::{FactReference, GapCode, InspectionFact, ScoreError};

impl<'a> Context<'a> {
    pub(super) fn frame_reference(&self) -> FactReference {
        FactReference::Frame {
            sha256: self.facts.frame.sha256.to_string(),
        }
    }

    pub(super) fn frame_projects(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Vec<&'a Project>, Missing> {
        let frame = &self.facts.frame;
        if !inspected_only {
            let of_type =
                |p: &&Project| project_type.is_none_or(|wanted| *wanted == p.project_type);
            return Ok(frame.projects.iter().filter(of_type).collect());
        }
        let find = |site: &InspectionFact| {
            let missing = || Missing::new(GapCode::ProjectNotInFrame, site.project_code.as_str());
            frame.project(&site.project_code).ok_or_else(missing)
        };
        self.sites(project_type)?.into_iter().map(find).collect()
    }

    pub(super) fn frame_amount(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Resolved, Missing> {
        let projects = self.frame_projects(project_type, inspected_only)?;
        let amounts = projects.iter().map(|project| project.amount);
        let total = Fen::checked_sum(amounts).ok_or(ScoreError::TooLarge)?;
        Ok(Resolved::of(wan_yuan(total)).resting_on(self.frame_reference()))
    }

    pub(super) fn frame_quantity(
        &self,
        project_type: Option<&String>,
        inspected_only: bool,
    ) -> Result<Resolved, Missing> {
        let (mut quantities, mut unknown) = (Vec::new(), Vec::new());
        for project in self.frame_projects(project_type, inspected_only)? {
            match project.planned_quantity.as_deref().and_then(number) {
                Some(quantity) => quantities.push(quantity),
                None => unknown.push(project.code.to_string()),
            }
        }
        if !unknown.is_empty() {
            return Err(Missing {
                code: GapCode::MissingPlannedQuantity,
                what: unknown,
            });
        }
        Ok(Resolved::of(sum(quantities)?).resting_on(self.frame_reference()))
    }
}
