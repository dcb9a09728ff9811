//! Puts the parts of the report together. Pure: the same inputs give the same report (P10).
//! Not here: what each chapter says.

use super::composer::Composer;
use super::inputs::ReportInputs;
use super::model::{Cover, Report};
use super::{analysis, annexes, conclusion, overview, problems, sentences, work};

/// Composes the draft report. Everything that is missing becomes a gap; nothing is guessed.
pub fn compose(inputs: &ReportInputs) -> Report {
    let mut composer = Composer::new(inputs);
    let cover = cover(&mut composer);
    let summary = conclusion::summary(&mut composer);
    let mut chapters = vec![
        overview::chapter_one(&mut composer),
        work::chapter_two(&mut composer),
        conclusion::chapter_three(&mut composer),
        analysis::chapter_four(&mut composer),
        problems::chapter_five(&mut composer),
        problems::chapter_six(&mut composer),
    ];
    let annexes = annexes::annexes(&mut composer);
    // Last, because it lists the gaps of all the others.
    chapters.push(overview::chapter_seven(&mut composer));
    let title = sentences::report_title(&inputs.engagement.title);
    Report {
        title,
        cover,
        summary,
        chapters,
        annexes,
        gaps: composer.gaps().to_vec(),
        source_names: inputs.source_names.clone(),
    }
}

/// What this version stores nowhere (评价类型, 报告文号) is a gap, for a person to write in.
fn cover(composer: &mut Composer<'_>) -> Cover {
    let engagement = &composer.inputs.engagement;
    let lines = [
        ("项目名称", engagement.title.clone()),
        ("项目单位", implementing_units(composer.inputs)),
        ("主管部门", engagement.competent_department.clone()),
        ("委托单位", engagement.commissioned_by.clone()),
        ("资金年度", format!("{}年度", engagement.fund_year)),
        ("评价年度", format!("{}年度", engagement.evaluation_year)),
        ("评价类型", String::new()),
        ("评价方式", "第三方机构评价".to_owned()),
        ("评价机构", engagement.firm.clone()),
        ("报告文号", String::new()),
    ];
    for (label, value) in &lines {
        if value.trim().is_empty() {
            composer.gap("cover", "封面", label);
        }
    }
    Cover {
        lines: lines
            .into_iter()
            .map(|(label, value)| (label.to_owned(), value))
            .collect(),
        firm: composer.inputs.engagement.firm.clone(),
        date: sentences::chinese_day(&composer.inputs.prepared_on),
        state: "（征求意见前草稿）".to_owned(),
    }
}

/// The one unit, or one of the sampled ones and how many there are; empty before a draw.
fn implementing_units(inputs: &ReportInputs) -> String {
    let Some(first) = inputs.sites.first() else {
        return String::new();
    };
    match inputs.frame.units {
        0 | 1 => first.project.unit.clone(),
        units => format!("{}等{units}个单位", first.project.unit),
    }
}
