//! The draw itself: numbering the frame, choosing positions, naming the codes.
//! Not here: the positions by amount (`pps`), shares of strata (`allocation`), the generator.

use std::collections::BTreeMap;

use super::allocation::allocate;
use super::generator::SplitMix64;
use super::pps::{AmountUnit, draw_by_amount};
use super::protocol::{Coverage, DrawMethod, DrawProtocol, DrawRequest};
use super::{SamplingError, coverage};
use crate::ids::ProjectCode;
use crate::project::{Frame, Project};
use crate::time::Timestamp;

/// The outcome of a draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Method, generator and version: `simple/splitmix64/1`.
    pub algorithm: String,
    /// Codes in draw order.
    pub picks: Vec<ProjectCode>,
    /// Stratum key, its size, its allocation; empty unless the method is 分层.
    pub strata: Vec<(String, u32, u32)>,
    /// How much of the population the picks reach.
    pub coverage: Coverage,
}

/// What people add to a draw on its protocol sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawCircumstances {
    /// 目的.
    pub purpose: String,
    /// 操作人, printed name.
    pub operator: String,
    /// 见证人, printed name; may be empty.
    pub witness: String,
    /// When, by the server's clock.
    pub drawn_at: Timestamp,
}

/// Draws a sample. The same frame (in whatever order its rows stand), method, n, seed and options
/// give the same picks for ever; a change of the rule would carry another algorithm version.
/// Errors: see [`SamplingError`]. Source: cli.md, "Draws, exactly".
pub fn draw(frame: &Frame, request: &DrawRequest) -> Result<Draw, SamplingError> {
    let projects = numbered(frame)?;
    let population = as_u64(projects.len());
    let n = u64::from(request.n);
    if n == 0 {
        return Err(SamplingError::SampleIsEmpty);
    }
    if n > population {
        return Err(SamplingError::SampleLargerThanPopulation { n, population });
    }
    let mut generator = SplitMix64::new(request.seed);
    let mut strata = Vec::new();
    let positions = match request.method {
        DrawMethod::Simple => simple_positions(projects.len(), request.n, &mut generator),
        DrawMethod::Systematic => systematic_positions(population, n, &mut generator),
        DrawMethod::Stratified => {
            let drawn = stratified_positions(&projects, request, &mut generator)?;
            strata = drawn.1;
            drawn.0
        }
        DrawMethod::Pps => draw_by_amount(&amounts(&projects), n, &mut generator)?,
    };
    let picks: Vec<ProjectCode> = positions
        .into_iter()
        .filter_map(|position| projects.get(position).map(|project| project.code.clone()))
        .collect();
    let coverage = coverage(frame, &picks);
    Ok(Draw {
        algorithm: algorithm(request.method).to_owned(),
        picks,
        strata,
        coverage,
    })
}

impl Draw {
    /// The protocol sheet 抽样记录表 of this draw; `frame` and `request` are those it was made
    /// with.
    pub fn into_protocol(
        self,
        frame: &Frame,
        request: DrawRequest,
        circumstances: DrawCircumstances,
    ) -> DrawProtocol {
        DrawProtocol {
            frame_sha256: frame.sha256.as_str().to_owned(),
            algorithm: self.algorithm,
            population: as_u32(frame.projects.len()),
            population_amount: frame.total(),
            request,
            picks: self.picks,
            strata: self.strata,
            coverage: self.coverage,
            purpose: circumstances.purpose,
            operator: circumstances.operator,
            witness: circumstances.witness,
            drawn_at: circumstances.drawn_at,
        }
    }
}

fn algorithm(method: DrawMethod) -> &'static str {
    match method {
        DrawMethod::Simple => "simple/splitmix64/1",
        DrawMethod::Systematic => "systematic/splitmix64/1",
        DrawMethod::Stratified => "stratified/splitmix64/1",
        DrawMethod::Pps => "pps/splitmix64/1",
    }
}

/// The projects in ascending order of their codes' Unicode code points, which is what comparing
/// UTF-8 text does.
fn numbered(frame: &Frame) -> Result<Vec<&Project>, SamplingError> {
    let mut projects: Vec<&Project> = frame.projects.iter().collect();
    projects.sort_by(|left, right| left.code.cmp(&right.code));
    let twice = projects.windows(2).find_map(|pair| match pair {
        [left, right] if left.code == right.code => Some(left.code.to_string()),
        _ => None,
    });
    match twice {
        Some(code) => Err(SamplingError::DuplicateCode { code }),
        None => Ok(projects),
    }
}

/// Partial Fisher–Yates: the first `n` of the shuffled positions 0..population.
fn simple_positions(population: usize, n: u32, generator: &mut SplitMix64) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..population).collect();
    let n = usize::try_from(n).unwrap_or(population).min(population);
    for index in 0..n {
        let step = generator.below(as_u64(population - index));
        positions.swap(index, index + usize::try_from(step).unwrap_or(0));
    }
    positions.truncate(n);
    positions
}

fn systematic_positions(population: u64, n: u64, generator: &mut SplitMix64) -> Vec<usize> {
    let start = u128::from(generator.below(population));
    (0..n)
        .map(|index| (start + u128::from(index) * u128::from(population)) / u128::from(n))
        .filter_map(|position| usize::try_from(position).ok())
        .collect()
}

type Strata = Vec<(String, u32, u32)>;

fn stratified_positions(
    projects: &[&Project],
    request: &DrawRequest,
    generator: &mut SplitMix64,
) -> Result<(Vec<usize>, Strata), SamplingError> {
    let column = request
        .by
        .as_deref()
        .map(str::trim)
        .filter(|column| !column.is_empty());
    let column = column.ok_or(SamplingError::StratumColumnMissing)?;
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut is_known = false;
    for (position, project) in projects.iter().enumerate() {
        let key = stratum_key(project, column);
        is_known |= key.is_some();
        members
            .entry(key.unwrap_or_default())
            .or_default()
            .push(position);
    }
    if !is_known {
        return Err(SamplingError::StratumColumnUnknown {
            column: column.to_owned(),
        });
    }
    let sizes: Vec<u64> = members
        .values()
        .map(|positions| as_u64(positions.len()))
        .collect();
    let allocation = allocate(&sizes, u64::from(request.n), request.min_per_stratum)?;
    let mut picks = Vec::new();
    let mut strata = Vec::new();
    for ((key, positions), count) in members.into_iter().zip(allocation) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        strata.push((key.to_owned(), as_u32(positions.len()), count));
        let chosen = simple_positions(positions.len(), count, generator);
        picks.extend(
            chosen
                .into_iter()
                .filter_map(|index| positions.get(index).copied()),
        );
    }
    Ok((picks, strata))
}

/// The frame's own columns by which one usually stratifies; its tags come after them.
pub const STRATUM_COLUMNS: [&str; 3] = ["乡镇街道", "项目类型", "实施单位"];

/// The cell that puts a project into its stratum; `None` when it has no such column.
pub(super) fn stratum_key<'a>(project: &'a Project, column: &str) -> Option<&'a str> {
    match column {
        "实施单位" => Some(&project.unit),
        "乡镇街道" => Some(&project.township),
        "项目类型" => Some(&project.project_type),
        "计量单位" => Some(&project.measure_unit),
        "直达资金" => Some(if project.direct_fund { "是" } else { "否" }),
        tag => project.tags.get(tag).map(String::as_str),
    }
}

fn amounts(projects: &[&Project]) -> Vec<AmountUnit> {
    projects
        .iter()
        .map(|project| AmountUnit {
            code: project.code.clone(),
            amount: project.amount,
        })
        .collect()
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn as_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
