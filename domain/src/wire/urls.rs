//! The one table of URLs, used by the router and by every caller. `{…}` are path parameters.

/// POST sign in, GET who am I, DELETE sign out.
pub const SESSION: &str = "/api/session";
/// GET the engagements I take part in.
pub const ENGAGEMENTS: &str = "/api/engagements";
/// GET: what a new engagement may begin with.
pub const BEGINNING: &str = "/api/beginning";
/// GET, PUT: who takes part.
pub const MEMBERS: &str = "/api/engagements/{engagement}/members";
/// GET one engagement's overview.
pub const ENGAGEMENT: &str = "/api/engagements/{engagement}";
/// POST a workbook: what would be imported, stores nothing.
pub const FRAME_PREVIEW: &str = "/api/engagements/{engagement}/frame/preview";
/// GET the frame; POST a workbook to store it.
pub const FRAME: &str = "/api/engagements/{engagement}/frame";
/// POST a draw.
pub const DRAWS: &str = "/api/engagements/{engagement}/draws";
/// GET protocols and sampled sites.
pub const SAMPLE: &str = "/api/engagements/{engagement}/sample";
/// POST a judgemental addition.
pub const JUDGEMENTAL: &str = "/api/engagements/{engagement}/sample/judgemental";
/// GET and PUT who goes where.
pub const ASSIGNMENTS: &str = "/api/engagements/{engagement}/assignments";
/// GET all that a tablet needs to work offline.
pub const PACK: &str = "/api/engagements/{engagement}/pack";
/// POST a batch of operations.
pub const PUSH: &str = "/api/engagements/{engagement}/sync/push";
/// GET changes after `?cursor=`.
pub const PULL: &str = "/api/engagements/{engagement}/sync/pull";
/// GET the digest of my scope.
pub const DIGEST: &str = "/api/engagements/{engagement}/sync/digest";
/// GET what was sent and could not be applied.
pub const QUARANTINE: &str = "/api/engagements/{engagement}/quarantine";
/// GET one of these as it was received, by the hash of its content.
pub const QUARANTINED: &str = "/api/engagements/{engagement}/quarantine/{sha256}";
/// PUT bytes, GET them.
pub const BLOB: &str = "/api/engagements/{engagement}/blobs/{sha256}";
/// GET a 400-pixel JPEG.
pub const THUMBNAIL: &str = "/api/engagements/{engagement}/blobs/{sha256}/thumbnail";
/// GET the records, `?state=&unit=&kind=&form=&site=`.
pub const RECORDS: &str = "/api/engagements/{engagement}/records";
/// GET one record with its history.
pub const RECORD: &str = "/api/engagements/{engagement}/records/{record}";
/// POST accept or return.
pub const REVIEW: &str = "/api/engagements/{engagement}/records/{record}/review";
/// GET the interviews and their open items.
pub const INTERVIEWS: &str = "/api/engagements/{engagement}/interviews";
/// POST whether an open item is settled.
pub const OPEN_ITEM_RESOLUTIONS: &str =
    "/api/engagements/{engagement}/interviews/open-item-resolutions";
