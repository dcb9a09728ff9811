//! The words of numbers, working papers and the archive pack. Not here: the report's own sentences.

/// Heading of the list of files in a working paper.
pub const PAPER_FILES: &str = "附件和照片（SHA-256）";

/// The first line of a pack's index, with the mark that spreadsheets read UTF-8 by.
pub const INDEX_HEADING: &str = "\u{feff}索引号,内容,文件,SHA-256\r\n";

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
         index.csv　底稿索引：索引号、内容、文件、SHA-256\n\
         report/　报告（Word、PDF、网页、附表）、复核记录、征求意见\n\
         papers/　现场核查、访谈、问卷等底稿，一份一页，任何浏览器可以打开\n\
         files/　照片、录音和其他文件，原样保存\n\
         sample/　抽样框、抽样记录，按种子和算法可以重新抽取\n\
         scores/　指标体系、评分表、评分所依据的事实\n\
         findings/　问题清单　rectification/　整改台账　log/　操作日志\n\n\
         核验\n\
         不需要本系统：在本目录运行 sha256sum -c SHA256SUMS，全部 OK 即为完整。\n\
         使用本系统：kanping verify --archive 本文件，另外核验操作日志的哈希链。\n"
    )
}
