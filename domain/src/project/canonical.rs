//! The frame as canonical CSV and its hash, so that two people can tell whether they draw from the
//! same list (docs/SAMPLING.md defines it byte for byte).
//! Not here: reading a list as people send it (`frame_import`).

use std::collections::BTreeSet;

use super::{Frame, Project};
use crate::ids::Sha256Hex;

const HEADINGS: [&str; 11] = [
    "项目编码",
    "项目名称",
    "实施单位",
    "乡镇街道",
    "项目类型",
    "批复金额（分）",
    "计划数量",
    "计量单位",
    "纬度",
    "经度",
    "直达资金",
];

/// Sorts the projects by code and seals them with the hash of their canonical CSV. Codes must be
/// unique; `import_frame` sees to it.
pub fn freeze_frame(mut projects: Vec<Project>) -> Frame {
    projects.sort_by(|left, right| left.code.cmp(&right.code));
    let sha256 = Sha256Hex::of(canonical_csv(&projects).as_bytes());
    Frame { projects, sha256 }
}

/// UTF-8 without a mark, lines ended by one line feed; the eleven headings, then every tag heading
/// in Unicode order; one line a project in the given order; the amount in whole 分, other numbers
/// without trailing zeros, 直达资金 是 or 否, nothing for what is missing. A field is quoted only
/// if it has a comma, a quotation mark or a line break; quotation marks within are doubled.
pub fn canonical_csv(projects: &[Project]) -> String {
    let tags: BTreeSet<&str> = projects
        .iter()
        .flat_map(|project| project.tags.keys().map(String::as_str))
        .collect();
    let mut csv = String::new();
    push_line(
        &mut csv,
        HEADINGS.iter().copied().chain(tags.iter().copied()),
    );
    for project in projects {
        let amount = project.amount.0.to_string();
        let own = [
            project.code.as_str(),
            &project.name,
            &project.unit,
            &project.township,
            &project.project_type,
            &amount,
            project.planned_quantity.as_deref().unwrap_or_default(),
            &project.measure_unit,
            project.latitude.as_deref().unwrap_or_default(),
            project.longitude.as_deref().unwrap_or_default(),
            if project.direct_fund { "是" } else { "否" },
        ];
        let tagged = tags
            .iter()
            .map(|tag| project.tags.get(*tag).map_or("", |cell| cell.as_str()));
        push_line(&mut csv, own.into_iter().chain(tagged));
    }
    csv
}

fn push_line<'a>(csv: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            csv.push('"');
            csv.push_str(&field.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(field);
        }
    }
    csv.push('\n');
}