/// GET the register of requested documents; POST a further request.
pub const DOCUMENTS: &str = "/api/engagements/{engagement}/documents";
/// POST: begins an empty register with the list that ships.
pub const DOCUMENTS_STARTER: &str = "/api/engagements/{engagement}/documents/starter";
/// PUT the due day of a whole stage.
pub const DOCUMENT_DUE_DAYS: &str = "/api/engagements/{engagement}/documents/due-days";
/// PUT what is asked, DELETE the request while nothing was received.
pub const DOCUMENT: &str = "/api/engagements/{engagement}/documents/requests/{document}";
/// GET the register as a workbook.
pub const DOCUMENTS_XLSX: &str = "/api/engagements/{engagement}/documents.xlsx";
/// GET what can be named as a finding's evidence.
pub const FINDING_EVIDENCE: &str = "/api/engagements/{engagement}/finding-evidence";
/// GET the findings; POST one made at the desk.
pub const FINDINGS: &str = "/api/engagements/{engagement}/findings";
/// PUT what is written about a finding.
pub const FINDING: &str = "/api/engagements/{engagement}/findings/{finding}";
/// POST what is done to a finding.
pub const FINDING_ACTION: &str = "/api/engagements/{engagement}/findings/{finding}/action";
/// GET 方案与指标; PUT a changed framework.
pub const FRAMEWORK: &str = "/api/engagements/{engagement}/framework";
/// POST: begin anew from a framework that ships.
pub const FRAMEWORK_START: &str = "/api/engagements/{engagement}/framework/start";
/// POST 审定.
pub const FRAMEWORK_APPROVAL: &str = "/api/engagements/{engagement}/framework/approval";
/// GET the firm's indicators 指标库; POST a new one.
pub const LIBRARY: &str = "/api/library";
/// PUT a further version of an item.
pub const LIBRARY_ITEM: &str = "/api/library/items/{code}";
/// POST what is done to an item.
pub const LIBRARY_ACTION: &str = "/api/library/items/{code}/action";
/// GET the library as a workbook; POST a workbook of new items.
pub const LIBRARY_XLSX: &str = "/api/library.xlsx";
/// PUT 项目概况.
pub const PROFILE: &str = "/api/engagements/{engagement}/profile";
/// POST one person's part in a mark.
pub const SCORE_MARKS: &str = "/api/engagements/{engagement}/scores/marks";
/// POST inputs: the sheet they would give; stores nothing.
pub const SCORE_WHAT_IF: &str = "/api/engagements/{engagement}/scores/what-if";
/// POST 初步结论.
pub const SCORE_CONFIRMATION: &str = "/api/engagements/{engagement}/scores/confirmation";
/// GET who changed which score, why.
pub const SCORE_HISTORY: &str = "/api/engagements/{engagement}/scores/history";
/// GET the report with its blocks.
pub const REPORT: &str = "/api/engagements/{engagement}/report";
/// PUT a block's words.
pub const REPORT_BLOCK: &str = "/api/engagements/{engagement}/report/blocks/{block}";
/// POST a paragraph of one's own.
pub const REPORT_BLOCKS: &str = "/api/engagements/{engagement}/report/blocks";
/// POST a comment.
pub const REPORT_COMMENTS: &str = "/api/engagements/{engagement}/report/comments";
/// PUT whether a comment is settled.
pub const REPORT_COMMENT: &str = "/api/engagements/{engagement}/report/comments/{comment}";
/// POST which block I am editing.
pub const REPORT_PRESENCE: &str = "/api/engagements/{engagement}/report/presence";
/// GET what differs between two versions.
pub const REPORT_COMPARISON: &str = "/api/engagements/{engagement}/report/comparison";
/// POST a step of the review.
pub const REPORT_REVIEW: &str = "/api/engagements/{engagement}/report/review";
/// PUT the firm's Word template (`x-file-name`), DELETE it.
pub const REPORT_TEMPLATE: &str = "/api/engagements/{engagement}/report/template";
/// POST: draw a document.
pub const RENDERS: &str = "/api/engagements/{engagement}/renders";
/// GET where a drawing stands.
pub const RENDER: &str = "/api/engagements/{engagement}/renders/{render}";
/// GET what was drawn.
pub const RENDER_FILE: &str = "/api/engagements/{engagement}/renders/{render}/{file}";
/// GET opinions; POST one.
pub const OPINIONS: &str = "/api/engagements/{engagement}/opinions";
/// PUT what was decided on an opinion.
pub const OPINION: &str = "/api/engagements/{engagement}/opinions/{opinion}";
/// GET 整改台账; POST: a line for each finding that has none.
pub const RECTIFICATION: &str = "/api/engagements/{engagement}/rectification";
/// PUT a line.
pub const RECTIFICATION_LINE: &str = "/api/engagements/{engagement}/rectification/{finding}";
/// POST what is done to a line.
pub const RECTIFICATION_ACTION: &str =
    "/api/engagements/{engagement}/rectification/{finding}/action";
/// GET 自评复核; POST a workbook (`x-file-name`).
pub const SELF_EVALUATIONS: &str = "/api/engagements/{engagement}/self-evaluations";
/// GET one 自评表 with its checks; PUT marks.
pub const SELF_EVALUATION: &str = "/api/engagements/{engagement}/self-evaluations/{evaluation}";
/// POST one party's signature.
pub const SELF_EVALUATION_SIGN: &str =
    "/api/engagements/{engagement}/self-evaluations/{evaluation}/signatures";
