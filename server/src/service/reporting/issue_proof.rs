//! Proving that issued reports are what they were: every frozen part against its seal and the seal
//! against the log, what was signed against its hash, the scores computed again. Not here: freezing
//! (`issue`), the same proof without a database (`archive_proof`).

use std::collections::BTreeMap;

use domain::ids::Sha256Hex;
use domain::indicator::Framework;
use domain::problem::Problem;
use domain::report::Report;
use domain::scoring::{Facts, score};

use super::super::{Service, ServiceError};
use crate::store::audit::AuditLine;
use crate::store::issues::FrozenParts;
use crate::store::{self, Tx};

/// Names every issued report that is not what it was: `ISSUED_REPORT_UNREADABLE`,
/// `ISSUED_REPORT_CHANGED` with the part, `ISSUED_REPORT_MISSING`, `ISSUED_SCORE_DIFFERS`.
pub async fn recompute_issued(service: &Service) -> Result<(usize, Vec<Problem>), ServiceError> {
    service
        .store
        .read(|tx| {
            let numbers = store::issues::numbers(tx)?;
            let seals = sealed_in_log(&store::audit::all(tx)?);
            let mut problems = Vec::new();
            for number in &numbers {
                problems.extend(proved(tx, number, &seals)?);
            }
            for number in seals.keys().filter(|number| !numbers.contains(number)) {
                problems.push(Problem::new("ISSUED_REPORT_MISSING").with("number", number));
            }
            Ok((numbers.len(), problems))
        })
        .await
}

fn proved(
    tx: &Tx<'_>,
    number: &str,
    seals: &BTreeMap<String, String>,
) -> Result<Vec<Problem>, ServiceError> {
    let Some((parts, template)) = store::issues::parts(tx, number)? else {
        return Ok(Vec::new());
    };
    let logged = seals.get(number).map(String::as_str).unwrap_or_default();
    Ok(problems_of(&parts, &template, logged))
}

/// What is wrong with the parts of an issue, of which the log says this seal (empty for one from
/// before there were seals).
pub(super) fn problems_of(parts: &FrozenParts, template: &str, logged: &str) -> Vec<Problem> {
    let number = &parts.number;
    let mut problems = Vec::new();
    let changed = |part: &str| {
        let problem = Problem::new("ISSUED_REPORT_CHANGED").with("number", number);
        problem.with("part", part)
    };
    let found = parts.sealed(template).unwrap_or_default();
    if parts.seal != logged {
        problems.push(changed("seal"));
    }
    // Without a seal in row and log the report is from before there were any.
    if !logged.is_empty() {
        let differing = differing(logged, &found);
        problems.extend(differing.iter().map(|part| changed(part)));
        let signed = Sha256Hex::of(part(parts, "signed").as_bytes());
        if signed.as_str() != parts.content {
            problems.push(changed("signed"));
        }
    }
    let printed = part(parts, "report");
    let unreadable = || Problem::new("ISSUED_REPORT_UNREADABLE").with("number", number);
    if serde_json::from_str::<Report>(printed).is_err() {
        problems.push(unreadable());
    } else if !printed.contains(&parts.content) {
        problems.push(changed("report"));
    }
    match same_scores(parts) {
        Some(true) => {}
        Some(false) => {
            problems.push(Problem::new("ISSUED_SCORE_DIFFERS").with("number", number));
        }
        None => problems.push(unreadable()),
    }
    problems.dedup();
    problems
}

fn part<'a>(parts: &'a FrozenParts, name: &str) -> &'a str {
    parts
        .parts
        .get(name)
        .map(String::as_str)
        .unwrap_or_default()
}

/// Whether the frozen facts give the frozen sheet to the byte; `None` for what cannot be read.
fn same_scores(parts: &FrozenParts) -> Option<bool> {
    let framework: Framework = serde_json::from_str(part(parts, "framework")).ok()?;
    let facts: Facts = serde_json::from_str(part(parts, "facts")).ok()?;
    let (again, _) = score(&framework, &facts);
    Some(serde_json::to_string(&again).ok()? == part(parts, "sheet"))
}

/// The parts in which two seals differ.
fn differing(one: &str, two: &str) -> Vec<String> {
    let read =
        |seal: &str| serde_json::from_str::<BTreeMap<String, String>>(seal).unwrap_or_default();
    let (one, two) = (read(one), read(two));
    let further = two.keys().filter(|name| !one.contains_key(*name));
    let names = one.keys().chain(further);
    names
        .filter(|name| one.get(*name) != two.get(*name))
        .cloned()
        .collect()
}

/// Number → seal, as the log's lines of issues say; empty where the line is from before there were
/// seals.
pub(super) fn sealed_in_log(lines: &[AuditLine]) -> BTreeMap<String, String> {
    let issues = lines.iter().filter(|line| line.action == "report_issue");
    let sealed = issues.filter_map(|line| {
        let details: serde_json::Value = serde_json::from_str(&line.details).ok()?;
        let number = details.pointer("/event/number")?.as_str()?.to_owned();
        let seal = details.get("seal").and_then(serde_json::Value::as_str);
        Some((number, seal.unwrap_or_default().to_owned()))
    });
    sealed.collect()
}
