//! The description of 报告, 征求意见, 反馈整改. Not here: how operations are described (`super`).

use domain::wire::{self, urls};
use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Described;

pub(super) fn described(described: Described) -> Described {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let described = described
        .bytes(Get, urls::REPORT_HTML, "text/html", "The report as a page")
        .bytes(Get, urls::REPORT_DOCX, word, "The report for Word")
        .json::<(), wire::ReportView>(Get, urls::REPORT, "The report with its blocks")
        .json::<wire::SaveBlock, wire::ReportView>(Put, urls::REPORT_BLOCK, "A block's words")
        .json::<wire::AddBlock, wire::ReportView>(Post, urls::REPORT_BLOCKS, "Add a paragraph")
        .json::<wire::NewComment, wire::ReportView>(Post, urls::REPORT_COMMENTS, "Comment")
        .json::<wire::ResolveComment, wire::ReportView>(
            Put,
            urls::REPORT_COMMENT,
            "Settle a comment, or carry it on",
        )
        .json::<wire::Presence, wire::PresentEditors>(
            Post,
            urls::REPORT_PRESENCE,
            "Which block I am editing; who else is",
        )
        .json::<(), wire::ReportComparison>(
            Get,
            urls::REPORT_COMPARISON,
            "What differs between versions, ?from=&to=",
        )
        .json::<wire::ReviewStep, wire::ReportView>(
            Post,
            urls::REPORT_REVIEW,
            "A step of review, consultation, issue",
        )
        .json::<wire::SaveProfile, wire::ReportView>(Put, urls::PROFILE, "Profile of the fund")
        .json::<(), wire::ReportView>(Put, urls::REPORT_TEMPLATE, "The firm's Word template")
        .json::<(), wire::ReportView>(Delete, urls::REPORT_TEMPLATE, "No template any more");
    feedback(described)
}

fn feedback(described: Described) -> Described {
    described
        .json::<(), wire::OpinionList>(Get, urls::OPINIONS, "Opinions on the draft")
        .json::<wire::NewOpinion, wire::OpinionList>(Post, urls::OPINIONS, "An opinion came")
        .json::<wire::DecideOpinion, wire::OpinionList>(Put, urls::OPINION, "Decide on it")
        .json::<(), wire::Ledger>(Get, urls::RECTIFICATION, "What is put right")
        .json::<(), wire::Ledger>(Post, urls::RECTIFICATION, "A line for each finding")
        .json::<wire::SaveLine, wire::Ledger>(Put, urls::RECTIFICATION_LINE, "Change a line")
        .json::<wire::ActOnLine, wire::Ledger>(
            Post,
            urls::RECTIFICATION_ACTION,
            "Begin, submit, verify, escalate",
        )
        .json::<wire::RenderRequest, wire::RenderJob>(Post, urls::RENDERS, "Draw a document")
        .json::<(), wire::RenderJob>(Get, urls::RENDER, "Where a drawing stands")
        .bytes(
            Get,
            urls::RENDER_FILE,
            "application/octet-stream",
            "What was drawn",
        )
}