/// GET 目标审核; POST a project.
pub const TARGET_REVIEWS: &str = "/api/engagements/{engagement}/target-reviews";
/// PUT the cut-off of 目标审核.
pub const TARGET_CUT_OFF: &str = "/api/engagements/{engagement}/target-reviews/cut-off";
/// POST an opinion or the next round.
pub const TARGET_REVIEW: &str = "/api/engagements/{engagement}/target-reviews/{review}";
/// GET 监控, `?month=&preset=`; PUT projects with their figures.
pub const MONITORING: &str = "/api/engagements/{engagement}/monitoring";
/// GET PUT presets of monitoring and which is in force.
pub const MONITORING_RULES: &str = "/api/engagements/{engagement}/monitoring/rules";
/// POST a step on the ledger 重点关注台账.
pub const MONITORING_WATCH: &str = "/api/engagements/{engagement}/monitoring/watch";
/// GET the board and the ledger as a workbook.
pub const MONITORING_TABLE: &str = "/api/engagements/{engagement}/monitoring.xlsx";
/// GET 项目汇总 of my engagements.
pub const PROGRAMME: &str = "/api/programme";
/// GET the same as a workbook.
pub const PROGRAMME_TABLE: &str = "/api/programme.xlsx";
/// GET and PUT the scorecard.
pub const SCORECARD: &str = "/api/scorecard";
/// GET and PUT fund figures and desk marks.
pub const SCORE_INPUTS: &str = "/api/engagements/{engagement}/score-inputs";
/// GET the score sheet and its gaps.
pub const SCORES: &str = "/api/engagements/{engagement}/scores";
/// GET a table of the desk as a workbook; `{table}` is a file name of `domain::desk_tables`.
pub const DESK_TABLE: &str = "/api/engagements/{engagement}/tables/{table}";
/// GET the draft report as a page.
pub const REPORT_HTML: &str = "/api/engagements/{engagement}/report.html";
/// GET the draft report as a Word document.
pub const REPORT_DOCX: &str = "/api/engagements/{engagement}/report.docx";
/// GET the forms with their versions and drafts; POST to begin a draft.
pub const FORMS: &str = "/api/engagements/{engagement}/forms";
/// POST a workbook (`x-file-name`): begins a draft from it.
pub const FORM_UPLOAD: &str = "/api/engagements/{engagement}/form-uploads";
/// GET the draft; POST changes; DELETE it with `?revision=`.
pub const FORM_DRAFT: &str = "/api/engagements/{engagement}/forms/{form}/draft";
/// GET the draft as .xlsx; PUT a workbook in its place with `?revision=`.
pub const FORM_DRAFT_WORKBOOK: &str = "/api/engagements/{engagement}/forms/{form}/draft/workbook";
/// POST back to the state before the last change.
pub const FORM_DRAFT_UNDO: &str = "/api/engagements/{engagement}/forms/{form}/draft/undo";
/// PUT a CSV file of choices to a form, DELETE it; both with `?revision=` of the draft.
pub const FORM_ATTACHMENT: &str =
    "/api/engagements/{engagement}/forms/{form}/draft/attachments/{name}";
/// POST the draft as a new version.
pub const FORM_PUBLISH: &str = "/api/engagements/{engagement}/forms/{form}/publish";
/// GET one version.
pub const FORM_VERSION: &str = "/api/engagements/{engagement}/forms/{form}/versions/{version}";
/// GET one version as .xlsx.
pub const FORM_VERSION_WORKBOOK: &str =
    "/api/engagements/{engagement}/forms/{form}/versions/{version}/workbook";
