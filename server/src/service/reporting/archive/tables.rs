//! The tables of a pack, each as a page, as CSV and as data. Not here: what stands in a cell
//! (`domain::desk_tables`).

use domain::desk_tables::{
    amendment_sheet, comment_sheet, edit_sheet, finding_sheet, frame_sheet, framework_sheet,
    history_sheet, input_sheet, ledger_sheet, opinion_sheet, register_sheet, review_sheet,
    sample_sheet, score_sheet, self_evaluation_sheet,
};
use domain::engagement::Engagement;
use domain::ids::EngagementId;
use domain::report::archive_words::sections;
use domain::survey_statistics::Sheet;
use domain::time::Timestamp;

use super::super::super::evidence::Evidence;
use super::super::super::{ServiceError, score_ledger};
use super::super::super::{checks, documents};
use super::super::Shown;
use super::{INDEX, Pack, REGISTER};
use crate::render::{pack::table_page, tables};
use crate::store::{self, Tx};

/// A sheet as a page and as CSV, listed in the contents.
fn sheet(
    pack: &mut Pack,
    section: &str,
    name: &str,
    sheet: &Sheet,
    links: &dyn Fn(usize) -> Option<String>,
) -> Result<(), ServiceError> {
    let page = table_page(sheet, links, &format!("../{INDEX}"));
    let csv = tables::csv(sheet).map_err(super::failed)?;
    pack.add(&format!("{name}.html"), page.into_bytes());
    pack.add(&format!("{name}.csv"), csv);
    pack.list_as(section, sheet.name, &format!("{name}.html"));
    Ok(())
}

/// 复核, 征求意见, 修改, 批注, versions.
pub(super) fn review(
    tx: &Tx<'_>,
    id: &EngagementId,
    pack: &mut Pack,
    shown: &Shown,
) -> Result<(), ServiceError> {
    let events = store::reporting::events(tx, id)?;
    let edits = store::reporting::all_edits(tx, id)?;
    let comments = store::reporting::comments(tx, id)?;
    let opinions = &shown.inputs.opinions;
    let named = [
        ("review/review", review_sheet(&events)),
        ("review/opinions", opinion_sheet(opinions)),
        ("review/edits", edit_sheet(&edits)),
        ("review/comments", comment_sheet(&comments)),
    ];
    for (name, table) in &named {
        sheet(pack, sections::REVIEW, name, table, &|_| None)?;
    }
    pack.add_json("review/review.json", &events)?;
    pack.add_json("review/opinions.json", opinions)?;
    pack.add_json("review/edits.json", &edits)?;
    pack.add_json("review/comments.json", &comments)?;
    for version in store::reporting::versions(tx, id)? {
        let words = store::reporting::version_texts(tx, id, version.version)?;
        let kept = serde_json::json!({ "version": version, "texts": words });
        pack.add_json(&format!("review/versions/V{}.json", version.version), &kept)?;
    }
    Ok(())
}

/// 指标体系 with its changes, 评分表 as printed, 评分历史, what people entered.
pub(super) fn scores(
    tx: &Tx<'_>,
    evidence: &Evidence,
    pack: &mut Pack,
    shown: &Shown,
) -> Result<(), ServiceError> {
    let id = &evidence.engagement.id;
    let inputs = &shown.inputs;
    let history = score_ledger::history(tx, id)?;
    let revisions: Vec<_> = store::frameworks::history(tx, id)?
        .into_iter()
        .map(|stored| stored.revision)
        .collect();
    let scores = score_sheet(&inputs.sheet, &inputs.score_gaps, &inputs.source_names);
    let named = [
        ("scores/framework", framework_sheet(&evidence.framework)),
        ("scores/amendments", amendment_sheet(&revisions)),
        ("scores/sheet", scores),
        ("scores/history", history_sheet(&history)),
        (
            "scores/inputs",
            input_sheet(&evidence.inputs, &inputs.source_names),
        ),
    ];
    for (name, table) in &named {
        sheet(pack, sections::SCORES, name, table, &|_| None)?;
    }
    pack.add_json("scores/history.json", &history)?;
    pack.add_json("scores/inputs.json", &evidence.inputs)?;
    for (revision, text) in store::frameworks::texts(tx, id)? {
        let name = format!("scores/framework-revisions/{revision}.json");
        pack.add(&name, text.into_bytes());
    }
    Ok(())
}

