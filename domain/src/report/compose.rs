//! Puts the parts of the report together. Pure: the same inputs give the same report (P10).
//! Not here: what each chapter says.

use super::composer::Composer;
use super::inputs::{ReportInputs, ReportState};
use super::model::{Cover, Report};
use super::{
    abstract_page, advice, analysis, annexes, closing, conclusion, overview, problems, sentences,
    work,
};

/// Composes the report. Everything that is missing becomes a gap; nothing is guessed.
pub fn compose(inputs: &ReportInputs) -> Report {
    let mut composer = Composer::new(inputs);
    let cover = cover(&mut composer);
    let summary = abstract_page::summary(&mut composer);
    let mut chapters = vec![
        overview::chapter_one(&mut composer),
        work::chapter_two(&mut composer),
        conclusion::chapter_three(&mut composer),
        analysis::chapter_four(&mut composer),
        problems::chapter_five(&mut composer),
        advice::chapter_six(&mut composer),
    ];
    let seven = closing::begin(&mut composer, &chapters);
    let annexes = annexes::annexes(&mut composer);
    // Its list of gaps last, because it names those of all the others.
    chapters.push(closing::chapter_seven(&composer, seven));
    Report {
        title: sentences::report_title(&inputs.engagement.title),
        cover,
        summary,
        chapters,
        annexes,
        gaps: composer.gaps().to_vec(),
        source_names: inputs.source_names.clone(),
    }
}

fn cover(composer: &mut Composer<'_>) -> Cover {
    let inputs = composer.inputs;
    let engagement = &inputs.engagement;
    let lines = [
        ("项目名称", engagement.title.clone()),
        ("项目单位", implementing_units(inputs)),
        ("主管部门", engagement.competent_department.clone()),
        ("委托单位", engagement.commissioned_by.clone()),
        ("资金年度", format!("{}年度", engagement.fund_year)),
        ("评价年度", format!("{}年度", engagement.evaluation_year)),
        ("评价类型", engagement.profile.evaluation_kind.clone()),
        ("评价方式", "第三方机构评价".to_owned()),
        ("评价机构", engagement.firm.clone()),
        ("报告文号", number(inputs)),
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
        firm: engagement.firm.clone(),
        date: sentences::chinese_day(&inputs.prepared_on),
        state: sentences::state_words(&inputs.state).to_owned(),
    }
}

/// A number is given at issue; an issued report without one has a gap.
fn number(inputs: &ReportInputs) -> String {
    match (&inputs.number, &inputs.state) {
        (Some(number), _) => number.trim().to_owned(),
        (None, ReportState::Issued { .. }) => String::new(),
        (None, _) => sentences::NUMBER_AT_ISSUE.to_owned(),
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