/// GET what changed, `?from=&to=`; without `to` against the draft.
pub const FORM_DIFFERENCE: &str = "/api/engagements/{engagement}/forms/{form}/difference";
/// POST an offer to move open records to the current version, or take it back.
pub const FORM_MOVES: &str = "/api/engagements/{engagement}/forms/{form}/moves";
/// PUT whether a form is retired.
pub const FORM_RETIREMENT: &str = "/api/engagements/{engagement}/forms/{form}/retirement";
/// GET the questionnaires.
pub const SURVEYS: &str = "/api/engagements/{engagement}/surveys";
/// GET one questionnaire's statistics, `?site=`.
pub const SURVEY: &str = "/api/engagements/{engagement}/surveys/{form}";
/// GET one question by one attribute, `?attribute=&question=`.
pub const SURVEY_CROSS: &str = "/api/engagements/{engagement}/surveys/{form}/cross-table";
/// GET open answers to a question, `?question=&search=`.
pub const SURVEY_TEXTS: &str = "/api/engagements/{engagement}/surveys/{form}/texts";
/// GET the responses that are not simply valid, with reasons.
pub const SURVEY_VERDICTS: &str = "/api/engagements/{engagement}/surveys/{form}/verdicts";
/// POST a decision about a suspicious response.
pub const SURVEY_RULINGS: &str = "/api/engagements/{engagement}/surveys/{form}/rulings";
/// GET statistics and responses as a workbook, `?language=`.
pub const SURVEY_XLSX: &str = "/api/engagements/{engagement}/surveys/{form}/export.xlsx";
/// GET the responses as CSV, `?language=`.
pub const SURVEY_RESPONSES_CSV: &str = "/api/engagements/{engagement}/surveys/{form}/responses.csv";
/// GET the questions' distributions as CSV, `?language=`.
pub const SURVEY_STATISTICS_CSV: &str =
    "/api/engagements/{engagement}/surveys/{form}/statistics.csv";
/// GET and PUT what the plan fixes about questionnaires.
pub const SURVEY_PLAN: &str = "/api/engagements/{engagement}/survey-plan";
/// GET 问卷发放 at a glance; PUT its settings.
pub const RESPONDENTS: &str = "/api/engagements/{engagement}/respondents";
/// POST single-use codes for a site's sampled respondents.
pub const RESPONDENT_BATCHES: &str = "/api/engagements/{engagement}/respondents/batches";
/// GET who of a batch has answered.
pub const RESPONDENT_ROSTER: &str = "/api/engagements/{engagement}/respondents/batches/{batch}";
/// POST a new code in the place of one, or none.
pub const RESPONDENT_CODE: &str = "/api/engagements/{engagement}/respondents/codes/{code}";
/// POST (a form) codes just shown: cards to print.
pub const RESPONDENT_CARDS: &str = "/api/engagements/{engagement}/respondents/cards";
/// GET who has not answered, to print.
pub const RESPONDENT_REMINDER: &str = "/api/engagements/{engagement}/respondents/reminders/{batch}";
/// POST a poster.
pub const RESPONDENT_POSTERS: &str = "/api/engagements/{engagement}/respondents/posters";
/// PUT a poster's window and cap.
pub const RESPONDENT_POSTER: &str = "/api/engagements/{engagement}/respondents/posters/{poster}";
/// GET a poster to print.
pub const RESPONDENT_PAPER: &str = "/api/engagements/{engagement}/respondents/papers/{poster}";
/// GET the notice of a questionnaire, on a respondent's phone. This and the following are plain
/// HTML for people; the code is the only key.
pub const QUESTIONNAIRE: &str = "/q/{code}";
/// POST consent or refusal.
pub const QUESTIONNAIRE_CONSENT: &str = "/q/{code}/consent";
/// GET one page of questions, POST its answers.
pub const QUESTIONNAIRE_PAGE: &str = "/q/{code}/{page}";
/// GET what is still open, POST the finished response.
pub const QUESTIONNAIRE_SEND: &str = "/q/{code}/send";
/// GET the receipt.
pub const QUESTIONNAIRE_THANKS: &str = "/q/{code}/thanks";
/// GET that nothing was stored.
pub const QUESTIONNAIRE_DECLINED: &str = "/q/{code}/declined";
/// GET the form, POST a receipt: takes a response back.
pub const WITHDRAWAL: &str = "/q/withdraw";
/// GET the description of this interface.
pub const OPENAPI: &str = "/api/openapi.json";
/// GET whether the server is up.
pub const HEALTH: &str = "/api/health";

/// Fills the `{…}` of a pattern in order; each value is percent-encoded.
pub fn fill(pattern: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(pattern.len() + 40);
    let mut rest = pattern;
    let mut values = values.iter();
    while let (Some(open), Some(close)) = (rest.find('{'), rest.find('}')) {
        out.push_str(&rest[..open]);
        if let Some(value) = values.next() {
            push_encoded(&mut out, value);
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

fn push_encoded(out: &mut String, value: &str) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fill_in_order_and_are_encoded() {
        assert_eq!(
            fill(RECORD, &["demo", "a/b 桥"]),
            "/api/engagements/demo/records/a%2Fb%20%E6%A1%A5"
        );
        assert_eq!(fill(SESSION, &[]), "/api/session");
    }
}
