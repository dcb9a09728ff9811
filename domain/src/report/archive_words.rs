//! The words of numbers, working papers and the archive pack. Not here: the report's own sentences.

/// Heading of the list of files in a working paper.
pub const PAPER_FILES: &str = "附件和照片（SHA-256）";

/// What the contents of a pack are called.
pub const CONTENTS: &str = "目录";

/// Headings of the contents, in order.
pub mod sections {
    /// The report in all its forms.
    pub const REPORT: &str = "一、评价报告";
    /// Reports that were issued before.
    pub const EARLIER: &str = "二、以前出具的报告";
    /// Letters.
    pub const LETTERS: &str = "三、函件";
    /// How the report came about.
    pub const REVIEW: &str = "四、复核、征求意见和修改";
    /// Indicators and scores.
    pub const SCORES: &str = "五、指标体系和评分";
    /// Sample.
    pub const SAMPLE: &str = "六、抽样";
    /// Findings.
    pub const FINDINGS: &str = "七、问题和整改";
    /// Working papers.
    pub const PAPERS: &str = "八、底稿";
    /// Other reviews.
    pub const CHECKS: &str = "九、专项审核";
    /// Forms.
    pub const FORMS: &str = "十、调查表";
    /// Log and hashes.
    pub const PROOF: &str = "十一、操作日志和核验";
}

/// What a file of the pack is called in its contents.
pub fn label(name: &str) -> &str {
    match name {
        "report.html" => "报告（网页，数字可追溯到底稿）",
        "report.docx" => "报告（Word）",
        "report.pdf" => "报告（PDF）",
        "annexes.xlsx" => "报告附表（Excel）",
        "brief.html" => "呈报版（网页）",
        "brief.docx" => "呈报版（Word）",
        "public.html" => "公开版（网页）",
        "public.docx" => "公开版（Word）",
        "template.docx" => "Word 模板",
        "content.json" => "签字的内容（其 SHA-256 印在报告上）",
        "report.json" => "报告数据",
        "inputs.json" => "报告所依据的数据",
        "records.json" => "计入报告的底稿及版次",
        "framework.json" => "指标体系（数据）",
        "facts.json" => "评分所依据的事实（数据）",
        "sheet.json" => "评分表（数据）",
        "issue.json" => "出具信息和各部分的 SHA-256",
        "feedback.docx" => "绩效评价结果反馈意见函",
        "supervision.docx" => "督办函",
        "confirmation.docx" => "事实确认书",
        "opinions.docx" => "征求意见采纳情况表",
        "protocol.json" => "抽样记录（数据）",
        "frame.html" => "抽样框",
        "frame.csv" => "抽样框（规范格式，用于重新抽取）",
        "audit.jsonl" => "操作日志（哈希链）",
        "SHA256SUMS" => "全部文件的 SHA-256",
        "index.csv" => "底稿索引（CSV）",
        other => other,
    }
}

/// Papers that do not count, in the contents and the index.
pub const UNCOUNTED: &str = "不计入报告的记录（草稿、退回、未完成、出具后到达）";

/// 结论 of papers with the records they are from.
pub const RECORD_DATA: &str = "各版次数据";

/// What numbers of a year begin with: 评报字〔2026〕第. The pattern is the product's; a firm types
/// its own.
pub fn number_prefix(year: &str) -> String {
    format!("评报字〔{year}〕第")
}

/// 评报字〔2026〕第0001号.
pub fn numbered(prefix: &str, number: u32) -> String {
    format!("{prefix}{number:04}号")
}

/// What a pack is and how anybody proves it whole, for its first file.
pub fn archive_about(title: &str, numbers: &[&str], made_at: &str) -> String {
    let issued = match numbers.is_empty() {
        true => "尚未出具正式报告，report/ 下是当前草稿。".to_owned(),
        false => format!("正式报告文号：{}。", numbers.join("、")),
    };
    format!(
        "{title}\n绩效评价档案\n生成时间：{made_at}（北京时间）\n{issued}\n\n\
         目录\n\
         index.html　用浏览器打开，由此进入各部分\n\
         index.csv　底稿索引：索引号、内容、文件、SHA-256\n\
         report/　报告（Word、PDF、网页、附表、呈报版、公开版），签字的内容和所依据的数据\n\
         earlier/　以前出具的报告　letters/　函件　review/　复核、征求意见、修改和批注\n\
         scores/　指标体系及变动、评分表、评分历史、录入数据　sample/　抽样框、抽样记录\n\
         papers/　现场核查、访谈、问卷、资料等底稿，一份一页　papers-uncounted/　不计入的记录\n\
         photos/　照片　files/　录音和其他文件，原样保存　records/　各版次数据\n\
         findings/　问题清单　rectification/　整改台账　checks/　专项审核\n\
         forms/　调查表　log/　操作日志\n\n\
         核验\n\
         不需要本系统：在本目录运行 sha256sum -c SHA256SUMS，全部 OK 即为完整。\n\
         report/content.json 的 SHA-256 就是报告上印的内容哈希。\n\
         使用本系统：kanping verify --archive 本文件，另外核验操作日志的哈希链、\
         各部分的封存哈希，并重新计算得分。\n"
    )
}
