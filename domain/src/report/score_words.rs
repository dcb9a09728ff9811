//! Gaps and flags of a score in the report's words. Exhaustive: a new code needs its words here.
//! Not here: the desk's words for the same codes (the app's locales).

use crate::scoring::{GapCode, ScoreFlag};

/// Why an indicator could not be scored, to stand behind 尚缺：; an unknown code stands for itself.
pub fn gap_words(code: &str) -> &str {
    let Some(gap) = GapCode::parse(code) else {
        return code;
    };
    match gap {
        GapCode::ZeroDenominator => "分母为零",
        GapCode::NegativeInput => "数据为负",
        GapCode::EmptySample => "没有可用的现场核查样本",
        GapCode::DefectExceedsSample => "问题数大于样本数",
        GapCode::OutOfBands => "数值不在任何分档内",
        GapCode::EqualEndpoints => "插值两端相等",
        GapCode::NotApplicable => "不适用，待确认处理方式",
        GapCode::PctOutOfLevel => "百分比不在所选档次内",
        GapCode::ScoreOutOfRange => "得分超出权重范围",
        GapCode::MalformedInput => "评分数据不完整",
        GapCode::UnknownRule => "计分规则，指标体系中的规则无法识别",
        GapCode::InputTooLarge => "评分数据过大，无法计算",
        GapCode::MissingMark => "评分人的判断",
        GapCode::MarkOfWrongKind => "与计分规则相符的评分人判断",
        GapCode::ReasonMissing => "评分理由",
        GapCode::ReasonTooShort => "充分的评分理由",
        GapCode::MissingFundFigure => "资金数据",
        GapCode::MissingAnswer => "现场核查表中的数据",
        GapCode::DuplicateInspection => "唯一的现场核查表，同一项目有多份",
        GapCode::ProjectNotInFrame => "抽样框中的项目资料",
        GapCode::MissingPlannedQuantity => "抽样框中的计划数量",
        GapCode::NoSurvey => "问卷",
        GapCode::NoValidResponse => "有效问卷",
        GapCode::AmbiguousSurvey => "指标所用问卷的指定，现有多份问卷",
        GapCode::UnpricedFinding => "该类问题的扣分标准",
        GapCode::UnboundOperand => "计分数据的来源",
        GapCode::SecondScorerMissing => "第二位评分人的判断",
        GapCode::ScorersApart => "两位评分人相差超过分值10%，待裁定",
        GapCode::SecondPersonMissing => "人工评分的第二人确认",
        GapCode::MissingSamplingWeight => "抽样权数",
        GapCode::ClientConsentMissing => "委托方对不适用的同意",
        GapCode::BindingBroken => "与现场核查表版本相符的取数设置",
    }
}

/// What is to be known beside a score; an unknown code stands for itself.
pub fn flag_words(code: &str) -> &str {
    let Some(flag) = ScoreFlag::parse(code) else {
        return code;
    };
    match flag {
        ScoreFlag::TargetTooLow => "完成率超过130%，目标可能偏低",
        ScoreFlag::BudgetTooHigh => "节约率超过20%，预算编制可能偏高",
        ScoreFlag::FewExperts => "打分专家少于3人",
        ScoreFlag::SurveyTooSmall => "有效问卷少于方案规定的最低份数",
        ScoreFlag::SurveyHoldsPosters => "满意度含现场海报答卷（非概率样本）",
        ScoreFlag::SampleIncomplete => "部分样本项目尚无完整的现场核查表",
        ScoreFlag::CannotVerify => "部分项目的检查答为“无法核实”，未作为合格计入",
        ScoreFlag::FindingDeductedTwice => "同一问题在两个指标中扣分，待确认是否重复",
        ScoreFlag::WeightRedistributed => "因部分指标不适用，分值已按比例调整",
        ScoreFlag::Vetoed => "触发一票否决，本项计零分",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_code_of_a_gap_or_flag_reaches_the_report() {
        let gaps = GapCode::ALL.iter().map(|gap| gap_words(gap.as_str()));
        let flags = ScoreFlag::ALL.iter().map(|flag| flag_words(flag.as_str()));
        for words in gaps.chain(flags) {
            assert!(!words.is_empty() && !words.contains('_'), "{words}");
        }
    }
}