/// 资料清单.
pub(super) fn register(
    tx: &Tx<'_>,
    engagement: &Engagement,
    pack: &mut Pack,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let register = documents::compose(tx, engagement, now)?;
    let table = register_sheet(&register);
    sheet(pack, sections::PAPERS, REGISTER, &table, &|_| None)
}

/// 抽样框, 抽样记录, 样本.
pub(super) fn sample(
    tx: &Tx<'_>,
    evidence: &Evidence,
    pack: &mut Pack,
) -> Result<(), ServiceError> {
    let canonical = domain::project::canonical_csv(&evidence.frame.projects);
    pack.add("sample/frame.csv", canonical.into_bytes());
    let frame = table_page(
        &frame_sheet(&evidence.frame),
        &|_| None,
        &format!("../{INDEX}"),
    );
    pack.add("sample/frame.html", frame.into_bytes());
    pack.list(sections::SAMPLE, "sample/frame.html");
    pack.list(sections::SAMPLE, "sample/frame.csv");
    let draw = store::samples::draw(tx, &evidence.engagement.id)?;
    pack.add_json("sample/protocol.json", &draw)?;
    pack.list(sections::SAMPLE, "sample/protocol.json");
    pack.add_json("sample/sites.json", &evidence.sites)?;
    let sites = sample_sheet(&evidence.sites);
    sheet(pack, sections::SAMPLE, "sample/sites", &sites, &|_| None)
}

/// 问题清单 as issued, 整改台账.
pub(super) fn findings(
    tx: &Tx<'_>,
    id: &EngagementId,
    pack: &mut Pack,
    shown: &Shown,
) -> Result<(), ServiceError> {
    let findings = &shown.inputs.findings;
    let records: Vec<Option<String>> = findings
        .iter()
        .map(|finding| {
            let page = pack.links.papers.get(&finding.record)?;
            Some(format!("../{page}#{}", finding.path))
        })
        .collect();
    let lead = |row: usize| records.get(row).cloned().flatten();
    let table = finding_sheet(findings);
    sheet(pack, sections::FINDINGS, "findings/findings", &table, &lead)?;
    pack.add_json("findings/findings.json", findings)?;
    let ledger = store::feedback::ledger(tx, id)?;
    let table = ledger_sheet(&ledger);
    let name = "rectification/ledger";
    sheet(pack, sections::FINDINGS, name, &table, &|_| None)?;
    pack.add_json("rectification/ledger.json", &ledger)?;
    let all = store::feedback::all_lines(tx, id)?;
    pack.add_json("rectification/history.json", &all)
}

/// 自评复核, 目标审核.
pub(super) fn checks(tx: &Tx<'_>, id: &EngagementId, pack: &mut Pack) -> Result<(), ServiceError> {
    let stored = store::checks::evaluations(tx, id)?;
    let summaries: Vec<_> = stored
        .iter()
        .map(|one| checks::summary(one, &stored))
        .collect();
    let table = self_evaluation_sheet(&summaries);
    let name = "checks/self-evaluations";
    sheet(pack, sections::CHECKS, name, &table, &|_| None)?;
    for (one, summary) in stored.iter().zip(&summaries) {
        let whole = serde_json::json!({
            "summary": summary, "evaluation": one.evaluation, "marks": one.marks,
            "signatures": one.review.signatures, "brought_by": one.saved_by, "at": one.saved_at,
        });
        pack.add_json(
            &format!("checks/self-evaluation-{}.json", one.number),
            &whole,
        )?;
    }
    let targets: Vec<_> = store::checks::target_reviews(tx, id)?
        .into_iter()
        .map(|stored| serde_json::json!({ "project": stored.project, "review": stored.review }))
        .collect();
    pack.add_json("checks/target-reviews.json", &targets)
}
