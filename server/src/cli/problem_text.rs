//! Problems of lists and draws as sentences for the terminal: what is wrong and how to mend it.
//! Not here: the app's own translations (`app/locales`), which use the same codes.

use domain::problem::Problem;

/// The sentence for a problem; a code without one is shown as it is, with its details. `language`
/// is the tag of `--lang` or `LANG`: what begins with `zh` is Chinese, all else English.
pub fn sentence(problem: &Problem, language: &str) -> String {
    let found = SENTENCES.iter().find(|(code, _, _)| *code == problem.code);
    let Some((_, chinese, english)) = found else {
        let details: Vec<String> = problem
            .details
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        return format!("{} {}", problem.code, details.join(" "))
            .trim_end()
            .to_owned();
    };
    let is_chinese = language.to_ascii_lowercase().starts_with("zh");
    let template = if is_chinese { chinese } else { english };
    let fill = |text: String, (name, value): (&String, &String)| {
        text.replace(&format!("{{{name}}}"), value)
    };
    problem.details.iter().fold((*template).to_owned(), fill)
}

/// Code, zh-CN, en; `{name}` is a detail of the problem.
#[rustfmt::skip]
const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "WORKBOOK_EMPTY_FILE",
        "文件是空的。请重新导出后再导入。",
        "The file is empty. Export it again.",
    ),
    (
        "WORKBOOK_TOO_LARGE",
        "文件有 {found_bytes} 字节，超过上限 {limit_bytes}。请删去图片和无关工作表。",
        "The file has {found_bytes} bytes, the limit is {limit_bytes}. Remove pictures \
         and other sheets.",
    ),
    (
        "WORKBOOK_LEGACY_XLS",
        "这是旧版 .xls 文件。请另存为 .xlsx 或 .csv。",
        "This is an old .xls file. Save it as .xlsx or .csv.",
    ),
    (
        "WORKBOOK_ENCRYPTED",
        "工作簿有打开密码。请去掉密码后另存。",
        "The workbook has a password. Save it without one.",
    ),
    (
        "WORKBOOK_UNKNOWN_TYPE",
        "这不是 .xlsx 或 .csv 文件。请另存为其中一种。",
        "This is no .xlsx or .csv file. Save it as one of them.",
    ),
    (
        "WORKBOOK_DAMAGED",
        "文件已损坏，无法读取（{reason}）。请用 Excel 打开后另存。",
        "The file is damaged ({reason}). Open it in Excel and save it again.",
    ),
    (
        "WORKBOOK_BOMB",
        "文件解压后超出安全限制（{limit}：{part}），已拒绝。请用 Excel 另存后再试。",
        "Unpacked, the file breaks a safety limit ({limit}: {part}) and is refused. Save \
         it again in Excel.",
    ),
    (
        "WORKBOOK_TOO_MANY_SHEETS",
        "工作表有 {found} 个，上限 {limit}。请删去无关工作表。",
        "There are {found} sheets, the limit is {limit}. Remove those not needed.",
    ),
    (
        "WORKBOOK_CELL_BEYOND_LIMIT",
        "该单元格超出可读范围（到 {limit} 为止）。请清除表外的内容。",
        "The cell lies beyond the last one that is read ({limit}). Clear what stands \
         outside the table.",
    ),
    (
        "WORKBOOK_CELL_TEXT_TOO_LONG",
        "单元格文字超过 {limit} 字。请缩短。",
        "The cell has more than {limit} characters. Shorten it.",
    ),
    (
        "WORKBOOK_TOO_MANY_CELLS",
        "单元格超过 {limit} 个。请拆分文件。",
        "There are more than {limit} cells. Split the file.",
    ),
    (
        "WORKBOOK_TOO_MUCH_TEXT",
        "文字总量超过 {limit_bytes} 字节。请拆分文件。",
        "There are more than {limit_bytes} bytes of text. Split the file.",
    ),
    (
        "CSV_UNKNOWN_ENCODING",
        "CSV 既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8”。",
        "The CSV is neither UTF-8 nor GB18030. Save it as “CSV UTF-8”.",
    ),
    (
        "FRAME_HEADING_NOT_FOUND",
        "前 10 行没有找到表头。请保留“项目编码”和“批复金额（万元）”等列名。",
        "No heading in the first ten rows. Keep headings such as 项目编码 and 批复金额（万元）.",
    ),
    (
        "FRAME_SHEET_IGNORED",
        "该工作表没有表头，未读取。",
        "The sheet has no heading and was not read.",
    ),
    (
        "FRAME_COLUMN_MISSING",
        "缺少该列。请补上列名和内容。",
        "The column is missing. Add its heading and cells.",
    ),
    (
        "FRAME_COLUMN_TWICE",
        "该列名出现两次（先在 {first_column} 列）。请改名或删去一列。",
        "The heading stands twice (first in column {first_column}). Rename or remove one.",
    ),
    (
        "FRAME_COLUMN_WITHOUT_HEADING",
        "该列有内容但没有列名，未读取。请补列名。",
        "The column has cells but no heading and was not read. Add a heading.",
    ),
    (
        "FRAME_AMOUNT_UNIT_ASSUMED",
        "没有写明金额单位，按{unit}处理。请在列名写“（{unit}）”或“（元）”。",
        "The amounts name no unit; {unit} is assumed. Write （{unit}） or （元） into the heading.",
    ),
    (
        "FRAME_AMOUNT_MERGED",
        "金额单元格合并到第{last_row}行，会重复计算。请取消合并，逐行填写。",
        "The amount is merged down to row {last_row} and would count more than once. \
         Unmerge it and fill each row.",
    ),
    (
        "FRAME_VALUE_MASKED",
        "“{found}”是遮盖的数字，按缺失处理，不当作 0。请补填真实内容。",
        "“{found}” is masked: taken as missing, not as 0. Fill in the true value.",
    ),
    (
        "FRAME_VALUE_MISSING",
        "此处不能为空。请补填。",
        "This must not be empty. Fill it in.",
    ),
    (
        "FRAME_TEXT_TOO_LONG",
        "文字超过 200 字。请缩短。",
        "The text has more than 200 characters. Shorten it.",
    ),
    (
        "FRAME_AMOUNT_MISSING",
        "缺少金额。没有金额请填 0 并说明，不要留空。",
        "The amount is missing. Fill it in; write 0 if there is none.",
    ),
    (
        "FRAME_AMOUNT_NEGATIVE",
        "金额“{found}”为负数。请核对；冲减不能作为项目行。",
        "The amount “{found}” is negative. Check it; a reversal is no project.",
    ),
    (
        "FRAME_AMOUNT_FINER_THAN_FEN",
        "金额“{found}”细于 1 分。请四舍五入到分。",
        "The amount “{found}” is finer than one 分. Round it to 分.",
    ),
    (
        "FRAME_AMOUNT_OUT_OF_RANGE",
        "金额“{found}”过大。请核对单位。",
        "The amount “{found}” is too large. Check its unit.",
    ),
    (
        "FRAME_NOT_A_NUMBER",
        "“{found}”不是数字。请只填数字。",
        "“{found}” is no number. Write digits only.",
    ),
    (
        "FRAME_QUANTITY_NEGATIVE",
        "数量“{found}”为负数。请核对。",
        "The quantity “{found}” is negative. Check it.",
    ),
    (
        "FRAME_LATITUDE_OUT_OF_RANGE",
        "纬度“{found}”不在 -90 到 90 之间。是否与经度填反？",
        "The latitude “{found}” is not between -90 and 90. Was it swapped with the longitude?",
    ),
    (
        "FRAME_LONGITUDE_OUT_OF_RANGE",
        "经度“{found}”不在 -180 到 180 之间。请核对。",
        "The longitude “{found}” is not between -180 and 180. Check it.",
    ),
    (
        "FRAME_COORDINATE_INCOMPLETE",
        "经度和纬度只填了一个。请补全或都留空。",
        "Only one of latitude and longitude is given. Give both or none.",
    ),
    (
        "FRAME_NOT_YES_OR_NO",
        "“{found}”应为“是”或“否”。",
        "“{found}” should be 是 or 否.",
    ),
    (
        "FRAME_DUPLICATE_CODE",
        "项目编码 {code} 重复，已在“{first_sheet}”第{first_row}行出现。请改正其中一个。",
        "The code {code} already stands in “{first_sheet}”, row {first_row}. Correct one \
         of them.",
    ),
    (
        "FRAME_CONTROL_TOTAL_DIFFERS",
        "合计不符（{total}）：应为 {stated}，实为 {computed}，相差 {difference}。请核对各行。",
        "The totals differ ({total}): stated {stated}, computed {computed}, difference \
         {difference}. Check the rows.",
    ),
    (
        "FRAME_HAS_NO_PROJECTS",
        "表头下没有项目。",
        "There are no projects below the heading.",
    ),
    (
        "FRAME_TOO_MANY_PROJECTS",
        "项目有 {found} 个，上限 {limit}。请分次建立。",
        "There are {found} projects, the limit is {limit}. Split the list.",
    ),
    (
        "FRAME_TOTAL_OUT_OF_RANGE",
        "金额总和过大。请核对单位。",
        "The sum of the amounts is too large. Check the unit.",
    ),
    (
        "FRAME_MORE_PROBLEMS",
        "另有 {more} 个问题未列出。请先改正以上问题。",
        "There are {more} more problems. Mend those above first.",
    ),
    (
        "SAMPLE_IS_EMPTY",
        "样本量至少为 1。",
        "The sample needs at least one unit.",
    ),
    (
        "SAMPLE_LARGER_THAN_POPULATION",
        "样本量 {n} 大于总体 {population}。请减小样本量。",
        "{n} units cannot be drawn from {population}. Ask for fewer.",
    ),
    (
        "SAMPLE_SMALLER_THAN_STRATA",
        "样本量 {n} 少于层数 {strata}，无法每层至少 1 个。",
        "{n} units cannot reach each of {strata} strata. Ask for more, or for no minimum.",
    ),
    (
        "SAMPLE_MINIMUM_UNSUPPORTED",
        "每层最少只能是 0 或 1，不能是 {minimum}。",
        "The minimum per stratum is 0 or 1, not {minimum}.",
    ),
    (
        "SAMPLE_STRATUM_COLUMN_MISSING",
        "分层抽样要用 --by 指定分层列。",
        "A stratified draw needs --by COLUMN.",
    ),
    (
        "SAMPLE_STRATUM_COLUMN_UNKNOWN",
        "抽样框没有“{column}”列。请核对列名。",
        "The frame has no column “{column}”. Check the heading.",
    ),
    (
        "SAMPLE_DUPLICATE_CODE",
        "项目编码 {code} 重复，无法编号。",
        "The code {code} stands twice; the frame cannot be numbered.",
    ),
    (
        "SAMPLE_NEGATIVE_AMOUNT",
        "项目 {code} 金额为负，不能按金额抽样。",
        "The amount of {code} is negative; it cannot be drawn by amount.",
    ),
    (
        "SAMPLE_NO_AMOUNT_LEFT",
        "还差 {places} 个，其余项目金额均为 0。请减小样本量或换方法。",
        "{places} places are left but all other amounts are 0. Ask for fewer or use \
         another method.",
    ),
    (
        "SAMPLE_SIZE_INPUT_OUT_OF_RANGE",
        "总体须大于 0，误差须在 0 与 1 之间。",
        "The population must be above 0, the margin between 0 and 1.",
    ),
    (
        "JUDGEMENTAL_PROJECT_UNKNOWN",
        "抽样框没有项目 {code}。",
        "The frame has no project {code}.",
    ),
    (
        "JUDGEMENTAL_ALREADY_DRAWN",
        "项目 {code} 已由随机抽样选中，不需判断追加。",
        "{code} was drawn at random already; it needs no addition.",
    ),
    (
        "JUDGEMENTAL_CRITERION_MISSING",
        "判断抽样至少勾选一项标准。",
        "An addition by judgement needs at least one criterion.",
    ),
    (
        "JUDGEMENTAL_CRITERION_UNKNOWN",
        "没有“{criterion}”这项标准。",
        "There is no criterion “{criterion}”.",
    ),
    (
        "JUDGEMENTAL_REASON_TOO_SHORT",
        "理由只有 {found} 字，至少 {limit} 字。",
        "The reason has {found} characters; at least {limit} are needed.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_said_in_both_languages_with_its_values() {
        let problem = Problem::new("FRAME_DUPLICATE_CODE")
            .with("code", "DL0001")
            .with("first_sheet", "抽样框")
            .with("first_row", 2);
        let chinese = sentence(&problem, "zh_CN.UTF-8");
        assert!(
            chinese.contains("DL0001") && chinese.contains("第2行"),
            "{chinese}"
        );
        assert!(sentence(&problem, "en").contains("row 2"));
    }

    #[test]
    fn every_placeholder_stands_in_both_languages() {
        let placeholders = |text: &str| {
            let mut names: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            names.sort();
            names
        };
        for (code, chinese, english) in SENTENCES {
            assert_eq!(placeholders(chinese), placeholders(english), "{code}");
        }
    }

    #[test]
    fn a_code_without_a_sentence_is_shown_as_it_is() {
        let problem = Problem::new("SOMETHING_NEW").with("n", 3);
        assert_eq!(sentence(&problem, "en"), "SOMETHING_NEW n=3");
    }
}
